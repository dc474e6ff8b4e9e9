"""A session is on one of its weekdays.

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
from hsplan.findings import Finding
from hsplan.plan.case import MEND, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.case import Case

CODE = "wrong-weekday"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking on another weekday than its session may have."""
    for session, booking in case.ahead():
        allowed = session.weekdays.allowed
        if booking.date.weekday() not in allowed.days:
            message = f"`{session.id}` is on {in_words(booking.date)}"
            yield Finding(CODE, message, at(session), expected=f"one of its weekdays: {allowed}", help=MEND)
