"""The days that a calendar, a person or a venue names lie within the programme.

School holidays of 2011 close nothing in a programme that runs in 2012: they were forgotten, or the start is wrong.

    start: 2012-01
    calendar: {closed: {easter: {when: 22 to 25 Apr 2011}}}

Write the days of the years in which the programme runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.listings import FileDays
from hsplan.calendars.observances import Observance
from hsplan.dates.days import InMonths, Weekdays, days_in, in_words
from hsplan.findings import Finding, Note, warning
from hsplan.programme.absences import own_days_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.calendars.model import Calendar
    from hsplan.dates.days import SomeDays
    from hsplan.findings import Path
    from hsplan.programme.model import Programme

CODES = ("days-outside",)


def check_dated(programme: Programme, calendar: Calendar) -> Iterator[Finding]:
    """One warning for all named days that lie wholly outside the programme."""
    asked, days = programme.calendar, calendar.within
    blocks = {"closed": asked.closed, "avoid": asked.avoid, "prefer": asked.prefer, "only": asked.only}
    named: dict[Path, tuple[SomeDays, ...]] = {
        ("calendar", key, id_): block.ranges for key, held in blocks.items() for id_, block in held.items()
    }
    named |= dict(own_days_off(programme))
    outside = [
        path
        for path, ranges in named.items()
        if not any(isinstance(one, InMonths | Weekdays | Observance) for one in ranges)  # these are of no year
        and not any(isinstance(one, FileDays) and one.fits_nothing for one in ranges)  # which is told by itself
        and not any(True for one in ranges for _ in days_in(one, days))
    ]
    if outside:
        names = ", ".join(f"`{path[-1] if path[0] == 'calendar' else path[1]}`" for path in outside)
        yield warning(
            "days-outside",
            f"{names} {'names' if len(outside) == 1 else 'name'} only days outside the programme",
            outside[0],
            at_key=True,
            expected=f"days from {in_words(days.first)} to {in_words(days.last)}",
            help="write the days of the years in which it runs",
            notes=tuple(Note("and here", path) for path in outside[1:]),
        )
