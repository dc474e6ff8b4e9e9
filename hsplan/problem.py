"""What may be chosen, forbidden or better, each with its reason: the words between the domain and the search.

Days are counted from the problem's first day, which is 0. The domain says here what it asks; the planner reads
only these values and knows nothing of where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from hsplan.dates.days import After
from hsplan.plan.candidates import Finder
from hsplan.plan.held import delivered
from hsplan.programme.moments import Frame
from hsplan.programme.sessions import successions
from hsplan.programme.unfolding import occasions_of, sessions_of, windows_of
from hsplan.programme.waivers import waived_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from hsplan.calendars.model import Calendar
    from hsplan.dates.days import DayRange
    from hsplan.findings import Path
    from hsplan.plan.candidates import Candidates
    from hsplan.plan.held import Held
    from hsplan.plan.model import Booking, Plan
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session, Succession


@dataclass(frozen=True)
class Taken:
    """What other plans have decided already."""

    joint: Mapping[str, Mapping[str, Booking]] = field(default_factory=dict)
    """By session that is held together with other cohorts, how their plans have it."""
    pinned: Mapping[str, Mapping[str, Booking]] = field(default_factory=dict)
    """The same of those that are planned after this one: only what is pinned of it counts."""
    barred: Mapping[str, Mapping[str, frozenset[date]]] = field(default_factory=dict)
    """By session, and by who holds it together with this one, the days that are impossible for those."""
    held: tuple[Held, ...] = ()
    """When people and venues that this programme shares with others are wanted there."""

    def suits(self, plan: Plan, programme: Programme) -> bool:
        """Whether a plan has nothing on a day, and nobody and no venue, that is impossible for others."""
        for id_, barred in self.barred.items():
            if id_ in plan.sessions and any(plan.sessions[id_].date in days for days in barred.values()):
                return False
        for session in sessions_of(programme) if self.pinned else ():
            people, venue = self.staff(programme, session)
            booking = plan.sessions.get(session.id)
            if booking is not None and (
                (people is not None and people != set(booking.people)) or venue not in (None, booking.venue)
            ):
                return False
        return True

    def staff(self, programme: Programme, session: Session) -> tuple[frozenset[str] | None, str | None]:
        """Who leads a session in the cohorts that are led by the same people, and the venue of those in one place."""
        joint = programme.joint.get(session.item)
        if joint is None:
            return None, None
        decided = self.joint.get(session.id, {}).items()
        pinned = self.pinned.get(session.id, {}).items()
        led = [one for cohort, one in decided if cohort in joint.led_with]
        led += [one for cohort, one in pinned if cohort in joint.led_with and "people" in one.pinned]
        at = [one for cohort, one in decided if cohort in joint.placed_with]
        at += [one for cohort, one in pinned if cohort in joint.placed_with and "venue" in one.pinned]
        return (frozenset(led[0].people) if led else None), (at[0].venue if at else None)


NOTHING_TAKEN = Taken()


@dataclass(frozen=True)
class Request:
    """All that a plan is made from."""

    programme: Programme
    sessions: tuple[Session, ...]
    """Those still to be dated, in their order."""
    booked: tuple[Session, ...]
    """Those and the ones that have been delivered, in their order; what was cancelled is in neither."""
    windows: tuple[Session, ...]
    """What is planned as a window: the search keeps a day open in each."""
    posed: tuple[Session, ...]
    """Everything that the search finds a day for: the sessions to be dated and the windows, in their order."""
    calendar: Calendar
    frame: Frame
    previous: Plan | None = None
    """The plan to change as little as possible."""
    taken: Taken = NOTHING_TAKEN
    """What the plans of others leave no choice about."""
    as_of: date | None = None
    """Nothing before this day may change, and nothing may come to lie before it; None where no day is given."""

    @classmethod
    def of(
        cls,
        programme: Programme,
        calendar: Calendar,
        previous: Plan | None = None,
        taken: Taken = NOTHING_TAKEN,
        as_of: date | None = None,
    ) -> Request:
        """The request of a programme, over the days of a calendar."""
        before = previous.sessions if previous is not None else {}
        status = {id_: booking.status for id_, booking in before.items()}
        occasions = occasions_of(programme)
        windows = windows_of(programme)
        booked = tuple(
            replace(one, lasts=replace(one.lasts, days=len(before[one.id].days)))
            if status.get(one.id) == "delivered"
            else one
            for one in occasions
            if not one.window and status.get(one.id) != "cancelled"
        )
        held = tuple(one for one in booked if status.get(one.id) != "delivered")
        posed = tuple(one for one in occasions if one.window or status.get(one.id) not in ("cancelled", "delivered"))
        frame = Frame.of(programme, calendar.start)
        return cls(programme, held, booked, windows, posed, calendar, frame, previous, taken, as_of)

    @property
    def within(self) -> DayRange:
        """The days that the plan may use."""
        return self.calendar.within

    def day(self, day: date) -> int:
        """A day as the problem counts it."""
        return (day - self.within.first).days

    def on(self, day: int) -> date:
        """A day of the problem, or one soon before or after its days, as a date."""
        return self.within.first + timedelta(days=day)

    def outside(self, days: DayRange, long: int = 1) -> frozenset[int]:
        """The first days from which something so long would not lie wholly within a stretch."""
        return self.every - frozenset(range(self.day(days.first), self.day(days.last) - (long - 1) + 1))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days that the plan may use, in order."""
        return tuple(self.within)

    @cached_property
    def weekdays(self) -> tuple[int, ...]:
        """By day, its day of the week; Monday is 0."""
        first = self.within.first.weekday()
        return tuple((first + n) % 7 for n in range(len(self.days)))

    @cached_property
    def every(self) -> frozenset[int]:
        """All of them, as the problem counts them."""
        return frozenset(range(len(self.days)))

    @cached_property
    def _ahead(self) -> dict[Callable[[date], date], tuple[int, ...]]:
        return {}

    def ahead(self, reach: Callable[[date], date]) -> tuple[int, ...]:
        """By day, how many days lie from it to the one that it reaches; worked out once for reaches that are equal."""
        if reach not in self._ahead and isinstance(reach, After) and reach.days is not None:
            self._ahead[reach] = (reach.days,) * len(self.days)
        if reach not in self._ahead:
            first = self.within.first.toordinal()
            self._ahead[reach] = tuple(reach(day).toordinal() - at for at, day in enumerate(self.days, first))
        return self._ahead[reach]

    def waived(self, rule: str) -> dict[str, int]:
        """The sessions for which a rule is set aside, and the last day on which it is."""
        return {id_: self.day(until) for id_, until in waived_until(self.programme, rule).items()}

    def booking(self, session: Session) -> Booking | None:
        """What the previous plan says of a session."""
        return self.previous.sessions.get(session.id) if self.previous is not None else None

    @cached_property
    def facts(self) -> tuple[tuple[Session, Booking], ...]:
        """The sessions that have been delivered, with what they had: no rule and no wish touches these."""
        found = ((session, self.booking(session)) for session in self.booked)
        return tuple((one, booking) for one, booking in found if booking is not None and booking.status == "delivered")

    def facts_unless_waived(self, rule: str) -> Iterator[tuple[Session, Booking]]:
        """Those of them for which a rule is not set aside."""
        aside = waived_until(self.programme, rule)
        return ((one, booking) for one, booking in self.facts if one.id not in aside or booking.date > aside[one.id])

    @cached_property
    def delivered(self) -> dict[str, date]:
        """The days of the sessions that have been delivered."""
        return {session.id: booking.date for session, booking in self.facts}

    @cached_property
    def candidates(self) -> dict[str, Candidates]:
        """Whom and which places each session to be dated may have, and on which days."""
        aside = self.waived("two-places-at-once")
        own = [
            held
            for session, booking in self.facts_unless_waived("two-places-at-once")
            for held in delivered(self.programme, session, booking, self.sessions)
        ]
        finder = Finder(self.programme, self.within, (*self.taken.held, *own))
        return {
            one.id: finder.candidates(
                one, self.booking(one), aside.get(one.id, -1), self.taken.staff(self.programme, one)
            )
            for one in self.sessions
        }

    @cached_property
    def successions(self) -> tuple[Succession, ...]:
        """The sessions that follow each other, those delivered among them, with what is asked for between them."""
        return successions(self.programme, self.booked)

    def problem(self, terms: Iterable[Term]) -> Problem:
        """The problem that some terms make of it."""
        return Problem(tuple(one.id for one in self.posed), len(self.within), tuple(terms))


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
    asked: bool = False
    """Whether it is a preference in the author's own words, of which they want to hear where it is not fulfilled."""


