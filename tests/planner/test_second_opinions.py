"""The planner beside brute force and CP-SAT, which are written from what the terms mean and share nothing with it.

500 random programmes are held against CP-SAT by `pytest -m bench`, a sample of them here.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from held_against import choices, holds
from pricing import Choice, brute_force, how_many
from random_problems import SMALL, TINY, a_problem, shuffled
from random_programmes import Asked, a_request
from second_opinion import Booleans, Elements, opinion

from hsplan.planner.choosing import Best, best
from hsplan.planner.conflict import Conflict
from hsplan.planner.search import search
from hsplan.problem import Rank

WITHIN_REACH = 5_000
"""How many choices brute force looks through for one problem."""


@pytest.mark.parametrize("block", range(2))
@pytest.mark.parametrize("model", [Booleans, Elements])
@pytest.mark.no_cover
def test_the_second_opinions_agree_with_brute_force(block: int, model: Any) -> None:  # noqa: ANN401 - two classes
    for seed in range(block * 15, block * 15 + 15):
        problem = a_problem(seed, TINY)
        assert opinion(problem, model).costs == brute_force(problem), seed


@pytest.mark.parametrize("block", range(3))
@pytest.mark.no_cover
def test_the_planner_agrees_with_brute_force_on_every_tiny_problem(block: int) -> None:
    said: Counter[str] = Counter()
    for seed in range(block * 50, block * 50 + 50):
        problem = a_problem(seed, TINY, staffed=seed % 4 > 0)
        said[holds(problem, brute_force(problem), seed)] += 1
    assert said["proven"] > 12 < said["none"] + 10
    assert said.keys() <= {"proven", "none"}


@pytest.mark.no_cover
def test_the_planner_agrees_with_brute_force_on_every_tiny_programme() -> None:
    said: Counter[str] = Counter()
    for seed in range(40):
        problem = a_request(seed, tiny=True).problem
        if how_many(problem) <= WITHIN_REACH:
            said[holds(problem, brute_force(problem), seed)] += 1
    assert said["proven"] > 8
    assert said.keys() <= {"proven", "none"}


@pytest.mark.no_cover
def test_cp_sat_finds_nothing_better_on_random_problems() -> None:
    said: Counter[str] = Counter()
    for seed in range(14):
        problem = a_problem(seed, SMALL)
        said[holds(problem, opinion(problem, Elements).costs, seed)] += 1
    assert said["proven"] > 5
    assert not said["worse"] + said["unfound"]


def test_cp_sat_finds_nothing_better_on_random_programmes() -> None:
    said: Counter[str] = Counter()
    for seed in range(20):
        problem = a_request(seed).problem
        said[holds(problem, opinion(problem, Elements).costs, seed)] += 1
    assert said["proven"] > 10
    assert not said["worse"] + said["unfound"]


def test_what_the_search_decides_costs_what_it_says() -> None:
    plans = 0
    for seed in range(20, 34):
        asked = a_request(seed)
        decided = search(asked.request)
        if isinstance(decided, Conflict) or asked.programme.waive:  # who stands in for whom is not told
            continue
        plans += 1
        held = {
            id_: Choice(asked.request.day(one.date), frozenset(one.people), one.venue)
            for id_, one in decided.sessions.items()
        }
        costs = opinion(asked.problem, Elements, held=held).costs
        assert costs is not None, seed
        assert decided.optimum.endswith(f"cost {costs[-1]}"), seed
        assert asked.broken({**held}) == [], seed
    assert plans > 6


def test_what_cp_sat_chooses_from_what_is_posed_breaks_no_rule() -> None:
    plans = 0
    for seed in range(20, 40):
        asked = a_request(seed)
        said = opinion(asked.problem, Elements)
        if said.costs is not None:
            plans += 1
            assert asked.broken(said.chosen) == [], seed
    assert plans > 10


@pytest.mark.parametrize("nodes", [0, 1, 3])
@pytest.mark.no_cover
def test_what_is_said_after_few_nodes_is_true(nodes: int) -> None:
    for seed in range(40):
        problem = a_problem(seed, TINY)
        holds(problem, brute_force(problem), seed, nodes)


def test_the_answer_is_the_same_in_whatever_order_the_terms_come() -> None:
    for seed in range(15):
        problem = a_problem(seed, SMALL)
        found = best(problem)
        if isinstance(found, Best):
            other = best(shuffled(problem, seed))
            assert isinstance(other, Best), seed
            assert choices(problem, other) == choices(problem, found), seed


def marks(asked: Asked) -> set[str]:
    """What of the language and of the day's business a request has in it."""
    found = {type(term).__name__ for term in asked.problem.terms}
    found |= {name for name in ("held", "joint", "barred") if getattr(asked.taken, name)}
    found |= {"window" for _ in asked.request.windows}
    found |= {link.words.split()[0] for one in asked.request.posed for link in one.links}
    found |= {f"waived {one.rule}" for one in asked.programme.waive}
    for booking in asked.previous.sessions.values() if asked.previous is not None else ():
        found |= {booking.status, *(f"{pin} pinned" for pin in booking.pinned)}
    found |= {"own dates" for one in asked.request.posed if one.member is not None}
    found |= {"multi-day" for one in asked.request.posed if one.days > 1}
    return found | {"phases" for _ in asked.programme.phases}


def test_the_random_programmes_use_every_block() -> None:
    seen: Counter[str] = Counter(mark for seed in range(60) for mark in marks(a_request(seed)))
    terms = {"Forbidden", "Apart", "Dearer", "Evenly", "Rotation", "Staffing", "DearerStaff", "Travel"}
    terms |= {"OneAtATime", "AtMostDays", "FewFaces", "FairLoad"}
    others = {"held", "joint", "barred", "window", "delivered", "cancelled", "own dates", "multi-day", "phases"}
    others |= {"date pinned", "people pinned", "venue pinned"}
    assert {mark for mark in terms | others if not seen[mark]} == set()


@pytest.mark.parametrize("seed", [22, 436])
def test_the_best_is_what_another_solver_finds(seed: int) -> None:
    """Once somebody might lead whom the cheapest choice leaves out; once one person is wanted in two towns."""
    problem = a_problem(seed, SMALL)
    found, second = best(problem), opinion(problem, Booleans)
    assert isinstance(found, Best)
    assert second.costs is not None
    assert found.proven
    weights = [found.tables.weights[rank] for rank in sorted(Rank, reverse=True)]
    assert found.cost == sum(paid * weight for paid, weight in zip(second.costs, weights, strict=True))
