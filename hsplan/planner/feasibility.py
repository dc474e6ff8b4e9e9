"""Whether there is any plan at all: the question that the search for a conflict asks again and again.

The same elimination as for costs, on truths alone. A session with one neighbour leaves it the days that go with some
day of its own; a session with two leaves them the pairs of days between which it has one, which is a product of
matrices of truths. Where neither applies, days are tried (`trying`), stopped by a count of tries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.elimination import NEIGHBOURS
from hsplan.planner.narrowing import relations, supported
from hsplan.planner.trying import any_choice

if TYPE_CHECKING:
    from hsplan.planner.tables import Tables, Truths

TRIES = 400
"""How many days may be tried, each of which takes a few milliseconds in a large network."""
Beside = dict[int, dict[int, "Truths"]]
"""For each session those bound to it, and which of its days (rows) go with which of theirs (columns)."""


def feasible(tables: Tables, tries: int = TRIES) -> bool:
    """Whether any choice is allowed; what cannot be decided within the budget counts as allowed."""
    open_days = [np.ones(len(days), dtype=bool) for days in tables.days]
    if not all(one.size for one in open_days):
        return False
    beside: Beside = {k: {} for k in range(len(open_days))}
    for (a, b), truths in relations(tables.pairs).items():
        beside[a][b] = truths
    if not _reduced(beside, open_days):
        return False
    return not beside or any_choice(tables, range(len(open_days)), tries) is not None


def _reduced(beside: Beside, open_days: list[Truths]) -> bool:
    """Take out one session after another while any has at most two neighbours; false where one has no day left."""
    while (out := min(beside, key=lambda k: (len(beside[k]), k), default=None)) is not None and len(
        beside[out]
    ) <= NEIGHBOURS:
        bound = sorted(beside.pop(out).items())
        for k, _ in bound:
            del beside[k][out]
        if len(bound) == 1:
            ((k, goes_with),) = bound
            open_days[k] &= supported(open_days[out], goes_with)
        elif bound:
            _bridge(beside, open_days[out], *bound)
        if not all(open_days[k].any() for k, _ in bound):
            return False
    return True


def _bridge(beside: Beside, open_days: Truths, one: tuple[int, Truths], other: tuple[int, Truths]) -> None:
    """Leave to two neighbours the pairs of days between which an open day lies."""
    (a, to_a), (b, to_b) = one, other
    # Days as bits: fewer steps than a product of truths, and unlike one of floats not at the mercy of other threads.
    ways = np.packbits(to_b[open_days], axis=1)
    packed = np.array([np.bitwise_or.reduce(ways[days], axis=0) for days in to_a[open_days].T])
    between = np.unpackbits(packed, axis=1, count=to_b.shape[1]).astype(bool)
    known = beside[a].get(b)
    beside[a][b] = between if known is None else between & known
    beside[b][a] = beside[a][b].T
