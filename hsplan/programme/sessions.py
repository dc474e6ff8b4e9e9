"""What follows from a programme as written: sessions with all that they inherit, and the stretches of phases."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from hsplan.dates.days import DayRange, Gap, Length, TimeRange, Weekdays
from hsplan.programme.kinds import CONCLUDING, KINDS
from hsplan.programme.model import Kind, Leaders, Part, Phase, Programme, Shared, WrittenSession
from hsplan.programme.when import AtEnd, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from hsplan.findings import Path

T = TypeVar("T")
WORKING_WEEK = Weekdays((0, 1, 2, 3, 4))


@dataclass(frozen=True, slots=True)
class SessionPart:
    """A stretch of a session's day."""

    id: str
    title: str
    time: TimeRange | None
    group: str
    """The group that takes it each on its own, or nothing for everyone together."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session with everything that its kind, its phase and the programme give it."""

    id: str
    kind: str
    family: str
    """The built-in kind that its kind goes back to."""
    kind_title: str
    title: str
    phase: str | None
    path: Path
    """Where it stands in the programme's file."""
    concludes: bool
    """Whether it is the last of its phase."""
    parts: tuple[SessionPart, ...]
    weekdays: Weekdays
    venues: tuple[str, ...]
    """Any of these will do; none where no venue is asked for."""
    leaders: Leaders
    when: tuple[When, ...]
    teaches: tuple[str, ...]
    practises: tuple[str, ...]
    summary: str | None
    preparation: str | None
    scenario: str | None


@dataclass(frozen=True, slots=True)
class Succession:
    """Two sessions of which one follows the other, and the gaps asked for between their first days."""

    earlier: Session
    later: Session
    gaps: tuple[Gap, ...]
    path: Path
    """Where the gap is asked for."""


def phases_of(programme: Programme) -> tuple[str, Mapping[str, Phase]]:
    """The key that the phases are written under, and the phases by id, in order."""
    return ("trimesters", programme.trimesters) if programme.trimesters else ("phases", programme.phases)


def written_sessions(programme: Programme) -> Iterator[tuple[Path, str | None, WrittenSession]]:
    """Every session as written, in the order of the file: its path, its phase and itself."""
    key, phases = phases_of(programme)
    for phase_id, phase in phases.items():
        for id_, session in phase.sessions.items():
            yield (key, phase_id, "sessions", id_), phase_id, session
    for id_, session in programme.sessions.items():
        yield ("sessions", id_), None, session


def lineage(programme: Programme, kind: str) -> tuple[str, ...]:
    """A kind and those that it extends, nearest first; the last is built in. A circle ends where it closes."""
    found = [kind]
    while (own := programme.kinds.get(found[-1])) is not None:
        extended = own.extends
        if extended is None or extended in found:
            break
        found.append(extended)
    return tuple(found)


def sessions_of(programme: Programme) -> tuple[Session, ...]:
    """The sessions in the order in which they are held: as written, what concludes a phase at its end."""
    found = [_session(programme, path, phase, written) for path, phase, written in written_sessions(programme)]
    order = {phase: n for n, phase in enumerate([*phases_of(programme)[1], None])}
    return tuple(sorted(found, key=lambda session: (order[session.phase], session.concludes)))


def successions(programme: Programme) -> tuple[Succession, ...]:
    """Each session but the last with the one that follows it; a phase's own gap counts within the phase."""
    key, phases = phases_of(programme)
    sessions = sessions_of(programme)
    found = []
    for earlier, later in pairwise(sessions):
        phase = phases.get(earlier.phase) if earlier.phase is not None and earlier.phase == later.phase else None
        if phase is not None and phase.gap:
            found.append(Succession(earlier, later, phase.gap, (key, earlier.phase or "", "gap")))
        else:
            found.append(Succession(earlier, later, programme.gap, ("gap",)))
    return tuple(found)


def stretch(programme: Programme, start: date) -> DayRange:
    """The days of the whole programme from a start."""
    return DayRange(start, programme.length.after(start) - timedelta(days=1))


