"""What to write for words that are not quite a moment."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.dates.day_phrases import is_range, mended_day, read_months, several_days, several_months, with_year
from hsplan.dates.days import MONTH_NAMES, DayRange, InMonths, Weekdays
from hsplan.dates.hour_phrases import said_hours
from hsplan.dates.hours import PARTS_OF_DAY
from hsplan.dates.length_phrases import mended_gap, said_rhythm
from hsplan.dates.loose_phrases import briefly, mended_loose
from hsplan.dates.weekday_phrases import WEEKDAY_NUMBERS, often_on, week_of_month
from hsplan.findings import nearest
from hsplan.programme.when import FIXED, WEEK, Within

if TYPE_CHECKING:
    from datetime import date

AN_ID = r"([a-z0-9][a-z0-9-]*)"
A_TARGET = rf"(the start|the end|{AN_ID[1:-1]})"
ON_A_DAY = re.compile(rf"(?:on )?the (day|morning|afternoon|evening|night) (before|of|after)(?: {AN_ID})?")
_USUAL_SLIPS = {
    "as soon as possible": "at the start",
    "asap": "at the start",
    "beginning": "at the start",
    "begining": "at the start",
    "in the end": "at the end",
}
_EDGE = re.compile(
    r"(?:(?:at|on|by) )?(?:the )?(?:very )?(?:(start|beginning|first|opening)|end|last|final|close|closing)"
    r"(?: (?:day|session|event)| of (?:the |each )?(?:term|trimester|phase|programme|program|course|year|cohort))?"
)
_FROM_TO = re.compile(rf"(?:from )?{AN_ID} (?:to|until|till|-) {AN_ID}")
_BARE_EASTER = re.compile(r"easter(?= \d{4}$|$)")
"""From Good Friday to Easter Monday nothing is held: what is to be at Easter is in the weeks around."""
_PART = re.compile(rf" ({'|'.join(PARTS_OF_DAY)})s?$")
_TWO = re.compile(r"((?:.+ )?(?:before|after) [a-z0-9-]+) and ((?:.+ )?(?:before|after) [a-z0-9-]+)")
_NOT = re.compile(
    "(?:not|never|no|except|outside|avoid|any(?: ?time)? (?:but|except))(?: (?:in|on|during|for|of))?(?: an?)? (.+)",
    re.IGNORECASE,
)
_STRETCH = re.compile(
    r"(?:from )?(\d+) ([a-z]+) (before|after)(?: [a-z0-9-]+)? (?:to|until|till) (\d+) \2 (\3 [a-z0-9-]+)"
)
_FIRST_WORDS = ("after", "before", "during", "between", "usually", "within", "the", "at", "in", "on")
_BY_TITLE = re.compile(r"(?:.+ )?(?:before|after|during) (?!it$)(.+[A-Z ].*|[A-Z].*)")


def mended_moment(words: str, start: date) -> str:
    """What is probably meant by words that are not quite a moment, in a programme from a start."""
    low = words.lower()
    slips = (f"write `{right}`" for wrong, right in _USUAL_SLIPS.items() if wrong in low)
    loosely = mended_loose(_BARE_EASTER.sub("easter holidays", low), start)
    if sure := _amid(words, start) or _several(words) or loosely or _often(low):
        return sure
    if low.startswith(("by ", "until ", "no later than ")):
        return f"say from when as well: `{with_year('1 May to 30 Jun', start)}`, or `between SESSION and SESSION`"
    match = re.fullmatch(r"(from|since|after|before) (.*\d{4})", words, re.IGNORECASE)
    if match and " to " not in low:
        end = "from" if match[1].lower() == "before" else "until"
        if is_range(match[2]) or mended_day(match[2]):
            return f"say {end} when as well: `{with_year('1 May to 30 Jun', start)}`"
    if hours := said_hours(low):
        return f"write `time: {hours}`"
    if match := _NOT.fullmatch(words):
        return _kept_off(match[1], start)
    return next(slips, "") or _mended_relation(words) or mended_day(words, start) or _mended_anchor(low)


_IN_PROGRAMME = re.compile(r"(?:in )?week (\d\d?)")
_LATER = re.compile(r"(\d+ (?:day|week|month)s?) (?:later|on|after that|afterwards)")
_SO_LONG_IN = re.compile(r"(\S+ (?:day|week)s?)(?: sometime)? (?:in|during) (.+)")
_AND_HOURS = re.compile(r"(.*[a-z].*?|\S+)[,;]? (?:at |from )?(\d\d?[:.]\d\d.*|\d\d? ?[ap]m.*)", re.IGNORECASE)


def _amid(words: str, start: date) -> str:
    """What to write for an edge, a week of the programme, so long later; or where it says how long, or its hours."""
    low = words.lower()
    if match := _EDGE.fullmatch(low):
        return f"write `at the {'start' if match[1] else 'end'}`"
    if match := _IN_PROGRAMME.fullmatch(low):
        first = start + timedelta(days=WEEK * (int(match[1]) - 1))
        return f"say its days: `{briefly(DayRange(first, first + timedelta(days=WEEK - 1)))}`"
    if match := _LATER.fullmatch(low):
        return f"write `gap: {match[1]}`"
    if (match := _SO_LONG_IN.fullmatch(low)) and (read_months(match[2]) or is_range(match[2])):
        return f"write `{match[2].capitalize()}`, and `lasts: {match[1]}`"
    match = _AND_HOURS.fullmatch(words)
    hours = said_hours(match[2]) if match else ""
    if match is None or not hours:
        return ""
    told = re.search("`(.+?)`", f"`{match[1]}`" if is_range(match[1]) else mended_day(match[1], start))
    return f"write `when: {told[1]}` and `time: {hours}`" if told else ""


def _several(words: str) -> str:
    """What to write for several days or months of which any would do."""
    months, days = several_months(words), several_days(words)
    if months or days:
        whole = DayRange(min(one.first for one in days), max(one.last for one in days)) if days else None
        first_to_last = Within(whole) if whole else InMonths(months[0].first, months[-1].last)
        return f"write from the first to the last: `{first_to_last}`"
    rest = words[5:] if words.lower().startswith("from ") else ""
    return f"write `{rest}`" if " to " in rest and (is_range(rest) or read_months(rest)) else ""


def _often(low: str) -> str:
    """What to write for a day of the week, or for a rhythm."""
    part = _PART.search(low)
    at = f" and `time: {part[1]}`" if part else ""
    often = often_on(_PART.sub("", low))
    if often is None:
        every = said_rhythm(low) if re.fullmatch("(?:every )?[a-z]+(?: (?:week|month|weeks))?", low) else ""
        return f"write `every: {every}` and `count: 4`, or how many there are" if every else ""
    every, day = often
    if " " in every and every != "2 weeks":
        return f"write `{week_of_month(every)}`, and `weekdays: {day}`{at}"
    if every == "2 weeks" or low.startswith(("every ", "each ")) or low.endswith("s"):
        return f"write `every: {every}` and `weekdays: {day}`{at} and `count: 4`, or how many there are"
    return f"write `weekdays: {day}`{at}"


def _kept_off(words: str, start: date) -> str:
    """What to write for days on which a session is not to be: those on which it may be, or how to close them to all."""
    months, day = read_months(words), WEEKDAY_NUMBERS.get(words.lower().removesuffix("s"))
    if months is not None and (months.first - months.last) % len(MONTH_NAMES) != 1:
        other = InMonths(months.last % len(MONTH_NAMES) + 1, (months.first - 2) % len(MONTH_NAMES) + 1)
        return f"say when it may be: `{other}`; to close `{months}` for all: `calendar: {{closed: {{ID: {months}}}}}`"
    if day is not None:
        return f"say on which days of the week it may be: `weekdays: {Weekdays(tuple({*range(5)} - {day}))}`"
    days = words if is_range(words) else "DAYS"
    may = with_year("1 May to 30 Jun", start)
    return f"say when it may be: `{may}`; to close days for all: `calendar: {{closed: {{ID: {days}}}}}`"


def _mended_relation(words: str) -> str:
    """Of two relations at once, of one to a title, or with a word misspelt."""
    low = words.lower()
    if match := _STRETCH.fullmatch(low):
        fewer, more = sorted((int(match[1]), int(match[4])))
        return f"write `{fewer} to {more} {match[2]} {match[5]}`"
    if match := _TWO.fullmatch(low):
        return f"write a list, all of which must hold: `[{match[1]}, {match[2]}]`"
    if (match := _FROM_TO.fullmatch(low)) and not any(nearest(end, MONTH_NAMES) for end in match.groups()):
        return f"write `between {match[1]} and {match[2]}`"
    if _BY_TITLE.fullmatch(words):
        return "name the session by its id, the key that it is written under"
    first, _, rest = low.partition(" ")
    named = f"the {re.sub('^(?:on )?(?:the )?', '', low)}".replace("the same day as ", "the day of ")
    word = "" if ON_A_DAY.fullmatch(named) or first in _FIRST_WORDS else nearest(first, _FIRST_WORDS)
    if ON_A_DAY.fullmatch(named) or (rest and word):
        return f"did you mean `{f'{word} {rest}' if word else named}`?"
    match = re.fullmatch(rf"(.+) ((?:before|after) {A_TARGET})", low)
    return _so_far(match[1], match[2]) if match else ""


_SOON = ("immediately", "directly", "straight", "right", "soon", "shortly", "any time", "some time", "just")


def _so_far(length: str, target: str) -> str:
    """What to write for a distance from a session that is not quite one."""
    if length in _SOON:
        return f"write `{target}`"
    if match := re.fullmatch(r"(?:in )?the (week|month)", length):
        return f"write `within 1 {match[1]} {target}`"
    told = re.search("`(.+?)`", mended_gap(length))
    return f"write `{told[1]} {target}`" if told else ""


def _mended_anchor(low: str) -> str:
    """A month or an anchor, misspelt."""
    if low.startswith(("in the first", "in the last")):
        return "say how much of it: `in the first 2 months`"
    anchors = (*FIXED, "before the start", "after the start", "before the end", "after the end")
    near = nearest(low.removeprefix("in "), MONTH_NAMES) or nearest(low, anchors)
    return f"did you mean `{near}`?" if near else ""
