"""What is asked of the search: a programme on its days, with what a plan before and the plans of others leave of it.

Posings and preferences read it, and say what it comes to as terms of a problem.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from hsplan.dates.lengths import After
from hsplan.plan.candidates import Finder
from hsplan.plan.held import delivered
from hsplan.problem import Apart, Dearer, Evenly, Forbidden, Problem
from hsplan.programme.moments import Frame
from hsplan.programme.sessions import successions
from hsplan.programme.unfolding import occasions_of, sessions_of, windows_of
from hsplan.programme.waivers import waived_until

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hsplan.calendars.model import Calendar
    from hsplan.dates.days import DayRange
    from hsplan.plan.candidates import Candidates
    from hsplan.plan.held import Held
    from hsplan.plan.model import Booking, Plan
    from hsplan.problem import Because, Term
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session, Succession

Reach = Callable[[date], date]
"""The day that may be reached from a day."""


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
    tried: frozenset[str] = frozenset()
    """Those of these cohorts that are only just being planned: nobody has been told those dates."""

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
        joint = programme.joint.get(session.id)
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
    def _ahead(self) -> dict[Reach, tuple[int, ...]]:
        return {}

    def ahead(self, reach: Reach) -> tuple[int, ...]:
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


def bound(
    request: Request,
    pair: tuple[str, str],
    soonest: Reach,
    latest: Reach | None,
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
