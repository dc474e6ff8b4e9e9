"""A whole choice made of dates that nobody can staff as they are: each session near its wish, beside those before it.

The dates that cost least often put sessions on one day that too few people can lead. Session by session, in the order
of those dates, each takes the day that costs least of those on which it goes with all before it, and the cheapest
people and venue that are free there. One that finds no day comes first in the next round. What comes of it is allowed,
and proves nothing. (Joslin and Clements, Squeaky wheel optimization, 1999.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.tables import INFINITY, plus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.planner.clashes import Clashes
    from hsplan.planner.crews import Crew, Staffed
    from hsplan.planner.tables import Ints, Tables

ROUNDS = 20
"""How often all sessions are placed anew."""
TRIED = 60
"""How many days of a session are tried in a round."""
APART = 1 << 40
"""What a day costs on which a session does not go with one that is still to be placed: that one can move as well."""


def rounded(
    tables: Tables, wished: Mapping[int, int], crews: Mapping[int, Crew], clashes: Clashes
) -> tuple[dict[int, int], dict[int, Staffed]] | None:
    """A candidate for each session of which one is wished for, and their staff; None where no round places them all."""
    order = sorted(wished, key=lambda k: (int(tables.days[k][wished[k]]), k))
    for _ in range(ROUNDS):
        placing = _Placing(tables, crews, clashes, dict(wished))
        lost = next((k for k in order if not placing.place(k)), None)
        if lost is None:
            return placing.at, placing.staff
        order.remove(lost)
        order.insert(0, lost)
    return None


@dataclass
class _Placing:
    """The sessions that have been placed in a round."""

    tables: Tables
    crews: Mapping[int, Crew]
    clashes: Clashes
    at: dict[int, int]
    """The candidate of each session: wished for, or where it has been placed."""
    staff: dict[int, Staffed] = field(default_factory=dict)
    """The people and venues of those placed."""
    placed: set[int] = field(default_factory=set)

    def place(self, k: int) -> bool:
        """Whether a session finds a day beside those that have been placed."""
        costs, wish = self._costs(k), self.at[k]
        in_order = np.lexsort((abs(np.arange(len(costs)) - wish), costs))
        for at in in_order[costs[in_order] < INFINITY][:TRIED].tolist():
            self.at[k] = at
            if self._goes(k):
                self.placed.add(k)
                return True
        return False

    def _goes(self, k: int) -> bool:
        """Whether a session goes with those placed, with some people and venue if it takes any."""
        days = self.tables.days_of([self.at[n] for n in sorted(self.at)])
        if any({*clash.pair} <= {*self.placed, k} for clash in self.clashes.attended_at_once(days)):
            return False
        if k not in self.crews:
            return True
        for one in self.crews[k].options(self.at[k]):
            if not any(self.clashes.found({**self.staff, k: one}, days)):
                self.staff[k] = one
                return True
        return False

    def _costs(self, k: int) -> Ints:
        found = self.tables.unary[k]
        if k in self.crews:
            found = plus(found, self.crews[k].costs)
        for (a, b), table in self.tables.pairs.items():
            other = b if k == a else a
            if k in (a, b):
                beside = table[:, self.at[other]] if k == a else table[self.at[other], :]
                found = plus(found, beside if other in self.placed else np.minimum(beside, APART))
        return found
