"""Dates, times and lengths as people write them, read strictly: never guessed, never what YAML makes of them."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from hsplan.dates.days import (
    MONTH_NAMES,
    MONTHS,
    PARTS_OF_DAY,
    WEEKDAY_NAMES,
    WEEKDAYS,
    DayRange,
    EitherDays,
    Gap,
    InMonths,
    Lasting,
    Length,
    Rhythm,
    SomeDays,
    TimeInWords,
    TimeRange,
    Unit,
    Weekdays,
    in_words,
    months_after,
)


class MisreadError(ValueError):
    """A phrase that cannot be read: what was found, what was expected, and a mend where one suggests itself."""

    def __init__(self, found: str, expected: str, mend: str = "", code: str = "phrase-not-understood") -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected
        self.mend = mend
        self.code = code
        self.item: int | None = None
        """Which of a list of phrases it is, where it stands in one."""


A_DAY = "a day such as `17 Jan 2011` or `2011-01-17`"
A_RANGE = "a day or a range such as `17 Jan 2011`, `1 to 29 Aug 2011`, `28 Jul to 2 Sep 2011` or `Aug 2011`"
SOME_DAYS = f"{A_RANGE}, `Aug` of every year or `Mon` of every week"
A_START = "a month or a day such as `2011-01` or `17 Jan 2011`"
A_LENGTH = "a length such as `12 months`, `6 weeks` or `1 year`"
A_GAP = "a gap such as `about 1 month`, `3 to 6 weeks`, `at least 2 weeks` or `at most 40 days`"
A_TIME = "times such as `9:30-12:30`"
A_LASTING = (
    "how long, such as `1 day`, `3 days`, `half a day`, `90 minutes`, `3.5 hours`, `1 to 2 hours`, `about 2 weeks` "
    "or `Mon lunch to Fri lunch`"
)
A_RHYTHM = "how often, such as `month`, `2 weeks`, `third Thu`, `about 4 weeks` or `at least 3 weeks`"
HOURS = "times such as `9:30-12:30`, `from 14:00`, `evening` or `morning or afternoon`"
SOME_WEEKDAYS = "weekdays such as `Tue`, `Tue-Thu`, `[Tue, Thu]` or `mostly Wed`"

MONTH_NUMBERS = {name.lower(): n for names in (MONTHS, MONTH_NAMES) for n, name in enumerate(names, 1)} | {"sept": 9}
_LONG_MONTHS = tuple(name.lower() for name in MONTH_NAMES)
_WEEKDAY = {name.lower(): n for names in (WEEKDAYS, WEEKDAY_NAMES) for n, name in enumerate(names)} | {
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_WORD_DAY = re.compile(r"(?:([A-Za-z]+),? +)?(\d{1,2})(?: +([A-Za-z]+))?(?: +(\d{4}))?", re.ASCII)
_WORD_MONTH = re.compile(r"([A-Za-z]+) +(\d{4})", re.ASCII)
_BARE_MONTH = re.compile(r"[A-Za-z]+", re.ASCII)
_TO = re.compile(r" +to +| *[–—] *| +- +|(?<=[0-9])-(?=[0-9]{1,2} (?!to )[A-Za-z])")
_AMOUNT = re.compile(r"(?:(\d{1,4})|(an?)) +(day|week|month|year)s?", re.ASCII | re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_DOTTED = re.compile(r"\d{1,2}\.\d{2}", re.ASCII)


def _nearest(word: str, known: tuple[str, ...]) -> str:
    """The known word most like the given one, or nothing if none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:40].lower(), known, n=1)), "")


def _nearest_month(word: str) -> str:
    """The month that is misspelt, or nothing: it begins alike and is about as long."""
    near = _nearest(word, tuple(name for name in _LONG_MONTHS if name[0] == word[0].lower()))
    return near if abs(len(near) - len(word)) <= 2 else ""  # noqa: PLR2004 - letters left out or doubled


LONGEST_PHRASE = 200


