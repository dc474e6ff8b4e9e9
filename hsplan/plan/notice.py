"""What the notice of a programme asks for: from which day on a change would still be told in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange

if TYPE_CHECKING:
    from datetime import date

    from hsplan.plan.model import Plan
    from hsplan.programme.model import Programme


def notice_days(programme: Programme, as_of: date | None) -> DayRange | None:
    """The days that are too near for a change; None where no day is given to count from, or the notice is `about`."""
    notice = programme.notice
    if as_of is None or notice is None or notice.about:
        return None
    days = DayRange(as_of, notice.after(as_of) - timedelta(days=1))
    return days if len(days) else None


def told_day(plan: Plan | None, session: str) -> date | None:
    """The day on which people were told that a session takes place."""
    entry = plan.told.get(session) if plan is not None else None
    return entry.date if entry is not None and entry.status != "cancelled" else None


def is_promised(plan: Plan | None, session: str) -> bool:
    """Whether people count on a session's day: it was published, or confirmed to them."""
    booking = plan.sessions.get(session) if plan is not None else None
    return told_day(plan, session) is not None or (booking is not None and booking.status == "confirmed")
