"""Who leads, for whom, how many, and who has to come: phrases of people, and the values that they are read as."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from hsplan.dates.misread import MisreadError, shown
from hsplan.dates.numbers import NUMBERS
from hsplan.language import ID, as_id

EVERYTHING = "everything"
FACILITATOR = "facilitator"
"""The role of those who lead and say no other."""
PARTICIPANT = "participant"
EVERYONE = "everyone"
REMOTE = (
    *("online", "zoom", "teams", "webex", "skype", "meet", "virtual", "remote", "webinar", "zoom-link", "teams-link"),
    *("ms-teams", "microsoft-teams", "online-teams", "google-meet", "google-hangouts"),
)
"""What people name as a place that is none, as ids."""
BE_ONLINE = "write `mode: online`, and no `where`; where people meet is a `link`"


@dataclass(frozen=True, slots=True)
class Leaders:
    """Who leads: so many of a role, and these people by name."""

    number: int = 0
    people: tuple[str, ...] = ()
    role: str = FACILITATOR
    """Which role the number is of."""

    @property
    def needed(self) -> int:
        """How many people it takes."""
        return max(self.number, len(self.people))


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many members a group may have, from `least` to `most`."""

    least: int
    most: int

    def __str__(self) -> str:
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"


@dataclass(frozen=True, slots=True)
class ForWhom:
    """Whom something is for: everyone, each of a group, one of a group, or those of some roles."""

    each: str = ""
    number: int = 0
    """Which of the group, counted from 1; 0 for each of them."""
    roles: tuple[str, ...] = ()

    @property
    def everyone(self) -> bool:
        """Whether nobody is left out."""
        return not self.each and not self.roles

    def __str__(self) -> str:
        if self.roles:
            return ", ".join(self.roles)
        return f"{self.each} {self.number}" if self.number else f"each {self.each}" if self.each else EVERYONE


@dataclass(frozen=True, slots=True)
class AtMost:
    """How many days in each week or month of the calendar, at most."""

    days: int
    unit: Literal["week", "month"]

    def __str__(self) -> str:
        return f"{self.days} day{'s' * (self.days != 1)} a {self.unit}"


@dataclass(frozen=True, slots=True)
class Attending:
    """Who has to come, in words; for all, or for each role."""

    rule: str = ""
    roles: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.rule or ", ".join(f"{role} {rule}" for role, rule in self.roles)


def read_leaders(text: str) -> Leaders:
    """`2 facilitators`, `1 coach`, or the id of a person or role.

    >>> read_leaders("2 coaches")
    Leaders(number=2, people=(), role='coaches')
    >>> read_leaders("facilitator-a")
    Leaders(number=0, people=('facilitator-a',), role='facilitator')
    """
    words = " ".join(text.split())
    if match := re.fullmatch(rf"([1-9]\d?|{'|'.join(NUMBERS)}) ({ID.pattern})", words):
        return Leaders(number=NUMBERS.get(match[1]) or int(match[1]), role=match[2])
    if ID.fullmatch(words):
        return Leaders(people=(words,))
    raise MisreadError(
        f"`{shown(text)}` does not say who leads",
        "`2 facilitators`, `1 coach`, the id of a person or role, or a list of ids",
        "write `1 facilitator`: any one who `leads` it and is free"
        if " or " in words
        else f"write `{as_id(words)}`" * words[:1].isalpha(),
        code="bad-leaders",
    )


def leaders_together(found: tuple[Leaders, ...]) -> Leaders:
    """Several phrases as one; the number is of the first role that is counted."""
    counted = [one.role for one in found if one.number]
    if len(set(counted)) > 1:
        raise MisreadError(
            f"`{counted[0]}` and `{counted[1]}` are two roles",
            "people of one role; those of another by their ids",
            code="bad-leaders",
        )
    role = counted[0] if counted else FACILITATOR
    return Leaders(sum(one.number for one in found), tuple(id_ for one in found for id_ in one.people), role)


def read_sizes(text: str) -> Sizes:
    """`5 to 8`, or one number.

    >>> read_sizes("5 to 8")
    Sizes(least=5, most=8)
    """
    match = re.fullmatch(r"([1-9]\d{0,3})(?:(?: to |-)([1-9]\d{0,3}))?", " ".join(text.split()))
    if match is None or int(match[2] or match[1]) < int(match[1]):
        raise MisreadError(f"`{shown(text)}` is not a size", "a size such as `6` or `5 to 8`", code="bad-size")
    return Sizes(int(match[1]), int(match[2] or match[1]))


