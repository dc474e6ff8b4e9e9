"""A session lies within its phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.problem import Because, Forbidden
from hsplan.programme.stretches import phases_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "outside-phase"


def pose(request: Request) -> Iterator[Term]:
    """The days outside a session's phase are forbidden to it; what it takes of several days lies within as well."""
    key, phases = phases_of(request.programme)
    for session in request.posed:
        phase = request.frame.phase(session)
        if phase is not None:
            days = request.frame.days(session)
            share = "" if phases[phase].length else ", its equal share, as it says no `length`"
            words = f"`{phase}` lasts from {in_words(days.first)} to {in_words(days.last)}{share}"
            yield Forbidden(session.id, request.outside(days, session.days), Because(words, (key, phase)))
