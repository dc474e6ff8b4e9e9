"""Days that a file tells: what every kind of such a file comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, Protocol

from hsplan.dates.days import DayRange, ToldDays
from hsplan.dates.hours import TimeRange  # noqa: TC001 - Pydantic resolves the annotations
from hsplan.findings import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Ending = Literal["ics", "csv"]
LONGEST_TITLE = 80
MOST_TITLES = 60
"""Beyond so many different ones in a year, a day goes by the name of its block: nobody reads hundreds of reasons."""


class Entry(Protocol):
    """Something that a file dates: an event, a row of a table."""

    @property
    def title(self) -> str:
        """What it is called; nothing where the file does not say."""

    def stretches(self, within: DayRange, zone: str | None) -> Iterator[DayRange]:
        """Its days, in the programme's time zone, as far as they touch a range; the earliest first."""

    def hours(self, zone: str | None) -> TimeRange | None:
        """From when to when it is on its first day, in the programme's time zone; None where it takes whole days."""


class Listing:
    """What a file was found to hold, in a programme's time zone; it remembers what it comes to in each year."""

    def __init__(self, entries: tuple[Entry, ...], zone: str | None) -> None:
        self.entries = entries
        self.zone = zone
        self.years: dict[tuple[int, int], dict[date, str]] = {}

    def of_year(self, year: int, doubt: int) -> Mapping[date, str]:
        """The days of a year, each with the title of the first entry that takes it."""
        if (year, doubt) not in self.years:
            self.years[(year, doubt)] = self._of_year(year, doubt)
        return self.years[(year, doubt)]

    def _of_year(self, year: int, doubt: int) -> dict[date, str]:
        whole = DayRange(date(year, 1, 1), date(year, 12, 31))
        found: dict[date, str] = {}
        for entry in self.entries:
            if len(found) == len(whole):  # no day is left for another to take
                break
            begin = whole.first
            for days in entry.stretches(whole.widened(doubt), self.zone):
                wide = days.widened(doubt)
                for day in DayRange(max(wide.first, begin), min(wide.last, whole.last)):
                    found.setdefault(day, entry.title)
                begin = max(begin, wide.last + timedelta(days=1))  # each day is taken once, however they overlap
                if begin > whole.last:
                    break
        few = len(set(found.values())) <= MOST_TITLES
        return {day: found[day] if few else "" for day in sorted(found)}

    @property
    def hours(self) -> tuple[TimeRange, ...]:
        """The hours of its entries, each once; none where an entry takes whole days."""
        found = {entry.hours(self.zone) for entry in self.entries}
        return tuple(sorted(one for one in found if one is not None)) if None not in found else ()

    def years_named(self, years: range) -> tuple[int, ...]:
        """Those of some years of which it has a day."""
        return tuple(year for year in years if self.of_year(year, 0))


@dataclass(frozen=True, slots=True)
class FileDays(ToldDays):
    """The days that a file names; until it has been read, none."""

    ending: Ending
    name: str
    titled: str = ""
    """Whole words that the title of an entry must hold, capitals aside; nothing for every entry."""
    doubt: int = 0
    listing: Listing | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.name}{f' titled {self.titled}' if self.titled else ''}"

    @property
    def fits_nothing(self) -> bool:
        """Whether nothing in the file has the title that is asked for."""
        return bool(self.titled) and self.listing is not None and not self.listing.entries

    def suits(self, title: str) -> bool:
        """Whether a title holds the words that are asked for, whole: not `Room 1` in `Room 10`; one `s` may follow."""
        whole = rf"(?<!\w){re.escape(self.titled)}s?(?!\w)"
        return not self.titled or re.search(whole, title, re.IGNORECASE) is not None

    def widened(self, days: int) -> FileDays:
        """The same with so many more days on both sides of each entry."""
        return replace(self, doubt=days)

    def of_year(self, year: int) -> Mapping[date, str]:
        """The days of a year, each with the title of its entry."""
        return self.listing.of_year(year, self.doubt) if self.listing is not None else {}

    def filled(self, entries: tuple[Entry, ...], zone: str | None) -> FileDays:
        """The same with what the file was found to hold, as far as the titles suit."""
        suiting = tuple(one for one in entries if self.suits(one.title))
        return replace(self, listing=Listing(suiting, zone))


def tidy_title(text: str) -> str:
    """A title short and harmless enough to be the reason for a closed day."""
    words = " ".join(printable(text).split())
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 3]}..."


def days_before(days: DayRange, more: int) -> DayRange:
    """A range that begins so many days earlier."""
    return DayRange(days.first - timedelta(days=more), days.last)
