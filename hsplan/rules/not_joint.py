"""What cohorts hold together is one session: on one date, at one moment, in one venue and led by the same people.

    cohorts: {north: {...}, south: {sessions: {launch: {joint-with: north}}}}
    # the plans: north has its launch on 18 January, south on the 19th; or north has it in the hall, south in the barn

Move one of the two, or run `hsplan schedule` for both. Cohorts whose `where` or `with` differ are each in a place of
their own, or led by people of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.plan.case import at, breach
from hsplan.programme.joint import at_one_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Finding
    from hsplan.plan.case import Case
    from hsplan.plan.model import Booking
    from hsplan.programme.joint import Joint
    from hsplan.programme.sessions import Session

CODE = "not-joint"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking of a joint session that another cohort's plan has otherwise."""
    for session, booking in case.ahead():
        joint = case.programme.joint.get(session.id)
        for cohort, other in case.joint.get(session.id, {}).items():
            if other.date != booking.date:
                message = (
                    f"`{session.id}` is on {in_words(booking.date)}, and `{cohort}` holds it on {in_words(other.date)}"
                )
                yield breach(CODE, message, at(session), expected="one date for both")
            elif joint is not None:
                yield from _otherwise(session, booking, (cohort, other), joint)


def _otherwise(session: Session, booking: Booking, held: tuple[str, Booking], joint: Joint) -> Iterator[Finding]:
    """A finding each for another moment of that day, another venue, and other people."""
    cohort, other = held
    by_cohort = {one.cohort: one for one in joint.holders}
    if cohort in by_cohort and not at_one_time(joint.mine, by_cohort[cohort], booking.date):
        message = (
            f"`{session.id}` is not at one moment with `{cohort}` on {in_words(booking.date)}, by the clocks of both"
        )
        yield breach(CODE, message, at(session), expected="one moment for both")
    if cohort in joint.placed_with and other.venue != booking.venue:
        message = f"`{session.id}` is at {_told(booking.venue)}, and `{cohort}` holds it at {_told(other.venue)}"
        yield breach(CODE, message, at(session, "venue"), expected="one venue for both")
    if cohort in joint.led_with and set(other.people) != set(booking.people):
        mine_led, led = _told(*booking.people), _told(*other.people)
        message = f"`{session.id}` is led by {mine_led}, and with `{cohort}` by {led}"
        yield breach(CODE, message, at(session, "people"), expected="the same people for both")


def _told(*ids: str | None) -> str:
    return " and ".join(f"`{id_}`" for id_ in ids if id_) or "none"
