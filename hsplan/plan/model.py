"""The nouns of a plan, as its file says them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal, get_args

from hsplan.dates.days import DayRange
from hsplan.dates.misread import MisreadError, shown
from hsplan.language import (
    ID,
    LONGEST_ID,
    Day,
    Id,
    Ids,
    Noun,
    SomeWords,
    Start,
    Times,
    Words,
    YesOrNo,
    one_of,
    some_of,
)
from hsplan.programme.entries import Email
from hsplan.programme.reuse import ProgrammeName
from hsplan.programme.values import Domain

if TYPE_CHECKING:
    from hsplan.programme.sessions import Session

FORMAT = 1
"""The version of the plan file that this hsplan writes. Older ones are read for ever; newer ones are refused."""


FIRST_YEAR = 1970
"""Before which no plan was written: SOURCE_DATE_EPOCH counts from then."""
LONGEST_CALENDAR_ID = 2 * LONGEST_ID + 20
LONGEST_SESSION_ID = 5 * LONGEST_ID


def read_instant(text: str) -> datetime:
    """A moment in UTC, to the second.

    >>> read_instant("2010-11-01T09:00:00Z")
    datetime.datetime(2010, 11, 1, 9, 0, tzinfo=datetime.timezone.utc)
    """
    try:
        found = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        found = None
    if found is None or found.year < FIRST_YEAR:
        raise MisreadError(f"`{shown(text)}` is not a moment", "UTC such as `2010-11-01T09:00:00Z`", code="bad-instant")
    return found


def read_count(text: str) -> int:
    """A whole number, 0 or more."""
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise MisreadError(f"`{shown(text)}` is not a count", "a whole number, 0 or more", code="bad-number")
    return int(text)


def read_long_id(text: str) -> str:
    """The id of a session, which may hold those of an item, its number and a group."""
    if not ID.fullmatch(text) or len(text) > LONGEST_SESSION_ID:
        raise MisreadError(f"`{shown(text)}` is not the id of a session", "an id such as `day-1`", code="bad-id")
    return text


def read_calendar_id(text: str) -> str:
    """A calendar id: a programme's id and its cohort's, its first month, and a number where it was used before."""
    if not ID.fullmatch(text) or len(text) > LONGEST_CALENDAR_ID:
        raise MisreadError(f"`{shown(text)}` is not a calendar id", "one such as `stepney-2011-01`", code="bad-id")
    return text


LongId = Annotated[str, *one_of(read_long_id)]
LongIds = Annotated[tuple[str, ...], *some_of(read_long_id)]
CalendarId = Annotated[str, *one_of(read_calendar_id, "stepney-2011-01")]
CalendarIds = Annotated[tuple[str, ...], *some_of(read_calendar_id)]
Instant = Annotated[datetime, *one_of(read_instant)]
Count = Annotated[int, *one_of(read_count)]
PINS = ("date", "people", "venue")


def read_pin(text: str) -> str:
    """What of a booking is pinned: its date, its people or its venue."""
    if text not in PINS:
        raise MisreadError(f"`{shown(text)}` cannot be pinned", "`date`, `people` or `venue`", code="bad-pin")
    return text


Pins = Annotated[tuple[str, ...], *some_of(read_pin, *PINS)]
Block = Literal["windows", "dates", "milestones"]
BLOCKS: tuple[Block, ...] = get_args(Block)
"""The blocks of a plan that hold what is no session."""
Status = Literal["tentative", "confirmed", "delivered", "cancelled"]


class Entry(Noun):
    """What stands in people's calendars of a session: its day, times, people and place."""

    title: Words
    """What the session was called when it was last planned; for the reader's eye."""
    date: Day
    """Its day, or the first of several."""
    last: Day | None = None
    """The last of its days, where there are several."""
    times: dict[Id, Times] = {}
    """Its parts, with their times where they are stated."""
    people: Ids = ()
    """Who leads it."""
    venue: Id | None = None
    """Where it is held."""
    status: Status = "tentative"
    """Tentative until published, then confirmed; delivered or cancelled when that is said."""
    sequence: Count = 0
    """How often it has changed since people were first told (RFC 5545, 3.8.7.4). Raised only by `publish`."""
    digest: Words
    """Stands for all that a view shows of it: a change of words counts as a change."""

    @property
    def days(self) -> DayRange:
        """The days that it takes."""
        return DayRange(self.date, self.last or self.date)

    def names(self, session: Session) -> tuple[str, ...]:
        """By which names `times` has the parts of its session: one without parts keeps that of its kind of then."""
        whole = session.undivided and len(self.times) == 1
        return tuple(self.times) if whole else tuple(part.id for part in session.parts)


