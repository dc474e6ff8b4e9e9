"""The rows that views show: names for ids, and moments for times. Views know nothing else of a programme."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import time
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from hsplan.dates.days import DayRange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime, timedelta

    from hsplan.plan.model import Status
    from hsplan.programme.model import Outcome
    from hsplan.schedule.readers import Eyes, Reader

SATURDAY_AND_SUNDAY = (5, 6)


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id and a name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A venue as people see it."""

    id: str
    name: str
    town: str | None
    address: str | None = None
    seats: int | None = None

    @property
    def where(self) -> str:
        """Its name and, on the same line, its address, or its town where that is all that is known."""
        lines = (self.address or "").splitlines()
        if self.town and self.town.casefold() not in (self.address or "").casefold():
            lines.append(self.town)
        return ", ".join(words for words in (self.name, *(line.strip(" ,") for line in lines)) if words)


@dataclass(frozen=True, slots=True)
class RowPart:
    """A stretch of a session's day; start and end carry their time zone, and are None where no time is stated."""

    id: str
    title: str
    start: datetime | None
    end: datetime | None
    words: str = ""
    """The time where it is no stretch: `from 14:00`, `evening`."""
    whom: str = ""
    """For whom, where that is not everyone."""
    apart: int = 0
    """In how many groups people meet apart, where they do and the number is known."""
    attendees: tuple[str, ...] = ()
    """Of the session's attendees, those who take part in it."""
    earliest: time | None = None
    """When it may start at the earliest, where its words tell: 18:00 of an `evening`."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A session that teaches a skill."""

    id: str
    title: str
    first: date


@dataclass(frozen=True, slots=True)
class Row:
    """A session on its day."""

    id: str
    item: str
    """The id that it is written under, which those of one `count` share."""
    kind: str
    kind_title: str
    title: str
    phase: str | None
    first: date
    last: date
    parts: tuple[RowPart, ...]
    teaches: tuple[Named, ...]
    practises: tuple[Named, ...]
    facilitators: tuple[Named, ...]
    venue: Place | None
    summary: str | None
    preparation: str | None
    status: Status
    sequence: int
    changed: datetime
    """When what is shown of it last changed."""
    whom: str = ""
    """For whom, where that is not everyone."""
    modes: tuple[str, ...] = ()
    attendance: str = ""
    depends_on: str | None = None
    """What it still depends on: until then it is provisional."""
    host: str | None = None
    """The session that it is held together with."""
    joint: tuple[str, ...] = ()
    """The other cohorts that hold it as well: it is one session of them all."""
    together_with: tuple[str, ...] = ()
    """What people call those."""
    one_room_with: tuple[str, ...] = ()
    """Those of them that are in the same place: it is one booking, and all are expected there."""
    overnight: bool = False
    waived: tuple[str, ...] = ()
    """Rules that are set aside for it, each with the reason and who decided it."""
    link: str | None = None
    """Where people meet online."""
    attendees: tuple[str, ...] = ()
    """The ids of those participants, of the ones known by name, who come to it."""
    expected: int | None = None
    """How many participants come, where that is known."""
    scenario: str | None = None
    """A challenge's situation: only ever there for facilitators' eyes."""
    note: str | None = None
    """What those who run it have to know: only ever there for the eyes of facilitators and venues."""
    kind_plural: str = ""
    """What several of its kind are called."""
    each: tuple[str, ...] = ()
    """The ids of its parts, where each has a calendar entry of its own; none where it has one a day."""
    ended: tuple[str, ...] = ()
    """Entries of it that people were told of and that are no more: `d1` of its first day, a part, or `d3.talk`."""
    no_longer: tuple[str, ...] = ()
    """The ids of participants who were told that they come to it, and do not: only for the office's eyes."""
    leads_no_longer: tuple[str, ...] = ()
    """The same of those who led it."""
    untold: tuple[str, ...] = ()
    """The ids of those who would lead or come to what is cancelled, and were never told of it."""
    left: tuple[int, datetime] | None = None
    """The sequence and the moment of what they are told, where those are not its own."""
    only_for_others: bool = False
    """Whether it is for roles that no participant has, such as line managers."""

    @property
    def days(self) -> DayRange:
        """The days that it takes."""
        return DayRange(self.first, self.last)

    @property
    def jointly(self) -> str:
        """With which other cohorts it is held, in words; nothing where it is one cohort's own."""
        return f"together with {', '.join(self.together_with)}" if self.joint else ""

    @property
    def start(self) -> datetime | None:
        """When the first of its parts starts, where times are stated."""
        return min((part.start for part in self.parts if part.start is not None), default=None)

    @property
    def end(self) -> datetime | None:
        """When the last of its parts ends, where times are stated."""
        return max((part.end for part in self.parts if part.end is not None), default=None)


