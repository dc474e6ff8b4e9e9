"""A plan beside what was asked for and what the days are: all that a rule needs to judge it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from hsplan.findings import Finding
from hsplan.programme.moments import Frame
from hsplan.programme.unfolding import sessions_of, windows_of
from hsplan.programme.waivers import waived_until

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from hsplan.calendars.model import Calendar
    from hsplan.findings import Path
    from hsplan.plan.held import Held
    from hsplan.plan.model import Booking, Plan
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

breach = partial(
    Finding, help="choose another, or run `hsplan schedule`, which changes as little as it must", step=("schedule",)
)
"""A booking that breaks a rule: what is to be done about it is the same, whichever it is."""
HELD = frozenset({"tentative", "confirmed"})
"""The statuses of what is still to be held."""
JointBookings = dict[str, dict[str, "Booking"]]
"""By session, and by cohort that holds it as well, how the plan of that cohort has it."""


@dataclass(frozen=True)
class Case:
    """What a rule judges."""

    programme: Programme
    plan: Plan
    calendar: Calendar
    sessions: tuple[Session, ...]
    windows: tuple[Session, ...]
    frame: Frame
    joint: Mapping[str, Mapping[str, Booking]] = field(default_factory=dict)
    """By session, the other cohorts that hold it together with this one, and how their plans have it."""
    before: Plan | None = None
    """The plan that it is to replace, where it is judged as a change."""
    as_of: date | None = None
    """The day before which nothing may change; None where no day is given."""
    held: tuple[Held, ...] = ()
    """When other plans want the people and venues that this programme shares with theirs."""

    @classmethod
    def of(
        cls,
        programme: Programme,
        plan: Plan,
        calendar: Calendar,
        joint: Mapping[str, Mapping[str, Booking]] | None = None,
        held: tuple[Held, ...] = (),
    ) -> Case:
        """The case of a programme and its plan, beside the plans of those with whom it holds sessions or people."""
        frame = Frame.of(programme, plan.start)
        sessions, windows = sessions_of(programme), windows_of(programme)
        return cls(programme, plan, calendar, sessions, windows, frame, joint or {}, held=held)

    @cached_property
    def held_on(self) -> Mapping[tuple[date, str], tuple[Held, ...]]:
        """By day and id of a person or venue, who else wants them."""
        found: dict[tuple[date, str], tuple[Held, ...]] = {}
        for one in self.held:
            for day in one.days:
                found[day, one.who] = (*found.get((day, one.who), ()), one)
        return found

    def booked(self) -> Iterator[tuple[Session, Booking]]:
        """The sessions that have a booking, in order, save those cancelled."""
        for session in self.sessions:
            booking = self.plan.sessions.get(session.id)
            if booking is not None and booking.status != "cancelled":
                yield session, booking

    def ahead(self) -> Iterator[tuple[Session, Booking]]:
        """Those of them that are still to be held: what was delivered is a fact, exempt from rules."""
        return ((session, booking) for session, booking in self.booked() if booking.status in HELD)

    def ahead_unless_waived(self, rule: str) -> Iterator[tuple[Session, Booking]]:
        """Those for which a rule is not set aside: where it weighs bookings together, the others count for nobody."""
        aside = waived_until(self.programme, rule)
        return ((one, booking) for one, booking in self.ahead() if one.id not in aside or booking.date > aside[one.id])


def joint_bookings(programme: Programme, plans: Mapping[str, Plan], cohort: str | None) -> JointBookings:
    """For each session held together with others, how those of them who have a plan hold it."""
    found: JointBookings = {}
    for session in sessions_of(programme):
        for partner in session.joint_with:
            booking = plans[partner].sessions.get(session.id) if partner in plans and partner != cohort else None
            if booking is not None and booking.status != "cancelled":
                found.setdefault(session.id, {})[partner] = booking
    return found


def at(session: Session, field: str = "date") -> Path:
    """Where a booking's field stands in the plan file."""
    return ("sessions", session.id, field)