class Booking(Entry):
    """A session's entry as it is now decided, with what hsplan keeps about it."""

    revision: Count
    """The plan's revision in which it last changed."""
    pinned: Pins = ()
    """What of it stays as it is, whatever else changes: its date, its people, its venue."""
    dropped: YesOrNo = False
    """Whether it is cancelled because the programme has it no more: if it comes back, it is planned again."""
    why: Words | None = None
    """Why this day."""


class Former(Noun):
    """What people were told of a session once, and is no more: calendars that have it are told so."""

    people: Ids = ()
    """Who led it."""
    venues: Ids = ()
    """Where it was held."""
    participants: Ids = ()
    """Who came, of those known by name."""
    entries: SomeWords = ()
    """Entries of it that there were: of a day (`d1`, `d3`), of a part (`talk`), or of both (`d3.talk`)."""
    sequence: Count = 0
    """The sequence of their cancellation, for participants who left what did not change for others; else 0."""
    revision: Count = 0
    """The plan's revision in which those were told; else 0."""


class Told(Entry):
    """What people were told of a session."""

    each: Ids = ()
    """Its parts, where each had an entry of its own."""
    participants: Ids = ()
    """Which participants come, where they are known by name."""
    others: Ids | None = None
    """Who else comes, for their role; None in plans that are older than this word."""
    formerly: Former | None = None
    """What they were told before that."""
    revision: Count = 0
    """The plan's revision in which it last changed; 0 in plans that are older than this word."""

    @property
    def leading(self) -> tuple[str, ...]:
        """Who was told that they lead it, or that they do not any more."""
        return (*self.people, *(self.formerly.people if self.formerly is not None else ()))

    def came(self, *, named: bool) -> tuple[str, ...]:
        """Who was told that they come to it: of participants only where they are `named`, as they are known no more."""
        return (*(self.participants if named else ()), *(self.others or ()))

    @property
    def coming(self) -> tuple[str, ...]:
        """Who was told that they come to it, or that they do not any more."""
        left = self.formerly.participants if self.formerly is not None else ()
        return (*self.came(named=True), *left)


class Address(Noun):
    """How to write to somebody who was told of sessions, also when the programme has them no more."""

    name: Words
    """What they are called."""
    email: Email
    """Their address."""


class Stretch(Noun):
    """The days of what is no session, as people see them."""

    title: Words
    """What it was called when it was last planned; for the reader's eye."""
    from_: Day | None = None
    """The first of the days; none where nothing bounds them."""
    until: Day | None = None
    """The last of the days: the deadline of what is arranged; none where nothing bounds them."""
    arranged_by: SomeWords = ()
    """Who finds the date."""
    dropped: YesOrNo = False
    """Whether the programme has it no more, and people were told of it."""


class Window(Stretch):
    """What gets no date: the days within which it is arranged, or which it fills; or a date, which is no session."""

    sequence: Count = 0
    """How often it has changed since people were first told. Raised only by `publish`."""
    revision: Count = 1
    """The plan's revision in which it last changed."""
    digest: Words | None = None
    """Stands for all that a view shows of it."""
    told: Words | None = None
    """The same of what people were told of it; none before they were."""
    told_in: Count = 0
    """The plan's revision in which that last changed."""
    was: Stretch | None = None
    """What people were told, where that is something else and is known."""

    @property
    def mark(self) -> str:
        """Stands for all that people could be told of it now."""
        return f"dropped {self.digest or ''}" if self.dropped else self.digest or "-"


