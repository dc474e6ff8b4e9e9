"""What others arrange has days in which to arrange it, between the sessions around it.

A coaching conversation that is to be held between two sessions, of which one follows the other the next day, will not
be held.

    windows:            # the plan
      coaching: {from: 3 May 2011, until: 2 May 2011}

Move the sessions around it, or run `hsplan schedule`, which leaves a day at least.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding
from hsplan.plan.case import HELD
from hsplan.plan.windows import is_cancelled
from hsplan.programme.sessions import follow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.plan.case import Case
    from hsplan.plan.model import Booking, Window
    from hsplan.programme.sessions import Session

CODE = "window-closed"
HELP = "run `hsplan schedule` to bring the plan up to date"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each window that holds no day, or that lies wrong to a session."""
    for window in case.windows:
        found = case.plan.windows.get(window.id)
        path = ("windows", window.id)
        if found is None or is_cancelled(found, case.plan.stopped):
            continue
        if found.from_ is not None and found.until is not None and found.until < found.from_:
            message = f"`{window.id}` is to be held from {in_words(found.from_)} to {in_words(found.until)}: on no day"
            yield Finding(CODE, message, path, expected="a day at least", help=HELP, step=("schedule",))
        wrong = _out_of_moment(case, window, found)
        if wrong is not None:
            asked = ", ".join(map(str, window.when)) or "its phase"
            message = f"`{window.id}` reaches to {in_words(wrong)}; asked for: {asked}"
            yield Finding(CODE, message, path, expected=asked, help=HELP, step=("schedule",))
        for session, booking in case.booked():
            if booking.status in HELD and (wrong_order := _overlap(window, found, session, booking)):
                message = f"`{window.id}` {wrong_order}"
                yield Finding(CODE, message, path, expected="the order of the programme", help=HELP, step=("schedule",))


def _out_of_moment(case: Case, window: Session, found: Window) -> date | None:
    """The edge of a window that lies out of its moments, its anchor or its phase, if one does."""
    stretches = [days for _, days in case.frame.anchored(window)]
    edges = [day for day in (found.from_, found.until) if day is not None]
    for day in edges:
        if not all(day in moment for moment in window.moments) or not all(day in days for days in stretches):
            return day
        if day not in case.frame.days(window):
            return day
    return None


def _overlap(window: Session, found: Window, session: Session, booking: Booking) -> str:
    """How a window reaches beyond a session that comes before or after it, in words; nothing where it does not."""
    first, last = booking.days.first, booking.days.last
    beside = {link.kind for link in window.links if link.other == session.id and link.gap is None}
    if found.from_ is not None and found.from_ <= last and ("after" in beside or follow(session, window)):
        return f"begins on {in_words(found.from_)}, and is to follow `{session.id}`, which ends on {in_words(last)}"
    if found.until is not None and found.until >= first and ("before" in beside or follow(window, session)):
        return f"ends on {in_words(found.until)}, and is to come before `{session.id}` on {in_words(first)}"
    return ""
