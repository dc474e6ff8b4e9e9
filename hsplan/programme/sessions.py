"""Sessions with all that they inherit, and what is asked of many: who follows whom, and with which gap.

A session that is written once may be held several times (`count`), and each time by every group on a day of its own
(`taken: on own dates`): each of these is a session here. What the participants arrange, or what is only known as a
stretch of days, is one as well, but a window: it gets no date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from hsplan.programme.items import lineage
from hsplan.programme.stretches import phases_of
from hsplan.programme.when import THE_END, THE_START, Dated, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hsplan.dates.days import Weekdays
    from hsplan.dates.hours import TimeRange
    from hsplan.dates.lengths import Gap, Lasting, Rhythm
    from hsplan.findings import Path
    from hsplan.programme.model import Programme
    from hsplan.programme.who import Attending, ForWhom, Leaders

LinkKind = Literal["after", "before", "day", "during"]
DAYS_OF_A_WEEK = 7
MAIN = ""
"""The lane of what stands under `sessions`: held in the order written."""


@dataclass(frozen=True, slots=True)
class SessionPart:
    """A stretch of a session's day."""

    id: str
    title: str
    time: TimeRange | None
    words: str
    """The time where it is no stretch: `from 14:00`, `evening`, `90 minutes`."""
    hours: TimeRange | None
    """Within which hours of the day it is, as far as its time or its words tell; None where it may be at any."""
    for_: ForWhom


@dataclass(frozen=True, slots=True)
class Link:
    """How a session lies to another, or to an edge of its phase or programme."""

    kind: LinkKind
    other: str
    """The session's id, or one of the edges `the start` and `the end`."""
    gap: Gap | None
    offset: int
    """Of a `day`: the day before the other (-1), its first day (0), or the day after it (1)."""
    words: str
    path: Path


@dataclass(frozen=True, slots=True)
class Session:
    """A session, or a window, with everything that its kind, its phase and the programme give it."""

    id: str
    item: str
    """The id that it is written under."""
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
    lane: str | None
    """In which order it stands: the main one, or that of a strand; none where it is tied to something else."""
    place: int
    """Its place in that order."""
    member: tuple[str, int] | None
    """Of which group, and which of them, it is the own date."""
    number: int
    """Which of its `count` it is, from 1."""
    lasts: Lasting
    overnight: bool
    parts: tuple[SessionPart, ...]
    weekdays: Weekdays
    venues: tuple[str, ...]
    """Any of these will do; none where no venue is asked for."""
    leaders: Leaders
    when: tuple[When, ...]
    links: tuple[Link, ...]
    host: str | None
    """The session that it is held together with, on one of its days, or that brings it."""
    hosts: tuple[str, ...]
    """That session, the one that is held together with, and so on."""
    gaps: tuple[Gap, ...]
    """Asked for from the one before it."""
    rhythm: Rhythm | None
    count: int | None
    choose: str | None
    window: bool
    """Whether it is planned as a window: the days within which it is arranged, or which it fills."""
    strand: bool
    arranged_by: tuple[str, ...]
    for_: ForWhom
    taken: str
    modes: tuple[str, ...]
    attendance: Attending | None
    joint_with: tuple[str, ...]
    depends_on: str | None
    teaches: tuple[str, ...]
    practises: tuple[str, ...]
    summary: str | None
    preparation: str | None
    scenario: str | None
    note: str | None = None
    """What those who lead it and the venue have to know."""
    link: str | None = None
    """Where people meet online."""

    @property
    def days(self) -> int:
        """On how many days in a row it is held."""
        return self.lasts.days

    @property
    def undivided(self) -> bool:
        """Whether it names no parts: it is one, which is called as its kind is."""
        return len(self.parts) == 1 and self.parts[0].id == self.kind

    @property
    def days_on_weekdays(self) -> int:
        """How many of its days its weekdays bind: all, or of a stretch of a week and more its first."""
        return self.days if self.days < DAYS_OF_A_WEEK else 1

    @property
    def moments(self) -> tuple[Dated, ...]:
        """Those of its moments that tell of any day whether it lies in them."""
        return tuple(when for when in self.when if isinstance(when, Dated))

    @property
    def outside(self) -> Literal["before", "after"] | None:
        """Whether it is held before the start or after the end of its phase or programme."""
        for link in self.links:
            if (link.kind, link.other) in (("before", THE_START), ("after", THE_END)):
                return "before" if link.kind == "before" else "after"
        return None

    def merely(self, *kinds: LinkKind) -> list[str]:
        """The sessions after or before which it lies, however long."""
        found = (link for link in self.links if link.kind in kinds and link.gap is None)
        return [link.other for link in found if link.other not in (THE_START, THE_END)]

    @property
    def tied(self) -> bool:
        """Whether it is tied to another session, and so need not lie in a phase."""
        return any(link.other not in (THE_START, THE_END) for link in self.links)


@dataclass(frozen=True, slots=True)
class Succession:
    """Two sessions of which one follows the other, and what is asked for between their first days."""

    earlier: Session
    later: Session
    gaps: tuple[Gap, ...]
    rhythm: Rhythm | None
    path: Path
    """Where the gap is asked for."""
    adjacent: bool = True
    """Whether nothing stands between them; else they are merely the nearest of one kind."""


