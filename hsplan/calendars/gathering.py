"""All sources of days together: what each day of a stretch is, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.bank_holidays import bank_holidays
from hsplan.calendars.countries import find_country
from hsplan.calendars.model import Calendar, CalendarAsked
from hsplan.calendars.named_days import name_of, named_days

if TYPE_CHECKING:
    from datetime import date

    from hsplan.dates.days import DayRange
    from hsplan.findings import Path


def gather(asked: CalendarAsked, country: str | None, within: DayRange, start: date | None = None) -> Calendar:
    """What each day of a stretch is, from a `calendar` block and a country.

    The programme starts on the first of them unless another day is given. Where several sources close a day, the
    file's own reason is kept before a bank holiday's.
    """
    closed = named_days(asked.closed, within)
    places: dict[str, Path] = {name_of(id_, days): ("calendar", "closed", id_) for id_, days in asked.closed.items()}
    known = find_country(country) if country and asked.bank_holidays else None
    unknown: tuple[int, ...] = ()
    if known is not None:
        holidays, unknown = bank_holidays(known, within)
        closed = closed | {day: name for day, name in holidays.items() if day not in closed}
        places = dict.fromkeys(holidays.values(), ("country",)) | places
    if asked.only:
        allowed = named_days(asked.only, within)
        words = f"all days but {', '.join(name_of(*item) for item in asked.only.items())}"
        closed |= {day: words for day in within if day not in allowed | closed}
        places[words] = ("calendar", "only")
    avoid, prefer = named_days(asked.avoid, within), named_days(asked.prefer, within)
    return Calendar(
        within=within,
        start=start or within.first,
        closed=closed,
        avoid=avoid,
        prefer=prefer,
        prefers=bool(asked.prefer),
        places=places,
        unknown_years=unknown,
    )