class Step(Noun):
    """One revision of the plan."""

    revision: Count
    """Its number."""
    at: Instant
    """When it was written."""
    did: Words
    """What was done."""


class Undo(Noun):
    """What the last revision changed, as it was before, so that `hsplan undo` can bring it back."""

    revision: Count
    """The revision that it leads back to."""
    did: Words
    """What was done since, and would be undone."""
    optimum: Words
    """How good the plan was known to be."""
    fingerprint: Words
    """What the programme was then."""
    sessions: dict[LongId, Booking] = {}
    """The bookings that differ, as they were."""
    added: LongIds = ()
    """The sessions that were not there."""
    stopped: Day | None = None
    """The day on which the programme had stopped then."""


class Plan(Noun):
    """What was decided for one programme."""

    hsplan_plan: Count
    """The version of this file's format."""
    programme: ProgrammeName
    """The programme that it plans."""
    calendar_id: CalendarId
    """Part of the id of every calendar entry. Never recomputed; renewed only by `--fresh`."""
    retired: CalendarIds = ()
    """Calendar ids used before, never to be used again."""
    domain: Domain
    """The right half of the id of every calendar entry. Kept with the calendar id."""
    start: Start
    """The programme's first day."""
    revision: Count
    """Rises with each change."""
    published: Count | None = None
    """The revision that people have been told."""
    stopped: Day | None = None
    """The day on which all that was still to be held was cancelled; none where the programme goes on."""
    optimum: Words
    """How good the plan is known to be."""
    fingerprint: Words
    """Stands for the programme and the days that its calendars gave."""
    sessions: dict[LongId, Booking]
    """What was decided for each session, in order of date."""
    windows: dict[LongId, Window] = {}
    """What is arranged by others or fills a stretch of days, with its first and last day."""
    dates: dict[Id, Window] = {}
    """The dates of the programme that come to a day."""
    milestones: dict[Id, Window] = {}
    """The milestones of its project that come to a day and belong to no session."""
    told: dict[LongId, Told] = {}
    """What people were told of each session in the published revision."""
    organiser: Email | None = None
    """The address that invited when people were first told: their programs take updates from no other."""
    addresses: dict[Id, Address] = {}
    """How to write to those who were told, by id, where somebody invites: who leaves is told so once."""
    undo: Undo | None = None
    """How to go back by one revision; none where that is not known."""
    history: tuple[Step, ...]
    """What was done when."""

    def changed_at(self, booking: Booking) -> datetime:
        """When a booking last changed."""
        return self._at(booking.revision)

    def stamped_at(self, session: str, booking: Booking) -> datetime:
        """When what people know of a session last changed: before they are told of it, when it did itself.

        It is the DTSTAMP of calendar entries, by which programs know what is newer (RFC 5545, 3.8.7.2): a change that
        is not published yet leaves it as it is, and so does one that was taken back.
        """
        told = self.told.get(session)
        return self._at(told.revision) if told is not None and told.revision else self.changed_at(booking)

    def called_off(self, session: str) -> tuple[int, datetime] | None:
        """The sequence and the moment of what those were told who left a session; None where they are its own."""
        former = self.told[session].formerly if session in self.told else None
        return (former.sequence, self._at(former.revision)) if former is not None and former.sequence else None

    @property
    def stretches(self) -> dict[tuple[Block, str], Window]:
        """All that is no session and has days, by its block and id."""
        return {(block, id_): one for block in BLOCKS for id_, one in getattr(self, block).items()}

    def window_stamped_at(self, window: Window) -> datetime:
        """The same of a window."""
        return self._at(window.told_in or window.revision)

    def _at(self, revision: int) -> datetime:
        moments = {step.revision: step.at for step in self.history}
        return moments.get(revision, self.history[-1].at)
