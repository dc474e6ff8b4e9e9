"""Days that people name loosely, by a season, a term, a feast or a part of a month: the days that are mostly meant.

hsplan takes none of them as said: whose spring, which school. It is told what to write.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from hsplan.dates.days import MONTH_NAMES, MONTH_NUMBERS, DayRange, InMonths, in_words
from hsplan.dates.numbers import ORDINALS
from hsplan.dates.weekday_phrases import WEEKDAY_NUMBERS

_MONTHS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
    "autumn term": (9, 12),
    "michaelmas term": (10, 12),
    "michaelmas": (10, 12),
    "spring term": (1, 3),
    "hilary term": (1, 3),
    "lent term": (1, 3),
    "hilary": (1, 3),
    "summer term": (4, 7),
    "trinity term": (4, 6),
    "easter term": (4, 6),
}
"""Seasons and terms, from their first month to their last."""
_QUARTER = re.compile(rf"(?:q|quarter )([1-4])|({'|'.join(ORDINALS)}) quarter")
_HOLIDAYS = {
    **dict.fromkeys(("october half term", "autumn half term"), ((10, 25), (10, 29))),
    **dict.fromkeys(("may half term", "summer half term"), ((5, 31), (6, 4))),
    **dict.fromkeys(("half term", "february half term", "school holiday", "school"), ((2, 15), (2, 19))),
    **dict.fromkeys(("summer holiday",), ((7, 24), (8, 31))),
    **dict.fromkeys(("christmas", "xmas", "festive period", "christmas and new year"), ((12, 24), (1, 3))),
}
"""Holidays of which each school and office has its own days, with some that might be they."""
_AROUND = re.compile(
    r"(?:(?:in|during|over|by|for|at|the|next|this|every|each|early|late) )+"
    r"| (?:holiday|break|vacation|week|period)s?$| of$"
)
_PARTS = {
    **dict.fromkeys(("beginning", "start"), (1, 7)),
    **dict.fromkeys(("early",), (1, 14)),
    **dict.fromkeys(("mid", "middle"), (8, 21)),
    **dict.fromkeys(("late", "end"), (22, 31)),
}
"""Parts of a month, from day to day."""
_OF_MONTH = re.compile(
    r"(?:in |at |on |by )?(?:the )?(\S+?)(?:[ -](?!(?:of|in) )(\w+))?[ -](?:(?:of|in) )?([a-z]+)(?: (\d{4}))?"
)


def mended_loose(text: str, start: date) -> str:
    """What to write for days that are named loosely, in a programme from a start; nothing of other words."""
    plain = re.sub("[-/]", " ", text.lower())
    stated = re.search(r"\b\d{4}\b", plain)
    plain = " ".join(plain.replace(stated[0] if stated else "", "").split())
    year, bare = int(stated[0]) if stated else 0, _AROUND.sub("", plain)
    if re.fullmatch("(?:bank|public) holidays?", plain):
        return "leave it out: the bank holidays of the country are closed"
    days = of_month(text, start)
    return (
        _of_year(plain, bare, year)
        or _holiday(plain, bare, year, start)
        or (f"write `{briefly(days)}`" if days else "")
    )


def _of_year(plain: str, bare: str, year: int) -> str:
    """What to write for a season, a term, a quarter, or a month that comes next."""
    if plain in (f"next {bare}", f"this {bare}") and bare in MONTH_NUMBERS:
        return f"write `{_months(MONTH_NUMBERS[bare], MONTH_NUMBERS[bare], year)}`"
    if quarter := _QUARTER.fullmatch(bare):
        first = 3 * (int(quarter[1] or 0) or ORDINALS[quarter[2]] % 5) - 2
        later = (first + 2) % 12 + 1
        others = _months(later, later + 2, year + (later == 1) * bool(year))
        return f"say which months: `{_months(first, first + 2, year)}`, or where the year begins in April `{others}`"
    months = _MONTHS.get(plain) or _MONTHS.get(bare)
    return f"say which months: `{_months(*months, year)}`" if months else ""


def _holiday(plain: str, bare: str, year: int, start: date) -> str:
    """What to write for holidays."""
    if days := _HOLIDAYS.get(plain.removesuffix("s")) or _HOLIDAYS.get(bare):
        first = _next(*days[0], date(year, 1, 1) if year else start)
        return f"say its days, such as `{briefly(DayRange(first, _next(*days[1], first)))}`"
    if bare != "easter":
        return ""
    from dateutil.easter import easter  # loaded by those who name it alone

    sundays = (easter(one) for one in ((year,) if year else (start.year, start.year + 1)))
    sunday = next(one for one in sundays if year or one >= start)
    last = sunday + timedelta(days=1 if plain.endswith("easter") else 12)
    return f"say its days: `{briefly(DayRange(sunday - timedelta(days=2), last))}`"


def _months(first: int, last: int, year: int) -> str:
    if not year or first == last:
        return f"{InMonths(first, last)} {year or ''}".rstrip()
    return f"{MONTH_NAMES[first - 1]} {year} to {MONTH_NAMES[last - 1]} {year + (last < first)}"


def _next(month: int, day: int, start: date) -> date:
    found = date(start.year, month, day)
    return found if found >= start else date(start.year + 1, month, day)


def briefly(days: DayRange) -> str:
    """A day or a range as it may be written, without its weekdays.

    >>> briefly(DayRange(date(2011, 3, 28), date(2011, 4, 3)))
    '28 Mar 2011 to 3 Apr 2011'
    """
    first, last = in_words(days.first)[4:], in_words(days.last)[4:]
    return first if first == last else f"{first} to {last}"


def of_month(text: str, start: date) -> DayRange | None:
    """The days that are meant by a part of a month, or by a weekday of one: those after a start where no year is said.

    >>> print(of_month("2nd Wednesday in March 2011", date(2011, 1, 1)))
    DayRange(first=datetime.date(2011, 3, 9), last=datetime.date(2011, 3, 9))
    """
    match = _OF_MONTH.fullmatch(text.lower())
    if match is None or match[3] not in MONTH_NUMBERS:
        return None
    which, day, month = ORDINALS.get(match[1], 0), match[2], MONTH_NUMBERS[match[3]]
    year = int(match[4] or start.year + (month < start.month))
    if day in WEEKDAY_NUMBERS and which:
        found = nth(which, WEEKDAY_NUMBERS[day], year, month)
        return DayRange(found, found)
    weeks = {1: (1, 7), 2: (8, 14), 3: (15, 21), 4: (22, 28), -1: (25, 31)} if day == "week" else {}
    part = weeks.get(which) or (_PARTS.get(match[1]) if day in (None, "week") else None)
    return (
        DayRange(date(year, month, part[0]), date(year, month, min(part[1], monthrange(year, month)[1])))
        if part
        else None
    )


def nth(which: int, weekday: int, year: int, month: int) -> date:
    """The first to fourth of a weekday in a month, or its last."""
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    return [day for day in days if day.weekday() == weekday][which - (which > 0)]
