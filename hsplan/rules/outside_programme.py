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
from hsplan.findings import Finding
from hsplan.plan.case import MEND, at
from hsplan.programme.sessions import stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.case import Case

CODE = "outside-programme"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking that lies outside the programme's days."""
    days = stretch(case.programme, case.plan.start)
    for session, booking in case.ahead():
        if booking.date not in days:
            message = f"`{session.id}` is on {in_words(booking.date)}, outside the programme"
            yield Finding(
                CODE,
                message,
                at(session),
                expected=f"a day from {in_words(days.first)} to {in_words(days.last)}",
                help=MEND,
            )