def tidy(text: str) -> str:
    """A phrase with single spaces; one that is longer than any that can be understood is cut, and then is not."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_PHRASE else f"{words[:LONGEST_PHRASE]}..."


def shown(text: str) -> str:
    """A phrase short enough, and harmless enough, to quote in a message."""
    plain = "".join(c if c.isprintable() else "?" for c in text)
    return plain if len(plain) <= 60 else f"{plain[:57]}..."  # noqa: PLR2004 - fits a line of 80 with its message


FIRST_YEAR, LAST_YEAR = 1600, 9000
"""Far beyond any programme, and far enough from the ends of Python's calendar that no sum falls off them."""
LAST_START = 8900
LONGEST_MONTHS = 1200
LONGEST_WEEKS = 5200


def _date(year: int, month: int, day: int, text: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise MisreadError(
            f"`{shown(text)}` lies outside the years {FIRST_YEAR} to {LAST_YEAR}", A_DAY, code="no-such-day"
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise MisreadError(f"there is no day `{shown(text)}`", A_DAY, code="no-such-day") from None


def _word_day(text: str, month: int | None = None, year: int | None = None) -> date | None:
    """A day in words; month and year may come from the other end of a range."""
    match = _WORD_DAY.fullmatch(text)
    if match is None:
        return None
    weekday, day, month_word, year_word = match.groups()
    month = MONTH_NUMBERS.get(month_word.lower()) if month_word else month
    year = int(year_word) if year_word else year
    if month is None or year is None or (weekday and weekday.lower() not in _WEEKDAY):
        return None
    found = _date(year, month, int(day), text)
    if weekday and found.weekday() != _WEEKDAY[weekday.lower()]:
        raise MisreadError(
            f"`{shown(text)}` names the wrong weekday",
            "a day whose weekday is right, or no weekday",
            f"that day is {in_words(found)}",
            code="not-that-weekday",
        )
    return found


def read_day(text: str) -> date:
    """A single day.

    >>> read_day("Mon 17 Jan 2011") == read_day("2011-01-17") == date(2011, 1, 17)
    True
    """
    text = tidy(text)
    if match := _ISO_DAY.fullmatch(text):
        return _date(*map(int, match.groups()), text)  # type: ignore[call-arg, arg-type]
    found = _word_day(text)
    if found is None:
        raise MisreadError(f"`{shown(text)}` is not a day", A_DAY, mended_day(text), code="bad-date")
    return found


_YEAR_MONTH_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", re.ASCII)
_NUMERIC = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}", re.ASCII)
_IN_FIGURES = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", re.ASCII)
_ORDINAL = re.compile(r"(\d)(?:st|nd|rd|th)\b", re.ASCII | re.IGNORECASE)


def mended_day(text: str) -> str:
    """What is probably meant by words that are not quite a day or a range of days."""
    if _YEAR_MONTH_DAY.fullmatch(text) or _NUMERIC.search(text):
        return _mended_figures(text)
    plain = re.sub(" (?:until|till|through) ", " to ", _ORDINAL.sub(r"\1", text))
    plain = re.sub(rf"(?<=\d) of (?={'|'.join(MONTHS)})", " ", plain)
    plain = re.sub(r"^(?:on|to) (?:the )?", "", plain)
    plain = re.sub(r"^([A-Za-z]{3,9}) (\d{1,2}),? (\d{4})$", r"\2 \1 \3", plain)
    if plain != text and _is_read(plain):
        return f"write `{shown(plain)}`"
    text = plain
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        return f"say the month: `{text}-01`"
    words = [
        word for word in re.findall(r"[A-Za-z]{3,}", text) if word.lower() not in MONTH_NUMBERS | _WEEKDAY | {"to": 0}
    ]
    near = next((name for word in words for name in MONTH_NAMES if sorted(name.lower()) == sorted(word.lower())), "")
    near = near or next((name.capitalize() for word in words if (name := _nearest_month(word))), "")
    if near:
        return f"did you mean `{near}`?"
    month_only = _BARE_MONTH.fullmatch(text) and text.lower() in MONTH_NUMBERS
    first, _, rest = text.partition(" ")
    led = text[:1].isdigit() or (first.lower() in _WEEKDAY | MONTH_NUMBERS and rest[:1].isdigit())
    if not words and re.search(r"[A-Za-z]", text) and not re.search(r"\d{4}", text) and (month_only or led):
        day = f"{rest} {first}" if first.lower() in MONTH_NUMBERS else rest if first.lower() in _WEEKDAY else text
        return f"say the year: `{day} 2012`" if _WORD_DAY.fullmatch(day) else "say the year: `29 Oct to 2 Nov 2012`"
    return ""


def _is_read(text: str) -> bool:
    try:
        read_range(text)
    except MisreadError:
        return False
    return True


def _mended_figures(text: str) -> str:
    """What to write for a date in figures: the day, where only one of them can be it."""
    if match := _YEAR_MONTH_DAY.fullmatch(text):
        year, month, day = map(int, match.groups())
        return f"write `{year}-{month:02}-{day:02}`" if month <= len(MONTHS) and day <= 31 else ""  # noqa: PLR2004 - days of a month
    match = _IN_FIGURES.fullmatch(text)
    month, day = sorted((int(match[1]), int(match[2]))) if match is not None else (0, 0)
    if match is not None and 1 <= month <= len(MONTHS) < day <= 31:  # noqa: PLR2004 - days of a month
        return f"write `{day} {MONTHS[month - 1]} {match[3]}`"
    return "write the month as a word: 8/10 is in August to some and in October to others"


def _month_range(year: int, month: int, text: str) -> DayRange:
    first = _date(year, month, 1, text)
    return DayRange(first, months_after(first, 1) - timedelta(days=1))


def _read_month(text: str) -> DayRange | None:
    if match := _ISO_MONTH.fullmatch(text):
        year, month = map(int, match.groups())
        if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
            raise MisreadError(f"`{shown(text)}` has no such month", A_START, code="no-such-day")
        return _month_range(year, month, text)
    match = _WORD_MONTH.fullmatch(text)
    if match and match[1].lower() in MONTH_NUMBERS:
        return _month_range(int(match[2]), MONTH_NUMBERS[match[1].lower()], text)
    return None


_YEAR_FIRST = re.compile(r"(\d{4})[-./_ ]?(\d{1,2}|[A-Za-z]+)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2}|[A-Za-z]+)[-./_, ]{0,2}(\d{4})", re.ASCII)


def _mended_month(text: str) -> str:
    """What to write for a month of a year that is written otherwise: `01/2027`, `2027-1`, `Jan-2027`; else nothing."""
    first, last = _YEAR_FIRST.fullmatch(text), _YEAR_LAST.fullmatch(text)
    year, month = first.groups() if first else reversed(last.groups()) if last else ("", text)
    n = int(month) if year and month.isdecimal() else MONTH_NUMBERS.get(month.lower(), 0)
    if not 1 <= n <= len(MONTHS):
        return ""
    return f"write `{year}-{n:02}`" if year else f"say the year: `{MONTHS[n - 1]} 2011`"


def read_start(text: str) -> date:
    """The first day of a programme, from a month or a day.

    >>> read_start("2011-01")
    datetime.date(2011, 1, 1)
    """
    try:
        month = _read_month(tidy(text))
        found = month.first if month is not None else read_day(text)
    except MisreadError as misread:
        words = misread.found.replace("a day", "a month or a day")
        raise MisreadError(words, A_START, _mended_month(tidy(text)) or misread.mend, misread.code) from None
    if found.year > LAST_START:
        raise MisreadError(f"`{shown(text)}` is too far ahead", f"a year up to {LAST_START}", code="no-such-day")
    return found


def read_range(text: str) -> DayRange:
    """A day, a month or a range of days; both ends count. What the first end leaves out, the second supplies.

    >>> read_range("1 to 29 Aug 2011")
    DayRange(first=datetime.date(2011, 8, 1), last=datetime.date(2011, 8, 29))
    >>> read_range("20 Dec 2011 to 3 Jan 2012").last
    datetime.date(2012, 1, 3)
    """
    text = tidy(text)
    ends = _TO.split(text)
    if len(ends) == 1:
        month = _read_month(text)
        if month is not None:
            return month
    try:
        last_month = _read_month(ends[-1])
        last = last_month.last if last_month else read_day(ends[-1])
        first = last if len(ends) == 1 else _first_end(ends[0].strip(), last)
    except MisreadError as misread:
        if misread.code != "bad-date":
            raise
        first = last = None
    if first is None or last is None or len(ends) > 2:  # noqa: PLR2004 - a range has two ends
        raise MisreadError(
            f"`{shown(text)}` is not a day or a range of days", A_RANGE, mended_day(text), code="bad-date"
        )
    if first > last:
        raise MisreadError(
            f"`{shown(text)}` ends before it begins",
            "the earlier day first",
            "change the order, or state the years",
            "ends-before-start",
        )
    return DayRange(first, last)


def read_months(text: str) -> InMonths | None:
    """Months of any year, from one to another; nothing where the words are none.

    >>> read_months("June to July"), read_months("June 2011")
    (InMonths(first=6, last=7), None)
    """
    ends = [MONTH_NUMBERS.get(end) for end in re.split(r" to |-", tidy(text).lower())]
    if len(ends) <= 2 and ends[0] is not None and ends[-1] is not None:  # noqa: PLR2004 - a range has two ends
        return InMonths(ends[0], ends[-1])
    return None


def read_days(text: str) -> SomeDays:
    """Days on which something is closed or someone away: a range, months of every year, days of every week.

    >>> read_days("1 to 29 Aug 2011").first, str(read_days("Aug")), str(read_days("Mon"))
    (datetime.date(2011, 8, 1), 'August', 'Mon')
    """
    months = read_months(text)
    if months is not None:
        return months
    if " or " in tidy(text):
        return read_either(text)
    if tidy(text)[:3].lower() in _WEEKDAY and not re.search(r"\d", text):
        return read_weekdays(text)
    try:
        return read_range(text)
    except MisreadError as misread:
        if misread.expected == A_RANGE:
            misread.expected = SOME_DAYS
            every = re.fullmatch(r"(?:every|each|on) (\w+?)s?", tidy(text).lower())
            if every is not None and every[1] in _WEEKDAY | MONTH_NUMBERS:
                misread.mend = f"write `{every[1].capitalize()}`"
        raise


def read_either(text: str) -> EitherDays:
    """One of several days or ranges; what the earlier ones leave out, the last supplies.

    >>> print(read_either("30 or 31 Aug 2011"))
    Tue 30 Aug 2011 or Wed 31 Aug 2011
    """
    *others, end = tidy(text).split(" or ")
    last = read_range(end)
    found = (*(_alternative(one.strip(" ,"), last.first) for one in others), last)
    if len(set(found)) == 1:
        raise MisreadError(
            f"`{shown(text)}` names one day twice",
            "two days of which one will be right, such as `30 or 31 Aug 2011`",
            "write the day alone, or the other one",
            code="either-of-one",
        )
    return EitherDays(found)


def _alternative(text: str, other: date) -> DayRange:
    """A day or range whose month and year another may supply."""
    month = MONTH_NAMES[other.month - 1]
    for words in (text, f"{text} {month} {other.year}", f"{text} {other.year}"):
        try:
            return read_range(words)
        except MisreadError as misread:
            if misread.code != "bad-date":
                raise
    return read_range(text)


def _first_end(text: str, last: date) -> date | None:
    month = _read_month(text)
    if month is not None:
        return month.first
    if _BARE_MONTH.fullmatch(text) and text.lower() in MONTH_NUMBERS:
        return date(last.year, MONTH_NUMBERS[text.lower()], 1)
    if _ISO_DAY.fullmatch(text):
        return read_day(text)
    return _word_day(text, last.month, last.year)


_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def mended_length(text: str) -> str:
    """What is probably meant by words that are not quite a length of time."""
    low = text.lower()
    if re.fullmatch(r"\d{1,4}", low, re.ASCII):
        return f"say the unit: `{low} months`"
    if match := re.fullmatch(r"(?:half|0\.5) (?:a |an )?years?", low):
        return "write `6 months`"
    if match := re.fullmatch(r"(\d{1,2})\.5 years", low, re.ASCII):
        return f"write `{int(match[1]) * 12 + 6} months`"
    if match := re.fullmatch(r"\d{1,4} ?(?:to|-) ?(\d{1,4} (?:day|week|month|year)s?)", low, re.ASCII):
        return f"write one length, such as `about {match[1]}`"
    amount, _, unit = low.partition(" ")
    if amount in _COUNTED:
        return f"write `{_COUNTED.index(amount) + 1} {unit}`"
    near = _nearest(unit, ("days", "weeks", "months", "years")) if amount.isdecimal() else ""
    return f"did you mean `{amount} {near}`?" if near else ""


def read_length(text: str) -> Length:
    """A length of time; a year is twelve months.

    >>> read_length("about 1 year")
    Length(amount=12, unit='month', about=True)
    """
    text = tidy(text)
    about = text.lower().startswith("about ")
    match = _AMOUNT.fullmatch(text[6:].strip() if about else text)
    if match is None:
        raise MisreadError(f"`{shown(text)}` is not a length of time", A_LENGTH, mended_length(text), code="bad-length")
    digits, _, word = match.groups()
    amount = int(digits) if digits else 1
    if amount == 0:
        raise MisreadError(f"`{shown(text)}` is no time at all", "a length of at least 1 day", code="bad-length")
    unit: Unit = "day" if word.lower() == "day" else "week" if word.lower() == "week" else "month"
    length = Length(amount * 12 if word.lower() == "year" else amount, unit, about)
    if length.amount > {"month": LONGEST_MONTHS, "week": LONGEST_WEEKS, "day": 7 * LONGEST_WEEKS}[unit]:
        raise MisreadError(
            f"`{shown(text)}` is longer than hsplan plans", "a length of at most 100 years", code="bad-length"
        )
    return length


_RHYTHMS = {
    "fortnight": "2 weeks",
    "every 2 weeks": "2 weeks",
    "every two weeks": "2 weeks",
    "weekly": "1 week",
    "monthly": "1 month",
}
"""How people say gaps that are meant about, and what to write."""


def read_gap(text: str) -> Gap:
    """A gap: a rule, or with `about` a preference.

    >>> read_gap("3 to 6 weeks")
    Gap(least=Length(amount=3, unit='week', about=False), most=Length(amount=6, unit='week', about=False), about=None)
    """
    low = tidy(text).lower()
    try:
        if low.startswith("at least "):
            return Gap(least=read_length(low[9:]))
        if low.startswith("at most "):
            return Gap(most=read_length(low[8:]))
        if low.startswith("about "):
            return Gap(about=read_length(low))
        ends = low.removeprefix("exactly ").split(" to ")
        most = read_length(ends[-1])
        if len(ends) == 1:
            return Gap(least=most, most=most)
        least = read_length(ends[0] if " " in ends[0] else f"{ends[0]} {ends[1].split()[-1]}")
    except MisreadError:
        plain = re.sub(r"^(?:minimum|min|not less than|more than) ", "at least ", low)
        plain = re.sub(r"^(?:maximum|max|not more than|up to|within) ", "at most ", plain)
        plain = re.sub(r"^(?:(?:about|every|between) )?(\d+)(?: ?[-–] ?| and | to )(\d+ )", r"\1 to \2", plain)
        plain = re.sub(r"^every (?=\d)", "about ", plain)
        usual = next((gap for word, gap in _RHYTHMS.items() if word in low), "")
        mend = f"write `about {usual}`" if usual else f"write `{plain}`" if plain != low else ""
        mend = mend or (f"say the unit: `{low} weeks`" if low.isdecimal() else "")
        raise MisreadError(f"`{shown(text)}` is not a gap", A_GAP, mend, code="bad-gap") from None
    if len(ends) > 2 or least.after(date(2000, 1, 1)) > most.after(date(2000, 1, 1)):  # noqa: PLR2004 - two ends
        mend = f"write `{Gap(least=most, most=least)}`" if len(ends) == 2 else ""  # noqa: PLR2004 - two ends
        raise MisreadError(f"`{shown(text)}` is not a gap", "the shorter end first", mend, code="bad-gap")
    return Gap(least=least, most=most)


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
    low = text.lower().replace("noon", "12:00").replace("midday", "12:00").removeprefix("from ")
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
    if end <= start and end < 12:  # noqa: PLR2004 - the hours of the morning
        end += 12
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
            f"`{shown(text)}` ends before it begins",
            A_TIME,
            _mended_times(tidy(text)) or "use the 24-hour clock: `13:30`",
            "ends-before-start",
        )
    return TimeRange(start, end)


