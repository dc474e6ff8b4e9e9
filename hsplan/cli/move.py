"""`hsplan move`: a session on another day, the others moved as little as that asks for."""

from __future__ import annotations

from typing import Annotated

import typer

from hsplan.cli.arguments import DryRun, SessionWords


def move(
    session: SessionWords,
    date: Annotated[list[str], typer.Argument(metavar="DATE", help="The day: 2011-05-05, or 5 May 2011.")],
    *,
    dry_run: DryRun = False,
) -> None:
    """Move a session to another day, and the others as little as that asks for.

    The day is pinned from then on, as you chose it: `hsplan unpin SESSION` lets it go again.

    Example: hsplan move day-3 5 May 2011
             hsplan move stepney:day-5 2011-06-23 --dry-run
    """
    from hsplan.cli.amend import amend
    from hsplan.cli.days import read_day_option
    from hsplan.cli.wrong import WrongCommandError, both_as_one
    from hsplan.plan.amending import moved
    from hsplan.workspace.names import known_ids

    try:
        day = read_day_option(" ".join(date), "DATE", of=session)
    except WrongCommandError:
        if len(date) == 1 or date[0][:1].isdigit() or session.partition(".")[0] not in known_ids():
            raise
        message, usage = "`hsplan move` takes one session", "`hsplan move SESSION DATE`"
        raise both_as_one("move", session, " ".join(date), message, usage) from None
    amend(session, lambda kept, id_: moved(kept.plan, id_, day), dry_run=dry_run)
