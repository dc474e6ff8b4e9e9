"""The cheapest choice of days along a chain, proven; ties go to the earliest days.

Sessions stand in a row; each day costs something, each pair of successive days too, and days of the same label
cost for every pair of them. Without labels a backward pass of min-plus products is exact. Labels couple all
sessions, so the pass carries how many of each label lie behind it, and drops whatever cannot be part of a plan
as cheap as one already in hand: a bound from the forward pass, plus the least that the labels can still cost.
(Bellman, Dynamic Programming, 1957; the labels are what Desrochers and Soumis 1988 call resources.)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import mul
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.rotating import least_more
from hsplan.planner.tables import INFINITY, UNLABELLED, plus

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def bases(labels: Iterable[Ints], count: int) -> Ints:
    """One more than how many sessions may have each label, by the labels of the candidates of each."""
    found = np.ones(count, dtype=np.int64)
    for mine in labels:
        having = np.zeros(count + 1, dtype=np.int64)
        having[mine] = 1  # at -1, the last, what has no label
        found += having[:UNLABELLED]
    return found


@dataclass(frozen=True)
class Row:
    """Sessions in a row: the costs of their candidates, of each two that are next to each other, and their labels."""

    unary: tuple[Ints, ...]
    pair: tuple[Ints, ...]
    labels: tuple[Ints, ...]
    label_weight: int
    alike: Ints | None = None
    """How many weights each two labels cost together; None where each costs one with itself."""

    @cached_property
    def label_count(self) -> int:
        """How many labels there are."""
        return 1 + max((int(labels.max()) for labels in self.labels if labels.size), default=-1)

    @cached_property
    def powers(self) -> Ints:
        """What one more of each label adds to packed counts; last, at -1, what an unlabelled one adds: nothing."""
        powers = list(accumulate(self.bases.tolist(), mul, initial=1))
        powers[UNLABELLED] = 0
        return np.array(powers, dtype=np.int64)

    @cached_property
    def bases(self) -> Ints:
        """One more than how many sessions may have each label."""
        return bases(self.labels, self.label_count)

    def held(self, counts: Ints) -> Ints:
        """How many of each label packed counts hold, by label and counts."""
        found: Ints = (counts[None, :] // self.powers[:UNLABELLED, None]) % self.bases[:, None]
        return found

    def more(self, held: Ints) -> Ints:
        """What one more of each label costs with those held, by label and counts; last, an unlabelled one: nothing."""
        found = np.zeros((self.label_count + 1, held.shape[1]), dtype=np.int64)
        found[:UNLABELLED] = (held if self.alike is None else self.alike @ held) * self.label_weight
        return found

    @cached_property
    def one_more(self) -> Ints:
        """By label, one for that label; last, for an unlabelled one, none."""
        return np.eye(self.label_count, self.label_count + 1, dtype=np.int64)

    def labelled(self, sessions: int) -> int:
        """How many of so many first sessions take part in the rotation."""
        return sum(1 for labels in self.labels[:sessions] if labels.size and labels[0] != UNLABELLED)


def cheapest(row: Row, budget: int = BUDGET, limit: int = int(INFINITY)) -> Solution | None:
    """The cheapest choice along a row, or None where nothing is allowed that costs less than the limit.

    What costs as much as the limit, or more, need not be the cheapest. The budget bounds the work of a layer.
    """
    before = _before(row)
    reach = plus(before[-1], row.unary[-1])
    least = int(reach.min(initial=INFINITY))
    none = np.zeros((row.label_count, 1), dtype=np.int64)
    floor = least + int(_to_come(row, none, row.labelled(len(row.unary)))[UNLABELLED, 0])
    if least >= INFINITY or floor >= limit:
        return None
    # What labels cost at the least is mostly what they cost: a pass that looks for nothing dearer is small.
    layers, whole = _backward(row, before, floor, HURRY)
    if not layers[0].cost.size:
        # Every state of this one can be led on to the first session, for its bound is finite: it ends in a plan.
        layers, whole = _backward(row, before, int(INFINITY) - 1, HURRY)
    if not whole:
        exact, whole = _backward(row, before, min(int(layers[0].cost.min()), limit - 1), budget)
        if whole and not exact[0].cost.size:
            return None
        layers = exact if exact[0].cost.size else layers
    return _read_off(row, layers, None if whole else floor)


def _before(row: Row) -> list[Ints]:
    """For each session and candidate the least cost of all sessions before it, labels left out."""
    found = [np.zeros(len(row.unary[0]), dtype=np.int64)]
    for unary, pair in zip(row.unary, row.pair, strict=False):
        reach = plus(plus(found[-1], unary)[:, None], pair)
        found.append(reach.min(axis=0) if reach.size else np.full(pair.shape[1], INFINITY))
    return found


def _backward(row: Row, before: list[Ints], limit: int, budget: int) -> tuple[list[_Layer], bool]:
    """Layers of states from the last session to the first, none dearer than the limit; whether none was left out."""
    whole = True
    layers: list[_Layer] = []
    for k in range(len(row.unary) - 1, -1, -1):
        layer, estimate = _step(row, k, layers[0] if layers else None, limit - before[k])
        width = max(1, budget // max(1, len(row.unary[k - 1]))) if k else layer.at.size
        if layer.at.size > width:
            whole = False
            layer = layer.keep(np.lexsort((layer.counts, layer.at, estimate))[:width])
        layers.insert(0, layer)
    return layers, whole


def _step(row: Row, k: int, later: _Layer | None, room: Ints) -> tuple[_Layer, Ints]:
    """The states of session k that lead to those of the session after it: for each candidate and count the cheapest.

    Each candidate has so much room for what comes from there on; only what fits is kept, with an estimate of the whole
    less what the candidate's room is measured from.
    """
    labels = row.labels[k]
    if later is None:
        counts, cost = np.zeros(1, dtype=np.int64), row.unary[k][:, None]
        held = row.held(counts)
    else:
        order = np.argsort(later.counts, kind="stable")
        sorted_ = later.counts[order]
        starts = np.flatnonzero(np.concatenate(([True], sorted_[1:] != sorted_[:-1]))[: len(sorted_)])
        counts = sorted_[starts]
        reach = row.pair[k][:, later.at[order]]
        reach += later.cost[order]
        cost = np.minimum.reduceat(reach, starts, axis=1) if starts.size else reach
        held = row.held(counts)
        cost += row.more(held)[labels]
        cost += row.unary[k][:, None]
    to_come = _to_come(row, held, row.labelled(k))
    whole = cost + to_come[labels]
    at, n = np.nonzero(whole <= room[:, None])
    return _Layer(at, counts[n] + row.powers[labels[at]], cost[at, n]), whole[at, n] - room[at]


def _to_come(row: Row, held: Ints, ahead: int) -> Ints:
    """The least that labels of so many sessions ahead add, by the label of which there is one more, and those held."""
    labels, states = held.shape
    new = held[:, None, :] + row.one_more[:, :, None]
    found = least_more(new.reshape(labels, (labels + 1) * states), ahead, row.alike) * row.label_weight
    return found.reshape(labels + 1, states)


def _read_off(row: Row, layers: list[_Layer], bound: int | None) -> Solution:
    """The earliest of the cheapest choices that the layers hold."""
    total = int(layers[0].cost.min())
    state = layers[0].keep(np.flatnonzero(layers[0].cost == total))
    chosen = [int(state.at.min())]
    for k, after in enumerate(layers[1:]):
        at = chosen[-1]
        label, mine = row.labels[k][at], state.at == at
        wanted = set(zip((state.counts[mine] - row.powers[label]).tolist(), state.cost[mine].tolist(), strict=True))
        reach = after.cost + row.more(row.held(after.counts))[label] + row.pair[k][at, after.at] + row.unary[k][at]
        keys = zip(after.counts.tolist(), reach.tolist(), strict=True)
        state = after.keep(np.array([n for n, key in enumerate(keys) if key in wanted], dtype=np.int64))
        chosen.append(int(state.at.min()))
    return Solution(tuple(chosen), total, total if bound is None else min(bound, total), proven=bound is None)
