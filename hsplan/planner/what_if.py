"""A plan as it stands, and what another decision would cost more and move."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from hsplan.plan.case import HELD
from hsplan.planner.explained import Move, Other
from hsplan.planner.pricing import Choice, by_wish
from hsplan.preferences import prefer
from hsplan.problem import Because, Forbidden, Rank
from hsplan.request import Request, Taken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.calendars.model import Calendar
    from hsplan.plan.model import Booking, Plan
    from hsplan.plan.revising import Decided, Decision
    from hsplan.problem import Term
    from hsplan.programme.model import Programme

WHAT_IF = Because("what if the session were on another day", fact=True)


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
        """The same, with everything held but one session, whose people and place stay where they are pinned."""
        rest = {id_: one for id_, one in self.plan.sessions.items() if id_ != session}
        asked = self.plan.sessions[session]
        if kept := tuple(pin for pin in asked.pinned if pin != "date"):
            # As of something cancelled, nothing but its pins is to be kept: no change of its day counts.
            rest[session] = asked.model_copy(update={"pinned": kept, "status": "cancelled"})
        return replace(self.request, previous=self.plan.model_copy(update={"sessions": rest}))

    @cached_property
    def wishes(self) -> tuple[Term, ...]:
        """Every preference, save that things stay as they were."""
        return tuple(term for term in prefer(self.afresh) if getattr(term, "rank", Rank.QUALITY) == Rank.QUALITY)

    @cached_property
    def choice(self) -> Choice:
        """The plan as it stands."""
        return self._chosen({id_: one for id_, one in self.plan.sessions.items() if one.status in HELD})

    def _chosen(self, found: Mapping[str, Booking] | Mapping[str, Decided]) -> Choice:
        known = {one.id for one in self.request.sessions}
        mine = {id_: one for id_, one in found.items() if id_ in known}
        return Choice(
            {id_: self.request.day(one.date) for id_, one in mine.items()},
            {id_: one.people for id_, one in mine.items()},
            {id_: one.venue for id_, one in mine.items()},
        )

    def total(self, choice: Choice) -> int:
        """What all wishes cost with a choice."""
        return sum(by_wish(self.wishes, choice).values())

    def other(self, session: str, decision: Decision) -> Other:
        """What a decision costs more than the plan as it stands, and what else it moves."""
        before, after = self.choice, self._chosen(decision.sessions)
        was, is_ = by_wish(self.wishes, before), by_wish(self.wishes, after)
        more = {wish: is_.get(wish, 0) - was.get(wish, 0) for wish in dict.fromkeys([*is_, *was])}
        told = sorted(((wish, by) for wish, by in more.items() if by), key=lambda one: -abs(one[1]))
        rest = [id_ for id_ in before.days if id_ != session and id_ in after.days]
        moves = tuple(
            Move(id_, self.request.on(before.days[id_]), self.request.on(after.days[id_]))
            for id_ in rest
            if before.days[id_] != after.days[id_]
        )
        staff = tuple(
            id_
            for id_ in rest
            if (set(before.people[id_]), before.venues[id_]) != (set(after.people[id_]), after.venues[id_])
        )
        return Other(decision.sessions[session].date, sum(more.values()), tuple(told), moves, staff)


def on_days_only(planning: Planning, session: str, days: frozenset[int]) -> Forbidden:
    """A session on some days only."""
    return Forbidden(session, planning.request.every - days, WHAT_IF)
