"""Any plan at all, whatever it costs: a day is tried, what no longer goes with it is left out, and so on.

The session with the fewest days left is tried first, its earliest day first; after each try arc consistency is kept, so
that a try that cannot work is seen at once. The search ends with a plan, with the proof that there is none, or after a
count of tries. (Sabin and Freuder, Contradicting Conventional Wisdom in Constraint Satisfaction, 1994.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.chain import Unfound
from hsplan.planner.narrowing import keep_consistent, relations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.planner.tables import Tables, Truths


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
