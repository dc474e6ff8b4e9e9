"""How long something takes, what lies between two days, and how often a day comes, as values."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from hsplan.dates.days import WEEKDAYS
from hsplan.dates.hours import PARTS_OF_DAY, TimeRange

Unit = Literal["day", "week", "month"]
NOMINAL_DAYS: dict[Unit, int] = {"day": 1, "week": 7, "month": 30}
"""About how many days a unit is, wherever it falls."""
_NOON = dict.fromkeys(("lunch", "noon", "midday"), "lunchtime")


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time in one unit; `about` when the author left room."""

    amount: int
    unit: Unit
    about: bool = False

    def __str__(self) -> str:
        return f"{'about ' * self.about}{self.amount} {self.unit}{'s' * (self.amount != 1)}"

    @property
    def months(self) -> int | None:
        """The length in months, where it is stated in months."""
        return self.amount if self.unit == "month" else None

    @property
    def nominal_days(self) -> int:
        """About how many days it is, wherever it falls: a month counts 30."""
        return self.amount * NOMINAL_DAYS[self.unit]

    def after(self, day: date) -> date:
        """The day that lies this length after another.

        A month is a calendar month, clipped to the month it ends in.

        >>> Length(1, "month").after(date(2011, 1, 31))
        datetime.date(2011, 2, 28)
        """
        if self.unit == "month":
            return months_after(day, self.amount)
        return day + timedelta(days=self.amount * (7 if self.unit == "week" else 1))

    def before(self, day: date) -> date:
        """The latest day that lies at least this length before another.

        >>> Length(1, "month").before(date(2011, 2, 28))
        datetime.date(2011, 1, 31)
        """
        if self.unit == "month":
            found = months_after(day, -self.amount)
            while self.after(found + timedelta(days=1)) <= day:
                found += timedelta(days=1)
            return found
        return day - timedelta(days=self.amount * (7 if self.unit == "week" else 1))

    def last_day(self, first: date) -> date:
        """The last day of a stretch so long that begins on a day."""
        return self.after(first) - timedelta(days=1)

    def first_day(self, last: date) -> date:
        """The first day of a stretch so long that ends on a day."""
        return self.before(last + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class After:
    """By a day, the day that lies a length after it, or after the day that is so many days beyond it.

    Two that say the same are equal, so that what they come to for all days is worked out once.
    """

    length: Length
    beyond: int = 0

    def __call__(self, day: date) -> date:
        """The day after a day."""
        return self.length.after(day + timedelta(days=self.beyond) if self.beyond else day)

    @property
    def days(self) -> int | None:
        """How many days that is from whichever day; None where it hangs on the month."""
        return self.beyond + self.length.nominal_days if self.length.unit != "month" else None


def days_after(count: int) -> After:
    """By a day, the day so many days after it."""
    return After(Length(count, "day"))


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """How many months later the month of a day is than that of another.

    >>> months_between(date(2010, 12, 31), date(2011, 1, 1))
    1
    """
    return (last.year - first.year) * 12 + last.month - first.month


@dataclass(frozen=True, slots=True)
class Gap:
    """What may lie between two successive first days: at least, at most, or about so much."""

    least: Length | None = None
    most: Length | None = None
    about: Length | None = None

    def __str__(self) -> str:
        if self.about is not None:
            return str(self.about)
        if self.least is not None and self.least == self.most:
            return f"exactly {self.least}"
        if self.least is not None and self.most is not None:
            least = str(self.least.amount) if self.least.unit == self.most.unit else str(self.least)
            return f"{least} to {self.most}"
        return f"at least {self.least}" if self.least is not None else f"at most {self.most}"


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a session lasts: on so many days in a row; in minutes, or half a day, where it is less than one.

    The first weekday is stated by such as `Mon lunch to Fri lunch`, and then the last one follows from the days.
    """

    days: int = 1
    minutes: int | None = None
    half: bool = False
    first_weekday: int | None = None
    words: str = "1 day"

    def __str__(self) -> str:
        return self.words

    @property
    def edges(self) -> tuple[TimeRange | None, TimeRange | None]:
        """Of `Tue lunch to Wed lunch` the parts of the day in which it begins and ends, where they are stated.

        Asked once for each that is written; a field would change the fingerprint of every plan.
        """
        ends = self.words.lower().split(" to ") if self.first_weekday is not None else ("", "")
        first, last = (PARTS_OF_DAY.get(_NOON.get(word, word)) for word in (end.partition(" ")[2] for end in ends))
        return first, last

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The days of the week that it takes, where they are stated, else none."""
        if self.first_weekday is None:
            return ()
        return tuple((self.first_weekday + n) % len(WEEKDAYS) for n in range(self.days))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often: once in so many calendar months or weeks, on a certain weekday of the month, or with a gap."""

    months: int = 0
    weeks: int = 0
    weekday: int | None = None
    which: int = 0
    """Which of those weekdays in the month: 1 to 4, or -1 for the last."""
    gap: Gap | None = None
    usually: bool = False
    """Whether the weekday of the month is a preference."""
    words: str = ""

    def __str__(self) -> str:
        return self.words

    def falls_on(self, first: date, days: int = 1) -> bool:
        """Whether one of so many days is that weekday of its month.

        >>> third = Rhythm(months=1, weekday=3, which=3)
        >>> third.falls_on(date(2022, 9, 15)), third.falls_on(date(2023, 3, 15)), third.falls_on(date(2023, 3, 15), 2)
        (True, False, True)
        """
        return self.weekday is None or any(self._is(first + timedelta(days=n)) for n in range(days))

    def _is(self, day: date) -> bool:
        if day.weekday() != self.weekday:
            return False
        if self.which < 0:
            return (day + timedelta(days=7)).month != day.month
        return (day.day - 1) // 7 + 1 == self.which
