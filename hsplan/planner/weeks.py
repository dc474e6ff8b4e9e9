"""Every other week of a session's stretch with the first reason that it lost, and the best other days."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange
from hsplan.planner.conflict import Conflict, clash_again
from hsplan.planner.explained import Other, Week
from hsplan.planner.search import posed, search
from hsplan.planner.tables import LaidOut
from hsplan.planner.what_if import Planning, on_days_only
from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from hsplan.problem import Term

OTHERS = 3
"""How many other days are told."""
SEARCHES = 120
"""How many weeks are searched; those further from the session's day are told as not looked into, unless the wishes
clash there that do nearer by."""
RECENT = 3
"""How many clashes of other weeks are tried before a week is searched."""


class Looked:
    """The searches made for one session, counted."""

    def __init__(self, planning: Planning, session: str, tick: Callable[[int, int], None]) -> None:
        self.planning, self.session, self.tick = planning, session, tick
        self.freed = planning.freed(session)
        self.problem = posed(self.freed)
        self.done, self.most = 0, SEARCHES
        self.clashes: list[Conflict] = []
        self.laid_out = LaidOut()

    def best(self, days: frozenset[int]) -> Other | Conflict:
        """The best plan with the session on one of some days."""
        found = search(self.freed, (on_days_only(self.planning, self.session, days),), self.problem)
        self.done += 1
        self.tick(self.done, self.most)
        if not isinstance(found, Conflict):
            return self.planning.other(self.session, found)
        self.clashes = [one for one in (found, *self.clashes) if one.proven][:RECENT]
        return found

    def clash(self, days: frozenset[int]) -> Conflict | None:
        """The clash of another week that keeps the session off some days as well, if one does."""
        only = on_days_only(self.planning, self.session, days)
        asked = replace(self.problem, terms=(*self.problem.terms, only))
        return next((one for one in self.clashes if clash_again(asked, one.wishes, self.laid_out)), None)


def _rank(other: Other) -> tuple[int, int, int, int, date]:
    """The planner's own order: sessions moved, days moved, people and venues changed, then quality."""
    days = sum(abs((one.after - one.before).days) for one in other.moves)
    return len(other.moves), days, len(other.staff), other.more, other.day


def weeks_of(
    looked: Looked, terms: Sequence[Term], stretch: DayRange, open_days: frozenset[int]
) -> tuple[tuple[Week, ...], tuple[Other, ...]]:
    """Every other week of the stretch with the reason that it lost, and the best other days of all."""
    planning, session = looked.planning, looked.session
    now = planning.choice.days[session]
    takes = [term for term in terms if isinstance(term, Forbidden) and term.session == session]
    weeks = [frozenset(week) for week in _by_week(planning, stretch)]
    weeks.sort(key=lambda week: (min(abs(day - now) for day in week), min(week)))
    open_weeks = [week for week in weeks if (week & open_days) - {now}]
    looked.most = min(SEARCHES, len(open_weeks) + OTHERS)
    best: dict[frozenset[int], Other | Conflict] = {}
    for week in open_weeks:
        days = (week & open_days) - {now}
        lost = looked.clash(days) or (looked.best(days) if looked.done < SEARCHES else None)
        best |= {week: lost} if lost is not None else {}
    found = []
    for week in sorted(weeks, key=min):
        if now not in week:
            why = best.get(week) if week & open_days else _taker(takes, week)
            found.append(Week(DayRange(planning.request.on(min(week)), planning.request.on(max(week))), why))
    return tuple(_together(found)), tuple(_best_days(looked, best, open_days - {now}))


def _best_days(
    looked: Looked, best: Mapping[frozenset[int], Other | Conflict], open_days: frozenset[int]
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
    broad = sorted(by_because(takes).items(), key=lambda one: -len(one[1]))
    kept = list(broad)
    for one in broad:
        rest = [other for other in kept if other is not one]
        if week <= frozenset().union(*(days for _, days in rest)):
            kept = rest
    return min(kept, key=lambda one: len(one[1]))[0] if kept else None


def by_because(takes: Sequence[Forbidden]) -> dict[Because, frozenset[int]]:
    """The days that each wish takes."""
    found: dict[Because, frozenset[int]] = {}
    for term in takes:
        found[term.because] = found.get(term.because, frozenset()) | term.days
    return found


def _together(weeks: Sequence[Week]) -> list[Week]:
    """Weeks that follow each other and lost by the same wish or clash, told as one."""
    found: list[Week] = []
    for week in weeks:
        last = found[-1] if found else week
        follows = (week.days.first - last.days.last).days == 1
        if follows and last.lost == week.lost and not isinstance(week.lost, Other):
            found[-1] = Week(DayRange(last.days.first, week.days.last), last.lost)
        else:
            found.append(week)
    return found
