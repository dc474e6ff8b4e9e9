"""A session is where its own `when` puts it: in a range of days, in certain months or weeks, in the middle.

    day-4: {kind: workshop, when: June to July}
    sessions:
      day-4: {date: 3 May 2011}

Choose a day within its moment, or change `when`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.plan.case import at, breach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Finding
    from hsplan.plan.case import Case

CODE = "wrong-moment"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking outside one of its session's moments."""
    for session, booking in case.ahead():
        for moment in session.moments:
            wrong = [day for day in (booking.days.first, booking.days.last) if day not in moment]
            if wrong:
                message = f"`{session.id}` is on {in_words(wrong[0])}, not at its moment: {moment}"
                yield breach(CODE, message, at(session), expected=f"its moment: {moment}")
        for anchor, days in case.frame.anchored(session):
            if booking.days.first not in days or booking.days.last not in days:
                span = f"{in_words(days.first)} to {in_words(days.last)}"
                message = f"`{session.id}` is on {in_words(booking.date)}, not at its moment: {anchor}, {span}"
                yield breach(CODE, message, at(session), expected=f"its moment: {anchor}, {span}")
