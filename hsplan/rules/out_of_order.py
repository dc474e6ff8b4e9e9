"""Sessions follow each other as the programme has them, and a leadership challenge concludes its trimester.

A challenge practises what was taught before it: before its teaching it is worth nothing.

    trimesters: {first: {sessions: {day-1: ..., challenge-1: ...}}}
    sessions:
      challenge-1: {date: 18 Jan 2011}
      day-1: {date: 8 Feb 2011}    # comes after the challenge that it prepares

Swap the days, or the sessions in the programme.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding, Note
from hsplan.plan.case import HELD, MEND, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.case import Case

CODE = "out-of-order"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking that is not after the one before it."""
    for (earlier, before), (later, after) in pairwise(case.booked()):
        if after.date <= before.date and {before.status, after.status} & HELD:
            message = f"`{later.id}` is on {in_words(after.date)}, not after `{earlier.id}` on {in_words(before.date)}"
            yield Finding(
                CODE,
                message,
                at(later),
                expected="the order of the programme",
                notes=(Note("the session before", at(earlier)),),
                help=MEND,
            )
