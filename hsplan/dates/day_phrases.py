"""Days, months and ranges as people write them, read strictly: never guessed, never what YAML makes of them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial

from hsplan.dates.days import (
    MONTH_NAMES,
    MONTH_NUMBERS,
    MONTHS,
    WEEKDAYS,
    DayRange,
    EitherDays,
    EveryOther,
    InMonths,
    SomeDays,
    in_words,
    span_in_words,
)
from hsplan.dates.lengths import months_after
from hsplan.dates.loose_phrases import briefly, mended_loose, nth
from hsplan.dates.misread import EXAMPLE_START, MisreadError, nearest_word, shown, tidy
from hsplan.dates.numbers import ORDINALS
from hsplan.dates.weekday_phrases import WEEKDAY_NUMBERS, read_weekdays

A_DAY = "a day such as `17 Jan 2011` or `2011-01-17`"
A_RANGE = "a day or a range such as `17 Jan 2011`, `1 to 29 Aug 2011`, `28 Jul to 2 Sep 2011` or `Aug 2011`"
SOME_DAYS = f"{A_RANGE}, `Aug` of every year, `Mon` of every week or `every other Thu from 6 Jan 2011`"
A_START = "a month or a day such as `2011-01` or `17 Jan 2011`"
_LONG_MONTHS = tuple(name.lower() for name in MONTH_NAMES)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_WORD_DAY = re.compile(r"(?:([A-Za-z]+),? +)?(\d{1,2})(?: +([A-Za-z]+))?(?: +(\d{4}))?", re.ASCII)
_WORD_MONTH = re.compile(r"([A-Za-z]+) +(\d{4})", re.ASCII)
_BARE_MONTH = re.compile(r"[A-Za-z]+", re.ASCII)
_TO = re.compile(r" +to +| *[–—] *| +- +|(?<=[0-9])-(?=[0-9]{1,2} (?!to )[A-Za-z])")


def _nearest_month(word: str) -> str:
    """The month that is misspelt, or nothing: it begins alike and is about as long."""
    near = nearest_word(word, tuple(name for name in _LONG_MONTHS if name[0] == word[0].lower()))
    return near if abs(len(near) - len(word)) <= 2 else ""  # noqa: PLR2004 - letters left out or doubled


_LEAP_YEAR = 2012
FIRST_YEAR, LAST_YEAR = 1600, 9000
"""Far beyond any programme, and far enough from the ends of Python's calendar that no sum falls off them."""
LAST_START = 8900


