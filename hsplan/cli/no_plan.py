"""Why programmes have no plan, as findings at their lines, with what would do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.cli.clock import now
from hsplan.cli.portfolio import held_beside, run_of
from hsplan.cli.progress import watched
from hsplan.dates.days import in_words
from hsplan.plan.amending import as_wished, moved
from hsplan.plan.notice import notice_days
from hsplan.planner.planning import Planned
from hsplan.planner.refused import ONE_WOULD_DO, tell_all
from hsplan.planner.together import plan_together
from hsplan.workspace.names import command
from hsplan.workspace.opening import held_with, placed_beside

if TYPE_CHECKING:
    from datetime import date

    from hsplan.cli.starts import Job
    from hsplan.findings import Finding, Path
    from hsplan.plan.model import Plan
    from hsplan.planner.conflict import Conflict
    from hsplan.programme.model import Programme


def impossible(refused: list[tuple[Job, Conflict]], *, alone: bool) -> list[Finding]:
    """Why some have no plan, and what would do."""
    looked = watched(refused, "Looking for what would do")
    return [told for job, conflict in looked for told in _told(job, conflict, alone=alone)]


def _told(job: Job, conflict: Conflict, *, alone: bool) -> list[Finding]:
    """A conflict as findings at their lines, one for each clash; of several programmes each names its own."""
    shared = bool(job.opened.shares)
    found = tell_all(conflict, job.opened.understood().length, job.calendar.within, by_itself=shared)
    if any(("notice",) in _paths(one) for one in found) and (move := _to_be_moved(job, conflict)):
        found = tuple(
            replace(one, help=one.help if one.mends else ONE_WOULD_DO, mends=(move, *one.mends)) for one in found
        )
    whose = "" if alone else f"{job.opened.source.full_id}: "
    return [placed_beside(job.opened, job.stored, replace(one, message=f"{whose}{one.message}")) for one in found]


def _paths(finding: Finding) -> list[Path]:
    """All places that a finding is about."""
    return [finding.path, *(note.path for note in finding.notes)]


def _to_be_moved(job: Job, conflict: Conflict) -> str:
    """The `move` of what cannot stay within the notice, which binds no person, where that makes a plan."""
    opened, plan, asked = job.opened, job.stored.plan if job.stored is not None else None, conflict.request
    near = notice_days(asked.programme, asked.as_of) if asked is not None else None
    if plan is None or asked is None or near is None:
        return ""

    def found(before: Plan, programme: Programme, as_of: date | None) -> Planned | Conflict:
        run = replace(run_of(opened, job.calendar, before, as_of, fresh=False), programme=programme)
        return plan_together([run], held_with([opened]), now(), held_beside([opened]))[0]

    freely = found(plan, asked.programme.model_copy(update={"notice": None}), asked.as_of)
    differ = freely.changes if isinstance(freely, Planned) else ()
    days = [
        (one.session, one.after.date)
        for one in differ
        if one.kind == "moved" and one.before and one.after and one.before.date in near
    ]
    if len(days) != 1 or not isinstance(
        found(as_wished(plan, moved(plan, *days[0])), opened.understood(), None), Planned
    ):
        return ""
    move = command("move", f"{opened.source.name}:{days[0][0]}", in_words(days[0][1]))
    return f"move it by hand, as the notice binds only `schedule`: `{move}`"
