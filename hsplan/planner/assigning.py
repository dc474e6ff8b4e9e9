"""People and venues for given days: the cheapest choice, by a search through the sessions.

The session with the fewest choices comes first, and of its choices the one that adds least. The first way down is often
as cheap as can be; else the search goes on until nothing cheaper is left, or for so many steps.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hsplan.planner.clashes import Clashes
    from hsplan.planner.coupling import Coupling
    from hsplan.planner.crews import Staffed
    from hsplan.planner.pricing import Prices

STEPS = 4_000
"""How many choices may be looked at, each of which takes some microseconds."""


@dataclass(frozen=True)
class Assigned:
    """The cheapest people and venues found, and what they cost; none where none is cheaper than the limit."""

    staff: Mapping[int, Staffed] | None
    cost: int


@dataclass
class Assigning:
    """A search for the people and venues of sessions on their days."""

    days: Sequence[int]
    options: Mapping[int, Sequence[Staffed]]
    """By place of the session, its choices, the cheapest first."""
    coupling: Coupling
    clashes: Clashes
    floor: int
    """No choice costs less: the search ends where one costs no more."""
    prices: Prices | None = None
    """What people are priced at for the sake of a fair load: tells how much those still to be chosen cost."""
    less: int = 0
    """What is to be added to what all are priced at, for the least that they cost."""
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
        self._still, self._still_worth = [0], [self.less]
        for k in reversed(self._order):
            self._still.insert(0, self._still[0] + min((one.cost for one in self.options[k]), default=0))
            self._still_worth.insert(0, self._still_worth[0] + min(self._worth[k], default=0))
        self._faces = [Counter[str]() for _ in self.coupling.faces]
        self._loads = [Counter[str]() for _ in self.coupling.loads]
        if all(self.options.values()):
            self._search(0, 0, 0)
        return self.best

    def _worths(self, k: int) -> list[int]:
        """What each choice of a session is worth at the prices of its people."""
        prices = self.prices.of(k) if self.prices is not None else {}
        return [one.cost + sum(prices.get(who, 0) for who in one.people) for one in self.options[k]]

    def _search(self, depth: int, cost: int, worth: int) -> None:
        """Choose for the sessions from this depth on."""
        if depth == len(self._order):
            self.best = Assigned(dict(self.chosen), cost)
            return
        k = self._order[depth]
        self.steps -= len(self.options[k])
        worths = self._worth[k]
        priced = [(worths[n], one.cost + self._added(k, one), n, one) for n, one in enumerate(self.options[k])]
        if self.prices is None:
            priced.sort(key=lambda each: each[1:3])
        else:
            priced.sort(key=lambda each: each[:3])
        for its_worth, more, _, one in priced:
            if self.best.cost <= self.floor or self.steps <= 0:
                return
            if cost + more + self._still[depth + 1] >= self.best.cost:
                continue
            if self.prices is not None and worth + its_worth + self._still_worth[depth + 1] >= self.best.cost:
                return
            self.chosen[k] = one
            if self._goes(k):
                self._count(k, one, 1)
                self._search(depth + 1, cost + more, worth + its_worth)
                self._count(k, one, -1)
            del self.chosen[k]

    def _goes(self, k: int) -> bool:
        """Whether the choice for a session clashes with none before it."""
        for other in self._beside[k]:
            if other in self.chosen:
                pair = (min(k, other), max(k, other))
                if self.clashes.between(pair, (self.chosen[pair[0]], self.chosen[pair[1]]), self.days):
                    return False
        capped = (who for who in self.chosen[k].people if who in self.clashes.caps)
        return all(self.clashes.too_often(who, self.chosen, self.days) is None for who in capped)

    def _added(self, k: int, one: Staffed) -> int:
        """What a choice adds to few faces and fair load."""
        added = 0
        for faces, seen in zip(self.coupling.faces, self._faces, strict=True):
            if k in faces.among:
                known = sum(n > 0 for n in seen.values())
                new = sum(who in faces.people and not seen[who] for who in one.people)
                added += faces.price(known + new) - faces.price(known)
        for load, led in zip(self.coupling.loads, self._loads, strict=True):
            if k in load.among:
                added += load.weight * sum(led[who] + load.already[who] for who in one.people if who in load.already)
        return added

    def _count(self, k: int, one: Staffed, by: int) -> None:
        for faces, seen in zip(self.coupling.faces, self._faces, strict=True):
            if k in faces.among:
                for who in one.people:
                    if who in faces.people:
                        seen[who] += by
        for load, led in zip(self.coupling.loads, self._loads, strict=True):
            if k in load.among:
                for who in one.people:
                    if who in load.already:
                        led[who] += by
