"""What rotations cost: counted so far, at the least still to come, and of a whole choice."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.planner.tables import Turns


def with_one_more(counts: tuple[int, ...], label: int) -> tuple[int, ...]:
    """The counts with one more of a label."""
    return (*counts[:label], counts[label] + 1, *counts[label + 1 :])


@lru_cache(maxsize=100_000)
def least_alike(counts: tuple[int, ...], ahead: int) -> int:
    """How many pairs are alike at the least once so many sessions more have a label: they fill up the rarest first.

    >>> least_alike((2, 0), 3)  # (2, 3) or (3, 2)
    4
    """
    held = list(counts)
    for _ in range(ahead if held else 0):
        held[held.index(min(held))] += 1
    return sum(one * (one - 1) // 2 for one in held)


def least(turns: Turns, counts: tuple[int, ...], ahead: int) -> int:
    """What so many of each label cost at the least once so many sessions more have a label.

    Where labels are alike to others, what those ahead cost with each other is counted for equal labels alone: each
    then costs more the more there are of it, so that taking the cheapest again and again is the least.
    """
    if turns.alike is None:
        return turns.weight * least_alike(tuple(sorted(counts)), ahead)
    held = np.array(counts, dtype=np.int64)
    each, own, more = (turns.alike @ held).tolist(), turns.alike.diagonal().tolist(), 0
    for _ in range(ahead if each else 0):
        label = each.index(min(each))
        more += each[label]
        each[label] += own[label]
    return turns.price(held) + turns.weight * more


def least_cost(turns: Turns) -> int:
    """What a rotation costs at the least."""
    return least(turns, (0,) * turns.label_count, len(turns.labels))


def counted(turns: Turns, chosen: Mapping[int, int]) -> tuple[int, ...]:
    """How many of the chosen sessions have each label."""
    counts = [0] * turns.label_count
    for session, labels in turns.labels.items():
        if session in chosen:
            counts[int(labels[chosen[session]])] += 1
    return tuple(counts)


def least_with(turns: Turns, chosen: Mapping[int, int]) -> int:
    """What a rotation costs at the least once some sessions have their candidates; of all of them, what it costs."""
    ahead = sum(session not in chosen for session in turns.labels)
    return least(turns, counted(turns, chosen), ahead)
