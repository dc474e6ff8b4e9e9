"""The nouns of a programme, as its file says them. What is derived from them lives in `sessions`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from hsplan.calendars.model import CalendarAsked
from hsplan.dates.phrases import MisreadError, shown
from hsplan.language import (
    ID,
    ALength,
    Gaps,
    Id,
    Ids,
    Noun,
    Number,
    OnWeekdays,
    Ranges,
    SomeWords,
    Start,
    Times,
    Words,
    YesOrNo,
    one_of,
    one_title,
    some_of,
)
from hsplan.programme.reuse import CohortOverrides, Overrides, SharedFiles
from hsplan.programme.when import During, When, read_step_when, read_when

EVERYTHING = "everything"
LONGEST_DOMAIN = 120


@dataclass(frozen=True, slots=True)
class Leaders:
    """Who leads: so many of those who qualify, and these people by name."""

    number: int = 0
    people: tuple[str, ...] = ()

    @property
    def needed(self) -> int:
        """How many people it takes."""
        return max(self.number, len(self.people))


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many members a group may have, from `least` to `most`."""

    least: int
    most: int


def read_leaders(text: str) -> Leaders:
    """`2 facilitators`, or the id of a person.

    >>> read_leaders("2 facilitators"), read_leaders("facilitator-a")
    (Leaders(number=2, people=()), Leaders(number=0, people=('facilitator-a',)))
    """
    words = " ".join(text.split())
    if match := re.fullmatch(r"([1-9]\d?) facilitators?", words):
        return Leaders(number=int(match[1]))
    if ID.fullmatch(words):
        return Leaders(people=(words,))
    raise MisreadError(
        f"`{shown(text)}` does not say who leads",
        "`2 facilitators`, the id of a person, or a list of ids",
        code="bad-leaders",
    )


def read_sizes(text: str) -> Sizes:
    """`5 to 8`, or one number.

    >>> read_sizes("5 to 8")
    Sizes(least=5, most=8)
    """
    match = re.fullmatch(r"([1-9]\d{0,3})(?:(?: to |-)([1-9]\d{0,3}))?", " ".join(text.split()))
    if match is None or int(match[2] or match[1]) < int(match[1]):
        raise MisreadError(f"`{shown(text)}` is not a size", "a size such as `6` or `5 to 8`", code="bad-size")
    return Sizes(int(match[1]), int(match[2] or match[1]))


def read_domain(text: str) -> str:
    """A domain name of letters, digits, hyphens and dots (RFC 1035, 2.3.1): it stands in the id of every entry."""
    label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    if len(text) <= LONGEST_DOMAIN and re.fullmatch(rf"{label}(?:\.{label})*", text):
        return text
    raise MisreadError(f"`{shown(text)}` is not a domain", "a name such as `healthskills.example`", code="bad-domain")


def read_for(text: str) -> str:
    """The group of `each GROUP`, or nothing for `everyone`."""
    words = " ".join(text.split())
    if words == "everyone":
        return ""
    if match := re.fullmatch(rf"each ({ID.pattern})", words):
        return match[1]
    raise MisreadError(
        f"`{shown(text)}` does not say for whom",
        "`everyone` or `each GROUP`, such as `each set`",
        code="bad-for",
    )


def _leads(text: str) -> str:
    if text.strip() == EVERYTHING or ID.fullmatch(text.strip()):
        return text.strip()
    raise MisreadError(
        f"`{shown(text)}` is not what a person leads",
        "`everything`, or ids of kinds or sessions",
        code="bad-leads",
    )


def _together(found: tuple[Leaders, ...]) -> Leaders:
    return Leaders(sum(one.number for one in found), tuple(id_ for one in found for id_ in one.people))


