"""A fair load as prices: what one more session costs each person, so that the dates are chosen with it in mind.

What a person's sessions cost rises with each: a line that touches this curve from below is a price for each session,
less something that is the same for all plans. With prices for all, the cheapest days and people of each session are
never dearer than any plan, and with the right ones they are as dear as the best. (Held and Karp, 1971; Fisher, 1981.)
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain, combinations, islice
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.coupling import filled
from hsplan.planner.crews import by_people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hsplan.planner.coupling import Coupling, Load
    from hsplan.planner.crews import Crew, Staffed
    from hsplan.planner.tables import Ints

NEARBY = 40
"""How many prices near to where the load is the fairest are tried."""


@dataclass(frozen=True)
class Prices:
    """For each wish for a fair load, by person, what a session is priced at: in units of its weight."""

    loads: tuple[Load, ...]
    by_load: tuple[Mapping[str, int], ...]

    def of(self, k: int) -> dict[str, int]:
        """What each person is priced at for a session."""
        found: Counter[str] = Counter()
        for load, prices in zip(self.loads, self.by_load, strict=True):
            if k in load.among:
                found.update({who: load.weight * price for who, price in prices.items()})
        return dict(found)

    def less(self, crews: Mapping[int, Crew]) -> int:
        """What the loads cost besides the prices, at the least: as a rule less than nothing."""
        total = 0
        for load, prices in zip(self.loads, self.by_load, strict=True):
            must = Counter(who for k in load.sessions for who in crews[k].forced)
            can = Counter(who for k in load.sessions for who in crews[k].pool)
            each = [(prices.get(who, 0), held, must[who], can[who]) for who, held in load.already.items()]
            total += load.weight * int(_less(*np.array(each, dtype=np.int64).reshape(-1, 4).T).sum())
        return total


def tuned(
    coupling: Coupling, crews: Mapping[int, Crew], options: Mapping[int, Sequence[Staffed]]
) -> tuple[Prices, int]:
    """Prices for which the choices of these days cost the most at the least, and what they then cost, less included."""
    tuning = _Tuning(coupling.loads, crews, {k: by_people(some) for k, some in options.items()})
    found, best = _near(tuning)
    prices = dict(zip(tuning.columns, found, strict=True))
    by_load = tuple(
        {who: prices[n, who] for who in sorted(load.already) if (n, who) in prices}
        for n, load in enumerate(coupling.loads)
    )
    return Prices(coupling.loads, by_load), best


def _near(tuning: _Tuning) -> tuple[tuple[int, ...], int]:
    """Prices that no change of one or two by one makes better, if so few are tried, and what they come to."""
    now, left = np.array(tuning.begin, dtype=np.int64), NEARBY
    best = int(tuning.worth(now[:, None])[0])
    one = np.eye(len(now), dtype=np.int64)
    single = (by * column for column in one for by in (1, -1))
    double = (by * a + other * b for a, b in combinations(one, 2) for by in (1, -1) for other in (1, -1))
    some = list(islice(chain(single, double), NEARBY))
    moves = np.array(some, dtype=np.int64).reshape(len(some), len(now)).T
    while left and some:
        values = tuning.worth(now[:, None] + moves[:, :left])
        better = np.flatnonzero(values > best)
        if not better.size:
            break
        first = int(better[0])
        now, best, left = now + moves[:, first], int(values[first]), left - first - 1
    return tuple(now.tolist()), best


class _Tuning:
    """The choices of some days as tables: a row for each choice, a column for each person of each load."""

    def __init__(
        self, loads: Sequence[Load], crews: Mapping[int, Crew], options: Mapping[int, Sequence[Staffed]]
    ) -> None:
        self.columns: list[tuple[int, str]] = []
        self.begin: tuple[int, ...] = ()
        self.curves: list[tuple[int, int, int, int]] = []
        """By column: the weight, what is held already, and how many sessions they must and can lead."""
        place: dict[tuple[int, str], int] = {}
        for n, load in enumerate(loads):
            must = Counter(who for k in load.sessions for who in crews[k].forced if who in load.already)
            can = Counter(who for k in load.sessions for who in crews[k].pool if who in load.already)
            people = sorted(can)
            room = [(load.already[who], can[who]) for who in people]
            _, levels = filled(room, load.needs(crews, load.sessions, load.already))
            for who, level in zip(people, levels, strict=True):
                place[n, who] = len(self.columns)
                self.columns.append((n, who))
                self.curves.append((load.weight, load.already[who], must[who], can[who]))
                self.begin += (max(level - 1, load.already[who]),)
        order = sorted(options)
        self.first = np.cumsum([0, *(len(options[k]) for k in order)])[:-1]
        self.cost = np.array([one.cost for k in order for one in options[k]], dtype=np.int64)
        self.priced = np.zeros((len(self.cost), len(self.columns)), dtype=np.int64)
        row = 0
        for k in order:
            mine = [n for n, load in enumerate(loads) if k in load.among]
            for one in options[k]:
                for n in mine:
                    for who in one.people:
                        if (n, who) in place:
                            self.priced[row, place[n, who]] = loads[n].weight
                row += 1

    def worth(self, prices: Ints) -> Ints:
        """What the cheapest choices cost at some prices, of which there may be several, side by side."""
        weight, held, must, can = np.array(self.curves, dtype=np.int64).reshape(-1, 4).T[:, :, None]
        less = weight * _less(prices, held, must, can)
        worth = self.cost[:, None] + self.priced @ prices
        found: Ints = np.minimum.reduceat(worth, self.first).sum(axis=0) + less.sum(axis=0)
        return found


def _less(prices: Ints, held: Ints, must: Ints, can: Ints) -> Ints:
    """The least of what sessions cost those who hold so many already, less their prices: with the best number."""
    most = np.minimum(np.maximum(prices - held + 1, must), can)
    found: Ints = most * (most - 1) // 2 + most * (held - prices)
    return found
