"""`hsplan schedule`: plans, or re-plans with the least change, and prints the calendar."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from hsplan.cli.arguments import DryRun, ProgrammeNames, Yes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from hsplan.cli.starts import Job
    from hsplan.planner.conflict import Conflict
    from hsplan.planner.planning import Planned


def schedule(
    names: ProgrammeNames = None,
    *,
    start: Annotated[
        str | None, typer.Option("--start", metavar="MONTH", help="The first month or day of a first plan: 2011-01.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Plan anew: nothing is kept, and every calendar entry becomes a new one.")
    ] = False,
    dry_run: DryRun = False,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a plan would change.")] = False,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="What lies before this day, or today, stays as it is.")
    ] = None,
    yes: Yes = False,
) -> None:
    """Date every session, check the plan, write it, and print the calendar.

    Run again after a change, the plan changes as little as can be proved possible.

    Example: hsplan schedule --start 2011-01
             hsplan schedule stepney --dry-run
             hsplan schedule --as-of 2011-06-01
    """
    from hsplan.cli.clock import now
    from hsplan.cli.portfolio import plan_together, tell_together
    from hsplan.cli.scheduled import print_all, tell_waiting
    from hsplan.cli.starts import begin, open_all
    from hsplan.cli.turn import turn
    from hsplan.findings import RefusedError
    from hsplan.planner.conflict import Conflict

    wanted = _read_start(start) if start is not None else None
    since = _read_as_of(as_of)
    with turn(names, writes=(write := not (dry_run or check))):
        jobs = begin(open_all(names), wanted, named=bool(names), fresh=fresh)
        together = plan_together(jobs, now(), since(jobs), fresh=fresh, named=bool(names))
        planned = list(zip(jobs, together.found, strict=True))
        waiting = _waiting(planned)
        done = [(job, one) for job, one in planned if not isinstance(one, Conflict) and job not in waiting]
        if write and not yes:
            _refuse_many(done)
        lost = _saved(done) if write else {}
    print_all(done, lost, written=write)
    tell_together(jobs, together, [job for job, _ in done])
    tell_waiting(waiting)
    refused = [(job, one) for job, one in planned if isinstance(one, Conflict) and job not in waiting]
    if refused:
        from hsplan.cli.no_plan import impossible

        raise RefusedError(*impossible(refused, alone=len(jobs) == 1))
    changed = any(one.touched for _, one in done)
    _tell_onward(done, names, written=write or not changed)
    if check and changed:
        raise typer.Exit(1)


def _read_as_of(words: str | None) -> Callable[[list[Job]], date | None]:
    """The day that `--as-of` gives, for the programmes that are planned; a wrong one is a wrong command line."""
    from hsplan.cli.clock import today_of
    from hsplan.cli.days import is_today, read_day_option

    if words is not None and is_today(words):
        return lambda jobs: today_of(*(job.opened.understood() for job in jobs))
    day = read_day_option(words, "--as-of", or_today=True) if words is not None else None
    return lambda _: day


def _saved(done: list[tuple[Job, Planned]]) -> dict[int, tuple[str, ...]]:
    """Write what has changed; of each, by its number, the comments that found no place."""
    from hsplan.workspace.opening import save_plans

    new = [n for n, (_, one) in enumerate(done) if one.touched]
    saved = save_plans([(done[n][0].opened.source, done[n][1].plan, done[n][0].stored) for n in new])
    return dict(zip(new, saved, strict=True))


def _tell_onward(done: list[tuple[Job, Planned]], names: list[str] | None, *, written: bool) -> None:
    from hsplan.cli.cancelling import are_many
    from hsplan.cli.onward import in_earnest, next_step

    if written:
        next_step(*_next(done, names))
    else:
        many = any(job.stored is not None and one.touched and are_many(job.stored.plan, one.plan) for job, one in done)
        in_earnest(*["--yes"] * many)


def _next(done: list[tuple[Job, Planned]], names: list[str] | None) -> list[str]:
    """What to do with the plans: where people were told of one that has changed, they are told again."""
    from hsplan.cli.cancelling import publish_step
    from hsplan.schedule.readers import untold

    step = publish_step(names or (), [one.plan for _, one in done])
    return (
        step
        if any(untold(job.opened.understood(), one.plan) for job, one in done)
        else ["export", *(names or ()), "--format", "ics"]
    )


def _refuse_many(done: list[tuple[Job, Planned]]) -> None:
    """Nothing is written where that would cancel many sessions that people were told of, unless it is on purpose."""
    from hsplan.cli.cancelling import refuse_many

    for job, one in done:
        if job.stored is not None and one.touched:
            refuse_many(job.opened.source.full_id, job.stored.plan, one.plan)


def _waiting(planned: list[tuple[Job, Planned | Conflict]]) -> list[Job]:
    """The cohorts that others, with whom they hold sessions together, could not follow: of these alone it is told why.

    Some have a plan; for others there is none as long as those keep to the one that they had.
    """
    from hsplan.planner.conflict import Conflict

    failed = {job.opened.source for job, one in planned if isinstance(one, Conflict)}
    to_blame = {job.opened.source for job, one in planned if isinstance(one, Conflict) and one.alone}
    return [
        job
        for job, one in planned
        if not isinstance(one, Conflict) or not one.alone
        if (to_blame if isinstance(one, Conflict) else failed).intersection(job.opened.partners)
    ]


def _read_start(text: str) -> date:
    """The day that `--start` gives; a wrong one is a wrong command line."""
    from hsplan.cli.wrong import unquoted, wrong
    from hsplan.dates.day_phrases import read_start
    from hsplan.dates.misread import MisreadError

    try:
        return read_start(text)
    except MisreadError as misread:
        raise unquoted(sys.argv[1:]) or wrong(f"--start: {misread.found}", misread.expected, misread.mend) from None
