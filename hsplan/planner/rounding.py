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
    from collections.abc import Collection, Mapping, Sequence

    from hsplan.planner.clashes import Clashes
    from hsplan.planner.crews import Crew, Staffed
    from hsplan.planner.tables import Ints, Tables

ROUNDS = 20
"""How often all sessions are placed anew."""
TRIED = 60
"""How many days of a session are tried in a round."""
APART = 1 << 40
"""What a day costs on which a session does not go with one that is still to be placed: that one can move as well."""


def rounded(tables: Tables, wished: Mapping[int, int], staffing: Placed | None = None) -> dict[int, int] | None:
    """A candidate for each session of which one is wished for; None where no round places them all.

    Their people and venues are in the staffing, if it is given: then it is one of all sessions.
    """
    order = sorted(wished, key=lambda k: (int(tables.days[k][wished[k]]), k))
    for _ in range(ROUNDS):
        placing = _Placing(tables, dict(wished), staffing)
        lost = next((k for k in order if not placing.place(k)), None)
        if lost is None:
            return placing.at
        order.remove(lost)
        order.insert(0, lost)
    return None


@dataclass
class Placed:
    """The people and venues of the sessions that have been placed."""

    crews: Mapping[int, Crew]
    clashes: Clashes
    staff: dict[int, Staffed] = field(default_factory=dict)

    def goes(self, k: int, at: int, days: Sequence[int], placed: Collection[int]) -> bool:
        """Whether a session goes with those placed, with some people and venue if it takes any."""
        for clash in self.clashes.attended_at_once(days):
            if {*clash.pair} <= {*placed, k}:
                return False
        if k not in self.crews:
            return True
        beside = {other: self.staff[other] for other in self.staff if other in placed}
        for one in self.crews[k].options(at):
            if not any(self.clashes.found({**beside, k: one}, days)):
                self.staff[k] = one
                return True
        return False


class _Placing:
    """The sessions that have been placed in a round."""

    def __init__(self, tables: Tables, wished: dict[int, int], staffing: Placed | None) -> None:
        self.tables = tables
        self.at = wished
        """The candidate of each session: wished for, or where it has been placed."""
        self.staffing = staffing
        self.placed: set[int] = set()

    def place(self, k: int) -> bool:
        """Whether a session finds a day beside those that have been placed."""
        costs, wish = self._costs(k), self.at[k]
        in_order = np.lexsort((abs(np.arange(len(costs)) - wish), costs))
        for at in in_order[costs[in_order] < INFINITY][:TRIED].tolist():
            self.at[k] = at
            if self.staffing is None or self.staffing.goes(k, at, self._days(), self.placed):
                self.placed.add(k)
                return True
        return False

    def _days(self) -> list[int]:
        return self.tables.days_of([self.at[k] for k in sorted(self.at)])

    def _costs(self, k: int) -> Ints:
        found = self.tables.unary[k]
        if self.staffing is not None and k in self.staffing.crews:
            found = plus(found, self.staffing.crews[k].costs)
        for (a, b), table in self.tables.pairs.items():
            other = b if k == a else a
            if k in (a, b) and other in self.at:
                beside = table[:, self.at[other]] if k == a else table[self.at[other], :]
                found = plus(found, beside if other in self.placed else np.minimum(beside, APART))
        return found
