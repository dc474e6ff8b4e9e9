"""The days on which something recurs, by a rule of RFC 5545 (3.3.10), period by period.

Written for days alone, and so that its cost is known before it is paid: a rule that is asked for a stretch looks at
each day of it once, whatever the rule says. General libraries look for the next occurrence instead, and walk eight
thousand years for that of 30 February. The tests hold it against dateutil, which is such a library.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from hsplan.dates.lengths import months_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.dates.days import DayRange

DAYS_OF_THE_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Often = Literal["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]
OFTEN: tuple[Often, ...] = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
ONE_DAY = timedelta(days=1)
A_WEEK = 7
LAST_YEAR = 9990


class NoRuleError(ValueError):
    """A rule that cannot be followed; its words say why."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """A rule of recurrence. Where a list is empty, the rule says nothing of it."""

    often: Often
    first: date
    """The day from which it counts."""
    interval: int = 1
    count: int | None = None
    until: date | None = None
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    """Which of a month or year (0 for every one, -1 for the last), and the day of the week, Monday as 0."""
    positions: tuple[int, ...] = ()
    week_start: int = 0

    def days(self, within: DayRange) -> Iterator[date]:
        """The days of a stretch on which it recurs, in order."""
        last = min(within.last, self.until or within.last)
        if self.count is not None:
            yield from (
                day
                for n, day in zip(range(self.count), self._from(self.first, last), strict=False)
                if day >= within.first
            )
        else:
            yield from (day for day in self._from(max(self.first, within.first), last) if day >= within.first)

    def ended(self, most: int) -> tuple[Repeats, int]:
        """The rule with a last day in the place of its count, and how many days were looked at to find it.

        Raises:
            NoRuleError: where that takes more than so many.
        """
        left, looked, number, last = self.count or 0, 0, 0, self.first
        while left and (period := self._period(number)) is not None:
            looked += period[1]
            if looked > most:
                raise NoRuleError("it takes too long to count how often it repeats")
            days = [day for day in self._chosen(period) if day >= self.first][:left]
            left, last, number = left - len(days), max([last, *days]), number + 1
        return replace(self, count=None, until=last), looked

    def _from(self, begin: date, last: date) -> Iterator[date]:
        """Its days up to a last one, beginning with the period that holds a day."""
        start = self._period(self._number(begin) // self.interval)
        number = self._number(begin) // self.interval
        while start is not None and start[0] <= last:
            for day in self._chosen(start):
                if day > last:
                    return
                if day >= self.first:
                    yield day
            number += 1
            start = self._period(number)

    def _number(self, day: date) -> int:
        """How many of its units lie between the first day and another."""
        if self.often == "YEARLY":
            return day.year - self.first.year
        if self.often == "MONTHLY":
            return months_between(self.first, day)
        if self.often == "WEEKLY":
            return (day - self._week(self.first)).days // A_WEEK
        return (day - self.first).days

    def _week(self, day: date) -> date:
        return day - timedelta(days=(day.weekday() - self.week_start) % A_WEEK)

    def _period(self, number: int) -> tuple[date, int] | None:
        """The first day of the n-th period and how many days it has; None beyond the last year of the calendar."""
        steps = number * self.interval
        if self.first.year + steps / {"YEARLY": 1, "MONTHLY": 12, "WEEKLY": 52, "DAILY": 365}[self.often] > LAST_YEAR:
            return None
        if self.often == "YEARLY":
            year = self.first.year + steps
            return date(year, 1, 1), 365 + _leap(year)
        if self.often == "MONTHLY":
            years, month = divmod(self.first.month - 1 + steps, 12)
            year = self.first.year + years
            return date(year, month + 1, 1), monthrange(year, month + 1)[1]
        if self.often == "WEEKLY":
            return self._week(self.first) + timedelta(days=A_WEEK * steps), A_WEEK
        return self.first + timedelta(days=steps), 1

    def _chosen(self, period: tuple[date, int]) -> list[date]:
        """The days of a period that it takes."""
        first, length = period
        days = (first + timedelta(days=n) for n in range(length))
        if self.often == "YEARLY" and self.months:  # most of a year need not be looked at
            months = [(date(first.year, month, 1), monthrange(first.year, month)[1]) for month in sorted(self.months)]
            days = (begin + timedelta(days=n) for begin, length in months for n in range(length))
        fitting = [day for day in days if self._fits(day)]
        if not self.positions:
            return fitting
        size = len(fitting)
        picked = {n - 1 if n > 0 else size + n for n in self.positions}
        return [day for n, day in enumerate(fitting) if n in picked]

    def _fits(self, day: date) -> bool:
        length, whole = monthrange(day.year, day.month)[1], 365 + _leap(day.year)
        of_year = day.timetuple().tm_yday
        return (
            (not self.months or day.month in self.months)
            and (not self.month_days or day.day in self.month_days or day.day - length - 1 in self.month_days)
            and (not self.weekdays or any(self._is(day, *one) for one in self.weekdays))
            and (not self.year_days or of_year in self.year_days or of_year - whole - 1 in self.year_days)
            and (not self.weeks or self._in_weeks(day))
        )

    def _is(self, day: date, which: int, weekday: int) -> bool:
        if day.weekday() != weekday or not which or self.often in ("WEEKLY", "DAILY"):
            return day.weekday() == weekday
        if self.often == "YEARLY" and not self.months:
            before, length = day.timetuple().tm_yday - 1, 365 + _leap(day.year)
        else:
            before, length = day.day - 1, monthrange(day.year, day.month)[1]
        return which in (before // A_WEEK + 1, -((length - 1 - before) // A_WEEK + 1))

    def _in_weeks(self, day: date) -> bool:
        """Whether a day lies in one of the numbered weeks; week 1 of a year is the first with four days in it."""
        year = next(one for one in (day.year + 1, day.year, day.year - 1) if _week_one(one, self.week_start) <= day)
        number = (day - _week_one(year, self.week_start)).days // A_WEEK + 1
        return number in self.weeks or number - _weeks_of(year, self.week_start) - 1 in self.weeks


def _leap(year: int) -> int:
    return int(monthrange(year, 2)[1] == 29)  # noqa: PLR2004 - days of February


def _week_one(year: int, week_start: int) -> date:
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=(fourth.weekday() - week_start) % A_WEEK)


def _weeks_of(year: int, week_start: int) -> int:
    return (_week_one(year + 1, week_start) - _week_one(year, week_start)).days // A_WEEK


def read_rule(text: str, first: date, until: date | None = None) -> Repeats:
    """The rule that some text says, from a first day; `until` is the day that its UNTIL comes to.

    Raises:
        NoRuleError: where it says something else, or recurs within the day.
    """
    parts = dict(_pair(one) for one in text.strip().rstrip(";").upper().split(";"))
    often = next((one for one in OFTEN if one == parts.get("FREQ")), None)
    if often is None:
        raise NoRuleError(f"it repeats {_cut(parts.get('FREQ', '')).lower() or 'without saying how often'}")
    if any("," in parts.get(key, "") for key in ("BYHOUR", "BYMINUTE", "BYSECOND")):
        raise NoRuleError("it repeats within a day")
    if unknown := parts.keys() - _KNOWN:
        raise NoRuleError(f"its rule holds {_cut(min(unknown))}")
    rule = Repeats(
        often,
        first,
        interval=_number(parts.get("INTERVAL", "1"), 10_000),
        count=_number(parts["COUNT"], 100_000) if "COUNT" in parts else None,
        until=until,
        months=_numbers(parts.get("BYMONTH", ""), 12, signed=False),
        weeks=_numbers(parts.get("BYWEEKNO", ""), 53),
        year_days=_numbers(parts.get("BYYEARDAY", ""), 366),
        month_days=_numbers(parts.get("BYMONTHDAY", ""), 31),
        weekdays=tuple(_weekday(one) for one in parts.get("BYDAY", "").split(",") if one),
        positions=_numbers(parts.get("BYSETPOS", ""), 366),
        week_start=_weekday(parts.get("WKST", "MO"))[1],
    )
    return _completed(rule)


def _completed(rule: Repeats) -> Repeats:
    """A rule with what it leaves to its first day: the day of the month, and the month, or the day of the week."""
    if rule.weeks or rule.year_days or rule.month_days or rule.weekdays or rule.often == "DAILY":
        return rule
    if rule.often == "WEEKLY":
        return replace(rule, weekdays=((0, rule.first.weekday()),))
    months = rule.months or ((rule.first.month,) if rule.often == "YEARLY" else ())
    return replace(rule, months=months, month_days=(rule.first.day,))


_KNOWN = frozenset(
    {
        "FREQ",
        "INTERVAL",
        "COUNT",
        "UNTIL",
        "BYMONTH",
        "BYWEEKNO",
        "BYYEARDAY",
        "BYMONTHDAY",
        "BYDAY",
        "BYSETPOS",
        "WKST",
        "BYHOUR",
        "BYMINUTE",
        "BYSECOND",
    }
)
MOST_IN_A_LIST = 400


def _cut(text: str) -> str:
    return text[:20] if text.isprintable() else "?"


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.strip().partition("=")
    if not equals:
        raise NoRuleError(f"its rule holds {_cut(key) or 'nothing'}")
    return key, value


def _number(text: str, most: int) -> int:
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not 1 <= int(text) <= most:
        raise NoRuleError(f"its rule holds {_cut(text) or 'no number'}")
    return int(text)


def _numbers(text: str, most: int, *, signed: bool = True) -> tuple[int, ...]:
    listed: Sequence[str] = text.split(",") if text else ()
    if len(listed) > MOST_IN_A_LIST:
        raise NoRuleError("its rule holds a list without end")
    found = []
    for one in listed:
        sign = -1 if one.startswith("-") and signed else 1
        found.append(sign * _number(one.lstrip("+-" if signed else ""), most))
    return tuple(dict.fromkeys(found))


def _weekday(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([+-]?\d{1,2})?([A-Z]{2})", text.strip(), re.ASCII)
    if match is None or match[2] not in DAYS_OF_THE_WEEK:
        raise NoRuleError(f"its rule holds {_cut(text) or 'no weekday'}")
    return int(match[1] or 0), DAYS_OF_THE_WEEK.index(match[2])
