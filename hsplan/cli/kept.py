"""Plans that are to be changed, each with its programme and with what is beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeGuard

from hsplan.cli.clock import now
from hsplan.cli.portfolio import held_beside
from hsplan.cli.starts import other_start
from hsplan.findings import Finding, RefusedError
from hsplan.plan.held import Holdings, holdings_of
from hsplan.plan.revising import Occasion, up_to_date
from hsplan.programme.unfolding import sessions_of
from hsplan.schedule.readers import untold
from hsplan.workspace.files import exists
from hsplan.workspace.joint import plan_beside
from hsplan.workspace.opening import calendar_of, judged_plan, no_plan, open_plan, open_programme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hsplan.calendars.model import Calendar
    from hsplan.plan.model import Booking, Plan
    from hsplan.programme.model import Programme
    from hsplan.workspace.names import Source
    from hsplan.workspace.opening import Opened, Stored

MOST_NOTES = 6
"""How many breaches are named of one plan."""


@dataclass(frozen=True)
class Kept:
    """A programme with its plan, which is to be changed."""

    opened: Opened
    stored: Stored
    calendar: Calendar
    beside: Holdings
    """Whom the plans of the folder want; whom its own does is never in its way."""

    @property
    def plan(self) -> Plan:
        """Its plan, as it is before the change."""
        return self.stored.plan

    @property
    def programme(self) -> Programme:
        """What was asked for."""
        return self.opened.understood()

    @property
    def source(self) -> Source:
        """Its files."""
        return self.opened.source

    @cached_property
    def broken(self) -> list[Finding]:
        """What the checker says of its plan, as it is before the change."""
        return self.wrong(self.plan)

    def placed(self, finding: Finding) -> Finding:
        """A finding about its plan, at its place in the plan's file."""
        return self.stored.document.placed(finding)

    def brought(self, session: str) -> tuple[str, ...]:
        """The sessions of its plan that one brings along, by itself or its kind: they make no sense without it."""
        found = (one for one in sessions_of(self.programme) if one.path[-2] == "brings")
        ids = [one.id for one in found if one.id == f"{session}-{one.path[-1]}"]
        return tuple(id_ for id_ in ids if id_ in self.plan.sessions)

    def wrong(self, plan: Plan, others: Sequence[tuple[Kept, Plan]] = ()) -> list[Finding]:
        """What the checker says of a plan of this programme, beside those of others as they stand or are to be."""
        beside = self.beside.copy() if others else self.beside
        for one, new in others:
            beside.put(one.opened.party, new)
        plans = {one.source.cohort: new for one, new in others if one.source.path == self.source.path}
        cohorts = {cohort: new for cohort, new in plans.items() if cohort is not None}
        return judged_plan(self.opened, plan, self.calendar, beside, cohorts)

    def occasion(self, did: str) -> Occasion:
        """The occasion on which it is changed now."""
        return Occasion(self.source.full_id, self.programme, self.calendar, now(), did)


def keep(sources: Iterable[Source]) -> list[Kept]:
    """Programmes and their plans, opened to be changed; whom others want is gathered once for all of them.

    Raises:
        RefusedError: where one of them cannot be read, or there is no plan.
    """
    found = [_planned(source) for source in sources]
    opened = [one for one, _ in found]
    beside = holdings_of([(one.party, stored.plan) for one, stored in found], held_beside(opened))
    return [Kept(one, stored, calendar_of(one.understood(), stored.plan.start), beside) for one, stored in found]


def _planned(source: Source) -> tuple[Opened, Stored]:
    """A programme and its plan, which begin on the same day."""
    opened = open_programme(source)
    programme = opened.understood()
    stored = open_plan(source)
    if stored is None:
        raise RefusedError(no_plan(opened))
    other = other_start(opened, stored, programme.start)
    if other is not None:
        raise RefusedError(other)
    return opened, stored


@dataclass(frozen=True)
class Changed:
    """A plan before and after a change."""

    kept: Kept
    plan: Plan
    forced: tuple[Finding, ...] = ()
    """What would have been wrong, had nothing else changed than what was asked for."""
    comments: tuple[str, ...] = ()
    """The comments of the plan before that found no place."""
    still: tuple[Finding, ...] = ()
    """What was wrong with the plan before, and still is."""


Done = list[Changed]
"""What was changed: the plan, and those that change with it."""


def partners_with(opened: Opened, session: str) -> list[Kept]:
    """The other cohorts that hold a session together with one, and whose plans have it and have not cancelled it."""
    joint = next((one.joint_with for one in sessions_of(opened.understood()) if one.id == session), ())
    sources = [one for one in opened.partners if one.cohort in joint and exists(one.plan_path)]
    return [other for other in keep(sources) if is_held(other.plan.sessions.get(session))]


def is_held(booking: Booking | None) -> TypeGuard[Booking]:
    """Whether a plan has a session, and has not cancelled it."""
    return booking is not None and booking.status != "cancelled"


def told_otherwise(done: Changed) -> Iterator[Source]:
    """The other cohorts that were told of others with whom they hold what this one has cancelled now, or holds again.

    Asked when that is written.
    """
    opened, new = done.kept.opened, done.plan.sessions
    joint = done.kept.programme.joint
    turned = [
        joint[id_].others
        for id_, one in done.kept.plan.sessions.items()
        if id_ in joint and is_held(one) != is_held(new.get(id_))
    ]
    for source in opened.partners:
        if any(source.cohort in one for one in turned):
            plan, programme = plan_beside(source), open_programme(source).programme
            if plan is not None and programme is not None and untold(programme, up_to_date(plan, programme)):
                yield source


def with_partners(plans: Sequence[Kept]) -> list[Kept]:
    """Plans whose last change is to be taken back, with those of other cohorts that the same command changed.

    Only where it changed what they hold together: taken back for one of them alone, that would no longer be joint.
    """
    found, new, looked_at = list(plans), list(plans), {one.source for one in plans}
    while new:
        one = new.pop()
        beside = [source for source in _taken_back_with(one) if source not in looked_at and exists(source.plan_path)]
        others = [
            other for other in keep(beside) if other.plan.undo is not None and _last(other.plan) == _last(one.plan)
        ]
        looked_at.update(beside)
        found += others
        new += others
    return found


def _taken_back_with(kept: Kept) -> list[Source]:
    """The other cohorts for which the last change of a plan changed something that they hold together with it."""
    undo, now_ = kept.plan.undo, kept.plan.sessions
    back = undo.sessions if undo is not None else {}
    with_it = {
        cohort
        for session in sessions_of(kept.programme)
        for cohort in session.joint_with
        if session.id in back and session.id in now_
        if _whereabouts(back[session.id]) != _whereabouts(now_[session.id])
    }
    return [source for source in kept.opened.partners if source.cohort in with_it]


def _whereabouts(booking: Booking) -> tuple[object, ...]:
    """What is the same for all who hold a session together."""
    return booking.date, frozenset(booking.people), booking.venue


def _last(plan: Plan) -> tuple[object, ...]:
    """Of which command the last change of a plan was one."""
    return plan.history[-1].at, plan.history[-1].did