Domain = Annotated[str, *one_of(read_domain, "healthskills.example")]
Who = Annotated[Leaders, *some_of(read_leaders, "2 facilitators", joined=_together)]
Size = Annotated[Sizes, *one_of(read_sizes, "5 to 8")]
ForWhom = Annotated[str, *one_of(read_for, "everyone", "each set")]
Moments = Annotated[tuple[When, ...], *some_of(read_when, "at the end", "June to July")]
Moment = Annotated[When | During, *one_of(read_step_when, "at the end", "during day-3")]
Leads = Annotated[tuple[str, ...], *some_of(_leads, EVERYTHING)]
Weight = Literal["off", "low", "normal", "high"]


class Topic(Noun):
    """A skill or a need."""

    title: Words
    """What it is called."""
    note: Words | None = None
    """Words only; plans nothing."""


NamedTopic = Annotated[Topic, BeforeValidator(one_title, json_schema_input_type=Topic | str)]


class Part(Noun):
    """A stretch of a session's day, inseparable from the rest of it."""

    title: Words | None = None
    """What it is called. Its id in words unless stated."""
    time: Times | None = None
    """From when to when."""
    for_: ForWhom = ""
    """For everyone, or for each of a group."""
    with_: Who | None = None
    """Who leads it."""


class Shared(Noun):
    """What may stand on a session, its kind, its phase or the programme; the nearest wins."""

    weekdays: OnWeekdays | None = None
    """On which days of the week. Monday to Friday unless stated."""
    time: Times | None = None
    """From when to when on the day."""
    where: Ids | None = None
    """Venues, any of which will do."""
    with_: Who | None = None
    """Who leads: `2 facilitators`, or ids of people."""


class Kind(Shared):
    """What the sessions of a kind have in common."""

    extends: Id | None = None
    """The kind that this one varies."""
    title: Words | None = None
    """What one of them is called: `insight day`."""
    plural: Words | None = None
    """What several are called: `insight days`."""
    parts: dict[Id, Part] | None = None
    """The pieces of its day, in order."""
    summary: Words | None = None
    """What it is, in words for the views."""


class WrittenSession(Shared):
    """A session as the file says it: anything with a date."""

    kind: Id
    """What it is: a built-in kind, or one of `kinds`."""
    title: Words | None = None
    """What it is called."""
    teaches: Ids = ()
    """The skills that it teaches."""
    practises: Ids = ()
    """The skills, taught before, that it practises."""
    summary: Words | None = None
    """What it is about, in words for the views."""
    preparation: Words | None = None
    """What participants do beforehand."""
    scenario: Words | None = None
    """A challenge's situation and roles: for facilitators' eyes only."""
    parts: dict[Id, Part] | None = None
    """The pieces of its day, in order."""
    when: Moments = ()
    """Its moment; all that are listed must hold."""


class Phase(Shared):
    """A phase of the programme: a trimester."""

    title: Words | None = None
    """What it is called."""
    note: Words | None = None
    """Words only; plans nothing."""
    length: ALength | None = None
    """How long it is. Phases without a length share evenly what is left."""
    gap: Gaps = ()
    """What lies between the first days of its successive sessions."""
    sessions: dict[Id, WrittenSession] = {}
    """What happens in it, in the order written."""


class Outcome(Noun):
    """What the project is measured by."""

    measure: Words
    """What is counted or observed."""
    baseline: Words | None = None
    """Where it stood at the start."""
    target: Words | None = None
    """Where it is to stand at the end."""


class Milestone(Noun):
    """A step of the project."""

    title: Words
    """What is reached."""
    when: Moment
    """When: on the day of a session (`during day-3`), on a day, or at the end."""


class Project(Noun):
    """The thread through the whole programme."""

    title: Words
    """What it is called."""
    summary: Words | None = None
    """What it is about."""
    serves: Ids = ()
    """The needs that it serves."""
    outcomes: dict[Id, Outcome] = {}
    """What it is measured by."""
    milestones: dict[Id, Milestone] = {}
    """Its steps, in order."""
    delivery: Moment | None = None
    """When it is delivered: `at the end`, or during a session."""


