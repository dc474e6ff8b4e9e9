"""The planner beside brute force and CP-SAT, which are written from what the terms mean and share nothing with it."""

from __future__ import annotations

from typing import Any

import pytest
from pricing import Choice, Choices, Costs, brute_force, price
from random_problems import SMALL, TINY, a_problem
from second_opinion import Booleans, Elements, opinion

from hsplan.planner.chain import Solution
from hsplan.planner.solving import solve
from hsplan.planner.tables import tables
from hsplan.problem import Problem, Rotation


def plain(problem: Problem) -> bool:
    """Whether its rotations know labels that are the same, and no others."""
    return not any(isinstance(term, Rotation) and term.alike for term in problem.terms)


def answer(problem: Problem) -> tuple[Choices, bool] | None:
    """What the planner chooses, and whether it says that this is proven best."""
    laid_out = tables(problem)
    found = solve(laid_out)
    if found is None:
        return None
    assert isinstance(found, Solution)
    chosen = {id_: Choice(int(laid_out.days[k][found.chosen[k]])) for k, id_ in enumerate(problem.sessions)}
    return chosen, found.proven


def holds(problem: Problem, best: Costs | None, seed: int) -> None:
    """Hold the planner's answer against the best that there is."""
    found = answer(problem)
    assert (found is None) == (best is None), seed
    if found is None or best is None:
        return
    chosen, proven = found
    allowed, paid = price(problem, chosen)
    assert allowed, seed
    assert paid == best if proven else paid >= best, seed


@pytest.mark.parametrize("block", range(3))
@pytest.mark.parametrize("model", [Booleans, Elements])
def test_the_second_opinions_agree_with_brute_force(block: int, model: Any) -> None:  # noqa: ANN401 - two classes
    for seed in range(block * 30, block * 30 + 30):
        problem = a_problem(seed, TINY)
        assert opinion(problem, model).costs == brute_force(problem), seed


def test_the_planner_agrees_with_brute_force_on_days() -> None:
    for seed in range(300):
        problem = a_problem(seed, TINY, staffed=False)
        if plain(problem):
            holds(problem, brute_force(problem), seed)


def test_the_planner_agrees_with_the_second_opinion_on_days() -> None:
    for seed in range(20):
        problem = a_problem(seed, SMALL, staffed=False)
        if plain(problem):
            holds(problem, opinion(problem, Booleans).costs, seed)
