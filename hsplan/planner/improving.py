"""A plan made cheaper move by move: one session to another day, or two at once, as long as that helps.

What elimination cannot see, a rotation, is counted here in full. The moves are tried in one fixed order and counted,
never timed, so that the same plan always becomes the same better plan. Where nothing helps any more the plan is the
best of its neighbourhood, which proves nothing. (Aarts and Lenstra, Local Search in Combinatorial Optimization, 1997.)
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.rotating import counted, least_with
from hsplan.planner.tables import plus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hsplan.planner.tables import Ints, Tables, Turns

MOVES = 2_000
"""How many sessions, or pairs of sessions, may be looked at: each takes up to a few milliseconds."""


def price(tables: Tables, chosen: Mapping[int, int]) -> int:
    """What a choice of some sessions costs in all, each rotation too."""
    total = sum(int(tables.unary[k][at]) for k, at in chosen.items())
    total += sum(
        int(pair[chosen[a], chosen[b]]) for (a, b), pair in tables.pairs.items() if a in chosen and b in chosen
    )
    return total + sum(least_with(turns, chosen) for turns in tables.turns if turns.labels.keys() <= chosen.keys())


def improved(tables: Tables, chosen: Mapping[int, int]) -> dict[int, int]:
    """A choice that no move, as far as they are looked at, makes cheaper."""
    now, cost = dict(chosen), price(tables, chosen)
    tries = _moves(tables, sorted(now))
    idle, left = 0, MOVES
    while idle < len(tries) and left:
        better, found = best_move(tables, now, tries[idle])
        left, idle = left - 1, idle + 1
        if found < cost:
            now, cost, idle = now | better, found, 0
    return now


def _moves(tables: Tables, sessions: Sequence[int]) -> list[tuple[int, ...]]:
    """Every session alone, then every two that a table or a rotation binds: any others may as well move one by one."""
    together = {pair for turns in tables.turns for pair in combinations(sorted(turns.labels), 2)} | set(tables.pairs)
    return [(k,) for k in sessions] + sorted(pair for pair in together if set(pair) <= set(sessions))


def best_move(tables: Tables, chosen: Mapping[int, int], move: tuple[int, ...]) -> tuple[dict[int, int], int]:
    """The best candidates of the sessions of a move while all others stay, and what the whole choice then costs."""
    others = {k: at for k, at in chosen.items() if k not in move}
    costs = _costs(tables, others, move[0])
    if len(move) > 1:
        a, b = move
        costs = plus(costs[:, None], _costs(tables, others, b)[None, :])
        costs = plus(costs, tables.pairs[a, b]) if (a, b) in tables.pairs else costs
    costs = plus(costs, _rotation_costs(tables.turns, others, move))
    at = np.unravel_index(int(costs.argmin()), costs.shape)
    better = {k: int(one) for k, one in zip(move, at, strict=True)}
    return better, int(costs.min()) + price(replace(tables, turns=()), others)


def _costs(tables: Tables, others: Mapping[int, int], session: int) -> Ints:
    """What each candidate of a session costs together with all others but those that move with it."""
    found = tables.unary[session]
    for (a, b), pair in tables.pairs.items():
        if a == session and b in others:
            found = plus(found, pair[:, others[b]])
        elif b == session and a in others:
            found = plus(found, pair[others[a], :])
    return found


def _rotation_costs(turns: Sequence[Turns], others: Mapping[int, int], move: tuple[int, ...]) -> Ints:
    """What all rotations cost with each candidate of the sessions that move."""
    found = np.zeros((1,) * len(move), dtype=np.int64)
    for one in turns:
        if not one.labels.keys() & (others.keys() | set(move)):
            continue  # a rotation of other parts of the network
        counts = counted(one, others)
        each = one.weight * (one.together @ counts)
        moving = [_along(one.labels[k], axis, len(move)) for axis, k in enumerate(move) if k in one.labels]
        found = found + one.price(counts)
        for labels in moving:
            found = found + each[labels]
        if len(moving) > 1:
            found = found + one.weight * one.together[tuple(moving)]
    return found


def _along(labels: Ints, axis: int, axes: int) -> Ints:
    return labels.reshape(tuple(-1 if n == axis else 1 for n in range(axes)))
