"""Pose every rule and preference, choose dates, people and places, and say what was decided, or why nothing can be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.plan.revising import Decided, Decision
from hsplan.planner import choosing
from hsplan.planner.bounding import AtLeast
from hsplan.planner.chain import Unfound
from hsplan.planner.choosing import EASY, NODES, Best, best
from hsplan.planner.conflict import Conflict, find_conflict
from hsplan.planner.counting import shortage
from hsplan.planner.helping import with_helpers
from hsplan.planner.narrowing import consistent, narrowed
from hsplan.planner.pricing import Choice, cost, keeps
from hsplan.planner.tables import TooLargeError, tables
from hsplan.planner.telling import missed, why
from hsplan.posing import pose
from hsplan.preferences import prefer
from hsplan.problem import NOBODY, PARTICIPANTS, AtMostDays, Because, DateRule, Evenly, OneAtATime, Problem, Staffing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hsplan.problem import Term
    from hsplan.request import Request


CROWDED = 3
"""Where those who take part are at sessions on one day in so many, adding up may show that days are too few."""


def posed(request: Request) -> Problem:
    """The problem of a request: every term of every rule and preference."""
    return request.problem((*pose(request), *prefer(request)))


def search(
    request: Request,
    also: tuple[Term, ...] = (),
    problem: Problem | None = None,
    nodes: int = NODES,
    *,
    why: bool = True,
) -> Decision | Conflict:
    """The best plan for a request, or a conflict that knows what was asked for.

    Args:
        request: What is asked for.
        also: Terms that are asked for besides: what if a session were on another day?
        problem: What `posed` made of the request, where it is searched more than once.
        nodes: How many parts of all that may be chosen are looked into at most.
        why: Whether a conflict is to say which wishes clash, which takes far longer than to know that some do.
    """
    problem = posed(request) if problem is None else problem
    if also:
        problem = replace(problem, terms=(*problem.terms, *also))
    found = _search(request, problem, nodes, why=why)
    return replace(found, request=request) if isinstance(found, Conflict) else found


def why_not(conflict: Conflict) -> Conflict:
    """The same conflict with the wishes that clash, where it was only asked whether any do."""
    if conflict.wishes or conflict.request is None or not conflict.proven:
        return conflict
    return replace(find_conflict(posed(conflict.request)), request=conflict.request)


def open_days(request: Request) -> dict[str, frozenset[int]]:
    """By session the days that the rules about days leave it, those of all sessions bound to it taken together.

    Where that leaves one of them none, each has what is left by itself.
    """
    rules = request.problem(term for term in pose(request) if isinstance(term, DateRule))
    try:
        laid_out = tables(rules)
    except TooLargeError:
        return dict.fromkeys(rules.sessions, request.every)
    kept = consistent(laid_out)
    days = laid_out.days if kept is None else narrowed(laid_out, kept).days
    return {id_: frozenset(mine.tolist()) for id_, mine in zip(rules.sessions, days, strict=True)}


def least(request: Request, nodes: int) -> AtLeast:
    """What any first plan costs at the least, as far as so many parts tell; few of them tell no more than one."""
    problem = posed(request)
    try:
        root = choosing.at_least(problem)
        found = best(problem, nodes) if nodes >= EASY else None
    except TooLargeError:
        return AtLeast(0, 0)
    bound = found.tables.quality(found.bound) if isinstance(found, Best) else 0
    return replace(root, cost=max(root.cost, bound))


def _search(request: Request, problem: Problem, nodes: int, *, why: bool) -> Decision | Conflict:
    """The best plan for a request, or an irreducible conflict; one that is not proven says that no plan was found.

    Dates, people and places are the best by the whole weighted objective.
    """
    try:
        # Where there are too few days, adding up proves at once what takes a whole search very long.
        short = nodes >= NODES and any(_may_be_short(one, problem) for one in problem.terms)
        found = None if short and shortage(problem) is not None else best(problem, nodes)
    except TooLargeError:
        return Conflict((Because("so many sessions over so many days are more than hsplan plans at once"),), False)  # noqa: FBT003
    if found is None:
        return find_conflict(problem) if why else Conflict((), proven=True)
    if isinstance(found, Unfound):
        return Conflict((), proven=False)
    chosen = _groups_in_order(request, problem, Choice(found.dates, found.people, found.venues))
    proof = "proven" if found.proven else f"within {found.tables.beyond(found.cost, found.bound)} of the best possible"
    costs = found.tables.quality(found.cost), found.tables.quality(found.bound)
    optimum = f"{proof}, cost {costs[0]}"
    return Decision(_decided(request, problem, chosen), optimum, missed(problem, chosen.days), *costs)


def _may_be_short(term: Term, problem: Problem) -> bool:
    """Whether it is worth adding up first: somebody leads so much at most, or takes part in very much."""
    crowded = isinstance(term, OneAtATime) and term.who == PARTICIPANTS and len(term.sessions) > problem.days // CROWDED
    return crowded or isinstance(term, AtMostDays)


def _groups_in_order(request: Request, problem: Problem, now: Choice) -> Choice:
    """The same choice with the groups that have own dates in order: set 1 is the first to meet.

    Which of them has which days costs nothing, as long as no plan before says who had which, the same people and places
    will do for all of them, and nothing else tells one of them from another.
    """
    staffing = {one.session: one for one in problem.terms if isinstance(one, Staffing)}
    groups: dict[str, dict[int, list[str]]] = {}
    for one in request.posed if request.previous is None else ():
        if one.member is not None:
            groups.setdefault(one.member[0], {}).setdefault(one.member[1], []).append(one.id)
    given = {id_: id_ for id_ in problem.sessions}
    for rows in groups.values():
        first, *others = rows.values()
        if all(_alike(staffing, first, row) for row in others):
            ordered = sorted(rows.values(), key=lambda ids: [now.days[id_] for id_ in ids])
            for ids, taken in zip((rows[n] for n in sorted(rows)), ordered, strict=True):
                given |= dict(zip(ids, taken, strict=True))
    then = Choice(
        {id_: now.days[of] for id_, of in given.items()},
        {id_: now.people[of] for id_, of in given.items()},
        {id_: now.venues[of] for id_, of in given.items()},
    )
    dearer = sum(cost(one, then) - cost(one, now) for one in problem.terms) if then != now else 0
    return now if dearer or not keeps(problem, then) else then


def _alike(staffing: Mapping[str, Staffing], one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two groups may have the same people and places on all of their dates."""
    pairs = ((staffing.get(a), staffing.get(b)) for a, b in zip(one, other, strict=True))
    return all(_nameless(a) == _nameless(b) for a, b in pairs)


def _nameless(term: Staffing | None) -> tuple[object, ...] | None:
    """What is said of whom a session may have, without its name; of a window nothing is."""
    return None if term is None else (term.long, term.needed, term.asked, term.people, term.venues, term.away_at)


def _decided(request: Request, problem: Problem, chosen: Choice) -> dict[str, Decided]:
    evenly = {term.later: term for term in problem.terms if isinstance(term, Evenly)}
    decided = {}
    for session in request.sessions:
        even, day, reason = evenly.get(session.id), chosen.days[session.id], None
        if session.links:
            reason = f"asked for {session.links[0].words}"
        elif even is not None:
            reason = why(even, chosen.days[even.earlier], day)
        people = tuple(sorted(id_ for id_ in chosen.people[session.id] if not id_.startswith(NOBODY)))
        decided[session.id] = Decided(request.on(day), people, chosen.venues[session.id], reason)
    return with_helpers(request, problem, decided)
