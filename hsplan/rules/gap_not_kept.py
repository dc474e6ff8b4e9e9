"""Successive sessions keep the gap that the programme asks for, from first day to first day.

Too close, and nothing can be tried at work in between; too far, and the thread is lost. Gaps count calendar
days; a month is a calendar month, clipped (31 January and one month is 28 February).

    gap: 3 to 7 weeks
    sessions:
      day-1: {date: 11 Jan 2011}
      day-2: {date: 18 Jan 2011}   # one week later

Choose days further apart, or change `gap` (`about 1 month` makes it a preference).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.lengths import Length
from hsplan.findings import Finding, Note
from hsplan.plan.case import HELD, at, breach
from hsplan.programme.sessions import successions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.case import Case

CODE = "gap-not-kept"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking too close to, or too far from, the one before it."""
    booked = dict(case.booked())
    for pair in successions(case.programme, list(booked)):
        before, after = booked[pair.earlier], booked[pair.later]
        if not {before.status, after.status} & HELD:
            continue
        for gap in pair.gaps:
            soonest = gap.least.after(before.date) if gap.least else after.date
            latest = gap.most.after(before.date) if gap.most else after.date
            if not soonest <= after.date <= latest:
                days = (after.date - before.date).days
                side = "after" if days >= 0 else "before"
                message = (
                    f"`{pair.later.id}` is {Length(abs(days), 'day')} {side} `{pair.earlier.id}`; asked for: {gap}"
                )
                notes = (Note("the session before", at(pair.earlier)),)
                yield breach(CODE, message, at(pair.later), expected=f"the gap that is asked for: {gap}", notes=notes)
