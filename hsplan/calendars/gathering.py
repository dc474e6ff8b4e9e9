"""All sources of days together: what each day of a stretch is, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.bank_holidays import bank_holidays
from hsplan.calendars.countries import find_country
from hsplan.calendars.model import Calendar, CalendarAsked
from hsplan.calendars.named_days import named_days

if TYPE_CHECKING:
    from hsplan.dates.days import DayRange


def gather(asked: CalendarAsked, country: str | None, within: DayRange) -> Calendar:
    """What each day of a stretch is, from a `calendar` block and a country.

    Where several sources close a day, the file's own reason is kept before a bank holiday's.
    """
    closed = named_days(asked.closed, within)
    known = find_country(country) if country and asked.bank_holidays else None
    unknown: tuple[int, ...] = ()
    if known is not None:
        holidays, unknown = bank_holidays(known, within)
        closed = closed | {day: name for day, name in holidays.items() if day not in closed}
    if asked.only:
        allowed = named_days(asked.only, within)
        words = ", ".join(block.title or id_.replace("-", " ") for id_, block in asked.only.items())
        closed |= {day: f"not one of the only days allowed ({words})" for day in within if day not in allowed | closed}
    return Calendar(
        within,
        closed,
        named_days(asked.avoid, within),
        named_days(asked.prefer, within),
        bool(asked.prefer),
        unknown,
    )
