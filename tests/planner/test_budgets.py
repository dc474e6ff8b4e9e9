"""Where the work that may be done is used up: what is said is still true, and what is found is still a plan."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

import pytest
from random_problems import Size, a_problem
from second_opinion import Booleans, opinion

from hsplan.planner.chain import BUDGET, Solution, Unfound
from hsplan.planner.choosing import Best, allowed, best, parts_needed
from hsplan.planner.improving import price
from hsplan.planner.solving import Effort, solve
from hsplan.planner.tables import tables
from hsplan.problem import (
    Apart,
    Because,
    Dearer,
    DearerStaff,
    FairLoad,
    FewFaces,
    NeverTogether,
    Problem,
    Rotation,
    Staffing,
)

WHY = Because("a wish")
LITTLE = Size((4, 6), (4, 6), (2, 3), (1, 2))


def no_effort() -> Effort:
    """Nothing left of what the dates of many parts may take, so that each has to do with little."""
    return Effort(left=0, begun=True)


def all_apart(sessions: int, days: int) -> Problem:
    """Sessions on days of their own, each of which is dearer the later it is."""
    names = tuple(f"s{n}" for n in range(sessions))
    apart = [NeverTogether(a, b, 1, 1, WHY) for a, b in itertools.combinations(names, 2)]
    return Problem(names, days, (*apart, *(Dearer(one, {n: n for n in range(days)}, WHY) for one in names)))


def test_dates_that_are_not_proven_are_the_plan_with_a_true_bound() -> None:
    found = best(all_apart(10, 30), effort=no_effort())
    assert isinstance(found, Best)
    assert sorted(found.dates.values()) == list(range(10))
    assert (found.cost, found.proven) == (45, False)
    assert found.bound <= 45


def test_nine_sessions_that_eight_days_cannot_hold_are_not_said_to_be_impossible_unproven() -> None:
    assert best(all_apart(9, 8), effort=no_effort()) == Unfound()
    assert parts_needed(all_apart(9, 8), 300)[0]
    assert allowed(all_apart(9, 8), 0) == Unfound()


@pytest.mark.parametrize("seed", [50, 61, 350])
def test_what_few_parts_do_not_decide_the_rules_alone_may(seed: int) -> None:
    problem = a_problem(seed, LITTLE)
    assert best(problem, 2) is None
    assert best(problem) is None


def a_train(sessions: int, days: int) -> Problem:
    """Sessions on successive days, every other one in a rotation with those like it."""
    names = tuple(f"s{n:02}" for n in range(sessions))
    order = [Apart(a, b, (1,) * days, (1,) * days, WHY) for a, b in itertools.pairwise(names)]
    labels = {day: day * day % 5 for day in range(days)}
    turns = [Rotation(frozenset(names[n::2]), labels, n + 1, WHY) for n in range(2)]
    dear = Dearer(names[7], {day: 3 * day for day in range(days)}, WHY)
    return Problem(names, days, (*order, *turns, dear))


def test_a_plan_is_found_where_fewer_days_may_be_tried_than_there_are_sessions() -> None:
    problem = a_train(30, 40)
    laid_out = tables(problem)
    every = [price(laid_out, {n: first + n for n in range(30)}) for first in range(11)]
    found = solve(laid_out, BUDGET, 25)
    assert isinstance(found, Solution)
    assert found.chosen == tuple(range(found.chosen[0], found.chosen[0] + 30))
    assert found.bound <= min(every) <= found.cost == every[found.chosen[0]]


@dataclass(frozen=True)
class Pulled:
    """How large a problem is in which the same few are wanted, and a fair share of the work."""

    sessions: int = 8
    people: int = 5
    free: int = 2
    few: int = 16
    fair: int = 3

    def problem(self, seed: int) -> Problem:
        """Sessions in a row, each led by two, who cost something and cannot come on all days."""
        draw = random.Random(seed)
        people, names = [f"p{n}" for n in range(self.people)], tuple(f"s{n}" for n in range(self.sessions))
        days = self.sessions + 2
        able = [{who: frozenset(day for day in range(days) if draw.random() < 0.7) for who in people} for _ in names]
        staff = [Staffing(one, 1, 2, frozenset(), mine, {}, WHY) for one, mine in zip(names, able, strict=True)]
        dear = [DearerStaff(one, {who: draw.randint(0, 9) for who in people}, {}, WHY) for one in names]
        order = [Apart(a, b, (1,) * days, None, WHY) for a, b in itertools.pairwise(names)]
        few = FewFaces(frozenset(names), frozenset(people), self.free, self.few, WHY)
        fair = FairLoad(frozenset(names), dict.fromkeys(people, 0), self.fair, WHY)
        return Problem(names, days, (*staff, *dear, *order, few, fair))


@pytest.mark.parametrize(
    ("pulled", "seed"),
    [
        (Pulled(), 1),  # proven
        (Pulled(), 3),
        (Pulled(sessions=10, people=9, free=1, few=24, fair=2), 608867),  # better where somebody leads nothing
    ],
)
def test_the_bound_holds_where_the_parts_are_used_up(pulled: Pulled, seed: int) -> None:
    problem = pulled.problem(seed)
    found, second = best(problem), opinion(problem, Booleans)
    assert isinstance(found, Best)
    assert second.costs is not None
    assert found.bound <= second.costs[-1] <= found.cost
    assert found.cost <= second.costs[-1] + 1
