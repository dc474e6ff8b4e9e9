"""The sum that shows why wishes clash: so many days are needed, so many are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange, in_words, span_in_words
from hsplan.dates.lengths import Length
from hsplan.findings import listed
from hsplan.problem import Apart, Forbidden

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hsplan.planner.counting import Gives, Shortage
    from hsplan.problem import Term
    from hsplan.request import Request

FEW = 4
"""Up to how many days are named one by one."""


@dataclass(frozen=True)
class Clashing:
    """The terms of a clash, as few as clash, with the facts behind them; and the dates that days stand for."""

    terms: tuple[Term, ...]
    facts: tuple[Term, ...]
    days: Sequence[date]

    def open(self, session: str) -> list[int]:
        """The days that the terms leave to a session."""
        taken: set[int] = set()
        for term in (*self.terms, *self.facts):
            if isinstance(term, Forbidden) and term.session == session:
                taken |= term.days
        return [day for day in range(len(self.days)) if day not in taken]

    def date(self, day: int) -> str:
        """A day in words, be it beyond the last."""
        return in_words(self.days[0] + timedelta(days=day))


def the_sum(clash: Clashing, order: Sequence[str]) -> str:
    """The sum in words; empty where no short one shows it. The order is that of all sessions."""
    alone = {term.session for term in clash.terms if isinstance(term, Forbidden)}
    asked = [term for term in clash.terms if isinstance(term, Apart)]
    if not clash.terms:
        return _too_few_days(clash, order)
    if asked:
        bonds = _in_a_row(asked)
        tries = (_chain, _most, _soonest, _latest) if bonds else ()
        return next((words for one in tries if (words := one(clash, bonds))), "")
    if len(alone) == 1:
        return _none_left(clash, min(alone))
    sessions = [one for one in order if one in alone]
    if words := _own_days(clash, sessions):
        return words
    bonds = _longest(clash.facts, order, sessions[0], sessions[-1])
    return _soonest(clash, bonds) if bonds else ""


def _too_few_days(clash: Clashing, order: Sequence[str]) -> str:
    """The sessions in their order take more days than there are."""
    bonds = max((_longest(clash.facts, order, first, None) for first in order), key=len, default=[])
    needed = 1 + sum(min(term.least) for term in bonds)
    if needed <= len(clash.days):
        return ""
    return f"{len(bonds) + 1} sessions in their order need {Length(needed, 'day')}; {len(clash.days)} are there"


def _longest(facts: Sequence[Term], order: Sequence[str], first: str, last: str | None) -> list[Apart]:
    """The longest row of bonds from a session to another, or to any, whose ends come in the order of all."""
    place = {session: n for n, session in enumerate(order)}
    best: dict[str, list[Apart]] = {first: []}
    bonds = [term for term in facts if isinstance(term, Apart) and place[term.earlier] < place[term.later]]
    for term in sorted(bonds, key=lambda one: (place[one.earlier], place[one.later])):
        if term.earlier in best and len(best[term.earlier]) + 1 > len(best.get(term.later, [])):
            best[term.later] = [*best[term.earlier], term]
    return best.get(last, []) if last is not None else max(best.values(), key=len)


def _in_a_row(bonds: Sequence[Apart]) -> list[Apart]:
    """The bonds as a row, each from where the one before it ends; nothing where they are none."""
    by_earlier = {term.earlier: term for term in bonds}
    starts = by_earlier.keys() - {term.later for term in bonds}
    if len(by_earlier) < len(bonds) or len(starts) != 1:
        return []
    found = [by_earlier[min(starts)]]
    while (following := by_earlier.get(found[-1].later)) is not None:
        found.append(following)
    return found if len(found) == len(bonds) else []


def _chain(clash: Clashing, bonds: Sequence[Apart]) -> str:
    """So many gaps need so many days, and fewer lie between the first day and the last that they may have."""
    sessions = (bonds[0].earlier, bonds[-1].later)
    first, last = clash.open(sessions[0]), clash.open(sessions[-1])
    if not first or not last:
        return ""
    least = [min(term.least[day] for day in range(first[0], len(term.least))) for term in bonds]
    have = last[-1] - first[0]
    if sum(least) <= have:
        return ""
    if len(set(least)) == 1 and len(bonds) > 1:
        needed = f"{len(bonds)} gaps of at least {Length(least[0], 'day')} need {sum(least)} days"
    elif len(bonds) == 1:
        needed = f"from {sessions[0]} to {sessions[-1]} at least {Length(least[0], 'day')} are wanted"
    else:
        needed = (
            f"gaps of at least {', '.join(map(str, least[:-1]))} and {Length(least[-1], 'day')} need {sum(least)} days"
        )
    left = f"{have} are left" if have > 0 else "none are left"
    return f"{needed}; {left}, from {clash.date(first[0])} to {clash.date(last[-1])}"


def _most(clash: Clashing, bonds: Sequence[Apart]) -> str:
    """Two sessions that may lie no further apart than the nearest of their days do."""
    for term in bonds:
        if term.most is None:
            continue
        most = term.most
        later = clash.open(term.later)
        pairs = [(b - a, a, b) for a in clash.open(term.earlier) for b in later if b - a >= term.least[a]]
        if pairs and all(apart > most[a] for apart, a, _ in pairs):
            apart, a, b = min(pairs)
            between = f"from {clash.date(a)} to {clash.date(b)}"
            may = f"{term.earlier} and {term.later} may be {Length(most[a], 'day')} apart"
            if most[a] < 0:
                may = f"{term.later} is at least {Length(-most[a], 'day')} before {term.earlier}"
            return f"{may}; the nearest of their days are {apart}, {between}"
    return ""


def _soonest(clash: Clashing, bonds: Sequence[Apart]) -> str:
    """Each session as early as the one before it lets it, until one finds no day."""
    open_days = clash.open(bonds[0].earlier)
    if not open_days:
        return ""
    at, told = open_days[0], [f"{bonds[0].earlier} is on {clash.date(open_days[0])} at the earliest"]
    for term in bonds:
        soonest, mine = at + term.least[at], clash.open(term.later)
        following = [day for day in mine if day >= soonest]
        if not following:
            told.append(f"then {term.later} from {clash.date(soonest)}")
            return _ending(told, f"its last day is {clash.date(mine[-1])}" if mine else "")
        at = following[0]
        told.append(f"then {term.later} on {clash.date(at)}")
    return ""


def _latest(clash: Clashing, bonds: Sequence[Apart]) -> str:
    """Each session as late as the one before it lets it, until one finds no day."""
    open_days = clash.open(bonds[0].earlier)
    if not open_days:
        return ""
    at, told = open_days[-1], [f"{bonds[0].earlier} is on {clash.date(open_days[-1])} at the latest"]
    for term in bonds:
        latest, mine = at + term.most[at] if term.most is not None else len(clash.days), clash.open(term.later)
        before = [day for day in mine if day <= latest]
        if not before:
            told.append(f"then {term.later} until {clash.date(latest)}")
            return _ending(told, f"its first day is {clash.date(mine[0])}" if mine else "")
        at = before[-1]
        told.append(f"then {term.later} on {clash.date(at)}")
    return ""


def _ending(told: Sequence[str], end: str) -> str:
    """The steps, the first and the last of them where they are many, and how they end."""
    shown = told if len(told) <= FEW else [told[0], "…", *told[-2:]]
    return f"{', '.join(shown)}; {end or 'no day is left to it'}"


def _none_left(clash: Clashing, session: str) -> str:
    """What each wish takes of the days of one session, until none is left."""
    left = set(range(len(clash.days)))
    for fact in clash.facts:
        left -= fact.days if isinstance(fact, Forbidden) and fact.session == session else frozenset()
    if not left:
        return ""
    told: list[str] = []
    all_days = len(left)
    takes = [term for term in clash.terms if isinstance(term, Forbidden) and term.session == session]
    for term in sorted(takes, key=lambda one: -len(one.days & left)):
        left -= term.days
        told.append(f"`{term.because.words}`{'' if told else ' leaves'} {len(left) or 'none'}")
    if left or len(told) < 2:  # noqa: PLR2004 - of one alone there is nothing to add up
        return ""
    return f"of {all_days} days for {session}, {listed(told)}"


def _own_days(clash: Clashing, sessions: Sequence[str]) -> str:
    """So many sessions on days of their own, and fewer days that are open to any of them."""
    open_days = sorted({day for session in sessions for day in clash.open(session)})
    if len(open_days) >= len(sessions):
        return ""
    named = f": {listed([clash.date(day) for day in open_days])}" if 0 < len(open_days) <= FEW else ""
    are = "day is" if len(open_days) == 1 else "days are"
    return f"{len(sessions)} sessions want days of their own, and {len(open_days) or 'no'} {are} open to them{named}"


def short_of(found: Shortage, request: Request) -> str:
    """So many sessions need more days of people or venues than these have."""
    span = span_in_words(DayRange(request.on(found.first), request.on(found.last)))
    which = f"{len(found.sessions)} sessions" if len(found.sessions) > 1 else found.sessions[0]
    need = "need" if len(found.sessions) > 1 else "needs"
    wanted = f"{which}, {span}, {need} {Length(found.needed, 'day')}"
    if found.of == "participants":
        return f"{wanted} of those who take part, who have {found.gives[0].days}"
    people = found.of == "people"
    what = "of those who lead" if people else "at a venue"
    names = request.programme.people if people else request.programme.venues
    has = [f"{names[one.who].name} has {one.days or 'none'}{_capped(one, request)}" for one in found.gives]
    return f"{wanted} {what}; {listed(has) if has else 'nobody leads'}"


def _capped(gives: Gives, request: Request) -> str:
    cap = request.programme.people[gives.who].at_most if gives.cap is not None else None
    return f" (at most {cap})" if cap is not None else ""
