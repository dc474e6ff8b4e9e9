"""What rotations cost: counted so far, at the least still to come, and of a whole choice."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

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


def least_cost(turns: Turns) -> int:
    """What a rotation costs at the least."""
    return turns.weight * least_alike((0,) * turns.label_count, len(turns.labels))


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
    return turns.weight * least_alike(tuple(sorted(counted(turns, chosen))), ahead)