def as_participants_see(row: Row) -> Row:
    """A session without what is only for those who run it, and without who else comes."""
    parts = tuple(replace(part, attendees=()) for part in row.parts)
    return replace(row, scenario=None, note=None, attendees=(), parts=parts)


def called_off(row: Row) -> Row:
    """A session as those see it who are not wanted at it any more, without what is not for their eyes."""
    sequence, changed = row.left or (row.sequence, row.changed)
    return replace(as_participants_see(row), status="cancelled", sequence=sequence, changed=changed)


def in_order(row: Row) -> tuple[date, time, bool]:
    """By which sessions are listed: their day and time; what is held within another comes after it."""
    starts = (part.start.time() if part.start is not None else part.earliest for part in row.parts)
    unknown = time.min if row.host is None else time.max
    return row.first, min((one for one in starts if one is not None), default=unknown), row.host is not None


@dataclass(frozen=True, slots=True)
class WindowRow:
    """What gets no date: the days within which it is arranged, or which it fills."""

    id: str
    kind: str
    kind_title: str
    title: str
    phase: str | None
    first: date | None
    last: date | None
    """The last day: the deadline of what is arranged."""
    arranged_by: tuple[str, ...]
    detail: str
    """How many, how often and for whom, in words."""
    depends_on: str | None
    teaches: tuple[Named, ...] = ()
    practises: tuple[Named, ...] = ()
    status: Status = "tentative"
    sequence: int = 0
    changed: datetime | None = None
    """When what is shown of it last changed."""

    def when(self, told: Callable[[date], str]) -> str:
        """Its days, with the last as the deadline of what is arranged; nothing where none is known."""
        if self.first and self.last:
            return _from_to(self.first, self.last, told)
        return f"by {told(self.last)}" if self.last else f"from {told(self.first)}" if self.first else ""


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day that is no session's; without a day where only the words are known."""

    id: str
    title: str
    first: date | None
    last: date | None
    words: str

    def when(self, told: Callable[[date], str]) -> str:
        """The day, or the first and last of several; where none is known, how it is written."""
        return _from_to(self.first, self.last or self.first, told) if self.first else self.words


def _from_to(first: date, last: date, told: Callable[[date], str]) -> str:
    return told(first) if first == last else f"{told(first)} to {told(last)}"


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase and its days."""

    id: str
    title: str | None
    days: DayRange
    depends_on: str | None = None
    """What it still depends on: until then it is provisional."""


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A step of the project; its day is None where nothing fixes one, its session where it belongs to none."""

    id: str
    title: str
    date: date | None
    session: str | None


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """The project with its milestones on their days."""

    title: str
    serves: tuple[Named, ...]
    outcomes: Mapping[str, Outcome]
    milestones: tuple[MilestoneRow, ...]
    summary: str | None = None
    """What it is about."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Someone who takes part, leads, or is to be known."""

    id: str
    name: str
    role: str
    """What they are, in words: `GP`, `facilitator`, `Manager of the network`."""
    practice: str | None = None
    groups: tuple[str, ...] = ()
    """The sets and other groups that they are in: `set 1`."""
    role_id: str = ""
    """The role of a participant as `--for` names it."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody's name and address for mail."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class EntriesWished:
    """How a programme's author wants its calendar entries."""

    each: Literal["day", "part"] = "day"
    """What one entry is of."""
    reminder: timedelta | None = None
    """How long before the start an alarm rings; none unless asked for."""
    windows: bool = True
    """Whether stretches without a date are entries of whole days."""


