"""Pose every rule and preference, solve, and say what was decided, or why nothing can be."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.plan.revising import Decided, Decision
from hsplan.planner.chain import solve
from hsplan.planner.conflict import Conflict, find_conflict
from hsplan.planner.people import choose_people, choose_venue
from hsplan.planner.tables import tables
from hsplan.planner.telling import why
from hsplan.problem import Evenly, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hsplan.problem import Request, Term


def search(request: Request, terms: Iterable[Term]) -> Decision | Conflict:
    """The best plan for a request, or an irreducible conflict.

    Args:
        request: The sessions, in their order, and the days to choose from.
        terms: What the rules forbid and the preferences wish for.
    """
    problem = Problem(tuple(session.id for session in request.sessions), len(request.within), tuple(terms))
    laid_out = tables(problem)
    solution = solve(laid_out)
    if solution is None:
        return find_conflict(problem)
    offsets = [int(laid_out.days[k][chosen]) for k, chosen in enumerate(solution.chosen)]
    dates = {id_: request.within.first + timedelta(days=n) for id_, n in zip(problem.sessions, offsets, strict=True)}
    proof = "proven" if solution.proven else f"within {solution.cost - solution.bound} of the best possible"
    optimum = f"{proof}, cost {laid_out.quality(solution.cost)}"
    return Decision(_decided(request, problem, dates), optimum)


def _decided(request: Request, problem: Problem, dates: dict[str, date]) -> dict[str, Decided]:
    ideals = {term.later: term for term in problem.terms if isinstance(term, Evenly)}
    people = choose_people(request, dates)
    found = {}
    for session in request.sessions:
        day, even = dates[session.id], ideals.get(session.id)
        gap = (day - dates[even.earlier]).days if even else None
        ideal = even.ideal[request.day(dates[even.earlier])] if even else None
        reason = why(gap, ideal, even.earlier if even else "")
        found[session.id] = Decided(day, people[session.id], choose_venue(request, session, day), reason)
    return found
