"""The planner's answer to a problem, held against the best that there is."""

from __future__ import annotations

from pricing import Choice, Costs, price

from hsplan.planner.chain import Unfound
from hsplan.planner.choosing import NODES, Best, best
from hsplan.problem import Problem, Rank


def choices(problem: Problem, found: Best) -> dict[str, Choice]:
    """What the planner chose, by session."""
    return {id_: Choice(found.dates[id_], frozenset(found.people[id_]), found.venues[id_]) for id_ in problem.sessions}


def by_rank(found: Best, cost: int) -> Costs:
    """One of the planner's sums as what is paid in each rank, the highest first."""
    paid = []
    for rank in sorted(Rank, reverse=True):
        more, cost = divmod(cost, found.tables.weights[rank])
        paid.append(more)
    return tuple(paid)


def holds(problem: Problem, costs: Costs | None, seed: int, nodes: int = NODES) -> str:
    """Hold the planner to the least that a problem costs, or to there being no choice; and say what it answered.

    What it chooses is allowed and costs what it says, its bound is true, and what it calls impossible is.
    """
    found = best(problem, nodes)
    if isinstance(found, Unfound):
        return "unfound" if costs is not None else "unfound where there is none"
    assert (found is None) == (costs is None), seed
    if found is None or costs is None:
        return "none"
    allowed, paid = price(problem, choices(problem, found))
    assert allowed, seed
    assert paid == by_rank(found, found.cost), seed
    assert by_rank(found, found.bound) <= costs <= paid, seed
    assert not found.proven or paid == costs, seed
    return "proven" if found.proven else "best, not proven" if paid == costs else "worse"
