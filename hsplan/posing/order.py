"""Sessions follow each other in their order, each after the last day of the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.dates.lengths import days_after
from hsplan.findings import IN_PLAN
from hsplan.problem import Because, Forbidden
from hsplan.programme.sessions import follow, successions
from hsplan.request import bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "out-of-order"
BECAUSE = Because("sessions follow each other in their order", fact=True)


def pose(request: Request) -> Iterator[Term]:
    """Each session is after the one before it, and on the right side of all that was delivered."""
    posed = (*request.booked, *request.windows)
    with_windows = successions(request.programme, posed) if request.windows else ()
    for pair in (*with_windows, *request.successions):
        if pair.adjacent and not {pair.earlier.id, pair.later.id} & request.delivered.keys():
            yield from bound(request, (pair.earlier.id, pair.later.id), days_after(pair.earlier.days), None, BECAUSE)
    for held, booking in request.facts:
        words = f"`{held.id}` was delivered on {in_words(booking.date)}, and sessions keep their order"
        because = Because(words, (IN_PLAN, "sessions", held.id, "date"))
        first, last = request.day(booking.days.first), request.day(booking.days.last)
        for session in request.posed:
            if follow(session, held):
                yield Forbidden(session.id, frozenset(n for n in request.every if n + session.days > first), because)
            elif follow(held, session):
                yield Forbidden(session.id, frozenset(n for n in request.every if n <= last), because)
