"""The cheapest choice of days along a chain, proven; ties go to the earliest days.

Sessions stand in a row; each day costs something, each pair of successive days too, and days of the same label
cost for every pair of them. Without labels a backward pass of min-plus products is exact. Labels couple all
sessions, so the pass carries how many of each label lie behind it, and drops whatever cannot be part of a plan
as cheap as one already in hand: a bound from the forward pass, plus the least that the labels can still cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.tables import INFINITY, UNLABELLED, plus

if TYPE_CHECKING:
    from hsplan.planner.tables import Ints, Tables

HURRY = 20_000
"""How many steps a layer of the first, hurried pass may try: enough for a good plan in a few milliseconds."""
BUDGET = 2_000_000
"""How many steps (a state and a candidate before it) a layer of the exact pass may try, which takes about 100 MB.

Beyond it the cheapest states are kept, and the answer is only `within` a bound.
"""


@dataclass(frozen=True, slots=True)
class Solution:
    """The candidate chosen for each session, what that costs, and the least that any choice could cost."""

    chosen: tuple[int, ...]
    cost: int
    bound: int
    proven: bool = True
    """Whether nothing is cheaper, and nothing as cheap is earlier."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """States of one session: its candidate, how many of each label from here on (packed), the cost from here on."""

    at: Ints
    counts: Ints
    cost: Ints

    def keep(self, which: Ints) -> _Layer:
        return _Layer(self.at[which], self.counts[which], self.cost[which])


def feasible(tables: Tables) -> bool:
    """Whether any choice at all is allowed."""
    if not tables.days:
        return True
    reached = np.ones(len(tables.days[0]), dtype=bool)
    for pair in tables.pair:
        reached = np.any(pair[reached] < INFINITY, axis=0)
    return bool(reached.any())


def solve(tables: Tables, budget: int = BUDGET) -> Solution | None:
    """The cheapest choice, or None where nothing is allowed. The budget bounds the work of a layer."""
    if not tables.days:
        return Solution((), 0, 0)
    if not feasible(tables):
        return None
    before = _before(tables)
    floor = int(plus(before[-1], tables.unary[-1]).min()) + _least_label_cost(tables)
    # Every state of the hurried pass can be led on to the first session, for its bound is finite: it ends in a plan.
    layers, whole = _backward(tables, before, int(INFINITY) - 1, HURRY)
    if not whole:
        exact, whole = _backward(tables, before, int(layers[0].cost.min()), budget)
        layers = exact if exact[0].cost.size else layers
    return _read_off(tables, layers, None if whole else floor)


def _before(tables: Tables) -> list[Ints]:
    """For each session and candidate the least cost of all sessions before it, labels left out."""
    found = [np.zeros(len(tables.days[0]), dtype=np.int64)]
    for unary, pair in zip(tables.unary, tables.pair, strict=False):
        reach = plus(plus(found[-1], unary)[:, None], pair)
        found.append(reach.min(axis=0) if reach.size else np.full(pair.shape[1], INFINITY))
    return found


def _least_label_cost(tables: Tables) -> int:
    """What the labels cost when all have an even share."""
    if not tables.label_count:
        return 0
    each, more = divmod(tables.labelled(len(tables.days)), tables.label_count)
    pairs = (tables.label_count - more) * (each * (each - 1) // 2) + more * ((each + 1) * each // 2)
    return tables.label_weight * pairs


def _backward(tables: Tables, before: list[Ints], limit: int, budget: int) -> tuple[list[_Layer], bool]:
    """Layers of states from the last session to the first, none dearer than the limit; whether none was left out."""
    count = len(tables.days)
    powers = _powers(tables)
    whole = True
    # The label of an unlabelled candidate is -1, and the last of the powers is 0.
    layer = _Layer(np.arange(len(tables.days[-1]), dtype=np.int64), powers[tables.labels[-1]], tables.unary[-1])
    layers: list[_Layer] = []
    for k in range(count - 1, -1, -1):
        if layers:
            layer = _step(tables, k, layers[0], before[k], limit)
        estimate = plus(before[k][layer.at], layer.cost) + _label_cost_to_come(layer.counts, tables.labelled(k), tables)
        kept = np.flatnonzero(estimate <= limit)
        width = max(1, budget // max(1, len(tables.days[k - 1]))) if k else kept.size
        if kept.size > width:
            whole = False
            kept = kept[np.lexsort((layer.counts[kept], layer.at[kept], estimate[kept]))[:width]]
        layers.insert(0, layer.keep(kept))
    return layers, whole


def _powers(tables: Tables) -> Ints:
    """What one more of each label adds to packed counts; last, at -1, what an unlabelled one adds: nothing."""
    powers: Ints = np.int64(len(tables.days) + 1) ** np.arange(tables.label_count + 1, dtype=np.int64)
    powers[UNLABELLED] = 0
    return powers


def _label_cost_to_come(counts: Ints, ahead: int, tables: Tables) -> Ints:
    """The least that the labels of so many sessions ahead add to those counted: they fill up the rarest first."""
    held = (counts[:, None] // _powers(tables)[None, :UNLABELLED]) % (len(tables.days) + 1)
    held.sort(axis=1)
    now = held * (held - 1) // 2
    best = now.sum(axis=1)
    for labels in range(1, held.shape[1] + 1):
        level, over = np.divmod(held[:, :labels].sum(axis=1) + ahead, labels)
        filled = labels * (level * (level - 1) // 2) + over * level + now[:, labels:].sum(axis=1)
        best = np.where(level >= held[:, labels - 1], filled, best)  # the last level that is reached holds
    more: Ints = (best - now.sum(axis=1)) * tables.label_weight
    return more


def _alike(counts: Ints, power: np.int64, base: np.int64) -> Ints:
    """How many of a label the packed counts hold; of none, nothing."""
    held: Ints = (counts // power) % base if power else np.zeros_like(counts)
    return held


def _step(tables: Tables, k: int, later: _Layer, before: Ints, limit: int) -> _Layer:
    """The states of session k that lead to those of the session after it: for each candidate and count the cheapest."""
    found: list[_Layer] = []
    base = np.int64(len(tables.days) + 1)
    candidates = np.arange(len(tables.days[k]), dtype=np.int64)
    powers = _powers(tables)
    for label in (*range(tables.label_count), int(UNLABELLED)):
        mine, power = candidates[tables.labels[k] == label], powers[label]
        alike = _alike(later.counts, power, base)
        cost = plus(
            plus(tables.pair[k][np.ix_(mine, later.at)], later.cost + alike * tables.label_weight),
            tables.unary[k][mine][:, None],
        )
        rows, columns = np.nonzero(plus(cost, before[mine][:, None]) <= limit)
        found.append(_Layer(mine[rows], later.counts[columns] + power, cost[rows, columns]))
    merged = _Layer(
        np.concatenate([one.at for one in found]),
        np.concatenate([one.counts for one in found]),
        np.concatenate([one.cost for one in found]),
    )
    order = np.lexsort((merged.cost, merged.counts, merged.at))
    merged = merged.keep(order)
    first = np.ones(len(order), dtype=bool)
    first[1:] = (merged.at[1:] != merged.at[:-1]) | (merged.counts[1:] != merged.counts[:-1])
    return merged.keep(np.flatnonzero(first))


def _read_off(tables: Tables, layers: list[_Layer], bound: int | None) -> Solution:
    """The earliest of the cheapest choices that the layers hold."""
    total = int(layers[0].cost.min())
    base = np.int64(len(tables.days) + 1)
    powers = _powers(tables)
    state = layers[0].keep(np.flatnonzero(layers[0].cost == total))
    chosen = []
    for k in range(len(layers)):
        at = int(state.at.min())
        chosen.append(at)
        if k == len(layers) - 1:
            break
        power = powers[tables.labels[k][at]]
        wanted = {
            (int(counts - power), int(cost)): None
            for counts, cost in zip(state.counts[state.at == at], state.cost[state.at == at], strict=True)
        }
        after = layers[k + 1]
        alike = _alike(after.counts, power, base) * tables.label_weight
        reach = after.cost + alike + tables.pair[k][at, after.at] + tables.unary[k][at]
        keys = zip(after.counts.tolist(), reach.tolist(), strict=True)
        state = after.keep(np.array([n for n, key in enumerate(keys) if key in wanted], dtype=np.int64))
    return Solution(tuple(chosen), total, total if bound is None else min(bound, total), proven=bound is None)
