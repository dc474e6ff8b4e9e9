"""Where people, venues and those who take part are wanted twice at a time, or more often than they can.

A clash hangs on days and on people at once. Each is told with the ways out of it, one of which every plan takes: the
two sessions apart, or one of them without that person, or elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.tables import INFINITY
from hsplan.problem import PARTICIPANTS, AtMostDays, OneAtATime, Staffing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hsplan.planner.crews import Crew, Staffed
    from hsplan.planner.tables import Ints, Truths
    from hsplan.problem import Problem


def sharing(ends: tuple[Ints, Ints], longs: tuple[int, int]) -> Truths:
    """For each two first days of two sessions whether they share a day."""
    gap = ends[1][None, :] - ends[0][:, None]
    shared: Truths = (gap > -longs[1]) & (gap < longs[0])
    return shared


@dataclass(frozen=True)
class Clash:
    """Two sessions on overlapping days that want the same."""

    pair: tuple[int, int]
    alone: Alone
    two_towns: bool = False
    """Whether only the towns of their venues keep one person from leading both."""


@dataclass(frozen=True)
class TooOften:
    """Sessions that one person leads in one period: on more days than they can."""

    cap: Cap
    sessions: tuple[int, ...]
    period: int


@dataclass(frozen=True)
class Alone:
    """Who or what is in one place at a time; sessions by their places."""

    who: str
    venue: bool
    sessions: frozenset[int]
    apart: frozenset[frozenset[int]]
    towns: Mapping[str, str]
    aside: Mapping[int, int]

    def counts(self, pair: tuple[int, int], days: Sequence[int]) -> bool:
        """Whether neither session is on a day on which this is set aside for it."""
        return all(days[k] > self.aside.get(k, -1) for k in pair)

    def wanted(self, pair: tuple[int, int], days: Sequence[int]) -> bool:
        """Whether it binds both of two sessions on these days."""
        return set(pair) <= self.sessions and self.counts(pair, days)

    def in_two_towns(self, staff: tuple[Staffed, Staffed]) -> bool:
        """Whether two sessions are held in two towns, as far as those are known."""
        return len({self.towns.get(one.venue or "") for one in staff} - {None}) > 1

    def table(self, ends: tuple[Ints, Ints], longs: tuple[int, int], pair: tuple[int, int]) -> Ints:
        """Infinity for each two days of a pair of sessions on which they share a day."""
        shared = sharing(ends, longs)
        first, second = ends
        shared &= (first > self.aside.get(pair[0], -1))[:, None] & (second > self.aside.get(pair[1], -1))[None, :]
        return np.where(shared, INFINITY, np.int64(0))


@dataclass(frozen=True)
class Cap:
    """On how many days of a period a person may lead these sessions, by place."""

    who: str
    sessions: frozenset[int]
    periods: Mapping[int, int]
    most: int
    already: frozenset[int]
    aside: Mapping[int, int]
    numbered: tuple[int, Ints]
    """The first day that has a period, and each day's period from there on, numbered from 0."""

    def broken(self, led: Sequence[tuple[int, int, int]]) -> TooOften | None:
        """The first period in which sessions that a person leads (place, first day, days) are too many."""
        taken: dict[int, dict[int, set[int]]] = {}
        for k, first, long in led:
            if k in self.sessions and first > self.aside.get(k, -1):
                for day in range(first, first + long):
                    taken.setdefault(self.periods[day], {}).setdefault(k, set()).add(day)
        for period, by_session in sorted(taken.items()):
            days = {day for day in self.already if self.periods[day] == period}
            some: list[int] = []
            for k, mine in by_session.items():  # as few sessions as are too many
                if not mine <= days or len(days) > self.most:
                    some.append(k)
                    days |= mine
                if len(days) > self.most:
                    return TooOften(self, tuple(some), period)
        return None

    @cached_property
    def numbers(self) -> tuple[int, Ints, Truths]:
        """The same, and the days taken."""
        first, known = self.numbered
        taken = np.zeros(len(known), dtype=bool)
        taken[[day - first for day in self.already]] = True
        return first, known, taken

    def in_one_period(self, days: Ints, long: int, aside: int) -> tuple[Ints, Ints, Ints]:
        """By first day of a session: its period, how many days it adds there, and for how many there is room.

        The period is -1 for days that count in none or that lie in two.
        """
        start, number, taken = self.numbers
        at = days - start
        new = sum((~taken[at + n]).astype(np.int64) for n in range(long)) + np.zeros(len(days), dtype=np.int64)
        in_period = np.bincount(number[taken], minlength=int(number.max()) + 1)
        one = (number[at] == number[at + long - 1]) & (days > aside)
        return np.where(one, number[at], -1), new, self.most - in_period[number[at]]

    def alone_too_often(self, k: int, days: Ints, long: int) -> Truths | None:
        """The first days on which a session is too much for the person by itself, with what they lead already."""
        if long <= self.most and not self.already:
            return None
        period, new, room = self.in_one_period(days, long, self.aside.get(k, -1))
        found: Truths = (period >= 0) & (new > room)
        in_two = np.flatnonzero((period < 0) & (days > self.aside.get(k, -1)))
        found[in_two] = [self.broken([(k, first, long)]) is not None for first in days[in_two].tolist()]
        return found

    def new_days(self, period: int, days: Ints, long: int, aside: int) -> Ints:
        """How many days of a period a session takes that are not taken already, by its first day.

        Where those taken already are too many by themselves, each day of the period is one.
        """
        mine = [day for day, number in self.periods.items() if number == period]
        already = self.already & set(mine)
        new = [day for day in mine if day not in already or len(already) > self.most]
        each = days[:, None] + np.arange(long)[None, :]
        return np.where(days > aside, np.isin(each, new).sum(axis=1), 0)


