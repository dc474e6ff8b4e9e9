"""What may be chosen, forbidden or better, each with its reason: the words between the domain and the search.

Days are counted from the problem's first day, which is 0. The domain says here what it asks; the planner reads
only these values and knows nothing of where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from hsplan.programme.sessions import sessions_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hsplan.calendars.model import Calendar
    from hsplan.dates.days import DayRange
    from hsplan.findings import Path
    from hsplan.plan.model import Booking, Plan
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session


@dataclass(frozen=True)
class Request:
    """All that a plan is made from."""

    programme: Programme
    sessions: tuple[Session, ...]
    """Those to be held, in their order; what was cancelled is not among them."""
    calendar: Calendar
    previous: Plan | None = None
    """The plan to change as little as possible."""

    @classmethod
    def of(cls, programme: Programme, calendar: Calendar, previous: Plan | None = None) -> Request:
        """The request of a programme, over the days of a calendar."""
        booked = previous.sessions if previous is not None else {}
        cancelled = {id_ for id_, booking in booked.items() if booking.status == "cancelled"}
        sessions = tuple(session for session in sessions_of(programme) if session.id not in cancelled)
        return cls(programme, sessions, calendar, previous)

    @property
    def within(self) -> DayRange:
        """The days of the programme."""
        return self.calendar.within

    def day(self, day: date) -> int:
        """A day as the problem counts it."""
        return (day - self.within.first).days

    def booking(self, session: Session) -> Booking | None:
        """What the previous plan says of a session."""
        return self.previous.sessions.get(session.id) if self.previous is not None else None

    def delivered(self) -> dict[str, int]:
        """The days of the sessions that have been delivered: facts, which no rule and no wish touches."""
        booked = {session.id: self.booking(session) for session in self.sessions}
        return {id_: self.day(one.date) for id_, one in booked.items() if one is not None and one.status == "delivered"}


SCALE = {"off": 0, "low": 1, "normal": 4, "high": 16}
"""What the plain words of `preferences` weigh. One unit at `low` is a gap that is a day out."""


@dataclass(frozen=True, slots=True)
class Because:
    """The wish of the author that a term stands for."""

    words: str
    """The wish, as it reads within a sentence: `day-1 is on Tue-Thu`."""
    path: Path = ()
    """Where it stands in the programme's file."""
    fact: bool = False
    """Whether it cannot be otherwise (such as the turn of days), and is no one's wish."""


class Rank(IntEnum):
    """What counts before what: no gain below makes up for a loss above."""

    QUALITY = 0
    DAYS_MOVED = 1
    SESSIONS_MOVED = 2


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Days on which a session cannot be."""

    session: str
    days: frozenset[int]
    because: Because


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the later of two successive sessions lies from the earlier, in days; both ends count.

    For each day of the earlier session one bound, since a month is as long as the days it passes over.
    """

    earlier: str
    later: str
    least: tuple[int, ...]
    most: tuple[int, ...] | None
    because: Because


@dataclass(frozen=True, slots=True)
class Dearer:
    """What each day costs a session; days not named cost nothing. Costs are never negative."""

    session: str
    costs: Mapping[int, int]
    because: Because
    rank: Rank = Rank.QUALITY


@dataclass(frozen=True, slots=True)
class Evenly:
    """The later of two successive sessions best lies so many days after the earlier (by day of the earlier).

    It costs `weight` times the square of the difference: one gap that is far out is worse than several that
    are a little out.
    """

    earlier: str
    later: str
    ideal: tuple[int, ...]
    weight: int
    because: Because


@dataclass(frozen=True, slots=True)
class Rotation:
    """These sessions best take their labels (weekdays) in turn.

    Each pair of sessions with the same label costs `weight`, so that with n sessions of one label n(n-1)/2
    weights are paid, and the even share is the cheapest.
    """

    sessions: frozenset[str]
    labels: Mapping[int, int]
    """The label of each day."""
    weight: int
    because: Because


Term = Forbidden | Apart | Dearer | Evenly | Rotation


@dataclass(frozen=True)
class Problem:
    """Sessions in their order, the number of days to choose from, and everything that is asked of the choice."""

    sessions: tuple[str, ...]
    days: int
    terms: tuple[Term, ...]
