"""The days that a calendar names lie within the programme.

School holidays of 2011 close nothing in a programme that runs in 2012: they were forgotten, or the start is wrong.

    start: 2012-01
    calendar: {closed: {easter: {when: 22 to 25 Apr 2011}}}

Write the days of the years in which the programme runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding, Note, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.calendars.model import Calendar
    from hsplan.programme.model import Programme

CODES = ("days-outside",)


def check_dated(programme: Programme, calendar: Calendar) -> Iterator[Finding]:
    """One warning for all named days that lie wholly outside the programme."""
    asked, days = programme.calendar, calendar.within
    outside = [
        ("calendar", key, id_)
        for key, blocks in (
            ("closed", asked.closed),
            ("avoid", asked.avoid),
            ("prefer", asked.prefer),
            ("only", asked.only),
        )
        for id_, block in blocks.items()
        if all(stretch.last < days.first or stretch.first > days.last for stretch in block.ranges)
    ]
    if outside:
        names = ", ".join(f"`{path[-1]}`" for path in outside)
        yield Finding(
            "days-outside",
            f"{names} {'lies' if len(outside) == 1 else 'lie'} wholly outside the programme",
            outside[0],
            at_key=True,
            expected=f"days from {in_words(days.first)} to {in_words(days.last)}",
            help="write the days of the years in which it runs",
            severity=Severity.WARNING,
            notes=tuple(Note("and here", path) for path in outside[1:]),
        )
