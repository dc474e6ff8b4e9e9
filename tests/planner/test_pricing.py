"""What a plan is told to cost, wish by wish, is what an independent reading of the terms adds up."""

from __future__ import annotations

import random

import pytest
from pricing import Choice as Chosen
from pricing import price
from random_problems import SMALL, TINY, Size, a_problem

from hsplan.planner.pricing import Choice, by_wish, cost
from hsplan.problem import Problem, Rank, Staffing


def any_choice(problem: Problem, seed: int) -> dict[str, Chosen]:
    """Any days, people and venues, be they allowed or not."""
    draw = random.Random(seed)
    staffing = {one.session: one for one in problem.terms if isinstance(one, Staffing)}
    found = {}
    for session in problem.sessions:
        term = staffing.get(session)
        people = draw.sample(sorted(term.people), term.needed) if term is not None else []
        venue = draw.choice(sorted(term.venues)) if term is not None and term.venues else None
        found[session] = Chosen(draw.randrange(problem.days), frozenset(people), venue)
    return found


@pytest.mark.parametrize("size", [TINY, SMALL])
def test_the_wishes_add_up_to_what_a_choice_costs(size: Size) -> None:
    for seed in range(60):
        problem = a_problem(seed, size)
        chosen = any_choice(problem, seed)
        choice = Choice(
            {id_: one.day for id_, one in chosen.items()},
            {id_: tuple(sorted(one.people)) for id_, one in chosen.items()},
            {id_: one.venue for id_, one in chosen.items()},
        )
        assert sum(by_wish(problem.terms, choice).values()) == price(problem, chosen)[1][-1], seed


def test_a_session_that_is_not_chosen_costs_nothing() -> None:
    for seed in range(20):
        problem = a_problem(seed, TINY)
        nothing = Choice({}, {}, {})
        paid = [cost(term, nothing) for term in problem.terms if getattr(term, "rank", Rank.QUALITY) == Rank.QUALITY]
        assert not any(paid), seed
