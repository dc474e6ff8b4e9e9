"""Every session of the programme has a booking, and every booking belongs to a session.

A session without a date is one that nobody comes to; a booking of a session that is gone sends people to an
empty room. It happens when the programme is edited after the plan was made, or the plan by hand.

    sessions:            # the plan
      day-9: {date: ...} # the programme has no day-9

Run `hsplan schedule` to bring the plan up to date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding
from hsplan.plan.case import HELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.case import Case

CODE = "not-dated"
HELP = "run `hsplan schedule` to bring the plan up to date"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each session without a booking, and for each live booking without a session."""
    for session in case.sessions:
        if session.id not in case.plan.sessions:
            yield Finding(
                CODE,
                f"`{session.id}` has no date",
                ("sessions",),
                at_key=True,
                expected="a booking of every session",
                help=HELP,
            )
    known = {session.id for session in case.sessions}
    for id_, booking in case.plan.sessions.items():
        if id_ not in known and booking.status in HELD:
            message = f"`{id_}` is booked, but is no session of the programme"
            yield Finding(
                CODE,
                message,
                ("sessions", id_),
                at_key=True,
                expected="bookings of the programme's sessions",
                help=HELP,
            )