def _mended_weekdays(text: str) -> str:
    """What to write for days in the plural, `Tuesdays, Wednesdays and Thursdays`; nothing where it is other words."""
    days = [word for word in re.split(r"[,\s]+", text.lower()) if word not in {"", "and", "or", "on"}]
    mostly = days[:1] in (["mostly"], ["usually"])
    named = [_WEEKDAY.get(day.removesuffix("s")) for day in days[mostly:]]
    if not any(day.endswith("days") for day in days) or None in named:
        return ""
    return f"write `{Weekdays(tuple(n for n in named if n is not None), mostly=mostly)}`"


def _one_weekday(text: str) -> int:
    try:
        return _WEEKDAY[text.strip().lower()]
    except KeyError:
        low = text.strip().lower()
        near = next((name for name in WEEKDAY_NAMES if name[:2].lower() == low[:2]), "")
        mend = f"did you mean `{near}`?" if near else ""
        if " and " in low or " or " in low:
            mend = f"write `{re.sub(' (?:and|or) ', ', ', text.strip())}`"
        elif low.startswith("weekend"):
            mend = "write `Sat, Sun`"
        elif low.startswith("usually "):
            mend = f"write `mostly {text.strip()[8:]}`"
        raise MisreadError(f"`{shown(text)}` is not a weekday", SOME_WEEKDAYS, mend, code="bad-weekday") from None


