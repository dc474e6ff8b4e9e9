"""The gaps between sessions fit into their phase, or into the programme.

Four gaps of at least five weeks take twenty: a phase of four months cannot hold five such sessions.

    gap: at least 5 weeks
    phases: {first: {length: 4 months, sessions: {day-1: ..., day-2: ..., day-3: ..., day-4: ..., day-5: ...}}}

Ask for shorter gaps, a longer phase or fewer sessions. Where a length is `about`, it is only doubtful.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange, in_words
from hsplan.dates.lengths import NOMINAL_DAYS, Length
from hsplan.findings import Finding, Note, Severity
from hsplan.programme.moments import Frame
from hsplan.programme.sessions import MAIN, successions
from hsplan.programme.stretches import phases_of
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hsplan.calendars.model import Calendar
    from hsplan.findings import Path
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session, Succession

CODES = ("gaps-too-long",)


def check_dated(programme: Programme, calendar: Calendar) -> Iterator[Finding]:
    """A finding for each phase, else for the programme, that ends before its gaps do."""
    frame = Frame.of(programme, calendar.start)
    chain = _chain(programme)
    for days_of, severity in ((frame.days, Severity.ERROR), (frame.level, Severity.WARNING)):
        found = list(_told(programme, chain, days_of, severity))
        if found:
            yield from found
            return


def _chain(programme: Programme) -> list[tuple[Session, Succession | None]]:
    """A session for each place in the main order, with the least that is asked for between it and the one before."""
    sessions = [one for one in sessions_of(programme) if one.lane == MAIN]
    least: dict[int, Succession] = {}
    for one in successions(programme, sessions):
        held = least.get(one.later.place)
        if one.adjacent and (held is None or _least(one, SOME_DAY) < _least(held, SOME_DAY)):
            least[one.later.place] = one
    places = {one.place: one for one in reversed(sessions)}
    return [(places[place], least.get(place)) for place in sorted(places)]


SOME_DAY = date(2001, 1, 1)


def _least(succession: Succession, day: date) -> date:
    """The first day that the gaps after a day allow."""
    return max((gap.least.after(day) for gap in succession.gaps if gap.least is not None), default=day)


def _told(
    programme: Programme,
    chain: Sequence[tuple[Session, Succession | None]],
    days_of: Callable[[Session], DayRange],
    severity: Severity,
) -> Iterator[Finding]:
    """What each phase cannot hold by itself; where each can, the first session that all gaps together put too late."""
    phases: dict[DayRange, list[tuple[Session, Succession | None]]] = {}
    for one, succession in chain:
        phases.setdefault(days_of(one), []).append((one, succession))
    found: dict[Path, Finding] = {}
    for days, held in phases.items():
        steps = [succession for _, succession in held[1:] if succession is not None]
        ends = _end(days.first, steps)
        if ends > days.last and len(days):
            told = _sum(programme, days, held, steps, severity)
            first = found.setdefault(told.path, told)
            if first is not told:  # the same gap is too long for another phase as well
                found[told.path] = replace(first, notes=(*first.notes, *told.notes))
    yield from found.values()
    if not found:
        yield from _together(programme, chain, days_of, severity)


def _end(first: date, steps: Sequence[Succession]) -> date:
    """The earliest day of the last session."""
    for step in steps:
        first = _least(step, first)
    return first


def _together(
    programme: Programme,
    chain: Sequence[tuple[Session, Succession | None]],
    days_of: Callable[[Session], DayRange],
    severity: Severity,
) -> Iterator[Finding]:
    day = date.min
    for one, succession in chain:
        days = days_of(one)
        day = max(days.first, _least(succession, day) if succession is not None else day)
        if day > days.last and len(days):
            name, length = _place(programme, one, days)
            yield Finding(
                "gaps-too-long",
                f"the gaps put `{one.id}` on {in_words(day)} at the earliest, and {name} ends on {in_words(days.last)}",
                succession.path if succession is not None else one.path,
                at_key=True,
                expected="gaps that leave each session a day in its phase",
                help="ask for shorter gaps, or lengthen it",
                severity=severity,
                notes=(Note("what has to hold them", length),),
            )
            return


def _sum(
    programme: Programme,
    days: DayRange,
    held: Sequence[tuple[Session, Succession | None]],
    steps: Sequence[Succession],
    severity: Severity,
) -> Finding:
    """The gaps of one phase, with their sum."""
    name, length = _place(programme, held[0][0], days)
    asking = [step for step in steps if any(gap.least for gap in step.gaps)]
    return Finding(
        "gaps-too-long",
        f"{_gaps(asking, days)}, and {name} has {_has(asking, days)}",
        asking[0].path,
        at_key=True,
        expected=f"gaps that {name} can hold",
        help="ask for shorter gaps, lengthen it, or hold fewer sessions",
        severity=severity,
        notes=(Note("what has to hold them", length),),
    )


def _same(asking: Sequence[Succession]) -> Length | None:
    """The least gap, where all ask for the same one."""
    least = {gap.least for step in asking for gap in step.gaps if gap.least is not None}
    return next(iter(least)) if len(least) == 1 else None


def _gaps(asking: Sequence[Succession], days: DayRange) -> str:
    same, count = _same(asking), len(asking)
    if same is None:
        taken = Length((_end(days.first, asking) - days.first).days, "day")
        return f"{count} gap{'s' * (count != 1)} take{'s' * (count == 1)} at least {taken}"
    total = Length(same.amount * count, same.unit)
    return f"{count} gap{'s' * (count != 1)} of at least {same} take{'s' * (count == 1)} {total}"


def _has(asking: Sequence[Succession], days: DayRange) -> str:
    """How long a stretch is, in the unit of the gaps where that shows that it is too short, else in days."""
    same = _same(asking)
    if same is not None:
        whole = len(days) // NOMINAL_DAYS[same.unit]
        if 0 < whole < same.amount * len(asking):
            return str(whole)
    return f"{Length(len(days), 'day')}{', none of them for the last session' * (same is not None)}"


def _place(programme: Programme, session: Session, days: DayRange) -> tuple[str, Path]:
    """What holds a session, and where it is said how long that is."""
    key, phases = phases_of(programme)
    phase: Mapping[str, object] = phases
    if session.phase in phase and not _is_whole(programme, days, session):
        id_ = str(session.phase)
        return f"`{id_}`", (key, id_, "length") if phases[id_].length else (key, id_)
    return "the programme", ("length",)


def _is_whole(programme: Programme, days: DayRange, session: Session) -> bool:
    frame = Frame.of(programme, days.first)
    return session.phase is None or len(days) >= len(frame.whole)
