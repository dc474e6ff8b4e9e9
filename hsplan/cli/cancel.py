"""`hsplan cancel`: a session that does not take place."""

from __future__ import annotations

from hsplan.cli.sessions import DryRun, SessionWords


def cancel(session: SessionWords, *, dry_run: DryRun = False) -> None:
    """Cancel a session: its people and place are free, and the others move only if a rule asks for it.

    What it brings, such as a dinner the evening before, is cancelled with it. It stays in the plan and in calendars,
    marked as cancelled.

    Example: hsplan cancel day-3
    """
    from hsplan.cli.amend import amend
    from hsplan.plan.amending import cancelled

    amend(session, lambda kept, id_: cancelled(kept.plan, id_, kept.brought(id_)), dry_run=dry_run)
