"""The moments of `when`: at the end, a range of days, months of the year, during a session."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.dates.days import MONTH_NAMES, MONTHS, DayRange
from hsplan.dates.phrases import MisreadError, read_range, shown

if TYPE_CHECKING:
    from datetime import date

FORMS = (
    "`at the end`, a day (`17 Jan 2011`), a range (`1 to 14 Jun 2011`), months (`June`, `June to July`, `Jun 2011`) "
    "or `during SESSION`"
)


@dataclass(frozen=True, slots=True)
class AtEnd:
    """The last thing of its phase or programme."""

    def __str__(self) -> str:
        return "at the end"


@dataclass(frozen=True, slots=True)
class Within:
    """Within a range of days."""

    days: DayRange

    def __contains__(self, day: date) -> bool:
        return day in self.days

    def __str__(self) -> str:
        return f"{self.days.first} to {self.days.last}"


@dataclass(frozen=True, slots=True)
class InMonths:
    """In certain months of any year, 1 to 12; a stretch may pass the turn of the year."""

    first: int
    last: int

    def __contains__(self, day: date) -> bool:
        if self.first <= self.last:
            return self.first <= day.month <= self.last
        return day.month >= self.first or day.month <= self.last

    def __str__(self) -> str:
        first, last = MONTH_NAMES[self.first - 1], MONTH_NAMES[self.last - 1]
        return first if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class During:
    """On the day of a session."""

    session: str

    def __str__(self) -> str:
        return f"during {self.session}"


When = AtEnd | Within | InMonths | During

_MONTH = {name.lower(): n for names in (MONTHS, MONTH_NAMES) for n, name in enumerate(names, 1)}


def read_when(text: str) -> When:
    """One moment.

    >>> read_when("at the end"), read_when("June to July"), read_when("during challenge-1")
    (AtEnd(), InMonths(first=6, last=7), During(session='challenge-1'))
    """
    words = " ".join(text.split())
    if words.lower() == "at the end":
        return AtEnd()
    if match := re.fullmatch(r"during ([a-z0-9][a-z0-9-]*)", words):
        return During(match[1])
    ends = [_MONTH.get(end) for end in re.split(r" to |-", words.lower())]
    if len(ends) <= 2 and ends[0] is not None and ends[-1] is not None:  # noqa: PLR2004 - a range has two ends
        return InMonths(ends[0], ends[-1])
    try:
        return Within(read_range(words))
    except MisreadError as misread:
        if misread.code != "bad-date":
            raise
        raise MisreadError(
            f"`{shown(words)}` is not a moment that hsplan knows", FORMS, code="when-not-understood"
        ) from None
