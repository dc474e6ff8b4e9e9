"""Pose every rule and preference, solve, and say what was decided, or why nothing can be."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.plan.revising import Decided, Decision
from hsplan.planner.chain import Unfound
from hsplan.planner.conflict import Conflict, find_conflict
from hsplan.planner.people import choose_people, choose_venue
from hsplan.planner.solving import solve
from hsplan.planner.tables import tables
from hsplan.planner.telling import missed, why
from hsplan.posing import pose
from hsplan.preferences import prefer
from hsplan.problem import Evenly, Problem

if TYPE_CHECKING:
    from datetime import date

    from hsplan.problem import Request


def search(request: Request) -> Decision | Conflict:
    """The best plan for a request, or an irreducible conflict; a conflict that is not proven says that none was found.

    The days are the best by the whole weighted objective. People and venues are then chosen from those who qualify
    and are free, the same as before where they can; they cost nothing, so the proof is of the days.
    """
    terms = (*pose(request), *prefer(request))
    problem = Problem(tuple(session.id for session in request.sessions), len(request.within), terms)
    laid_out = tables(problem)
    solution = solve(laid_out)
    if solution is None:
        return find_conflict(problem)
    if isinstance(solution, Unfound):
        return Conflict((), proven=False)
    chosen = {id_: int(laid_out.days[k][solution.chosen[k]]) for k, id_ in enumerate(problem.sessions)}
    dates = {id_: request.within.first + timedelta(days=n) for id_, n in chosen.items()}
    proof = "proven" if solution.proven else f"within {solution.cost - solution.bound} of the best possible"
    optimum = f"{proof}, cost {laid_out.quality(solution.cost)}"
    return Decision(_decided(request, problem, dates), optimum, missed(problem, chosen))


def _decided(request: Request, problem: Problem, dates: dict[str, date]) -> dict[str, Decided]:
    evenly = {term.later: term for term in problem.terms if isinstance(term, Evenly)}
    people = choose_people(request, dates)
    found = {}
    for session in request.sessions:
        day, even = dates[session.id], evenly.get(session.id)
        before = dates[even.earlier] if even else day
        reason = why(even, (day - before).days, even.ideal[request.day(before)] if even else 0)
        found[session.id] = Decided(day, people[session.id], choose_venue(request, session, day), reason)
    return found