@dataclass(frozen=True)
class Schedule:
    """A programme on its days, ready to be shown."""

    id: str
    """What tells it from others of the workspace: `stepney`, or of a cohort `stepney.north`."""
    title: str
    provider: str | None
    client: str | None
    network: str | None
    audience: tuple[str, ...]
    cohort: str | None
    days: DayRange
    length_months: int | None
    timezone: str | None
    status: Literal["tentative", "confirmed"]
    calendar_id: str
    domain: str
    revision: int
    phase_word: str
    phases: tuple[PhaseRow, ...]
    rows: tuple[Row, ...]
    windows: tuple[WindowRow, ...]
    dates: tuple[DayRow, ...]
    facts: Mapping[str, str]
    """What else the programme says of taking part: attendance, assessment, award, load, fee, notice."""
    project: ProjectRow | None
    closed: Mapping[date, str]
    gone: tuple[Row, ...] = ()
    """What people were told of and holds no more, at all or for this reader: cancelled, for those who have it."""
    gone_windows: tuple[WindowRow, ...] = ()
    """The same of windows."""
    deadlines: tuple[WindowRow, ...] = ()
    """Dates and milestones of a day of their own, as they stand in calendars, with those that are no more."""
    size: int | None = None
    """How many take part, where that is known."""
    needs: tuple[Named, ...] = ()
    """The health needs of the locality."""
    skills: tuple[Named, ...] = ()
    """All that is to be learnt, in the order of the programme."""
    taught: Mapping[str, tuple[Taught, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By the id of a skill the sessions that teach it, in order of date: all of them, whoever it is narrowed to."""
    participants: tuple[PersonRow, ...] = ()
    """Who takes part, where they are known by name."""
    people: tuple[PersonRow, ...] = ()
    """Who leads, and who to know."""
    venues: tuple[Place, ...] = ()
    shared: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What tells a person or venue of a shared file, by id, from those of one id in other programmes."""
    entries: EntriesWished = EntriesWished()
    organiser: Contact | None = None
    """Who invites."""
    contacts: Mapping[str, Contact] = field(default_factory=lambda: MappingProxyType({}))
    """How to write to people, by id: only ever there for the office's eyes."""
    reader: Reader | None = None
    """For whom it was narrowed; None where it is whole."""
    eyes: Eyes = "participants"
    """Who may see it."""
    kinds: tuple[str, ...] = ()
    """What the kinds of all its sessions are called, in the order of the programme, whoever it is narrowed to.

    So each keeps its sign; those that are called alike have one.
    """
    weekend: tuple[int, ...] = SATURDAY_AND_SUNDAY
    """The days of the country's weekend, Monday as 0."""
    unsettled: tuple[str, ...] = ()
    """Days that are provisional, or either of several, by the id of their block and in words."""

    @property
    def name(self) -> str:
        """What it is called, with the cohort whose run it is."""
        return self.title if self.cohort is None else f"{self.title} ({self.cohort})"

    @property
    def organisers(self) -> tuple[str, ...]:
        """Who runs it, and for whom: provider, client and network, as far as they are known."""
        return tuple(name for name in (self.provider, self.client, self.network) if name)

    @property
    def held(self) -> list[Row]:
        """The sessions that are not cancelled."""
        return [row for row in self.rows if row.status != "cancelled"]

    @property
    def held_windows(self) -> list[WindowRow]:
        """The windows that are not cancelled."""
        return [one for one in self.windows if one.status != "cancelled"]

    @property
    def milestones(self) -> tuple[MilestoneRow, ...]:
        """The steps of its project, if it has one."""
        return self.project.milestones if self.project is not None else ()

    def phase_of(self, row: Row | WindowRow) -> PhaseRow | None:
        """The phase that something is in, if any."""
        return next((one for one in self.phases if one.id == row.phase), None)
