"""What two cohorts hold together is on one date for both.

    cohorts: {north: {...}, south: {sessions: {launch: {joint-with: north}}}}
    # the plans: north has its launch on 18 January, south on the 19th

Move one of the two, or run `hsplan schedule` for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding
from hsplan.plan.case import MEND, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.case import Case

CODE = "not-joint"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking of a joint session that another cohort's plan has on another date."""
    for session, booking in case.ahead():
        for cohort, day in case.joint.get(session.id, {}).items():
            if day != booking.date:
                message = f"`{session.id}` is on {in_words(booking.date)}, and `{cohort}` holds it on {in_words(day)}"
                yield Finding(CODE, message, at(session), expected="one date for both", help=MEND)
