"""No session on a closed day: a bank holiday, or a day that the programme's calendar closes.

Days that are closed for a role alone are closed to the sessions that the role comes to.

Practices are shut, venues locked or people away, and whoever is told to come will not.

    calendar: {closed: {easter: {when: 22 to 25 Apr 2011}}}
    sessions:
      day-3: {date: 22 Apr 2011}   # closed: Easter

Choose another day, or take the day out of the calendar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.plan.case import at, breach
from hsplan.programme.coming import roles_coming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Finding
    from hsplan.plan.case import Case

CODE = "closed-day"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking on a closed day, with what closes it."""
    for session, booking in case.ahead():
        closed = case.calendar.closed_to(roles_coming(case.programme, session))
        for day in booking.days:
            if day in closed:
                message = f"`{session.id}` is on {in_words(day)}, which is closed: {closed[day]}"
                yield breach(CODE, message, at(session), expected="days that are not closed")
