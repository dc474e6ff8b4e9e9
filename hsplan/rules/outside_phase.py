"""A session lies within its own phase.

Phases follow each other; without lengths of their own they share the programme's evenly, so that three
trimesters of twelve months have four months each. A session outside its trimester is taught too early or too
late for the challenge that concludes it.

    sessions:
      day-1: {date: 3 May 2011}    # the first trimester ends on 30 Apr 2011

Choose a day within the phase, or change the `length` of the phases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.plan.case import at, breach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Finding
    from hsplan.plan.case import Case

CODE = "outside-phase"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking that lies outside its session's phase."""
    for session, booking in case.ahead():
        phase = case.frame.phase(session)
        if phase is None:
            continue
        days = case.frame.days(session)
        if booking.days.first not in days or booking.days.last not in days:
            message = f"`{session.id}` is on {in_words(booking.date)}, outside `{phase}`"
            yield breach(
                CODE, message, at(session), expected=f"a day from {in_words(days.first)} to {in_words(days.last)}"
            )