_FIRST_OF_OTHER_WEEKS = (5, 6)


def read_weekdays(text: str) -> Weekdays:
    """One or more days of the week.

    >>> read_weekdays("Tue-Thu"), str(read_weekdays("mostly Wed")), str(read_weekdays("Sun-Thu"))
    (Weekdays(days=(1, 2, 3), mostly=False), 'mostly Wed', 'Sun-Thu')
    """
    text = tidy(text)
    mostly = text.lower().startswith("mostly ")
    days: set[int] = set()
    for stretch in (text[7:] if mostly else text).split(","):
        try:
            ends = [_one_weekday(end) for end in re.split(r" *[-–—] *| +to +", stretch.strip())]
        except MisreadError as misread:
            misread.mend = _mended_weekdays(text) or misread.mend
            raise
        # A week may begin on a Saturday or a Sunday; `Thu-Tue` is more often `Tue-Thu` turned round.
        over = ends[0] > ends[-1] and ends[0] in _FIRST_OF_OTHER_WEEKS
        if len(ends) > 2 or (ends[0] > ends[-1] and not over):  # noqa: PLR2004 - a range has two ends
            raise MisreadError(f"`{shown(text)}` is not a stretch of weekdays", SOME_WEEKDAYS, code="bad-weekday")
        days.update(n % 7 for n in range(ends[0], ends[-1] + 1 + 7 * over))
    return Weekdays(tuple(sorted(days)), mostly)


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


