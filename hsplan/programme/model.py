"""The nouns of a programme, as its file says them. What is derived from them lives in `sessions`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Discriminator, Field, PrivateAttr, Tag

from hsplan.calendars.model import AwayDays, CalendarAsked
from hsplan.dates.misread import MisreadError
from hsplan.language import (
    ALength,
    Day,
    Gaps,
    Id,
    Ids,
    Noun,
    Number,
    OnWeekdays,
    SomeWords,
    Start,
    Words,
    YesOrNo,
    one_title,
    read_number,
)
from hsplan.programme.entries import Email, Entries, Link, Members, Organiser
from hsplan.programme.joint import Joint
from hsplan.programme.reuse import CohortOverrides, Overrides, SharedFiles
from hsplan.programme.values import (
    Attendance,
    Cap,
    Choose,
    Count,
    Domain,
    Every,
    Hours,
    KindId,
    Lasts,
    Leads,
    Modes,
    Moment,
    Moments,
    Pause,
    Places,
    Size,
    StatedLength,
    Taken,
    Total,
    Weight,
    Who,
    Whom,
)
from hsplan.programme.who import (
    ForWhom,
)


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
    time: Hours | None = None
    """From when to when, or in which part of the day."""
    lasts: Lasts | None = None
    """How long it lasts, where that is not clock times."""
    for_: Whom = ForWhom()
    """For everyone, for each of a group, or for one of it."""
    with_: Who | None = None
    """Who leads it."""


class Shared(Noun):
    """What may stand on a session, its kind, its phase or the programme; the nearest wins."""

    weekdays: OnWeekdays | None = None
    """On which days of the week. Monday to Friday unless stated."""
    time: Hours | None = None
    """From when to when on the day, from when (`from 14:00`), or in which part of it (`evening`)."""
    where: Places | None = None
    """Venues, any of which will do."""
    with_: Who | None = None
    """Who leads: `2 facilitators`, `1 coach`, ids of people; or of a role, of which then one leads."""
    mode: Modes | None = None
    """How people meet: `in person`, `online`, `phone` or `blended`; a list where they may choose."""
    attendance: Attendance | None = None
    """Who has to come: `required`, `optional`, `all`, `4 of 5`; or a word for each role."""
    for_: Whom | None = None
    """For whom: `everyone`, a role, `each set`, `each participant`, `half 1`."""
    link: Annotated[Link | None, Field(exclude=True)] = None
    """Where people meet online: `https://meet.example/a`."""


class Formed(Shared):
    """What a session or its kind says of its form."""

    lasts: Lasts | None = None
    """How long it lasts: `3 days`, `half a day`, `1 to 2 hours`, `Mon lunch to Fri lunch`. One day unless stated."""
    overnight: YesOrNo | None = None
    """Whether the nights between its days are part of it."""
    parts: dict[Id, Part] | None = None
    """The pieces of its day, in order."""
    taken: Taken | None = None
    """How groups take it: `side by side` on one date, `in turn` on one date, or `on own dates`."""
    arranged_by: SomeWords = ()
    """Who finds the date: it is then planned as a window with a last day, not as a date."""
    summary: Words | None = None
    """What it is about, in words for the views."""
    preparation: Words | None = None
    """What participants do beforehand."""


class Brought(Formed):
    """A session that another brings with it; its `when` is beside that one."""

    kind: KindId
    """What it is: a built-in kind, or one of `kinds`."""
    title: Words | None = None
    """What it is called."""
    teaches: Ids = ()
    """The skills that it teaches."""
    practises: Ids = ()
    """The skills, taught before, that it practises."""
    scenario: Words | None = None
    """A challenge's situation and roles: for facilitators' eyes only."""
    note: Words | None = None
    """What those who run it have to know, such as how the room is set: for facilitators and the venue only."""
    when: Moments = ()
    """Its moment, or the stretch that a strand fills; all that are listed must hold."""
    depends_on: Words | None = None
    """What it still depends on: until then it is provisional."""


class Kind(Formed):
    """What the sessions of a kind have in common."""

    extends: Id | None = None
    """The kind that this one varies."""
    title: Words | None = None
    """What one of them is called: `insight day`."""
    plural: Words | None = None
    """What several are called: `insight days`."""
    gap: Gaps = ()
    """What lies between the first days of successive sessions of it."""
    brings: dict[Id, Brought] = {}
    """Sessions that come with each of these, such as a dinner the evening before."""


class WrittenSession(Brought):
    """A session or strand as the file says it: anything with a date, or a stretch of days."""

    count: Count = 1
    """How many there are of it; `unknown` where that is not known."""
    every: Every | None = None
    """In what rhythm: `month`, `2 weeks`, `third Thu`, `at least 3 weeks`."""
    choose: Choose | None = None
    """How many of them each participant takes: a number, or `any`."""
    gap: Gaps = ()
    """What lies between the first day of the session before it and its own, and between those of its `count`."""
    brings: dict[Id, Brought] = {}
    """Sessions that come with each of these, such as a dinner the evening before."""
    joint_with: Ids = ()
    """Other cohorts of the file that hold it together with this one: one time, one place, the same people."""


class Phase(Shared):
    """A phase of the programme: a trimester."""

    title: Words | None = None
    """What it is called."""
    note: Words | None = None
    """Words only; plans nothing."""
    length: ALength | None = None
    """How long it is. Phases without a length share evenly what is left."""
    break_: Pause | None = None
    """How long a pause comes before it; `even` for an equal share of what the phases leave."""
    gap: Gaps = ()
    """What lies between the first days of its successive sessions."""
    sessions: dict[Id, WrittenSession] = {}
    """What happens in it, in the order written."""
    strands: dict[Id, WrittenSession] = {}
    """What runs alongside: on dates where it says a `count`, else as a stretch."""
    depends_on: Words | None = None
    """What it still depends on: until then it is provisional."""


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
    """On the day of a session (`during day-3`), on a day, or at the end."""


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
    away: AwayDays = ()
    """Days on which they cannot come: `3 to 14 Oct 2011`, `Aug` of every year, `Mon` of every week,
    `every other Thu from 6 Jan 2011`, `{ics: a.ics}`."""
    role: Id | None = None
    """The role they hold. Facilitator unless stated."""
    at_most: Cap | None = None
    """How much they lead at most: `2 days a week`."""
    town: Words | None = None
    """Where they are based: to lead in another town is travel."""
    ethics: Words | None = None
    """The code of ethics that they have accepted."""
    email: Annotated[Email | None, Field(exclude=True)] = None
    """Where invitations and briefings are sent to."""


class Venue(Noun):
    """Where sessions are held."""

    name: Words
    """What it is called."""
    town: Words | None = None
    """Where it is."""
    address: Annotated[Words | None, Field(exclude=True)] = None
    """Where to go, as on an envelope."""
    email: Annotated[Email | None, Field(exclude=True)] = None
    """Whom to write to about the room."""
    seats: Number | None = None
    """How many people it seats."""
    closed: AwayDays = ()
    """Days on which it cannot be used: `3 to 14 Oct 2011`, `Aug` of every year, `Mon` of every week,
    `every other Thu from 6 Jan 2011`, `{ics: a.ics}`. Whole days only."""


class Group(Noun):
    """How participants are divided: action learning sets of five to eight, pairs, halves, tracks."""

    title: Words | None = None
    """What one is called."""
    size: Size | None = None
    """How many members each has."""
    number: Number | None = None
    """How many there are."""
    of: dict[Id, Size] = {}
    """Of which roles each is made: `{clinician: 1, manager: 1}`."""
    with_: Who | None = None
    """Who leads each: `1 facilitator`; of several ids all lead every one. Where each has its own, write a session or
    strand for each: `{for: set 1, with: adviser-1}`."""
    mixes: SomeWords = ()
    """What each brings together: roles, practices."""
    note: Words | None = None
    """Words only; plans nothing."""


class Role(Noun):
    """A part that people play: coach, sponsor, line manager."""

    title: Words | None = None
    """What it is called."""
    number: Number | None = None
    """How many there are."""
    per: Id | None = None
    """For each of which group, or `participant`, there is one."""
    is_: Id | None = None
    """The role that it is another name for."""
    note: Words | None = None
    """Words only; plans nothing."""


class Participant(Noun):
    """Someone who takes part."""

    name: Words
    """Their name, or a role label."""
    role: Words | None = None
    """Their role: one of the audience."""
    practice: Words | None = None
    """Where they work."""
    weekdays: OnWeekdays | None = None
    """On which days of the week they work, where they do not work on all."""
    away: AwayDays = ()
    """Days on which they cannot come: `3 to 14 Oct 2011`, `every other Thu from 6 Jan 2011`, `{ics: a.ics}`."""
    in_: Annotated[Members, Field(exclude=True)] = ()
    """Of which set, and of which other groups, they are: `set 1`."""
    email: Annotated[Email | None, Field(exclude=True)] = None
    """Where invitations and joining instructions are sent to."""


def read_participants(value: object) -> object:
    """A number, or a block of people."""
    if isinstance(value, list):
        mend = "give each an id: `participant-a: …`"
        raise MisreadError("expected words, found a list", "a number, or people by id", mend, code="wrong-shape")
    return read_number(value) if value is None or isinstance(value, str | list) else value


def number_or_people(value: object) -> str:
    """Which of the two `participants` holds, so that what is wrong with one is not told of the other as well."""
    return "people" if isinstance(value, dict) else "number"


Participants = Annotated[
    Annotated[int, Tag("number")] | Annotated[dict[Id, Participant], Tag("people")],
    Discriminator(number_or_people),
    BeforeValidator(read_participants),
]


class Waiver(Noun):
    """A rule that is set aside on purpose."""

    rule: Id
    """The code of the rule, as a finding names it."""
    for_: Ids
    """The sessions for which it is set aside."""
    why: Words
    """The reason."""
    by: Words
    """Who decided it."""
    until: Day
    """The last day that it covers."""


class HoursStated(Noun):
    """Hours as the programme states them."""

    total: Total | None = None
    """All of them."""
    attendance: Total | None = None
    """Those spent together."""
    study: Total | None = None
    """Those of one's own study."""


