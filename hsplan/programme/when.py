"""The moments of `when`: at the end, a range of days, months of the year, during a session."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.dates.days import MONTH_NAMES, DayRange, in_words
from hsplan.dates.phrases import MONTH_NUMBERS, MisreadError, read_range, shown, tidy

if TYPE_CHECKING:
    from datetime import date

FORMS = (
    "`at the end`, a day (`17 Jan 2011`), a range (`1 to 14 Jun 2011`) or months (`June`, `June to July`, `Jun 2011`)"
)
FORMS_OF_STEPS = f"`during SESSION`, {FORMS}"


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
        first, last = in_words(self.days.first), in_words(self.days.last)
        return first if first == last else f"{first} to {last}"


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


When = AtEnd | Within | InMonths
"""The moments of a session."""


def read_when(text: str, forms: str = FORMS) -> When:
    """The moment of a session.

    >>> read_when("at the end"), read_when("June to July")
    (AtEnd(), InMonths(first=6, last=7))
    """
    words = tidy(text)
    if words.lower() == "at the end":
        return AtEnd()
    ends = [MONTH_NUMBERS.get(end) for end in re.split(r" to |-", words.lower())]
    if len(ends) <= 2 and ends[0] is not None and ends[-1] is not None:  # noqa: PLR2004 - a range has two ends
        return InMonths(ends[0], ends[-1])
    try:
        return Within(read_range(words))
    except MisreadError as misread:
        if misread.code != "bad-date":
            raise
        found = f"`{shown(words)}` is not a moment that hsplan knows here"
        raise MisreadError(found, forms, code="when-not-understood") from None


def read_step_when(text: str) -> When | During:
    """The moment of a step of the project: it may be on the day of a session.

    >>> read_step_when("during challenge-1")
    During(session='challenge-1')
    """
    if match := re.fullmatch(r"during ([a-z0-9][a-z0-9-]*)", tidy(text)):
        return During(match[1])
    return read_when(text, FORMS_OF_STEPS)