def _date(year: int, month: int, day: int, text: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise MisreadError(
            f"`{shown(text)}` lies outside the years {FIRST_YEAR} to {LAST_YEAR}", A_DAY, code="no-such-day"
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise MisreadError(
            f"there is no day `{shown(text)}`",
            A_DAY,
            partial(_mended_such_day, year if str(year) in text else 0, month, day),
            code="no-such-day",
        ) from None


def _mended_such_day(year: int, month: int, day: int, start: date) -> str:
    """What to write for a day that its month does not have: month and day changed about, or the days beside it."""
    if day <= len(MONTHS) < month <= 31:  # noqa: PLR2004 - days of a month
        return f"write `{year}-{day:02}-{month:02}`"
    if day > 31 or not 1 <= month <= len(MONTHS) or not day:  # noqa: PLR2004 - days of a month
        return ""
    following = months_after(date(year or start.year, month, 1), 1)
    beside = (following - timedelta(days=1), following)
    at_work = [day for day in beside if day.weekday() < 5] or beside  # noqa: PLR2004 - a Saturday
    return f"say a day that there is: {' or '.join(f'`{in_words(day)[4:]}`' for day in at_work)}"


def _word_day(text: str, month: int | None = None, year: int | None = None) -> date | None:
    """A day in words; month and year may come from the other end of a range."""
    match = _WORD_DAY.fullmatch(text)
    if match is None:
        return None
    weekday, day, month_word, year_word = match.groups()
    month = MONTH_NUMBERS.get(month_word.lower()) if month_word else month
    year = int(year_word) if year_word else year
    if month is not None and year is None:
        _date(_LEAP_YEAR, month, int(day), text)  # there is no 30 February, whatever the year
    if month is None or year is None or (weekday and weekday.lower() not in WEEKDAY_NUMBERS):
        return None
    found = _date(year, month, int(day), text)
    if weekday and found.weekday() != WEEKDAY_NUMBERS[weekday.lower()]:
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
        raise MisreadError(f"`{shown(text)}` is not a day", A_DAY, partial(_mended_one_day, text), code="bad-date")
    return found


_YEAR_MONTH_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", re.ASCII)
_IN_FIGURES = re.compile(r"(?<!\d)(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d\d)(?![\d.:])", re.ASCII)


_QUOTES = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\"'"
"""Those that word processors put in place of straight ones, and these."""
_WEEK_OF = re.compile(
    r"(?:w/?[bc]|(?:the )?week (?:commencing|beginning|starting|of|from)):? (?:mon(?:day)?,? )?(.+)", re.IGNORECASE
)
_SLIPS = (
    (r"^from (?=.* to )", ""),
    (rf"[{_QUOTES}]", ""),
    (r"^(\d{4}-\d\d-\d\d)[T ]\d\d?:\d\d.*$", r"\1"),  # a day as spreadsheets hand it on
    (r"(?i)(\d)(?:st|nd|rd|th)\b", r"\1"),
    (r"(?<=\d)\.(?= )|(?<=[A-Za-z])\.", ""),
    (" (?:until|till|through) ", " to "),
    (r"(?<=[A-Za-z])-(?=[A-Za-z]{3,9} \d{4}$)", " to "),
    (rf"(?<=\d) of (?={'|'.join(MONTHS)})", " "),
    (r"^(?:(?:on|to) )?(?:the )?(?=[A-Za-z]*,? ?\d)", ""),
    (r"^(\d\d?)-([A-Za-z]{3,9})-(\d{4})$", r"\1 \2 \3"),
    (r"^(\d\d?)[- ]([A-Za-z]{3,9})[- ](\d\d)$", r"\1 \2 20\3"),
    (r"^([A-Za-z]{3,9}) (\d{1,2}),? (\d{4})$", r"\2 \1 \3"),
)
"""What is often written otherwise in a day, and how hsplan reads it."""


def mended_day(text: str, start: date = EXAMPLE_START) -> str:
    """What is probably meant by words that are not quite a day or a range of days; the whole of it, not the month.

    Where they lack a year, it is the next one from the start of the programme.
    """
    if loosely := mended_loose(text, start):
        return loosely
    week = _WEEK_OF.fullmatch(text)
    if week or _YEAR_MONTH_DAY.fullmatch(text) or _IN_FIGURES.search(text):
        return _whole_week(week[1], start) if week else _mended_figures(text)
    plain = _without_slips(text)
    if plain != text and is_range(plain):
        return f"write `{shown(plain)}`" + ", without the quotes" * (text.strip(_QUOTES) == plain)
    open_ended = re.match(r"(?:from|since|until|till|by) ", plain, re.IGNORECASE)
    if open_ended or re.fullmatch(r"\d{4}", plain, re.ASCII):
        return (
            f"say from when to when: `{with_year('28 Jul to 2 Sep', start)}`"
            if open_ended
            else f"say the month: `{plain}-01`"
        )
    known = MONTH_NUMBERS | WEEKDAY_NUMBERS | {"to": 0}
    strange = [word for word in re.findall(r"[A-Za-z]{3,}", plain) if word.lower() not in known]
    months = {word: month for word in strange if (month := _month_meant(word))}
    for word, month in months.items():
        plain = plain.replace(word, month)
    if months and (is_range(plain) or not re.search(r"\d", plain)):
        return f"did you mean `{plain if is_range(plain) else next(iter(months.values()))}`?"
    return "" if len(months) < len(strange) else _year_wanted(plain, start)


def _without_slips(text: str) -> str:
    for slip, right in _SLIPS:
        text = re.sub(slip, right, text, flags=re.ASCII)
    return text


def _whole_week(text: str, start: date) -> str:
    """What to write for the week that begins on a day."""
    plain = _IN_FIGURES.sub(partial(_in_words, turned=False), _without_slips(text))
    plain = plain if is_range(plain) else with_year(plain, start)
    if not plain:
        return f"say from when to when, such as `{with_year('7 to 13 Mar', start)}`"
    first = read_range(plain).first
    return f"write `{briefly(DayRange(first, first + timedelta(days=A_WEEK - 1)))}`"


def with_year(text: str, start: date) -> str:
    """Days that lack their year, with that in which they are within a year from a start; nothing of other words."""
    first, *last = _TO.split(text)
    for year in (start.year, start.year + 1):
        later = (f"{first} to {last[0]} {year}", f"{first} {year} to {last[0]} {year + 1}") if last else ()
        for said in later or (f"{first} {year}",):
            if is_range(said) and read_range(said).last >= start > read_range(said).first - timedelta(days=366):
                return said
    return ""


def _month_meant(word: str) -> str:
    """The month that is misspelt, its letters changed or in another order; nothing of another word."""
    same = (name for name in MONTH_NAMES if sorted(name.lower()) == sorted(word.lower()))
    return next(same, "") or _nearest_month(word).capitalize()


def _year_wanted(text: str, start: date) -> str:
    """That a day or a month lacks its year; nothing of other words."""
    month_only = _BARE_MONTH.fullmatch(text) and text.lower() in MONTH_NUMBERS
    first, _, rest = text.replace(",", "").partition(" ")
    led = text[:1].isdigit() or (first.lower() in WEEKDAY_NUMBERS | MONTH_NUMBERS and rest[:1].isdigit())
    if not re.search(r"[A-Za-z]", text) or re.search(r"\d{4}", text) or not (month_only or led):
        return ""
    day = f"{rest} {first}" if first.lower() in MONTH_NUMBERS else rest if first.lower() in WEEKDAY_NUMBERS else text
    if re.match("29 Feb", day) and not with_year(day, start):
        return _mended_such_day(start.year + (start.month > 2), 2, 29, start)  # noqa: PLR2004 - after February
    return f"say the year: `{with_year(day, start) or with_year('29 Oct to 2 Nov', start)}`"


def is_range(text: str) -> bool:
    """Whether words are a day, a month or a range of days."""
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
    found = [_IN_FIGURES.sub(partial(_in_words, turned=turned), text) for turned in (False, True)]
    meant = [f"`{shown(words)}`" for words in dict.fromkeys(found) if is_range(words)]
    if len(meant) > 1:
        return f"say which, {' or '.join(meant)}"
    return f"write {meant[0]}" if meant else "write the month as a word, such as `8 Oct 2011`"


def _in_words(match: re.Match[str], *, turned: bool) -> str:
    """A date in figures with its month as a word; the month stands first where it is turned round."""
    day, month = (match[3], match[1]) if turned else (match[1], match[3])
    word = MONTHS[int(month) - 1] if 1 <= int(month) <= len(MONTHS) else "?"
    return f"{int(day)} {word} {f'20{match[4]}'[-4:]}"


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
    return f"write `{year}-{n:02}`" if year else ""


_MONTH_AND_FIGURES = re.compile(r"([a-z]+)[-' ](\d\d)", re.IGNORECASE | re.ASCII)
_AT_ONCE = ("asap", "as soon as possible", "soon", "immediately", "at once", "now")


def _mended_start(text: str, start: date) -> str:
    """What to write for a first day that is told as several days, as an hour, or not at all."""
    if mend := _mended_month(text):
        return mend
    if (match := _MONTH_AND_FIGURES.fullmatch(text)) and (month := MONTH_NUMBERS.get(match[1].lower())):
        of_month = f"{match[2]} {MONTHS[month - 1]}"
        return f"write `20{match[2]}-{month:02}`" + f", or of a day `{with_year(of_month, start)}`" * is_range(
            f"{of_month} {_LEAP_YEAR}"
        )
    if re.fullmatch(r"\d\d?[:.]\d\d", text):
        return f"this is the programme's first day; its hours are said by `time: from {text.replace('.', ':')}`"
    if text.lower() in _AT_ONCE:
        return f"say its month: `{start:%Y-%m}`"
    mend, first = mended_day(text, start), _first_meant(text, start)
    if first is None:
        return mend
    return f"say its month: `{first:%Y-%m}`" if first.day == 1 else f"say its first day: `{in_words(first)[4:]}`"


def _mended_one_day(text: str, start: date) -> str:
    """What to write for a single day that is told as several."""
    first = _first_meant(text, start)
    return f"say which day: `{in_words(first)[4:]}`" if first else mended_day(text, start)


def _first_meant(text: str, start: date) -> date | None:
    """The first of the days that are probably meant by words; None where they are one alone, or not known."""
    told = re.search("`(.+?)`", mended_day(text, start))
    months = read_months(told[1]) if told else None
    if months is not None:
        return date(start.year + (months.first < start.month), months.first, 1)
    days = read_range(told[1]) if told and is_range(told[1]) else None
    return days.first if days and len(days) > 1 else None


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
        mend = partial(_mended_start, tidy(text)) if misread.code == "bad-date" else misread.mend_from
        raise MisreadError(words, A_START, mend, misread.code) from None
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
            f"`{shown(text)}` is not a day or a range of days", A_RANGE, partial(mended_day, text), code="bad-date"
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


A_WEEK = 7
FIRST_OF_A_WEEK = (0, 5, 6)
"""A week begins on a Monday; in some countries on a Saturday, or on a Sunday."""
_EVERY_OTHER = re.compile(
    r"(?:every (?:other|second|2nd)|alternate) ([a-z]+?)s?(?: (?:from|starting) (.+))?", re.IGNORECASE | re.ASCII
)
_PART_OF_DAY = re.compile(
    r"(?:every |on )?(.*?\w)s?,? (?:(?:in the )?(?:morning|afternoon|evening|night)s?|[ap]m|(?:from )?\d\d?:\d\d.*)",
    re.IGNORECASE | re.ASCII,
)


def read_days(text: str) -> SomeDays:
    """Days on which something is closed or someone away: a range, months of every year, days of some weeks.

    >>> read_days("1 to 29 Aug 2011").first, str(read_days("Aug of every year")), str(read_days("Mon"))
    (datetime.date(2011, 8, 1), 'August', 'Mon')
    >>> str(read_days("alternate Thursdays from 6 Jan 2011"))
    'every other Thu from 6 Jan 2011'
    >>> str(read_days("every other week from 3 Jan to 4 Mar 2011"))
    'every other week from 3 Jan 2011 to 4 Mar 2011'
    """
    text = re.sub(r" of (?:every|each|any) (?:week|year)$", "", tidy(text))
    months = read_months(text)
    if months is not None:
        return months
    if match := _EVERY_OTHER.fullmatch(text):
        return _read_every_other(text, match[1].lower(), match[2])
    if match := _PART_OF_DAY.fullmatch(text):
        mend = f"say `{match[1]}` if sessions are held at that time of day; else leave it out"
        raise MisreadError(
            f"`{shown(text)}` is a part of a day", "whole days such as `Wed` or `17 Jan 2011`", mend, code="bad-date"
        )
    if " or " in tidy(text):
        return read_either(text)
    if tidy(text)[:3].lower() in {*WEEKDAY_NUMBERS, "wee"} and not re.search(r"\d", text):
        return read_weekdays(text)
    try:
        return read_range(text)
    except MisreadError as misread:
        if misread.expected == A_RANGE:
            misread.expected = SOME_DAYS
            misread.mend = partial(_mended_days, tidy(text))
        raise


_NTH = re.compile(
    rf"(?:the |every )?({'|'.join(ORDINALS)}) ({'|'.join(WEEKDAY_NUMBERS)})s? (?:of|in) (?:the|a|each|every) month"
)


def _mended_days(text: str, start: date) -> str:
    """What to write for days that come again, or for several in one phrase; nothing for other words."""
    every = re.fullmatch(r"(?:every|each|on) (\w+?)s?", text.lower())
    if mend := _each_of_several(text, start):
        return mend
    if every is not None and every[1] in WEEKDAY_NUMBERS | MONTH_NUMBERS:
        return f"write `{every[1].capitalize()}`"
    on = _NTH.fullmatch(text.lower())
    return _each_month(ORDINALS[on[1]], WEEKDAY_NUMBERS[on[2]], start) if on else mended_day(text, start)


def _each_month(which: int, weekday: int, start: date) -> str:
    """What to write for a weekday of each month: the first few of them."""
    months = (months_after(start, n) for n in range(4))
    days = [in_words(nth(which, weekday, one.year, one.month))[4:] for one in months]
    return f"write each of those days: `[{', '.join(days)}]`"


def _each_of_several(text: str, start: date) -> str:
    """What to write for several days or months in one phrase: a list of them."""
    listed = [str(one) for one in several_months(text)] or [span_in_words(one) for one in several_days(text)]
    parts = re.split(r" *(?:,|;|\band\b|&) *", re.sub("bank holidays(?: and |, *)", "", text))
    told = [_said_days(part, start) for part in parts] if parts != [text] and not listed else []
    listed += dict.fromkeys(told) if all(told) else []
    return f"write a list: `[{', '.join(listed)}]`" if listed else ""


def _said_days(text: str, start: date) -> str:
    """How some days are written, as they stand or as their mend says; nothing of other words."""
    try:
        read_days(text)
    except MisreadError as misread:
        told = re.search("`(.+?)`", misread.mend_from(start))
        return told[1].strip("[]") if told else ""
    return text


_BETWEEN_SEVERAL = re.compile(r" *,? and | *[&/] *|, *| or ")


def several_months(text: str) -> list[InMonths]:
    """The months of any year that one phrase names beside each other; none where it names something else as well."""
    parts = _BETWEEN_SEVERAL.split(text)
    found = [one for part in parts if (one := read_months(part)) is not None]
    return found if 1 < len(found) == len(parts) else []


def several_days(text: str) -> tuple[DayRange, ...]:
    """The days that one phrase names beside each other; none where it names something else as well."""
    parts = _BETWEEN_SEVERAL.split(_without_slips(text))
    try:
        return read_either(" or ".join(parts)).ranges if len(parts) > 1 else ()
    except MisreadError:
        return ()


def _read_every_other(text: str, what: str, stretch: str | None) -> EveryOther:
    """A day of every second week, or all of that week, from its first day on, and perhaps to a last."""
    expected = "a day of the week and the first such day: `every other Thu from 6 Jan 2011`"
    weekday = WEEKDAY_NUMBERS.get(what)
    if (weekday is None and what != "week") or stretch is None:

        def mended(start: date) -> str:
            first = start + timedelta(days=((weekday or 0) - start.weekday()) % A_WEEK)
            every = what if what == "week" else WEEKDAYS[first.weekday()]
            return f"say the first of them: `every other {every} from {in_words(first)[4:]}`"

        raise MisreadError(f"`{shown(text)}` does not say which days", expected, mended, code="bad-date")
    found = read_range(stretch) if _TO.search(stretch) else None
    first = found.first if found is not None else read_day(stretch)
    if weekday is None and first.weekday() not in FIRST_OF_A_WEEK:
        monday = in_words(first - timedelta(days=first.weekday()))[4:]
        mend = f"write `every other week from {monday}{f' to {in_words(found.last)[4:]}' if found is not None else ''}`"
        expected = "the day on which a week begins: `every other week from 3 Jan 2011`"
        raise MisreadError(f"`{shown(text)}` begins within a week", expected, mend, code="bad-date")
    if weekday is not None and first.weekday() != weekday:
        mend = f"that day is {in_words(first)}"
        raise MisreadError(f"`{shown(text)}` names the wrong weekday", expected, mend, code="not-that-weekday")
    return EveryOther(first, 1 if weekday is not None else A_WEEK, found.last if found is not None else date.max)


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
