"""The programmes of a command planned together, and what is said of all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from hsplan.cli.progress import steps
from hsplan.cli.screen import folded
from hsplan.cli.talk import say, tell_unread
from hsplan.dates.days import MONTHS
from hsplan.findings import first_of
from hsplan.plan.held import Holdings
from hsplan.plan.load import loads
from hsplan.planner import portfolio
from hsplan.planner.planning import Planned
from hsplan.planner.together import Run
from hsplan.workspace.files import exists
from hsplan.workspace.names import command
from hsplan.workspace.neighbours import add_neighbours
from hsplan.workspace.opening import calendar_of, held_with, open_programme

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from datetime import date, datetime

    from hsplan.calendars.model import Calendar
    from hsplan.cli.starts import Job
    from hsplan.plan.model import Plan
    from hsplan.planner.conflict import Conflict
    from hsplan.planner.portfolio import Portfolio
    from hsplan.workspace.names import Source
    from hsplan.workspace.opening import Opened

MOST_TOLD = 60
"""How many people and venues are listed."""
MOST_NAMED = 3
"""How many cohorts without a plan are named."""
NAME_WIDTH = 40


@dataclass(frozen=True)
class Together:
    """What was found for each job, in their order, and for all of them."""

    found: tuple[Planned | Conflict, ...]
    portfolio: Portfolio
    beside: Holdings
    """Whom programmes want that were not planned."""
    unplanned: tuple[Source, ...]
    """Cohorts without a plan that are not planned now, and hold sessions together with some that are."""


def plan_together(jobs: Sequence[Job], at: datetime, as_of: date | None, *, fresh: bool, named: bool) -> Together:
    """A plan or a conflict for each job, with nobody wanted twice at a time, here or in other plans of the folder.

    Where the programmes are named, there may be others, whose plans stay as they are.
    """
    beside = held_beside([job.opened for job in jobs] if named else [])
    partners = {one: None for job in jobs if job.stored is None or fresh for one in job.opened.partners}
    now = {job.opened.source for job in jobs}
    unplanned = tuple(one for one in partners if one not in now and not exists(one.plan_path))
    groups = _groups(jobs, as_of, _heeded(unplanned), fresh=fresh)
    with steps("Planning", portfolio.steps(groups)) as step:
        whole = portfolio.plan_portfolio(groups, beside, at, step)
    found = tuple(one for group in whole.found for one in group)
    return Together(found, whole, beside, unplanned)


def _heeded(unplanned: Sequence[Source]) -> Iterator[tuple[Source, Run]]:
    """Cohorts without a plan of which it is known when they begin; what is wrong with others is told elsewhere."""
    for opened in map(open_programme, unplanned):
        if opened.sound and opened.programme is not None and opened.programme.start is not None:
            yield opened.source, run_of(opened, calendar_of(opened.programme, opened.programme.start), None, fresh=True)


def held_beside(opened: Sequence[Opened]) -> Holdings:
    """Whom other plans of the folder want; of those that cannot be read it is said on stderr."""
    whom = {who for one in opened for who in one.shares.values()}
    beside = Holdings()
    tell_unread(add_neighbours(beside, [one.source for one in opened], whom))
    return beside


def _groups(
    jobs: Sequence[Job], as_of: date | None, heeded: Iterable[tuple[Source, Run]], *, fresh: bool
) -> list[portfolio.Group]:
    """The jobs by file: cohorts of one file may hold sessions together."""
    found, known = [], dict(heeded)
    for _, mine in groupby(jobs, key=lambda job: job.opened.source.path):
        together = list(mine)
        runs = (
            replace(
                run_of(job.opened, job.calendar, job.stored.plan if job.stored else None, as_of, fresh=fresh),
                heeds=tuple(known[one] for one in job.opened.partners if one in known),
            )
            for job in together
        )
        found.append(portfolio.Group(tuple(runs), held_with([job.opened for job in together])))
    return found


def run_of(
    opened: Opened,
    calendar: Calendar,
    before: Plan | None,
    as_of: date | None = None,
    *,
    fresh: bool,
    did: str | None = None,
) -> Run:
    """What the planner needs to know of a programme and the plan before."""
    one = opened.party
    return Run(one.id, one.cohort, one.programme, calendar, before, fresh, one.file, one.shares, as_of, did)


def tell_together(jobs: Sequence[Job], together: Together, done: Sequence[Job]) -> None:
    """Who made room for whom, how much each person leads, and how good all new plans are, on stderr.

    Of those that are not done, the plan before still counts.
    """
    for moved, for_ in together.portfolio.made_room:
        say(folded(f"{moved}: changed to make room for {for_}, for which none was found otherwise"))
    if done and together.unplanned:
        names = first_of([one.full_id for one in together.unplanned], MOST_NAMED)
        all_ = dict.fromkeys(replace(one, cohort=None).name for one in together.unplanned)
        have = "have" if len(together.unplanned) > 1 else "has"
        say(folded(f"{names} {have} no plan yet for what is held together. For all: {command('schedule', *all_)}"))
    if len(jobs) == 1 or not done:
        return
    written = {job.opened.source for job in done}
    pairs = zip(jobs, together.found, strict=True)
    found = loads([(job.opened.party, _plan_of(job, one, written)) for job, one in pairs], together.beside)
    for leads, heading in ((True, "Days led, over all programmes"), (False, "Days at each venue")):
        rows = [one for one in found if one.leads is leads]
        if rows:
            say(f"\n{heading:<{NAME_WIDTH}}  days  programmes  most in a month")
        for one in rows[:MOST_TOLD]:
            name = one.name if len(one.name) <= NAME_WIDTH - 2 else f"{one.name[: NAME_WIDTH - 5]}..."
            say(
                f"  {name:<{NAME_WIDTH - 2}}  {one.days:>4}  {one.programmes:>10}  {one.most:>3} in {_month(one.month)}"
            )
        if len(rows) > MOST_TOLD:
            say(f"  and {len(rows) - MOST_TOLD} more")
    if found and together.portfolio.new:  # programmes that share nobody are told one by one
        say(f"\n{_worth(together.portfolio)}")


def _plan_of(job: Job, found: Planned | Conflict, written: Container[Source]) -> Plan | None:
    """The plan that a programme has now: the new one if it is written, else the one before."""
    from hsplan.planner.planning import Planned

    if isinstance(found, Planned) and job.opened.source in written:
        return found.plan
    return job.stored.plan if job.stored is not None else None


def _month(month: tuple[int, int]) -> str:
    return f"{MONTHS[month[1] - 1]} {month[0]}"


def _worth(portfolio: Portfolio) -> str:
    """How good the new plans are together."""
    plans = "1 new plan" if portfolio.new == 1 else f"{portfolio.new} new plans together"
    beyond = portfolio.cost - portfolio.least
    if not beyond:
        return f"{plans}: proven best, cost {portfolio.cost}"
    return f"{plans}: within {beyond:,} of the best possible (cost {portfolio.cost:,})"
