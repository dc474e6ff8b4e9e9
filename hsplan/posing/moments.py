"""A session is where its own `when` puts it in the calendar, or in its phase or programme."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "wrong-moment"


def pose(request: Request) -> Iterator[Term]:
    """The days outside a session's own ranges, months and weeks, and outside the stretch that it is anchored in."""
    for session in request.posed:
        last = timedelta(days=session.days - 1)
        for moment in session.moments:
            days = (n for n, day in enumerate(request.days) if day not in moment or day + last not in moment)
            words = f"{session.id} is asked for {moment}"
            yield Forbidden(session.id, frozenset(days), Because(words, (*session.path, "when")))
        for anchor, stretch in request.frame.anchored(session):
            words = f"{session.id} is asked for {anchor}"
            because = Because(words, (*session.path, "when"))
            yield Forbidden(session.id, request.outside(stretch, session.days), because)
