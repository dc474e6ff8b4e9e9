"""Why a session is on its day: what that costs and by which wish, what else could be, and why each week lost.

The plan is explained as it stands. For every other day the search is asked for the best plan with the session there:
as few others moved as possible, by as few days, and then the best. So "moves day-3" is what really would follow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange
from hsplan.plan.case import HELD, Case
from hsplan.plan.whereabouts import Elsewhere, elsewhere
from hsplan.planner.conflict import Conflict
from hsplan.planner.pricing import Choice, by_wish, cost
from hsplan.planner.search import search
from hsplan.planner.telling import how
from hsplan.posing import POSINGS, pose
from hsplan.preferences import prefer
from hsplan.problem import Apart, Because, Forbidden, Rank, Request, Taken
from hsplan.programme.model import Waiver
from hsplan.programme.people import qualified
from hsplan.rules import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hsplan.calendars.model import Calendar
    from hsplan.plan.model import Booking, Plan
    from hsplan.plan.revising import Decision
    from hsplan.problem import Term
    from hsplan.programme.model import Programme

OTHERS = 3
"""How many other days are told."""
SEARCHES = 60
"""How many weeks are searched; those further from the session's day are told as not looked into."""
WHAT_IF = Because("what if the session were on another day", fact=True)
WEEK = 7


@dataclass(frozen=True, slots=True)
class Share:
    """What a session's day, people and place cost by one wish: what would be saved if the session were not held."""

    wish: Because
    cost: int
    how: str
    """In a few words, how it comes to that; empty where the wish says it all."""


@dataclass(frozen=True, slots=True)
class Left:
    """How many days a wish takes from those that the wishes before it had left."""

    wish: Because
    days: int


@dataclass(frozen=True, slots=True)
class Move:
    """A session that would move."""

    session: str
    before: date
    after: date


@dataclass(frozen=True, slots=True)
class Other:
    """Another day: by how much dearer the plan would be, by which wishes, and what else would move."""

    day: date
    more: int
    """How much more than the plan as it stands; below 0 where the plan would be better, at the price of a move."""
    wishes: tuple[tuple[Because, int], ...]
    """By wish how much more, or less; what differs most comes first."""
    moves: tuple[Move, ...]
    staff: tuple[str, ...]
    """Other sessions whose people or venue would change."""


@dataclass(frozen=True, slots=True)
class Week:
    """A stretch of weeks in which a session might lie and does not, and the first reason."""

    days: DayRange
    lost: Because | Conflict | Other | None
    """The wish that takes all its days; or a clash with other wishes; or what its best day costs; or not looked into.

    For what the best day costs, several weeks are never told together.
    """


@dataclass(frozen=True, slots=True)
class Someone:
    """A person or venue that might have been chosen: what that costs more, or why it cannot be."""

    id: str
    name: str
    more: int | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Stand:
    """What stands against a day."""

    day: date
    forbids: tuple[Because, ...]
    """Every rule that forbids it by itself."""
    other: Other | None
    """What it would cost and move: were those rules set aside, if there are any."""
    conflict: Conflict | None
    """Why no plan has it, where none does."""
    within: bool = True
    """Whether it is among the days that a plan may use at all."""
    elsewhere: tuple[Elsewhere, ...] = ()
    """Who might lead it, and which venues might hold it, were they to be had on that day."""


@dataclass(frozen=True)
class Explanation:
    """Why a session is on its day."""

    session: str
    title: str
    days: DayRange
    why: str
    """`best`, `before` (it was there, and least change keeps it), `pinned`, or `delivered`."""
    total: int
    """What the whole plan costs."""
    shares: tuple[Share, ...]
    afresh: Other | None
    """Where it would be in a plan made anew, if that is another day."""
    stretch: DayRange
    """The days of its phase or programme."""
    left: tuple[Left, ...]
    open: int
    """How many days of the stretch no rule by itself forbids."""
    bonds: tuple[Because, ...]
    beside: DayRange | None
    """The first and last of those that go with the other sessions as they stand."""
    others: tuple[Other, ...]
    weeks: tuple[Week, ...]
    people: tuple[str, ...]
    venue: str | None
    other_people: tuple[Someone, ...]
    other_venues: tuple[Someone, ...]


