"""The phases as bars over the months, with the sessions on them, what runs alongside, and the project's thread."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from hsplan.dates.days import MONTH_NAMES, MONTHS, WEEKDAYS, DayRange
from hsplan.dates.lengths import months_after, months_between
from hsplan.views.terminal.form import (
    NUMBERS,
    blank,
    hanging,
    heading,
    legend,
    looks,
    milestone_words,
    phase_name,
    spaced,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from hsplan.schedule.rows import MilestoneRow, Row, Schedule, WindowRow
    from hsplan.views.terminal.form import Form

    Mark = tuple[int, str, str]
    """Where something stands along the months, and how it is drawn: column, mark and style."""

BAR = {True: "━", False: "="}
PROVISIONAL = {True: "╍", False: ":"}
THREAD = {True: "─", False: "-"}
SHADE = {True: "░", False: "x"}
WINDOW = "~"
MORE = {True: "+", False: ">"}
"""That more falls into a column than is shown; in ASCII a `+` is a kind of session."""
MOST_TRACKS = 3
"""On how many lines the sessions of a phase stand where they fall into the same columns."""
LEAST_LABEL = 17
"""What stands before the months has room for `second trimester` and a space."""
STEPS = (1, 2, 3, 6, 12)
"""Every how many months a month is named, so that there is room for its name."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The months along which all is drawn."""

    first: date
    """The first day of its first month."""
    months: int
    width: int
    label: int
    """How wide what stands before it is, with the space between."""

    @classmethod
    def of(cls, schedule: Schedule, form: Form) -> Axis:
        """The months that a schedule touches, as wide as there is room: each the same, where there is room for all."""
        days = list(_days_touched(schedule))
        first, last = min(days).replace(day=1), max(days)
        months = months_between(first, last) + 1
        label = max(LEAST_LABEL, form.width // 4)
        room = form.width - label
        return cls(first, months, room // months * months or room, label)

    def at(self, day: date) -> int:
        """The column of a day, within those that there are."""
        months = months_between(self.first, day)
        long = monthrange(day.year, day.month)[1]
        column = (months * long + day.day - 1) * self.width // (self.months * long)
        return max(0, min(self.width - 1, column))

    def month(self, n: int) -> int:
        """The column at which a month begins; 0 is the first."""
        return n * self.width // self.months


def timeline(schedule: Schedule, form: Form) -> Iterator[Text]:
    """The programme along its months."""
    axis = Axis.of(schedule, form)
    yield from heading(schedule, form)
    yield blank()
    yield from _scale(axis)
    phases, project = list(_phases(schedule, axis, form)), list(_project(schedule, axis, form))
    yield from phases
    windows = schedule.held_windows
    for window in windows:
        yield from _window(window, axis, form)
    yield from project
    if closed := _closed(schedule, axis, form):
        yield _line("closed", closed, axis, form)
    others = {
        f"{MORE[form.utf8]} and more": any(MORE[form.utf8] in line.plain[axis.label :] for line in phases + project),
        f"{PROVISIONAL[form.utf8]} provisional": any(phase.depends_on for phase in schedule.phases),
        f"{WINDOW} within these days": bool(windows),
        f"{SHADE[form.utf8]} mostly closed": closed is not None,
    }
    if words := list(legend(schedule, form, *(word for word, drawn in others.items() if drawn))):
        yield from (blank(), *words)
    yield from _milestones(schedule, form)


def _days_touched(schedule: Schedule) -> Iterator[date]:
    yield schedule.days.first
    yield schedule.days.last
    for row in schedule.rows:
        yield row.first
        yield row.last
    for one in schedule.milestones:
        if one.date is not None:
            yield one.date


def _scale(axis: Axis) -> Iterator[Text]:
    """The years, and below them the months, each where it begins."""
    columns = axis.width // axis.months
    names = MONTH_NAMES if columns > max(map(len, MONTH_NAMES)) else MONTHS
    step = next((step for step in STEPS if axis.width * step >= 4 * axis.months), 0)
    years: list[tuple[int, str]] = []
    months: list[tuple[int, str]] = []
    for n in range(axis.months):
        month = months_after(axis.first, n)
        if not n or month.month == 1:
            years.append((axis.month(n), str(month.year)))
        if step and (month.month - 1) % step == 0:
            months.append((axis.month(n), names[month.month - 1]))
    yield Text(" " * axis.label + spaced(years, axis.width), style="bold")
    if months:
        yield Text(" " * axis.label + spaced(months, axis.width), style="dim")


def _phases(schedule: Schedule, axis: Axis, form: Form) -> Iterator[Text]:
    """Each phase as a bar with its sessions on it; then those of no phase, which have none."""
    room = axis.label - 1
    known = [phase.id for phase in schedule.phases]
    for phase in schedule.phases:
        marks = _marks([row for row in schedule.rows if row.phase == phase.id], schedule, axis, form)
        bar = (PROVISIONAL if phase.depends_on else BAR)[form.utf8]
        labels = [*form.wrapped(phase_name(phase.id, schedule), room), *form.wrapped(phase.title or "", room)]
        yield from _tracks(labels, marks, _filled(phase.days, bar, axis), axis, form)
    others = [row for row in schedule.rows if row.phase not in known]
    if others:
        bar = " " if known else BAR[form.utf8]
        label = "other sessions" if known else "sessions"
        marks = _marks(others, schedule, axis, form)
        yield from _tracks([label], marks, _filled(schedule.days, bar, axis), axis, form)


def _marks(rows: Collection[Row], schedule: Schedule, axis: Axis, form: Form) -> list[Mark]:
    marks = looks(schedule, form)
    return [(axis.at(row.first), *marks[row.kind_title]) for row in rows if row.status != "cancelled"]


def _filled(days: DayRange, bar: str, axis: Axis) -> str:
    """A bar over some days, within spaces."""
    first, last = axis.at(days.first), axis.at(days.last)
    return f"{' ' * first}{bar * (last - first + 1)}"


def _tracks(labels: list[str], marks: list[Mark], bar: str, axis: Axis, form: Form) -> Iterator[Text]:
    """Labels with marks beside them: on the bar, and below it what falls into a column that is taken."""
    tracks: list[dict[int, tuple[str, str]]] = [{}]
    for column, mark, style in marks:
        free = next((track for track in tracks if column not in track), None)
        if free is not None:
            free[column] = (mark, style)
        elif len(tracks) < MOST_TRACKS:
            tracks.append({column: (mark, style)})
        else:
            tracks[-1][column] = (MORE[form.utf8], "bold")
    for n in range(max(len(tracks), len(labels))):
        drawn = Text(bar, style="dim") if not n else Text()
        if n < len(tracks):
            drawn = _drawn(drawn.plain, tracks[n])
        yield _line(labels[n] if n < len(labels) else "", drawn, axis, form, first=not n)


def _drawn(bar: str, track: dict[int, tuple[str, str]]) -> Text:
    """A bar with marks in their columns."""
    line = Text()
    for column in range(max([len(bar), *(at + 1 for at in track)])):
        mark, style = track.get(column, (bar[column : column + 1] or " ", "dim"))
        line.append(mark, style=style)
    line.rstrip()
    return line


def _line(label: str, drawn: Text, axis: Axis, form: Form, *, first: bool = True) -> Text:
    """What is drawn, behind its label."""
    line = Text(form.cell(label, axis.label - 1) + " ", style="bold" if first else "dim")
    line = Text("").append_text(line).append_text(drawn)
    line.rstrip()
    return line


def _window(window: WindowRow, axis: Axis, form: Form) -> Iterator[Text]:
    """What runs alongside: the days that it fills, or within which it is arranged; open ends reach to the edge."""
    first = axis.at(window.first) if window.first else 0
    last = axis.at(window.last) if window.last else axis.width - 1
    drawn = Text(" " * first + WINDOW * max(1, last - first + 1), style="dim")
    for n, label in enumerate(form.wrapped(window.title, axis.label - 1)):
        yield Text(form.cell(label, axis.label - 1) + " ").append_text(drawn) if not n else Text(label)


def _project(schedule: Schedule, axis: Axis, form: Form) -> Iterator[Text]:
    """The project as a thread, with the numbers of its milestones on it."""
    if schedule.project is None:
        return
    marks = [(axis.at(one.date), number, "bold") for number, one in _numbered(schedule.milestones) if one.date]
    thread = _filled(schedule.days, THREAD[form.utf8], axis)
    labels = ["project", *form.wrapped(schedule.project.title, axis.label - 1)]
    yield from _tracks(labels, marks, thread, axis, form)


def _numbered(milestones: Sequence[MilestoneRow]) -> Iterator[tuple[str, MilestoneRow]]:
    for n, one in enumerate(milestones):
        yield NUMBERS[n % len(NUMBERS)], one


def _milestones(schedule: Schedule, form: Form) -> Iterator[Text]:
    """What the numbers on the project's thread stand for."""
    if schedule.milestones:
        yield blank()
    for number, one in _numbered(schedule.milestones):
        when, words = milestone_words(one)
        yield from hanging(f" {number} {when}  ", words, form)


def _closed(schedule: Schedule, axis: Axis, form: Form) -> Text | None:
    """The columns of which at least half the working days are closed; None where there is none.

    Of a year nobody closes half: where by a slip of the pen a column is longer, its days are not counted.
    """
    if axis.months > len(MONTHS) * axis.width:
        return None
    days: dict[int, list[bool]] = {}
    last = months_after(axis.first, axis.months - 1)
    for day in DayRange(axis.first, last.replace(day=monthrange(last.year, last.month)[1])):
        if day.weekday() <= WEEKDAYS.index("Fri"):
            days.setdefault(axis.at(day), []).append(day in schedule.closed)
    shut = {column for column, mine in days.items() if 2 * sum(mine) >= len(mine)}
    if not shut:
        return None
    return Text("".join(SHADE[form.utf8] if n in shut else " " for n in range(axis.width)).rstrip(), style="dim")
