"""Values of the calendar: a range of days, a length of time, a time of day, weekdays."""

from __future__ import annotations

import calendar
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LAST_MINUTE = time(23, 59)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # Spelled out rather than asked of the locale: the same words on every machine.


@dataclass(frozen=True, order=True, slots=True)
class DayRange:
    """The days from `first` to `last`; both ends count.

    >>> august = DayRange(date(2011, 8, 1), date(2011, 8, 31))
    >>> len(august), date(2011, 8, 31) in august
    (31, True)
    """

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))

    def __len__(self) -> int:
        return max(0, (self.last - self.first).days + 1)

    def widened(self, days: int) -> DayRange:
        """The range with so many more days on both sides, as far as the calendar of this world reaches.

        >>> DayRange(date(2011, 8, 30), date(2011, 8, 30)).widened(1)
        DayRange(first=datetime.date(2011, 8, 29), last=datetime.date(2011, 8, 31))
        """
        before = min(days, (self.first - date.min).days)
        after = min(days, (date.max - self.last).days)
        return DayRange(self.first - timedelta(days=before), self.last + timedelta(days=after))


Unit = Literal["day", "week", "month"]
NOMINAL_DAYS: dict[Unit, int] = {"day": 1, "week": 7, "month": 30}
"""About how many days a unit is, wherever it falls."""


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


def instant(moment: datetime) -> str:
    """A moment in UTC as ISO 8601 writes it.

    >>> from datetime import UTC
    >>> instant(datetime(2011, 1, 18, 9, 30, tzinfo=UTC))
    '2011-01-18T09:30:00Z'
    """
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def in_words(day: date) -> str:
    """A day as people write it, the same in every locale.

    >>> in_words(date(2011, 1, 18))
    'Tue 18 Jan 2011'
    """
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year:04d}"


def span_in_words(days: DayRange) -> str:
    """A range of days as people write it; a single one as a day.

    >>> span_in_words(DayRange(date(2011, 1, 18), date(2011, 1, 19)))
    'Tue 18 Jan 2011 to Wed 19 Jan 2011'
    """
    return in_words(days.first) if len(days) == 1 else f"{in_words(days.first)} to {in_words(days.last)}"


def edges_in_words(first: date | None, last: date | None) -> str:
    """Days of which an end may be unknown, as people write them.

    >>> edges_in_words(date(2011, 1, 18), date(2011, 1, 18)), edges_in_words(None, date(2011, 1, 18))
    ('Tue 18 Jan 2011', 'by Tue 18 Jan 2011')
    >>> edges_in_words(date(2011, 1, 18), None), edges_in_words(None, None)
    ('from Tue 18 Jan 2011', 'no day known')
    """
    if first and last:
        return in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"
    return f"by {in_words(last)}" if last else f"from {in_words(first)}" if first else "no day known"


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


@dataclass(frozen=True, order=True, slots=True)
class TimeRange:
    """From one time of day to a later one of the same day."""

    start: time
    end: time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


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


PARTS_OF_DAY = {
    "morning": TimeRange(time(0), time(12)),
    "lunchtime": TimeRange(time(12), time(13)),
    "afternoon": TimeRange(time(13), time(17)),
    "daytime": TimeRange(time(0), time(17)),
    "evening": TimeRange(time(18), LAST_MINUTE),
    "night": TimeRange(time(18), LAST_MINUTE),
    "all day": TimeRange(time(0), LAST_MINUTE),
}
"""The hours that a word leaves no doubt about: until 18:00 and in the evening is not at once."""