@dataclass(frozen=True)
class Planning:
    """A programme with its plan and its days: what is to be explained."""

    programme: Programme
    plan: Plan
    calendar: Calendar
    taken: Taken

    @cached_property
    def request(self) -> Request:
        """What the plan would be made from again."""
        return Request.of(self.programme, self.calendar, self.plan, self.taken)

    @cached_property
    def afresh(self) -> Request:
        """The same, with nothing that was planned before held; what was delivered or cancelled stays."""
        past = {id_: one for id_, one in self.plan.sessions.items() if one.status not in HELD}
        return replace(self.request, previous=self.plan.model_copy(update={"sessions": past}))

    def freed(self, session: str) -> Request:
        """The same, with everything held but one session."""
        rest = {id_: one for id_, one in self.plan.sessions.items() if id_ != session}
        return replace(self.request, previous=self.plan.model_copy(update={"sessions": rest}))

    @cached_property
    def wishes(self) -> tuple[Term, ...]:
        """Every preference, save that things stay as they were."""
        return tuple(term for term in prefer(self.afresh) if getattr(term, "rank", Rank.QUALITY) == Rank.QUALITY)

    @cached_property
    def choice(self) -> Choice:
        """The plan as it stands."""
        return self._choice({id_: one for id_, one in self.plan.sessions.items() if one.status in HELD})

    def chosen(self, decision: Decision) -> Choice:
        """What was decided."""
        return self._choice(decision.sessions)

    def _choice(self, found: Mapping[str, Booking] | Mapping[str, object]) -> Choice:
        known = {one.id for one in self.request.sessions}
        mine = {id_: one for id_, one in found.items() if id_ in known}
        return Choice(
            {id_: self.request.day(one.date) for id_, one in mine.items()},  # type: ignore[attr-defined]
            {id_: one.people for id_, one in mine.items()},  # type: ignore[attr-defined]
            {id_: one.venue for id_, one in mine.items()},  # type: ignore[attr-defined]
        )

    def date(self, day: int) -> date:
        """A day of the problem."""
        return self.request.within.first + timedelta(days=day)

    def other(self, session: str, decision: Decision) -> Other:
        """What a decision costs more than the plan as it stands, and what else it moves."""
        before, after = self.choice, self.chosen(decision)
        was, is_ = by_wish(self.wishes, before), by_wish(self.wishes, after)
        more = {wish: is_.get(wish, 0) - was.get(wish, 0) for wish in dict.fromkeys([*is_, *was])}
        told = sorted(((wish, by) for wish, by in more.items() if by), key=lambda one: -abs(one[1]))
        rest = [id_ for id_ in before.days if id_ != session and id_ in after.days]
        moves = tuple(
            Move(id_, self.date(before.days[id_]), self.date(after.days[id_]))
            for id_ in rest
            if before.days[id_] != after.days[id_]
        )
        staff = tuple(
            id_
            for id_ in rest
            if (set(before.people[id_]), before.venues[id_]) != (set(after.people[id_]), after.venues[id_])
        )
        return Other(decision.sessions[session].date, sum(more.values()), tuple(told), moves, staff)


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
    if booking.status not in HELD:
        return _past(planning, session)
    terms = tuple(pose(planning.freed(session)))
    stretch = _stretch(planning, session)
    left, open_days = _left(planning, terms, session, stretch)
    bonds, beside = _beside(planning, terms, session, open_days)
    looked = _Looked(planning, session, tick)
    weeks, others = _weeks(looked, terms, stretch, open_days)
    afresh = _afresh(planning, session)
    return Explanation(
        session,
        booking.title,
        booking.days,
        _why(booking, afresh),
        sum(by_wish(planning.wishes, planning.choice).values()),
        tuple(_shares(planning, session)),
        afresh if isinstance(afresh, Other) else None,
        stretch,
        left,
        len(open_days),
        bonds,
        beside,
        others,
        weeks,
        booking.people,
        booking.venue,
        tuple(_other_people(planning, session)),
        tuple(_other_venues(planning, session)),
    )


def _past(planning: Planning, session: str) -> Explanation:
    """What was delivered or cancelled is a fact, and costs nothing."""
    booking = planning.plan.sessions[session]
    total = sum(by_wish(planning.wishes, planning.choice).values())
    return Explanation(
        session,
        booking.title,
        booking.days,
        booking.status,
        total,
        shares=(),
        afresh=None,
        stretch=booking.days,
        left=(),
        open=0,
        bonds=(),
        beside=None,
        others=(),
        weeks=(),
        people=booking.people,
        venue=booking.venue,
        other_people=(),
        other_venues=(),
    )


def stand(planning: Planning, session: str, day: date) -> Stand:
    """What stands against a day for a session: the rules that forbid it, what it costs, or why no plan has it."""
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
    found = search(freed, also=(_only(planning, session, frozenset({wanted})),))
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


