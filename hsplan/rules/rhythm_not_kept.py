"""What is held in a rhythm falls once into each of its months or weeks, and on its weekday of the month.

    set-day: {kind: action-learning, count: 6, every: third Thu}
    # the plan
    set-day-2: {date: 10 Mar 2011}    # a second Thursday

Choose a day in the next month or week of the rhythm, or change `every`: `usually third Thu` makes the weekday a wish.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.dates.lengths import months_between
from hsplan.findings import Finding, Note
from hsplan.plan.case import HELD, at, breach
from hsplan.programme.sessions import successions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.dates.lengths import Rhythm
    from hsplan.plan.case import Case

CODE = "rhythm-not-kept"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking that is out of its rhythm."""
    for session, booking in case.ahead():
        rhythm = session.rhythm
        if rhythm is not None and not rhythm.usually and not rhythm.falls_on(booking.date, len(booking.days)):
            message = f"`{session.id}` is on {in_words(booking.date)}; asked for: every {rhythm}"
            yield breach(CODE, message, at(session), expected=f"every {rhythm}")
    booked = dict(case.booked())
    for pair in successions(case.programme, list(booked)):
        before, after = booked[pair.earlier], booked[pair.later]
        steps = _steps(pair.rhythm, before.date, after.date) if pair.rhythm is not None else 1
        if steps != 1 and {before.status, after.status} & HELD:
            message = (
                f"`{pair.later.id}` is on {in_words(after.date)}, and `{pair.earlier.id}` on {in_words(before.date)}; "
                f"asked for: one every {pair.rhythm}"
            )
            notes = (Note("the one before", at(pair.earlier)),)
            expected = f"one every {pair.rhythm}"
            yield breach(CODE, message, at(pair.later), expected=expected, notes=notes)


def _steps(rhythm: Rhythm, earlier: date, later: date) -> float:
    """How many steps of the rhythm lie between two days: in months or weeks of the calendar."""
    if rhythm.months:
        return months_between(earlier, later) / rhythm.months
    if rhythm.weeks:
        first, second = (day - timedelta(days=day.weekday()) for day in (earlier, later))
        return (second - first).days / 7 / rhythm.weeks
    return 1
