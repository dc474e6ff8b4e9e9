"""Sessions follow each other as the programme has them, and a leadership challenge concludes its trimester.

A challenge practises what was taught before it: before its teaching it is worth nothing.

    trimesters: {first: {sessions: {day-1: ..., challenge-1: ...}}}
    sessions:
      challenge-1: {date: 18 Jan 2011}
      day-1: {date: 8 Feb 2011}    # comes after the challenge that it prepares

Swap the days, or the sessions in the programme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding, Note
from hsplan.plan.case import HELD, at, breach
from hsplan.programme.sessions import follow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.case import Case
    from hsplan.plan.model import Booking
    from hsplan.programme.sessions import Session

CODE = "out-of-order"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking that is not after all that come before it; of two delivered ones, neither is wrong."""
    seen: list[tuple[Session, Booking]] = []
    for later, after in case.booked():
        wrong = [
            (earlier, before) for earlier, before in seen if follow(earlier, later) and after.date <= before.days.last
        ]
        if after.status not in HELD:
            wrong = [(earlier, before) for earlier, before in wrong if before.status in HELD]
        if wrong:
            earlier, before = wrong[-1]
            message = f"`{later.id}` is on {in_words(after.date)}, not after `{earlier.id}` on {in_words(before.date)}"
            notes = (Note("the session before", at(earlier)),)
            yield breach(CODE, message, at(later), expected="the order of the programme", notes=notes)
        seen.append((later, after))
