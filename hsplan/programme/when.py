"""The moments of `when`: in the calendar, at an edge of the programme or phase, or beside another session."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from hsplan.dates.day_phrases import is_range, mended_day, read_months, read_range, several_days, several_months
from hsplan.dates.days import MONTH_NAMES, WEEKDAY_NAMES, WEEKDAYS, DayRange, InMonths, Weekdays, in_words
from hsplan.dates.length_phrases import mended_gap, read_gap, read_length
from hsplan.dates.lengths import Gap, Length  # noqa: TC001 - Pydantic resolves the annotations
from hsplan.dates.misread import MisreadError, shown, tidy
from hsplan.dates.weekday_phrases import WEEKDAY_NUMBERS
from hsplan.findings import nearest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

FORMS = (
    "a day (`17 Jan 2011`), a range (`1 to 14 Jun 2011`), months (`June`, `June to July`, `Jun 2011`), "
    "`in week 1 or 2 of a month`, `usually in June`, `at the start`, `in the middle`, `at the end`, "
    "`before the start`, `after the end`, `in the first 2 months`, `after SESSION`, `2 weeks after SESSION`, "
    "`within 3 months before the start`, `between SESSION and SESSION`, `the evening before SESSION`, "
    "`during SESSION` or `at any time`"
)
THE_START, THE_END = "the start", "the end"
"""What may be named instead of a session: the edges of the phase, or of the programme where there is none."""
HOST = ""
"""The session that brings another with it, which need not be named."""
IT = "it"
"""The same, where it is named."""
WEEK = 7
LAST_WEEK_OF_A_MONTH = 5

T = TypeVar("T")
Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class AtStart:
    """The first thing of its phase or programme."""

    def __str__(self) -> str:
        return "at the start"


@dataclass(frozen=True, slots=True)
class AtEnd:
    """The last thing of its phase or programme."""

    def __str__(self) -> str:
        return "at the end"


@dataclass(frozen=True, slots=True)
class InMiddle:
    """In the middle third of its phase or programme."""

    def __str__(self) -> str:
        return "in the middle"


@dataclass(frozen=True, slots=True)
class AnyTime:
    """Out of the order: anywhere in its phase or programme."""

    def __str__(self) -> str:
        return "at any time"


@dataclass(frozen=True, slots=True)
class InPart:
    """In the first or the last stretch of its phase or programme."""

    length: Length
    first: bool

    def __str__(self) -> str:
        return f"in the {'first' if self.first else 'last'} {self.length}"

    def of(self, whole: DayRange) -> DayRange:
        """The days of that stretch of a whole; at most the whole."""
        if self.first:
            return DayRange(whole.first, min(whole.last, self.length.last_day(whole.first)))
        return DayRange(max(whole.first, self.length.first_day(whole.last)), whole.last)


@dataclass(frozen=True, slots=True)
class Within:
    """Within a range of days."""

    days: DayRange

    def __contains__(self, day: date) -> bool:
        return day in self.days

    def __str__(self) -> str:
        first, last = in_words(self.days.first), in_words(self.days.last)
        return first if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class InWeeks:
    """In certain weeks of any month: week 1 holds the days 1 to 7, week 5 what is left after four."""

    weeks: tuple[int, ...]

    def __contains__(self, day: date) -> bool:
        return (day.day - 1) // WEEK + 1 in self.weeks

    def __str__(self) -> str:
        return f"in week {' or '.join(map(str, self.weeks))} of a month"


Dated = Within | InMonths | InWeeks
"""The moments that tell of any day whether it lies in them."""


@dataclass(frozen=True, slots=True)
class Usually:
    """A moment in the calendar that is a preference."""

    moment: Dated

    def __str__(self) -> str:
        return f"usually {self.moment}"


@dataclass(frozen=True, slots=True)
class Beside:
    """Before or after a session or an edge; by a gap where one is stated, counted between the days that are nearest."""

    side: Side
    target: str
    gap: Gap | None = None

    def __str__(self) -> str:
        return " ".join(part for part in (str(self.gap or ""), self.side, self.target or "it") if part)


@dataclass(frozen=True, slots=True)
class OnDay:
    """On the day before, of or after a session; the part of the day, where one is named, in words."""

    offset: Literal[-1, 0, 1]
    part: str
    target: str

    def __str__(self) -> str:
        return f"the {self.part} {({-1: 'before', 0: 'of', 1: 'after'})[self.offset]} {self.target}".rstrip()


@dataclass(frozen=True, slots=True)
class Between:
    """After the last day of one session and before the first of another."""

    after: str
    before: str

    def __str__(self) -> str:
        return f"between {self.after} and {self.before}"


@dataclass(frozen=True, slots=True)
class During:
    """On the days of a session, or in a phase."""

    target: str

    def __str__(self) -> str:
        return f"during {self.target}".rstrip()


When = AtStart | AtEnd | InMiddle | AnyTime | InPart | Dated | Usually | Beside | OnDay | Between | During
"""Every moment that a file can say."""
Relation = Beside | OnDay | Between | During
"""Those that tie to something else."""

_ID = r"([a-z0-9][a-z0-9-]*)"
_TARGET = rf"(the start|the end|{_ID[1:-1]})"
_DAY_OF = re.compile(rf"(?:on )?the (day|morning|afternoon|evening|night) (before|of|after)(?: {_ID})?")
_BESIDE = re.compile(rf"(?:(.+?) )?(before|after)(?: {_TARGET})?")
_BETWEEN = re.compile(rf"between {_ID} and {_ID}")
_DURING = re.compile(rf"during(?: {_ID})?")
_WEEKS = re.compile(r"in (?:week ([1-5])(?: or ([1-5]))?|the last week) of (?:a|the) month")
_IN_PART = re.compile(r"in the (first|last) (.+)")
_FIXED: dict[str, When] = {
    "at the start": AtStart(),
    "at the end": AtEnd(),
    "in the middle": InMiddle(),
    "at any time": AnyTime(),
}


def named_in(when: When) -> tuple[str, ...]:
    """The sessions or phases that a moment names."""
    if isinstance(when, Between):
        return (when.after, when.before)
    target = when.target if isinstance(when, Beside | OnDay | During) else ""
    return () if target in (HOST, THE_START, THE_END) else (target,)


def read_when(text: str) -> When:
    """A moment.

    >>> read_when("at the end"), read_when("June to July")
    (AtEnd(), InMonths(first=6, last=7))
    >>> str(read_when("2 to 4 weeks after launch")), str(read_when("the evening before r1"))
    ('2 to 4 weeks after launch', 'the evening before r1')
    """
    words = tidy(text)
    low = words.lower()
    if low in _FIXED:
        return _FIXED[low]
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
        raise MisreadError(found_words, FORMS, _mended(words), code="when-not-understood")
    return moment


_USUAL_SLIPS = {"beginning": "at the start", "begining": "at the start", "in the end": "at the end"}
_EDGES = {"start": "at the start", "first": "at the start", "end": "at the end", "last": "at the end"}
_FROM_TO = re.compile(rf"(?:from )?{_ID} (?:to|until|till|-) {_ID}")
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


def _mended(words: str) -> str:
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
    return next(slips, "") or weekday or _mended_relation(words) or mended_day(words) or _mended_moment(low)


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
    word = "" if _DAY_OF.fullmatch(named) or first in _FIRST_WORDS else nearest(first, _FIRST_WORDS)
    if _DAY_OF.fullmatch(named) or (rest and word):
        return f"did you mean `{f'{word} {rest}' if word else named}`?"
    match = re.fullmatch(rf"(.+) ((?:before|after) {_TARGET})", low)
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


def _mended_moment(low: str) -> str:
    """A month or an anchor, misspelt."""
    if low.startswith(("in the first", "in the last")):
        return "say how much of it: `in the first 2 months`"
    anchors = (*_FIXED, "before the start", "after the start", "before the end", "after the end")
    near = nearest(low.removeprefix("in "), MONTH_NAMES) or nearest(low, anchors)
    return f"did you mean `{near}`?" if near else ""


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
    match = _DAY_OF.fullmatch(low)
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
