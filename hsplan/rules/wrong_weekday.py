"""Every day of a session is one of its weekdays.

`weekdays: Tue-Thu` is a rule. `mostly Tue-Thu` is a preference: other working days, Monday to Friday, will do. Where
nothing is said, any working day will.

    weekdays: Tue-Thu
    sessions:
      day-3: {date: Mon 7 Mar 2011}

Choose a day of the right weekday, or change `weekdays`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.plan.case import at, breach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Finding
    from hsplan.plan.case import Case

CODE = "wrong-weekday"
DAYS_OF_A_WEEK = 7
"""What lasts as long takes every weekday: then only its first day is bound."""


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking on another weekday than its session may have."""
    for session, booking in case.ahead():
        allowed = session.weekdays.allowed
        days = list(booking.days) if len(booking.days) < DAYS_OF_A_WEEK else [booking.date]
        first = session.lasts.first_weekday
        wrong = [day for day in days if day.weekday() not in allowed.days]
        if wrong or (first is not None and booking.date.weekday() != first):
            asked = str(session.lasts) if first is not None else f"one of its weekdays: {allowed}"
            message = f"`{session.id}` is on {in_words(wrong[0] if wrong else booking.date)}, not {asked}"
            yield breach(CODE, message, at(session), expected=asked)
