"""The times of a session are there on each of its days: none lies in the hour that the clocks pass over in spring.

Where clocks go forward at 01:00, nothing begins or ends at 01:15 on that day: pages would say 01:15, calendars 02:15.
In some countries they do so at midnight, and once one left out a whole day. What the hours only span stays as it is.

    country: England
    sessions:
      night-watch: {date: 27 Mar 2011}   # time: 01:15-03:00; the clocks go from 01:00 to 02:00

Choose another day or other hours.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from hsplan.calendars.zones import is_there
from hsplan.dates.days import in_words
from hsplan.plan.case import at, breach
from hsplan.programme.clock import timezone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Finding
    from hsplan.plan.case import Case

CODE = "time-not-there"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking of which a time is not there, with the first such."""
    zone = timezone_of(case.programme)
    if zone is None:
        return
    for session, booking in case.ahead():
        clocks = sorted({clock for hours in booking.times.values() for clock in (hours.start, hours.end)})
        moments = (datetime.combine(day, clock) for day in booking.days for clock in clocks)
        missing = next((moment for moment in moments if not is_there(zone, moment)), None)
        if missing is not None:
            message = (
                f"`{session.id}` is on {in_words(missing)}, when the clocks of {zone} go forward past {missing:%H:%M}"
            )
            yield breach(CODE, message, at(session), expected="days on which there are its times")
