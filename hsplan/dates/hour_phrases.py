"""Times of day as people write them, on the 24-hour clock: `9:30-12:30`, `from 14:00`, `evening`."""

from __future__ import annotations

import re
from datetime import time

from hsplan.dates.hours import PARTS_OF_DAY, TimeInWords, TimeRange
from hsplan.dates.misread import MisreadError, shown, tidy
from hsplan.dates.numbers import COUNTED, NUMBERS
from hsplan.dates.weekday_phrases import WEEKDAY_NUMBERS

A_TIME = "times such as `9:30-12:30`"
OF_A_DAY = "say from when to when, between 0:00 and 23:59: `9:30-12:30`"
HOURS = "times such as `9:30-12:30`, `from 14:00`, `evening` or `morning or afternoon`"
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


def read_clock(text: str) -> time:
    """A time of day on the 24-hour clock.

    >>> read_clock("9:30")
    datetime.time(9, 30)
    """
    match = _CLOCK.fullmatch(tidy(text))
    try:
        if match:
            return time(int(match[1]), int(match[2]))
    except ValueError:
        pass
    raise MisreadError(f"`{shown(text)}` is not a time of day", A_TIME, OF_A_DAY, code="bad-time")


_HALF_DAY = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\.?", re.ASCII | re.IGNORECASE)


def _on_24_hours(text: str) -> str:
    """A time with am or pm as it is on the 24-hour clock."""
    match = _HALF_DAY.fullmatch(text)
    if match is None:
        return text
    return f"{int(match[1]) % 12 + 12 * (match[3].lower() == 'p')}:{match[2] or '00'}"


_PARTS = {"am": "morning", "pm": "afternoon", "lunch": "lunchtime", "whole day": "all day", "full day": "all day"}
"""How people call parts of the day, and what to write."""
_ZONE = re.compile(r" (?:gmt|bst|utc|cet|cest|est|edt|hrs|hours|o'clock)$")
_SO_LONG = re.compile(r"(?:1/2|half|an?|[\d.]+)(?:[ -](?:an?|days?|hours?|hrs?|minutes?|mins?))+")


def _mended_words(low: str) -> str:
    """What to write for words that are no stretch of the clock: a part of the day, a length, days, one end alone."""
    days = re.findall(r"[a-z]{3,}", low)
    if any(word.removesuffix("s") in WEEKDAY_NUMBERS for word in days):
        return "say days under `weekdays` or `when`; of several in a row, `lasts: Mon lunch to Fri lunch`"
    if len(re.findall(r"\d *(?:[-–—]|to|until) *\d", low)) > 1:
        return "say each stretch of the day under `parts`: `{talks: {time: 9:30-12:30}, visits: {time: 13:30-16:00}}`"
    named = (one for one in PARTS_OF_DAY if re.search(rf"\b{one}\b", low))
    if part := _PARTS.get(low) or next(named, ""):
        return f"write `{part}`"
    if _SO_LONG.fullmatch(low):
        return "say how long under `lasts`, such as `half a day` or `2 hours`; and from when, where that is known"
    return _mended_clock(_on_24_hours(re.sub("^(?:at|from) ", "", low).partition(" for ")[0].replace(".", ":")))


LAST_HOUR, LAST_MINUTES = 23, 59
FIRST_AT_WORK = 7
"""What begins and ends before that hour is of the afternoon, where it does not say am."""


def _mended_clock(start: str) -> str:
    """What to write for one time alone, from which something is held; nothing for other words."""
    match = _CLOCK.fullmatch(start if ":" in start else f"{start}:00")
    if match is None:
        return ""
    hour, minutes = int(match[1]), int(match[2])
    if hour > LAST_HOUR or minutes > LAST_MINUTES:
        return OF_A_DAY
    if (hour, minutes) == (LAST_HOUR, LAST_MINUTES):
        return f"write `from {match[0]}`"
    end = f"{hour + 2}:{match[2]}" if hour + 2 <= LAST_HOUR else f"{LAST_HOUR}:{LAST_MINUTES}"
    return f"write `from {match[0]}`, or until when as well: `{match[0]}-{end}`"


def _in_figures(low: str) -> str:
    """Times in words in figures: `half past nine` as 9:30, `nine to five` as 9 to 5."""
    low = re.sub(rf"\b({'|'.join(COUNTED)})\b", lambda word: str(NUMBERS[word[1]]), low)
    low = re.sub(r"\bhalf (?:past )?(\d\d?)(?![\d:])", r"\1:30", low)
    return re.sub(r"\bquarter past (\d\d?)", r"\1:15", low)


