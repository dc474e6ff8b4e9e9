"""`hsplan cancel`: a session that does not take place."""

from __future__ import annotations

from hsplan.cli.sessions import DryRun, SessionWords


def cancel(session: SessionWords, *, dry_run: DryRun = False) -> None:
    """Cancel a session; the others move only if a rule asks for it.

    Its people and place are free. What it brings, such as a dinner the evening before, is cancelled with it. It stays
    in the plan and in calendars, marked as cancelled.

    Example: hsplan cancel day-3
             hsplan cancel stepney:day-5 --dry-run
    """
    from hsplan.cli.amend import amend
    from hsplan.plan.amending import cancelled

    amend(session, lambda kept, id_: cancelled(kept.plan, id_, kept.brought(id_)), dry_run=dry_run)
