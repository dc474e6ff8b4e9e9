"""`hsplan unpin`: what of a session may change again."""

from __future__ import annotations

from hsplan.cli.arguments import DryRun, PinDate, PinPeople, PinVenue, SessionWords, chosen


def unpin(
    session: SessionWords,
    *,
    date: PinDate = False,
    people: PinPeople = False,
    venue: PinVenue = False,
    dry_run: DryRun = False,
) -> None:
    """Let a session's date, people or venue change again.

    All three, unless one is named. Nothing moves at once: the next `hsplan schedule` may use it.

    Example: hsplan unpin day-3
             hsplan unpin stepney:challenge-2 --venue
    """
    from hsplan.cli.amend import amend
    from hsplan.plan.amending import unpinned
    from hsplan.plan.model import PINS

    what = chosen(date=date, people=people, venue=venue) or PINS
    amend(session, lambda kept, id_: unpinned(kept.plan, id_, what), dry_run=dry_run)
