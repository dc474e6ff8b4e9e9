"""Bank holidays are known for every year of the programme.

Where they are not, sessions may fall on them unnoticed.

    country: England
    start: 2150-01        # the holidays library reaches to 2100

Name the closed days of those years under `calendar`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.calendars.model import Calendar
    from hsplan.programme.model import Programme

CODES = ("no-holiday-data",)


def check_dated(programme: Programme, calendar: Calendar) -> Iterator[Finding]:
    """A warning for the years of which no bank holidays are known."""
    if calendar.unknown_years:
        years = ", ".join(map(str, calendar.unknown_years))
        yield warning(
            "no-holiday-data",
            f"no bank holidays are known of {programme.country} in {years}",
            ("country",),
            expected="years for which the holidays library has days",
            help="name the closed days under `calendar`",
        )
