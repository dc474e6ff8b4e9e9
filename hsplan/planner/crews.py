"""Who may lead a session and where it may be held, as tables: what each of its days costs with the cheapest of them.

A crew is what one session may still have at some point of the search. Taken by itself, each day has its cheapest people
and venue: that is added to what the day costs, so that the dates are chosen together with people and places. What one
session's people mean for another is left to the search (`choosing`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.tables import INFINITY, plus
from hsplan.problem import DearerStaff, Staffing, Travel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hsplan.planner.tables import Ints, Tables, Truths
    from hsplan.problem import Problem

BITS = 30
"""How many people and venues are told apart at once."""
MOST_CREWS = 150
"""How many choices of people for one session are looked at on a day: the cheapest of them, where there are more."""


@dataclass(frozen=True, slots=True)
class Staffed:
    """Who leads a session, where it is held, and what that costs by itself."""

    people: tuple[str, ...]
    venue: str | None
    cost: int = 0


@dataclass(frozen=True, eq=False)
class Crew:
    """The people and venues that a session may have, by candidate day; sessions that are alike share one."""

    long: int
    needed: int
    people: tuple[str, ...]
    venues: tuple[str | None, ...]
    """None alone where it takes no venue."""
    can: Truths
    """By person and candidate."""
    open: Truths
    """By venue and candidate."""
    prices: Ints
    """What each person costs at each venue."""
    rents: Ints
    """What each venue costs."""
    away_at: Mapping[tuple[int, int], Truths]
    """By person and venue, the candidates on which they cannot be there."""
    must: frozenset[int]
    """The people who lead it in any case."""

    @cached_property
    def costs(self) -> Ints:
        """What the cheapest people and venue cost on each candidate."""
        if not (self.prices.any() or self.rents.any() or self.away_at):
            enough = (self.can.sum(axis=0) >= self.needed) & self.open.any(axis=0)
            for person in self.must:
                enough &= self.can[person]
            return np.where(enough & (len(self.must) <= self.needed), np.int64(0), INFINITY)
        best = np.full(self.can.shape[1], INFINITY, dtype=np.int64)
        for venue in range(len(self.venues)):
            led = self._cheapest(venue)
            best = np.where(self.open[venue], np.minimum(best, plus(led, self.rents[venue])), best)
        return best

    def _cheapest(self, venue: int) -> Ints:
        """What the cheapest people cost at a venue, on each candidate."""
        each = np.where(self.can, self.prices[:, venue][:, None], INFINITY)
        for (person, there), days in self.away_at.items():
            if there == venue:
                each[person][days] = INFINITY
        total = np.zeros(self.can.shape[1], dtype=np.int64)
        for person in self.must:
            total = plus(total, each[person])
        others = np.sort(np.delete(each, sorted(self.must), axis=0) if self.must else each, axis=0)
        more = self.needed - len(self.must)
        if not 0 <= more <= len(others):
            return np.full_like(total, INFINITY)
        for row in others[:more]:
            total = plus(total, row)
        return total

    @cached_property
    def pool(self) -> frozenset[str]:
        """Those who can lead it on any of its days."""
        return frozenset(who for who, days in zip(self.people, self.can, strict=True) if days.any())

    @cached_property
    def forced(self) -> frozenset[str]:
        """Those who lead it in any case."""
        return self.pool if len(self.pool) == self.needed else frozenset(self.people[n] for n in self.must)

    @cached_property
    def kinds(self) -> Ints:
        """By candidate a number that is the same where the same people and venues can be chosen."""
        rows = np.array([*self.can, *self.open, *self.away_at.values()])
        found = np.zeros(self.can.shape[1], dtype=np.int64)
        for first in range(0, len(rows), BITS):
            some = rows[first : first + BITS]
            _, found = np.unique((found << BITS) + (1 << np.arange(len(some))) @ some, return_inverse=True)
        return found

    @property
    def cut_short(self) -> bool:
        """Whether so many may lead it that not every choice is looked at."""
        more = self.needed - len(self.must)
        return more > 0 and comb(len(self.pool - {self.people[n] for n in self.must}), more) > MOST_CREWS

    def led_by(self, who: str) -> Crew:
        """The crew where someone leads it in any case."""
        return replace(self, must=self.must | {self.people.index(who)})

    def without(self, who: str, days: Truths | None = None) -> Crew:
        """The crew without a person, on some of its candidates or on all."""
        n = self.people.index(who)
        can = self.can.copy()
        can[n] = False if days is None else can[n] & ~days
        return replace(self, can=can)

    def not_at(self, venue: str | None) -> Crew:
        """The crew without a venue."""
        shut = self.open.copy()
        shut[self.venues.index(venue)] = False
        return replace(self, open=shut)

    def dearer(self, prices: Mapping[str, int]) -> Crew:
        """The crew where people cost more."""
        more = np.array([prices.get(who, 0) for who in self.people], dtype=np.int64)
        return replace(self, prices=self.prices + more[:, None])

    def fixed(self, staff: Staffed) -> Crew:
        """The crew that can have these people and this venue only."""
        must = frozenset(self.people.index(who) for who in staff.people)
        there = np.array([venue == staff.venue for venue in self.venues], dtype=bool)
        return replace(self, must=must, open=self.open & there[:, None])

    def options(self, at: int) -> list[Staffed]:
        """The choices of people and venue on a candidate: the cheapest first, then in the order of the people."""
        kind = int(self.kinds[at])
        if kind not in self._options:
            free = np.flatnonzero(self.can[:, at]).tolist()
            found = [one for n in np.flatnonzero(self.open[:, at]).tolist() for one in self._at_venue(n, at, free)]
            self._options[kind] = sorted(found, key=lambda one: one.cost)
        return self._options[kind]

    @cached_property
    def _options(self) -> dict[int, list[Staffed]]:
        """The choices where they were asked for, by kind of candidate."""
        return {}

    def _at_venue(self, venue: int, at: int, free: Sequence[int]) -> Iterator[Staffed]:
        able = [n for n in free if not ((days := self.away_at.get((n, venue))) is not None and days[at])]
        more, rent = self.needed - len(self.must), int(self.rents[venue])
        if not self.must <= set(able) or more < 0:
            return
        price = self.prices[:, venue].tolist()
        others = [n for n in able if n not in self.must]
        if comb(len(others), more) > MOST_CREWS:
            others = sorted(sorted(others, key=price.__getitem__)[: _few(more)])
        for chosen in combinations(others, more):
            crew = sorted({*self.must, *chosen})
            yield Staffed(tuple(self.people[n] for n in crew), self.venues[venue], rent + sum(price[n] for n in crew))


def by_people(options: Sequence[Staffed]) -> list[Staffed]:
    """The first of the choices with the same people: which venue they are at matters only beside other sessions."""
    found: dict[tuple[str, ...], Staffed] = {}
    for one in options:
        found.setdefault(one.people, one)
    return list(found.values())


def _few(more: int) -> int:
    """From how many people so many may be chosen in a few ways."""
    count = more + 1
    while comb(count + 1, more) <= MOST_CREWS:
        count += 1
    return count


def each(crews: Mapping[int, Crew], change: Callable[[Crew], Crew]) -> dict[int, Crew]:
    """The crews, each changed; sessions that share one share it still."""
    changed = {crew: change(crew) for crew in dict.fromkeys(crews.values())}
    return {k: changed[crew] for k, crew in crews.items()}


def crews(problem: Problem, tables: Tables) -> dict[int, Crew]:
    """By place of the session, the crew of each that takes people or a venue."""
    place = {session: k for k, session in enumerate(problem.sessions)}
    dearer: dict[str, list[DearerStaff | Travel]] = {}
    for term in problem.terms:
        if isinstance(term, DearerStaff | Travel):
            dearer.setdefault(term.session, []).append(term)
    whole: dict[int, Truths] = {}
    made: dict[object, Crew] = {}
    found = {}
    for term in problem.terms:
        if isinstance(term, Staffing) and (term.needed or term.venues):
            k, wishes = place[term.session], dearer.get(term.session, ())
            alike = (tables.days[k].tobytes(), *_told(term), *(_told(one) for one in wishes))
            if alike not in made:
                made[alike] = _crew(term, wishes, tables, (problem.days, k, whole))
            found[k] = made[alike]
    return found


def _told(term: Staffing | DearerStaff | Travel) -> tuple[object, ...]:
    """All that a term says, without its session: what makes two crews alike."""
    if isinstance(term, Travel):
        return tuple(term.costs.items())
    if isinstance(term, DearerStaff):
        return term.rank, tuple(term.people.items()), tuple(term.venues.items())
    who = (tuple(term.people.items()), tuple(term.venues.items()), tuple(term.away_at.items()))
    return term.long, term.needed, term.asked, *who


def _crew(
    term: Staffing,
    dearer: Sequence[DearerStaff | Travel],
    tables: Tables,
    at: tuple[int, int, dict[int, Truths]],
) -> Crew:
    count, k, whole = at
    days = tables.days[k]
    if not term.asked <= term.people.keys():
        term = replace(term, asked=frozenset(), needed=len(term.people) + 1)  # nobody will do
    people, venues = tuple(term.people), tuple(term.venues) or (None,)
    number = {who: n for n, who in enumerate(people)}
    house = {venue: n for n, venue in enumerate(venues)}
    prices, rents = _prices(dearer, tables, (number, house))

    def row(those: frozenset[int]) -> Truths:
        if id(those) not in whole:
            mask = np.zeros(count, dtype=bool)
            mask[[day for day in those if day < count]] = True
            whole[id(those)] = mask
        return whole[id(those)][days]

    can = [row(those) for those in term.people.values()]
    open_ = [row(those) for those in term.venues.values()] or [np.ones(len(days), dtype=bool)]
    return Crew(
        term.long,
        term.needed,
        people,
        venues,
        np.array(can, dtype=bool).reshape(len(people), len(days)),
        np.array(open_, dtype=bool),
        prices,
        rents,
        {(number[who], house[at_]): row(those) for (who, at_), those in term.away_at.items() if those},
        frozenset(number[who] for who in term.asked),
    )


def _prices(
    dearer: Sequence[DearerStaff | Travel],
    tables: Tables,
    axes: tuple[Mapping[str, int], Mapping[str | None, int]],
) -> tuple[Ints, Ints]:
    """What each person costs at each venue, and each venue by itself."""
    number, house = axes
    prices = np.zeros((len(number), len(house)), dtype=np.int64)
    rents = np.zeros(len(house), dtype=np.int64)
    for one in dearer:
        if isinstance(one, Travel):
            for (who, venue), cost in one.costs.items():
                if who in number and venue in house:
                    prices[number[who], house[venue]] += cost
            continue
        for who in one.people.keys() & number.keys():
            prices[number[who]] += one.people[who] * tables.weights[one.rank]
        for venue in one.venues.keys() & house.keys():
            rents[house[venue]] += one.venues[venue] * tables.weights[one.rank]
    return prices, rents
