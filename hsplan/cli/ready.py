"""Programmes with their plans, judged and ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.findings import Finding, RefusedError
from hsplan.plan.changes import changed_since
from hsplan.schedule import Schedule, schedule
from hsplan.workspace.files import shown
from hsplan.workspace.names import find
from hsplan.workspace.opening import breaches, calendar_of, open_plan, open_programme

if TYPE_CHECKING:
    from hsplan.workspace.names import Source


@dataclass(frozen=True)
class Ready:
    """A plan to show, what the checker says of it, and which of its sessions changed since it was written."""

    source: Source
    schedule: Schedule
    findings: tuple[Finding, ...]
    stale: tuple[str, ...]


def ready(names: list[str] | None) -> list[Ready]:
    """The named programmes, or all that have a plan; each read and judged.

    Raises:
        RefusedError: where a programme or plan cannot be read, or has no plan yet.
    """
    found = []
    refused: list[Finding] = []
    unplanned = []
    for source in find(names):
        try:
            one = _ready(source)
        except RefusedError as refusal:
            refused += refusal.findings
            continue
        if one is None:
            unplanned.append(source)
        else:
            found.append(one)
    if refused or (unplanned and (names or not found)):
        raise RefusedError(*refused, *map(_no_plan_yet, unplanned))
    return found


def _ready(source: Source) -> Ready | None:
    opened = open_programme(source)
    programme = opened.understood()
    stored = open_plan(source)
    if stored is None:
        return None
    calendar = calendar_of(programme, stored.plan.start)
    findings = breaches(programme, stored.plan, calendar, stored.document)
    return Ready(source, schedule(programme, stored.plan, calendar), findings, changed_since(programme, stored.plan))


def _no_plan_yet(source: Source) -> Finding:
    return Finding(
        "no-plan-yet",
        f"{shown(source.path)} has no plan yet",
        expected=f"a plan in {shown(source.plan_path)}",
        help=f"run `hsplan schedule {source.name} --start 2011-01`, with the month in which it begins",
    )
