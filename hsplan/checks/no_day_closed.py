"""A programme's calendar closes some days.

Without a country and without closed days, Christmas Day is a day like any other.

    title: Leading together
    start: 2011-01          # no `country`, and no `calendar`

Write `country: England`, say, for its bank holidays, and name other closed days under `calendar`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.calendars.model import Calendar
    from hsplan.programme.model import Programme

CODES = ("no-day-closed",)


def check_dated(programme: Programme, calendar: Calendar) -> Iterator[Finding]:
    """A warning where nothing closes any day; a country whose holidays miss a short programme closes some."""
    asked = programme.calendar
    holidays = programme.country is not None and asked.bank_holidays
    if calendar.closed or holidays or asked.closed or asked.only:
        return
    country = programme.country is not None
    yield warning(
        "no-day-closed",
        "the calendar closes no day: sessions may fall on Christmas Day",
        ("calendar", "bank-holidays") if country else ("title",),
        at_key=True,
        expected="closed days under `calendar`" if country else "`country:` such as `England`, or closed days",
    )
