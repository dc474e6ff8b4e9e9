"""With `--as-of`, what lies before that day stays, and nothing comes to lie there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import IN_PLAN
from hsplan.plan.case import HELD
from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "past-changed"


def pose(request: Request) -> Iterator[Term]:
    """Every other day is forbidden to what lies before the day, and every day before it to all else."""
    as_of = request.as_of
    if as_of is None:
        return
    past = Because(f"nothing new lies before {in_words(as_of)} (--as-of)")
    before = frozenset(range(request.day(as_of))) & request.every
    for session in request.sessions:
        booking = request.booking(session)
        if booking is not None and booking.status in HELD and booking.date < as_of:
            held = request.day(booking.date)
            words = f"{session.id} was on {in_words(booking.date)}, before {in_words(as_of)} (--as-of)"
            because = Because(words, (IN_PLAN, "sessions", session.id, "date"))
            yield Forbidden(session.id, request.every - {held}, because)
        else:
            yield Forbidden(session.id, before, past)