class Stated(Noun):
    """Totals that the programme is said to have; hsplan counts them again."""

    hours: HoursStated | None = None
    """Hours: total, attendance, study."""
    days: Total | None = None
    """Days of sessions; a half day counts a half."""
    sessions: Total | None = None
    """How many sessions."""


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
    few_absences: Weight = "normal"
    """The fewest absences, and not the same ones again, where `participants` say on which days they work."""
    same_facilitator: Weight = "normal"
    """The same people lead throughout."""
    fair_load: Weight = "low"
    """Those who may lead share the sessions."""
    little_travel: Weight = "normal"
    """People lead in their own `town`."""
    # Left out of the fingerprint: it makes no plan another one until something else does.
    notice: Annotated[Weight, Field(exclude=True)] = "normal"
    """Changes well ahead rather than soon, where a plan is changed `--as-of` a day."""


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
    participants: Participants | None = None
    """How many take part, or the people themselves by id: `{name, role, practice}`."""
    note: Words | None = None
    """Words only; plans nothing."""
    start: Start | None = None
    """Its first day or month."""
    length: StatedLength
    """The stretch that it is spread over; with `about`, a preference; or `unknown`."""
    country: Words | None = None
    """Gives the bank holidays and the time zone. Of the UK, name the nation."""
    timezone: Words | None = None
    """The time zone, where the country does not give it: `Pacific/Honolulu`."""
    domain: Domain = "hsplan.invalid"
    """The right half of the ids of its calendar entries."""
    organiser: Annotated[Organiser | None, Field(exclude=True)] = None
    """Who invites: `{name, email}`."""
    entries: Annotated[Entries, Field(exclude=True)] = Entries.model_construct()
    """How calendar entries are wanted: `{each: part, reminder: 1 day, windows: no}`."""
    template: YesOrNo = False
    """Whether it is a base for others: checked, never planned."""
    calendar: CalendarAsked = CalendarAsked.model_construct()
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
    roles: dict[Id, Role] = {}
    """Parts that people play, besides those of the audience and the facilitators."""
    people: dict[Id, Person] = {}
    """Who leads, and who to know."""
    venues: dict[Id, Venue] = {}
    """Where sessions are held."""
    trimesters: dict[Id, Phase] = {}
    """Its phases by their usual word, in order."""
    phases: dict[Id, Phase] = {}
    """Its phases by any other name, in order."""
    sessions: dict[Id, WrittenSession] = {}
    """Its sessions in order, where it has no phases; beside phases, those at an edge or beside another session."""
    strands: dict[Id, WrittenSession] = {}
    """What runs alongside: on dates where it says a `count`, else as a stretch."""
    dates: dict[Id, Moment] = {}
    """Days that are not sessions: when applications close."""
    project: Project | None = None
    """The project that runs through it."""
    preferences: Preferences = Preferences.model_construct()
    """What makes one plan better than another, and by how much."""
    otherwise: Words | None = None
    """What a missed session asks of a participant."""
    assessment: Words | None = None
    """How participants are assessed."""
    award: Words | None = None
    """What they are awarded."""
    load: Words | None = None
    """How much of their time it takes: `2 days a month`."""
    fee: Words | None = None
    """What it costs."""
    stated: Stated | None = None
    """Totals as published; a difference from what hsplan counts is a warning."""
    notice: ALength | None = None
    """How long before a session its date does not change any more, once people were told: see `schedule --as-of`."""
    waive: tuple[Waiver, ...] = ()
    """Rules that are set aside on purpose."""
    use: Annotated[SharedFiles, Field(exclude=True)] = ()
    """Shared files to take people, venues, skills and the like from, named from the folder of the programme."""
    extends: Annotated[Id | None, Field(exclude=True)] = None
    """The programme of the same folder that it varies: keys merge, `null` takes something out, all else replaces."""
    variants: Annotated[dict[Id, Overrides], Field(exclude=True)] = {}
    """Named variations for cohorts to follow: keys of a programme that differ."""
    cohorts: Annotated[dict[Id, CohortOverrides], Field(exclude=True)] = {}
    """Its runs, each planned by itself as `ID.COHORT`: `start`, `variant`, and keys of a programme that differ."""
    _joint: Mapping[str, Joint] = PrivateAttr(default_factory=dict)

    @property
    def joint(self) -> Mapping[str, Joint]:
        """What it holds together with other cohorts that did not cancel it, by session; known once it is opened."""
        return self._joint

    def holding(self, joint: Mapping[str, Joint]) -> Programme:
        """The programme, with what it holds together with other cohorts."""
        found = self.model_copy()
        found._joint = joint  # noqa: SLF001 - a copy of its own
        return found
