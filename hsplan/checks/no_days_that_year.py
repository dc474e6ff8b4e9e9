"""A file of days names some in each year of the programme.

School terms or protected learning time that end before the programme does were published for one year only; in the
next one, sessions may fall on days that will be closed.

    start: 2011-09
    length: 12 months
    calendar: {closed: {school: {ics: school-2011.ics}}}        # names nothing in 2012

Take a file that has the other year as well, or name its days beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.listings import FileDays
from hsplan.findings import Finding, warning
from hsplan.programme.moments import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.calendars.model import Calendar
    from hsplan.programme.model import Programme

CODES = ("no-days-that-year",)


def check_dated(programme: Programme, calendar: Calendar) -> Iterator[Finding]:
    """A warning for each file of the calendar with years of which it has no day, though it has one of others."""
    days = Frame.of(programme, calendar.start).whole
    years = range(days.first.year, days.last.year + 1)
    for path, block in programme.calendar.blocks:
        for file in block.when:
            named = file.listing.years_named(years) if isinstance(file, FileDays) and file.listing is not None else ()
            missing = [year for year in years if year not in named]
            if isinstance(file, FileDays) and named and missing:
                yield warning(
                    "no-days-that-year",
                    f"{file} names no day in {', '.join(map(str, missing))}",
                    (*path, file.ending),
                    expected="days in each year of the programme",
                    help="take a newer file, or name the days of that year in another block",
                )
