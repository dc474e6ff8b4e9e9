"""The months of a programme in weeks, each day with what is held on it and why it is closed."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hsplan.dates.days import MONTH_NAMES, WEEKDAYS, DayRange
from hsplan.dates.lengths import months_after, months_between

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.schedule.rows import Row, Schedule


DAY = timedelta(days=1)
A_YEAR = len(MONTH_NAMES)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month."""

    date: date
    rows: tuple[Row, ...]
    """What is held on it, in order; nothing that is cancelled."""
    closed: str | None
    """Why nothing may be held, where it is closed."""
    is_weekend: bool
    """Whether it is of the country's weekend."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month as a calendar on the wall has it."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    """Weeks of seven days from Monday; None for days of the months beside it."""

    @property
    def name(self) -> str:
        """What it is called: `January 2011`."""
        return f"{MONTH_NAMES[self.first.month - 1]} {self.first.year}"


def months_of(schedule: Schedule) -> tuple[Month, ...]:
    """Every month from a programme's first day, or first session, to its last.

    Where a session lies more than a year from all else, by a slip of the pen, the empty months between are left out.
    """
    held = _held(schedule)
    wanted = sorted({day.replace(day=1) for day in (schedule.days.first, schedule.days.last, *held)})
    own = months_between(schedule.days.first, schedule.days.last)
    firsts = {*wanted, *(months_after(schedule.days.first.replace(day=1), n) for n in range(own))}
    for one, following in pairwise(wanted):
        gap = months_between(one, following)
        if gap <= A_YEAR:
            firsts |= {months_after(one, n) for n in range(gap)}
    return tuple(_month(first, held, schedule) for first in sorted(firsts))


def closures_of(schedule: Schedule, within: DayRange) -> Iterator[tuple[DayRange, str]]:
    """The closed days of a stretch, those that follow each other for one reason together."""
    reason: str | None = None
    first = last = within.first
    for day in sorted(day for day in schedule.closed if day in within):
        if reason is None or schedule.closed[day] != reason or day - last > DAY:
            if reason is not None:
                yield DayRange(first, last), reason
            first, reason = day, schedule.closed[day]
        last = day
    if reason is not None:
        yield DayRange(first, last), reason


def _held(schedule: Schedule) -> dict[date, list[Row]]:
    held: dict[date, list[Row]] = defaultdict(list)
    for row in schedule.held:
        for day in row.days:
            held[day].append(row)
    return held


def _month(first: date, held: dict[date, list[Row]], schedule: Schedule) -> Month:
    blank, count = calendar.monthrange(first.year, first.month)
    dates = [first + n * DAY for n in range(count)]
    days = [
        Day(day, tuple(held.get(day, ())), schedule.closed.get(day), day.weekday() in schedule.weekend) for day in dates
    ]
    cells = [*[None] * blank, *days, *[None] * (-(blank + count) % len(WEEKDAYS))]
    return Month(first, tuple(tuple(cells[n : n + len(WEEKDAYS)]) for n in range(0, len(cells), len(WEEKDAYS))))
