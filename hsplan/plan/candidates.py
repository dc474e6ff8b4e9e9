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
    from hsplan.plan.held import Held
    from hsplan.plan.model import Booking
    from hsplan.programme.model import Person, Programme, Venue
    from hsplan.programme.sessions import Session


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
    people_pinned: bool
    venue_pinned: bool


@dataclass
class Finder:
    """Finds the candidates of sessions; what several sessions ask about a person or a venue is worked out once."""

    programme: Programme
    within: DayRange
    held: Sequence[Held]
    _shut: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)
    _open: dict[tuple[frozenset[int], int], frozenset[int]] = field(default_factory=dict)

    def candidates(self, session: Session, booking: Booking | None, aside: int) -> Candidates:
        """The candidates of a session.

        Args:
            session: The session.
            booking: What the plan before says of it.
            aside: The last day on which it may be in two places at once.
        """
        pinned = booking.pinned if booking is not None else ()
        known = qualified(self.programme, session)
        needed, asked, venues = needed_of(self.programme, session), session.leaders.people, session.venues
        if booking is not None and "people" in pinned:
            asked = tuple(dict.fromkeys(booking.people))
            needed = max(needed, len(asked))
        if booking is not None and "venue" in pinned:
            venues = (booking.venue,) if booking.venue else ()
        able = [id_ for id_ in known if "people" not in pinned or id_ in asked]
        people = {id_: self._days(session, id_, self._person(id_), aside) for id_ in able}
        large = [id_ for id_ in venues if id_ in session.venues and self._suits(session, id_)]
        return Candidates(
            needed,
            frozenset(asked),
            people,
            {id_: self._days(session, id_, self._venue(id_), aside) for id_ in large},
            self._elsewhere(session, able, large, aside),
            "people" in pinned,
            "venue" in pinned,
        )

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

    def _days(self, session: Session, id_: str, shut: frozenset[int], aside: int) -> frozenset[int]:
        taken = (
            one
            for one in self.held
            if one.who == id_ and one.joint != session.id and not at_other_times(session, one.times)
        )
        held = frozenset(n for one in taken for n in self._touching(one.days, session.days) if n > aside)
        key = (shut, session.days)
        if key not in self._open:  # one and the same set wherever it is the same: the search lays out each set once
            self._open[key] = frozenset(range(len(self.within))) - touching(shut, session.days)
        return self._open[key] - held if held else self._open[key]

    def _touching(self, days: DayRange, long: int) -> Iterable[int]:
        return touching(((day - self.within.first).days for day in days), long)

    def _elsewhere(
        self, session: Session, people: Sequence[str], venues: Sequence[str], aside: int
    ) -> dict[tuple[str, str], frozenset[int]]:
        """The days on which people are in another town, though at other times."""
        found: dict[tuple[str, str], frozenset[int]] = {}
        for one in self.held:
            if (
                one.who in people
                and one.town is not None
                and one.joint != session.id
                and at_other_times(session, one.times)
            ):
                days = frozenset(n for n in self._touching(one.days, session.days) if n > aside)
                for venue in venues:
                    town = self.programme.venues[venue].town
                    if town is not None and town != one.town:
                        found[one.who, venue] = found.get((one.who, venue), frozenset()) | days
        return found
