"""Where the weekend of the country is not Saturday and Sunday, the weekdays are stated.

Sessions are held from Monday to Friday unless `weekdays` says otherwise; in Kuwait that would be on a Friday, which
is of the weekend, and never on a Sunday, which is not.

    country: Kuwait          # and no `weekdays`

Write the days that are worked, `weekdays: Sun-Thu`; or `weekdays: Mon-Fri`, if these are meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.countries import find_country, weekend_of
from hsplan.dates.days import WEEKDAY_NAMES, Weekdays
from hsplan.findings import Finding, warning
from hsplan.programme.inherited import WORKING_WEEK
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("other-weekend",)


def check(programme: Programme) -> Iterator[Finding]:
    """A warning where sessions would be held on the country's weekend as nobody says on which days they are."""
    country = find_country(programme.country) if programme.country is not None else None
    if country is None or programme.weekdays is not None:
        return
    if all(one.lasts.weekdays or one.origins["weekdays"] != one.path for one in sessions_of(programme)):
        return
    weekend = weekend_of(country)
    if not set(weekend).intersection(WORKING_WEEK.days):
        return
    named = " and ".join(WEEKDAY_NAMES[day] for day in weekend)
    worked = Weekdays(tuple(day for day in range(len(WEEKDAY_NAMES)) if day not in weekend))
    yield warning(
        "other-weekend",
        f"the weekend of {country.name} is {named}, and no `weekdays` are stated",
        ("country",),
        expected=f"days of the week; unless stated, they are {WORKING_WEEK}",
        help=f"write `weekdays: {worked}`",
    )
