"""Nobody leads, and no venue holds, two sessions on one day.

    sessions:
      day-1: {date: 18 Jan 2011, people: [facilitator-a]}
      day-2: {date: 18 Jan 2011, people: [facilitator-a]}

Move one of the two, or have someone else lead it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding, Note
from hsplan.plan.case import MEND, at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.plan.case import Case
    from hsplan.programme.sessions import Session

CODE = "two-places-at-once"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each person or venue booked twice on a day, at the later booking."""
    taken: dict[tuple[date, str], Session] = {}
    for session, booking in case.ahead():
        for id_ in (*dict.fromkeys(booking.people), *([booking.venue] if booking.venue else [])):
            other = taken.setdefault((booking.date, id_), session)
            if other is not session:
                message = f"`{id_}` is booked for `{session.id}` and for `{other.id}` on {in_words(booking.date)}"
                notes = (Note("the other booking", at(other)),)
                yield Finding(
                    CODE,
                    message,
                    at(session),
                    expected="one session a day for a person or a venue",
                    notes=notes,
                    help=MEND,
                )
