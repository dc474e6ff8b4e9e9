"""A session is on one of its weekdays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term


def pose(request: Request) -> Iterator[Term]:
    """The other days of the week are forbidden, unless the weekdays are a preference."""
    for session in request.sessions:
        if not session.weekdays.mostly:
            allowed = session.weekdays.days
            days = frozenset(n for n, day in enumerate(request.within) if day.weekday() not in allowed)
            yield Forbidden(session.id, days, Because("wrong-weekday", f"weekdays: {session.weekdays}", ("weekdays",)))
