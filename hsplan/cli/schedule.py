"""`hsplan schedule`: plans, or re-plans with the least change, and prints the calendar."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from hsplan.cli.arguments import DryRun, ProgrammeNames, Yes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from hsplan.cli.starts import Job
    from hsplan.findings import Finding, Path
    from hsplan.plan.model import Plan
    from hsplan.planner.conflict import Conflict
    from hsplan.planner.planning import Planned
    from hsplan.programme.model import Programme


MOST_TOLD = 12
TRIED = "one of these would do, and was tried on the whole plan"


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
    _print_all(done, lost, written=write)
    tell_together(jobs, together, [job for job, _ in done])
    _tell_waiting(waiting)
    refused = [(job, one) for job, one in planned if isinstance(one, Conflict) and job not in waiting]
    impossible = _impossible(refused, alone=len(jobs) == 1)
    if impossible:
        raise RefusedError(*impossible)
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


def _print_all(done: list[tuple[Job, Planned]], lost: dict[int, tuple[str, ...]], *, written: bool) -> None:
    """All plans are safe before the first line is printed: whoever reads may stop reading (`| head`).

    Of several, those that stay as they are need no calendar: what is new would be lost among them.
    """
    from hsplan.cli.talk import say

    shown = [n for n, (_, one) in enumerate(done) if one.touched or len(done) == 1]
    for n, (job, one) in enumerate(done):
        if n in shown:
            if n > shown[0]:
                typer.echo()
            _print(job, one)
            say("")
        _tell(job, one, lost.get(n, ()), written=written)


def _tell_waiting(waiting: list[Job]) -> None:
    from hsplan.cli.screen import folded
    from hsplan.cli.talk import say

    if waiting:
        names = ", ".join(job.opened.source.full_id for job in waiting)
        whom = "it holds" if len(waiting) == 1 else "they hold"
        say(folded(f"{names}: not written, as those with whom {whom} sessions have no plan"))


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


def _impossible(refused: list[tuple[Job, Conflict]], *, alone: bool) -> list[Finding]:
    """Why some have no plan, and what would do."""
    from hsplan.cli.progress import watched

    looked = watched(refused, "Looking for what would do")
    return [told for job, conflict in looked for told in _told(job, conflict, alone=alone)]


def _told(job: Job, conflict: Conflict, *, alone: bool) -> list[Finding]:
    """A conflict as findings at their lines, one for each clash; of several programmes each names its own."""
    from dataclasses import replace

    from hsplan.planner.refused import tell_all
    from hsplan.workspace.opening import placed_beside

    shared = bool(job.opened.shares)
    found = tell_all(conflict, job.opened.understood().length, job.calendar.within, by_itself=shared)
    if any(("notice",) in _paths(one) for one in found) and (move := _to_be_moved(job, conflict)):
        found = tuple(replace(one, help=one.help if one.mends else TRIED, mends=(move, *one.mends)) for one in found)
    whose = "" if alone else f"{job.opened.source.full_id}: "
    return [placed_beside(job.opened, job.stored, replace(one, message=f"{whose}{one.message}")) for one in found]


def _paths(finding: Finding) -> list[Path]:
    """All places that a finding is about."""
    return [finding.path, *(note.path for note in finding.notes)]


def _to_be_moved(job: Job, conflict: Conflict) -> str:
    """The `move` of what cannot stay within the notice, which binds no person, where that makes a plan."""
    from dataclasses import replace

    from hsplan.cli.clock import now
    from hsplan.cli.portfolio import held_beside, run_of
    from hsplan.dates.days import in_words
    from hsplan.plan.amending import as_wished, moved
    from hsplan.plan.notice import notice_days
    from hsplan.planner.planning import Planned
    from hsplan.planner.together import plan_together
    from hsplan.workspace.names import command
    from hsplan.workspace.opening import held_with

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


def _print(job: Job, planned: Planned) -> None:
    """The calendar on stdout."""
    from hsplan.cli import screen
    from hsplan.schedule.arranging import Planned as Shown
    from hsplan.schedule.arranging import schedule as rows
    from hsplan.views import terminal

    found = rows(Shown(job.opened.understood(), planned.plan, job.calendar, job.opened.source.cohort))
    screen.show(terminal.agenda(found, terminal.Form(screen.width(), screen.unicode_shown())))


def _tell(job: Job, planned: Planned, comments: tuple[str, ...], *, written: bool) -> None:
    """What was done, on stderr."""
    from hsplan.calendars.gathering import unsettled
    from hsplan.cli.changed import over
    from hsplan.cli.clock import today_of
    from hsplan.cli.screen import folded, two_sentences
    from hsplan.cli.talk import say, tell_unsettled
    from hsplan.schedule.readers import untold
    from hsplan.workspace.files import shown

    source, programme = job.opened.source, job.opened.understood()
    for line in _changes(job, planned):
        say(line)
    for line in over(planned.changes, planned.plan, today_of(programme), source.name):
        say(line)
    for wish in planned.missed:
        say(folded(f"  not as wished: {wish}"))
    tell_unsettled(source.full_id, unsettled(programme.calendar))
    where = f"{shown(source.plan_path)}: revision {planned.plan.revision}, {how_good(planned.plan.optimum)}"
    if not planned.touched:
        but = "; but people have not been told all of it" if untold(programme, planned.plan) else ""
        say(two_sentences(f"{source.full_id}: nothing changed{but}.", where))
    elif not written:
        say(two_sentences(f"{source.full_id}: would be written.", where))
    else:
        for comment in comments:
            say(f"A comment of the plan before found no place in the new one: {comment}")
        say(two_sentences(f"{source.full_id}: written and checked.", where))


def how_good(optimum: str) -> str:
    """How good a plan is, as its file has it, for the screen.

    >>> how_good("proven, cost 316"), how_good("within 52550 of the best possible, cost 126379")
    ('optimum proven, cost 316', 'plan within 52,550 of the best possible (cost 126,379)')
    """
    if not (found := re.fullmatch(r"within (\d+) of the best possible, cost (\d+)", optimum)):
        return f"optimum {optimum}"
    beyond, cost = map(int, found.groups())
    return f"plan within {beyond:,} of the best possible (cost {cost:,})"


def _changes(job: Job, planned: Planned) -> Iterator[str]:
    """What differs from the plan before, a sentence each; and who has joined or left since people were told."""
    from hsplan.cli import changed
    from hsplan.cli.screen import folded

    mended = [one for one in planned.mended if one.code != "not-dated"]  # what is new, or no more, is told below
    for finding in mended[:MOST_TOLD]:
        yield folded(f"  was wrong: {finding.message}")
    programme = job.opened.understood()
    yield from changed.lines(planned.changes, programme, planned.by_hand)
    yield from changed.of_people(programme, planned.plan)
