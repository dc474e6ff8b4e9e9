"""Why a session is on its day: what that costs and by which wish, what else could be, and why each week lost.

The plan is explained as it stands. For every other day the search is asked for the best plan with the session there:
as few others moved as possible, by as few days, and then the best. So "moves day-3" is what really would follow.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange, in_words
from hsplan.findings import IN_PLAN
from hsplan.plan.case import HELD
from hsplan.plan.whereabouts import elsewhere
from hsplan.planner.conflict import Conflict
from hsplan.planner.explained import Explanation, Left, Other, Share, Stand
from hsplan.planner.pricing import cost
from hsplan.planner.search import search
from hsplan.planner.swaps import other_people, other_venues
from hsplan.planner.telling import how
from hsplan.planner.weeks import Looked, by_because, weeks_of
from hsplan.planner.what_if import Planning, on_days_only
from hsplan.posing import POSINGS, pose
from hsplan.problem import Apart, Because, Forbidden
from hsplan.programme.model import Waiver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from hsplan.plan.model import Booking
    from hsplan.plan.revising import Decision
    from hsplan.problem import Term
    from hsplan.request import Request


def explain(
    planning: Planning, session: str, tick: Callable[[int, int], None] = lambda _done, _of: None
) -> Explanation:
    """Why a session of a plan is on its day.

    Args:
        planning: The programme and its plan.
        session: The id of a session that the plan has a day for.
        tick: Told after each search how many are done, of how many at most.
    """
    booking = planning.plan.sessions[session]
    total = planning.total(planning.choice)
    fact = Explanation(
        session, booking.title, booking.days, booking.status, total, booking.days, booking.people, booking.venue
    )
    if booking.status not in HELD:
        return fact
    terms = tuple(pose(planning.freed(session)))
    stretch = _stretch(planning, session)
    left, open_days = _left(planning, terms, session, stretch)
    bonds, beside = _beside(planning, terms, session, open_days)
    looked = Looked(planning, session, tick)
    weeks, others = weeks_of(looked, terms, stretch, open_days)
    anew = search(planning.afresh)
    afresh = _afresh(planning, session, anew)
    return replace(
        fact,
        why=_why(booking, total, anew, (*others, *([afresh] if afresh is not None else []))),
        shares=tuple(_shares(planning, session)),
        afresh=afresh,
        stretch=stretch,
        left=left,
        open=len(open_days),
        bonds=bonds,
        beside=beside,
        others=others,
        weeks=weeks,
        other_people=tuple(other_people(planning, session)),
        other_venues=tuple(other_venues(planning, session)),
    )


def stand(planning: Planning, session: str, day: date) -> Stand:
    """What stands against a day for a session: the rules that forbid it, what it costs, or why no plan has it."""
    booking = planning.plan.sessions[session]
    if booking.status not in HELD:
        words = f"{session} is {booking.status}: it stays on {in_words(booking.date)}"
        return Stand(day, (Because(words, (IN_PLAN, "sessions", session, "status")),), None, None)
    freed = planning.freed(session)
    wanted = planning.request.day(day)
    if day not in planning.request.within:
        return Stand(day, (), None, Conflict((), proven=True), within=False)
    forbids, rules = [], []
    for posing in POSINGS:
        for term in posing.pose(freed):
            if isinstance(term, Forbidden) and term.session == session and wanted in term.days:
                forbids.append(term.because)
                rules.append(posing.RULE)
    kept = {term.because for term in pose(freed) if isinstance(term, Forbidden) and wanted in term.days}
    forbids = list(dict.fromkeys(one for one in forbids if one in kept))
    if forbids:
        freed = _set_aside(freed, session, rules)
    found = search(freed, also=(on_days_only(planning, session, frozenset({wanted})),))
    asked = next(one for one in planning.request.sessions if one.id == session)
    gone = tuple(elsewhere(planning.programme, asked, day, planning.taken.held))
    if isinstance(found, Conflict):
        return Stand(day, tuple(forbids), None, found, elsewhere=gone)
    return Stand(day, tuple(forbids), planning.other(session, found), None, elsewhere=gone)


def _set_aside(request: Request, session: str, rules: Sequence[str]) -> Request:
    """The request with some rules waived for a session."""
    until = request.within.last
    waived = [
        Waiver.model_construct(rule=rule, for_=(session,), why="what if", by="hsplan", until=until)
        for rule in dict.fromkeys(rules)
    ]
    programme = request.programme.model_copy(update={"waive": (*request.programme.waive, *waived)})
    return replace(request, programme=programme)


def _stretch(planning: Planning, session: str) -> DayRange:
    """The days of a session's phase or programme."""
    one = next(one for one in planning.request.booked if one.id == session)
    days, within = planning.request.frame.days(one), planning.request.within
    return DayRange(max(days.first, within.first), min(days.last, within.last))


