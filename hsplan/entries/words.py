"""What people read in a calendar entry: in plain words, without what breaks a client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.programme.kinds import capital
from hsplan.schedule.plain import plain as seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.schedule.rows import Row, RowPart, Schedule, WindowRow


def plain(words: str) -> str:
    """Words without what breaks clients: control and direction characters; a backslash, which several misread."""
    return seen(words).replace("\\", "/")


def title_of(row: Row, part: RowPart | None, which: str) -> str:
    """The title of an entry; what is called off or may not be says so first, as not every client shows the status."""
    cancelled = "Cancelled: " if row.status == "cancelled" else ""
    provisional = "Provisional: " if row.depends_on and not cancelled else ""
    of = f": {capital(plain(part.title))}" if part is not None else ""
    return f"{cancelled}{provisional}{plain(row.title)}{of}{which}"


def place_of(row: Row) -> str:
    """Where to go: the venue with its address or town; where there is none, the link at which people meet."""
    return plain(row.venue.where) if row.venue is not None else (row.link or "")


def text_of(schedule: Schedule, row: Row, parts: Sequence[RowPart]) -> str:
    """What people read when they open the entry of a session: not its day, which the entry has."""
    lines = _kind(schedule, row)
    lines += [f"From {in_words(row.first)} to {in_words(row.last)}"] if row.last > row.first else []
    lines += [_part(part, row) for part in parts if part.words or (part.start and part.end and len(row.parts) > 1)]
    lines += [f"For {row.whom}"] if row.whom else []
    lines += [capital(row.jointly)] if row.joint else []
    lines += [f"Meeting {' or '.join(row.modes)}"] if row.modes else []
    lines += [f"Join: {row.link}"] if row.link else []
    lines += [f"Attendance: {row.attendance}"] if row.attendance else []
    lines += [f"Provisional: depends on {row.depends_on}"] if row.depends_on else []
    lines += [f"Rule set aside: {one}" for one in row.waived]
    lines += [row.summary] if row.summary else []
    for word, skills in (("Teaches", row.teaches), ("Practises", row.practises)):
        lines += [f"{word}: {', '.join(skill.name for skill in skills)}"] if skills else []
    if row.facilitators:
        lines.append(f"Led by {', '.join(one.name for one in row.facilitators)}")
    lines += [f"Preparation: {row.preparation}"] if row.preparation else []
    lines += [f"Scenario: {row.scenario}"] if row.scenario else []
    lines += [f"Note: {row.note}"] if row.note else []
    milestones = [one.title for one in schedule.milestones if one.session == row.id]
    lines += [f"Project: {', '.join(milestones)}"] if milestones else []
    return _lines([*lines, _whose(schedule)])


def text_of_window(schedule: Schedule, window: WindowRow) -> str:
    """What people read when they open the entry of a stretch without a date."""
    ends = (window.first, None if window in schedule.deadlines and window.first == window.last else window.last)
    days = " to ".join(in_words(day) for day in ends if day is not None)
    lines = [*_kind(schedule, window), days]
    lines += [f"To be arranged by {', '.join(window.arranged_by)}"] if window.arranged_by else []
    lines += [capital(window.detail)] if window.detail else []
    lines += [f"Provisional: depends on {window.depends_on}"] if window.depends_on else []
    return _lines([*lines, _whose(schedule)])


def _kind(schedule: Schedule, row: Row | WindowRow) -> list[str]:
    """What kind of thing it is, and to which phase it belongs."""
    phase = schedule.phase_of(row)
    belongs = f" ({schedule.phase_word}: {phase.title or phase.id})" if phase else ""
    return [f"{capital(row.kind_title)}{belongs}"] if row.kind_title else []


def _whose(schedule: Schedule) -> str:
    return " · ".join([schedule.title, *schedule.organisers])


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(plain(line) for line in lines)


def _part(part: RowPart, row: Row) -> str:
    """When a part is and what; that without a clock reads as words, and what is called as its session is not named."""
    whom = f" ({part.whom})" if part.whom else ""
    if part.start and part.end:
        return f"{part.start:%H:%M}-{part.end:%H:%M} {capital(part.title)}{whom}"
    named = part.title != row.kind_title
    return f"{capital(part.title)}{whom}: {part.words}" if named else f"{capital(part.words)}{whom}"
