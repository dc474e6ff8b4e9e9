"""The programmes of a command planned together, and what is said of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from hsplan.calendars.model import Calendar
    from hsplan.cli.starts import Job
    from hsplan.plan.held import Holdings
    from hsplan.plan.model import Plan
    from hsplan.planner.conflict import Conflict
    from hsplan.planner.planning import Planned
    from hsplan.planner.portfolio import Group, Portfolio
    from hsplan.planner.together import Run
    from hsplan.workspace.opening import Opened

MOST_TOLD = 60
"""How many people and venues are listed."""
NAME_WIDTH = 40


@dataclass(frozen=True)
class Together:
    """What was found for each job, in their order, and for all of them."""

    found: tuple[Planned | Conflict, ...]
    portfolio: Portfolio
    beside: Holdings
    """Whom programmes want that were not planned."""


def plan_together(jobs: Sequence[Job], at: datetime, as_of: date | None, *, fresh: bool, named: bool) -> Together:
    """A plan or a conflict for each job, with nobody wanted twice at a time, here or in other plans of the folder.

    Where the programmes are named, there may be others, whose plans stay as they are.
    """
    from hsplan.cli.progress import steps
    from hsplan.planner import portfolio

    beside = held_beside([job.opened for job in jobs] if named else [])
    groups = _groups(jobs, as_of, fresh=fresh)
    with steps("Planning", portfolio.steps(groups)) as step:
        whole = portfolio.plan_portfolio(groups, beside, at, step)
    found = tuple(one for group in whole.found for one in group)
    return Together(found, whole, beside)


def held_beside(opened: Sequence[Opened]) -> Holdings:
    """Whom other plans of the folder want; of those that cannot be read it is said on stderr."""
    from hsplan.cli.talk import tell_unread
    from hsplan.plan.held import Holdings
    from hsplan.workspace.neighbours import add_neighbours

    whom = {who for one in opened for who in one.shares.values()}
    beside = Holdings()
    tell_unread(add_neighbours(beside, [one.source for one in opened], whom))
    return beside


def _groups(jobs: Sequence[Job], as_of: date | None, *, fresh: bool) -> list[Group]:
    """The jobs by file: cohorts of one file may hold sessions together."""
    from itertools import groupby

    from hsplan.planner.portfolio import Group
    from hsplan.workspace.joint import partners_of
    from hsplan.workspace.opening import held_plans

    found = []
    for _, mine in groupby(jobs, key=lambda job: job.opened.source.path):
        together = list(mine)
        sources = {job.opened.source for job in together}
        partners = {one for job in together for one in partners_of(job.opened.understood(), job.opened.source)}
        held = held_plans(sorted(partners - sources, key=lambda one: one.full_id))
        runs = (
            run_of(job.opened, job.calendar, job.stored.plan if job.stored else None, as_of, fresh=fresh)
            for job in together
        )
        found.append(Group(tuple(runs), held))
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
    from hsplan.planner.together import Run

    one = opened.party
    return Run(one.id, one.cohort, one.programme, calendar, before, fresh, one.file, one.shares, as_of, did)


def tell_together(jobs: Sequence[Job], together: Together, done: Sequence[Job]) -> None:
    """Who made room for whom, how much each person leads, and how good all new plans are, on stderr.

    Of those that are not done, the plan before still counts.
    """
    from hsplan.cli.screen import folded
    from hsplan.cli.talk import say
    from hsplan.plan.load import loads

    for moved, for_ in together.portfolio.made_room:
        say(folded(f"{moved}: changed to make room for {for_}, for which none was found otherwise"))
    if len(jobs) == 1 or not done:
        return
    parties, holdings = [job.opened.party for job in jobs], _held(jobs, together, done)
    found = loads(parties, holdings)
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


def _held(jobs: Sequence[Job], together: Together, done: Sequence[Job]) -> Holdings:
    """Whom the plans of some jobs want: the new ones of those that are done, the ones before of the others."""
    from hsplan.plan.held import holdings_of
    from hsplan.planner.planning import Planned

    known = {job.opened.source for job in done}
    plans = []
    for job, one in zip(jobs, together.found, strict=True):
        if isinstance(one, Planned) and job.opened.source in known:
            plans.append((job.opened.party, one.plan))
        elif job.stored is not None:
            plans.append((job.opened.party, job.stored.plan))
    return holdings_of(plans, together.beside)


def _month(month: tuple[int, int]) -> str:
    from hsplan.dates.days import MONTHS

    return f"{MONTHS[month[1] - 1]} {month[0]}"


def _worth(portfolio: Portfolio) -> str:
    """How good the new plans are together."""
    plans = "1 new plan" if portfolio.new == 1 else f"{portfolio.new} new plans together"
    beyond = portfolio.cost - portfolio.least
    proof = f"within {beyond} of the best possible" if beyond else "proven best"
    return f"{plans}: {proof}, cost {portfolio.cost}"