def _only(planning: Planning, session: str, days: frozenset[int]) -> Forbidden:
    """A session on some days only."""
    return Forbidden(session, frozenset(range(len(planning.request.within))) - days, WHAT_IF)


class _Looked:
    """The searches made for one session, counted."""

    def __init__(self, planning: Planning, session: str, tick: Callable[[int, int], None]) -> None:
        self.planning, self.session, self.tick = planning, session, tick
        self.freed = planning.freed(session)
        self.done, self.most = 0, SEARCHES

    def best(self, days: frozenset[int]) -> Other | Conflict:
        """The best plan with the session on one of some days."""
        found = search(self.freed, also=(_only(self.planning, self.session, days),))
        self.done += 1
        self.tick(self.done, self.most)
        return found if isinstance(found, Conflict) else self.planning.other(self.session, found)


def _rank(other: Other) -> tuple[int, int, int, int, date]:
    """The planner's own order: sessions moved, days moved, people and venues changed, then quality."""
    days = sum(abs((one.after - one.before).days) for one in other.moves)
    return len(other.moves), days, len(other.staff), other.more, other.day


def _weeks(
    looked: _Looked, terms: Sequence[Term], stretch: DayRange, open_days: frozenset[int]
) -> tuple[tuple[Week, ...], tuple[Other, ...]]:
    """Every other week of the stretch with the reason that it lost, and the best other days of all."""
    planning, session = looked.planning, looked.session
    now = planning.choice.days[session]
    takes = [term for term in terms if isinstance(term, Forbidden) and term.session == session]
    weeks = [frozenset(week) for week in _by_week(planning, stretch)]
    weeks.sort(key=lambda week: (min(abs(day - now) for day in week), min(week)))
    open_weeks = [week for week in weeks if (week & open_days) - {now}]
    looked.most = min(SEARCHES, len(open_weeks) + OTHERS)
    best = {week: looked.best((week & open_days) - {now}) for week in open_weeks[:SEARCHES]}
    found = []
    for week in sorted(weeks, key=min):
        if now not in week:
            lost = best.get(week) if week & open_days else _taker(takes, week)
            found.append(Week(DayRange(planning.date(min(week)), planning.date(max(week))), lost))
    return tuple(_together(found)), tuple(_best_days(looked, best, open_days - {now}))


def _best_days(
    looked: _Looked, best: Mapping[frozenset[int], Other | Conflict], open_days: frozenset[int]
) -> Iterator[Other]:
    """The best other days: after the best of a week is told, the next best of that week takes its place."""
    waiting = {week: one for week, one in best.items() if isinstance(one, Other)}
    told: set[int] = set()
    while waiting and len(told) < OTHERS:
        week = min(waiting, key=lambda one: _rank(waiting[one]))
        one = waiting.pop(week)
        told.add(looked.planning.request.day(one.day))
        yield one
        rest = (week & open_days) - told
        if rest and len(told) < OTHERS:
            following = looked.best(rest)
            if isinstance(following, Other):
                waiting[week] = following


def _by_week(planning: Planning, stretch: DayRange) -> list[list[int]]:
    """The days of a stretch by the calendar's weeks."""
    days = [day for day in stretch if day in planning.request.within]
    return [[planning.request.day(day) for day in week] for _, week in groupby(days, lambda day: day.isocalendar()[:2])]


def _taker(takes: Sequence[Forbidden], week: frozenset[int]) -> Because | None:
    """The wish that takes a week; where it takes several, the one of them that forbids the fewest other days."""
    broad = sorted(_by_because(takes).items(), key=lambda one: -len(one[1]))
    kept = list(broad)
    for one in broad:
        rest = [other for other in kept if other is not one]
        if week <= frozenset().union(*(days for _, days in rest)):
            kept = rest
    return min(kept, key=lambda one: len(one[1]))[0] if kept else None


def _by_because(takes: Sequence[Forbidden]) -> dict[Because, frozenset[int]]:
    found: dict[Because, frozenset[int]] = {}
    for term in takes:
        found[term.because] = found.get(term.because, frozenset()) | term.days
    return found


