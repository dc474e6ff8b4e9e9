"""A problem as tables of numbers: what each day costs each session, and each pair of days two successive ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from hsplan.problem import Apart, Dearer, Evenly, Forbidden, Rank, Rotation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.problem import Problem

Ints = npt.NDArray[np.int64]

INFINITY = np.int64(1 << 60)
"""Two infinities still fit into int64; every sum is cut back to one infinity before it meets the next."""


class TooLargeError(ValueError):
    """The costs of a problem could grow beyond what 64 bits hold."""


UNLABELLED = np.int64(-1)
"""The label of a candidate whose session takes no part in a rotation."""


def plus(a: Ints, b: Ints | np.int64) -> Ints:
    """A sum that never passes infinity."""
    total: Ints = np.minimum(a + b, INFINITY)
    return total


@dataclass(frozen=True)
class Tables:
    """What is left to choose from.

    For session k, `days[k]` holds its candidate days in order, `unary[k]` their costs and `labels[k]` their labels
    (0 and up, or none); `pair[k][i, j]` is what candidate i of session k and candidate j of session k+1 cost together.
    """

    days: tuple[Ints, ...]
    unary: tuple[Ints, ...]
    pair: tuple[Ints, ...]
    labels: tuple[Ints, ...]
    label_weight: int
    weights: Mapping[Rank, int]
    """What one unit of each rank counts."""

    def quality(self, cost: int) -> int:
        """The part of a cost that is no one's move: each rank outweighs all below it, so they come apart again."""
        return cost % self.weights[Rank.SESSIONS_MOVED] % self.weights[Rank.DAYS_MOVED]

    @property
    def label_count(self) -> int:
        """How many labels there are."""
        return 1 + max((int(labels.max()) for labels in self.labels if labels.size), default=-1)

    def labelled(self, sessions: int) -> int:
        """How many of so many first sessions take part in the rotation."""
        return sum(1 for labels in self.labels[:sessions] if labels.size and labels[0] != UNLABELLED)


def tables(problem: Problem) -> Tables:
    """The tables of a problem.

    Raises:
        TooLargeError: if the costs could overflow, which takes weights far beyond those that preferences give.
        ValueError: if a term binds two sessions of which one does not follow the other.
    """
    weights = _rank_weights(problem)
    open_days = {session: np.ones(problem.days, dtype=bool) for session in problem.sessions}
    cost = {session: np.zeros(problem.days, dtype=np.int64) for session in problem.sessions}
    for term in problem.terms:
        if isinstance(term, Forbidden):
            open_days[term.session][list(term.days)] = False
        elif isinstance(term, Dearer):
            for day, price in term.costs.items():
                cost[term.session][day] += price * weights[term.rank]
    days = tuple(np.flatnonzero(open_days[session]).astype(np.int64) for session in problem.sessions)
    labels, weight = _labels(problem, days)
    pairs = _pairs(problem, days)
    unary = tuple(cost[session][days[k]] for k, session in enumerate(problem.sessions))
    return Tables(days, unary, pairs, labels, weight, weights)


def _pairs(problem: Problem, days: tuple[Ints, ...]) -> tuple[Ints, ...]:
    """The table of each pair of successive sessions; pairs that are alike share one."""
    binding: dict[tuple[str, str], list[Apart | Evenly]] = {pair: [] for pair in pairwise(problem.sessions)}
    for term in problem.terms:
        if isinstance(term, Apart | Evenly):
            if (term.earlier, term.later) not in binding:
                raise ValueError(f"{term.later} does not follow {term.earlier}")
            binding[term.earlier, term.later].append(term)
    made: dict[object, Ints] = {}
    found = []
    for k, terms in enumerate(binding.values()):
        alike = (days[k].tobytes(), days[k + 1].tobytes(), tuple(replace(term, earlier="", later="") for term in terms))
        if alike not in made:
            made[alike] = _pair(terms, days[k], days[k + 1])
        found.append(made[alike])
    return tuple(found)


def _pair(terms: list[Apart | Evenly], earlier: Ints, later: Ints) -> Ints:
    gap = later[None, :] - earlier[:, None]
    found = np.zeros(gap.shape, dtype=np.int64)
    for term in terms:
        if isinstance(term, Evenly):
            found += term.weight * (gap - np.array(term.ideal, dtype=np.int64)[earlier][:, None]) ** 2
        else:
            found[gap < np.array(term.least, dtype=np.int64)[earlier][:, None]] = INFINITY
            if term.most is not None:
                found[gap > np.array(term.most, dtype=np.int64)[earlier][:, None]] = INFINITY
            np.minimum(found, INFINITY, out=found)
    return found


def _labels(problem: Problem, days: tuple[Ints, ...]) -> tuple[tuple[Ints, ...], int]:
    """The labels of the candidates, numbered from 0 by first use, and what two alike cost; -1 where none counts."""
    rotations = [term for term in problem.terms if isinstance(term, Rotation)]
    if not rotations:
        return tuple(np.full(len(one), UNLABELLED) for one in days), 0
    (rotation,) = rotations
    counted = [session in rotation.sessions for session in problem.sessions]
    used = sorted(
        {rotation.labels[int(day)] for one, counts in zip(days, counted, strict=True) if counts for day in one}
    )
    number = {label: n for n, label in enumerate(used)}
    return (
        tuple(
            np.array([number[rotation.labels[int(day)]] if counts else UNLABELLED for day in one], dtype=np.int64)
            for one, counts in zip(days, counted, strict=True)
        ),
        rotation.weight,
    )


def _rank_weights(problem: Problem) -> dict[Rank, int]:
    """For each rank the weight that no sum of lower ranks can reach."""
    most = dict.fromkeys(Rank, 0)
    for term in problem.terms:
        if isinstance(term, Dearer):
            most[term.rank] += max(term.costs.values(), default=0)
        elif isinstance(term, Evenly):
            most[Rank.QUALITY] += term.weight * (problem.days - 1 + max(term.ideal)) ** 2
        elif isinstance(term, Rotation):
            most[Rank.QUALITY] += term.weight * len(problem.sessions) ** 2
    weights, total = {}, 0
    for rank in sorted(Rank):
        weights[rank] = total + 1
        total += most[rank] * weights[rank]
    if total >= int(INFINITY):
        raise TooLargeError("the costs of this problem could grow beyond 2^60")
    return weights
