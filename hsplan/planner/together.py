"""Cohorts of one programme that hold sessions together, planned one after the other on dates that suit them all.

The first keeps off days that are impossible for those that follow; what it decides is fixed for them. Where one of them
finds no plan with that, the date is given up and all are planned anew, a bounded number of times: so "no plan" of such
cohorts says that none was found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from hsplan.plan.case import joint_bookings
from hsplan.plan.held import Holdings, Party
from hsplan.planner.bounding import Alone
from hsplan.planner.choosing import NODES
from hsplan.planner.conflict import Conflict
from hsplan.planner.planning import Given, Planned, plan_again, plan_anew
from hsplan.planner.search import least, open_days
from hsplan.posing import pose
from hsplan.problem import Forbidden
from hsplan.programme.unfolding import sessions_of
from hsplan.request import Request, Taken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from hsplan.calendars.model import Calendar
    from hsplan.plan.case import JointBookings
    from hsplan.plan.held import Held, Who
    from hsplan.plan.model import Plan
    from hsplan.problem import Because
    from hsplan.programme.model import Programme

ATTEMPTS = 30
"""How often the cohorts are planned anew with a date given up."""


ALL_OTHERS = "those who hold it as well"


@dataclass(frozen=True)
class Run:
    """A programme, or a cohort of it, to be planned; the plan before is None for a first plan."""

    id: str
    cohort: str | None
    programme: Programme
    calendar: Calendar
    before: Plan | None
    fresh: bool
    file: str = ""
    shares: Mapping[str, Who] = field(default_factory=dict)
    """Whom it shares with other programmes and cohorts."""
    as_of: date | None = None
    """The day before which nothing may change; None where no day is given."""
    did: str | None = None
    """What a person did to the plan before; None where they only asked for it to be kept up to date."""
    heeds: tuple[Run, ...] = ()
    """Cohorts without a plan that are not planned now: on what it holds together with them, it keeps to their days."""

    @cached_property
    def party(self) -> Party:
        """The run among those that share people and venues."""
        return Party(self.id, self.file, self.cohort, self.programme, self.shares)

    @cached_property
    def impossible(self) -> Mapping[str, tuple[tuple[str, ...], frozenset[date]]]:
        """Of each session that it holds together with others: with whom, and on which of its days it cannot."""
        request = Request.of(self.programme, self.calendar, self.before)
        partners = {one.id: one.joint_with for one in request.sessions if one.joint_with}
        found: dict[str, frozenset[date]] = dict.fromkeys(partners, frozenset())
        for term in _forbidden(request, partners):
            found[term.session] |= {request.on(n) for n in term.days}
        return {id_: (partners[id_], days) for id_, days in found.items()}

    def never(self, session: str) -> frozenset[date]:
        """The days on which a session leaves no dates to those bound to it, as far as that is quickly seen."""
        request = Request.of(self.programme, self.calendar, self.before)
        left = open_days(request).get(session, request.every)
        return frozenset(request.on(n) for n in request.every - left)

    def against(self, session: str, holdings: Holdings) -> Iterator[tuple[Because, frozenset[date]]]:
        """What keeps a session off some of its days by itself, beside what others hold: each wish, and those days."""
        taken = Taken(held=holdings.against(self.party, self.calendar.within))
        request = Request.of(self.programme, self.calendar, self.before, taken)
        for term in _forbidden(request, (session,)):
            yield term.because, frozenset(request.on(n) for n in term.days)


def _forbidden(request: Request, sessions: Collection[str]) -> Iterator[Forbidden]:
    """The terms by which some sessions cannot be on some days."""
    for term in pose(request) if sessions else ():
        if isinstance(term, Forbidden) and term.session in sessions:
            yield term


def plan_together(
    runs: Sequence[Run],
    held: Mapping[str, Plan],
    at: datetime,
    holdings: Holdings | None = None,
    nodes: int = NODES,
) -> list[Planned | Conflict]:
    """A plan or a conflict for each run, in their order.

    Args:
        runs: The cohorts of one file that are to be planned, or one programme by itself.
        held: The plans of cohorts that are not to be planned now, by cohort.
        at: The moment of writing.
        holdings: Whom other plans want, and those of these runs that still stand; it stays as it is.
        nodes: How many parts the search for a first plan looks into.
    """
    given_up: dict[str, frozenset[date]] = {}
    beside = _Beside(held, holdings or Holdings(), at, nodes)
    found = _in_turn(runs, beside, given_up)
    for attempt in range(ATTEMPTS):
        clash = next((n for n, one in enumerate(found) if isinstance(one, Conflict)), None)
        fixed = _fixed_before(runs, found, clash) if clash is not None else {}
        if clash is None or not fixed:
            break
        if not attempt and isinstance(itself := _by_itself(runs, clash, beside), Conflict):
            found[clash] = itself  # whatever date is given up
            break
        more = given_up | {
            id_: given_up.get(id_, frozenset()) | {day} | runs[clash].never(id_) for id_, day in fixed.items()
        }
        again = _in_turn(runs, beside, more)
        if any(isinstance(one, Conflict) for one in again[:clash]):
            break  # every date that the others can keep has been given up
        found, given_up = again, more
    return found


@dataclass(frozen=True)
class _Beside:
    """What stands beside the runs: the plans of partners, whom others want, and the moment."""

    plans: Mapping[str, Plan]
    holdings: Holdings
    at: datetime
    nodes: int

    def planned(self, run: Run, taken: Taken) -> Planned | Conflict:
        """A plan of one run: a first or fresh one, or the least change of the one before."""
        given = Given(taken, run.as_of, run.did, self.nodes, why=False)
        if run.before is None or run.fresh:
            return plan_anew((run.id, run.programme), run.calendar, self.at, run.before, given)
        return plan_again(run.programme, run.calendar, self.at, run.before, given)


def _by_itself(runs: Sequence[Run], n: int, beside: _Beside) -> Planned | Conflict:
    """What is found for one of some runs, were it not for the others."""
    holdings, run = beside.holdings.copy(), runs[n]
    for other in runs:
        holdings.drop(other.party)
    held = holdings.against(run.party, run.calendar.within)
    return beside.planned(run, Taken(joint_bookings(run.programme, beside.plans, run.cohort), held=held))


def _in_turn(runs: Sequence[Run], beside: _Beside, given_up: Mapping[str, frozenset[date]]) -> list[Planned | Conflict]:
    plans = dict(beside.plans)
    holdings = beside.holdings.copy() if len(runs) > 1 else beside.holdings
    found: list[Planned | Conflict] = []
    for n, run in enumerate(runs):
        joint = joint_bookings(run.programme, plans, run.cohort)
        barred = {id_: days for id_, days in given_up.items() if id_ not in joint}
        for later in (*runs[n + 1 :], *run.heeds):
            for id_, days in _impossible(later, run).items():
                barred[id_] = barred.get(id_, frozenset()) | days
        kept_off = {id_: {ALL_OTHERS: days} for id_, days in barred.items()}
        held = holdings.against(run.party, run.calendar.within)
        tried = frozenset(each.cohort for each in runs[:n] if each.cohort is not None)
        one = beside.planned(run, Taken(joint, _pinned(runs[n + 1 :], run), kept_off, held, tried))
        found.append(one)
        if isinstance(one, Planned) and run.cohort is not None:
            plans[run.cohort] = one.plan
        if isinstance(one, Planned) and len(runs) > 1:
            holdings.put(run.party, one.plan)
    return found


def alone(run: Run, plans: Mapping[str, Plan], held: tuple[Held, ...], nodes: int) -> Alone:
    """What a first plan of a run costs at the least beside its partners' plans, with no more held than this."""
    taken = Taken(joint_bookings(run.programme, plans, run.cohort), held=held)
    request = Request.of(run.programme, run.calendar, taken=taken, as_of=run.as_of)
    return Alone(run.id, run.calendar.within, run.shares, least(request, nodes))


