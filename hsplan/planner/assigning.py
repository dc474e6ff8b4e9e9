"""People and venues for given days: the cheapest choice, by a search through the sessions.

The session with the fewest choices comes first, and of its choices the one that is cheapest, with people at their
prices where a fair load is wished for. The first way down is often as cheap as can be; else the search goes on until
nothing cheaper is left, or for so many steps.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hsplan.planner.crews import by_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hsplan.planner.clashes import Cap, Clashes
    from hsplan.planner.coupling import Coupling, Faces
    from hsplan.planner.crews import Staffed
    from hsplan.planner.sharing import Prices

STEPS = 1_000
"""How many choices may be looked at, each of which takes some microseconds."""


@dataclass(frozen=True)
class Assigned:
    """The cheapest people and venues found, and what they cost; none where none is cheaper than the limit."""

    staff: Mapping[int, Staffed] | None
    cost: int


@dataclass(frozen=True)
class Least:
    """What is known of what any choice costs at the least."""

    floor: int
    """No choice costs less: the search ends where one costs no more."""
    faces: int = 0
    """What few faces cost at the least."""
    prices: Prices | None = None
    """What people are priced at for the sake of a fair load: tells how much those still to be chosen cost."""
    less: int = 0
    """What is to be added to what all are priced at, for the least that they cost."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """One choice of a session, its people as bits and numbers."""

    staffed: Staffed
    worth: int
    """What it costs at the prices of its people."""
    faces: tuple[tuple[int, int], ...]
    """For each wish for few faces that the session counts for, the people who count."""
    loads: tuple[tuple[int, int], ...]
    """For each wish for a fair load that the session counts for, each person who shares it."""


@dataclass(slots=True)
class _Seen:
    """The people whom a wish for few faces has seen so far, as bits."""

    weight: int
    free: int
    ahead: Sequence[Sequence[int]]
    """By depth, for each session from there on that needs some of them, those who may lead it and count."""
    people: int = 0

    def price(self, people: int) -> int:
        """What some faces cost."""
        return self.weight * max(0, people.bit_count() - self.free)

    def more(self, people: int) -> int:
        """What some faces cost besides those seen."""
        together = self.people | people
        return self.price(together) - self.price(self.people) if together != self.people else 0

    def share(self, more: int, new: int, depth: int) -> int:
        """What faces that are new cost more, shared among all sessions that have had to wait for them."""
        return more // (1 + sum([1 for pool in self.ahead[depth] if pool & new and not pool & self.people]))


@dataclass
class Assigning:
    """A search for the people and venues of sessions on their days."""

    days: Sequence[int]
    options: Mapping[int, Sequence[Staffed]]
    """By place of the session, its choices, the cheapest first; none of them alone is too much for somebody."""
    coupling: Coupling
    clashes: Clashes
    least: Least
    steps: int = STEPS
    chosen: dict[int, Staffed] = field(default_factory=dict)
    best: Assigned = field(default=Assigned(None, 0))

    def cheapest(self, limit: int) -> Assigned:
        """The cheapest choice that costs less than the limit."""
        self.best = Assigned(None, limit)
        self._lay_out()
        self._search(0, 0, 0)
        return self.best

    def _lay_out(self) -> None:
        self._beside: dict[int, list[int]] = {k: [] for k in self.options}
        for a, b in self.clashes.overlapping(self.days, self.options):
            self._beside[a].append(b)
            self._beside[b].append(a)
        some = {k: each if self._beside[k] else by_people(each) for k, each in self.options.items()}
        people = sorted({who for each in some.values() for one in each for who in one.people})
        self._number = {who: n for n, who in enumerate(people)}
        self._order = sorted(some, key=lambda k: (len(some[k]), k))
        self._choices = {k: self._each(k, some[k]) for k in self._order}
        self.steps = max(self.steps, 1 + sum(map(len, self._choices.values())))  # the first way down is always gone
        self._still, self._still_worth = [0], [self.least.less]
        for k in reversed(self._order):
            self._still.insert(0, self._still[0] + min(one.staffed.cost for one in self._choices[k]))
            self._still_worth.insert(0, self._still_worth[0] + min(one.worth for one in self._choices[k]))
        self._seen = [_Seen(one.weight, one.free, self._ahead(one)) for one in self.coupling.faces]
        self._levels = [[one.already.get(who, 0) for who in people] for one in self.coupling.loads]
        self._led = {who: self._watched(self.clashes.caps.get(who, ())) for who in people}

    def _each(self, k: int, options: Sequence[Staffed]) -> list[_Choice]:
        """The choices of a session."""
        prices = self.least.prices.of(k) if self.least.prices is not None else {}
        faces = [(n, one.people) for n, one in enumerate(self.coupling.faces) if k in one.among]
        loads = [(n, one.already) for n, one in enumerate(self.coupling.loads) if k in one.among]
        return [
            _Choice(
                one,
                one.cost + sum([prices.get(who, 0) for who in one.people]),
                tuple([(n, self._bits(who for who in one.people if who in counted)) for n, counted in faces]),
                tuple([(n, self._number[who]) for n, counted in loads for who in one.people if who in counted]),
            )
            for one in options
        ]

    def _bits(self, people: Iterable[str]) -> int:
        return sum([1 << self._number[who] for who in people])

    def _ahead(self, wish: Faces) -> list[list[int]]:
        """By depth, for each session from there on that needs some of those who count, those who may lead it."""
        found: list[list[int]] = [[]]
        for k in reversed(self._order):
            able = {who for one in self._choices[k] for who in one.staffed.people}
            need = len(self._choices[k][0].staffed.people) - len(able - wish.people)
            mine = [self._bits(able & wish.people)] if k in wish.among and need > 0 else []
            found.insert(0, [*mine, *found[0]])
        return found

    def _watched(self, caps: Sequence[Cap]) -> list[_Led]:
        """The caps that may be too little for several of the sessions: some of these lie in one week or month."""
        found = []
        for cap in caps:
            mine = [(self.days[k], self.clashes.longs[k]) for k in self._order if k in cap.sessions]
            periods = [{cap.periods[day] for day in range(first, first + long)} for first, long in mine]
            if sum(map(len, periods)) > len(set().union(*periods)):
                found.append(_Led(cap))
        return found

    def _search(self, depth: int, cost: int, worth: int) -> None:
        """Choose for the sessions from this depth on."""
        if depth == len(self._order):
            self.best = Assigned(dict(self.chosen), cost)
            return
        k = self._order[depth]
        self.steps -= len(self._choices[k])
        for more, one in self._in_order(k, cost, depth + 1):
            if self.best.cost <= self.least.floor or self.steps <= 0:
                return
            if cost + more + self._still[depth + 1] >= self.best.cost:
                continue
            at_least = self._at_least(cost + more, worth + one.worth, one, depth + 1)
            if at_least < self.best.cost and self._goes(k, one.staffed):
                seen = [each.people for each in self._seen]
                self.chosen[k] = one.staffed
                self._count(k, one, 1)
                self._search(depth + 1, cost + more, worth + one.worth)
                self._count(k, one, -1)
                del self.chosen[k]
                for each, people in zip(self._seen, seen, strict=True):
                    each.people = people

    def _in_order(self, k: int, cost: int, ahead: int) -> list[tuple[int, _Choice]]:
        """The choices of a session that are not too dear, each with what it adds in all.

        The best is first, so far as that can be told.
        """
        rated, priced = [], self.least.prices is not None
        room = self.best.cost - cost - self._still[ahead]
        for n, one in enumerate(self._choices[k]):
            more = one.staffed.cost
            for load, who in one.loads:
                more += self.coupling.loads[load].weight * self._levels[load][who]
            rating = one.worth if priced else more
            if more < room:
                for wish, people in one.faces:
                    seen = self._seen[wish]
                    if faces := seen.more(people):
                        more += faces
                        rating += seen.share(faces, people, ahead)
            if more < room:
                rated.append((rating, more, n))
        rated.sort()
        return [(more, self._choices[k][n]) for _, more, n in rated]

    def _at_least(self, cost: int, worth: int, one: _Choice, depth: int) -> int:
        """What the choices made, this one and those still to be made cost at the least."""
        found = cost + self._still[depth]
        if self.least.prices is None:
            return found
        new = dict(one.faces)
        faces = sum([seen.price(seen.people | new.get(n, 0)) for n, seen in enumerate(self._seen)])
        return max(found, worth + self._still_worth[depth] + max(self.least.faces, faces))

    def _goes(self, k: int, one: Staffed) -> bool:
        """Whether a choice for a session clashes with none before it."""
        for who in one.people:
            for led in self._led[who]:
                if not led.fits(k, self.days[k], self.clashes.longs[k]):
                    return False
        for other in self._beside[k]:
            if other in self.chosen:
                pair = (min(k, other), max(k, other))
                staff = (one, self.chosen[other]) if k < other else (self.chosen[other], one)
                if self.clashes.between(pair, staff, self.days):
                    return False
        return True

    def _count(self, k: int, one: _Choice, by: int) -> None:
        """Count those who lead a session, or no longer; faces that were seen are given back elsewhere."""
        for wish, people in one.faces:
            self._seen[wish].people |= people
        for load, who in one.loads:
            self._levels[load][who] += by
        for leader in one.staffed.people:
            for led in self._led[leader]:
                led.count(k, self.days[k], self.clashes.longs[k], by)


class _Led:
    """The days of each period on which somebody leads, as far as these count for a cap."""

    def __init__(self, cap: Cap) -> None:
        self.cap = cap
        self.taken: dict[int, Counter[int]] = {}
        for day in cap.already:
            self.taken.setdefault(cap.periods[day], Counter())[day] += 1

    def _days(self, k: int, first: int, long: int) -> dict[int, list[int]]:
        """The days of a session by the periods in which it lies; none where it does not count."""
        found: dict[int, list[int]] = {}
        if k in self.cap.sessions and first > self.cap.aside.get(k, -1):
            for day in range(first, first + long):
                found.setdefault(self.cap.periods[day], []).append(day)
        return found

    def fits(self, k: int, first: int, long: int) -> bool:
        """Whether a session is not too much besides those counted."""
        for period, days in self._days(k, first, long).items():
            taken = self.taken.get(period, Counter[int]())
            if len(taken) + sum(day not in taken for day in days) > self.cap.most:
                return False
        return True

    def count(self, k: int, first: int, long: int, by: int) -> None:
        """Count a session, or no longer."""
        for period, days in self._days(k, first, long).items():
            taken = self.taken.setdefault(period, Counter())
            for day in days:
                taken[day] += by
                if not taken[day]:
                    del taken[day]
