"""No day of a session on a closed day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import in_words, touching
from hsplan.problem import Because, Forbidden
from hsplan.programme.coming import roles_coming

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from hsplan.calendars.model import Calendar
    from hsplan.problem import Term
    from hsplan.programme.sessions import Session
    from hsplan.request import Request

RULE = "closed-day"


def pose(request: Request) -> Iterator[Term]:
    """The closed days, for each reason that closes some: to every session, or to those that a role comes to."""
    yield from _forbidden(request, request.calendar, request.sessions)
    coming = {session.id: roles_coming(request.programme, session) for session in request.sessions}
    for role, calendar in request.calendar.parts.items():
        sessions = tuple(session for session in request.sessions if role in coming[session.id])
        yield from _forbidden(request, calendar, sessions, f" for {role}")


def _forbidden(
    request: Request, calendar: Calendar, sessions: Sequence[Session], whom: str = ""
) -> Iterator[Forbidden]:
    by_reason: dict[str, list[date]] = {}
    for day, reason in calendar.closed.items():
        by_reason.setdefault(reason, []).append(day)
    for reason, days in by_reason.items():
        because = Because(f"closed{whom}: {reason} ({_span(days)})", calendar.places.get(reason, ("calendar",)))
        closed = [request.day(day) for day in days]
        shut: dict[int, frozenset[int]] = {}
        for session in sessions:
            if session.days not in shut:
                shut[session.days] = touching(closed, session.days)
            yield Forbidden(session.id, shut[session.days], because)


def _span(days: Sequence[date]) -> str:
    """From when to when some days are, and in how many stretches if they do not follow each other."""
    stretches = sum(day - timedelta(days=1) not in days for day in days)
    span = in_words(days[0]) if len(days) == 1 else f"{in_words(min(days))} to {in_words(max(days))}"
    return span if stretches == 1 else f"{stretches} stretches, {span}"
