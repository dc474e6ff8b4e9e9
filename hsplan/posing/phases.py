"""A session lies within its phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.problem import Because, Forbidden
from hsplan.programme.sessions import phase_stretches, phases_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term


def pose(request: Request) -> Iterator[Term]:
    """The days outside a session's phase are forbidden to it."""
    stretches = phase_stretches(request.programme, request.within.first)
    key, phases = phases_of(request.programme)
    for session in request.sessions:
        if session.phase is not None:
            stretch = stretches[session.phase]
            days = frozenset(n for n, day in enumerate(request.within) if day not in stretch)
            share = "" if phases[session.phase].length else ", its equal share, as it says no `length`"
            words = f"`{session.phase}` lasts from {in_words(stretch.first)} to {in_words(stretch.last)}{share}"
            yield Forbidden(session.id, days, Because(words, (key, session.phase)))
