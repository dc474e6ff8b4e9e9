"""`hsplan schedule`: plans, or re-plans with the least change, and prints the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from hsplan.cli.planning import Planned
    from hsplan.workspace.names import Source
    from hsplan.workspace.opening import Opened, Stored


def schedule(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Programmes by name or path; all of them unless given."),
    ] = None,
    *,
    start: Annotated[
        str, typer.Option("--start", metavar="MONTH", help="The first month or day of a first plan: 2011-01.")
    ] = "",
    fresh: Annotated[bool, typer.Option("--fresh", help="Plan anew, under a new calendar id.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a plan would change.")] = False,
) -> None:
    """Date every session, check the plan independently, write it, and print the calendar.

    Run again after a change, the plan changes as little as can be proved possible.

    Example: hsplan schedule --start 2011-01
    """
    from hsplan.cli.clock import now
    from hsplan.cli.starts import begin, open_all

    wanted = _read_start(start)
    jobs = begin(open_all(names), wanted, named=bool(names), fresh=fresh)
    at = now()
    planned = [(job.opened, job.stored, _plan(job.opened, job.stored, job.start, at, fresh=fresh)) for job in jobs]
    for n, (opened, stored, one) in enumerate(planned):
        if n:
            typer.echo()
        _print(opened, one)
        _tell(opened.source, stored, one, write=not (dry_run or check))
    typer.echo("Next: hsplan export --format ics", err=True)
    if check and any(one.touched for _, _, one in planned):
        raise typer.Exit(1)


def _read_start(text: str) -> date | None:
    """The day that `--start` gives; a wrong one is a wrong command line."""
    from hsplan.dates.phrases import MisreadError, read_start

    if not text:
        return None
    try:
        return read_start(text)
    except MisreadError as misread:
        raise typer.BadParameter(f"{misread.found}; expected {misread.expected}", param_hint="--start") from None


def _plan(opened: Opened, stored: Stored | None, start: date, at: datetime, *, fresh: bool) -> Planned:
    from hsplan.cli.planning import plan_again, plan_anew
    from hsplan.workspace.opening import calendar_of

    calendar = calendar_of(opened.understood(), start)
    if stored is None or fresh:
        return plan_anew(opened, calendar, start, at, stored)
    return plan_again(opened, calendar, at, stored)


def _print(opened: Opened, planned: Planned) -> None:
    """The calendar on stdout."""
    from hsplan.cli import screen
    from hsplan.schedule import schedule as rows
    from hsplan.views import terminal
    from hsplan.workspace.opening import calendar_of

    programme = opened.understood()
    found = rows(programme, planned.plan, calendar_of(programme, planned.plan.start))
    screen.show(terminal.agenda(found, terminal.Form(screen.width(), screen.unicode_shown())))


def _tell(source: Source, stored: Stored | None, planned: Planned, *, write: bool) -> None:
    """What was done, on stderr, after it is done."""
    from hsplan.cli.talk import say
    from hsplan.workspace.files import shown
    from hsplan.workspace.opening import save_plan

    say("")
    for line in _changes(planned):
        say(line)
    where = f"{shown(source.plan_path)}: revision {planned.plan.revision}, optimum {planned.plan.optimum}"
    if not planned.touched:
        say(f"{source.id}: nothing changed. {where}")
    elif not write:
        say(f"{source.id}: would be written. {where}")
    else:
        for comment in save_plan(source, planned.plan, stored):
            say(f"A comment of the plan before found no place in the new one: {comment}")
        say(f"{source.id}: written and checked. {where}")


def _changes(planned: Planned) -> Iterator[str]:
    """What differs from the plan before, a line each."""
    from hsplan.dates.days import in_words

    for change in planned.changes:
        before, after = change.before, change.after
        if change.kind == "moved" and before and after:
            yield f"  moved: {change.session} from {in_words(before.date)} to {in_words(after.date)}"
        elif change.kind == "dropped" and before:
            yield f"  dropped: {change.session}, was on {in_words(before.date)}"
        elif change.kind == "added" and after:
            yield f"  added: {change.session} on {in_words(after.date)}"
        elif after and change.session in planned.by_hand:
            yield f"  kept as changed by hand: {change.session} on {in_words(after.date)}"
        elif after:
            yield f"  new {change.kind}: {change.session} on {in_words(after.date)}"