@dataclass(frozen=True, slots=True)
class TimeInWords:
    """A time that is not a stretch: from when (`from 14:00`), or in which part of the day (`evening`)."""

    words: str
    start: time | None = None

    @property
    def hours(self) -> TimeRange:
        """The stretch of the day in which it lies: of several parts of the day, all from the first to the last."""
        if self.start is not None:
            return TimeRange(self.start, LAST_MINUTE)
        parts = [PARTS_OF_DAY[word] for word in self.words.split(" or ")]
        return TimeRange(min(one.start for one in parts), max(one.end for one in parts))

    def __str__(self) -> str:
        return self.words


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


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Days of the week, Monday as 0; a rule, or a preference where `mostly`."""

    days: tuple[int, ...]
    mostly: bool = False

    @property
    def allowed(self) -> Weekdays:
        """The days that will do: these, or where they are a preference, those of the working week as well.

        >>> str(Weekdays((2,), mostly=True).allowed), str(Weekdays((5, 6)).allowed)
        ('Mon-Fri', 'Sat, Sun')
        """
        return Weekdays(tuple(sorted({*self.days, *range(5)}))) if self.mostly else self

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day.weekday() in self.days

    def __str__(self) -> str:
        # A week begins on its Monday; where the days are no run from there, on a Sunday or a Saturday.
        weeks = (tuple(day % 7 for day in range(first, first + 7) if day % 7 in self.days) for first in (0, 6, 5))
        runs = (days for days in weeks if days == tuple((days[0] + n) % 7 for n in range(len(days))))
        run = next(runs, ()) if len(self.days) > 2 else ()  # noqa: PLR2004 - a run of three or more
        listed = f"{WEEKDAYS[run[0]]}-{WEEKDAYS[run[-1]]}" if run else ", ".join(WEEKDAYS[d] for d in self.days)
        return f"{'mostly ' * self.mostly}{listed}"


@dataclass(frozen=True, slots=True)
class EitherDays:
    """One of several days or ranges, and nobody knows yet which: until then it is all of them."""

    ranges: tuple[DayRange, ...]

    def __contains__(self, day: object) -> bool:
        return any(day in one for one in self.ranges)

    def __str__(self) -> str:
        return " or ".join(span_in_words(one) for one in self.ranges)

    def widened(self, days: int) -> EitherDays:
        """Each of them with so many more days on both sides."""
        return EitherDays(tuple(one.widened(days) for one in self.ranges))


@dataclass(frozen=True, slots=True)
class EveryOther:
    """A day of the week in every second week, from the first such day on."""

    first: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day >= self.first and (day - self.first).days % 14 == 0

    def __str__(self) -> str:
        return f"every other {WEEKDAYS[self.first.weekday()]} from {in_words(self.first)[4:]}"


class ToldDays(ABC):
    """Days that are told elsewhere than in the phrase: in a table or in a file, and that may have names there."""

    @abstractmethod
    def of_year(self, year: int) -> Mapping[date, str]:
        """Its days of a year, each with what it is called there; with nothing where it has no name."""

    @abstractmethod
    def widened(self, days: int) -> ToldDays:
        """The same with so many more days on both sides of each of its stretches, whatever it says of that itself."""

    def named(self, within: DayRange) -> dict[date, str]:
        """Its days that lie within a range, with their names."""
        years = range(within.first.year, within.last.year + 1)
        return {day: name for year in years for day, name in self.of_year(year).items() if day in within}

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in self.of_year(day.year)


@dataclass(frozen=True, slots=True)
class AllBut:
    """Every day but some: the days on which someone is away who can come on those alone."""

    others: tuple[SomeDays, ...]

    def __contains__(self, day: date) -> bool:
        return not any(day in one for one in self.others)

    def __str__(self) -> str:
        return f"all days but {', '.join(map(str, self.others))}"


SomeDays = DayRange | InMonths | Weekdays | EveryOther | EitherDays | ToldDays | AllBut
"""Days that someone is away, or that are closed: a range, months of every year, days of every week or every second
one, one of several ranges, or days that a table or a file tells."""


def days_in(stretch: SomeDays, within: DayRange) -> Iterator[date]:
    """Those of some days that lie within a range.

    >>> [day.day for day in days_in(Weekdays((1, 3)), DayRange(date(2011, 1, 3), date(2011, 1, 13)))]
    [4, 6, 11, 13]
    """
    if isinstance(stretch, DayRange):
        return iter(DayRange(max(stretch.first, within.first), min(stretch.last, within.last)))
    if isinstance(stretch, Weekdays):
        return _on_weekdays(stretch.days, within)
    return (day for day in within if day in stretch)


def _on_weekdays(weekdays: Iterable[int], within: DayRange) -> Iterator[date]:
    first, last = within.first.toordinal(), within.last.toordinal()
    each = (range(first + (weekday - within.first.weekday()) % 7, last + 1, 7) for weekday in set(weekdays))
    return map(date.fromordinal, sorted(day for days in each for day in days))


def touching(days: Iterable[int], long: int) -> frozenset[int]:
    """The first days from which something so many days long would touch one of some days."""
    if long == 1:
        return frozenset(day for day in days if day >= 0)
    return frozenset(day - before for day in days for before in range(long) if day >= before)


def widened(stretch: SomeDays, days: int) -> SomeDays:
    """Some days with so many more on both sides; months and weekdays of every year stay what they are."""
    return stretch.widened(days) if isinstance(stretch, DayRange | EitherDays | ToldDays) else stretch