def _left(
    planning: Planning, terms: Sequence[Term], session: str, stretch: DayRange
) -> tuple[tuple[Left, ...], frozenset[int]]:
    """What each wish takes of the days of the stretch, the one that takes most first; and the days that are left."""
    days = frozenset(planning.request.day(day) for day in stretch)
    takes = by_because([term for term in terms if isinstance(term, Forbidden) and term.session == session])
    found = []
    for wish, taken in sorted(takes.items(), key=lambda one: -len(one[1] & days)):
        if taken & days:
            found.append(Left(wish, len(taken & days)))
            days -= taken
    return tuple(found), days


def _beside(
    planning: Planning, terms: Sequence[Term], session: str, open_days: frozenset[int]
) -> tuple[tuple[Because, ...], DayRange | None]:
    """The wishes that bind a session to others, and the open days that go with those as they stand."""
    at, days, bonds = planning.choice.days, set(open_days), []
    within = range(len(planning.request.within))  # by hand a session may be on any day
    for term in terms:
        if not isinstance(term, Apart) or session not in (term.earlier, term.later):
            continue
        first = term.earlier == session
        other = at.get(term.later if first else term.earlier, -1)
        if other not in within:
            continue
        kept = {day for day in days if (term.allows(day, other) if first else term.allows(other, day))}
        if kept != days and not term.because.fact:
            bonds.append(term.because)
        days = kept
    ends = DayRange(planning.request.on(min(days)), planning.request.on(max(days))) if days and bonds else None
    return tuple(dict.fromkeys(bonds)), ends


def _shares(planning: Planning, session: str) -> Iterator[Share]:
    """What a session costs by each wish: the difference that leaving it out makes."""
    choice = planning.choice
    without = choice.without(session)
    parts: dict[Because, tuple[int, list[str]]] = {}
    for term in planning.wishes:
        if price := cost(term, choice) - cost(term, without):
            before, words = parts.get(term.because, (0, []))
            told = how(term, choice, session, planning.request.on)
            parts[term.because] = (before + price, [*words, *([told] if told else [])])
    for wish, (price, words) in sorted(parts.items(), key=lambda one: -one[1][0]):
        yield Share(wish, price, "; ".join(words))


def _afresh(planning: Planning, session: str, anew: Decision | Conflict) -> Other | None:
    """Where a session would be in a plan made anew, if that is better and not the day it has."""
    if isinstance(anew, Conflict):
        return None
    other = planning.other(session, anew)
    same = planning.request.day(other.day) == planning.choice.days[session]
    return None if same or other.more >= 0 else other


def _why(booking: Booking, total: int, anew: Decision | Conflict, others: Sequence[Other]) -> str:
    """Why a plan that costs so much has a session on its day, beside one made anew and what other days cost."""
    if "date" in booking.pinned:
        return "pinned"
    if isinstance(anew, Conflict) or any(other.more < 0 for other in others):
        return "before"
    return "best" if total <= anew.least else "found"
