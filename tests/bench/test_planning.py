"""How long a proven plan takes, beside CP-SAT proving the same; and 500 random programmes held against CP-SAT.

Run with `python -m pytest -m bench -s tests/bench/test_planning.py`. All runs of a comparison are in one process,
interleaved, after one of each that is not counted, and go from the posed problem to the proven answer. Of CP-SAT the
best of two models, with one or two workers, counts.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from datetime import date
from itertools import product
from typing import Any

import pytest
from conftest import SEED
from held_against import by_rank, holds
from nouns import a_programme
from published_facts import IDS
from published_plans import STARTS, path_of
from random_programmes import a_request
from second_opinion import Booleans, Elements, opinion

from hsplan.dates.day_phrases import read_start
from hsplan.planner.choosing import Best, best
from hsplan.planner.search import posed
from hsplan.problem import Problem
from hsplan.programme.document import read_document
from hsplan.programme.model import Programme
from hsplan.request import Request
from hsplan.workspace.names import find
from hsplan.workspace.opening import calendar_of, open_programme

ROUNDS = 7
LEAST_RATIO = 30
PROGRAMMES = 500
PATIENCE = 20
"""For how many seconds CP-SAT may look for a proof of a published programme's plan."""
MODELS: tuple[type[Booleans | Elements], ...] = (Booleans, Elements)
FEW = (
    "aurora-2017-18",
    "common-purpose-meridian",
    "elam-2025-26",
    "mary-seacole",
    "rosalind-franklin",
    "seal-action-learning-2024",
)


def problem_of(programme: Programme, start: date) -> Problem:
    return posed(Request.of(programme, calendar_of(programme, start)))


def the_seed(**people: dict[str, Any]) -> Problem:
    """The seed programme from January 2011, with more said of its people."""
    values: dict[str, Any] = {**read_document("stepney", SEED.read_bytes()).values, "sessions": {}}
    values["people"] = {id_: {**one, **people.get(id_.replace("-", "_"), {})} for id_, one in values["people"].items()}
    return problem_of(a_programme(**values), date(2011, 1, 1))


def the_seed_with_every_coupling() -> Problem:
    """The seed, where each of its three facilitators has a cap, and the lead and another one are away at times."""
    return the_seed(
        facilitator_a={"at-most": "1 day a month", "away": ["20 to 30 Sep 2011"], "town": "Stepney"},
        facilitator_b={"at-most": "1 day a month", "town": "Whitechapel"},
        facilitator_c={"at-most": "2 days a month", "away": ["May", "Nov"]},
    )


def proven(problem: Problem) -> Best:
    found = best(problem)
    assert isinstance(found, Best)
    assert found.proven
    return found


@pytest.mark.bench
@pytest.mark.parametrize("name", ["the seed", "the seed with every coupling"])
def test_the_seed_is_planned_in_a_thirtieth_of_the_time_of_cp_sat(name: str) -> None:
    problem = the_seed() if name == "the seed" else the_seed_with_every_coupling()
    found = proven(problem)
    took: dict[str, list[float]] = {}
    for round_ in range(ROUNDS + 1):
        began = time.perf_counter()
        found = proven(problem)
        ours = time.perf_counter() - began
        for model, workers in product(MODELS, (1, 2)):
            said = opinion(problem, model, workers=workers)
            assert said.costs == by_rank(found, found.cost)
            if round_:
                took.setdefault(f"CP-SAT, {model.__name__.lower()}, {workers} worker(s)", []).append(said.seconds)
        if round_:
            took.setdefault("hsplan", []).append(ours)
    medians = {who: statistics.median(all_) for who, all_ in took.items()}
    ours = medians.pop("hsplan")
    print(f"\n{name}: cost {found.tables.quality(found.cost)}, proven")  # noqa: T201 - figures are its purpose
    print(f"  hsplan {ours * 1000:.1f} ms, {found.nodes} node(s)")  # noqa: T201
    for who, median in medians.items():
        print(f"  {who}: {median * 1000:.0f} ms, {median / ours:.0f} times")  # noqa: T201
    assert min(medians.values()) / ours >= LEAST_RATIO


@pytest.mark.bench
def test_posing_takes_less_time_than_planning() -> None:
    programme = a_programme(**{**read_document("stepney", SEED.read_bytes()).values, "sessions": {}})
    calendar = calendar_of(programme, date(2011, 1, 1))
    took: dict[str, list[float]] = {"posing": [], "planning": []}
    for _ in range(ROUNDS):
        began = time.perf_counter()
        problem = posed(Request.of(programme, calendar))
        between = time.perf_counter()
        best(problem)
        took["posing"].append(between - began)
        took["planning"].append(time.perf_counter() - between)
    medians = {what: statistics.median(all_) for what, all_ in took.items()}
    print(f"\nthe seed: {', '.join(f'{what} {one * 1000:.1f} ms' for what, one in medians.items())}")  # noqa: T201
    assert medians["posing"] < medians["planning"]


@pytest.mark.bench
def test_a_few_published_programmes_are_planned_and_proven() -> None:
    assert set(FEW) <= set(IDS)
    print("\n| programme | sessions | days | hsplan, ms | nodes | CP-SAT, ms | times |")  # noqa: T201
    for id_ in FEW:
        programme = open_programme(find([str(path_of(id_))])[0]).understood()  # of several cohorts, the first
        problem = problem_of(programme, programme.start or read_start(STARTS[id_]))
        found = proven(problem)
        ours = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            best(problem)
            ours.append(time.perf_counter() - began)
        mine = statistics.median(ours)
        said = [opinion(problem, model, limit=PATIENCE) for model in MODELS]
        assert all(one.costs == by_rank(found, found.cost) for one in said if one.proven)
        other = min((one.seconds for one in said if one.proven), default=None)
        theirs = f"not in {PATIENCE} s | " if other is None else f"{other * 1000:.0f} | {other / mine:.0f}"
        size = f"{len(problem.sessions)} | {problem.days}"
        print(f"| {id_} | {size} | {mine * 1000:.1f} | {found.nodes} | {theirs} |")  # noqa: T201


@pytest.mark.bench
def test_cp_sat_finds_nothing_better_on_five_hundred_random_programmes() -> None:
    said: Counter[str] = Counter()
    for seed in range(PROGRAMMES):
        asked = a_request(seed)
        second = opinion(asked.problem, Elements)
        said[holds(asked.problem, second.costs, seed)] += 1
        assert second.costs is None or asked.broken(second.chosen) == [], seed
    print(f"\n{PROGRAMMES} random programmes: {dict(said)}")  # noqa: T201
    assert not said["worse"] + said["unfound"]
    assert said["proven"] > PROGRAMMES / 2
