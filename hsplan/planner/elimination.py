"""Sessions are eliminated one by one: what is cheapest for each is folded into a table over the sessions bound to it.

A bucket holds all tables that speak of one session. Their sum, minimised over that session's days, is a table over its
neighbours alone, which takes the place of the bucket: the optimum stays the same, with a session less. Read backwards,
each bucket tells the best day of its session once its neighbours have theirs. (Bertelè and Brioschi, Nonserial Dynamic
Programming, 1972; Dechter, Bucket Elimination, 1999.)

Where the table would be too large, the bucket is split and each part minimised by itself. What comes out is then only
a bound from below, but one that holds for any days of the neighbours. (Dechter and Rish, Mini-Buckets, 2003.)
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.tables import INFINITY, plus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hsplan.planner.tables import Ints, Tables

Scope = tuple[int, ...]
"""The sessions a table speaks of, in order; each has its axis."""

NEIGHBOURS = 2
"""How many neighbours a session may have to be eliminated where no more than pairs may be left."""
TABLE = 20_000_000
"""How many cells a table may have (160 MB)."""
STEP = 100_000_000
"""How many sums the exact elimination of one session may take, which is a few tenths of a second."""
WHOLE = 250_000_000
"""How many sums all large steps may take together, which is about two seconds."""
PART = 4_000_000
"""How many sums a part of a split bucket may take."""
BLOCK = 250_000
"""How many sums are held at once."""
MOST_ADDED = 5
"""How many tables may be added to one before the sum is cut back to infinity: seven infinities fit into 64 bits."""


@dataclass(frozen=True)
class Factor:
    """A table over some sessions."""

    scope: Scope
    table: Ints

    def at(self, chosen: Mapping[int, int]) -> Ints:
        """What is left of the table where sessions have their candidates."""
        found: Ints = self.table[tuple(chosen.get(session, slice(None)) for session in self.scope)]
        return found


@dataclass(frozen=True)
class Bucket:
    """An eliminated session: the tables that spoke of it, and those that took their place."""

    session: int
    factors: tuple[Factor, ...]
    sent: tuple[Factor, ...]

    def costs(self, chosen: Mapping[int, int]) -> Ints:
        """What each candidate costs once the sessions eliminated later have theirs."""
        found = np.zeros(1, dtype=np.int64)
        for factor in self.factors:
            found = plus(found, factor.at(chosen))
        return found

    def foretold(self, chosen: Mapping[int, int]) -> int:
        """The least that its costs were said to be."""
        return sum(int(factor.at(chosen)) for factor in self.sent)


class Network:
    """The tables that are left, at most one over the same sessions."""

    def __init__(self, tables: Tables, sessions: Iterable[int]) -> None:
        self.left = WHOLE
        self.sizes = {k: len(tables.days[k]) for k in sessions}
        self.factors: dict[Scope, Ints] = {(k,): tables.unary[k] for k in self.sizes}
        self.factors.update({pair: table for pair, table in tables.pairs.items() if pair[0] in self.sizes})

    def neighbours(self, session: int) -> Scope:
        """The sessions that some table binds to this one."""
        return tuple(sorted({k for scope in self.factors if session in scope for k in scope} - {session}))

    def bonds(self) -> set[tuple[int, int]]:
        """Every two sessions that some table binds."""
        return {(a, b) for scope in self.factors for a in scope for b in scope if a < b}

    def cells(self, scope: Iterable[int]) -> int:
        """How many cells a table over these sessions has."""
        return prod(self.sizes[k] for k in scope)

    @property
    def step(self) -> int:
        """How many sums the next step may take."""
        return min(STEP, max(self.left, PART))

    @property
    def constant(self) -> int:
        """What is to be paid whatever the sessions that are left choose."""
        return int(self.factors.get((), np.int64(0)))

    def affordable(self, session: int) -> bool:
        """Whether a session can be eliminated exactly within the budget."""
        scope = self.neighbours(session)
        return self.cells(scope) <= TABLE and self.cells((session, *scope)) <= self.step

    def eliminate(self, session: int) -> Bucket:
        """Take a session out, exactly if that is affordable."""
        whole = self.affordable(session)
        mine = sorted(scope for scope in self.factors if session in scope)
        factors = tuple(Factor(scope, self.factors.pop(scope)) for scope in mine)
        size = self.sizes.pop(session)
        parts = [factors] if whole else _parts(factors, self.step)
        sent = tuple(_without(session, size, part) for part in parts)
        self.left -= sum(size * factor.table.size for factor in sent)
        for factor in sent:
            known = self.factors.get(factor.scope)
            self.factors[factor.scope] = factor.table if known is None else plus(known, factor.table)
        return Bucket(session, factors, sent)


def next_out(network: Network, sessions: Iterable[int]) -> int:
    """The session whose elimination leaves the smallest table; of those, the last."""
    return min(sessions, key=lambda k: (network.cells(network.neighbours(k)), -k))


def _parts(factors: Sequence[Factor], largest: int) -> list[Sequence[Factor]]:
    """The factors of a bucket in small enough parts: those that say most stand together, in the largest."""
    parts: list[tuple[dict[int, int], list[Factor]]] = []
    for factor in sorted(factors, key=_looseness):
        mine = dict(zip(factor.scope, factor.table.shape, strict=True))
        for n, (sizes, part) in enumerate(parts):
            if prod((sizes | mine).values()) <= (PART if n else largest):
                sizes.update(mine)
                part.append(factor)
                break
        else:
            parts.append((mine, [factor]))
    return [part for _, part in parts]


def _looseness(factor: Factor) -> tuple[int, float, Scope]:
    """How little a table says: fewer sessions, then fewer cells that cost anything."""
    return -len(factor.scope), -np.count_nonzero(factor.table) / factor.table.size, factor.scope


def _without(session: int, size: int, factors: Sequence[Factor]) -> Factor:
    """The least of the sum of tables over the days of a session, a block of its days at a time."""
    scope = tuple(sorted({k for factor in factors for k in factor.scope} - {session}))
    views = sorted((_spread(factor, (session, *scope)) for factor in factors), key=lambda view: view.size)
    shape = tuple(max(view.shape[n + 1] for view in views) for n in range(len(scope)))
    least = np.full(shape, INFINITY, dtype=np.int64)
    block = min(size, max(1, BLOCK // max(1, prod(shape)))) or 1
    whole = np.empty((block, *shape), dtype=np.int64)  # one for all blocks: new memory costs more than the sums
    for first in range(0, size, block):
        total = views[0][first : first + block]
        for n, view in enumerate(views[1:], start=1):
            last = whole[: min(block, size - first)] if n == len(views) - 1 else None
            total = np.add(total, view[first : first + block], out=last)
            if n % MOST_ADDED == 0:
                total = np.minimum(total, INFINITY)
        np.minimum(least, total[0] if len(total) == 1 else total.min(axis=0), out=least)
    return Factor(scope, least)


def _spread(factor: Factor, axes: Scope) -> Ints:
    """The table with an axis for each of these sessions, the first of which it speaks of."""
    table = np.moveaxis(factor.table, factor.scope.index(axes[0]), 0)
    sizes = dict(zip(factor.scope, factor.table.shape, strict=True))
    return table.reshape(tuple(sizes.get(session, 1) for session in axes))
