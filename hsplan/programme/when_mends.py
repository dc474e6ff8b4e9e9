"""What to write for words that are not quite a moment."""

from __future__ import annotations

import re

from hsplan.dates.day_phrases import is_range, mended_day, read_months, several_days, several_months
from hsplan.dates.days import MONTH_NAMES, WEEKDAY_NAMES, WEEKDAYS, DayRange, InMonths, Weekdays
from hsplan.dates.length_phrases import mended_gap
from hsplan.dates.weekday_phrases import WEEKDAY_NUMBERS
from hsplan.findings import nearest
from hsplan.programme.when import FIXED, Within

AN_ID = r"([a-z0-9][a-z0-9-]*)"
A_TARGET = rf"(the start|the end|{AN_ID[1:-1]})"
ON_A_DAY = re.compile(rf"(?:on )?the (day|morning|afternoon|evening|night) (before|of|after)(?: {AN_ID})?")
_USUAL_SLIPS = {"beginning": "at the start", "begining": "at the start", "in the end": "at the end"}
_EDGES = {"start": "at the start", "first": "at the start", "end": "at the end", "last": "at the end"}
_FROM_TO = re.compile(rf"(?:from )?{AN_ID} (?:to|until|till|-) {AN_ID}")
_SAYS_A_WEEKDAY = re.compile(
    rf"(?:(?:on|any|every|every other|every second|alternate) )?"
    rf"(?:{'|'.join(name.lower() for name in (*WEEKDAY_NAMES, *WEEKDAYS))})s?(?: [a-z]+)?"
)
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


def mended_moment(words: str) -> str:
    """What is probably meant by words that are not quite a moment."""
    low = words.lower()
    slips = (f"write `{right}`" for wrong, right in _USUAL_SLIPS.items() if wrong in low)
    edge = _EDGES.get(low.removeprefix("the "))
    if sure := f"write `{edge}`" if edge else _stretch(words):
        return sure
    if low.startswith(("by ", "until ", "no later than ")):
        return "say from when as well: `1 May to 30 Jun 2011`, or `between SESSION and SESSION`"
    match = re.fullmatch(r"(from|since|after|before) (.*\d{4})", words, re.IGNORECASE)
    if match and " to " not in low:
        end = "from" if match[1].lower() == "before" else "until"
        if is_range(match[2]) or mended_day(match[2]):
            return f"say {end} when as well: `1 May to 30 Jun 2011`"
    if match := _NOT.fullmatch(words):
        return _kept_off(match[1])
    weekday = (
        "say days of the week under `weekdays`, how often under `every`, a part of the day under `time`"
        if _SAYS_A_WEEKDAY.fullmatch(low)
        else ""
    )
    return next(slips, "") or weekday or _mended_relation(words) or mended_day(words) or _mended_anchor(low)


_MONTH = r"([a-z]+(?: \d{4})?)"
_IN_MONTH = re.compile(rf"(?:in |at |on )?(?:the )?(.+?)(?: week)?[ -](?:(?:of|in) )?{_MONTH}")
_WEEKS_OF = {"early": "1 or 2", "beginning": "1", "start": "1", "mid": "2 or 3", "middle": "2 or 3"}
_WEEKS_OF |= {"late": "4 or 5", "end": "4 or 5", "last": "4 or 5"}
_WEEKS_OF |= {
    word: str(n)
    for n, words in enumerate(("first 1st", "second 2nd", "third 3rd", "fourth 4th"), 1)
    for word in words.split()
}


def _stretch(words: str) -> str:
    """What to write for a part of a month, the second Wednesday of one, or several days of which any would do."""
    match = _IN_MONTH.fullmatch(words.lower())
    if match and (read_months(match[2]) or is_range(match[2])):
        which, _, day = match[1].partition(" ")
        weeks, month, weekday = _WEEKS_OF.get(which), match[2].capitalize(), WEEKDAY_NUMBERS.get(day)
        on = f" and `weekdays: {WEEKDAYS[weekday]}`" if weekday is not None else ""
        if weeks and on and len(weeks) > 1:  # the last Friday may be in week 4 or 5
            return f"say in which days it lies, such as `25 to 31 Jul 2011`,{on}"
        if weeks and (on or not day):
            return f"write `when: [{month}, in week {weeks} of a month]`{on}"
    months, days = several_months(words), several_days(words)
    if months or days:
        whole = DayRange(min(one.first for one in days), max(one.last for one in days)) if days else None
        first_to_last = Within(whole) if whole else InMonths(months[0].first, months[-1].last)
        return f"write from the first to the last: `{first_to_last}`"
    rest = words[5:] if words.lower().startswith("from ") else ""
    return f"write `{rest}`" if " to " in rest and (is_range(rest) or read_months(rest)) else ""


def _kept_off(words: str) -> str:
    """What to write for days on which a session is not to be: those on which it may be, or how to close them to all."""
    months, day = read_months(words), WEEKDAY_NUMBERS.get(words.lower().removesuffix("s"))
    if months is not None and (months.first - months.last) % len(MONTH_NAMES) != 1:
        other = InMonths(months.last % len(MONTH_NAMES) + 1, (months.first - 2) % len(MONTH_NAMES) + 1)
        return f"say when it may be: `{other}`; to close `{months}` for all: `calendar: {{closed: {{ID: {months}}}}}`"
    if day is not None:
        return f"say on which days of the week it may be: `weekdays: {Weekdays(tuple({*range(5)} - {day}))}`"
    days = words if is_range(words) else "DAYS"
    return f"say when it may be: `1 May to 30 Jun 2011`; to close days for all: `calendar: {{closed: {{ID: {days}}}}}`"


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
