"""What is shared to save work is what each would have had alone; prices for a fair load never promise too much."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from random_problems import SMALL, TINY, a_problem

from hsplan.planner import tables as tables_module
from hsplan.planner.choosing import Best, best, plan_within
from hsplan.planner.clashes import Clashes
from hsplan.planner.coupling import Coupling
from hsplan.planner.crews import Crew, Staffed, crews
from hsplan.planner.pairing import Pairing
from hsplan.planner.sharing import tuned
from hsplan.planner.tables import INFINITY, LaidOut, tables
from hsplan.problem import Forbidden, Problem, Staffing


def of_a_kind(seed: int) -> Problem:
    """A problem whose sessions take as many days, and have the same people and venues on the same days."""
    problem = a_problem(seed, SMALL)
    first = next(one for one in problem.terms if isinstance(one, Staffing))
    terms = (replace(first, session=one.session) if isinstance(one, Staffing) else one for one in problem.terms)
    return replace(problem, terms=tuple(one for one in terms if not isinstance(one, Forbidden)))


def test_pairs_that_are_alike_are_kept_apart_as_each_would_be_alone() -> None:
    told_apart, shared = 0, 0
    for seed in range(60):
        problem = of_a_kind(seed)
        laid_out, clashes = tables(problem), Clashes.of(problem)
        known, pairing = crews(problem, laid_out), Pairing(laid_out.days, clashes)
        seen = set()
        for pair in itertools.combinations(sorted(known), 2):
            found, alone = pairing.apart(pair, known), Pairing(laid_out.days, clashes).apart(pair, known)
            assert (found is None) == (alone is None), (seed, pair)
            if found is not None and alone is not None:
                assert np.array_equal(found, alone), (seed, pair)
                told_apart += 1
                shared += id(found) in seen
                seen.add(id(found))
    assert 0 < shared < told_apart


def test_sessions_that_are_alike_share_a_crew_and_others_do_not() -> None:
    problem = of_a_kind(3)
    same = tuple(one for one in problem.terms if isinstance(one, Staffing))
    alike = replace(problem, terms=same)
    assert len(set(crews(alike, tables(alike)).values())) == 1
    asking = replace(same[0], needed=same[0].needed + 1)
    other = replace(problem, terms=(asking, *same[1:]))
    assert len(set(crews(other, tables(other)).values())) == 2


def test_tables_that_are_alike_stay_one_where_the_same_is_added() -> None:
    made = next(one for seed in range(99) if len((one := tables(of_a_kind(seed))).pairs) > 1)
    (first, table), second = next(iter(made.pairs.items())), list(made.pairs)[1]
    made = replace(made, pairs={**made.pairs, second: table})
    more = np.ones(table.shape, dtype=np.int64)
    cut = made.with_cuts({first: more, second: more, (0, 99): more})
    assert cut.pairs[first] is cut.pairs[second]
    assert np.array_equal(cut.pairs[first], np.minimum(table + 1, INFINITY))
    assert cut.pairs[0, 99] is more


@pytest.mark.parametrize("block", range(4))
def test_no_choice_of_people_costs_less_than_prices_say(block: int) -> None:
    met = 0
    for seed in range(block * 50, block * 50 + 50):
        problem = a_problem(seed, TINY)
        laid_out = tables(problem)
        known = crews(problem, laid_out)
        coupling = Coupling.of(problem, known)
        options = {k: crew.options(0) for k, crew in known.items() if len(laid_out.days[k])}
        if coupling.loads and len(options) == len(known) and all(options.values()):
            _, least = tuned(coupling, known, options)
            assert least <= cheapest(coupling, known, options), seed
            met += least == cheapest(coupling, known, options)
    assert met


def cheapest(coupling: Coupling, known: Mapping[int, Crew], options: Mapping[int, list[Staffed]]) -> int:
    """What people and a fair load cost at the least, by trying every choice."""
    every = itertools.product(*(options[k] for k in known))
    chosen = (dict(zip(known, some, strict=True)) for some in every)
    return min(
        sum(one.cost for one in staff.values()) + sum(load.cost(staff) for load in coupling.loads) for staff in chosen
    )


@pytest.mark.parametrize("kept", [0, tables_module.KEPT_CELLS])
def test_what_was_laid_out_for_one_problem_is_true_of_the_next(monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    monkeypatch.setattr(tables_module, "KEPT_CELLS", kept)
    laid_out = LaidOut()
    for seed in range(40):
        fresh, shared = tables(a_problem(seed, SMALL)), tables(a_problem(seed, SMALL), laid_out)
        for one, other in ((fresh.days, shared.days), (fresh.unary, shared.unary)):
            assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True)), seed
        assert fresh.pairs.keys() == shared.pairs.keys()
        assert all(np.array_equal(table, shared.pairs[pair]) for pair, table in fresh.pairs.items()), seed
        assert fresh.weights == shared.weights


@pytest.mark.parametrize("parts", [1, 12])
def test_any_plan_is_found_where_the_best_is_sought(parts: int) -> None:
    found = set()
    for seed in range(60):
        problem = a_problem(seed, TINY)
        found.add(plan_within(problem, parts))
        assert plan_within(problem, parts) == isinstance(best(problem, parts), Best), seed
    assert found == {True, False}