def _mended_times(text: str) -> str:
    """What is probably meant by times that are not quite a stretch of a day, such as `9am-5pm` or `9:30-4:30`."""
    if words := _mended_words(_in_figures(text.lower())):
        return words
    low = _ZONE.sub("", _in_figures(text.lower())).replace("midnight", "24:00").removeprefix("from ")
    low = re.sub("(?:12 )?(?:noon|midday)", "12:00", low)
    ends = re.split(r" *[-–—] *| +(?:to|until) +", low)
    if len(ends) != 2:  # noqa: PLR2004 - a range has two ends
        return ""
    hours = _hours_of(ends)
    if ends[1].endswith("m") and not ends[0].endswith("m"):
        both = _hours_of([ends[0] + ends[1][-2:], ends[1]])
        hours = both if both == sorted(both) else hours  # `2 to 5pm`, but `9.30 to 1pm`
    if len(hours) != 2:  # noqa: PLR2004 - both ends have been understood
        return ""
    (start, after), (end, past) = hours
    if start < end < FIRST_AT_WORK and "m" not in low:
        start, end = start + 12, end + 12
    if end <= start and 0 < end < 12:  # noqa: PLR2004 - the hours of the morning
        end += 12
    if end in (0, 24) or end < start:
        end, past = 23, "59"  # a time lies within one day
    return f"write `{start}:{after}-{end}:{past}`" if (start, after) < (end, past) else ""


def _hours_of(ends: list[str]) -> list[tuple[int, str]]:
    """The hours and minutes of times, of as many as can be understood."""
    found = [re.fullmatch(r"([01]?\d|2[0-4])[:.]?([0-5]\d)?", _on_24_hours(end), re.ASCII) for end in ends]
    return [(int(one[1]), one[2] or "00") for one in found if one]


def read_times(text: str) -> TimeRange:
    """A stretch of one day.

    >>> str(read_times("9:30-16:30")), str(read_times("9:30 to 16:30"))
    ('09:30-16:30', '09:30-16:30')
    """
    ends = re.split(r" *[-–—] *| +to +", tidy(text))
    if len(ends) != 2:  # noqa: PLR2004 - a range has two ends
        mend = _mended_times(tidy(text))
        raise MisreadError(f"`{shown(text)}` is not a stretch of a day", A_TIME, mend, code="bad-time")
    try:
        start, end = map(read_clock, ends)
    except MisreadError as misread:
        misread.mend = _mended_times(tidy(text)) or misread.mend
        raise
    if end <= start:
        raise MisreadError(
            f"`{shown(text)}` ends {'before' if end < start else 'as'} it begins",
            A_TIME,
            _mended_times(tidy(text)) or "end later; what ends on another day says so: `lasts: Tue lunch to Wed lunch`",
            "ends-before-start",
        )
    return TimeRange(start, end)


def read_hours(text: str) -> TimeRange | TimeInWords:
    """A stretch of a day, its beginning, or a part of the day; several of which any will do.

    >>> str(read_hours("9:30-12:30")), read_hours("from 14:00").start, str(read_hours("evening"))
    ('09:30-12:30', datetime.time(14, 0), 'evening')
    >>> str(read_hours("morning or afternoon"))
    'morning or afternoon'
    """
    words = tidy(text)
    low = words.lower()
    if all(part in PARTS_OF_DAY for part in low.split(" or ")):
        return TimeInWords(low)
    try:
        if not low.startswith("from ") or " to " in low:
            return read_times(words)
        start = read_clock(words[5:])
    except MisreadError as misread:
        misread.expected, misread.mend = (
            HOURS,
            misread.mend if " to " in low else _mended_words(_in_figures(low)) or misread.mend,
        )
        raise
    return TimeInWords(f"from {start:%H:%M}", start)


_BY_THE_CLOCK = re.compile(r"[\d:.]+ ?(?:[ap]m)?(?: ?(?:-|to|until) ?[\d:.]+ ?(?:[ap]m)?)?")


def said_hours(text: str) -> str:
    """How hours that stand where they do not belong are written; nothing of other words.

    >>> said_hours("nine to five"), said_hours("9:30"), said_hours("evening"), said_hours("16")
    ('9:00-17:00', 'from 9:30', 'evening', '')
    """
    low = _in_figures(text.lower())
    if low not in PARTS_OF_DAY and (low.isdecimal() or not _BY_THE_CLOCK.fullmatch(low)):
        return ""
    try:
        read_hours(low)
    except MisreadError:
        told = re.match("write `(.+?)`", _mended_times(low))  # of one time alone, from then on
        return told[1] if told else ""
    return low
