"""From a programme and its plan before to its next plan: posed, searched, and checked independently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.cli.ready import changed_since
from hsplan.findings import RefusedError
from hsplan.plan.changes import Change, changes
from hsplan.plan.fingerprint import fingerprint
from hsplan.plan.revising import Decision, Occasion, first_plan, revised_plan
from hsplan.planner.conflict import Conflict
from hsplan.planner.search import search
from hsplan.planner.telling import tell
from hsplan.posing import POSINGS
from hsplan.preferences import PREFERENCES
from hsplan.problem import Request
from hsplan.programme.sessions import sessions_of
from hsplan.workspace.opening import Opened, Stored, breaches

if TYPE_CHECKING:
    from datetime import date, datetime

    from hsplan.calendars.model import Calendar
    from hsplan.plan.model import Plan
    from hsplan.programme.model import Programme


@dataclass(frozen=True)
class Planned:
    """A plan, and how it differs from the one before; nothing differs where no file needs to be touched."""

    plan: Plan
    changes: tuple[Change, ...]
    is_new: bool
    by_hand: tuple[str, ...] = ()
    """Sessions that a person changed in the plan's file, and that stay as they were changed."""

    @property
    def touched(self) -> bool:
        """Whether there is anything to write."""
        return self.is_new or bool(self.changes)


def plan_anew(opened: Opened, calendar: Calendar, start: date, at: datetime, before: Stored | None) -> Planned:
    """A first plan, or a fresh one in place of the one before, under a calendar id of its own."""
    programme = opened.understood()
    did = f"planned from {start}" if before is None else f"planned afresh from {start}"
    occasion = Occasion(opened.source.id, programme, calendar, start, at, did)
    decision = _decide(opened, programme, calendar, None)
    plan = first_plan(occasion, decision, before.plan if before else None)
    return Planned(_checked(programme, plan, calendar), (), is_new=True)


def plan_again(opened: Opened, calendar: Calendar, at: datetime, before: Stored) -> Planned:
    """The plan as it stands if it still holds, else its next revision with as little change as possible."""
    programme = opened.understood()
    old = before.plan
    changed = changed_since(programme, old)
    sound = not breaches(programme, old, calendar)
    edited = old.fingerprint != fingerprint(programme, calendar)
    if sound and not changed and not edited:
        return Planned(old, (), is_new=False)
    did = "brought up to date" if edited else "changed by hand, checked"
    occasion = Occasion(opened.source.id, programme, calendar, old.start, at, did)
    plan = revised_plan(old, occasion, _decide(opened, programme, calendar, old))
    found = tuple(changes(old, plan))
    if not found and sound:
        return Planned(old, (), is_new=False)
    by_hand = () if edited else tuple(one.session for one in found if one.kind == "words")
    return Planned(_checked(programme, plan, calendar), found, is_new=False, by_hand=by_hand)


def _decide(opened: Opened, programme: Programme, calendar: Calendar, previous: Plan | None) -> Decision:
    request = Request(programme, sessions_of(programme), calendar, calendar.within, previous)
    terms = [term for posing in POSINGS for term in posing.pose(request)]
    terms += [term for preference in PREFERENCES for term in preference.prefer(request)]
    found = search(request, terms)
    if isinstance(found, Conflict):
        finding = tell(found)
        raise RefusedError(opened.document.placed(finding) if opened.document else finding)
    return found


def _checked(programme: Programme, plan: Plan, calendar: Calendar) -> Plan:
    """The plan, once the checker that shares no code with the search finds nothing wrong with it."""
    wrong = breaches(programme, plan, calendar)
    if wrong:
        codes = ", ".join(sorted({finding.code for finding in wrong}))
        raise RuntimeError(f"the planner's answer breaks {codes}")
    return plan
