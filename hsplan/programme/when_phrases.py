"""The phrases of `when`, read as moments."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from hsplan.dates.day_phrases import read_months, read_range
from hsplan.dates.length_phrases import read_gap, read_length
from hsplan.dates.misread import MisreadError, shown, tidy
from hsplan.programme.when import (
    FIXED,
    HOST,
    IT,
    LAST_WEEK_OF_A_MONTH,
    Beside,
    Between,
    Dated,
    During,
    InPart,
    InWeeks,
    OnDay,
    Side,
    Usually,
    When,
    Within,
)
from hsplan.programme.when_mends import A_TARGET, AN_ID, ON_A_DAY, mended_moment

if TYPE_CHECKING:
    from collections.abc import Callable

FORMS = (
    "a day (`17 Jan 2011`), a range (`1 to 14 Jun 2011`), months (`June`, `June to July`, `Jun 2011`), "
    "`in week 1 or 2 of a month`, `usually in June`, `at the start`, `in the middle`, `at the end`, "
    "`before the start`, `after the end`, `in the first 2 months`, `after SESSION`, `2 weeks after SESSION`, "
    "`within 3 months before the start`, `between SESSION and SESSION`, `the evening before SESSION`, "
    "`during SESSION` or `at any time`"
)
_BESIDE = re.compile(rf"(?:(.+?) )?(before|after)(?: {A_TARGET})?")
_BETWEEN = re.compile(rf"between {AN_ID} and {AN_ID}")
_DURING = re.compile(rf"during(?: {AN_ID})?")
_WEEKS = re.compile(r"in (?:week ([1-5])(?: or ([1-5]))?|the last week) of (?:a|the) month")
_IN_PART = re.compile(r"in the (first|last) (.+)")
T = TypeVar("T")


def read_when(text: str) -> When:
    """A moment.

    >>> read_when("at the end"), read_when("June to July")
    (AtEnd(), InMonths(first=6, last=7))
    >>> str(read_when("2 to 4 weeks after launch")), str(read_when("the evening before r1"))
    ('2 to 4 weeks after launch', 'the evening before r1')
    """
    words = tidy(text)
    low = words.lower()
    if low in FIXED:
        return FIXED[low]
    bare = low.removesuffix(f" {IT}")
    for read in (_read_on_day, _read_between, _read_during, _read_in_part, _read_beside):
        if found := read(bare):
            return found
    if low.startswith("usually "):
        moment = _read_dated(words[8:])
        if moment is not None:
            return Usually(moment)
    moment = _read_dated(words)
    if moment is None:
        found_words = f"`{shown(words)}` is not a moment that hsplan knows"
        raise MisreadError(found_words, FORMS, partial(mended_moment, words), code="when-not-understood")
    return moment


def _read_dated(words: str) -> Dated | None:
    """A moment in the calendar, or nothing where the words are none."""
    low = words.lower()
    if match := _WEEKS.fullmatch(low):
        weeks = sorted({int(week) for week in match.groups() if week}) or [LAST_WEEK_OF_A_MONTH - 1]
        return InWeeks(tuple(weeks))
    if (months := read_months(low.removeprefix("in "))) is not None:
        return months
    try:
        return Within(read_range(words[3:] if low.startswith("in ") else words))
    except MisreadError as misread:
        if misread.code != "bad-date":
            raise
        return None


def _read_on_day(low: str) -> OnDay | None:
    match = ON_A_DAY.fullmatch(low)
    if match is None:
        return None
    offset: Literal[-1, 0, 1] = -1 if match[2] == "before" else 0 if match[2] == "of" else 1
    return OnDay(offset, match[1], match[3] or HOST)


def _read_between(low: str) -> Between | None:
    match = _BETWEEN.fullmatch(low)
    return Between(match[1], match[2]) if match else None


def _read_during(low: str) -> During | None:
    match = _DURING.fullmatch(low)
    return During(match[1] or HOST) if match else None


def _read_in_part(low: str) -> InPart | None:
    match = _IN_PART.fullmatch(low)
    length = _or_none(read_length, match[2] if match[2][0].isdigit() else f"1 {match[2]}") if match else None
    return InPart(length, match[1] == "first") if match and length else None


def _read_beside(low: str) -> Beside | None:
    match = _BESIDE.fullmatch(low)
    if match is None:
        return None
    side: Side = "before" if match[2] == "before" else "after"
    if match[1] is None:
        return Beside(side, match[3] or HOST)
    words = match[1].replace("within", "at most") if match[1].startswith("within ") else match[1]
    gap = _or_none(read_gap, words)
    return Beside(side, match[3] or HOST, gap) if gap else None


def _or_none(read: Callable[[str], T], words: str) -> T | None:
    try:
        return read(words)
    except MisreadError:
        return None