def _together(weeks: Sequence[Week]) -> Iterator[Week]:
    """Weeks that follow each other and lost by the same wish or clash, told as one."""

    def reason(week: Week) -> object:
        return week if isinstance(week.lost, Other) else week.lost

    for _, same in groupby(weeks, reason):
        run = list(same)
        start = 0
        for n in range(1, len(run) + 1):
            if n == len(run) or (run[n].days.first - run[n - 1].days.last).days > 1:
                yield Week(DayRange(run[start].days.first, run[n - 1].days.last), run[start].lost)
                start = n


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
    takes = _by_because([term for term in terms if isinstance(term, Forbidden) and term.session == session])
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
    for term in terms:
        if not isinstance(term, Apart) or session not in (term.earlier, term.later):
            continue
        other = term.later if term.earlier == session else term.earlier
        if other not in at:
            continue
        kept = {
            day for day in days if _kept(term, *((day, at[other]) if term.earlier == session else (at[other], day)))
        }
        if kept != days and not term.because.fact:
            bonds.append(term.because)
        days = kept
    ends = DayRange(planning.date(min(days)), planning.date(max(days))) if days and bonds else None
    return tuple(dict.fromkeys(bonds)), ends


def _kept(term: Apart, earlier: int, later: int) -> bool:
    most = term.most[earlier] if term.most is not None else None
    return term.least[earlier] <= later - earlier and (most is None or later - earlier <= most)


def _shares(planning: Planning, session: str) -> Iterator[Share]:
    """What a session costs by each wish: the difference that leaving it out makes."""
    choice = planning.choice
    without = choice.without(session)
    parts: dict[Because, tuple[int, list[str]]] = {}
    for term in planning.wishes:
        if price := cost(term, choice) - cost(term, without):
            before, words = parts.get(term.because, (0, []))
            told = how(term, choice, session, planning.date)
            parts[term.because] = (before + price, [*words, *([told] if told else [])])
    for wish, (price, words) in sorted(parts.items(), key=lambda one: -one[1][0]):
        yield Share(wish, price, "; ".join(words))


def _afresh(planning: Planning, session: str) -> Other | Conflict | None:
    """Where a session would be in a plan made anew, if that is better and not the day it has; or why there is none."""
    found = search(planning.afresh)
    if isinstance(found, Conflict):
        return found
    other = planning.other(session, found)
    same = planning.request.day(other.day) == planning.choice.days[session]
    return None if same or other.more >= 0 else other


def _why(booking: Booking, afresh: Other | Conflict | None) -> str:
    if "date" in booking.pinned:
        return "pinned"
    return "best" if afresh is None else "before"


WHY_NOT = {
    "not-led": "is unavailable then",
    "led-too-often": "would lead more than `at-most` allows",
    "two-places-at-once": "is needed elsewhere then",
    "no-venue": "cannot be used then, or is too small",
}


def _other_people(planning: Planning, session: str) -> Iterator[Someone]:
    """Who else qualifies: what it costs to have them instead of one who leads, or why they cannot."""
    booking = planning.plan.sessions[session]
    asked = next(one for one in planning.request.sessions if one.id == session)
    for id_ in qualified(planning.programme, asked):
        if id_ in booking.people or not booking.people:
            continue
        swaps = [
            booking.model_copy(update={"people": tuple(id_ if who == out else who for who in booking.people)})
            for out in booking.people
            if out not in asked.leaders.people
        ]
        yield _cheapest(planning, session, (id_, planning.programme.people[id_].name), swaps)


def _other_venues(planning: Planning, session: str) -> Iterator[Someone]:
    booking = planning.plan.sessions[session]
    asked = next(one for one in planning.request.sessions if one.id == session)
    for id_ in asked.venues:
        if id_ != booking.venue:
            name = planning.programme.venues[id_].name
            yield _cheapest(planning, session, (id_, name), [booking.model_copy(update={"venue": id_})])


def _cheapest(planning: Planning, session: str, who: tuple[str, str], swaps: Sequence[Booking]) -> Someone:
    """The cheapest of some changes to a booking that breaks no rule which the plan keeps."""
    now = _breaches(planning, planning.plan)
    prices, why_not = [], "those who lead it are asked for by name" * (not swaps)
    for swap in swaps:
        plan = planning.plan.model_copy(update={"sessions": planning.plan.sessions | {session: swap}})
        broken = [code for code, told in _breaches(planning, plan) if (code, told) not in now]
        if broken:
            why_not = WHY_NOT.get(broken[0], f"would break `{broken[0]}`")
            continue
        choice = replace(planning, plan=plan).choice
        prices.append(sum(by_wish(planning.wishes, choice).values()))
    if not prices:
        return Someone(*who, None, why_not)
    return Someone(*who, min(prices) - sum(by_wish(planning.wishes, planning.choice).values()), "")


def _breaches(planning: Planning, plan: Plan) -> list[tuple[str, str]]:
    case = Case.of(planning.programme, plan, planning.calendar, planning.taken.dates)
    return [(one.code, one.message) for one in judge(case)]
