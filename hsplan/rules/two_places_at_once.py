"""Nobody leads or attends, and no venue holds, two sessions at once.

Two sessions on one day are at once unless their times say otherwise, or one is held within the other. In two towns on
one day nobody leads at all.

    sessions:
      day-1: {date: 18 Jan 2011, people: [facilitator-a]}
      day-2: {date: 18 Jan 2011, people: [facilitator-a]}

Move one of the two, or have someone else lead it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding, Note
from hsplan.plan.case import MEND, at
from hsplan.programme.people import apart_in_time, both_wanted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.plan.case import Case
    from hsplan.programme.sessions import Session

CODE = "two-places-at-once"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each person or venue booked twice on a day, at the later booking."""
    told: set[tuple[str, str]] = set()
    taken: dict[tuple[date, str], list[Session]] = {}
    for session, booking in case.ahead_unless_waived(CODE):
        for id_ in (*dict.fromkeys(booking.people), *([booking.venue] if booking.venue else [])):
            for day in booking.days:
                others = taken.setdefault((day, id_), [])
                clashing = [other for other in others if not apart_in_time(session, other)]
                far = [other for other in others if id_ != booking.venue and _in_two_towns(case, session, other)]
                others.append(session)
                if far and not clashing:
                    yield _far(id_, session, far[0], day)
                if clashing:
                    told.add((session.id, clashing[0].id))
                    message = f"`{id_}` is booked for `{session.id}` and for `{clashing[0].id}` on {in_words(day)}"
                    notes = (Note("the other booking", at(clashing[0])),)
                    expected = "one session at a time for a person or a venue"
                    yield Finding(CODE, message, at(session), expected=expected, notes=notes, help=MEND)
    yield from _participants(case, told)


def _in_two_towns(case: Case, one: Session, other: Session) -> bool:
    """Whether two sessions are held in two towns, as far as those are stated."""
    venues = [case.plan.sessions[session.id].venue for session in (one, other)]
    towns = {case.programme.venues[id_].town for id_ in venues if id_ in case.programme.venues} - {None}
    return len(towns) > 1


def _far(id_: str, session: Session, other: Session, day: date) -> Finding:
    message = f"`{id_}` is booked for `{session.id}` and for `{other.id}`, in another town, on {in_words(day)}"
    notes = (Note("the other booking", at(other)),)
    return Finding(CODE, message, at(session), expected="one town a day for a person", notes=notes, help=MEND)


def _participants(case: Case, told: set[tuple[str, str]]) -> Iterator[Finding]:
    """A finding for each booking at the time of another to which the same participants are to come."""
    held: dict[date, list[Session]] = {}
    for session, booking in case.ahead_unless_waived(CODE):
        for day in booking.days:
            clashing = [other for other in held.setdefault(day, []) if both_wanted(session, other)]
            clashing = [other for other in clashing if (session.id, other.id) not in told]
            held[day].append(session)
            if clashing:
                message = f"participants are to be at `{session.id}` and at `{clashing[0].id}` on {in_words(day)}"
                notes = (Note("the other booking", at(clashing[0])),)
                yield Finding(CODE, message, at(session), expected="one session at a time", notes=notes, help=MEND)
                break
