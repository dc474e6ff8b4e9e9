"""No day of a session on a closed day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.problem import Because, Forbidden, touching

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.problem import Request, Term

RULE = "closed-day"


def pose(request: Request) -> Iterator[Term]:
    """The closed days, for each reason that closes some, are forbidden to every session."""
    by_reason: dict[str, list[date]] = {}
    for day, reason in request.calendar.closed.items():
        by_reason.setdefault(reason, []).append(day)
    for reason, days in by_reason.items():
        span = in_words(days[0]) if len(days) == 1 else f"{in_words(min(days))} to {in_words(max(days))}"
        because = Because(f"closed: {reason} ({span})", request.calendar.places.get(reason, ("calendar",)))
        shut: dict[int, frozenset[int]] = {}
        closed = [request.day(day) for day in days]
        for session in request.sessions:
            if session.days not in shut:
                shut[session.days] = touching(closed, session.days)
            yield Forbidden(session.id, shut[session.days], because)