def read_for(text: str) -> ForWhom:
    """`everyone`, `each GROUP`, `GROUP 2` or a role.

    >>> read_for("each set"), read_for("half 1").number, read_for("line-manager").roles
    (ForWhom(each='set', number=0, roles=()), 1, ('line-manager',))
    """
    words = " ".join(text.split())
    if words == EVERYONE:
        return ForWhom()
    if match := re.fullmatch(rf"each ({ID.pattern})", words):
        return ForWhom(each=match[1])
    if match := re.fullmatch(rf"({ID.pattern}) ([1-9]\d?)", words):
        return ForWhom(each=match[1], number=int(match[2]))
    if ID.fullmatch(words):
        return ForWhom(roles=(words,))
    raise MisreadError(
        f"`{shown(text)}` does not say for whom",
        "`everyone`, `each GROUP` such as `each set`, one of a group such as `half 1`, or the id of a role",
        _mended_for(words.lower()),
        code="bad-for",
    )


def _mended_for(low: str) -> str:
    """What to write for words that do not say for whom: a group with its size, or with a blank in its name."""
    if match := re.fullmatch(r"(?:each )?(?:in )?([a-z]+?)s? of (?:about )?(\d{1,2})(?: ?(?:-|to) ?(\d{1,2}))?", low):
        size = f"{match[2]} to {match[3]}" if match[3] else match[2]
        return f"write `each {match[1]}`, and define it: `groups: {{{match[1]}: {{size: {size}}}}}`"
    each = "each " * low.startswith("each ")
    meant = as_id(low.removeprefix("each "))
    return f"write `{each}{meant}`" if meant else ""


def for_together(found: tuple[ForWhom, ...]) -> ForWhom:
    """A list of roles; of a single phrase, what it says."""
    if len(found) == 1:
        return found[0]
    if not all(one.roles for one in found):
        raise MisreadError(
            "a list says for whom by roles only", "a list of roles, such as `[gp, nurse]`", code="bad-for"
        )
    return ForWhom(roles=tuple(role for one in found for role in one.roles))


def read_leads(text: str) -> str:
    """`everything`, or the id of a kind or session."""
    if text.strip() == EVERYTHING or ID.fullmatch(text.strip()):
        return text.strip()
    meant = as_id(re.sub("^(?:all|any) (.+?)s?$", r"\1", text))
    raise MisreadError(
        f"`{shown(text)}` is not what a person leads",
        "`everything`, or ids of kinds or sessions",
        "write `everything`"
        if text.strip().lower() in ("all", "any", "everything", "all of it")
        else f"write `{meant}`" * bool(meant),
        code="bad-leads",
    )


def read_at_most(text: str) -> AtMost:
    """`2 days a week` or `5 days a month`.

    >>> read_at_most("2 days a week")
    AtMost(days=2, unit='week')
    """
    words = " ".join(text.split()).lower()
    match = re.fullmatch(rf"([1-9]\d?|{'|'.join(NUMBERS)}) (?:days?|sessions?) (?:a|per|each) (week|month)", words)
    if match is None:
        raise MisreadError(
            f"`{shown(text)}` does not say how much at most", "`2 days a week` or `5 days a month`", code="bad-at-most"
        )
    return AtMost(NUMBERS.get(match[1]) or int(match[1]), "week" if match[2] == "week" else "month")


ATTENDING = "`required`, `expected`, `optional`, `all`, `4 of 5`, `all but 2` or `80%`"


def read_attending(value: object) -> object:
    """One word for all, or a block with one for each role."""
    if isinstance(value, dict):
        return Attending(roles=tuple((str(role), _attending_word(word)) for role, word in value.items()))
    return Attending(_attending_word(value)) if isinstance(value, str) else value


def _attending_word(value: object) -> str:
    words = " ".join(str(value or "").split())
    if not re.fullmatch(r"required|expected|optional|all|all but \d{1,2}|\d{1,3} of \d{1,3}|\d{1,3} ?%", words):
        raise MisreadError(f"`{shown(words)}` does not say who has to come", ATTENDING, code="bad-attendance")
    some, of, every = words.partition(" of ")
    if of and int(some) > int(every):
        mend = f"write `{every} of {some}`"
        raise MisreadError(f"`{words}` is more than there are", ATTENDING, mend, code="bad-attendance")
    return words
