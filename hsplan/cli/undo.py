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

    What people were told stays told: a change taken back after it was published is a change again. The move of
    what cohorts hold together is taken back for all of them.

    Example: hsplan undo stepney
             hsplan undo --dry-run
    """
    from hsplan.cli.amend import amend_plan, changed_along, keep, tell_done
    from hsplan.cli.turn import turn
    from hsplan.findings import Finding, RefusedError
    from hsplan.plan.amending import UNDID, undone
    from hsplan.workspace.files import exists
    from hsplan.workspace.names import find

    found = [one for one in find([name] if name else None) if exists(one.plan_path)] or find([name] if name else None)
    if len(found) > 1:
        message = f"there are {len(found)} plans here"
        expected = f"one of {', '.join(one.name for one in found)}"
        raise RefusedError(Finding("which-plan", message, expected=expected, help="name the programme"))
    with turn([name] if name else None, writes=not dry_run):
        kept = keep(found[0])
        along = changed_along(kept)
        done = amend_plan(kept, lambda one: undone(one.plan), None, dry_run=dry_run, along=along)
    undid = any(one.plan.history[-1].did.startswith(UNDID) for one in done)
    tell_done(found[0], done, dry_run=dry_run, then=BACK if undid else FORTH)