def phase_stretches(programme: Programme, start: date) -> dict[str, DayRange]:
    """The days of each phase, one phase after the other.

    Phases without a length share evenly what is left: in whole months where that comes out even, else in days.
    Months count from the start, never chained: a month from 31 January ends in February, two end in March.
    """
    _, phases = phases_of(programme)
    offsets = _offsets(programme.length, list(phases.values()), start)
    found = {}
    for id_, (first, following) in zip(phases, pairwise(offsets), strict=True):
        found[id_] = DayRange(first, following - timedelta(days=1))
    return found


def _offsets(whole: Length, phases: list[Phase], start: date) -> list[date]:
    stated = [phase.length for phase in phases]
    unstated = stated.count(None)
    in_months = [length.months for length in stated if length is not None]
    if whole.months is not None and None not in in_months:
        left = whole.months - sum(months or 0 for months in in_months)
        if unstated == 0 or (left > 0 and left % unstated == 0):
            found = [start]
            total = 0
            for length in stated:
                total += (length.months or 0) if length is not None else left // unstated
                found.append(Length(total, "month").after(start))
            return found
    given = sum((length.after(start) - start).days for length in stated if length is not None)
    left_days = max(0, (whole.after(start) - start).days - given)
    found, shared = [start], 0
    for length in stated:
        if length is not None:
            found.append(length.after(found[-1]))
        else:
            shared += 1
            share = left_days * shared // unstated - left_days * (shared - 1) // unstated
            found.append(found[-1] + timedelta(days=share))
    return found


def number_of(programme: Programme, group: str) -> int:
    """How many of a group there are: the fewest that hold all participants, at least one."""
    asked = programme.groups.get(group)
    if asked is None or programme.participants is None:
        return 1
    return math.ceil(programme.participants / asked.size.most)


def _session(programme: Programme, path: Path, phase_id: str | None, written: WrittenSession) -> Session:
    line = lineage(programme, written.kind)
    kinds = [programme.kinds[kind] for kind in line if kind in programme.kinds]
    phase = phases_of(programme)[1].get(phase_id) if phase_id is not None else None
    levels: list[Shared] = [written, *kinds, *([phase] if phase else []), programme]
    parts = _nearest(written.parts, *(kind.parts for kind in kinds)) or {}
    time = _nearest(*(level.time for level in levels))
    kind_title = _kind_title(line, kinds)
    leaders = _nearest(*(level.with_ for level in levels)) or Leaders()
    id_ = str(path[-1])
    return Session(
        id=id_,
        kind=written.kind,
        family=line[-1],
        kind_title=kind_title,
        title=written.title or f"{kind_title[:1].upper()}{kind_title[1:]} ({id_})",
        phase=phase_id,
        path=path,
        concludes=phase_id is not None and (line[-1] == CONCLUDING or AtEnd() in written.when),
        parts=_parts(parts) or (SessionPart(written.kind, kind_title, time, ""),),
        weekdays=_nearest(*(level.weekdays for level in levels)) or WORKING_WEEK,
        venues=_nearest(*(level.where for level in levels)) or (),
        leaders=Leaders(max(leaders.needed, _for_groups(programme, parts)), leaders.people),
        when=written.when,
        teaches=written.teaches,
        practises=written.practises,
        summary=written.summary or _nearest(*(kind.summary for kind in kinds)),
        preparation=written.preparation,
        scenario=written.scenario,
    )


def _nearest(*stated: T | None) -> T | None:
    return next((one for one in stated if one is not None), None)


def _kind_title(line: tuple[str, ...], kinds: list[Kind]) -> str:
    own = _nearest(*(kind.title for kind in kinds))
    return own or (KINDS[line[0]][0] if line[0] in KINDS else line[0].replace("-", " "))


def _parts(parts: Mapping[str, Part]) -> tuple[SessionPart, ...]:
    return tuple(
        SessionPart(
            id_,
            part.title or (KINDS[id_][0] if id_ in KINDS else id_.replace("-", " ")),
            part.time,
            part.for_,
        )
        for id_, part in parts.items()
    )


def _for_groups(programme: Programme, parts: Mapping[str, Part]) -> int:
    """How many people it takes to lead the parts that every group takes at once."""
    needed = [0]
    for part in parts.values():
        each = part.with_ or (programme.groups[part.for_].with_ if part.for_ in programme.groups else None)
        if each is not None:
            needed.append(each.needed * number_of(programme, part.for_))
    return max(needed)
