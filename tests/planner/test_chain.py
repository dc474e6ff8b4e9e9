"""The search against brute force over every choice, on thousands of tiny problems: same cost, same earliest days."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from hsplan.planner import chain
from hsplan.planner.chain import Solution, Unfound
from hsplan.planner.conflict import find_conflict
from hsplan.planner.solving import solve
from hsplan.planner.tables import TooLargeError, tables
from hsplan.problem import Apart, Because, Dearer, Evenly, Forbidden, Problem, Rank, Rotation, Term

WHY = Because("a wish")


def a_problem(seed: int) -> Problem:
    """Two to five sessions in four to nine days, with a few of every kind of term."""
    draw = random.Random(seed)
    count, days = draw.randint(2, 5), draw.randint(4, 9)
    sessions = tuple(f"s{n}" for n in range(count))
    terms: list[Term] = [
        Apart(a, b, (draw.randint(1, 2),) * days, draw.choice([None, (draw.randint(2, 6),) * days]), wish(draw))
        for a, b in itertools.pairwise(sessions)
    ]
    for session in sessions:
        closed = frozenset(day for day in range(days) if draw.random() < 0.25)
        terms.append(Forbidden(session, closed, wish(draw)))
        terms.append(Dearer(session, {day: draw.randint(0, 9) for day in range(days)}, WHY))
        if draw.random() < 0.3:
            held = draw.randrange(days)
            terms.append(Dearer(session, {day: int(day != held) for day in range(days)}, WHY, Rank.SESSIONS_MOVED))
            terms.append(Dearer(session, {day: abs(day - held) for day in range(days)}, WHY, Rank.DAYS_MOVED))
    terms += [Evenly(a, b, (draw.randint(1, 4),) * days, 2, WHY) for a, b in itertools.pairwise(sessions)]
    if draw.random() < 0.8:
        labels = draw.randint(1, 4)
        rotating = frozenset(session for session in sessions if draw.random() < 0.8)
        turns, weight = {day: day % labels for day in range(days)}, draw.randint(1, 20)
        pairs = itertools.combinations_with_replacement(range(labels), 2)
        alike = {pair: draw.randint(0, 3) for pair in pairs if draw.random() < 0.8} if draw.random() < 0.5 else None
        terms.append(Rotation(rotating, turns, weight, WHY, alike))
    return Problem(sessions, days, tuple(terms))


def wish(draw: random.Random) -> Because:
    return Because(f"wish {draw.randint(0, 5)}")


def cost(problem: Problem, days: tuple[int, ...]) -> tuple[int, int, int] | None:
    """What a choice costs by rank, dearest rank first; None where it is not allowed. Shares nothing with the search."""
    at = dict(zip(problem.sessions, days, strict=True))
    total = dict.fromkeys(Rank, 0)
    for term in problem.terms:
        if isinstance(term, Forbidden):
            if at[term.session] in term.days:
                return None
        elif isinstance(term, Apart):
            gap = at[term.later] - at[term.earlier]
            if gap < term.least[at[term.earlier]] or (term.most and gap > term.most[at[term.earlier]]):
                return None
        elif isinstance(term, Dearer):
            total[term.rank] += term.costs.get(at[term.session], 0)
        elif isinstance(term, Evenly):
            total[Rank.QUALITY] += term.weight * (at[term.later] - at[term.earlier] - term.ideal[at[term.earlier]]) ** 2
        elif isinstance(term, Rotation):
            labels = sorted(term.labels[at[session]] for session in term.sessions)
            pairs = itertools.combinations(labels, 2)
            alike = sum(pair[0] == pair[1] if term.alike is None else term.alike.get(pair, 0) for pair in pairs)
            total[Rank.QUALITY] += term.weight * alike
    return total[Rank.SESSIONS_MOVED], total[Rank.DAYS_MOVED], total[Rank.QUALITY]


def brute_force(problem: Problem) -> tuple[int, ...] | None:
    """The cheapest choice, the earliest of those as cheap."""
    return min(((cost(problem, days), days) for days in allowed(problem)), default=(None, None))[1]


def allowed(problem: Problem) -> Iterator[tuple[int, ...]]:
    """Every choice that breaks no rule, the earliest first; nothing is looked at that begins with a broken one."""
    begun = [beginning(problem, count) for count in range(1, len(problem.sessions) + 1)]

    def longer(days: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(days) == len(begun):
            yield days
            return
        for day in range(problem.days):
            if cost(begun[len(days)], (*days, day)) is not None:
                yield from longer((*days, day))

    return longer(())


def beginning(problem: Problem, count: int) -> Problem:
    """The first sessions, and the rules that the last of them is the first to let one judge."""
    first, last = problem.sessions[:count], problem.sessions[count - 1]

    def is_judged(term: Term) -> bool:
        if isinstance(term, Apart):
            return last in (term.earlier, term.later) and {term.earlier, term.later} <= set(first)
        return isinstance(term, Forbidden) and term.session == last

    return Problem(first, problem.days, tuple(term for term in problem.terms if is_judged(term)))


def is_possible(problem: Problem) -> bool:
    return next(allowed(problem), None) is not None


def days_of(problem: Problem, solution: Solution | Unfound | None) -> tuple[int, ...] | None:
    if solution is None:
        return None
    assert isinstance(solution, Solution)
    laid_out = tables(problem)
    return tuple(int(laid_out.days[k][at]) for k, at in enumerate(solution.chosen))


@pytest.mark.no_cover
@pytest.mark.parametrize("block", range(10))
def test_the_search_finds_the_cheapest_and_earliest_choice(block: int) -> None:
    for seed in range(block * 40, block * 40 + 40):
        problem = a_problem(seed)
        solution = solve(tables(problem))
        assert days_of(problem, solution) == brute_force(problem), seed
        assert solution is None or (isinstance(solution, Solution) and solution.proven)


@pytest.mark.no_cover
def test_some_of_the_random_problems_have_no_plan_and_most_have_one() -> None:
    possible = sum(is_possible(a_problem(seed)) for seed in range(60))
    assert 20 < possible < 60


@pytest.mark.no_cover
def test_a_hurried_start_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "HURRY", 1)
    for seed in range(100):
        problem = a_problem(seed)
        assert days_of(problem, solve(tables(problem))) == brute_force(problem), seed


@pytest.mark.parametrize("hurry", [1, chain.HURRY])
def test_a_limit_loses_nothing_that_is_cheaper(monkeypatch: pytest.MonkeyPatch, hurry: int) -> None:
    monkeypatch.setattr(chain, "HURRY", hurry)
    refused = 0
    for seed in range(150):
        laid_out = tables(a_problem(seed))
        best = solve(laid_out)
        if isinstance(best, Solution):
            assert solve(laid_out, limit=best.cost + 1) == best, seed
            dearer = solve(laid_out, limit=best.cost)
            assert dearer is None or (isinstance(dearer, Solution) and dearer.cost == best.cost), seed
            refused += dearer is None
    assert refused > 20


def test_beyond_its_budget_the_search_still_gives_a_plan_and_a_true_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "HURRY", 1)
    unproven = 0
    for seed in range(150):
        problem = a_problem(seed)
        hurried, best = solve(tables(problem), budget=1), solve(tables(problem))
        assert (hurried is None) == (best is None)
        if isinstance(hurried, Solution) and isinstance(best, Solution):
            assert hurried.bound <= best.cost <= hurried.cost, seed
            unproven += not hurried.proven
    assert unproven > 0


@pytest.mark.no_cover
def test_a_conflict_is_irreducible() -> None:
    clashes = 0
    for seed in range(200):
        problem = a_problem(seed)
        if is_possible(problem):
            continue
        clashes += 1
        wishes = find_conflict(problem).wishes
        assert not is_possible(kept(problem, set(wishes))), seed
        for one in wishes:
            assert is_possible(kept(problem, set(wishes) - {one})), seed
    assert clashes > 10


def kept(problem: Problem, wishes: set[Because]) -> Problem:
    """The problem with only the rules that stand for these wishes."""
    rules = (Forbidden, Apart)
    return replace(
        problem, terms=tuple(term for term in problem.terms if isinstance(term, rules) and term.because in wishes)
    )


def test_costs_that_could_overflow_are_refused() -> None:
    huge = Dearer("s0", {0: 1 << 58, 1: 0}, WHY, Rank.SESSIONS_MOVED)
    small = Dearer("s0", {0: 100, 1: 0}, WHY)
    with pytest.raises(TooLargeError):
        tables(Problem(("s0",), 2, (huge, small)))


def test_no_session_is_no_work() -> None:
    assert solve(tables(Problem((), 5, ()))) == Solution((), 0, 0)
