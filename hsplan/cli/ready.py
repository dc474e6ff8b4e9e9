"""Programmes with their plans, judged and ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange
from hsplan.findings import Finding, RefusedError, once
from hsplan.plan.changes import changed_since
from hsplan.schedule import Schedule, schedule
from hsplan.workspace.files import shown
from hsplan.workspace.names import find
from hsplan.workspace.opening import breaches, calendar_of, open_plan, open_programme

if TYPE_CHECKING:
    from hsplan.programme.model import Programme
    from hsplan.workspace.names import Source


@dataclass(frozen=True)
class Ready:
    """A plan to show, what the checker says of it, and which of its sessions changed since it was written."""

    source: Source
    schedule: Schedule
    findings: tuple[Finding, ...]
    stale: tuple[str, ...]
    gone: tuple[str, ...]
    """Sessions of the plan that the programme no longer has, and that cannot be shown."""


def ready(names: list[str] | None) -> list[Ready]:
    """The named programmes, or all that have a plan; each read and judged.

    Raises:
        RefusedError: where a programme or plan cannot be read, or has no plan yet.
    """
    found = []
    refused: list[Finding] = []
    unplanned: list[Finding] = []
    for source in find(names):
        try:
            one = _ready(source)
        except RefusedError as refusal:
            refused += refusal.findings
            continue
        if isinstance(one, Finding):
            unplanned.append(one)
        else:
            found.append(one)
    if refused or (unplanned and (names or not found)):
        raise RefusedError(*once([*refused, *unplanned]))
    return found


def example_start(programme: Programme) -> str:
    """A month to show in a command: that of the first day which the programme names, so that it may even be right."""
    blocks = (
        *programme.calendar.closed.values(),
        *programme.calendar.avoid.values(),
        *programme.calendar.only.values(),
    )
    days = [one.first for block in blocks for one in block.ranges if isinstance(one, DayRange)]
    return f"{min(days):%Y-%m}" if days else "2011-01"


def _ready(source: Source) -> Ready | Finding:
    opened = open_programme(source)
    programme = opened.understood()
    stored = open_plan(source)
    if stored is None:
        return no_plan_yet(source, programme)
    calendar = calendar_of(programme, stored.plan.start)
    findings = breaches(source, programme, stored, calendar)
    rows = schedule(programme, stored.plan, calendar, source.cohort)
    gone = tuple(stored.plan.sessions.keys() - {row.id for row in rows.rows})
    return Ready(source, rows, findings, changed_since(programme, stored.plan), tuple(sorted(gone)))


def no_plan_yet(source: Source, programme: Programme) -> Finding:
    """The finding that a programme has no plan, with the command that makes one."""
    start = "" if programme.start else f" --start {example_start(programme)}"
    return Finding(
        "no-plan-yet",
        f"{source.told} has no plan yet",
        expected=f"a plan in {shown(source.plan_path)}",
        help=f"run `hsplan schedule {source.name}{start}`"
        + ", with the month in which it begins" * (not programme.start),
    )
