"""With `--as-of`, what people were told of within the notice stays on its day, and nothing new is placed there.

People have arranged their surgeries around the dates; a change that comes too late keeps them away.

    notice: 6 weeks
    # hsplan schedule --as-of 2011-05-01: day-4, told for 24 May 2011, would now be on 26 May 2011

Choose days after the notice, shorten it, or set the rule aside for the session with `waive`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding
from hsplan.plan.case import HELD, at
from hsplan.plan.notice import is_promised, notice_days, told_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.case import Case

CODE = "too-short-notice"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking that left its day within the notice, or is newly there."""
    days = notice_days(case.programme, case.as_of)
    if days is None:
        return
    before = case.before.sessions if case.before is not None else {}
    expected = f"changes from {in_words(days.last)} on only"
    for session, booking in case.ahead():
        was = before.get(session.id)
        held = was.date if was is not None and was.status in HELD else None
        if booking.date in (held, told_day(case.before, session.id)):
            continue
        if held is not None and held in days and is_promised(case.before, session.id):
            message = f"`{session.id}` was told for {in_words(held)}, which is within the notice"
            yield Finding(CODE, message, at(session), expected=expected, help="leave it on its day")
        elif booking.date in days:
            message = f"`{session.id}` is newly on {in_words(booking.date)}, which is within the notice"
            yield Finding(CODE, message, at(session), expected=expected, help="choose a later day")
