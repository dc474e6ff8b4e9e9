"""When a plan changes, as few sessions move as possible, and those by as few days as possible.

This comes before all else: no gain in quality moves a date that may stay. A session delivered, or one that has
no booking yet, takes no part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.plan.case import HELD
from hsplan.problem import Because, Dearer, Rank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term

BECAUSE = Because("as little change as possible", ())


def prefer(request: Request) -> Iterator[Term]:
    """One for each session that leaves its day, and one for each day that it moves."""
    days = range(len(request.within))
    for session in request.sessions:
        booking = request.booking(session)
        if booking is not None and booking.status in HELD:
            held = request.day(booking.date)
            yield Dearer(session.id, {day: int(day != held) for day in days}, BECAUSE, Rank.SESSIONS_MOVED)
            yield Dearer(session.id, {day: abs(day - held) for day in days}, BECAUSE, Rank.DAYS_MOVED)
