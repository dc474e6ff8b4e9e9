"""`hsplan pin`: what of a session stays as it is, whatever else changes."""

from __future__ import annotations

from hsplan.cli.arguments import DryRun, PinDate, PinPeople, PinVenue, SessionWords, chosen


def pin(
    session: SessionWords,
    *,
    date: PinDate = False,
    people: PinPeople = False,
    venue: PinVenue = False,
    dry_run: DryRun = False,
) -> None:
    """Keep a session's date as it is, whatever else changes.

    Where one of them is named, its date, its people or its venue.

    Example: hsplan pin day-3 --date --venue
             hsplan pin stepney:challenge-2
    """
    from hsplan.cli.amend import amend
    from hsplan.plan.amending import pinned

    what = chosen(date=date, people=people, venue=venue) or ("date",)
    amend(session, lambda kept, id_: pinned(kept.plan, id_, what), dry_run=dry_run)
