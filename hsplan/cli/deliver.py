"""`hsplan deliver`: a session that took place as it was booked."""

from __future__ import annotations

from hsplan.cli.arguments import DryRun, SessionWords


def deliver(session: SessionWords, *, dry_run: DryRun = False) -> None:
    """Mark a session as held, as it was booked.

    Its day, people and place are facts from then on, and no rule touches them.

    Example: hsplan deliver day-1
             hsplan deliver stepney:day-2 --dry-run
    """
    from hsplan.cli.amend import amend
    from hsplan.plan.amending import delivered

    amend(session, lambda kept, id_: delivered(kept.plan, id_), dry_run=dry_run)
