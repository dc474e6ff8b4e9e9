"""Depth first through the buckets backwards, guided by what elimination foretold, stopped by a count of nodes.

Sessions are chosen in the reverse of the order in which they were eliminated. A bucket knows what each day of its
session costs together with all that is chosen already, and at the least with all that is not; rotations, which
elimination leaves out, add the least that they can still cost. So each node has a bound from below, and none is looked
into whose bound is no better than the best plan in hand. Without rotations and without split buckets the first descent
is the optimum. (Kask and Dechter, A general scheme for automatic generation of search heuristics, 2001.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.rotating import least_by_label, least_with
from hsplan.planner.tables import plus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hsplan.planner.elimination import Bucket
    from hsplan.planner.tables import Ints, Turns


@dataclass(frozen=True)
class Searched:
    """The best choice found that is cheaper than the limit, if any, and whether all that could be cheaper was tried."""

    chosen: Mapping[int, int] | None
    cost: int
    exhausted: bool


@dataclass(frozen=True)
class _Child:
    """A candidate, and the least cost of a plan with it, without and with rotations."""

    at: int
    plain: int
    bound: int


@dataclass(frozen=True)
class _Node:
    """A session, and its candidates still to be tried, best first."""

    session: int
    untried: Iterator[_Child]


def branch(buckets: Sequence[Bucket], turns: Sequence[Turns], limit: int, nodes: int) -> Searched:
    """The cheapest choice below a limit, looking into at most so many nodes."""
    order = tuple(reversed(buckets))
    best, chosen = Searched(None, limit, exhausted=True), dict[int, int]()
    stack = [_Node(order[0].session, _children(order[0], turns, chosen, floor(buckets)))]
    while stack:
        node = stack[-1]
        chosen.pop(node.session, None)
        child = next(node.untried, None)
        if child is None or child.bound >= best.cost:
            stack.pop()
            continue
        if not nodes:
            return replace(best, exhausted=False)
        nodes -= 1
        chosen[node.session] = child.at
        if len(stack) == len(order):
            best = Searched(dict(chosen), child.bound, exhausted=True)
        else:
            after = order[len(stack)]
            stack.append(_Node(after.session, _children(after, turns, chosen, child.plain)))
    return best


def floor(buckets: Sequence[Bucket]) -> int:
    """The least that any choice costs, without rotations."""
    return sum(int(factor.table) for bucket in buckets for factor in bucket.sent if not factor.scope)


def _children(bucket: Bucket, turns: Sequence[Turns], chosen: Mapping[int, int], plain: int) -> Iterator[_Child]:
    """The candidates of a session by their bounds, the earliest first of those alike."""
    costs = bucket.costs(chosen) + (plain - bucket.foretold(chosen))
    bounds = plus(costs, _rotating(bucket.session, turns, chosen))
    for at in np.argsort(bounds, kind="stable").tolist():
        yield _Child(at, int(costs[at]), int(bounds[at]))


def _rotating(session: int, turns: Sequence[Turns], chosen: Mapping[int, int]) -> Ints | np.int64:
    """The least that rotations cost, by candidate if the session takes part in one."""
    found: Ints | np.int64 = np.int64(sum(least_with(one, chosen) for one in turns if session not in one.labels))
    for one in turns:
        if session in one.labels:
            found = found + least_by_label(one, chosen)[one.labels[session]]
    return found
