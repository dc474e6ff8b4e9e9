"""`hsplan publish`: marks the revision that people have been told."""

from __future__ import annotations

from hsplan.cli.arguments import DryRun, PlanNames, Yes


def publish(
    names: PlanNames = None,
    *,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Mark plans as what people have been told.

    What was tentative is confirmed. From then on changes count: the sequence number of each changed entry rises with
    the next `publish`, and what no longer takes place stays in calendars as cancelled.

    Example: hsplan publish stepney
             hsplan publish --dry-run
    """
    from hsplan.cli.publishing import publish_all

    publish_all(names, yes=yes, dry_run=dry_run)
