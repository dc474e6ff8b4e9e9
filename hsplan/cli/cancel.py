"""`hsplan cancel`: a session that does not take place, or a programme that stops."""

from __future__ import annotations

from typing import Annotated

import typer

from hsplan.cli import known
from hsplan.cli.arguments import DryRun

All = Annotated[bool, typer.Option("--all", help="All that is still to be held of the programme that is named.")]

SessionOrName = Annotated[
    str,
    typer.Argument(
        metavar="SESSION",
        help="SESSION, PROGRAMME:SESSION or NAME.COHORT:SESSION; NAME or NAME.COHORT with `--all`.",
        autocompletion=known.sessions,
    ),
]


def cancel(session: SessionOrName, *, every: All = False, dry_run: DryRun = False) -> None:
    """Cancel a session; the others move only if a rule asks for it.

    Its people and place are free. What it brings, such as a dinner the evening before, is cancelled with it. It stays
    in the plan and in calendars, marked as cancelled. A programme or cohort that stops is cancelled with `--all`: what
    is on today, and later.

    Example: hsplan cancel day-3
             hsplan cancel stepney:day-5 --dry-run
             hsplan cancel stepney --all
    """
    from hsplan.cli.amend import amend, amend_plans
    from hsplan.cli.amended import tell_done
    from hsplan.cli.clock import today_of
    from hsplan.cli.kept import keep
    from hsplan.cli.turn import turn
    from hsplan.plan.amending import all_cancelled, cancelled
    from hsplan.workspace.names import find

    if not every:
        amend(session, lambda kept, id_: cancelled(kept.plan, id_, kept.brought(id_)), dry_run=dry_run)
        return
    with turn([session], writes=not dry_run):
        plans = keep(find([session]))
        done = amend_plans(plans, lambda one: all_cancelled(one.plan, today_of(one.programme)), dry_run=dry_run)
    tell_done([session], done, dry_run=dry_run, so="nothing of it is to be held from today on")
