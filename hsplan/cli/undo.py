"""`hsplan undo`: the plan as it was before the last change."""

from __future__ import annotations

from typing import Annotated

import typer

from hsplan.cli import known
from hsplan.cli.arguments import DryRun

BACK = "`hsplan undo` once more brings it back; of older changes none is kept."
FORTH = "The last change was an undo, and is taken back; of older changes none is kept."


def undo(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="The programme; may be left out where there is one plan.",
            show_default=False,
            autocompletion=known.programmes,
        ),
    ] = "",
    *,
    dry_run: DryRun = False,
) -> None:
    """Take the last change of a plan back; once more brings it back again.

    What people were told stays told: a change taken back after it was published is a change again.

    Example: hsplan undo stepney
             hsplan undo --dry-run
    """
    from hsplan.cli.amend import amend_plan, keep, tell_done
    from hsplan.cli.turn import turn
    from hsplan.findings import Finding, RefusedError
    from hsplan.plan.amending import UNDID, undone
    from hsplan.workspace.files import exists
    from hsplan.workspace.names import find

    names = [name] if name else None
    sources = find(names)
    found = [one for one in sources if exists(one.plan_path)] or sources
    if len(found) > 1:
        message = f"there are {len(found)} plans here"
        expected = f"one of {', '.join(one.name for one in found)}"
        raise RefusedError(Finding("which-plan", message, expected=expected, help="name the programme"))
    with turn(names, writes=not dry_run):
        done = amend_plan(keep(found[0]), lambda kept: undone(kept.plan), None, dry_run=dry_run)
    undid = any(one.plan.history[-1].did.startswith(UNDID) for one in done)
    tell_done(found[0], done, dry_run=dry_run, then=BACK if undid else FORTH)
