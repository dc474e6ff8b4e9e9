"""Programmes with their plans, judged and ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import MAXYEAR
from typing import TYPE_CHECKING

from hsplan.cli.clock import today
from hsplan.cli.progress import watched
from hsplan.dates.days import DayRange
from hsplan.findings import MOST_WRONG, Finding, RefusedError, once
from hsplan.plan.changes import changed_since
from hsplan.plan.held import Holdings
from hsplan.programme.clock import timezone_of
from hsplan.schedule.arranging import Planned, schedule
from hsplan.schedule.readers import untold
from hsplan.workspace.names import command, find
from hsplan.workspace.neighbours import add_neighbours
from hsplan.workspace.opening import breaches, but_bases, calendar_of, no_plan, open_plan, open_programme

if TYPE_CHECKING:
    from datetime import date

    from hsplan.programme.model import Programme
    from hsplan.schedule.rows import Schedule
    from hsplan.workspace.names import Source

DECEMBER = 12


@dataclass(frozen=True)
class Ready:
    """A plan to show, what the checker says of it, and which of its sessions changed since it was written."""

    source: Source
    planned: Planned
    schedule: Schedule
    """All of it, as participants may see it."""
    findings: tuple[Finding, ...]
    stale: tuple[str, ...]
    gone: tuple[str, ...]
    """Sessions of the plan that the programme no longer has, and that cannot be shown."""
    untold: tuple[str, ...] = ()
    """What differs from what people were told, where they were told of anything: sessions, and who comes."""


def ready(names: list[str] | None) -> list[Ready]:
    """The named programmes, or all that have a plan; each read and judged.

    Raises:
        RefusedError: where a programme or plan cannot be read, or has no plan yet.
    """
    found = []
    refused: list[Finding] = []
    unplanned: list[Finding] = []
    holdings = Holdings()
    sources = find(names)
    for source in watched(sources, "Reading"):
        try:
            one = _ready(source, holdings)
        except RefusedError as refusal:
            refused += refusal.findings
            if len(refused) >= MOST_WRONG:  # nobody mends more before running it again
                break
            continue
        if isinstance(one, Finding):
            unplanned.append(one)
        else:
            found.append(one)
    if names or not found:
        refused = [*refused, *unplanned] if names else but_bases([*refused, *unplanned])
    if refused:
        raise RefusedError(*once(refused))
    if names:
        add_neighbours(holdings, sources)
    crowded = holdings.crowded()
    return [replace(one, findings=_across(one, holdings)) if one.source.key in crowded else one for one in found]


def example_start(programme: Programme) -> str:
    """A month to show in a command, which may even be right: that of the first day that the programme names.

    Its calendar comes first, then the days of people and venues; where none names a day, it is the next month.
    """
    blocks = (
        *programme.calendar.closed.values(),
        *programme.calendar.avoid.values(),
        *programme.calendar.only.values(),
    )
    days = [one.first for block in blocks for one in block.ranges if isinstance(one, DayRange)]
    if not days:
        free = [one.away for one in programme.people.values()] + [one.closed for one in programme.venues.values()]
        days = [one.first for some in free for one in some if isinstance(one, DayRange)]
    return f"{min(days):%Y-%m}" if days else _next_month(today(timezone_of(programme)))


def _next_month(day: date) -> str:
    """The month after that of a day; after the last that there is, that one itself.

    >>> from datetime import date
    >>> _next_month(date(2010, 12, 31)), _next_month(date(2011, 1, 31)), _next_month(date(9999, 12, 1))
    ('2011-01', '2011-02', '9999-12')
    """
    year, month = (day.year, day.month + 1) if day.month < DECEMBER else (day.year + 1, 1)
    return f"{year}-{month:02}" if year <= MAXYEAR else f"{day:%Y-%m}"


def _across(one: Ready, holdings: Holdings) -> tuple[Finding, ...]:
    """What the checker says of a plan beside all others; few need to be read again for it."""
    opened, stored = open_programme(one.source), open_plan(one.source)
    if stored is None:
        return one.findings  # it was taken away meanwhile
    return breaches(opened, stored, calendar_of(opened.understood(), stored.plan.start), holdings)


def _ready(source: Source, holdings: Holdings) -> Ready | Finding:
    opened = open_programme(source)
    programme = opened.understood()
    stored = open_plan(source)
    if stored is None:
        return no_plan(opened)
    calendar = calendar_of(programme, stored.plan.start)
    findings = breaches(opened, stored, calendar)
    shared = {id_: ":".join(who) for id_, who in opened.shares.items()}
    planned = Planned(programme, stored.plan, calendar, source.cohort, shared)
    rows = schedule(planned)
    holdings.put(opened.party, stored.plan)
    gone = tuple(stored.plan.sessions.keys() - {row.id for row in (*rows.rows, *rows.gone)})
    stale, new = changed_since(programme, stored.plan), untold(programme, stored.plan)
    return Ready(source, planned, rows, findings, stale, tuple(sorted(gone)), new)


def with_start(finding: Finding) -> Finding:
    """That a programme has no plan yet: with a start in the command that makes one, where its file says none."""
    if finding.code != "no-plan-yet":
        return finding
    programme = open_programme(find([*finding.step[1:]])[0]).programme
    if programme is None or programme.start is not None:
        return finding
    step = *finding.step, "--start", example_start(programme)
    return replace(finding, help=f"run `{command(*step)}`, with the month in which it begins", step=step)
