"""Religious observances by name: the dates of a table in the package, or those that the programme's own file gives.

The table is made from maintained libraries, and a test makes it again (tests/calendars/test_observances.py). Jewish
days are exact, and each begins at sunset on the evening before; of Passover and Sukkot it has the days on which no
work is done. Islamic days are calculated (Umm al-Qura), begin at sunset as well, and a sighted moon may shift them by
a day. Where countries keep Diwali or Vaisakhi on neighbouring days, it has both.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange, EitherDays, ToldDays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

OBSERVANCES = {
    "ramadan": "Ramadan",
    "eid-al-fitr": "Eid al-Fitr",
    "eid-al-adha": "Eid al-Adha",
    "ashura": "Ashura",
    "mawlid": "Mawlid",
    "passover": "Passover",
    "shavuot": "Shavuot",
    "rosh-hashanah": "Rosh Hashanah",
    "yom-kippur": "Yom Kippur",
    "sukkot": "Sukkot",
    "diwali": "Diwali",
    "vaisakhi": "Vaisakhi",
    "lunar-new-year": "Lunar New Year",
}
"""Each observance by its id, with its name."""
SPELLINGS = {
    "ramadhan": "ramadan",
    "ramazan": "ramadan",
    "ramzan": "ramadan",
    "eid-ul-fitr": "eid-al-fitr",
    "eid-al-fitar": "eid-al-fitr",
    "eid-ul-adha": "eid-al-adha",
    "eid-al-azha": "eid-al-adha",
    "bakrid": "eid-al-adha",
    "ashoura": "ashura",
    "mawlid-al-nabi": "mawlid",
    "milad-un-nabi": "mawlid",
    "eid-milad-un-nabi": "mawlid",
    "pesach": "passover",
    "shavuos": "shavuot",
    "rosh-hashana": "rosh-hashanah",
    "jewish-new-year": "rosh-hashanah",
    "succot": "sukkot",
    "sukkoth": "sukkot",
    "deepavali": "diwali",
    "divali": "diwali",
    "baisakhi": "vaisakhi",
    "chinese-new-year": "lunar-new-year",
}
"""Other spellings that people use."""
DOUBT = {"exact": 0, "1 day": 1}
"""The words of the table, and by how many days the dates may shift."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """One time at which an observance is kept, by the table."""

    days: DayRange
    certainty: str
    source: str


@dataclass(frozen=True, slots=True)
class Observance(ToldDays):
    """The days of an observance in any year, as far as they are known."""

    id: str
    own: tuple[DayRange | EitherDays, ...] = ()
    """The dates that the programme's file gives; for the years in which they begin, the table's do not count."""
    doubt: int | None = None
    """By how many days they may shift, where the file says that, be it by none."""

    def __str__(self) -> str:
        return OBSERVANCES[self.id]

    def widened(self, days: int) -> Observance:
        """The same, with so many more days on both sides rather than what the table says."""
        return replace(self, doubt=days)

    def of_year(self, year: int) -> Mapping[date, str]:
        """Its days of a year, each under its name."""
        return _of_year(self, year)

    @property
    def own_years(self) -> frozenset[int]:
        """The years for which the file gives dates of its own."""
        return frozenset(days.first.year for days in _ranges(self.own))

    def unknown(self, years: Iterable[int]) -> tuple[int, ...]:
        """Those of some years of which neither the table nor the file has dates."""
        known = {one.days.first.year for one in table()[self.id]} | self.own_years
        return tuple(year for year in years if year not in known)

    def stretches(self) -> Iterator[DayRange]:
        """Every stretch of days, widened by what is uncertain about it."""
        for one in table()[self.id]:
            if one.days.first.year not in self.own_years:
                yield one.days.widened(DOUBT[one.certainty] if self.doubt is None else self.doubt)
        yield from (days.widened(self.doubt or 0) for days in _ranges(self.own))


@lru_cache(maxsize=1000)
def _of_year(observance: Observance, year: int) -> dict[date, str]:
    within, name = DayRange(date(year, 1, 1), date(year, 12, 31)), str(observance)
    return {day: name for days in observance.stretches() for day in days if day in within}


def _ranges(own: Iterable[DayRange | EitherDays]) -> Iterator[DayRange]:
    for days in own:
        yield from days.ranges if isinstance(days, EitherDays) else (days,)


def find_observance(words: str) -> Observance | None:
    """The observance that some words name, whatever their capitals, hyphens and accents; None for other words."""
    plain = unicodedata.normalize("NFKD", words[:80].lower()).encode("ascii", "ignore").decode()
    id_ = re.sub(r"[^a-z]+", "-", plain.replace("'", "")).strip("-")
    id_ = SPELLINGS.get(id_, id_)
    return Observance(id_) if id_ in OBSERVANCES and not re.search(r"\d", plain) else None


@cache
def table() -> dict[str, tuple[Kept, ...]]:
    """For each observance every time at which it is kept, in order."""
    found: dict[str, list[Kept]] = {id_: [] for id_ in OBSERVANCES}
    text = resources.files("hsplan.calendars").joinpath("observances.csv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        id_, first, last, certainty, source = line.split(",")
        days = DayRange(date.fromisoformat(first), date.fromisoformat(last))
        found[id_].append(Kept(days, certainty, source))
    return {id_: tuple(times) for id_, times in found.items()}
