"""From a programme and its plan before to its next plan, checked by rules that share no code with the search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import IN_PLAN
from hsplan.plan.case import HELD, Case
from hsplan.plan.changes import Change, changed_since, changes
from hsplan.plan.fingerprint import fingerprint
from hsplan.plan.revising import Occasion, first_plan, revised_plan, revived, way_back
from hsplan.planner.choosing import NODES
from hsplan.planner.conflict import Conflict
from hsplan.planner.search import posed, search
from hsplan.problem import Because
from hsplan.programme.unfolding import sessions_of
from hsplan.request import NOTHING_TAKEN, Request
from hsplan.rules import judge

if TYPE_CHECKING:
    from datetime import date, datetime

    from hsplan.calendars.model import Calendar
    from hsplan.findings import Finding
    from hsplan.plan.model import Plan
    from hsplan.plan.revising import Decision
    from hsplan.programme.model import Programme
    from hsplan.request import Taken


UP_TO_DATE = "brought up to date"


@dataclass(frozen=True)
class Planned:
    """A plan, and how it differs from the one before; where nothing differs, no file needs to be touched."""

    plan: Plan
    changes: tuple[Change, ...] = ()
    is_new: bool = False
    missed: tuple[str, ...] = ()
    """The author's wishes that the best plan does not fulfil."""
    mended: tuple[Finding, ...] = ()
    """What was wrong with the plan before, and is no more."""
    by_hand: tuple[str, ...] = ()
    """Sessions that a person changed in the plan's file, and that stay as they were changed."""
    cost: int = 0
    """What a first plan costs."""
    least: int = 0
    """What it would cost at least."""

    @property
    def touched(self) -> bool:
        """Whether there is anything to write."""
        return self.is_new or bool(self.changes)


@dataclass(frozen=True)
class Given:
    """What a planning has to go by besides the programme and the plan before."""

    taken: Taken = NOTHING_TAKEN
    """What other plans have decided already."""
    as_of: date | None = None
    """The day before which nothing may change."""
    did: str | None = None
    """What a person did to the plan before; None where they only asked for the plan to be kept up to date."""
    nodes: int = NODES
    """How many parts the search for a first plan looks into, as long as that is enough to find one."""
    why: bool = True
    """Whether a conflict is to say which wishes clash, which takes far longer than to know that some do."""


NOTHING_GIVEN = Given()


def plan_anew(
    named: tuple[str, Programme],
    calendar: Calendar,
    at: datetime,
    before: Plan | None,
    given: Given = NOTHING_GIVEN,
) -> Planned | Conflict:
    """A first plan of a programme with its id, or a fresh one in place of the one before, under a new calendar id."""
    id_, programme = named
    decision = _first(Request.of(programme, calendar, None, given.taken, given.as_of), given)
    if isinstance(decision, Conflict):
        return decision
    did = f"planned from {calendar.start}" if before is None else f"planned afresh from {calendar.start}"
    plan = first_plan(Occasion(id_, programme, calendar, at, did), decision, before)
    case = replace(Case.of(programme, plan, calendar, given.taken.joint, given.taken.held), as_of=given.as_of)
    return Planned(checked(case), is_new=True, missed=decision.missed, cost=decision.cost, least=decision.least)


def plan_again(
    programme: Programme,
    calendar: Calendar,
    at: datetime,
    before: Plan,
    given: Given = NOTHING_GIVEN,
) -> Planned | Conflict:
    """The plan as it stands if it still holds, else its next revision with as little change as possible."""
    changed = changed_since(programme, before)
    wrong = tuple(judge(Case.of(programme, before, calendar, given.taken.joint, given.taken.held)))
    edited = before.fingerprint != fingerprint(programme, calendar)
    if not wrong and not changed and not edited and given.taken.suits(before, programme):
        return Planned(before)
    held = revived(before, programme)
    past = _past_dropped(programme, held, given.as_of)
    if past:
        return Conflict(past)
    decision = search(Request.of(programme, calendar, held, given.taken, given.as_of), why=given.why)
    if isinstance(decision, Conflict):
        return decision
    joint = {one.id for one in sessions_of(programme) if one.joint_with}
    own = () if edited else {*changed} & before.sessions.keys() - joint  # with whom others hold it they change
    did = given.did or ("mended" if wrong and not edited else "changed by hand, checked" if own else UP_TO_DATE)
    plan = revised_plan(held, Occasion(before.programme, programme, calendar, at, did, given.as_of), decision)
    found = tuple(changes(before, plan))
    if not found:
        return Planned(before)
    plan = plan.model_copy(update={"undo": way_back(before, plan, did)})
    by_hand = tuple(one.session for one in found if one.kind == "words" and one.session in own and not given.did)
    case = replace(
        Case.of(programme, plan, calendar, given.taken.joint, given.taken.held), before=before, as_of=given.as_of
    )
    broken = _past_broken(case, held, decision)
    if broken:
        return Conflict(broken)
    return Planned(checked(case), found, missed=decision.missed, mended=wrong, by_hand=by_hand)


def _first(request: Request, given: Given) -> Decision | Conflict:
    """What is decided in so many parts, or, where none is found in those, in as many as for one programme alone."""
    problem = posed(request)
    found = search(request, problem=problem, nodes=given.nodes, why=given.why)
    if isinstance(found, Conflict) and not found.proven and given.nodes < NODES:
        return search(request, problem=problem, why=given.why)
    return found


def _past_dropped(programme: Programme, plan: Plan, as_of: date | None) -> tuple[Because, ...]:
    """The sessions that lie before the day that is given, and that the programme has no more."""
    known = {one.id for one in sessions_of(programme)}
    return tuple(
        Because(
            f"{id_} was on {in_words(booking.date)}, before {in_words(as_of)} (--as-of), and is no session any more",
            (IN_PLAN, "sessions", id_),
        )
        for id_, booking in plan.sessions.items()
        if as_of is not None and booking.status in HELD and booking.date < as_of and id_ not in known
    )


def _past_broken(case: Case, before: Plan, decision: Decision) -> tuple[Because, ...]:
    """The rules that are broken by people, places or times that somebody wrote, before the day that is given."""
    as_of = case.as_of
    if as_of is None:
        return ()
    past = {id_: one for id_, one in before.sessions.items() if one.status in HELD and one.date < as_of}
    if not past:
        return ()
    kept = any(
        (was.people, was.venue) != (decision.sessions[id_].people, decision.sessions[id_].venue)
        for id_, was in past.items()
    )
    words = f"what lies before {in_words(as_of)} stays as it is (--as-of)"
    return tuple(
        Because(f"{words}: {finding.message}", (IN_PLAN, *finding.path))
        for finding in judge(case)
        if kept or finding.path[1] in past
    )


def checked(case: Case) -> Plan:
    """The plan of a case, once the checker finds nothing wrong with it.

    Raises:
        RuntimeError: where it finds something wrong, which is a mistake of ours.
    """
    wrong = judge(case)
    if wrong:
        codes = ", ".join(sorted({finding.code for finding in wrong}))
        raise RuntimeError(f"the planner's answer breaks {codes}")
    return case.plan