def _impossible(later: Run, run: Run) -> dict[str, frozenset[date]]:
    """The days of a run on which one to be planned later cannot hold what it holds together with it."""
    joint = {id_: days for id_, (partners, days) in later.impossible.items() if run.cohort in partners}
    beyond = frozenset(day for day in run.calendar.within if day not in later.calendar.within) if joint else frozenset()
    return {id_: beyond | days for id_, days in joint.items()}


def _pinned(later: Sequence[Run], run: Run) -> JointBookings:
    """What a run holds together with those to be planned later, where their plans have people or a venue pinned."""
    plans = {one.cohort: one.before for one in later if one.cohort and one.before is not None and not one.fresh}
    found = joint_bookings(run.programme, plans, run.cohort) if plans else {}
    return {id_: by for id_, by in found.items() if any({"people", "venue"} & set(one.pinned) for one in by.values())}


def _fixed_before(runs: Sequence[Run], found: Sequence[Planned | Conflict], clash: int) -> dict[str, date]:
    """The first date that those planned before have fixed for the run that found no plan."""
    plans = {run.cohort: one.plan for run, one in zip(runs, found, strict=True) if isinstance(one, Planned)}
    for session in sessions_of(runs[clash].programme):
        for earlier in runs[:clash]:
            plan = plans.get(earlier.cohort)
            if earlier.cohort in session.joint_with and plan is not None and session.id in plan.sessions:
                return {session.id: plan.sessions[session.id].date}
    return {}
