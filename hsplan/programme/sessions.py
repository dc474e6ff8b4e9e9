"""What follows from a programme as written: sessions with all that they inherit, and the stretches of phases."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeVar

from hsplan.dates.days import DayRange, Gap, Length, TimeRange, Weekdays
from hsplan.language import kebab
from hsplan.programme.kinds import CONCLUDING, KINDS
from hsplan.programme.model import Kind, Leaders, Part, Phase, Programme, Shared, WrittenSession
from hsplan.programme.when import AtEnd, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
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
    kind_title: str
    title: str
    phase: str | None
    path: Path
    """Where it stands in the programme's file."""
    origins: Mapping[str, Path] = field(hash=False)
    """Where each thing that it may inherit is said: `weekdays`, `where`, `with`."""
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


def last_session(programme: Programme) -> str | None:
    """The id of the session that is held last, found without building them all."""
    order = {phase: n for n, phase in enumerate([*phases_of(programme)[1], None])}
    last, best = None, (-1, False)
    for path, phase, written in written_sessions(programme):
        place = (order[phase], _concludes(programme, phase, written))
        if place >= best:
            last, best = str(path[-1]), place
    return last


def _concludes(programme: Programme, phase: str | None, written: WrittenSession) -> bool:
    """Whether a session is the last of its phase: a challenge is, and whatever says so."""
    return AtEnd() in written.when or (phase is not None and CONCLUDING in lineage(programme, written.kind))


def successions(programme: Programme, sessions: Sequence[Session]) -> tuple[Succession, ...]:
    """Each of these sessions but the last with the one that follows it; a phase's own gap counts within the phase."""
    key, phases = phases_of(programme)
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
    Phases whose lengths are all in months count from the start, so that no month is clipped twice: from 31 January,
    one month ends with 27 February and two with 30 March.
    """
    _, phases = phases_of(programme)
    edges = _edges(programme.length, [phase.length for phase in phases.values()], start)
    return {
        id_: DayRange(first, following - timedelta(days=1))
        for id_, (first, following) in zip(phases, pairwise(edges), strict=True)
    }


def _edges(whole: Length, stated: list[Length | None], start: date) -> list[date]:
    """The first day of each phase, and the day after the last."""
    unstated = stated.count(None)
    in_months = [length.months for length in stated if length is not None]
    if whole.months is not None and None not in in_months:
        left = whole.months - sum(months or 0 for months in in_months)
        if unstated == 0 or (left > 0 and left % unstated == 0):
            shares = [left // unstated if length is None else length.months or 0 for length in stated]
            return [start, *(Length(total, "month").after(start) for total in accumulate(shares))]
    return _edges_in_days(whole.after(start), stated, start)


def _edges_in_days(end: date, stated: list[Length | None], start: date) -> list[date]:
    """The edges where months do not come out even: what the stated phases leave is shared in days.

    How long a stated month is depends on where it falls, and that on the shares before it. So a share is what would be
    left if all stated phases began at the start, and the last phase without a length takes the difference.
    """
    unstated = stated.count(None)
    nominal = sum((length.after(start) - start).days for length in stated if length is not None)
    share = max(0, (end - start).days - nominal) // max(1, unstated)
    last = max((n for n, length in enumerate(stated) if length is None), default=-1)
    edges = [start]
    for n, length in enumerate(stated):
        if length is not None:
            edges.append(length.after(edges[-1]))
        elif n == last:
            edges.append(_start_of_tail(end, stated[n + 1 :], edges[-1]))
        else:
            edges.append(edges[-1] + timedelta(days=share))
    if unstated:
        edges[-1] = max(edges[-1], end)  # a month at the end may be clipped to a day short of it
    return edges


def _start_of_tail(end: date, tail: list[Length | None], earliest: date) -> date:
    """The latest day from which phases of stated lengths still end by a day, but not before the earliest."""
    day = end
    while day > earliest and _after_all(tail, day) > end:
        day -= timedelta(days=1)
    return day


def _after_all(lengths: list[Length | None], day: date) -> date:
    for length in lengths:
        day = length.after(day) if length is not None else day
    return day


def number_of(programme: Programme, group: str) -> int:
    """How many of a group there are: the fewest that hold all participants, at least one."""
    asked = programme.groups.get(group)
    if asked is None or programme.participants is None:
        return 1
    return math.ceil(programme.participants / asked.size.most)


def _session(programme: Programme, path: Path, phase_id: str | None, written: WrittenSession) -> Session:
    line = lineage(programme, written.kind)
    levels = _levels(programme, path, phase_id, written)
    described = [level for _, level in levels if isinstance(level, WrittenSession | Kind)]
    hours = next((level for _, level in levels if level.time is not None or _has_parts(level)), None)
    parts = (hours.parts or {}) if isinstance(hours, WrittenSession | Kind) else {}
    kind_title = _kind_title(line, [level for level in described if isinstance(level, Kind)])
    leaders = _nearest(*(level.with_ for _, level in levels)) or Leaders()
    id_ = str(path[-1])
    return Session(
        id=id_,
        kind=written.kind,
        kind_title=kind_title,
        title=written.title or f"{kind_title[:1].upper()}{kind_title[1:]} ({id_})",
        phase=phase_id,
        path=path,
        origins=_origins(levels, path),
        concludes=_concludes(programme, phase_id, written),
        parts=_parts(parts) or (SessionPart(written.kind, kind_title, hours.time if hours else None, ""),),
        weekdays=_nearest(*(level.weekdays for _, level in levels)) or WORKING_WEEK,
        venues=_nearest(*(level.where for _, level in levels)) or (),
        leaders=_with_parts(programme, leaders, parts),
        when=written.when,
        teaches=written.teaches,
        practises=written.practises,
        summary=_nearest(*(level.summary for level in described)),
        preparation=written.preparation,
        scenario=written.scenario,
    )


def _levels(
    programme: Programme, path: Path, phase_id: str | None, written: WrittenSession
) -> list[tuple[Path, Shared]]:
    """The places where what a session shares may be said: itself, its kinds, its phase, the programme."""
    key, phases = phases_of(programme)
    kinds = [kind for kind in lineage(programme, written.kind) if kind in programme.kinds]
    found: list[tuple[Path, Shared]] = [(path, written)]
    found += [(("kinds", kind), programme.kinds[kind]) for kind in kinds]
    found += [((key, phase_id), phases[phase_id])] if phase_id is not None else []
    return [*found, ((), programme)]


def _has_parts(level: Shared) -> bool:
    return isinstance(level, WrittenSession | Kind) and bool(level.parts)


def _origins(levels: list[tuple[Path, Shared]], path: Path) -> dict[str, Path]:
    """For each thing that may be shared, the nearest place that says it; where none does, the session itself."""
    return {
        kebab(name): next(((*at, kebab(name)) for at, level in levels if getattr(level, name) is not None), path)
        for name in ("weekdays", "where", "with_")
    }


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


def _with_parts(programme: Programme, leaders: Leaders, parts: Mapping[str, Part]) -> Leaders:
    """Who leads a session, with those whom its parts take: for what each group takes at once, so many for each."""
    needed, people = leaders.needed, list(leaders.people)
    for part in parts.values():
        each = part.with_ or (programme.groups[part.for_].with_ if part.for_ in programme.groups else None)
        if each is not None:
            people += each.people
            needed = max(needed, each.needed * number_of(programme, part.for_), len(set(people)))
    return Leaders(needed, tuple(dict.fromkeys(people)))
