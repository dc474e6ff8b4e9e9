"""The schedule in a terminal: a year of months with the sessions marked, and a list beneath.

Everything is told by a mark and a word, so that nothing is lost without colour or beyond ASCII. No line is wider
than it may be; what does not fit is cut with dots.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from hsplan.dates.days import MONTH_NAMES, MONTHS, WEEKDAYS, in_words, months_after
from hsplan.findings import printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.schedule.rows import PhaseRow, ProjectRow, Row, Schedule, WindowRow

MONTH_WIDTH = 21
ACROSS = 3
TIMES_WIDTH = 11
STYLES = ("bold cyan", "bold magenta", "bold green", "bold yellow", "bold blue", "bold red")
MARKS = {True: "●◆▲■★○", False: "*#+@%o"}
CLOSED = {True: "·", False: "-"}
DOTS = {True: "…", False: "..."}


@dataclass(frozen=True, slots=True)
class Form:
    """How the terminal shows things: its columns, and whether it has more than ASCII."""

    width: int = 80
    utf8: bool = True

    def fit(self, words: str, room: int) -> str:
        """Words that fit a room, cut with dots where they do not, without anything that acts on a terminal."""
        plain = printable(words) if self.utf8 else printable(words).encode("ascii", "replace").decode()
        if cell_len(plain) <= room:
            return plain
        dots = DOTS[self.utf8]
        return set_cell_size(plain, max(0, room - len(dots))).rstrip() + dots

    @property
    def dot(self) -> str:
        """What separates things on one line."""
        return " · " if self.utf8 else " | "


def blank() -> Text:
    """An empty line."""
    return Text()


def year(schedule: Schedule, form: Form) -> Iterator[Text]:
    """The months of the programme, what the marks mean, and the list of sessions."""
    yield from heading(schedule, form)
    yield blank()
    yield from _months(schedule, form)
    yield _legend(schedule, form)
    yield blank()
    yield from listing(schedule, form)


def agenda(schedule: Schedule, form: Form) -> Iterator[Text]:
    """What the programme is, and the list of its sessions."""
    yield from heading(schedule, form)
    yield blank()
    yield from listing(schedule, form)


def heading(schedule: Schedule, form: Form) -> Iterator[Text]:
    """Which programme it is, for whom, when, and how firm."""
    yield Text(form.fit(schedule.name, form.width), style="bold")
    whom = [name for name in (schedule.provider, schedule.client, schedule.network) if name]
    if whom:
        yield Text(form.fit(form.dot.join(whom), form.width))
    if schedule.audience:
        yield Text(form.fit(f"For {', '.join(schedule.audience)}", form.width))
    days = f"{in_words(schedule.days.first)} to {in_words(schedule.days.last)}"
    about = form.dot.join((days, schedule.status, f"revision {schedule.revision}"))
    yield Text(form.fit(about, form.width), style="dim")


def listing(schedule: Schedule, form: Form) -> Iterator[Text]:
    """The sessions by phase, each with its day, times, title, people and place; then the project."""
    looks = _looks(schedule, form)
    ahead = list(schedule.phases)
    shown: str | None = None
    for n, row in enumerate(schedule.rows):
        if row.phase is not None and row.phase != shown:
            ids = [phase.id for phase in ahead]
            reached = ids.index(row.phase) + 1 if row.phase in ids else 0
            for phase in ahead[:reached] or [one for one in schedule.phases if one.id == row.phase]:
                yield from _phase(phase, schedule, form, first=not n)
            ahead = ahead[reached:]
        shown = row.phase
        yield from _entry(row, form, *looks[row.kind])
    for phase in ahead:
        yield from _phase(phase, schedule, form, first=False)
    yield from _windows(schedule, form)
    if schedule.project is not None:
        yield blank()
        yield from _project(schedule.project, form)
    yield from _days(schedule, form)


def _phase(phase: PhaseRow, schedule: Schedule, form: Form, *, first: bool) -> Iterator[Text]:
    """The heading of a phase, with its days where it holds no dated session."""
    if not first:
        yield blank()
    title = f"{phase.id.upper()} {schedule.phase_word.upper()}{': ' + phase.title if phase.title else ''}"
    yield Text(form.fit(title, form.width), style="bold")
    if phase.depends_on is not None:
        yield Text(f"   {form.fit(f'provisional: depends on {phase.depends_on}', form.width - 3)}", style="dim")
    if not any(row.phase == phase.id for row in schedule.rows):
        span = f"{_day(phase.days.first)} to {_day(phase.days.last)}"
        yield Text(f"   {form.fit(span, form.width - 3)}", style="dim")


def _windows(schedule: Schedule, form: Form) -> Iterator[Text]:
    """What has no date: the days within which it is arranged, or which it fills."""
    for heading_, mine in (
        ("TO BE ARRANGED", [one for one in schedule.windows if one.arranged_by]),
        ("ALONGSIDE", [one for one in schedule.windows if not one.arranged_by]),
    ):
        if mine:
            yield blank()
            yield Text(heading_, style="bold")
        for one in mine:
            yield Text(f" ~ {form.fit(f'{_span(one)}  {one.title}', form.width - 3)}")
            whom = [f"arranged by {', '.join(one.arranged_by)}"] if one.arranged_by else []
            depends = [f"depends on {one.depends_on}"] if one.depends_on else []
            detail = form.dot.join((one.id, *([one.detail] if one.detail else []), *whom, *depends))
            yield Text(f"   {form.fit(detail, form.width - 3)}", style="dim")


def _span(window: WindowRow) -> str:
    """The days of a window, with its last one as the deadline of what is arranged."""
    first, last = (_day(day) if day else "" for day in (window.first, window.last))
    if first and last:
        return f"{first} to {last}"
    return f"by {last}" if last else f"from {first}" if first else "no day known"


def _days(schedule: Schedule, form: Form) -> Iterator[Text]:
    """Days that are no sessions."""
    if schedule.dates:
        yield blank()
        yield Text("DATES", style="bold")
    for one in schedule.dates:
        when = _day(one.first) if one.first else one.words
        until = f" to {_day(one.last)}" if one.first and one.last and one.last > one.first else ""
        yield Text(f"   {form.fit(f'{when}{until}  {one.title}', form.width - 3)}")


def _entry(row: Row, form: Form, mark: str, style: str) -> Iterator[Text]:
    lead = f" {mark} {_day(row.first)}  {_times(row):<11}  "
    line = Text(lead, style=style)
    cancelled = "CANCELLED " if row.status == "cancelled" else ""
    provisional = "(provisional) " if row.depends_on and not cancelled else ""
    line.append(
        form.fit(f"{cancelled}{provisional}{row.title}", form.width - cell_len(lead)),
        style="bold" if not cancelled else "strike",
    )
    yield line
    venue = [row.venue.name] if row.venue else []
    people = [", ".join(one.name for one in row.facilitators)] if row.facilitators else []
    days = (row.last - row.first).days + 1
    several = [f"{days} days, to {_day(row.last)}"] if days > 1 else []
    whom = [f"for {row.whom}"] if row.whom else []
    detail = form.dot.join((row.id, row.kind_title, *several, *people, *venue, *row.modes, *whom))
    yield Text(f"   {form.fit(detail, form.width - 3)}", style="dim")
    for waiver in row.waived:
        yield Text(f"   {form.fit(f'rule set aside: {waiver}', form.width - 3)}", style="dim")


def _times(row: Row) -> str:
    """From when to when, or what is known of it, in eleven columns at most."""
    if row.start and row.end:
        return f"{row.start:%H:%M}-{row.end:%H:%M}"
    known = {part.words.partition(",")[0] for part in row.parts}
    words = known.pop() if len(known) == 1 else ""  # the morning of a part is not the time of the day
    return words if len(words) <= TIMES_WIDTH else ""


def _project(project: ProjectRow, form: Form) -> Iterator[Text]:
    yield Text(form.fit(f"PROJECT: {project.title}", form.width), style="bold")
    for one in project.milestones:
        when = _day(one.date) if one.date else "no day yet     "
        during = f" ({one.session})" if one.session else ""
        yield Text(f"   {when}  {form.fit(one.title + during, form.width - 20)}")


def _months(schedule: Schedule, form: Form) -> Iterator[Text]:
    looks = _looks(schedule, form)
    held = {
        row.first + timedelta(days=n): looks[row.kind]
        for row in schedule.rows
        if row.status != "cancelled"
        for n in range((row.last - row.first).days + 1)
    }
    across = max(1, min(ACROSS, (form.width + 3) // (MONTH_WIDTH + 3)))
    first = min([schedule.days.first, *held]).replace(day=1)
    last = max([schedule.days.last, *held])
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = [months_after(first, n) for n in range(count)]
    for start in range(0, count, across):
        blocks = [list(_month(month, schedule, held, form)) for month in months[start : start + across]]
        height = max(map(len, blocks))
        for n in range(height):
            cells = [block[n] if n < len(block) else Text(" " * MONTH_WIDTH) for block in blocks]
            line = Text("   ").join(cells)
            line.rstrip()
            yield line
        yield blank()


def _month(month: date, schedule: Schedule, held: dict[date, tuple[str, str]], form: Form) -> Iterator[Text]:
    name = f"{MONTH_NAMES[month.month - 1]} {month.year}"
    yield Text(f"{name:^{MONTH_WIDTH}}", style="bold")
    yield Text("".join(f"{day[:2]} " for day in WEEKDAYS), style="dim")
    for week in calendar.Calendar().monthdatescalendar(month.year, month.month):
        line = Text()
        for day in week:
            line.append_text(_cell(day, schedule, held, form) if day.month == month.month else Text("   "))
        yield line


def _cell(day: date, schedule: Schedule, held: dict[date, tuple[str, str]], form: Form) -> Text:
    if day in held:
        mark, style = held[day]
        return Text(f"{day.day:>2}{mark}", style=f"{style} reverse")
    if day in schedule.closed:
        return Text(f"{day.day:>2}{CLOSED[form.utf8]}", style="dim")
    return Text(f"{day.day:>2} ", style="dim" if day.weekday() > WEEKDAYS.index("Fri") else "")


def _legend(schedule: Schedule, form: Form) -> Text:
    """What each mark means."""
    line = Text()
    titles = {row.kind: row.kind_title for row in schedule.rows}
    for kind, (mark, style) in _looks(schedule, form).items():
        line.append(f"{mark} {form.fit(titles[kind], 30)}   ", style=style)
    line.append(f"{CLOSED[form.utf8]} closed", style="dim")
    line.truncate(form.width)
    return line


def _looks(schedule: Schedule, form: Form) -> dict[str, tuple[str, str]]:
    """The mark and the style of each kind, by first use."""
    kinds = dict.fromkeys(row.kind for row in schedule.rows)
    marks = MARKS[form.utf8]
    return {kind: (marks[n % len(marks)], STYLES[n % len(STYLES)]) for n, kind in enumerate(kinds)}


def _day(day: date) -> str:
    """A day in words, always as wide."""
    return f"{WEEKDAYS[day.weekday()]} {day.day:>2} {MONTHS[day.month - 1]} {day.year}"
