"""Bank holidays: the days closed by law or proclamation in a country, from the holidays library.

In England the days of Schedule 1 of the Banking and Financial Dealings Act 1971, those appointed by proclamation
under its section 1(3) (such as 29 April 2011), and the common-law holidays of Good Friday and Christmas Day.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from hsplan.calendars.countries import library

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hsplan.calendars.countries import Country
    from hsplan.dates.days import DayRange


ENGLISH = "en_US"
LAST_LATIN = "\u024f"
"""The last letter of Unicode's Latin Extended-B; those of other scripts come after it."""


def bank_holidays(country: Country, within: DayRange) -> tuple[dict[date, str], tuple[int, ...]]:
    """The bank holidays of a stretch of days with their names, and the years for which there is no data.

    Of some countries the library has only a part of the days of some years, and warns of that: such a year counts as
    one without data, but the days that it has are kept.
    """
    holidays = library()
    years = range(within.first.year, within.last.year + 1)
    source = holidays.country_holidays(country.code, subdiv=country.subdivision)
    known = [year for year in years if source.start_year <= year <= source.end_year]
    # The language is the country's own and never asked of the machine: the same names everywhere. Where its letters are
    # not Latin it is English, as all that is said around the names.
    language = source.default_language
    days, partly = _days(country, known, language)
    if any(name[:1] > LAST_LATIN for name in days.values()) and ENGLISH in source.supported_languages:
        language = ENGLISH
        days, partly = _days(country, known, language)
    if partly:
        partly = [year for year in known if _days(country, [year], language)[1]]
    found = {day: name for day, name in sorted(days.items()) if day in within}
    return found, tuple(year for year in years if year not in known or year in partly)


def _days(country: Country, years: list[int], language: str | None) -> tuple[Mapping[date, str], list[int]]:
    """The holidays of some years, and those years where the library warned that it has not all of them."""
    if not years:
        return {}, []
    holidays = library()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        days = holidays.country_holidays(country.code, subdiv=country.subdivision, years=years, language=language)
    return days, years if warned else []