def share_people(one: Session, other: Session) -> bool:
    """Whether the same participants come to both: not to the own dates of two sets."""
    if one.member and other.member and one.member[0] == other.member[0]:
        return one.member[1] == other.member[1]
    return True


def in_turn(session: Session) -> bool:
    """Whether a session takes its weekday in turn with others: one day, in the main order, without a favourite."""
    return session.lane == MAIN and session.days == 1 and not session.weekdays.mostly


def follow(one: Session, other: Session) -> bool:
    """Whether the other comes after the one in an order that binds the same people."""
    return one.lane is not None and one.lane == other.lane and one.place < other.place and share_people(one, other)


def successions(programme: Programme, sessions: Sequence[Session]) -> tuple[Succession, ...]:
    """Each of these sessions with those that follow it next, and the nearest of a kind or item that asks for a gap."""
    found = [_succession(programme, earlier, later) for earlier, later in _pairs(sessions)]
    return (*found, *_of_items(sessions), *_of_kinds(programme, sessions))


def _of_items(sessions: Sequence[Session]) -> Iterator[Succession]:
    """What is held several times with a gap or in a rhythm keeps it where something else stands between as well."""
    counted: dict[str, list[Session]] = {}
    for one in sessions:
        if one.count != 1 and one.lane is not None and (one.gaps or one.rhythm is not None):
            counted.setdefault(one.item, []).append(one)
    for mine in counted.values():
        for earlier, later in _pairs(mine):
            if later.place - earlier.place > 1:
                yield _own_succession(earlier, later, adjacent=False)


def _own_succession(earlier: Session, later: Session, *, adjacent: bool = True) -> Succession:
    """Two sessions with the gap or the rhythm that the later asks for itself."""
    rhythm = later.rhythm if later.item == earlier.item else None
    gaps = (*later.gaps, *((rhythm.gap,) if rhythm is not None and rhythm.gap is not None else ()))
    return Succession(earlier, later, gaps, rhythm, (*later.path, "gap" if later.gaps else "every"), adjacent)


def _pairs(sessions: Sequence[Session]) -> Iterator[tuple[Session, Session]]:
    """Each two of these sessions that stand next to each other in one order, for the same people."""
    for places in _lanes(sessions).values():
        for n, after in enumerate(places):
            for later in after:
                yield from ((earlier, later) for earlier in _nearest_before(later, places[:n]))


def _nearest_before(later: Session, places: list[list[Session]]) -> list[Session]:
    """The last sessions before one for the same people: before all meet again, that of each set that met apart."""
    nearest: list[Session] = []
    for before in reversed(places):
        nearest += [
            one
            for one in before
            if share_people(one, later) and not any(share_people(one, nearer) for nearer in nearest)
        ]
        if nearest and (later.member is not None or any(one.member is None for one in nearest)):
            break
    return nearest


def _lanes(sessions: Sequence[Session]) -> dict[str, list[list[Session]]]:
    """The sessions of each lane by place, in order."""
    found: dict[str, dict[int, list[Session]]] = {}
    for one in sessions:
        if one.lane is not None:
            found.setdefault(one.lane, {}).setdefault(one.place, []).append(one)
    return {lane: [places[n] for n in sorted(places)] for lane, places in found.items()}


def _succession(programme: Programme, earlier: Session, later: Session) -> Succession:
    """Two adjacent sessions with the nearest gap: the later one's own, their kind's, phase's or programme's."""
    if later.gaps or (later.rhythm is not None and later.item == earlier.item):
        return _own_succession(earlier, later)
    if later.choose is not None and later.item == earlier.item:
        return Succession(earlier, later, (), None, later.path)  # whoever takes the one does not wait for the other
    key, phases = phases_of(programme)
    phase = phases.get(earlier.phase or "") if earlier.phase == later.phase else None
    of_kind = _kind_with_gap(programme, earlier)
    if earlier.lane != MAIN or (of_kind is not None and of_kind == _kind_with_gap(programme, later)):
        return Succession(earlier, later, (), None, later.path)
    if phase is not None and phase.gap:
        return Succession(earlier, later, phase.gap, None, (key, earlier.phase or "", "gap"))
    return Succession(earlier, later, programme.gap, None, ("gap",))


def _kind_with_gap(programme: Programme, session: Session) -> str | None:
    """The nearest of a session's kinds that asks for a gap."""
    return next(
        (id_ for id_ in lineage(programme, session.kind) if id_ in programme.kinds and programme.kinds[id_].gap), None
    )


def _of_kinds(programme: Programme, sessions: Sequence[Session]) -> Iterator[Succession]:
    for id_, kind in programme.kinds.items():
        if kind.gap:
            mine = [one for one in sessions if one.lane is not None and _kind_with_gap(programme, one) == id_]
            for earlier, later in _pairs(mine):
                yield Succession(earlier, later, kind.gap, None, ("kinds", id_, "gap"), adjacent=False)
