"""`hsplan schedule`: plans, or re-plans with the least change, and prints the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from hsplan.cli.starts import Job
    from hsplan.findings import Finding
    from hsplan.planner.conflict import Conflict
    from hsplan.planner.planning import Planned
    from hsplan.planner.together import Run


MOST_TOLD = 12
CHANGED = {"times": "new times", "people": "new people", "venue": "new venue", "words": "changed"}


def schedule(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME", help="Programmes by name or path, a cohort as NAME.COHORT; all of them unless given."
        ),
    ] = None,
    *,
    start: Annotated[
        str | None, typer.Option("--start", metavar="MONTH", help="The first month or day of a first plan: 2011-01.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Plan anew: nothing is kept, and every calendar entry becomes a new one.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a plan would change.")] = False,
) -> None:
    """Date every session, check the plan independently, write it, and print the calendar.

    Run again after a change, the plan changes as little as can be proved possible.

    Example: hsplan schedule --start 2011-01
    """
    from hsplan.cli.clock import now
    from hsplan.cli.starts import begin, open_all
    from hsplan.cli.talk import say
    from hsplan.findings import RefusedError
    from hsplan.planner.conflict import Conflict

    wanted = _read_start(start) if start is not None else None
    jobs = begin(open_all(names), wanted, named=bool(names), fresh=fresh)
    at = now()
    planned = list(zip(jobs, _plan_all(jobs, at, fresh=fresh), strict=True))
    impossible = [_told(job, one) for job, one in planned if isinstance(one, Conflict)]
    waiting = _waiting(planned)
    done = [(job, one) for job, one in planned if not isinstance(one, Conflict) and job not in waiting]
    write = not (dry_run or check)
    # All plans are safe before the first line is printed: whoever reads may stop reading (`| head`).
    lost = [_save(job, one) if write and one.touched else () for job, one in done]
    for n, ((job, one), comments) in enumerate(zip(done, lost, strict=True)):
        if n:
            typer.echo()
        _print(job, one)
        _tell(job, one, comments, written=write)
    for job in waiting:
        say(f"{job.opened.source.full_id}: not written, as those with whom it holds sessions have no plan")
    if impossible:
        raise RefusedError(*impossible)
    typer.echo("Next: hsplan schedule" if dry_run or check else "Next: hsplan export --format ics", err=True)
    if check and any(one.touched for _, one in done):
        raise typer.Exit(1)


def _waiting(planned: list[tuple[Job, Planned | Conflict]]) -> list[Job]:
    """The cohorts with a plan that others, with whom they hold sessions together, could not follow."""
    from hsplan.planner.conflict import Conflict
    from hsplan.workspace.joint import partners_of

    failed = {job.opened.source for job, one in planned if isinstance(one, Conflict)}
    return [
        job
        for job, one in planned
        if not isinstance(one, Conflict)
        and failed.intersection(partners_of(job.opened.understood(), job.opened.source))
    ]


def _read_start(text: str) -> date:
    """The day that `--start` gives; a wrong one is a wrong command line."""
    from hsplan.dates.phrases import MisreadError, read_start

    try:
        return read_start(text)
    except MisreadError as misread:
        raise typer.BadParameter(f"{misread.found}; expected {misread.expected}", param_hint="--start") from None


def _plan_all(jobs: list[Job], at: datetime, *, fresh: bool) -> list[Planned | Conflict]:
    """A plan or a conflict for each job; the cohorts of one file together, since they may hold sessions together."""
    from itertools import groupby

    from hsplan.planner.together import plan_together
    from hsplan.workspace.joint import partners_of
    from hsplan.workspace.opening import held_plans

    found: list[Planned | Conflict] = []
    for _, mine in groupby(jobs, key=lambda job: job.opened.source.path):
        together = list(mine)
        sources = [job.opened.source for job in together]
        partners = {one for job in together for one in partners_of(job.opened.understood(), job.opened.source)}
        held = held_plans(sorted(partners - set(sources), key=lambda one: one.full_id))
        found += plan_together([_run(job, fresh=fresh) for job in together], held, at)
    return found


def _run(job: Job, *, fresh: bool) -> Run:
    """What the planner needs to know of a job."""
    from hsplan.planner.together import Run

    source, before = job.opened.source, job.stored.plan if job.stored else None
    return Run(source.full_id, source.cohort, job.opened.understood(), job.calendar, before, fresh)


def _told(job: Job, conflict: Conflict) -> Finding:
    """A conflict as a finding at its lines."""
    from hsplan.planner.telling import tell

    return job.opened.placed(tell(conflict, job.opened.understood().length, job.calendar.within))


def _print(job: Job, planned: Planned) -> None:
    """The calendar on stdout."""
    from hsplan.cli import screen
    from hsplan.schedule import schedule as rows
    from hsplan.views import terminal

    found = rows(job.opened.understood(), planned.plan, job.calendar, job.opened.source.cohort)
    screen.show(terminal.agenda(found, terminal.Form(screen.width(), screen.unicode_shown())))


def _save(job: Job, planned: Planned) -> tuple[str, ...]:
    """Write a plan; the comments of the plan before that found no place in it."""
    from hsplan.workspace.opening import save_plan

    return save_plan(job.opened.source, planned.plan, job.stored)


def _tell(job: Job, planned: Planned, comments: tuple[str, ...], *, written: bool) -> None:
    """What was done, on stderr."""
    from hsplan.calendars.gathering import unsettled
    from hsplan.cli.talk import say, tell_unsettled
    from hsplan.workspace.files import shown

    source = job.opened.source
    say("")
    for line in _changes(planned):
        say(line)
    for wish in planned.missed:
        say(f"  not as wished: {wish}")
    tell_unsettled(source.full_id, unsettled(job.opened.understood().calendar))
    where = f"{shown(source.plan_path)}: revision {planned.plan.revision}, optimum {planned.plan.optimum}"
    if not planned.touched:
        say(f"{source.full_id}: nothing changed. {where}")
    elif not written:
        say(f"{source.full_id}: would be written. {where}")
    else:
        for comment in comments:
            say(f"A comment of the plan before found no place in the new one: {comment}")
        say(f"{source.full_id}: written and checked. {where}")


def _changes(planned: Planned) -> Iterator[str]:
    """What differs from the plan before, a line each."""
    from hsplan.dates.days import in_words, span_in_words

    for finding in planned.mended[:MOST_TOLD]:
        yield f"  was wrong: {finding.message}"
    for change in planned.changes:
        before, after = change.before, change.after
        if change.kind == "moved" and before and after:
            yield f"  moved: {change.session} from {span_in_words(before.days)} to {span_in_words(after.days)}"
        elif change.kind == "dropped" and before:
            yield f"  dropped: {change.session}, was on {in_words(before.date)}"
        elif change.kind == "added" and after:
            yield f"  added: {change.session} on {in_words(after.date)}"
        elif change.kind == "window":
            yield f"  new window: {change.session}"
        elif after and change.session in planned.by_hand:
            yield f"  kept as changed by hand: {change.session} on {in_words(after.date)}"
        elif after:
            yield f"  {CHANGED[change.kind]}: {change.session} on {in_words(after.date)}"
