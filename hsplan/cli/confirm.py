"""`hsplan confirm`: a session that people may count on."""

from __future__ import annotations

from hsplan.cli.arguments import DryRun, SessionWords


def confirm(session: SessionWords, *, dry_run: DryRun = False) -> None:
    """Mark a session as one to count on, before the whole plan is published.

    Example: hsplan confirm day-1
             hsplan confirm stepney:day-2
    """
    from hsplan.cli.amend import amend
    from hsplan.plan.amending import confirmed

    amend(session, lambda kept, id_: confirmed(kept.plan, id_), dry_run=dry_run)
