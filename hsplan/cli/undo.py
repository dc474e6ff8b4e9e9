"""`hsplan undo`: the plan as it was before the last change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from hsplan.cli import known
from hsplan.cli.arguments import DryRun
from hsplan.cli.talk import MOST_LISTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.findings import Finding
    from hsplan.workspace.names import Source

BACK = "`hsplan undo` once more brings it back; of older changes none is kept."
FORTH = "The last change was an undo, and is taken back; of older changes none is kept."


def undo(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help="Programmes, a cohort as NAME.COHORT; may be left out where there is one plan.",
            autocompletion=known.programmes,
        ),
    ] = None,
    *,
    dry_run: DryRun = False,
) -> None:
    """Take the last change of a plan back; once more brings it back again.

    What people were told stays told: a change taken back after it was published is a change again. The move of
    what cohorts hold together is taken back for all of them.

    Example: hsplan undo stepney
             hsplan undo --dry-run
    """
    from hsplan.cli.amend import amend_plans
    from hsplan.cli.amended import tell_done
    from hsplan.cli.kept import keep, with_partners
    from hsplan.cli.turn import turn
    from hsplan.findings import RefusedError
    from hsplan.plan.amending import UNDID, undone
    from hsplan.workspace.files import exists
    from hsplan.workspace.names import find

    found = find(names)
    found = [one for one in found if exists(one.plan_path)] or found
    if len(found) > max(1, len(names or ())):
        raise RefusedError(_which(found, names))
    with turn(names, writes=not dry_run):
        kept = with_partners(keep(found))
        done = amend_plans(kept, lambda one: undone(one.plan), dry_run=dry_run)
    undid = any(one.plan.history[-1].did.startswith(UNDID) for one in done)
    tell_done([one.name for one in found], done, dry_run=dry_run, then=BACK if undid else FORTH)


def _which(found: Sequence[Source], names: list[str] | None) -> Finding:
    """That it is not said which of several plans is meant."""
    from hsplan.findings import Finding, first_of

    cohort = f"name the cohort, such as `{found[0].name}`" if names else "name the programme"
    of = f"of `{'` and `'.join(names)}`" if names else "here"
    listed = f"one of {first_of([one.name for one in found], MOST_LISTED)}"
    return Finding("which-plan", f"there are {len(found)} plans {of}", expected=listed, help=cohort)
