"""From a programme and its plan before to its next plan, checked by rules that share no code with the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.plan.case import Case
from hsplan.plan.changes import Change, changed_since, changes
from hsplan.plan.fingerprint import fingerprint
from hsplan.plan.revising import Occasion, first_plan, revised_plan
from hsplan.planner.conflict import Conflict
from hsplan.planner.search import search
from hsplan.problem import Request, Taken
from hsplan.rules import judge

if TYPE_CHECKING:
    from datetime import datetime

    from hsplan.calendars.model import Calendar
    from hsplan.findings import Finding
    from hsplan.plan.model import Plan
    from hsplan.programme.model import Programme


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


NOTHING_TAKEN = Taken()


def plan_anew(
    named: tuple[str, Programme],
    calendar: Calendar,
    at: datetime,
    before: Plan | None,
    taken: Taken = NOTHING_TAKEN,
) -> Planned | Conflict:
    """A first plan of a programme with its id, or a fresh one in place of the one before, under a new calendar id."""
    id_, programme = named
    decision = search(Request.of(programme, calendar, taken=taken))
    if isinstance(decision, Conflict):
        return decision
    did = f"planned from {calendar.start}" if before is None else f"planned afresh from {calendar.start}"
    plan = first_plan(Occasion(id_, programme, calendar, at, did), decision, before)
    checked = _checked(programme, plan, calendar, taken)
    return Planned(checked, is_new=True, missed=decision.missed, cost=decision.cost, least=decision.least)


def plan_again(
    programme: Programme, calendar: Calendar, at: datetime, before: Plan, taken: Taken = NOTHING_TAKEN
) -> Planned | Conflict:
    """The plan as it stands if it still holds, else its next revision with as little change as possible."""
    changed = changed_since(programme, before)
    wrong = tuple(judge(Case.of(programme, before, calendar, taken.dates, taken.held)))
    edited = before.fingerprint != fingerprint(programme, calendar)
    if not wrong and not changed and not edited and taken.suits(before):
        return Planned(before)
    decision = search(Request.of(programme, calendar, before, taken))
    if isinstance(decision, Conflict):
        return decision
    did = "brought up to date" if edited else "mended" if wrong else "changed by hand, checked"
    plan = revised_plan(before, Occasion(before.programme, programme, calendar, at, did), decision)
    found = tuple(changes(before, plan))
    if not found:
        return Planned(before)
    by_hand = () if edited else tuple(one.session for one in found if one.kind == "words")
    return Planned(
        _checked(programme, plan, calendar, taken), found, missed=decision.missed, mended=wrong, by_hand=by_hand
    )


def _checked(programme: Programme, plan: Plan, calendar: Calendar, taken: Taken) -> Plan:
    """The plan, once the checker finds nothing wrong with it."""
    wrong = judge(Case.of(programme, plan, calendar, taken.dates, taken.held))
    if wrong:
        codes = ", ".join(sorted({finding.code for finding in wrong}))
        raise RuntimeError(f"the planner's answer breaks {codes}")
    return plan
