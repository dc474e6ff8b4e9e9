"""What the keys of a programme may say: counts, totals, choices, and each kind of phrase with its examples."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, WithJsonSchema

from hsplan.dates.hour_phrases import read_hours
from hsplan.dates.hours import TO_BE_CONFIRMED, TimeInWords, TimeRange
from hsplan.dates.length_phrases import read_lasting, read_length, read_rhythm, said_rhythm
from hsplan.dates.lengths import Lasting, Length, Rhythm
from hsplan.dates.misread import MisreadError, shown
from hsplan.dates.numbers import COUNTED, NUMBERS
from hsplan.language import UNKNOWN, ReadBy, as_id, one_of, read_id, some_of
from hsplan.programme.kinds import KINDS
from hsplan.programme.when import When
from hsplan.programme.when_phrases import read_when
from hsplan.programme.who import (
    BE_ONLINE,
    EVERYTHING,
    REMOTE,
    AtMost,
    Attending,
    ForWhom,
    Leaders,
    Sizes,
    for_together,
    leaders_together,
    read_at_most,
    read_attending,
    read_for,
    read_leaders,
    read_leads,
    read_sizes,
)

LONGEST_DOMAIN = 120
MOST_OCCURRENCES = 100


def read_domain(text: str) -> str:
    """A domain name of letters, digits, hyphens and dots (RFC 1035, 2.3.1): it stands in the id of every entry."""
    label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    if len(text) <= LONGEST_DOMAIN and re.fullmatch(rf"{label}(?:\.{label})*", text):
        return text
    raise MisreadError(f"`{shown(text)}` is not a domain", "a name such as `healthskills.example`", code="bad-domain")


def read_count(text: str) -> int | None:
    """How many times; None where that is unknown.

    >>> read_count("7"), read_count("unknown")
    (7, None)
    """
    words = text.strip()
    if words == UNKNOWN:
        return None
    if not re.fullmatch(r"[1-9]\d{0,2}", words, re.ASCII) or int(words) > MOST_OCCURRENCES:
        raise MisreadError(
            f"`{shown(text)}` is not a count",
            f"a whole number up to {MOST_OCCURRENCES}, or `unknown`",
            _mended_count(words.lower()),
            code="bad-count",
        )
    return int(words)


def _mended_count(low: str) -> str:
    """What to write for a number in words, or with how long each is: `three`, `6 x 1 hour`."""
    match = re.match(rf"([1-9]\d?|{'|'.join(COUNTED)})(?: ?(?:x|\u00d7|\*|times)(?: (.+))?)?$", low, re.ASCII)
    if match is None:
        often = said_rhythm(low)
        return f"say how often under `every`: `every: {often}` and `count: 4`, or how many there are" if often else ""
    number = NUMBERS.get(match[1], match[1])
    return f"write `{number}`" + "; how long each is stands under `lasts`" * (match[2] is not None)


def read_place(text: str) -> str:
    """The id of a venue; of where people meet online it is told how to say that."""
    try:
        return read_id(text)
    except MisreadError as misread:
        if as_id(text) in REMOTE:
            misread.mend = BE_ONLINE
        raise


def read_kind(text: str) -> str:
    """The id of a kind; in other words that hold a built-in one, it is told that."""
    try:
        return read_id(text)
    except MisreadError as misread:
        within = (kind for kind in KINDS if f"-{kind}-" in f"-{as_id(text)}-")
        if kind := max(within, key=len, default=""):
            misread.mend = f"write `{kind}`"
        raise


def read_stated_length(text: str) -> Length | None:
    """A length, or None where it is unknown."""
    return None if text.strip() == UNKNOWN else read_length(text)


def read_break(text: str) -> Length | None:
    """A pause of so long, or None for an even share of what the phases leave."""
    return None if text.strip() == "even" else read_length(text)


def read_session_hours(text: str) -> TimeRange | TimeInWords:
    """Hours, or that these are not known yet.

    >>> str(read_session_hours("unknown"))
    'time to be confirmed'
    """
    return TimeInWords(TO_BE_CONFIRMED) if text.strip() == UNKNOWN else read_hours(text)


def read_total(text: str) -> float:
    """A number, whole or with one decimal: of hours, days or sessions."""
    if not re.fullmatch(r"\d{1,5}(?:\.\d)?", text.strip(), re.ASCII):
        raise MisreadError(f"`{shown(text)}` is not a number", "a number such as `11` or `7.5`", code="bad-total")
    return float(text.strip())


def read_choose(text: str) -> str:
    """How many of several each participant takes: a number, or `any`."""
    words = text.strip()
    if words == "any" or re.fullmatch(r"[1-9]\d{0,2}", words, re.ASCII):
        return words
    raise MisreadError(f"`{shown(text)}` is not a choice", "a whole number such as `1`, or `any`", code="bad-choose")


MOST_MOMENTS = 20
"""How many moments one session may keep at once: each may be what leaves it no day."""


def few(moments: tuple[When, ...]) -> tuple[When, ...]:
    """The moments of one session, where they are no more than can be weighed against each other.

    Raises:
        MisreadError: for more of them.
    """
    if len(moments) > MOST_MOMENTS:
        raise MisreadError(
            f"`when` holds {len(moments)} moments", f"at most {MOST_MOMENTS}", code="when-not-understood"
        )
    return moments


KindId = Annotated[str, *one_of(read_kind)]
Places = Annotated[tuple[str, ...], *some_of(read_place)]
Domain = Annotated[str, *one_of(read_domain, "healthskills.example")]
Who = Annotated[Leaders, *some_of(read_leaders, "2 facilitators", joined=leaders_together)]
Size = Annotated[Sizes, *one_of(read_sizes, "5 to 8")]
Whom = Annotated[ForWhom, *some_of(read_for, "everyone", "each set", joined=for_together)]
Moments = Annotated[tuple[When, ...], *some_of(read_when, "at the end", "June to July", joined=few)]
Moment = Annotated[When, *one_of(read_when, "at the end", "during day-3")]
Leads = Annotated[tuple[str, ...], *some_of(read_leads, EVERYTHING)]
Cap = Annotated[AtMost, *one_of(read_at_most, "2 days a week")]
Lasts = Annotated[Lasting, *one_of(read_lasting, "3 days", "half a day", "90 minutes", "Mon lunch to Fri lunch")]
Hours = Annotated[TimeRange | TimeInWords, *one_of(read_session_hours, "9:30-16:30", "from 14:00", "evening")]
Every = Annotated[Rhythm, *one_of(read_rhythm, "month", "third Thu", "at least 3 weeks")]
Count = Annotated[int | None, *one_of(read_count, "7", UNKNOWN)]
Choose = Annotated[str, *one_of(read_choose, "1", "any")]
StatedLength = Annotated[Length | None, *one_of(read_stated_length, "12 months", "about 6 weeks", UNKNOWN)]
Pause = Annotated[Length | None, *one_of(read_break, "2 weeks", "even")]
Total = Annotated[float, *one_of(read_total, "11", "7.5")]
Attendance = Annotated[
    Attending,
    ReadBy(read_attending),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
]
Weight = Literal["off", "low", "normal", "high"]
Mode = Literal["in person", "online", "phone", "blended"]
Taken = Literal["side by side", "in turn", "on own dates"]
Modes = Annotated[
    tuple[Mode, ...],
    BeforeValidator(
        lambda value: value if isinstance(value, list) else [value], json_schema_input_type=Mode | list[Mode]
    ),
]
