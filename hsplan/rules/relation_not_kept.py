"""A session that is tied to another, or to the start or end, lies as its `when` says.

A dinner the evening before a retreat, on another evening, finds nobody there; a review two weeks after a launch that
comes first has nothing to review.

    launch: {kind: launch}
    review: {kind: review, when: 2 to 4 weeks after launch}
    # the plan
    review: {date: the day after the launch}

Choose a day as its `when` says, or change `when`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange, in_words
from hsplan.findings import Finding, Note
from hsplan.plan.case import HELD, at, breach
from hsplan.programme.when import THE_END, THE_START

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.case import Case
    from hsplan.programme.sessions import Link, Session

CODE = "relation-not-kept"
ONE_DAY = timedelta(days=1)


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking that lies otherwise to another, or to an edge, than is asked for."""
    booked = {session.id: booking for session, booking in case.booked()}
    for session, booking in case.booked():
        for link in session.links:
            other = booked.get(link.other)
            days = other.days if other is not None else _edge(case, session, link)
            held = booking.status in HELD or (other is not None and other.status in HELD)
            if days is not None and held and not _kept(link, booking.days, days):
                message = f"`{session.id}` is on {in_words(booking.date)}; asked for: {link.words}"
                where = f"`{link.other}` is on {in_words(days.first)}"
                notes = (Note(where, ("sessions", link.other)),) if other is not None else ()
                yield breach(CODE, message, at(session), expected=link.words, notes=notes)


def _edge(case: Case, session: Session, link: Link) -> DayRange | None:
    """The first or the last day of a session's phase or programme, where a link names that."""
    edge = case.frame.edge(session, link.other)
    return DayRange(edge, edge) if edge is not None else None


def _kept(link: Link, mine: DayRange, theirs: DayRange) -> bool:
    """Whether days lie to others as a link says; gaps count between the nearest days of the two."""
    if link.kind == "day":
        wanted = {-1: mine.last + ONE_DAY == theirs.first, 0: mine.first == theirs.first}
        return wanted.get(link.offset, mine.first == theirs.last + ONE_DAY)
    if link.kind == "during":
        return theirs.first <= mine.first and (mine.last <= theirs.last or mine.first == theirs.first)
    if link.kind == "before" and link.gap is not None:  # a month before 31 March is 28 February
        earliest = link.gap.most.before(theirs.first) if link.gap.most else mine.last
        until = theirs.first - (timedelta(0) if link.other == THE_END else ONE_DAY)
        latest = link.gap.least.before(theirs.first) if link.gap.least else until
        return earliest <= mine.last <= latest
    earlier, later = (theirs, mine) if link.kind == "after" else (mine, theirs)
    # The first day is after the start, and the last one before the end: both belong to the programme.
    itself = (link.kind, link.other) in (("after", THE_START), ("before", THE_END))
    soonest = link.gap.least.after(earlier.last) if link.gap and link.gap.least else earlier.last
    soonest += timedelta(0) if itself or (link.gap and link.gap.least) else ONE_DAY
    latest = link.gap.most.after(earlier.last) if link.gap and link.gap.most else later.first
    return soonest <= later.first <= latest
