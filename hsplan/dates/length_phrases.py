"""Lengths, gaps and rhythms as people write them: `12 months`, `about 4 weeks`, `half a day`, `third Thu`."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from hsplan.dates.day_phrases import is_range, mended_day, read_range
from hsplan.dates.days import WEEKDAY_NAMES, WEEKDAYS
from hsplan.dates.lengths import Gap, Lasting, Length, Rhythm, Unit, months_between
from hsplan.dates.misread import MisreadError, nearest_word, shown, tidy
from hsplan.dates.numbers import COUNTED, NUMBERS, ORDINALS
from hsplan.dates.weekday_phrases import WEEKDAY_NUMBERS, often_on

A_LENGTH = "a length such as `12 months`, `6 weeks` or `1 year`"
A_GAP = "a gap such as `about 1 month`, `3 to 6 weeks`, `at least 2 weeks` or `at most 40 days`"
A_LASTING = (
    "how long, such as `1 day`, `3 days`, `half a day`, `90 minutes`, `3.5 hours`, `1 to 2 hours`, `about 2 weeks` "
    "or `Mon lunch to Fri lunch`"
)
A_RHYTHM = "how often, such as `month`, `2 weeks`, `third Thu`, `about 4 weeks` or `at least 3 weeks`"
_AMOUNT = re.compile(r"(?:(\d{1,4})|(an?)) +(day|week|month|year)s?", re.ASCII | re.IGNORECASE)
LONGEST_MONTHS = 1200
LONGEST_WEEKS = 5200
_SHORT = {"wk": "week", "mth": "month", "mo": "month", "yr": "year", "hr": "hour", "h": "hour", "min": "minute"}
"""How units are cut short, and what to write."""


def _spelt_out(low: str) -> str:
    """A phrase with its units in full: `6 wks` → `6 weeks`."""
    return re.sub(rf"([\d.]+) ?({'|'.join(_SHORT)})s?\b", _in_full, low)


def _in_full(match: re.Match[str]) -> str:
    return f"{match[1]} {_SHORT[match[2]]}{'s' * (match[1] != '1')}"


def mended_length(text: str) -> str:
    """What is probably meant by words that are not quite a length of time."""
    low = _spelt_out(re.sub(" (?:academic|calendar|financial|school) (?=year)", " ", text.lower()))
    if re.fullmatch(r"0*[1-9]\d{0,3}", low, re.ASCII):
        return f"say the unit: `{low} month{'s' * (low != '1')}`"
    if match := re.fullmatch(r"(?:half|0\.5) (?:a |an )?years?|(\d{1,2})\.5 years", low, re.ASCII):
        return f"write `{int(match[1] or 0) * 12 + 6} months`"
    if match := re.fullmatch(r"\d{1,4} ?(?:to|-) ?(\d{1,4} (?:day|week|month|year)s?)", low, re.ASCII):
        return f"write one length, such as `about {match[1]}`"
    if (match := _AMOUNT.search(low)) and (low != text.lower() or re.search(r"[(~]|approx|circa|\bc\.", low)):
        return f"write `{'about ' * (match[0] != low)}{match[0]}`"
    amount, _, unit = low.partition(" ")
    if amount in COUNTED:
        return f"write `{NUMBERS[amount]} {unit}`"
    near = nearest_word(unit, ("days", "weeks", "months", "years")) if amount.isdecimal() else ""
    return f"did you mean `{amount} {near}`?" if near else ""


def _mended_end(text: str, start: date) -> str:
    """What to write for a length that is told by its last day or month."""
    told = re.search("`(.+?)`", f"`{text}`" if is_range(text) else mended_day(text, start))
    if mend := mended_length(text):
        return mend
    if told is None or not is_range(told[1]):
        return ""
    days = read_range(told[1])
    whole = " to " in told[1] and not text[:1].isdigit()  # `Mar-Nov 2027` says both of its ends
    months = months_between(days.first if whole else start, days.last) + 1
    return f"say how long it is: `{months} month{'s' * (months != 1)}`" if months > 0 else ""


def read_length(text: str) -> Length:
    """A length of time; a year is twelve months.

    >>> read_length("about 1 year")
    Length(amount=12, unit='month', about=True)
    """
    text = tidy(text)
    about = text.lower().startswith("about ")
    match = _AMOUNT.fullmatch(text[6:].strip() if about else text)
    if match is None:
        raise MisreadError(
            f"`{shown(text)}` is not a length of time", A_LENGTH, partial(_mended_end, text), code="bad-length"
        )
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


_OFTEN = {
    "biweekly": "2 weeks",
    "bimonthly": "2 months",
    "fortnight": "2 weeks",
    "every two weeks": "2 weeks",
    "other week": "2 weeks",
    "alternate week": "2 weeks",
    "other month": "2 months",
    "weekly": "1 week",
    "monthly": "1 month",
    "quarterly": "3 months",
    "every quarter": "3 months",
    "termly": "4 months",
    "every term": "4 months",
}
"""Words in what people say of a rhythm, or of a gap that is meant about, and what to write."""


def said_rhythm(low: str) -> str:
    """What to write for a rhythm in other words: `fortnightly`; nothing for what says none."""
    return next((rhythm for word, rhythm in _OFTEN.items() if word in low), "")


def _in_weeks(low: str) -> str:
    return f"say the unit: `{low} week{'s' * (low != '1')}`" if low.isdecimal() and int(low) else ""


def mended_gap(low: str) -> str:
    """What is probably meant by words that are not quite a gap."""
    plain = _spelt_out(re.sub(r"^(?:minimum|min|not less than|more than) ", "at least ", low))
    plain = re.sub(r"^(?:maximum|max|not more than|up to|within) ", "at most ", plain)
    plain = re.sub(r"^(?:(?:about|every|between) )?(\d+)(?: ?[-–] ?| and | to )(\d+ )", r"\1 to \2", plain)
    plain = re.sub(r"^every (?=\d)", "about ", plain)
    usual = said_rhythm(low)
    mend = f"write `about {usual}`" if usual else f"write `{plain}`" if plain != low else ""
    return mend or _in_weeks(low) or mended_length(low)


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
        raise MisreadError(f"`{shown(text)}` is not a gap", A_GAP, mended_gap(low), code="bad-gap") from None
    if len(ends) > 2 or least.after(date(2000, 1, 1)) > most.after(date(2000, 1, 1)):  # noqa: PLR2004 - two ends
        mend = f"write `{Gap(least=most, most=least)}`" if len(ends) == 2 else ""  # noqa: PLR2004 - two ends
        raise MisreadError(f"`{shown(text)}` is not a gap", "the shorter end first", mend, code="bad-gap")
    return Gap(least=least, most=most)


_NUMBER = rf"(\d{{1,3}}(?:\.\d)?|{'|'.join(NUMBERS)})"
_SO_LONG = re.compile(rf"{_NUMBER} (day|week|hour|minute)s?(?: (?:and )?(\d{{1,2}}) minutes?)?", re.ASCII)
_LEAST = re.compile(rf"{_NUMBER}(?: to |-)(?={_NUMBER} )", re.ASCII)
_MOMENT = r"(?: (?:lunch|lunchtime|noon|midday|morning|afternoon|evening))?"
_FROM_TO = re.compile(rf"([a-z]{{3,9}}){_MOMENT} to ([a-z]{{3,9}}){_MOMENT}")
LONGEST_DAYS = 100
HOURS_OF_A_DAY = 24


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
    if (match := _FROM_TO.fullmatch(low)) and match[1] in WEEKDAY_NUMBERS and match[2] in WEEKDAY_NUMBERS:
        first, last = WEEKDAY_NUMBERS[match[1]], WEEKDAY_NUMBERS[match[2]]
        return Lasting(days=(last - first) % len(WEEKDAYS) + 1, first_weekday=first, words=words)
    plain = low.removeprefix("about ")
    least = _LEAST.match(plain)
    match = _SO_LONG.fullmatch(plain[least.end() :] if least else plain)
    if match and (least is None or _amount(least[1]) < _amount(match[1])):
        found = _so_long(match, words)
        if found is not None:
            return found
    mend = (_turned(match, least) if match else "") or _mended_lasting(low)
    raise MisreadError(f"`{shown(words)}` does not say how long", A_LASTING, mend, code="bad-lasting")


_A_DAY = ("all day", "whole day", "full day", "a full day", "one full day", "a whole day")


def _mended_lasting(low: str) -> str:
    """What is probably meant by words that are not quite a length of a session."""
    if match := re.fullmatch(r"(?:(\d) days?(?: and |, | ?/ ?| ))?(\d) nights?", low, re.ASCII):
        return f"write `{match[1] or int(match[2]) + 1} days`, and `overnight: yes` beside it"
    spelt = _spelt_out(low)
    if low in _A_DAY or (spelt != low and _SO_LONG.fullmatch(spelt)):
        return f"write `{'1 day' if low in _A_DAY else spelt}`"
    return "write `half a day`" if "half" in low or low.startswith("1/2") else ""


def _turned(match: re.Match[str], least: re.Match[str] | None) -> str:
    """What to write for a length whose ends are turned round, that is more than hours can say, or none at all."""
    amount = _amount(match[1])
    if not amount:
        return "leave `lasts` out where that is not known; else say how long: `1 hour`"
    if least and _amount(least[1]) > amount:
        return f"the shorter first: `{match[1]} to {least[1]} {match[2]}s`"
    if match[2] != "hour" or amount < HOURS_OF_A_DAY:
        return ""
    days = Length(int(amount) // HOURS_OF_A_DAY + 1, "day")
    return f"write its days: `{days}`, or such as `Tue lunch to Wed lunch`"


def _amount(word: str) -> float:
    return float(NUMBERS.get(word, 0) or word)


def _so_long(match: re.Match[str], words: str) -> Lasting | None:
    """A number of days, or of hours and minutes within one day; nothing where it is none or too many."""
    number, unit = _amount(match[1]), match[2]
    if unit in ("day", "week"):
        days = number * (7 if unit == "week" else 1)
        return Lasting(days=int(days), words=words) if days == int(days) and 0 < days <= LONGEST_DAYS else None
    minutes = round(number * (60 if unit == "hour" else 1)) + int(match[3] or 0)
    return Lasting(minutes=minutes, words=words) if 0 < minutes < HOURS_OF_A_DAY * 60 else None


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
    if which in ORDINALS and day in WEEKDAY_NUMBERS:
        return Rhythm(months=1, weekday=WEEKDAY_NUMBERS[day], which=ORDINALS[which], usually=usually, words=words)
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
        often = often_on(re.sub("^every (?=other|second)", "", words.lower()))
        on_day = f"write `{often[0]}`" + f", and `weekdays: {often[1]}`" * ("week" in often[0]) if often else ""
        mend = said_rhythm(words.lower())
        near = nearest_word(day, tuple(map(str.lower, WEEKDAY_NAMES))) if which in ORDINALS else ""
        mend = (
            on_day or f"write `{mend}`"
            if on_day or mend
            else f"did you mean `{which} {near.capitalize()}`?"
            if near
            else ""
        )
        raise MisreadError(found, A_RHYTHM, mend or misread.mend, code="bad-rhythm") from None
