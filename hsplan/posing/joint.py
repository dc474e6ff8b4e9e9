"""What is held together with another cohort is on the date that the other's plan has, and at one moment with it.

Who leads it, and where it is, are those of the other's plan as well: `request.Taken.staff`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.problem import Because, Forbidden
from hsplan.programme.joint import at_one_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.programme.sessions import Session
    from hsplan.request import Request

RULE = "not-joint"


def pose(request: Request) -> Iterator[Term]:
    """Every other day is forbidden to a session that another plan has dated."""
    taken = request.taken
    others: dict[int, frozenset[int]] = {}
    """For each day all others: the same for all who hold something on it."""
    for session in request.sessions:
        path = (*session.path, "joint-with")
        for partner, booking in taken.joint.get(session.id, {}).items():
            held = request.day(booking.date)
            if held not in others:
                others[held] = request.every - {held}
            hold = "would hold" if partner in taken.tried else "hold"
            words = f"{session.id} is joint with {partner}, who {hold} it on {in_words(booking.date)}"
            yield Forbidden(session.id, others[held], Because(words, path))
        for cohort, days in _at_other_moments(request, session):
            words = (
                f"{session.id} is joint with {cohort}, and on that day at another moment there, by the clocks of both"
            )
            yield Forbidden(session.id, days, Because(words, path))
        for whom, barred in taken.barred.get(session.id, {}).items():
            words = f"{session.id} is on a day that suits {whom}"
            days = frozenset(request.day(day) for day in barred if day in request.within)
            yield Forbidden(session.id, days, Because(words, path))


def _at_other_moments(request: Request, session: Session) -> Iterator[tuple[str, frozenset[int]]]:
    """The days on which another cohort has it at another moment, by the times and clocks of both."""
    joint = request.programme.joint.get(session.id)
    if joint is None:
        return
    for one in joint.holders:
        if (one.zone, one.hours) != (joint.mine.zone, joint.mine.hours):
            days = frozenset(n for n, day in enumerate(request.days) if not at_one_time(joint.mine, one, day))
            if days:
                yield one.cohort, days
