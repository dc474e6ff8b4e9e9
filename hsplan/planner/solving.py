"""The cheapest choice of days on any network of sessions: taken apart, made smaller, and solved by what fits.

1. Days that can be in no plan are left out (`narrowing`).
2. What nothing binds together is solved apart.
3. Sessions in no rotation and with at most two neighbours are eliminated (`elimination`), until the rest stands in a
   row; the row is solved with its rotation (`chain`), and the eliminated are read back. All of this is exact.
4. Where no row is left, two things give a bound: rows that are eased of what binds them across, and the elimination
   of everything, rotations left aside. A search guided by the latter (`branching`), days tried at any cost
   (`feasibility`) and a plan made better move by move (`improving`) come from the other side. The answer is proven if
   the two meet, or if the search comes to its end.

Where several choices are as cheap, a row takes the earliest days in the order of its sessions, and an eliminated
session its earliest day with those.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.branching import branch, floor
from hsplan.planner.chain import BUDGET, Row, Solution, Unfound, bases, cheapest
from hsplan.planner.elimination import NEIGHBOURS, WHOLE, Network, next_out
from hsplan.planner.feasibility import any_choice
from hsplan.planner.improving import best_move, improved, price
from hsplan.planner.narrowing import consistent, narrowed
from hsplan.planner.rotating import least_with
from hsplan.planner.tables import INFINITY, UNLABELLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hsplan.planner.elimination import Bucket
    from hsplan.planner.tables import Ints, Tables, Turns

NODES = 10_000
"""How many nodes the search of a part may look into, which takes about a second."""
FIRST_NODES = 1_000
"""How many of them it may look into before a plan in hand is made better."""
NODES_A_TRY = 25
"""How many nodes take as long as a try that keeps all days consistent, where no node led to any plan."""
LOOSE = 4
"""How many times the work of a layer may be done for a row with one loose session, where nothing else has proven it."""
TRIES = 60
"""How many days may be tried where any allowed choice will do."""
ALL_SUMS = 1_000_000_000
"""How many sums all networks of one problem may take together, before each has to do with few."""
LEAST = 2_000_000
"""How many sums each may take in any case."""
A_SEARCH = 40_000_000
"""How many sums take as long as a search of a part where there is no row."""
LATER_NODES = 300
"""How many nodes a search may look into once much has been spent."""
PACKED = 1 << 62
"""How far the counts of all labels may go that a row packs into one number."""


@dataclass
class Effort:
    """How much work is left for many networks that are solved one after the other: the first may take its time."""

    left: int = ALL_SUMS
    begun: bool = False

    def share(self) -> tuple[int, int]:
        """How many sums elimination, and how many nodes the search of the next part may take."""
        if not self.begun:
            return WHOLE, NODES
        return max(LEAST, min(WHOLE, self.left // 4)), NODES if self.left > ALL_SUMS // 2 else LATER_NODES

    def spend(self, sums: int) -> None:
        """Count what was taken."""
        self.left = max(0, self.left - sums)


@dataclass(frozen=True)
class _Part:
    """What one part of the network has chosen, at what cost, and the least that it could cost."""

    chosen: dict[int, int]
    cost: int
    bound: int
    proven: bool


def solve(  # noqa: PLR0913 - three bounds of the work, and what is known
    tables: Tables,
    budget: int = BUDGET,
    nodes: int = NODES,
    effort: Effort | None = None,
    *,
    limit: int = int(INFINITY),
    start: Sequence[int] | None = None,
) -> Solution | Unfound | None:
    """The cheapest choice found, or None where it is proven that nothing is allowed, or nothing cheaper than a limit.

    The budget bounds the work of a layer along a row, the nodes that of the search where there is no row, and the
    effort all work besides. A choice that is known to be allowed is a start for the search, which finds none worse.
    """
    effort = Effort() if effort is None else effort
    kept = consistent(tables)
    if kept is None:
        return None
    small = narrowed(tables, kept)
    starts = _starts(kept, start) if start is not None else {}
    found = [_solve_part(small, part, (budget, nodes, limit), effort, starts) for part in parts(small)]
    effort.begun = True
    if any(one is None for one in found):
        return None
    known = [one for one in found if isinstance(one, _Part)]
    if len(known) < len(found):
        return Unfound()
    chosen = {k: at for one in known for k, at in one.chosen.items()}
    return Solution(
        tuple(int(kept[k][chosen[k]]) for k in range(len(kept))),
        sum(one.cost for one in known),
        sum(one.bound for one in known),
        proven=all(one.proven for one in known),
    )


def _starts(kept: Sequence[Ints], start: Sequence[int]) -> dict[int, int]:
    """The candidates of a start among those that are kept, of the sessions whose candidate is."""
    return {k: int(np.searchsorted(kept[k], at)) for k, at in enumerate(start) if at in kept[k]}


def any_days(tables: Tables) -> Solution | Unfound | None:
    """Any choice that is allowed, of a problem in which nothing costs anything."""
    kept = consistent(tables)
    if kept is None:
        return None
    small = narrowed(tables, kept)
    chosen: dict[int, int] = {}
    for part in parts(small):
        found = any_choice(small, part, TRIES)
        if not isinstance(found, dict):
            return found
        chosen |= found
    return Solution(tuple(int(kept[k][chosen[k]]) for k in range(len(kept))), 0, 0)


def parts(tables: Tables) -> list[list[int]]:
    """The sessions in sets that no table and no rotation binds to each other."""
    part = {k: [k] for k in range(len(tables.days))}
    bonds = [*tables.pairs, *((min(turns.labels), k) for turns in tables.turns if turns.labels for k in turns.labels)]
    for a, b in bonds:
        if part[a] is not part[b]:
            part[a].extend(part[b])
            for k in part[b]:
                part[k] = part[a]
    return [sorted(found) for k, found in part.items() if min(found) == k]


def _solve_part(
    tables: Tables, part: Sequence[int], limits: tuple[int, int, int], effort: Effort, start: Mapping[int, int]
) -> _Part | Unfound | None:
    budget, nodes, limit = limits
    turns = [one for one in tables.turns if one.labels.keys() & set(part)]
    network = Network(tables, part)
    sums, most = effort.share()
    network.left = sums
    buckets = []
    order = in_a_row(network, turns)
    while order is None and (out := _to_reduce(network, turns)) is not None:
        buckets.append(network.eliminate(out))
        order = in_a_row(network, turns)
    effort.spend(sums - network.left)
    if order is not None:
        return _along(network, (order, turns), buckets, (budget, limit))
    eased = _eased(network, turns, buckets, budget)
    if eased is None:
        return None
    if price(tables, eased.chosen) > eased.bound:
        eased = max((eased, *_one_loose(tables, network, turns, buckets, budget)), key=lambda one: one.bound)
    if price(tables, eased.chosen) == eased.bound:
        return _Part(eased.chosen, eased.bound, eased.bound, proven=True)
    effort.spend(A_SEARCH)
    before = network.left
    while network.sizes:
        buckets.append(network.eliminate(next_out(network, _easy(network, turns))))
    effort.spend(before - network.left)
    known = [eased.chosen, {k: start[k] for k in part if k in start}]
    return _search(tables, buckets, turns, (eased.bound, known), min(nodes, most))


def _easy(network: Network, turns: Sequence[Turns]) -> Iterable[int]:
    """Those of the sessions left that are best eliminated next: exactly if that can be, and those in no rotation."""
    alone = network.sizes.keys() - {k for one in turns for k in one.labels}
    exact = [k for k in network.sizes if network.affordable(k)]
    return [k for k in exact if k in alone] or exact or alone or network.sizes


def in_a_row(network: Network, turns: Sequence[Turns]) -> list[int] | None:
    """The sessions that are left in an order in which each is bound only to those next to it, if there is one.

    It is the problem's order if that will do.
    """
    in_order, bonds = sorted(network.sizes), network.bonds()
    if len(turns) > 1 or not all(_packed(one) for one in turns):
        return None
    return _a_row(in_order, bonds)


def _a_row(in_order: list[int], bonds: set[tuple[int, int]]) -> list[int] | None:
    """Sessions in an order in which each is bound only to those next to it, if there is one."""
    if bonds <= set(pairwise(in_order)):
        return in_order
    order: list[int] = []
    for end in in_order:
        beside = _beside(end, bonds)
        if end in order or len(beside) > 1:
            continue
        order.append(end)
        while beside := _beside(order[-1], bonds) - set(order):
            order.append(min(beside))
    row = {(min(a, b), max(a, b)) for a, b in pairwise(order)}
    return order if len(order) == len(in_order) and bonds <= row else None


def _packed(turns: Turns) -> bool:
    """Whether a row packs the counts of all labels into one number."""
    sizes: list[int] = bases(turns.labels.values(), turns.label_count).tolist()
    return prod(sizes) <= PACKED


def _beside(session: int, bonds: Iterable[tuple[int, int]]) -> set[int]:
    return {k for bond in bonds if session in bond for k in bond} - {session}


def _to_reduce(network: Network, turns: Sequence[Turns]) -> int | None:
    """The next session to eliminate on the way to a row: a leaf, else what leaves fewest bonds across the order."""
    turning = {k for one in turns for k in one.labels}
    bonds = network.bonds()

    def hurt(session: int) -> tuple[bool, int, int, int]:
        beside = network.neighbours(session)
        rest = sorted(network.sizes.keys() - {session})
        left = {bond for bond in bonds if session not in bond} | set(pairwise(beside))
        across = len(left - set(pairwise(rest)))
        return len(beside) > 1, across, network.cells((session, *beside)), -session

    able = (
        k for k in network.sizes.keys() - turning if len(network.neighbours(k)) <= NEIGHBOURS and network.affordable(k)
    )
    return min(able, key=hurt, default=None)


def _along(
    network: Network,
    of: tuple[Sequence[int], Sequence[Turns]],
    buckets: Sequence[Bucket],
    limits: tuple[int, int],
) -> _Part | None:
    """The cheapest choice of the sessions in a row, and then of those that were eliminated."""
    order, turns = of
    budget, limit = limits
    extra = network.constant
    solution = cheapest(_row(network, order, turns), budget, limit - extra)
    if solution is None:
        return None
    chosen = dict(zip(order, solution.chosen, strict=True))
    _read_back(buckets, chosen)
    return _Part(chosen, solution.cost + extra, solution.bound + extra, solution.proven)


def _row(network: Network, order: Sequence[int], turns: Sequence[Turns]) -> Row:
    unary = tuple(network.factors[k,] for k in order)
    pair = []
    for a, b in pairwise(order):
        table = network.factors.get((min(a, b), max(a, b)))
        table = np.zeros((network.sizes[min(a, b)], network.sizes[max(a, b)]), np.int64) if table is None else table
        pair.append(table if a < b else table.T)
    labels = turns[0].labels if turns else {}
    unlabelled = (np.full(network.sizes[k], UNLABELLED) for k in order)
    return Row(
        unary,
        tuple(pair),
        tuple(labels.get(k, none) for k, none in zip(order, unlabelled, strict=True)),
        turns[0].weight if turns else 0,
        turns[0].alike if turns else None,
    )


def _eased(network: Network, turns: Sequence[Turns], buckets: Sequence[Bucket], budget: int) -> _Part | None:
    """What would be cheapest if each rotation's sessions, and all others, were bound only in a row of their own.

    It costs no more than any plan. Where it keeps what it was eased of, nothing is cheaper.
    """
    turning = {k for one in turns for k in one.labels}
    rows = [(sorted(one.labels), [one]) for one in turns] + [(sorted(network.sizes.keys() - turning), [])]
    chosen: dict[int, int] = {}
    bound = network.constant
    for order, labelled in rows:
        packed = [one for one in labelled if _packed(one)]
        solution = cheapest(_row(network, order, packed), budget) if order else Solution((), 0, 0)
        if solution is None:
            return None
        chosen.update(zip(order, solution.chosen, strict=True))
        bound += solution.bound
    _read_back(buckets, chosen)
    return _Part(chosen, bound, bound, proven=False)


def _one_loose(
    tables: Tables, network: Network, turns: Sequence[Turns], buckets: Sequence[Bucket], budget: int
) -> Iterator[_Part]:
    """What would be cheapest if one session of a rotation were bound to no other, and all others stand in a row.

    A session that is only kept in its order mostly finds a day of every label between its neighbours: then nothing is
    cheaper. Of its days only the cheapest of each label counts, so that the row is hardly longer. Once the others have
    their days, it takes the best that goes with them.
    """
    if len(turns) != 1 or turns[0].labels.keys() != network.sizes.keys():
        return
    for out in sorted(network.sizes):
        bonds = [table for scope, table in network.factors.items() if len(scope) > 1 and out in scope]
        if any(table.max(initial=0, where=table < INFINITY) for table in bonds):
            continue  # it is dear to loosen it
        others = [k for k in sorted(network.sizes) if k != out]
        order = _a_row(others, {bond for bond in network.bonds() if out not in bond})
        if order is None:
            continue
        row, labels, costs = _row(network, [*order, out], turns), turns[0].labels[out], network.factors[out,]
        by_cost = np.argsort(costs, kind="stable")
        at = by_cost[np.unique(labels[by_cost], return_index=True)[1]]
        alone = replace(
            row,
            unary=(*row.unary[:-1], costs[at]),
            pair=(*row.pair[:-1], np.zeros((len(row.unary[-2]), len(at)), np.int64)),
            labels=(*row.labels[:-1], labels[at]),
        )
        solution = cheapest(alone, LOOSE * budget)
        if solution is not None:
            chosen = dict(zip(order, solution.chosen, strict=False))
            chosen |= best_move(tables, chosen, (out,))[0]
            _read_back(buckets, chosen)
            bound = solution.bound + network.constant
            yield _Part(chosen, bound, bound, proven=False)


def _read_back(buckets: Sequence[Bucket], chosen: dict[int, int]) -> None:
    """Give each eliminated session its earliest day among the cheapest."""
    for bucket in reversed(buckets):
        chosen[bucket.session] = int(bucket.costs(chosen).argmin())


def _search(
    tables: Tables,
    buckets: Sequence[Bucket],
    turns: Sequence[Turns],
    sure: tuple[int, Sequence[Mapping[int, int]]],
    nodes: int,
) -> _Part | Unfound | None:
    """The cheapest choice that the search finds, made better in between; a bound and some choices are known."""
    least, some = sure
    bound = max(least, floor(buckets) + sum(least_with(one, {}) for one in turns))
    first = branch(buckets, turns, int(INFINITY), min(nodes, FIRST_NODES))
    plain = branch(buckets, (), int(INFINITY), min(nodes, FIRST_NODES)) if turns else first
    known = [first.chosen, plain.chosen, *some]
    whole = [one for one in known if one is not None and len(one) == len(buckets)]
    starts = [one for one in whole if price(tables, one) < INFINITY]
    if first.exhausted and first.chosen is None:
        return None
    if not starts:
        tried = any_choice(tables, sorted(some[0]), nodes // NODES_A_TRY)
        if tried is None or isinstance(tried, Unfound):
            return tried
        starts = [tried]
    chosen = min((improved(tables, one) for one in starts), key=lambda one: price(tables, one))
    cost = price(tables, chosen)
    if first.exhausted or cost == bound:
        return _Part(chosen, cost, cost, proven=True)
    last = branch(buckets, turns, cost, nodes)
    if last.chosen is not None:
        chosen = improved(tables, last.chosen)
        cost = price(tables, chosen)
    proven = last.exhausted or cost == bound
    return _Part(chosen, cost, cost if proven else bound, proven)
