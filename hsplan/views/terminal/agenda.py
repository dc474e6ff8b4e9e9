"""The list of sessions by phase, each with its day, times, title, people and place; then the rest that has days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from hsplan.dates.days import in_words
from hsplan.schedule.listing import in_one
from hsplan.views.terminal.form import (
    blank,
    day_words,
    hanging,
    heading,
    headline,
    indented,
    looks,
    milestone_words,
    phase_name,
    times_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.schedule.rows import PhaseRow, ProjectRow, Row, Schedule, WindowRow
    from hsplan.views.terminal.form import Form


def agenda(schedule: Schedule, form: Form) -> Iterator[Text]:
    """What the programme is, and the list of its sessions."""
    yield from heading(schedule, form)
    yield blank()
    yield from listing(schedule, form)


def diary(schedules: Sequence[Schedule], form: Form) -> Iterator[Text]:
    """What one reader has in several programmes, as one list."""
    name = schedules[0].reader.name if schedules[0].reader is not None else ""
    yield from headline(f"{name}: {len(schedules)} programmes", form)
    yield blank()
    yield from listing(in_one(schedules), form)


def listing(schedule: Schedule, form: Form) -> Iterator[Text]:
    """The sessions by phase, each with its day, times, title, people and place; then the project."""
    lines = _blocks(schedule, form)
    first = next(lines, blank())
    yield from [first] * bool(first.plain)
    yield from lines


def _blocks(schedule: Schedule, form: Form) -> Iterator[Text]:
    """The same, an empty line before each phase and whatever comes after."""
    marks = looks(schedule, form)
    ahead = list(schedule.phases)
    shown: str | None = None
    for row in schedule.rows:
        if row.phase is not None and row.phase != shown:
            ids = [phase.id for phase in ahead]
            reached = ids.index(row.phase) + 1 if row.phase in ids else 0
            for phase in ahead[:reached] or [one for one in schedule.phases if one.id == row.phase]:
                yield from _phase(phase, schedule, form)
            ahead = ahead[reached:]
        shown = row.phase
        yield from entry(row, form, *marks[row.kind_title])
    for phase in ahead:
        yield from _phase(phase, schedule, form)
    yield from windows(schedule, form)
    if schedule.project is not None:
        yield blank()
        yield from _project(schedule.project, form)
    yield from _days(schedule, form)


def entry(row: Row, form: Form, mark: str, style: str) -> Iterator[Text]:
    """A session: its day, times and title, and below that what else there is to know."""
    lead = f" {mark} {day_words(row.first)}  {times_words(row):<11}  "
    cancelled = "CANCELLED " if row.status == "cancelled" else ""
    provisional = "(provisional) " if row.depends_on and not cancelled else ""
    title = f"{cancelled}{provisional}{row.title}"
    firm = "bold" if not cancelled else "strike"
    yield from hanging(lead, title, form, firm, style)
    yield from indented(form.joined(_detail(row), form.width - 3))
    for waiver in row.waived:
        yield from indented(form.wrapped(f"rule set aside: {waiver}", form.width - 3))


def _detail(row: Row) -> Iterator[str]:
    yield from dict.fromkeys((row.id, row.kind_title))
    if len(row.days) > 1:
        yield f"{len(row.days)} days, to {in_words(row.last)}"
    known = row.parts[0].words if len(row.parts) == 1 else ""
    if known not in ("", times_words(row)):
        yield known.removeprefix(f"{times_words(row)}, ")
    if row.facilitators:
        yield ", ".join(one.name for one in row.facilitators)
    if row.venue:
        yield row.venue.name
    if row.modes:
        yield " or ".join(row.modes)
    if row.whom:
        yield f"for {row.whom}"
    if row.joint:
        yield row.jointly


def _phase(phase: PhaseRow, schedule: Schedule, form: Form) -> Iterator[Text]:
    """The heading of a phase, with its days where it holds no dated session."""
    yield blank()
    title = f"{phase_name(phase.id, schedule).upper()}{': ' + phase.title if phase.title else ''}"
    yield from headline(title, form)
    if phase.depends_on is not None:
        yield from indented(form.wrapped(f"provisional: depends on {phase.depends_on}", form.width - 3))
    if not any(row.phase == phase.id for row in schedule.rows):
        span = f"{in_words(phase.days.first)} to {in_words(phase.days.last)}"
        yield from indented(form.wrapped(span, form.width - 3))


def windows(schedule: Schedule, form: Form) -> Iterator[Text]:
    """What has no date: the days within which it is arranged, or which it fills."""
    for words, mine in (
        ("TO BE ARRANGED", [one for one in schedule.windows if one.arranged_by]),
        ("ALONGSIDE", [one for one in schedule.windows if not one.arranged_by]),
    ):
        if mine:
            yield blank()
            yield Text(words, style="bold")
        for one in mine:
            yield from window(one, form)


def window(one: WindowRow, form: Form) -> Iterator[Text]:
    """Something without a date, with its days."""
    days = one.when(day_words) or "no day known"
    cancelled = "CANCELLED " if one.status == "cancelled" else ""
    yield from hanging(f" ~ {days}  ", f"{cancelled}{one.title}", form, "strike" if cancelled else "")
    whom = [f"arranged by {', '.join(one.arranged_by)}"] if one.arranged_by else []
    depends = [f"depends on {one.depends_on}"] if one.depends_on else []
    yield from indented(form.joined((one.id, *([one.detail] if one.detail else []), *whom, *depends), form.width - 3))


def _days(schedule: Schedule, form: Form) -> Iterator[Text]:
    """Days that are no sessions."""
    if schedule.dates:
        yield blank()
        yield Text("DATES", style="bold")
    for one in schedule.dates:
        yield from hanging(f"   {one.when(day_words)}  ", one.title, form)


def _project(project: ProjectRow, form: Form) -> Iterator[Text]:
    yield from headline(f"PROJECT: {project.title}", form)
    for one in project.milestones:
        when, words = milestone_words(one)
        yield from hanging(f"   {when}  ", words, form)
