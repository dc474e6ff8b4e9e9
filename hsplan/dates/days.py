"""Days and stretches of days, as values, and how people write them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
MONTH_NUMBERS = {name.lower(): n for names in (MONTHS, MONTH_NAMES) for n, name in enumerate(names, 1)} | {"sept": 9}


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
    """A day of the week, or a whole week, in every second week: from the first such day on, perhaps to a last."""

    first: date
    days: int = 1
    last: date = date.max

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last and (day - self.first).days % 14 < self.days

    def __str__(self) -> str:
        what = WEEKDAYS[self.first.weekday()] if self.days == 1 else "week"
        until = f" to {in_words(self.last)[4:]}" if self.last < date.max else ""
        return f"every other {what} from {in_words(self.first)[4:]}{until}"


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

_SHIFTING = DayRange | EitherDays | ToldDays


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
    """Some days with so many more on both sides; what comes again every week or year stays what it is."""
    return stretch.widened(days) if isinstance(stretch, _SHIFTING) else stretch


def may_shift(stretch: SomeDays) -> bool:
    """Whether days may turn out to be others, a little earlier or later: not those of every week or year."""
    return isinstance(stretch, _SHIFTING)
