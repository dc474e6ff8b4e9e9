"""Who helps beyond the number that is needed, as it was written into the plan by hand, stays where the session stays.

The search chooses as many people as a session needs, and does not know of helpers. One is kept only where that takes
nobody from a session that the search gave them to, and is not too much for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.problem import AtMostDays
from hsplan.programme.people import apart_in_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.plan.revising import Decided
    from hsplan.problem import Problem
    from hsplan.programme.sessions import Session
    from hsplan.request import Request


def with_helpers(request: Request, problem: Problem, decided: Mapping[str, Decided]) -> dict[str, Decided]:
    """What was decided, with the helpers of the plan before wherever they can still help."""
    helping = _Helping(request, problem, dict(decided))
    for session in request.sessions:
        helping.keep(session)
    return helping.decided


class _Helping:
    """What has been decided so far, those who help included."""

    def __init__(self, request: Request, problem: Problem, decided: dict[str, Decided]) -> None:
        self.request = request
        self.decided = decided
        self.longs = {one.id: one.days for one in request.sessions}
        self.caps = [one for one in problem.terms if isinstance(one, AtMostDays)]
        self.aside = request.waived("two-places-at-once")

    def keep(self, session: Session) -> None:
        """Keep those who helped with a session that stays on its day, beside all who lead it."""
        booking, now = self.request.booking(session), self.decided[session.id]
        if booking is None or booking.date != now.date or not set(now.people) <= set(booking.people):
            return
        able = self.request.candidates[session.id].people
        day = self.request.day(booking.date)
        for who in booking.people:
            if who not in now.people and day in able.get(who, ()) and self._free(who, session, now.venue):
                before, now = now, replace(now, people=(*now.people, who))
                self.decided[session.id] = now
                if self._too_often(who, session):
                    self.decided[session.id] = now = before
        in_order = tuple(who for who in booking.people if who in now.people)
        self.decided[session.id] = replace(now, people=in_order)

    def _days(self, id_: str) -> range:
        first = self.request.day(self.decided[id_].date)
        return range(first, first + self.longs[id_])

    def _free(self, who: str, session: Session, venue: str | None) -> bool:
        """Whether someone is at no other session then, nor in another town on one of its days."""
        days = self._days(session.id)
        if venue is not None and days[0] in self.request.candidates[session.id].away_at.get((who, venue), ()):
            return False
        beside = (
            one
            for one in self.request.sessions
            if one.id != session.id and who in self.decided[one.id].people and set(days) & set(self._days(one.id))
        )
        return all(self._go_together(session, one) for one in beside)

    def _go_together(self, one: Session, other: Session) -> bool:
        """Whether someone may be at two sessions of one day."""
        if any(self._days(each.id)[0] <= self.aside.get(each.id, -1) for each in (one, other)):
            return True
        venues = self.request.programme.venues
        towns = {
            venues[id_].town
            for each in (one, other)
            if (id_ := self.decided[each.id].venue) is not None and id_ in venues
        }
        return apart_in_time(one, other) and len(towns - {None}) <= 1

    def _too_often(self, who: str, session: Session) -> bool:
        """Whether someone leads more in one period than they can, with this session among what they lead."""
        for cap in self.caps:
            counted = [
                id_
                for id_, one in self.decided.items()
                if who in one.people and self._days(id_)[0] > cap.aside.get(id_, -1)
            ]
            if cap.who == who and session.id in counted:
                led = {day for id_ in counted for day in self._days(id_)} | cap.already
                periods = {cap.periods[day] for day in self._days(session.id)}
                if any(sum(cap.periods[day] == period for day in led) > cap.most for period in periods):
                    return True
        return False
