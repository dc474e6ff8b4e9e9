"""Every session is held at one of its venues, open on the day and large enough.

    venues: {room-a: {name: Room A, seats: 8}}
    participants: 16
    sessions:
      day-1: {venue: room-a}   # seats 8 of 16

Choose a venue that seats everyone, or run `hsplan schedule` to have one chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.plan.case import at, breach
from hsplan.programme.people import large_enough, open_on, seats_needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Finding
    from hsplan.plan.case import Case

CODE = "no-venue"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking whose venue is missing, another, shut or too small."""
    for session, booking in case.ahead():
        path = at(session, "venue")
        allowed = ", ".join(session.venues) or "the venues that `where` names, and it names none"
        if booking.venue not in (session.venues or (None,)):
            at_none = f"`{session.id}` is at `{booking.venue}`, which is none of its venues"
            message = at_none if booking.venue else f"`{session.id}` has no venue"
            yield breach(CODE, message, path, expected=f"one of {allowed}")
        elif booking.venue is not None:
            venue = case.programme.venues[booking.venue]
            shut = [day for day in booking.days if not open_on(venue, day)]
            if shut:
                yield breach(
                    CODE,
                    f"{venue.name} is shut on {in_words(shut[0])}",
                    path,
                    expected=f"one of {allowed} that is open",
                )
            if not large_enough(venue, case.programme, session):
                message = f"{venue.name} seats {venue.seats}, and {seats_needed(case.programme, session)} take part"
                yield breach(CODE, message, path, expected="a venue that seats everyone")