def _numbered(periods: Mapping[int, int]) -> tuple[int, Ints]:
    first = min(periods)
    known = np.array([periods[day] for day in range(first, first + len(periods))], dtype=np.int64)
    return first, known - known.min()


@dataclass(frozen=True)
class Clashes:
    """All that may clash in a problem."""

    people: Mapping[str, Alone]
    venues: Mapping[str, Alone]
    attended: tuple[Alone, ...]
    far: Mapping[frozenset[int], Alone]
    """The two sessions, at other times of the day, to which some go who are not in two towns on one day."""
    caps: Mapping[str, tuple[Cap, ...]]
    longs: Mapping[int, int]
    """How many days each session takes that is staffed or attended."""

    @classmethod
    def of(cls, problem: Problem) -> Clashes:
        """What may clash in a problem."""
        place = {session: k for k, session in enumerate(problem.sessions)}
        alone = [_alone(term, place) for term in problem.terms if isinstance(term, OneAtATime)]
        caps: dict[str, tuple[Cap, ...]] = {}
        numbered: dict[int, tuple[int, Ints]] = {}  # many people have one and the same periods
        for term in problem.terms:
            if isinstance(term, AtMostDays):
                mine = frozenset(place[one] for one in term.sessions)
                aside = {place[one]: day for one, day in term.aside.items()}
                if id(term.periods) not in numbered:
                    numbered[id(term.periods)] = _numbered(term.periods)
                own = numbered[id(term.periods)]
                cap = Cap(term.who, mine, term.periods, term.most, term.already, aside, own)
                caps[term.who] = (*caps.get(term.who, ()), cap)
        return cls(
            {one.who: one for one in alone if not one.venue and one.who != PARTICIPANTS},
            {one.who: one for one in alone if one.venue},
            tuple(one for one in alone if one.who == PARTICIPANTS),
            {pair: one for one in alone if one.who == PARTICIPANTS and one.towns for pair in one.apart},
            caps,
            {place[term.session]: term.long for term in problem.terms if isinstance(term, Staffing)},
        )

    def able(self, crews: Mapping[int, Crew], days: Sequence[Ints]) -> dict[int, Crew]:
        """The crews without those whom a session takes more days than they can lead in a week or month."""
        made: dict[object, Crew] = {}
        found = {}
        for k, crew in crews.items():
            caps = [cap for who in crew.people for cap in self.caps.get(who, ()) if k in cap.sessions]
            alike = (crew, *((id(cap), cap.aside.get(k)) for cap in caps))
            if alike not in made:
                made[alike] = _unless_too_often(k, crew, caps, days[k])
            found[k] = made[alike]
        return found

    def attended_at_once(self, days: Sequence[int]) -> Iterator[Clash]:
        """The sessions that want the same participants on these days."""
        for alone in self.attended:
            for a, b in self.overlapping(days, alone.sessions):
                if frozenset((a, b)) not in alone.apart and alone.counts((a, b), days):
                    yield Clash((a, b), alone)

    def overlapping(self, days: Sequence[int], sessions: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Each two of some sessions that share a day, in order of their days."""
        in_order = sorted(sessions, key=lambda k: (days[k], k))
        for n, a in enumerate(in_order):
            last = days[a] + self.longs[a] - 1
            for b in in_order[n + 1 :]:
                if days[b] > last:
                    break
                yield (a, b) if a < b else (b, a)

    def between(self, pair: tuple[int, int], staff: tuple[Staffed, Staffed], days: Sequence[int]) -> Clash | None:
        """The first clash of two sessions that share a day."""
        one, other = staff
        for who in one.people:
            alone = self.people.get(who)
            if who in other.people and alone is not None and alone.wanted(pair, days):
                if frozenset(pair) not in alone.apart:
                    return Clash(pair, alone)
                if alone.in_two_towns(staff):
                    return Clash(pair, alone, two_towns=True)
        alone = self.far.get(frozenset(pair))
        if alone is not None and alone.in_two_towns(staff) and alone.counts(pair, days):
            return Clash(pair, alone, two_towns=True)
        house = self.venues.get(one.venue) if one.venue is not None and one.venue == other.venue else None
        if house is not None and house.wanted(pair, days) and frozenset(pair) not in house.apart:
            return Clash(pair, house)
        return None

    def found(self, staff: Mapping[int, Staffed], days: Sequence[int]) -> Iterator[Clash | TooOften]:
        """Every clash of a choice, each two sessions once, and of each person the first period that is too much."""
        for pair in self.overlapping(days, staff):
            clash = self.between(pair, (staff[pair[0]], staff[pair[1]]), days)
            if clash is not None:
                yield clash
        for who in self.caps:
            if (often := self.too_often(who, staff, days)) is not None:
                yield often

    def too_often(self, who: str, staff: Mapping[int, Staffed], days: Sequence[int]) -> TooOften | None:
        """The first period in which someone leads too much, if there is one."""
        led = [(k, days[k], self.longs[k]) for k, one in staff.items() if who in one.people]
        return next((one for cap in self.caps.get(who, ()) if (one := cap.broken(led)) is not None), None)


def _unless_too_often(k: int, crew: Crew, caps: Sequence[Cap], days: Ints) -> Crew:
    for cap in caps:
        often = cap.alone_too_often(k, days, crew.long) if cap.who in crew.pool else None
        if often is not None and often.any():
            crew = crew.without(cap.who, often)
    return crew


def _alone(term: OneAtATime, place: Mapping[str, int]) -> Alone:
    return Alone(
        term.who,
        term.venue,
        frozenset(place[one] for one in term.sessions),
        frozenset(frozenset(place[one] for one in pair) for pair in term.apart),
        term.towns,
        {place[one]: day for one, day in term.aside.items()},
    )
