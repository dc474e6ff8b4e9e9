"""Whether there is any plan at all, whatever it costs: what the search for a conflict asks again and again.

The same elimination as for costs, on truths alone. A session with one neighbour leaves it the days that go with some
day of its own; a session with two leaves them the pairs of days between which it has one, which is a product of
matrices of truths.

Where neither applies, days are tried: of the session with the fewest days left the earliest first, and after each try
arc consistency is kept, so that one that cannot work is seen at once. That ends with a plan, with the proof that there
is none, or after a count of tries. (Sabin and Freuder, Contradicting Conventional Wisdom in Constraint Satisfaction,
1994.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.chain import Unfound
from hsplan.planner.elimination import NEIGHBOURS
from hsplan.planner.narrowing import keep_consistent, relations, supported

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def any_choice(tables: Tables, part: Sequence[int], tries: int) -> dict[int, int] | Unfound | None:
    """A choice for some sessions that are bound to no others; None where it is proven that there is none."""
    together = relations({pair: table for pair, table in tables.pairs.items() if pair[0] in part})
    start = {k: np.ones(len(tables.days[k]), dtype=bool) for k in part}
    stack = [start] if keep_consistent(start, together) else []
    while stack:
        open_days = stack.pop()
        session = _narrowest(open_days)
        if session is None:
            return {k: int(one.argmax()) for k, one in open_days.items()}
        if not tries:
            return Unfound()
        tries -= 1
        at = int(open_days[session].argmax())
        tried = (_only(open_days, session, at, chosen=False), _only(open_days, session, at, chosen=True))
        # The day itself comes to lie on top, before all others.
        stack.extend(one for one in tried if keep_consistent(one, together, {session}))
    return None


def _narrowest(open_days: dict[int, Truths]) -> int | None:
    """The session with the fewest days of those that have more than one."""
    undecided = ((int(one.sum()), k) for k, one in open_days.items() if one.sum() > 1)
    return min(undecided, default=(0, None))[1]


def _only(open_days: dict[int, Truths], session: int, at: int, *, chosen: bool) -> dict[int, Truths]:
    """The open days with a session on one day only, or on any but that."""
    days = np.zeros_like(open_days[session]) if chosen else open_days[session].copy()
    days[at] = chosen
    return open_days | {session: days}
