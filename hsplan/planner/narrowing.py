"""Days that can be in no plan are left out first: arc consistency.

A day of one session is kept only while each session bound to it has a day that goes with it. This never loses a plan,
decides a network without circles by itself, and makes every table that comes after it smaller.
(Mackworth, Consistency in Networks of Relations, 1977.)
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.tables import INFINITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hsplan.planner.tables import Ints, Tables, Truths

Arc = tuple[int, int]
FEW = 10_000
"""Up to how many pairs of days a product of truths is quicker than to leave out the rows that do not count."""


def relations(pairs: Mapping[Arc, Ints]) -> dict[Arc, Truths]:
    """Which two days go together, from the days of either session; tables that are shared are looked at once."""
    seen: dict[int, Truths] = {}
    found: dict[Arc, Truths] = {}
    for (a, b), pair in pairs.items():
        if id(pair) not in seen:
            seen[id(pair)] = pair < INFINITY
        found[a, b] = seen[id(pair)]
        found[b, a] = seen[id(pair)].T
    return found


def supported(source: Truths, goes_with: Truths) -> Truths:
    """The days that go with some open day of another session."""
    found: Truths = source @ goes_with if goes_with.size <= FEW else np.logical_or.reduce(goes_with[source])
    return found


def consistent(tables: Tables) -> list[Ints] | None:
    """The candidates of each session that arc consistency leaves; None where a session is left without any."""
    open_days = {k: unary < INFINITY for k, unary in enumerate(tables.unary)}
    if not keep_consistent(open_days, relations(tables.pairs)):
        return None
    return [np.flatnonzero(one).astype(np.int64) for one in open_days.values()]


def keep_consistent(
    open_days: dict[int, Truths], together: Mapping[Arc, Truths], changed: Iterable[int] | None = None
) -> bool:
    """Leave out every day that goes with no open day of some other session; false where a session has none left.

    Where all was consistent before, only what is bound to the changed sessions needs to be looked at.
    """
    there = sorted(arc for arc in together if arc[0] < arc[1])
    rounds = [*there, *((b, a) for a, b in reversed(there))]  # along a chain, one round of this is enough
    dirty = set(together if changed is None else (arc for arc in together if arc[0] in set(changed)))
    from_each: dict[int, list[Arc]] = {k: [] for k in open_days}
    for arc in together:
        from_each[arc[0]].append(arc)
    while dirty:
        for arc in rounds:
            if arc not in dirty:
                continue
            dirty.discard(arc)
            source, target = arc
            left = open_days[target] & supported(open_days[source], together[arc])
            if not (many := np.count_nonzero(left)):
                return False
            if many < np.count_nonzero(open_days[target]):
                open_days[target] = left
                dirty.update(
                    arc for arc in from_each[target] if arc[1] != source
                )  # those left out went with none of it
    return all(one.any() for one in open_days.values())


def narrowed(tables: Tables, kept: Sequence[Ints]) -> Tables:
    """The tables over fewer candidates; a table that no longer tells any days apart binds no one."""
    small: dict[tuple[int, bytes, bytes], Ints] = {}
    pairs = {}
    for (a, b), pair in tables.pairs.items():
        key = (id(pair), kept[a].tobytes(), kept[b].tobytes())
        if key not in small:
            whole = pair.shape == (len(kept[a]), len(kept[b]))
            small[key] = pair if whole else pair[kept[a][:, None], kept[b]]
        if small[key].any():
            pairs[a, b] = small[key]
    return replace(
        tables,
        days=tuple(days[one] for days, one in zip(tables.days, kept, strict=True)),
        unary=tuple(unary[one] for unary, one in zip(tables.unary, kept, strict=True)),
        pairs=pairs,
        turns=tuple(turns.kept(kept) for turns in tables.turns),
    )