class Rank(IntEnum):
    """What counts before what: no gain below makes up for a loss above."""

    QUALITY = 0
    STAFF_CHANGED = 1
    DAYS_MOVED = 2
    SESSIONS_MOVED = 3


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Days on which a session cannot be."""

    session: str
    days: frozenset[int]
    because: Because


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the later of two sessions lies from the earlier, in days; both ends count.

    For each day of the earlier session one bound, since a month is as long as the days it passes over. Any two
    sessions may be bound, whichever comes first in the problem's order. A bound may be negative: from -1 to -1 is the
    evening before. Where the least is more than the most, no day of the later will do.
    """

    earlier: str
    later: str
    least: tuple[int, ...]
    most: tuple[int, ...] | None
    because: Because

    def allows(self, earlier: int, later: int) -> bool:
        """Whether the two may be on these days."""
        gap = later - earlier
        return self.least[earlier] <= gap and (self.most is None or gap <= self.most[earlier])


@dataclass(frozen=True, slots=True)
class NeverTogether:
    """Two sessions, in either order, that need the same person or place and may not overlap.

    `before` is how many days the other takes, `after` how many the one takes: the other's day less the one's may
    not lie strictly between `-before` and `after`.
    """

    one: str
    other: str
    before: int
    after: int
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
    """The later of two sessions best lies so many days after the earlier (by day of the earlier).

    It costs `weight` times the square of the difference: one gap that is far out is worse than several that
    are a little out.
    """

    earlier: str
    later: str
    ideal: tuple[int, ...]
    weight: int
    because: Because

    def ideal_after(self, earlier: int) -> int:
        """The ideal gap after a day of the earlier, be it out of the problem's days."""
        return self.ideal[min(max(earlier, 0), len(self.ideal) - 1)]