_NUMBER = r"(\d{1,3}(?:\.\d)?|an?|one|two|three|four|five|six)"
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SO_LONG = re.compile(rf"{_NUMBER} (day|week|hour|minute)s?(?: (?:and )?(\d{{1,2}}) minutes?)?", re.ASCII)
_LEAST = re.compile(rf"{_NUMBER}(?: to |-)(?={_NUMBER} )", re.ASCII)
_MOMENT = r"(?: (?:lunch|lunchtime|noon|midday|morning|afternoon|evening))?"
_FROM_TO = re.compile(rf"([a-z]{{3,9}}){_MOMENT} to ([a-z]{{3,9}}){_MOMENT}")
LONGEST_DAYS = 100


def read_lasting(text: str) -> Lasting:
    """How long a session lasts. What is between two lengths, or about one, is planned as the longest.

    >>> read_lasting("3 days").days, read_lasting("1.5 hours").minutes, read_lasting("half a day").half
    (3, 90, True)
    >>> read_lasting("1 to 2 hours").minutes, read_lasting("about 2 weeks").days
    (120, 14)
    >>> read_lasting("Mon lunch to Fri lunch").days
    5
    """
    words = tidy(text)
    low = words.lower()
    if low in ("half a day", "half day", "half-day", "a half day", "0.5 days"):
        return Lasting(half=True, words="half a day")
    if (match := _FROM_TO.fullmatch(low)) and match[1] in _WEEKDAY and match[2] in _WEEKDAY:
        first, last = _WEEKDAY[match[1]], _WEEKDAY[match[2]]
        return Lasting(days=(last - first) % len(WEEKDAYS) + 1, first_weekday=first, words=words)
    plain = low.removeprefix("about ")
    least = _LEAST.match(plain)
    match = _SO_LONG.fullmatch(plain[least.end() :] if least else plain)
    if match and (least is None or _amount(least[1]) < _amount(match[1])):
        found = _so_long(match, words)
        if found is not None:
            return found
    mend = "write `half a day`" if "half" in low else ""
    raise MisreadError(f"`{shown(words)}` does not say how long", A_LASTING, mend, code="bad-lasting")


