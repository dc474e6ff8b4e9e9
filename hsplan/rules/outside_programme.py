"""No session before the programme's start or after its length.

The length is what the client agreed to and what participants have set aside.

    start: 2011-01-01              # the plan
    sessions:
      day-1: {date: 14 Dec 2010}   # before the start

Choose a day within the programme, or change `length`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.plan.case import at, breach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Finding
    from hsplan.plan.case import Case

CODE = "outside-programme"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking that lies outside the programme's days."""
    for session, booking in case.ahead():
        if case.frame.phase(session) is not None:
            continue
        days = case.frame.days(session)
        if booking.days.first not in days or booking.days.last not in days:
            message = f"`{session.id}` is on {in_words(booking.date)}, outside the programme"
            yield breach(
                CODE, message, at(session), expected=f"a day from {in_words(days.first)} to {in_words(days.last)}"
            )
