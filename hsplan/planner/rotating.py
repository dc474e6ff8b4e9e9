"""What rotations cost: of those who are chosen, and at the least of those still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.planner.tables import Ints, Turns


def least_more(held: Ints, ahead: int, alike: Ints | None) -> Ints:
    """How many weights so many sessions more cost at the least, by column of how many of each label there are.

    Where labels cost with themselves alone, those ahead fill up the rarest: so many pairs more are alike.

    >>> least_more(np.array([[2], [0]]), 3, None)  # (2, 3) or (3, 2): from one pair to four
    array([3])
    """
    if not ahead or not held.size:
        return np.zeros(held.shape[1], dtype=np.int64)
    if alike is not None:
        return _least_of_any(held, ahead, alike)
    held = np.sort(held, axis=0)
    total = held.cumsum(axis=0) + ahead
    labels = np.arange(1, len(held) + 1)
    reached = total // labels[:, None] >= held
    last = reached.sum(axis=0) - 1, np.arange(held.shape[1])  # the last level that is reached holds
    level, over = np.divmod(total[last], labels[last[0]])
    now = (held * (held - 1) // 2).cumsum(axis=0)
    more: Ints = labels[last[0]] * (level * (level - 1) // 2) + over * level - now[last]
    return more


def _least_of_any(held: Ints, ahead: int, alike: Ints) -> Ints:
    """The same where labels cost with others: with those held, and with each other if of one label.

    That each label costs more the more there are of it makes the cheapest of all, taken again and again, the least.
    """
    each, own, states = alike @ held, alike.diagonal(), np.arange(held.shape[1])
    found = np.zeros(held.shape[1], dtype=np.int64)
    for _ in range(ahead):
        label = each.argmin(axis=0)
        found += each[label, states]
        each[label, states] += own[label]
    return found


def counted(turns: Turns, chosen: Mapping[int, int]) -> Ints:
    """How many of the chosen sessions have each label."""
    mine = [int(labels[chosen[session]]) for session, labels in turns.labels.items() if session in chosen]
    return np.bincount(np.array(mine, dtype=np.int64), minlength=turns.label_count)


def least_with(turns: Turns, chosen: Mapping[int, int]) -> int:
    """What a rotation costs at the least once some sessions have their candidates; of all of them, what it costs."""
    counts = counted(turns, chosen)
    more = least_more(counts[:, None], len(turns.labels) - int(counts.sum()), turns.alike)
    return turns.price(counts) + turns.weight * int(more[0])


def least_by_label(turns: Turns, chosen: Mapping[int, int]) -> Ints:
    """The same with one session more, by its label; searches ask it of the same counts again and again."""
    counts = counted(turns, chosen)
    if (key := counts.tobytes()) not in turns.foretold:
        new = counts[:, None] + np.eye(len(counts), dtype=np.int64)
        more = least_more(new, len(turns.labels) - int(counts.sum()) - 1, turns.alike)
        turns.foretold[key] = turns.price(counts) + turns.weight * (turns.together @ counts + more)
    return turns.foretold[key]
