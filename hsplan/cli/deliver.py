"""`hsplan deliver`: sessions that took place as they were booked."""

from __future__ import annotations

from typing import Annotated

import typer

from hsplan.cli import known
from hsplan.cli.arguments import DryRun

Sessions = Annotated[
    list[str],
    typer.Argument(
        metavar="SESSION|NAME",
        help="SESSION, PROGRAMME:SESSION or NAME.COHORT:SESSION; NAME or NAME.COHORT with `--until`. May be repeated.",
        autocompletion=known.sessions,
    ),
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="All of the programme that is named, up to this day or `today`."),
]


def deliver(sessions: Sessions, *, until: Until = None, dry_run: DryRun = False) -> None:
    """Mark sessions as held, as they were booked; all of them, or none.

    Their days, people and places are facts from then on, and no rule touches them.

    Example: hsplan deliver day-1 day-2
             hsplan deliver stepney:day-2 --dry-run
             hsplan deliver stepney --until today
    """
    from hsplan.cli.amend import amend_plans
    from hsplan.cli.amended import tell_done
    from hsplan.cli.clock import today_of
    from hsplan.cli.days import is_today, read_day_option
    from hsplan.cli.kept import keep
    from hsplan.cli.turn import turn
    from hsplan.plan.amending import delivered, held_until
    from hsplan.workspace.names import find
    from hsplan.workspace.sessions import find_session

    day = read_day_option(until, "--until", or_today=True) if until is not None and not is_today(until) else None
    named = sessions if until is not None else [one.rpartition(":")[0] for one in sessions]
    with turn(named if all(named) else None, writes=not dry_run):
        if until is not None:
            plans = keep(find(sessions))
            found = {one.source: held_until(one.plan, day or today_of(one.programme)) for one in plans}
        else:
            found = {}
            for source, session in map(find_session, sessions):
                found[source] = [*found.get(source, ()), session]
            plans = keep(found)
        done = amend_plans(plans, lambda kept: delivered(kept.plan, *found[kept.source]), dry_run=dry_run)
    tell_done([source.name for source in found], done, dry_run=dry_run)