@dataclass(frozen=True, slots=True)
class Rotation:
    """These sessions best take their labels (weekdays) in turn.

    Each pair of sessions with the same label costs `weight`, so that with n sessions of one label n(n-1)/2
    weights are paid, and the even share is the cheapest. There may be several, but a session is in at most one.
    """

    sessions: frozenset[str]
    labels: Mapping[int, int]
    """The label of each day."""
    weight: int
    because: Because
    alike: Mapping[tuple[int, int], int] | None = None
    """How many weights each two labels cost together, the smaller label first; pairs not named cost nothing.

    Without it, each label costs one with itself: the weekdays in turn. With it, the labels may stand for who is
    missed: two days cost as many weights as there are participants whom both shut out.
    """


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who may lead a session, and where it may be held.

    On its day a session takes exactly `needed` of those people who can on that day, all `asked` among them, and one
    of its venues that is open on that day; none where it names no venue. Days are first days of the session. A session
    without one of these takes nobody and no venue; each that a OneAtATime or AtMostDays names has one.
    """

    session: str
    long: int
    """How many days it takes."""
    needed: int
    asked: frozenset[str]
    people: Mapping[str, frozenset[int]]
    """By person who may lead it, the days on which they can; in the order in which they are tried."""
    venues: Mapping[str, frozenset[int]]
    """By venue that will do, the days on which it is open; in the order in which they are tried."""
    because: Because
    away_at: Mapping[tuple[str, str], frozenset[int]] = field(default_factory=dict)
    """By person and venue, the days on which that person can lead it, but not there: they are in another town."""


@dataclass(frozen=True, slots=True)
class DearerStaff:
    """What it costs that a person leads a session, or that it is held at a venue; those not named cost nothing."""

    session: str
    people: Mapping[str, int]
    venues: Mapping[str, int]
    because: Because
    rank: Rank = Rank.QUALITY


@dataclass(frozen=True, slots=True)
class Travel:
    """What it costs that a person leads a session at a venue, by person and venue."""

    session: str
    costs: Mapping[tuple[str, str], int]
    because: Because


NOBODY = "~"
"""With a number after it: who stands in for a person that a session has to do without."""
PARTICIPANTS = ""
"""Those who take part, where a person or venue goes by an id."""


@dataclass(frozen=True, slots=True)
class OneAtATime:
    """A person who leads, or a venue that holds, has one of these sessions at a time.

    Two sessions that share a day clash, unless they are named as `apart` (held at other times of the day, or one
    within the other); those clash only where the venues chosen for them lie in two towns. Where `who` is
    PARTICIPANTS it binds whoever leads, for some of them are at any two of these sessions. There may be several such.
    """

    who: str
    sessions: frozenset[str]
    apart: frozenset[frozenset[str]]
    towns: Mapping[str, str]
    """By venue, its town; a venue without one is near everything. Empty for a venue."""
    because: Because
    venue: bool = False
    """Whether `who` is a venue."""
    aside: Mapping[str, int] = field(default_factory=dict)
    """By session for which this is set aside, the last day on which it is: until then it clashes with none."""


@dataclass(frozen=True, slots=True)
class AtMostDays:
    """A person leads these sessions on so many days of each period at most.

    The days that the sessions they lead take in a period, and those `already` taken in it, are no more than `most`
    together, each day counted once, in every period in which they lead any of these sessions.
    """

    who: str
    sessions: frozenset[str]
    periods: Mapping[int, int]
    """By day, the number of its period (a week or a month); also of days soon before and after those of the problem."""
    most: int
    already: frozenset[int]
    """The days on which they lead something else already."""
    because: Because
    aside: Mapping[str, int] = field(default_factory=dict)
    """By session for which this is set aside, the last (first) day on which it is: until then it does not count."""


@dataclass(frozen=True, slots=True)
class FewFaces:
    """The same people best lead throughout: each person who leads any of the sessions costs, beyond the first few.

    It costs `weight` for each distinct one of `people` who leads any of them, less `weight` times `free`, and never
    less than 0.
    """

    sessions: frozenset[str]
    people: frozenset[str]
    free: int
    weight: int
    because: Because


@dataclass(frozen=True, slots=True)
class FairLoad:
    """Those who lead best share the sessions.

    With n of these sessions, and a held elsewhere already, a person costs `weight` times
    (n + a)(n + a - 1)/2 - a(a - 1)/2.
    """

    sessions: frozenset[str]
    already: Mapping[str, int]
    """By person among whom the load is shared, how many sessions they lead elsewhere; whoever is not named costs 0."""
    weight: int
    because: Because


DateRule = Forbidden | Apart | NeverTogether
"""A rule about days alone."""
DateTerm = DateRule | Dearer | Evenly | Rotation
StaffTerm = Staffing | DearerStaff | Travel | OneAtATime | AtMostDays | FewFaces | FairLoad
Term = DateTerm | StaffTerm


def bound(
    request: Request,
    pair: tuple[str, str],
    soonest: Callable[[date], date],
    latest: Callable[[date], date] | None,
    because: Because,
) -> Iterator[Apart | Forbidden]:
    """The days between which the later of two lies, by the first day of the earlier; either may have been delivered."""
    earlier, later = pair
    first, last = request.delivered.get(earlier), request.delivered.get(later)
    days = enumerate(request.days)
    if first is not None and last is not None:
        return
    if first is not None:
        from_, until = soonest(first), latest(first) if latest is not None else date.max
        yield Forbidden(later, frozenset(n for n, day in days if not from_ <= day <= until), because)
    elif last is not None:
        wrong = (n for n, day in days if not soonest(day) <= last <= (latest(day) if latest is not None else last))
        yield Forbidden(earlier, frozenset(wrong), because)
    else:
        most = request.ahead(latest) if latest is not None else None
        yield Apart(earlier, later, request.ahead(soonest), most, because)


def evenly(
    request: Request, pair: tuple[str, str], ideal: tuple[int, ...], weight: int, because: Because
) -> Iterator[Evenly | Dearer]:
    """The wish for a gap between two sessions, of which one may have been delivered, or both."""
    first, last = (request.delivered.get(id_) for id_ in pair)
    even = Evenly(*pair, ideal, weight, because)
    near = replace(because, asked=False)  # how far out it is cannot be told from a cost alone
    days = range(len(request.days))
    if first is not None and last is not None:
        return
    if first is not None:
        best = request.day(first) + even.ideal_after(request.day(first))
        yield Dearer(even.later, {day: weight * (day - best) ** 2 for day in days}, near)
    elif last is not None:
        at = request.day(last)
        yield Dearer(even.earlier, {day: weight * (at - day - ideal[day]) ** 2 for day in days}, near)
    else:
        yield even


@dataclass(frozen=True)
class Problem:
    """Sessions in their order, the number of days to choose from, and everything that is asked of the choice."""

    sessions: tuple[str, ...]
    days: int
    terms: tuple[Term, ...]
