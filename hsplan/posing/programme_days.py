"""What no phase holds lies within the programme, or where its `when` puts it before the start or after the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "outside-programme"


def pose(request: Request) -> Iterator[Term]:
    """The days outside the programme are forbidden; what a session takes of several days lies within as well."""
    for session in request.posed:
        days = request.frame.days(session)
        outside = request.outside(days, session.days)
        if outside and request.frame.phase(session) is None:
            words = f"the programme lasts from {in_words(days.first)} to {in_words(days.last)}"
            yield Forbidden(session.id, outside, Because(words, ("length",)))
