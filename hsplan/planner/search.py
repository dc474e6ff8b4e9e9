"""Pose every rule and preference, solve, find people and places, and say what was decided, or why nothing can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.plan.revising import Decided, Decision
from hsplan.planner.chain import Unfound
from hsplan.planner.conflict import Conflict, find_conflict
from hsplan.planner.people import staff
from hsplan.planner.solving import solve
from hsplan.planner.tables import TooLargeError, tables
from hsplan.planner.telling import missed, why
from hsplan.posing import pose
from hsplan.preferences import prefer
from hsplan.problem import Because, Evenly, Forbidden, NeverTogether, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from hsplan.planner.people import Staffed, Stuck
    from hsplan.problem import Request, Term

MOST_TOLD = 5
ATTEMPTS = 60
"""How often days are chosen anew because nobody could lead a session, or no venue hold it, on the days before."""


def search(request: Request, also: tuple[Term, ...] = ()) -> Decision | Conflict:
    """The best plan for a request, or a conflict that knows what was asked for.

    Terms in `also` are asked for besides: what if a session were on another day?
    """
    found = _search(request, also)
    return replace(found, request=request) if isinstance(found, Conflict) else found


def _search(request: Request, also: tuple[Term, ...]) -> Decision | Conflict:
    """The best plan for a request, or an irreducible conflict; one that is not proven says that no plan was found.

    The days are the best by the whole weighted objective. People and venues are then chosen from those who qualify
    and are free; they cost nothing. Where two sessions want the same on one day, they are kept apart and the days are
    chosen anew: the plan is then known to be within the cost by which that made it worse.
    """
    terms: tuple[Term, ...] = (*pose(request), *prefer(request), *also)
    least: int | None = None
    for attempt in range(ATTEMPTS):
        problem = Problem(tuple(one.id for one in request.posed), len(request.within), terms)
        try:
            laid_out = tables(problem)
        except TooLargeError:
            return Conflict((Because("so many sessions over so many days are more than hsplan plans at once"),), False)  # noqa: FBT003
        solution = solve(laid_out)
        if solution is None:
            return find_conflict(problem) if not attempt else Conflict(_in_the_way(terms), proven=False)
        if isinstance(solution, Unfound):
            return Conflict((), proven=False)
        chosen = {id_: int(laid_out.days[k][solution.chosen[k]]) for k, id_ in enumerate(problem.sessions)}
        chosen = _groups_in_order(request, chosen)
        dates = {id_: request.within.first + timedelta(days=n) for id_, n in chosen.items()}
        least = solution.bound if least is None else least
        staffed, stuck = staff(request, dates)
        if not stuck:
            exact = solution.proven and (not attempt or solution.cost == least)
            proof = "proven" if exact else f"within {laid_out.beyond(solution.cost, least)} of the best possible"
            optimum = f"{proof}, cost {laid_out.quality(solution.cost)}"
            return Decision(_decided(request, problem, dates, staffed), optimum, missed(problem, chosen))
        terms = (*terms, *_kept_apart(request, stuck, dates))
    return Conflict(_in_the_way(terms), proven=False)


def _in_the_way(terms: tuple[Term, ...]) -> tuple[Because, ...]:
    """The sessions for which nobody, or no place, was found on the days that were tried, each told once."""
    tried = [term.because for term in terms if isinstance(term, NeverTogether)]
    return tuple(dict.fromkeys(tried))[:MOST_TOLD]


def _groups_in_order(request: Request, chosen: Mapping[str, int]) -> dict[str, int]:
    """The same days with the groups that have own dates in order: set 1 is the first to meet.

    Which of them has which days costs nothing, as long as no plan before says who had which.
    """
    found = dict(chosen)
    sessions = [one for one in request.posed if one.member is not None]
    for kind in dict.fromkeys(one.member[0] for one in sessions if one.member and request.previous is None):
        rows: dict[int, list[str]] = {}
        for one in sessions:
            if one.member and one.member[0] == kind:
                rows.setdefault(one.member[1], []).append(one.id)
        best = sorted(rows.values(), key=lambda ids: [chosen[id_] for id_ in ids])
        for ids, taken in zip((rows[n] for n in sorted(rows)), best, strict=True):
            found |= {id_: chosen[other] for id_, other in zip(ids, taken, strict=True)}
    return found


def _kept_apart(request: Request, stuck: list[Stuck], dates: Mapping[str, date]) -> Iterator[Term]:
    """What keeps sessions off each other that wanted the same person or venue; or a session off a day without any."""
    long = {one.id: one.days for one in request.sessions}
    for one in stuck:
        because = Because(f"{one.session} wants the same people or place as {one.other}")
        if one.other is not None and one.other in long:
            yield NeverTogether(one.session, one.other, long[one.other], long[one.session], because)
        else:
            yield Forbidden(one.session, frozenset({request.day(dates[one.session])}), because)


def _decided(
    request: Request, problem: Problem, dates: Mapping[str, date], staffed: Mapping[str, Staffed]
) -> dict[str, Decided]:
    evenly = {term.later: term for term in problem.terms if isinstance(term, Evenly)}
    found = {}
    for session in request.sessions:
        day, even = dates[session.id], evenly.get(session.id)
        before = dates[even.earlier] if even else day
        reason = why(even, (day - before).days, even.ideal[request.day(before)] if even else 0)
        if session.links:
            reason = f"asked for {session.links[0].words}"
        one = staffed[session.id]
        found[session.id] = Decided(day, one.people, one.venue, reason)
    return found
