"""Times of day as people write them, on the 24-hour clock: `9:30-12:30`, `from 14:00`, `evening`."""

from __future__ import annotations

import re
from datetime import time

from hsplan.dates.hours import PARTS_OF_DAY, TimeInWords, TimeRange
from hsplan.dates.misread import MisreadError, shown, tidy

A_TIME = "times such as `9:30-12:30`"
HOURS = "times such as `9:30-12:30`, `from 14:00`, `evening` or `morning or afternoon`"
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_DOTTED = re.compile(r"\d{1,2}\.\d{2}", re.ASCII)


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
    mend = (
        f"write `{text.strip().replace('.', ':')}`"
        if _DOTTED.fullmatch(text.strip())
        else "use the 24-hour clock: `13:30`"
    )
    raise MisreadError(f"`{shown(text)}` is not a time of day", A_TIME, mend, code="bad-time")


_HALF_DAY = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\.?", re.ASCII | re.IGNORECASE)


def _on_24_hours(text: str) -> str:
    """A time with am or pm as it is on the 24-hour clock."""
    match = _HALF_DAY.fullmatch(text)
    if match is None:
        return text
    return f"{int(match[1]) % 12 + 12 * (match[3].lower() == 'p')}:{match[2] or '00'}"


def _mended_times(text: str) -> str:
    """What is probably meant by times that are not quite a stretch of a day, such as `9am-5pm` or `9:30-4:30`."""
    low = (
        text.lower()
        .replace("midnight", "24:00")
        .replace("noon", "12:00")
        .replace("midday", "12:00")
        .removeprefix("from ")
    )
    ends = re.split(r" *[-–—] *| +(?:to|until) +", low)
    if len(ends) != 2:  # noqa: PLR2004 - a range has two ends
        return f"say until when as well: `{text}-16:30`" if _CLOCK.fullmatch(text) else ""
    if ends[1].endswith("m") and not ends[0].endswith("m"):
        ends[0] += ends[1][-2:]
    found = [re.fullmatch(r"([01]?\d|2[0-4])[:.]?([0-5]\d)?", _on_24_hours(end), re.ASCII) for end in ends]
    hours = [(int(one[1]), one[2] or "00") for one in found if one]
    if len(hours) != 2:  # noqa: PLR2004 - both ends have been understood
        return ""
    (start, after), (end, past) = hours
    if end <= start and 0 < end < 12:  # noqa: PLR2004 - the hours of the morning
        end += 12
    if end in (0, 24) or end < start:
        end, past = 23, "59"  # a time lies within one day
    return f"write `{start}:{after}-{end}:{past}`" if (start, after) < (end, past) else ""


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
    if low.startswith("from ") and " to " not in low:
        start = read_clock(words[5:])
        return TimeInWords(f"from {start:%H:%M}", start)
    try:
        return read_times(words)
    except MisreadError as misread:
        misread.expected = HOURS
        raise
