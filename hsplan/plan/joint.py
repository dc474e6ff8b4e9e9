"""What the plans of other cohorts have decided of what is held together with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.plan.model import Booking, Plan
    from hsplan.programme.model import Programme

JointBookings = dict[str, dict[str, "Booking"]]
"""By session, and by cohort that holds it as well, how the plan of that cohort has it."""


def joint_bookings(programme: Programme, plans: Mapping[str, Plan], cohort: str | None) -> JointBookings:
    """For each session held together with others, how those of them who have a plan hold it."""
    found: JointBookings = {}
    for session in sessions_of(programme):
        for partner in session.joint_with:
            booking = plans[partner].sessions.get(session.id) if partner in plans and partner != cohort else None
            if booking is not None and booking.status != "cancelled":
                found.setdefault(session.id, {})[partner] = booking
    return found
