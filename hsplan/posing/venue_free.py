"""One of a session's venues is open and large enough on its days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange, numbers_in
from hsplan.problem import Because, Forbidden, touching
from hsplan.programme.people import large_enough

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term

RULE = "no-venue"


def pose(request: Request) -> Iterator[Term]:
    """The days on which no venue will do are forbidden."""
    for session in request.sessions:
        venues = [request.programme.venues[id_] for id_ in session.venues]
        able = [venue for venue in venues if large_enough(venue, request.programme, session)]
        longer = DayRange(request.within.first, request.within.last + timedelta(days=session.days))
        closed = [touching(numbers_in(venue.closed, longer), session.days) for venue in able]
        shut = frozenset(range(len(request.within))).intersection(*closed)
        if venues and shut:
            words = f"held at {' or '.join(venue.name for venue in venues)}"
            yield Forbidden(session.id, shut, Because(words, session.origins["where"]))