def _amount(word: str) -> float:
    return float(_NUMBERS.get(word, 0) or word)


def _so_long(match: re.Match[str], words: str) -> Lasting | None:
    """A number of days, or of hours and minutes within one day; nothing where it is none or too many."""
    number, unit = _amount(match[1]), match[2]
    if unit in ("day", "week"):
        days = number * (7 if unit == "week" else 1)
        return Lasting(days=int(days), words=words) if days == int(days) and 0 < days <= LONGEST_DAYS else None
    minutes = round(number * (60 if unit == "hour" else 1)) + int(match[3] or 0)
    return Lasting(minutes=minutes, words=words) if 0 < minutes < 24 * 60 else None


_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


_RHYTHM_WORDS = {
    "monthly": "month",
    "weekly": "week",
    "fortnightly": "2 weeks",
    "fortnight": "2 weeks",
    "other week": "2 weeks",
    "other month": "2 months",
    "quarterly": "3 months",
    "quarter": "3 months",
    "termly": "4 months",
}
"""How people say rhythms, and what to write."""


def read_rhythm(text: str) -> Rhythm:
    """How often something is held.

    `month` and `4 weeks` ask for one in each such stretch of the calendar, whichever its day; a gap says how far apart.

    >>> read_rhythm("month").months, read_rhythm("third Thu").which, str(read_rhythm("at least 3 weeks").gap)
    (1, 3, 'at least 3 weeks')
    """
    words = tidy(text)
    low = words.lower().removeprefix("every ").replace("fortnight", "2 weeks")
    usually = low.startswith("usually ")
    which, _, day = low.removeprefix("usually ").partition(" ")
    if which in _WHICH and day in _WEEKDAY:
        return Rhythm(months=1, weekday=_WEEKDAY[day], which=_WHICH[which], usually=usually, words=words)
    if match := _AMOUNT.fullmatch(low if low[:1].isdigit() else f"1 {low}"):
        amount, unit = int(match[1] or 1), match[3].lower()
        months = amount * (12 if unit == "year" else 1)
        if unit in ("month", "year") and 0 < months <= LONGEST_MONTHS:
            return Rhythm(months=months, words=words)
        if unit == "week" and 0 < amount <= LONGEST_WEEKS:
            return Rhythm(weeks=amount, words=words)
    try:
        return Rhythm(gap=read_gap(low), words=words)
    except MisreadError as misread:
        found = f"`{shown(words)}` does not say how often"
        mend = _RHYTHM_WORDS.get(low, "")
        near = _nearest(day, tuple(map(str.lower, WEEKDAY_NAMES))) if which in _WHICH else ""
        mend = f"write `{mend}`" if mend else f"did you mean `{which} {near.capitalize()}`?" if near else ""
        raise MisreadError(found, A_RHYTHM, mend or misread.mend, code="bad-rhythm") from None
