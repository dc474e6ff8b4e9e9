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
    from collections.abc import Iterator, Sequence

    from hsplan.plan.case import Case

CODE = "not-dated"
HELP = "run `hsplan schedule` to bring the plan up to date"
NAMED = 3
"""How many sessions are named; of the others only how many they are."""


def broken(case: Case) -> Iterator[Finding]:
    """A finding for all sessions without a booking, and one for all live bookings without a session."""
    missing = [session.id for session in case.sessions if session.id not in case.plan.sessions]
    if missing:
        yield Finding(
            CODE,
            f"{_named(missing)} has no date" if len(missing) == 1 else f"{_named(missing)} have no date",
            ("sessions",),
            at_key=True,
            expected="a booking of every session",
            help=HELP,
        )
    known = {session.id for session in case.sessions}
    gone = [id_ for id_, booking in case.plan.sessions.items() if id_ not in known and booking.status in HELD]
    if gone:
        yield Finding(
            CODE,
            f"{_named(gone)} is booked, but is no session of the programme"
            if len(gone) == 1
            else f"{_named(gone)} are booked, but are no sessions of the programme",
            ("sessions", gone[0]),
            at_key=True,
            expected="bookings of the programme's sessions",
            help=HELP,
        )


def _named(ids: Sequence[str]) -> str:
    """The first three, and how many more: one edit of a `count` or of a name concerns many sessions."""
    listed = [f"`{id_}`" for id_ in ids[:NAMED]]
    if len(ids) > NAMED:
        listed.append(f"{len(ids) - NAMED} more")
    return " and ".join(filter(None, (", ".join(listed[:-1]), listed[-1])))