class Person(Noun):
    """Someone who leads, or someone to know."""

    name: Words
    """Their name, or a role label."""
    title: Words | None = None
    """Their position."""
    leads: Leads = ()
    """What they may lead: `everything`, or ids of kinds or sessions."""
    away: Ranges = ()
    """Days on which they cannot come."""
    ethics: Words | None = None
    """The code of ethics that they have accepted."""


class Venue(Noun):
    """Where sessions are held."""

    name: Words
    """What it is called."""
    town: Words | None = None
    """Where it is."""
    seats: Number | None = None
    """How many people it seats."""
    closed: Ranges = ()
    """Days on which it cannot be used."""


class Group(Noun):
    """How participants are divided: action learning sets of five to eight, say."""

    size: Size
    """How many members each has."""
    with_: Who | None = None
    """Who leads each."""
    mixes: SomeWords = ()
    """What each brings together: roles, practices."""


class Preferences(Noun):
    """How much each preference counts, in plain words."""

    even_spread: Weight = "normal"
    """Sessions evenly over the whole length."""
    favourite_days: Weight = "normal"
    """The weekdays that sessions mostly ask for."""
    rotation: Weight = "normal"
    """Weekdays taken in turn: who works part-time is otherwise always shut out."""
    days_to_avoid: Weight = "normal"
    """Not on days that the calendar says to avoid; on those that it prefers."""


class Programme(Shared):
    """What was asked for: one bespoke programme."""

    title: Words
    """What it is called."""
    provider: Words | None = None
    """Who runs it."""
    client: Words | None = None
    """For which organisation."""
    network: Words | None = None
    """For which network of practices."""
    audience: SomeWords = ()
    """The roles it is for."""
    participants: Number | None = None
    """How many take part."""
    note: Words | None = None
    """Words only; plans nothing."""
    start: Start | None = None
    """Its first day or month."""
    length: ALength
    """The stretch that it is spread over."""
    country: Words | None = None
    """Gives the bank holidays and the time zone. Of the UK, name the nation."""
    timezone: Words | None = None
    """The time zone, where the country does not give it: `Pacific/Honolulu`."""
    domain: Domain = "hsplan.invalid"
    """The right half of the ids of its calendar entries."""
    template: YesOrNo = False
    """Whether it is a base for others: checked, never planned."""
    calendar: CalendarAsked = CalendarAsked()
    """Which days are closed, to be avoided or preferred."""
    gap: Gaps = ()
    """What lies between the first days of successive sessions."""
    needs: dict[Id, NamedTopic] = {}
    """The health needs of the locality."""
    skills: dict[Id, NamedTopic] = {}
    """What participants learn."""
    ethics: Words | None = None
    """The code of ethics that all who lead must have accepted."""
    kinds: dict[Id, Kind] = {}
    """Kinds of its own, and what it adds to the built-in ones."""
    groups: dict[Id, Group] = {}
    """How participants are divided."""
    people: dict[Id, Person] = {}
    """Who leads, and who to know."""
    venues: dict[Id, Venue] = {}
    """Where sessions are held."""
    trimesters: dict[Id, Phase] = {}
    """Its phases by their usual word, in order."""
    phases: dict[Id, Phase] = {}
    """Its phases by any other name, in order."""
    sessions: dict[Id, WrittenSession] = {}
    """Its sessions, where it has no phases."""
    project: Project | None = None
    """The project that runs through it."""
    preferences: Preferences = Preferences()
    """What makes one plan better than another, and by how much."""
    use: Annotated[SharedFiles, Field(exclude=True)] = ()
    """Shared files to take people, venues, skills and the like from, named from the folder of the programme."""
    extends: Annotated[Id | None, Field(exclude=True)] = None
    """The programme of the same folder that it varies: keys merge, `null` takes something out, all else replaces."""
    variants: Annotated[dict[Id, Overrides], Field(exclude=True)] = {}
    """Named variations for cohorts to follow: keys of a programme that differ."""
    cohorts: Annotated[dict[Id, CohortOverrides], Field(exclude=True)] = {}
    """Its runs, each planned by itself as `ID.COHORT`: `start`, `variant`, and keys of a programme that differ."""
