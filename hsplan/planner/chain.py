"""The cheapest choice of days along a chain, proven; ties go to the earliest days.

Sessions stand in a row; each day costs something, each pair of successive days too, and days of the same label
cost for every pair of them. Without labels a backward pass of min-plus products is exact. Labels couple all
sessions, so the pass carries how many of each label lie behind it, and drops whatever cannot be part of a plan
as cheap as one already in hand: a bound from the forward pass, plus the least that the labels can still cost.
(Bellman, Dynamic Programming, 1957; the labels are what Desrochers and Soumis 1988 call resources.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.tables import INFINITY, UNLABELLED, plus

if TYPE_CHECKING:
    from hsplan.planner.tables import Ints

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
class Unfound:
    """No choice was found within the budget, which is not to say that there is none."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """States of one session: its candidate, how many of each label from here on (packed), the cost from here on."""

    at: Ints
    counts: Ints
    cost: Ints

    def keep(self, which: Ints) -> _Layer:
        return _Layer(self.at[which], self.counts[which], self.cost[which])


@dataclass(frozen=True)
class Row:
    """Sessions in a row: the costs of their candidates, of each two that are next to each other, and their labels."""

    unary: tuple[Ints, ...]
    pair: tuple[Ints, ...]
    labels: tuple[Ints, ...]
    label_weight: int

    @property
    def label_count(self) -> int:
        """How many labels there are."""
        return 1 + max((int(labels.max()) for labels in self.labels if labels.size), default=-1)

    def labelled(self, sessions: int) -> int:
        """How many of so many first sessions take part in the rotation."""
        return sum(1 for labels in self.labels[:sessions] if labels.size and labels[0] != UNLABELLED)


def cheapest(row: Row, budget: int = BUDGET) -> Solution | None:
    """The cheapest choice along a row, or None where nothing is allowed. The budget bounds the work of a layer."""
    before = _before(row)
    reach = plus(before[-1], row.unary[-1])
    if not reach.size or reach.min() >= INFINITY:
        return None
    floor = int(reach.min()) + _least_label_cost(row)
    # Every state of the hurried pass can be led on to the first session, for its bound is finite: it ends in a plan.
    layers, whole = _backward(row, before, int(INFINITY) - 1, HURRY)
    if not whole:
        exact, whole = _backward(row, before, int(layers[0].cost.min()), budget)
        layers = exact if exact[0].cost.size else layers
    return _read_off(row, layers, None if whole else floor)


def _before(row: Row) -> list[Ints]:
    """For each session and candidate the least cost of all sessions before it, labels left out."""
    found = [np.zeros(len(row.unary[0]), dtype=np.int64)]
    for unary, pair in zip(row.unary, row.pair, strict=False):
        reach = plus(plus(found[-1], unary)[:, None], pair)
        found.append(reach.min(axis=0) if reach.size else np.full(pair.shape[1], INFINITY))
    return found


def _least_label_cost(row: Row) -> int:
    """What the labels cost when all have an even share."""
    if not row.label_count:
        return 0
    each, more = divmod(row.labelled(len(row.unary)), row.label_count)
    pairs = (row.label_count - more) * (each * (each - 1) // 2) + more * ((each + 1) * each // 2)
    return row.label_weight * pairs


def _backward(row: Row, before: list[Ints], limit: int, budget: int) -> tuple[list[_Layer], bool]:
    """Layers of states from the last session to the first, none dearer than the limit; whether none was left out."""
    count = len(row.unary)
    powers = _powers(row)
    whole = True
    # The label of an unlabelled candidate is -1, and the last of the powers is 0.
    layer = _Layer(np.arange(len(row.unary[-1]), dtype=np.int64), powers[row.labels[-1]], row.unary[-1])
    layers: list[_Layer] = []
    for k in range(count - 1, -1, -1):
        if layers:
            layer = _step(row, k, layers[0], before[k], limit)
        estimate = plus(before[k][layer.at], layer.cost) + _label_cost_to_come(layer.counts, row.labelled(k), row)
        kept = np.flatnonzero(estimate <= limit)
        width = max(1, budget // max(1, len(row.unary[k - 1]))) if k else kept.size
        if kept.size > width:
            whole = False
            kept = kept[np.lexsort((layer.counts[kept], layer.at[kept], estimate[kept]))[:width]]
        layers.insert(0, layer.keep(kept))
    return layers, whole


def _powers(row: Row) -> Ints:
    """What one more of each label adds to packed counts; last, at -1, what an unlabelled one adds: nothing."""
    powers: Ints = np.int64(len(row.unary) + 1) ** np.arange(row.label_count + 1, dtype=np.int64)
    powers[UNLABELLED] = 0
    return powers


def _label_cost_to_come(counts: Ints, ahead: int, row: Row) -> Ints:
    """The least that the labels of so many sessions ahead add to those counted: they fill up the rarest first."""
    held = (counts[:, None] // _powers(row)[None, :UNLABELLED]) % (len(row.unary) + 1)
    held.sort(axis=1)
    now = held * (held - 1) // 2
    best = now.sum(axis=1)
    for labels in range(1, held.shape[1] + 1):
        level, over = np.divmod(held[:, :labels].sum(axis=1) + ahead, labels)
        filled = labels * (level * (level - 1) // 2) + over * level + now[:, labels:].sum(axis=1)
        best = np.where(level >= held[:, labels - 1], filled, best)  # the last level that is reached holds
    more: Ints = (best - now.sum(axis=1)) * row.label_weight
    return more


def _alike(counts: Ints, power: np.int64, base: np.int64) -> Ints:
    """How many of a label the packed counts hold; of none, nothing."""
    held: Ints = (counts // power) % base if power else np.zeros_like(counts)
    return held


def _step(row: Row, k: int, later: _Layer, before: Ints, limit: int) -> _Layer:
    """The states of session k that lead to those of the session after it: for each candidate and count the cheapest."""
    found: list[_Layer] = []
    base = np.int64(len(row.unary) + 1)
    candidates = np.arange(len(row.unary[k]), dtype=np.int64)
    powers = _powers(row)
    for label in (*range(row.label_count), int(UNLABELLED)):
        mine, power = candidates[row.labels[k] == label], powers[label]
        alike = _alike(later.counts, power, base)
        cost = plus(
            plus(row.pair[k][np.ix_(mine, later.at)], later.cost + alike * row.label_weight),
            row.unary[k][mine][:, None],
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


def _read_off(row: Row, layers: list[_Layer], bound: int | None) -> Solution:
    """The earliest of the cheapest choices that the layers hold."""
    total = int(layers[0].cost.min())
    base = np.int64(len(row.unary) + 1)
    powers = _powers(row)
    state = layers[0].keep(np.flatnonzero(layers[0].cost == total))
    chosen = []
    for k in range(len(layers)):
        at = int(state.at.min())
        chosen.append(at)
        if k == len(layers) - 1:
            break
        power = powers[row.labels[k][at]]
        wanted = {
            (int(counts - power), int(cost)): None
            for counts, cost in zip(state.counts[state.at == at], state.cost[state.at == at], strict=True)
        }
        after = layers[k + 1]
        alike = _alike(after.counts, power, base) * row.label_weight
        reach = after.cost + alike + row.pair[k][at, after.at] + row.unary[k][at]
        keys = zip(after.counts.tolist(), reach.tolist(), strict=True)
        state = after.keep(np.array([n for n, key in enumerate(keys) if key in wanted], dtype=np.int64))
    return Solution(tuple(chosen), total, total if bound is None else min(bound, total), proven=bound is None)
