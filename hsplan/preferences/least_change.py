"""When a plan changes, as few sessions move as possible, by as few days, and with as few changes of person and venue.

This comes before all else: no gain in quality moves a date that may stay. A session delivered, or one that has
no booking yet, takes no part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.plan.case import HELD
from hsplan.problem import Because, Dearer, DearerStaff, Rank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

BECAUSE = Because("as little change as possible", ())


def prefer(request: Request) -> Iterator[Term]:
    """One for each session that leaves its day, for each day that it moves, and for each person or venue replaced."""
    days = range(len(request.days))
    for session in request.sessions:
        booking = request.booking(session)
        if booking is not None and booking.status in HELD:
            held = request.day(booking.date)
            yield Dearer(session.id, {day: int(day != held) for day in days}, BECAUSE, Rank.SESSIONS_MOVED)
            yield Dearer(session.id, {day: abs(day - held) for day in days}, BECAUSE, Rank.DAYS_MOVED)
            found = request.candidates[session.id]
            people = {id_: 1 for id_ in found.people if id_ not in booking.people}
            venues = {id_: 1 for id_ in found.venues if id_ != booking.venue}
            yield DearerStaff(session.id, people, venues, BECAUSE, Rank.STAFF_CHANGED)
