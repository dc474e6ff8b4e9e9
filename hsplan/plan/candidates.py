"""Whom and which places each session may have, and on which days: what the search is told, and conflicts are told from.

Days are first days of the session, counted from the first day that a plan may use.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hsplan.dates.days import days_in, touching
from hsplan.programme.people import at_other_times, large_enough, needed_of, qualified

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hsplan.dates.days import DayRange, SomeDays
    from hsplan.dates.hours import TimeRange
    from hsplan.plan.held import Held
    from hsplan.plan.model import Booking
    from hsplan.programme.model import Person, Programme, Venue
    from hsplan.programme.sessions import Session


NEVER = frozenset[int]()
AT_ONCE = ""
"""Stands for a town, where others want somebody at a time of the session itself."""
_Free = tuple[dict[str, frozenset[int]], dict[str, frozenset[int]], dict[tuple[str, str], frozenset[int]]]
"""By person, by venue, and by person who is in another town than a venue, the days."""
_Alike = tuple[int, tuple["TimeRange | None", ...], int, str | None]
"""What tells sessions apart for those whom others want: days, times, until when that is set aside, if held jointly."""


@dataclass(frozen=True)
class Candidates:
    """Who may lead a session and where it may be held: whoever qualifies, or who and what was pinned."""

    needed: int
    asked: frozenset[str]
    people: Mapping[str, frozenset[int]]
    """By person, the days on which they can; those asked for by name first, then as the file lists them."""
    venues: Mapping[str, frozenset[int]]
    """By venue, the days on which it is open; none on any day where it is too small."""
    away_at: Mapping[tuple[str, str], frozenset[int]]
    """By person and venue, the days on which they can lead it, but are in another town than that."""
    pinned: frozenset[str]
    """Who is pinned to it; then nobody else may lead it, not even those asked for by name."""
    venue_pinned: bool


@dataclass
class Finder:
    """Finds the candidates of sessions; what several sessions ask about a person or a venue is worked out once."""

    programme: Programme
    within: DayRange
    held: Sequence[Held]
    _shut: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)
    _open: dict[tuple[frozenset[int], frozenset[int], int], frozenset[int]] = field(default_factory=dict)
    _found: dict[tuple[object, ...], _Free] = field(default_factory=dict)
    _taken: dict[_Alike, dict[str, Mapping[str | None, frozenset[int]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._held_of: dict[str, list[Held]] = {}
        for one in self.held:
            self._held_of.setdefault(one.who, []).append(one)
        self._joint = {one.joint for one in self.held}.union(*(one.within for one in self.held))
        self._every = frozenset(range(len(self.within)))

    def candidates(
        self,
        session: Session,
        booking: Booking | None,
        aside: int,
        joint: tuple[frozenset[str] | None, str | None] = (None, None),
    ) -> Candidates:
        """The candidates of a session.

        Args:
            session: The session.
            booking: What the plan before says of it.
            aside: The last day on which it may be in two places at once.
            joint: Who leads it, and where it is, in the cohorts that hold it together with this one.
        """
        pinned = booking.pinned if booking is not None else ()
        known = qualified(self.programme, session)
        needed, asked = needed_of(self.programme, session), frozenset(session.leaders.people)
        venues = session.venues
        fixed = frozenset(booking.people if booking is not None and "people" in pinned else ())
        if "people" in pinned:
            asked = fixed.union(session.leaders.people)
            needed = max(needed, len(fixed))
        if booking is not None and "venue" in pinned:
            venues = (booking.venue,) if booking.venue else ()
        able = [id_ for id_ in known if "people" not in pinned or id_ in fixed]
        if joint[0] is not None:
            able = [id_ for id_ in able if id_ in joint[0]]
            needed = max(needed, len(joint[0]))
        if joint[1] is not None:
            venues = tuple(id_ for id_ in venues if id_ == joint[1])
        large = [id_ for id_ in venues if id_ in session.venues and self._suits(session, id_)]
        return Candidates(needed, asked, *self._free(session, aside, able, large), fixed, "venue" in pinned)

    def _free(self, session: Session, aside: int, able: Sequence[str], large: Sequence[str]) -> _Free:
        """When some people and venues can be had for a session; worked out once for sessions that are alike."""
        times = tuple(part.hours for part in session.parts)
        alike = (session.days, times, aside, session.id if session.id in self._joint else None)
        asked = (*alike, tuple(able), tuple(large))
        if asked not in self._found:
            taken = self._taken.setdefault(alike, {})
            for id_ in (*able, *large):
                if id_ not in taken:
                    taken[id_] = self._taken_on(session, aside, self._held_of.get(id_, ()))
            self._found[asked] = (
                {id_: self._days(session, self._person(id_), taken[id_]) for id_ in able},
                {id_: self._days(session, self._venue(id_), taken[id_]) for id_ in large},
                self._elsewhere(able, large, taken),
            )
        return self._found[asked]

    def _suits(self, session: Session, venue: str) -> bool:
        return large_enough(self.programme.venues[venue], self.programme, session)

    def _person(self, id_: str) -> frozenset[int]:
        person: Person = self.programme.people[id_]
        return self._closed(("person", id_), person.away)

    def _venue(self, id_: str) -> frozenset[int]:
        venue: Venue = self.programme.venues[id_]
        return self._closed(("venue", id_), venue.closed)

    def _closed(self, key: tuple[str, str], stretches: Iterable[SomeDays]) -> frozenset[int]:
        """The days on which a person or venue cannot be had."""
        if key not in self._shut:
            days = (day for stretch in stretches for day in days_in(stretch, self.within))
            self._shut[key] = frozenset((day - self.within.first).days for day in days)
        return self._shut[key]

    def _days(
        self, session: Session, shut: frozenset[int], taken: Mapping[str | None, frozenset[int]]
    ) -> frozenset[int]:
        held = taken.get(AT_ONCE, NEVER)
        key = (shut, held, session.days)
        if key not in self._open:  # one and the same set wherever it is the same: the search lays out each set once
            self._open[key] = self._every - touching(shut, session.days) - held
        return self._open[key]

    def _taken_on(self, session: Session, aside: int, held: Iterable[Held]) -> Mapping[str | None, frozenset[int]]:
        days: dict[str | None, list[int]] = {}
        first = self.within.first.toordinal()
        for one in held:
            if one.joint != session.id:
                beside = session.id in one.within or at_other_times(session, one.times)
                town = one.town if beside else AT_ONCE
                these = range(one.days.first.toordinal() - first, one.days.last.toordinal() - first + 1)
                days.setdefault(town, []).extend(these)
        found = ((town, touching(some, session.days)) for town, some in days.items())
        return {town: some if aside < 0 else frozenset(n for n in some if n > aside) for town, some in found}

    def _elsewhere(
        self, people: Sequence[str], venues: Sequence[str], taken: Mapping[str, Mapping[str | None, frozenset[int]]]
    ) -> dict[tuple[str, str], frozenset[int]]:
        """The days on which people are in another town, though at other times."""
        found: dict[tuple[str, str], frozenset[int]] = {}
        for who in people:
            for there, days in taken[who].items():
                for venue in venues if there not in (AT_ONCE, None) else ():
                    if self.programme.venues[venue].town not in (there, None):
                        found[who, venue] = found.get((who, venue), NEVER) | days
        return found
