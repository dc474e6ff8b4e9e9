"""When the plans of other cohorts have what is held together with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hsplan.plan.model import Plan
    from hsplan.programme.model import Programme


def joint_dates(programme: Programme, plans: Mapping[str, Plan], cohort: str | None) -> dict[str, dict[str, date]]:
    """For each session held together with others, when those of them who have a plan hold it."""
    found: dict[str, dict[str, date]] = {}
    for session in sessions_of(programme):
        for partner in session.joint_with:
            booking = plans[partner].sessions.get(session.id) if partner in plans and partner != cohort else None
            if booking is not None and booking.status != "cancelled":
                found.setdefault(session.id, {})[partner] = booking.date
    return found
