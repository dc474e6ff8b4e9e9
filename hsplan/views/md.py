"""The schedule as an overview to paste into a proposal: Markdown in the dialect of GitHub (GFM 0.29).

What is written in a programme stays words: no title makes a heading, a list, a link, a picture, a cell, a formula or
HTML of its own. (A mail address is a link wherever GitHub sees one; nothing visible would keep it from that.)
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from hsplan.dates.days import in_words, span_in_words
from hsplan.findings import listed
from hsplan.programme.kinds import capital
from hsplan.schedule.listing import in_one, phase_name, readers_named
from hsplan.schedule.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hsplan.schedule.rows import DayRow, PhaseRow, ProjectRow, Row, Schedule, WindowRow

# GFM 6.1 takes a backslash before any of these for the character itself; with `$` GitHub's formulas begin.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$#])")
_ADDRESS = re.compile(r":(?=//)|(?<=\bwww)\.|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)
"""Where a bare address would become a link (GFM 6.9)."""
_BEGINS_A_BLOCK = re.compile(r"(?:[-+=](?=\s|[-+=]|$)|\d{1,9}[.)](?=\s|$))")
FACTS = {
    "attendance": "Attendance",
    "otherwise": "If a session is missed",
    "load": "Time",
    "assessment": "Assessment",
    "award": "Award",
    "fee": "Fee",
    "notice": "Dates are fixed ahead of a session by",
}
"""What a programme says of taking part, in the order of the overview."""


def render(schedules: Sequence[Schedule]) -> bytes:
    """UTF-8, with a line end; each programme under a heading of its own."""
    texts = [*_in_order(schedules), *("\n".join(_programme(schedule)) for schedule in schedules)]
    return "\n".join(texts).encode()


def _in_order(schedules: Sequence[Schedule]) -> Iterator[str]:
    """What one reader has in several programmes, in order of date, before the programmes."""
    readers = readers_named(schedules)
    if len(readers) == 1 and len(schedules) > 1:
        head = _block([f"# {_words(readers[0])}: {len(schedules)} programmes"])
        yield "\n".join([*head, *_sessions(in_one(schedules).held)])


def _programme(schedule: Schedule) -> Iterator[str]:
    """The lines of one programme, each block with an empty line after it."""
    yield from _block([f"# {_words(schedule.name)}"])
    yield from _block(_opening(schedule))
    yield from _aims(schedule)
    yield from _shape(schedule)
    if schedule.project is not None:
        yield from _project(schedule, schedule.project)
    yield from _people(schedule)
    yield from _taking_part(schedule)


def _opening(schedule: Schedule) -> Iterator[str]:
    whom = " · ".join(_words(name) for name in (schedule.client, schedule.network) if name)
    by = f"By {_words(schedule.provider)}" if schedule.provider else ""
    begun = " ".join(filter(None, [by, f"for {whom}" if by and whom else capital(f"for {whom}") if whom else ""]))
    yield from [f"**{begun}**", ""] if begun else []
    size = f"{schedule.size} participant{'s' * (schedule.size != 1)}" if schedule.size else ""
    audience = ", ".join(map(_words, schedule.audience))
    whom = ": ".join(filter(None, [size, audience]))
    yield from [f"For {whom}.", ""] if whom else []
    long = schedule.length_months
    months = f" ({long} month{'s' * (long != 1)})" if long else ""
    firm = "All dates are tentative." if schedule.status == "tentative" else "The dates are confirmed."
    yield f"{in_words(schedule.days.first)} to {in_words(schedule.days.last)}{months}. {firm}"


def _aims(schedule: Schedule) -> Iterator[str]:
    if schedule.needs or schedule.skills:
        yield from _block(["## Aims"])
    if schedule.needs:
        yield from _block(["The needs that it serves:", "", *_list(one.name for one in schedule.needs)])
    if schedule.skills:
        yield from _block(["What participants learn:", "", *_list(one.name for one in schedule.skills)])


def _shape(schedule: Schedule) -> Iterator[str]:
    """The phases, each with a table of its sessions; what is in no phase comes where its dates are."""
    yield from _block(["## Shape"])
    held = schedule.held
    kinds = Counter(row.kind_title for row in held)
    several = {row.kind_title: row.kind_plural or row.kind_title for row in held}
    counted = [f"{n} {_words(several[title] if n > 1 else title)}" for title, n in kinds.items()]
    phases = len(schedule.phases)
    said = [f"{phases} {schedule.phase_word}{'s' * (phases > 1)}"] if phases else []
    if counted or said:
        yield from _block([f"{capital(listed([*said, *counted]))}."])
    shown = {phase.id for phase in schedule.phases}
    loose = [row for row in held if row.phase not in shown]
    starts = [phase.days.first for phase in schedule.phases]
    yield from _sessions(row for row in loose if starts and row.first < starts[0])
    for phase in schedule.phases:
        yield from _block(_phase(schedule, phase))
        yield from _sessions(row for row in held if row.phase == phase.id)
    rest = [row for row in loose if not starts or row.first >= starts[0]]
    if rest and starts:
        yield from _block(["### Beside the phases"])
    yield from _sessions(rest)
    yield from _alongside(schedule)


def _phase(schedule: Schedule, phase: PhaseRow) -> Iterator[str]:
    yield f"### {_words(phase_name(schedule, phase))}"
    yield ""
    provisional = f" Provisional: depends on {_words(phase.depends_on)}." if phase.depends_on else ""
    yield f"{in_words(phase.days.first)} to {in_words(phase.days.last)}.{provisional}"


def _sessions(rows: Iterable[Row]) -> Iterator[str]:
    cells = [(_when(row), _what(row), _skills(row)) for row in rows]
    if not cells:
        return
    if any(skills for _, _, skills in cells):
        yield from _block(_table(("Date", "Session", "Skills"), cells))
    else:
        yield from _block(_table(("Date", "Session"), [cell[:2] for cell in cells]))


def _when(row: Row) -> str:
    if row.start and row.end:
        each = " each day" if row.last > row.first else ""
        return f"{span_in_words(row.days)}, {row.start:%H:%M}-{row.end:%H:%M}{each}"
    known = row.parts[0].words if len(row.parts) == 1 else ""
    return ", ".join(filter(None, [span_in_words(row.days), _words(known)]))


def _what(row: Row) -> str:
    whom = f", for {_words(row.whom)}" if row.whom else ""
    modes = f", {_words(' or '.join(row.modes))}" if row.modes else ""
    modes += f", {_words(row.jointly)}" if row.joint else ""
    parts = f": {', '.join(_words(part.title) for part in row.parts)}" if len(row.parts) > 1 else ""
    kind = _words(row.kind_title) if row.kind_title.casefold() != row.title.casefold() else ""
    about = f"{kind}{parts}{whom}{modes}".removeprefix(": ").removeprefix(", ")
    told = f" ({about})" if about else ""
    provisional = f"; provisional: depends on {_words(row.depends_on)}" if row.depends_on else ""
    waived = "".join(f"; rule set aside: {_words(one)}" for one in row.waived)
    return f"**{_words(row.title)}**{told}{provisional}{waived}"


def _skills(row: Row) -> str:
    taught, practised = (", ".join(_words(one.name) for one in skills) for skills in (row.teaches, row.practises))
    return "; ".join(filter(None, [taught, f"practised: {practised}" if practised else ""]))


def _alongside(schedule: Schedule) -> Iterator[str]:
    """What has no date of its own: what runs alongside or is arranged, and other days."""
    if schedule.held_windows:
        yield from _block(["### Alongside", "", *map(_window, schedule.held_windows)])
    if schedule.dates:
        yield from _block(["### Other dates", "", *map(_other_day, schedule.dates)])


def _window(window: WindowRow) -> str:
    by = f"arranged by {_words(' and '.join(window.arranged_by))}" if window.arranged_by else ""
    provisional = f"provisional: depends on {_words(window.depends_on)}" if window.depends_on else ""
    told = ", ".join(filter(None, [window.when(in_words), _words(window.detail), by, provisional]))
    return f"- **{_words(window.title)}**{f': {told}' if told else ''}"


def _other_day(one: DayRow) -> str:
    return f"- **{_words(one.title)}**: {_words(one.when(in_words))}"


def _project(schedule: Schedule, project: ProjectRow) -> Iterator[str]:
    yield from _block([f"## Project: {_words(project.title)}"])
    if project.summary:
        yield from _block([_line(project.summary)])
    if project.serves:
        yield from _block([f"It serves: {', '.join(_words(need.name) for need in project.serves)}."])
    outcomes = list(project.outcomes.values())
    measured = [(one.measure, one.baseline or "", one.target or "") for one in outcomes]
    if any(baseline or target for _, baseline, target in measured):
        yield from _block(_table(("Outcome", "Baseline", "Target"), [tuple(map(_words, one)) for one in measured]))
    elif measured:
        yield from _block(["Outcomes:", "", *_list(measure for measure, _, _ in measured)])
    titles = {row.id: row.title for row in schedule.rows}
    steps = [
        (
            _words(one.title),
            in_words(one.date) if one.date else "to be agreed",
            _words(titles.get(one.session or "", "")),
        )
        for one in project.milestones
    ]
    if steps:
        yield from _block(_table(("Milestone", "Date", "During"), steps))


def _people(schedule: Schedule) -> Iterator[str]:
    if schedule.people:
        known = (f"{one.name}, {one.role}" if one.role else one.name for one in schedule.people)
        yield from _block(["## Who leads, and who to know", "", *_list(known)])
    if schedule.venues:
        places = (f"{one.name}, {one.town}" if one.town else one.name for one in schedule.venues)
        yield from _block(["## Where", "", *_list(places)])


def _taking_part(schedule: Schedule) -> Iterator[str]:
    told = [(words, schedule.facts[key]) for key, words in FACTS.items() if key in schedule.facts]
    if told:
        yield from _block(["## Taking part", "", *(f"- {words}: {_words(fact)}" for words, fact in told)])


def _block(lines: Iterable[str]) -> Iterator[str]:
    yield from lines
    yield ""


def _list(items: Iterable[str]) -> Iterator[str]:
    return (f"- {_line(item)}" for item in items)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{' --- |' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _words(words: str) -> str:
    r"""Words that are nothing but words in the middle of a line.

    >>> print(_words("<b>50% off*</b> | see https://evil.example"))
    \<b\>50% off\*\</b\> \| see https\://evil.example
    """
    return _ADDRESS.sub(lambda found: "\\" + found[0], _SPECIAL.sub(r"\\\1", plain(words)))


def _line(words: str) -> str:
    r"""The same where a line begins with them.

    >>> print(_line("1. first"))
    1\. first
    """
    safe = _words(words)
    found = _BEGINS_A_BLOCK.match(safe)
    if found is None:
        return safe
    return f"{safe[: found.end() - 1]}\\{safe[found.end() - 1 :]}"
