"""Nobody leads or attends, and no venue holds, two sessions at once.

Two sessions on one day are at once unless their times say otherwise (`time: 9:30-12:30`, `time: evening`), or one is
held within the other (`when: the day of day-1`). In two towns on one day nobody leads or attends at all.

    sessions:
      day-1: {date: 18 Jan 2011, people: [facilitator-a]}
      day-2: {date: 18 Jan 2011, people: [facilitator-a]}

What was delivered is a fact: what is still to be held keeps off it. What programmes share (a person or venue from one
shared file) is in one place at a time in all of their plans together; a person is not in two towns on one day.

Of participants it counts for whom a session is (`for: set 1`, `for: gp`): whoever may come to both is in two places,
unless `participants` says of which set they are, or which role they have. What is optional, and what each does alone
(an assignment, e-learning without a time), takes nobody from elsewhere.

Move one of the two, say at which times they are, or have someone else lead it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding, Note
from hsplan.plan.case import HELD, at, breach
from hsplan.programme.attending import ALL, wanted_at_both, wanted_twice
from hsplan.programme.people import apart_in_time, at_other_times
from hsplan.programme.waivers import waived_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.plan.case import Case
    from hsplan.plan.held import Held
    from hsplan.plan.model import Booking
    from hsplan.programme.sessions import Session

CODE = "two-places-at-once"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each person or venue booked twice on a day, at the later booking."""
    told: set[tuple[str, str]] = set()
    taken: dict[tuple[date, str], list[Session]] = {}
    for session, booking in _facts_first(case):
        for id_ in (*dict.fromkeys(booking.people), *([booking.venue] if booking.venue else [])):
            for day in booking.days:
                others = taken.setdefault((day, id_), [])
                clashing = [other for other in others if not apart_in_time(session, other)]
                far = [other for other in others if id_ != booking.venue and _in_two_towns(case, session, other)]
                others.append(session)
                if booking.status not in HELD:
                    continue  # a fact
                if far and not clashing:
                    told.add((session.id, far[0].id))
                    yield _far(id_, session, far[0], day)
                if clashing:
                    told.add((session.id, clashing[0].id))
                    message = f"`{id_}` is booked for `{session.id}` and for `{clashing[0].id}` on {in_words(day)}"
                    notes = (Note("the other booking", at(clashing[0])),)
                    expected = "one session at a time for a person or a venue"
                    yield breach(CODE, message, at(session), expected=expected, notes=notes)
    yield from _participants(case, told)
    yield from _elsewhere(case)


def _facts_first(case: Case) -> Iterator[tuple[Session, Booking]]:
    """The bookings that count, those delivered first: they are facts, and what is still to be held keeps off them."""
    aside = waived_until(case.programme, CODE)
    facts = ((one, booking) for one, booking in case.booked() if booking.status not in HELD)
    yield from ((one, booking) for one, booking in facts if one.id not in aside or booking.date > aside[one.id])
    yield from case.ahead_unless_waived(CODE)


def _elsewhere(case: Case) -> Iterator[Finding]:
    """A finding for each person or venue of a booking whom the plan of another programme wants at the time."""
    for session, booking in case.ahead_unless_waived(CODE) if case.held else ():
        town = case.programme.venues[booking.venue].town if booking.venue in case.programme.venues else None
        for id_ in (*dict.fromkeys(booking.people), *([booking.venue] if booking.venue else [])):
            here = (
                town if id_ != booking.venue else None
            )  # whatever two programmes call its town, a venue is where it is
            wanted = ((day, one) for day in booking.days for one in case.held_on.get((day, id_), ()))
            clash = next(((day, one) for day, one in wanted if _clash(session, here, one)), None)
            if clash is not None:
                day, one = clash
                message = f"`{id_}` is booked for `{session.id}` and for `{one.session}` on {in_words(day)}"
                where = f" in {one.town}" if one.town and one.town != town else ""
                notes = (Note(f"the other booking is in the plan of `{one.session.partition(':')[0]}`{where}"),)
                expected = "one session at a time for a person or a venue"
                yield breach(CODE, message, at(session), expected=expected, notes=notes)


def _clash(session: Session, town: str | None, other: Held) -> bool:
    """Whether nobody can be at a session, held in a town, and at one of another programme on the same day."""
    if other.joint == session.id:
        return False
    two_towns = None not in (town, other.town) and town != other.town
    return two_towns or not at_other_times(session, other.times)


def _in_two_towns(case: Case, one: Session, other: Session) -> bool:
    """Whether two sessions are held in two towns, as far as those are stated."""
    venues = [case.plan.sessions[session.id].venue for session in (one, other)]
    towns = {case.programme.venues[id_].town for id_ in venues if id_ in case.programme.venues} - {None}
    return len(towns) > 1


def _far(id_: str, session: Session, other: Session, day: date) -> Finding:
    message = f"`{id_}` is booked for `{session.id}` and for `{other.id}`, in another town, on {in_words(day)}"
    notes = (Note("the other booking", at(other)),)
    return breach(CODE, message, at(session), expected="one town a day for a person", notes=notes)


def _participants(case: Case, told: set[tuple[str, str]]) -> Iterator[Finding]:
    """A finding for each booking on a day of another that wants some of the same people then, or in another town."""
    held: dict[date, list[Session]] = {}
    for session, booking in _facts_first(case):
        found = [
            (day, other, who, far)
            for day in booking.days
            for other in held.setdefault(day, [])
            if booking.status in HELD and (session.id, other.id) not in told
            for who, far in _wanted(case, session, other)
        ]
        for day in booking.days:
            held[day].append(session)
        if found:
            day, other, who, far = found[0]
            there = ", in another town," if far else ""
            where = "one town a day" if far else "one session at a time"
            message = f"{_are(who)} to be at `{session.id}` and at `{other.id}`{there} on {in_words(day)}"
            notes = (Note("the other booking", at(other)),)
            yield breach(CODE, message, at(session), expected=where, notes=notes)


def _wanted(case: Case, session: Session, other: Session) -> Iterator[tuple[str, bool]]:
    """Who is wanted at both of two sessions of one day, and whether only their towns keep them from it."""
    who = wanted_twice(case.programme, session, other)
    apart = not who and _in_two_towns(case, session, other) and case.plan.sessions[other.id].status in HELD
    far = wanted_at_both(case.programme, session, other) if apart else ""
    if who or far:
        yield who or far, not who


def _are(who: str) -> str:
    return f"{who} are" if who == ALL else f"{who} is"
