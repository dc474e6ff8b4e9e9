"""People and venues for given days: the cheapest choice, by a search through the sessions.

The session with the fewest choices comes first, and of its choices the one that is cheapest, with people at their
prices where a fair load is wished for. The first way down is often as cheap as can be; else the search goes on until
nothing cheaper is left, or for so many steps.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hsplan.planner.clashes import Cap, Clashes
    from hsplan.planner.coupling import Coupling
    from hsplan.planner.crews import Staffed
    from hsplan.planner.sharing import Prices

STEPS = 4_000
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


@dataclass
class Assigning:
    """A search for the people and venues of sessions on their days."""

    days: Sequence[int]
    options: Mapping[int, Sequence[Staffed]]
    """By place of the session, its choices, the cheapest first."""
    coupling: Coupling
    clashes: Clashes
    least: Least
    steps: int = STEPS
    chosen: dict[int, Staffed] = field(default_factory=dict)
    best: Assigned = field(default=Assigned(None, 0))

    def cheapest(self, limit: int) -> Assigned:
        """The cheapest choice that costs less than the limit."""
        self.best = Assigned(None, limit)
        self._order = sorted(self.options, key=lambda k: (len(self.options[k]), k))
        self._beside: dict[int, list[int]] = {k: [] for k in self._order}
        for a, b in self.clashes.overlapping(self.days, sorted(self._order)):
            self._beside[a].append(b)
            self._beside[b].append(a)
        self._worth = {k: self._worths(k) for k in self._order}
        self._still, self._still_worth = [0], [self.least.less]
        for k in reversed(self._order):
            self._still.insert(0, self._still[0] + min((one.cost for one in self.options[k]), default=0))
            self._still_worth.insert(0, self._still_worth[0] + min(self._worth[k], default=0))
        self._faces = [Counter[str]() for _ in self.coupling.faces]
        self._known = [0 for _ in self.coupling.faces]
        self._loads = [Counter[str]() for _ in self.coupling.loads]
        self._faces_of = {k: [n for n, one in enumerate(self.coupling.faces) if k in one.among] for k in self._order}
        self._loads_of = {k: [n for n, one in enumerate(self.coupling.loads) if k in one.among] for k in self._order}
        self._led = {who: [_Led(cap) for cap in caps] for who, caps in self.clashes.caps.items()}
        if all(self.options.values()):
            self._search(0, 0, 0)
        return self.best

    def _worths(self, k: int) -> list[int]:
        """What each choice of a session is worth at the prices of its people."""
        prices = self.least.prices.of(k) if self.least.prices is not None else {}
        return [one.cost + sum(prices.get(who, 0) for who in one.people) for one in self.options[k]]

    def _search(self, depth: int, cost: int, worth: int) -> None:
        """Choose for the sessions from this depth on."""
        if depth == len(self._order):
            self.best = Assigned(dict(self.chosen), cost)
            return
        k = self._order[depth]
        self.steps -= len(self.options[k])
        for its_worth, more, new, one in self._in_order(k):
            if self.best.cost <= self.least.floor or self.steps <= 0:
                return
            at_least = max(cost + more + self._still[depth + 1], self._at_least(worth + its_worth, depth + 1, new))
            if at_least < self.best.cost and self._goes(k, one):
                self.chosen[k] = one
                self._count(k, one, 1)
                self._search(depth + 1, cost + more, worth + its_worth)
                self._count(k, one, -1)
                del self.chosen[k]

    def _in_order(self, k: int) -> list[tuple[int, int, int, Staffed]]:
        """The choices of a session, each with its worth, what it adds in all and for faces: the best first."""
        priced = []
        for n, one in enumerate(self.options[k]):
            faces, loads = self._added(k, one)
            priced.append((self._worth[k][n], one.cost + faces + loads, n, faces))
        if self.least.prices is None:
            priced.sort(key=lambda each: each[1:3])
        else:
            priced.sort(key=lambda each: (each[0] + each[3], each[1], each[2]))
        return [(worth, more, faces, self.options[k][n]) for worth, more, n, faces in priced]

    def _at_least(self, worth: int, depth: int, new: int) -> int:
        """What the choices made, and those still to be made at their prices, cost at the least."""
        if self.least.prices is None:
            return 0
        faces = new + sum(one.price(known) for one, known in zip(self.coupling.faces, self._known, strict=True))
        return worth + self._still_worth[depth] + max(self.least.faces, faces)

    def _goes(self, k: int, one: Staffed) -> bool:
        """Whether a choice for a session clashes with none before it."""
        for who in one.people:
            for led in self._led.get(who, ()):
                if not led.fits(k, self.days[k], self.clashes.longs[k]):
                    return False
        for other in self._beside[k]:
            if other in self.chosen:
                pair = (min(k, other), max(k, other))
                staff = (one, self.chosen[other]) if k < other else (self.chosen[other], one)
                if self.clashes.between(pair, staff, self.days):
                    return False
        return True

    def _added(self, k: int, one: Staffed) -> tuple[int, int]:
        """What a choice adds to few faces and to fair load."""
        faces = loads = 0
        for n in self._faces_of[k]:
            wish, seen, known = self.coupling.faces[n], self._faces[n], self._known[n]
            new = len([who for who in one.people if who in wish.people and not seen[who]])
            faces += wish.price(known + new) - wish.price(known)
        for n in self._loads_of[k]:
            load, led = self.coupling.loads[n], self._loads[n]
            loads += load.weight * sum([led[who] + load.already[who] for who in one.people if who in load.already])
        return faces, loads

    def _count(self, k: int, one: Staffed, by: int) -> None:
        for n in self._faces_of[k]:
            seen = self._faces[n]
            for who in one.people:
                if who in self.coupling.faces[n].people:
                    seen[who] += by
                    self._known[n] += by if seen[who] == max(by, 0) else 0
        for n in self._loads_of[k]:
            for who in one.people:
                if who in self.coupling.loads[n].already:
                    self._loads[n][who] += by
        for who in one.people:
            for led in self._led.get(who, ()):
                led.count(k, self.days[k], self.clashes.longs[k], by)


class _Led:
    """The days of each period on which somebody leads, as far as these count for a cap."""

    def __init__(self, cap: Cap) -> None:
        self.cap = cap
        self.taken: dict[int, Counter[int]] = {}
        for day in cap.already:
            self.taken.setdefault(cap.periods[day], Counter())[day] += 1

    def _each(self, k: int, first: int, long: int) -> Iterator[tuple[int, list[int]]]:
        """The periods in which a session lies, with its days there."""
        if k not in self.cap.sessions or first <= self.cap.aside.get(k, -1):
            return
        found: dict[int, list[int]] = {}
        for day in range(first, first + long):
            found.setdefault(self.cap.periods[day], []).append(day)
        yield from found.items()

    def fits(self, k: int, first: int, long: int) -> bool:
        """Whether a session is not too much besides those counted."""
        for period, days in self._each(k, first, long):
            taken = self.taken.get(period, Counter[int]())
            if len(taken) + sum(day not in taken for day in days) > self.cap.most:
                return False
        return True

    def count(self, k: int, first: int, long: int, by: int) -> None:
        """Count a session, or no longer."""
        for period, days in self._each(k, first, long):
            taken = self.taken.setdefault(period, Counter())
            for day in days:
                taken[day] += by
                if not taken[day]:
                    del taken[day]
