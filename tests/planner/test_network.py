"""Networks of any shape against brute force over every choice: true bounds, proven optima, irreducible conflicts."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from nouns import a_programme

from hsplan.planner import elimination, search, solving
from hsplan.planner.chain import Solution, Unfound
from hsplan.planner.conflict import Conflict, find_conflict
from hsplan.planner.feasibility import feasible
from hsplan.planner.solving import solve
from hsplan.planner.tables import TooLargeError, tables
from hsplan.problem import Apart, Because, Dearer, Evenly, Forbidden, NeverTogether, Problem, Rank, Rotation, Term
from hsplan.request import Request
from hsplan.workspace.opening import calendar_of

WHY = Because("a wish")
NEVER = 10**9


def a_network(seed: int, *, dense: bool = False) -> Problem:
    """Four to six sessions in five to eight days, bound in any direction, with none to two rotations."""
    draw = random.Random(seed)
    count, days = draw.randint(4, 6), draw.randint(5, 8)
    sessions = tuple(f"s{n}" for n in range(count))
    terms: list[Term] = []
    for a, b in itertools.permutations(sessions, 2):
        if draw.random() < (0.5 if dense else 0.25):
            terms.append(a_bond(draw, a, b, days))
    for session in sessions:
        closed = frozenset(day for day in range(days) if draw.random() < 0.15)
        terms.append(Forbidden(session, closed, a_wish(draw)))
        terms.append(Dearer(session, {day: draw.randint(0, 9) for day in range(days)}, WHY))
    mixed = draw.sample(sessions, count)
    for members in ((), (mixed,), (mixed[: count // 2], mixed[count // 2 :]), (mixed[:3],))[draw.randint(0, 3)]:
        labels = draw.randint(2, 4)
        turns = {day: day % labels for day in range(days)}
        weight = draw.randint(1, 12)
        terms.append(Rotation(frozenset(members), turns, weight, WHY, an_alike(labels, seed)))
    return Problem(sessions, days, tuple(terms))


def an_alike(labels: int, seed: int) -> dict[tuple[int, int], int] | None:
    """Half of all rotations count only what is the same; in the others labels may cost with any."""
    draw = random.Random(seed)
    pairs = itertools.combinations_with_replacement(range(labels), 2)
    return {pair: draw.randint(0, 3) for pair in pairs if draw.random() < 0.8} if draw.random() < 0.5 else None


def a_bond(draw: random.Random, a: str, b: str, days: int) -> Term:
    if draw.random() < 0.3:
        return NeverTogether(a, b, draw.randint(1, 2), draw.randint(1, 3), a_wish(draw))
    if draw.random() < 0.3:
        return Evenly(a, b, tuple(draw.randint(-3, 4) for _ in range(days)), draw.randint(1, 3), WHY)
    least = tuple(draw.randint(-4, 1) for _ in range(days))
    most = draw.choice([None, tuple(low + draw.randint(-1, 5) for low in least)])
    return Apart(a, b, least, most, a_wish(draw))


def a_wish(draw: random.Random) -> Because:
    return Because(f"wish {draw.randint(0, 5)}")


def prices(problem: Problem) -> npt.NDArray[np.int64]:
    """What every choice costs, an axis for each session. Shares nothing with the search."""
    grid = np.indices((problem.days,) * len(problem.sessions), sparse=True)
    at = dict(zip(problem.sessions, grid, strict=True))
    total = np.zeros((problem.days,) * len(problem.sessions), dtype=np.int64)
    for term in problem.terms:
        total += price(term, at, problem)
    return total


def price(term: Term, at: dict[str, Any], problem: Problem) -> Any:  # noqa: ANN401
    match term:
        case Forbidden():
            return np.isin(at[term.session], list(term.days)) * NEVER
        case Dearer():
            return np.array([term.costs.get(day, 0) for day in range(problem.days)])[at[term.session]]
        case NeverTogether():
            gap = at[term.other] - at[term.one]
            return ((-term.before < gap) & (gap < term.after)) * NEVER
        case Evenly():
            gap = at[term.later] - at[term.earlier]
            return term.weight * (gap - np.array(term.ideal)[at[term.earlier]]) ** 2
        case Apart():
            gap = at[term.later] - at[term.earlier]
            most = np.array(term.most)[at[term.earlier]] if term.most else problem.days
            return ((gap < np.array(term.least)[at[term.earlier]]) | (gap > most)) * NEVER
        case Rotation():
            label = np.array([term.labels[day] for day in range(problem.days)])
            turning = [label[at[session]] for session in sorted(term.sessions)]
            count = 1 + max(term.labels.values())
            alike = {(n, n): 1 for n in range(count)} if term.alike is None else term.alike
            together = np.zeros((count, count), dtype=np.int64)
            for (a, b), many in alike.items():
                together[a, b] = together[b, a] = many
            return term.weight * sum(together[a, b] for a, b in itertools.combinations(turning, 2))
        case _:
            raise ValueError(term)


def days_of(problem: Problem, solution: Solution) -> tuple[int, ...]:
    laid_out = tables(problem)
    return tuple(int(laid_out.days[k][at]) for k, at in enumerate(solution.chosen))


def holds(problem: Problem, answer: Solution | Unfound | None, seed: int) -> str:
    """Hold an answer against brute force, and say of what kind it is."""
    every = prices(problem)
    best = int(every.min())
    if isinstance(answer, Unfound):
        return "unfound"
    assert (answer is None) == (best >= NEVER), seed
    if answer is None:
        return "none"
    assert every[days_of(problem, answer)] == answer.cost, seed
    assert answer.bound <= best <= answer.cost, seed
    assert not answer.proven or answer.cost == best, seed
    return "proven" if answer.proven else "within"


@pytest.mark.no_cover
@pytest.mark.parametrize("block", range(10))
def test_every_small_network_is_solved_and_proven(block: int) -> None:
    for seed in range(block * 50, block * 50 + 50):
        problem = a_network(seed, dense=seed % 2 == 0)
        laid_out = tables(problem)
        answer = solve(laid_out)
        assert holds(problem, answer, seed) in {"proven", "none"}, seed
        assert feasible(laid_out) == (answer is not None), seed


def test_the_small_networks_are_a_mixture() -> None:
    none = sum(int(prices(a_network(seed, dense=seed % 2 == 0)).min()) >= NEVER for seed in range(200))
    assert 20 < none < 100


@pytest.mark.no_cover
@pytest.mark.parametrize("nodes", [0, 3, 12])
def test_with_few_nodes_bounds_are_still_true(nodes: int) -> None:
    kinds = set()
    for seed in range(120):
        problem = a_network(seed)
        kinds.add(holds(problem, solve(tables(problem), nodes=nodes), seed))
    assert kinds >= ({"unfound", "proven"} if not nodes else {"proven"})


@pytest.mark.no_cover
def test_where_the_tables_would_be_too_large_the_search_still_proves_its_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("TABLE", "STEP", "PART", "BLOCK"):
        monkeypatch.setattr(elimination, name, 40)
    for seed in range(150):
        problem = a_network(seed, dense=True)
        laid_out = tables(problem)
        answer = solve(laid_out)
        assert holds(problem, answer, seed) in {"proven", "none"}, seed
        assert feasible(laid_out) == (answer is not None), seed


def test_with_neither_tables_nor_nodes_nothing_false_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TABLE", "STEP", "PART", "BLOCK"):
        monkeypatch.setattr(elimination, name, 40)
    monkeypatch.setattr(solving, "FIRST_NODES", 4)
    kinds = []
    for seed in range(150):
        problem = a_network(seed, dense=True)
        laid_out = tables(problem)
        kinds.append(holds(problem, solve(laid_out, nodes=6), seed))
        assert feasible(laid_out, tries=1) or int(prices(problem).min()) >= NEVER, seed
    assert {"unfound", "within", "proven", "none"} == set(kinds)


@pytest.mark.no_cover
def test_conflicts_in_networks_are_irreducible() -> None:
    clashes = 0
    for seed in range(300):
        problem = a_network(seed, dense=True)
        if prices(problem).min() < NEVER:
            continue
        clashes += 1
        wishes = set(find_conflict(problem).wishes)
        assert not allowed(problem, wishes), seed
        assert all(allowed(problem, wishes - {one}) for one in wishes), seed
    assert clashes > 30


def allowed(problem: Problem, wishes: set[Because]) -> bool:
    rules = tuple(
        term for term in problem.terms if isinstance(term, Forbidden | Apart | NeverTogether) and term.because in wishes
    )
    return bool(prices(replace(problem, terms=rules)).min() < NEVER)


def test_a_session_bound_to_itself_or_in_two_rotations_is_refused() -> None:
    with pytest.raises(ValueError, match="a is bound to itself"):
        tables(Problem(("a",), 2, (NeverTogether("a", "a", 1, 1, WHY),)))
    turns = Rotation(frozenset({"a"}), {0: 0, 1: 1}, 1, WHY)
    with pytest.raises(ValueError, match="a is in two rotations"):
        tables(Problem(("a",), 2, (turns, turns)))


def a_year(*, turning_lanes: bool = False) -> Problem:
    """A chain of 12 with a dinner the evening before each, two sessions between others, a strand of 8 of its own."""
    days = 365
    day = [f"day-{n}" for n in range(12)]
    dinner = [f"dinner-{n}" for n in range(12)]
    strand = [f"strand-{n}" for n in range(8)]
    weekend = frozenset(n for n in range(days) if n % 7 in {5, 6})
    terms: list[Term] = [Forbidden(one, weekend, WHY) for one in (*day, *strand)]
    terms += [bond for a, b in itertools.pairwise(day) for bond in spaced(a, b, 14, 50, 28)]
    terms += [Apart(a, b, (-1,) * days, (-1,) * days, WHY) for a, b in zip(day, dinner, strict=True)]
    terms += [bond for a, b in itertools.pairwise(strand) for bond in spaced(a, b, 20, 60, 40)]
    between = [(day[1], "between-0"), ("between-0", day[2]), (day[6], "between-1"), ("between-1", day[8])]
    terms += [Apart(a, b, (2,) * days, None, WHY) for a, b in between]
    terms += [Apart(day[a], day[b], (90,) * days, None, WHY) for a, b in ((0, 4), (4, 8))]
    terms.append(Rotation(frozenset(day), {n: n % 7 for n in range(days)}, 12, WHY))
    if turning_lanes:
        terms.append(Rotation(frozenset(strand), {n: n % 7 for n in range(days)}, 12, WHY))
        terms += [NeverTogether(a, b, 1, 1, WHY) for a in day for b in strand]
    order = [one for pair in zip(dinner, day, strict=True) for one in pair]
    order[4:4] = ["between-0"]
    return Problem((*order, "between-1", *strand), days, tuple(terms))


def spaced(a: str, b: str, least: int, most: int, ideal: int) -> list[Term]:
    days = 365
    return [Apart(a, b, (least,) * days, (most,) * days, WHY), Evenly(a, b, (ideal,) * days, 1, WHY)]


def test_a_year_with_satellites_between_and_skipping_gaps_is_planned() -> None:
    problem = a_year()
    found = solve(tables(problem))
    assert isinstance(found, Solution)
    at = dict(zip(problem.sessions, days_of(problem, found), strict=True))
    assert all(at[f"dinner-{n}"] == at[f"day-{n}"] - 1 for n in range(12))
    assert at["day-1"] + 2 <= at["between-0"] <= at["day-2"] - 2
    assert at["day-4"] - at["day-0"] >= 90 <= at["day-8"] - at["day-4"]
    assert (
        found.bound
        <= found.cost
        == sum(int(price(term, at, problem)) for term in problem.terms if isinstance(term, Evenly | Rotation))
    )


def test_two_lanes_that_turn_and_never_meet_are_planned_within_a_bound() -> None:
    problem = a_year(turning_lanes=True)
    found = solve(tables(problem))
    assert isinstance(found, Solution)
    at = dict(zip(problem.sessions, days_of(problem, found), strict=True))
    lanes = [{at[one] for one in at if one.startswith(lane)} for lane in ("day-", "strand-")]
    assert lanes[0].isdisjoint(lanes[1])
    assert [len(lane) for lane in lanes] == [12, 8]
    assert found.bound <= found.cost


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_answer_is_the_same_whatever_the_hashes(hash_seed: str) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_network as t\n"
        "print([t.solve(t.tables(t.a_network(n))) for n in range(30)])"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, __file__.rpartition("/")[0]],
        env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == str([solve(tables(a_network(n))) for n in range(30)])


def test_no_wish_is_blamed_where_no_plan_was_found_but_none_is_disproven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "best", lambda *_: Unfound())
    programme = a_programme()
    start = date(2011, 1, 1)
    found = search.search(Request.of(programme, calendar_of(programme, start)))
    assert found == Conflict((), proven=False)


def renamed(problem: Problem, prefix: str) -> Problem:
    """The same network under other names."""
    terms: list[Term] = []
    for term in problem.terms:
        match term:
            case Forbidden() | Dearer():
                terms.append(replace(term, session=f"{prefix}{term.session}"))
            case NeverTogether():
                terms.append(replace(term, one=f"{prefix}{term.one}", other=f"{prefix}{term.other}"))
            case Apart() | Evenly():
                terms.append(replace(term, earlier=f"{prefix}{term.earlier}", later=f"{prefix}{term.later}"))
            case Rotation():
                terms.append(replace(term, sessions=frozenset(f"{prefix}{one}" for one in term.sessions)))
            case _:
                raise ValueError(term)
    return Problem(tuple(f"{prefix}{one}" for one in problem.sessions), problem.days, tuple(terms))


def test_two_networks_that_nothing_binds_cost_what_each_costs_alone() -> None:
    seen = 0
    for seed in range(40):
        one, other = a_network(seed, dense=True), a_network(seed + 500, dense=True)
        if one.days != other.days:
            continue
        both = [renamed(one, "a"), renamed(other, "b")]
        together = Problem(both[0].sessions + both[1].sessions, one.days, both[0].terms + both[1].terms)
        found = solve(tables(together))
        least = [int(prices(each).min()) for each in (one, other)]
        if max(least) >= NEVER:
            assert found is None, seed
            continue
        assert isinstance(found, Solution), seed
        assert found.bound <= sum(least) <= found.cost, seed
        assert not found.proven or found.cost == sum(least), seed
        seen += 1
    assert seen > 3


def test_three_sessions_for_two_days_are_impossible_whatever_else_turns() -> None:
    sessions = ("a", "b", "c", "d", "e")
    late = frozenset((2, 3))
    crowd = [NeverTogether(one, other, 1, 1, WHY) for one, other in itertools.combinations("ace", 2)]
    loose = [NeverTogether(one, other, 1, 1, WHY) for one, other in (("a", "b"), ("b", "c"), ("c", "d"))]
    closed = [Forbidden(one, late, WHY) for one in "ace"]
    turns = Rotation(frozenset("abcd"), {day: day % 2 for day in range(4)}, 1, WHY)
    problem = Problem(sessions, 4, (*crowd, *loose, *closed, turns))
    assert int(prices(problem).min()) >= NEVER
    assert solve(tables(problem)) is None


def test_what_is_too_large_to_lay_out_is_said_before_it_is() -> None:
    days = 8_000
    order = Apart("a", "b", (1,) * days, None, WHY)
    with pytest.raises(TooLargeError, match="64000000"):
        tables(Problem(("a", "b"), days, (order,)))


@pytest.mark.parametrize(
    ("cost", "bound", "words"),
    [
        ((0, 0, 0, 7), (0, 0, 0, 3), "4"),
        ((2, 0, 0, 7), (1, 5, 2, 9), "1 session moved"),
        ((2, 6, 0, 7), (2, 3, 0, 9), "3 days moved"),
        ((2, 6, 2, 7), (2, 6, 1, 9), "1 change of person or venue"),
    ],
)
def test_how_far_a_plan_may_be_from_the_best_is_told_by_what_counts_most(
    cost: tuple[int, ...], bound: tuple[int, ...], words: str
) -> None:
    ranks = (Rank.SESSIONS_MOVED, Rank.DAYS_MOVED, Rank.STAFF_CHANGED, Rank.QUALITY)
    dear = tuple(Dearer("a", {0: 9}, WHY, rank) for rank in ranks)
    laid_out = tables(Problem(("a",), 1, dear))
    each = [laid_out.weights[rank] for rank in ranks]
    paid, least = (sum(n * weight for n, weight in zip(one, each, strict=True)) for one in (cost, bound))
    assert laid_out.beyond(paid, least) == words
