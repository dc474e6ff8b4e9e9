"""A session is on one of its weekdays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term
    from hsplan.programme.sessions import Session


def pose(request: Request) -> Iterator[Term]:
    """The other days of the week are forbidden; where the weekdays are a preference, those that are no working days."""
    for session in request.sessions:
        allowed = session.weekdays.allowed
        days = frozenset(n for n, day in enumerate(request.within) if day.weekday() not in allowed.days)
        yield Forbidden(session.id, days, Because(_words(session), session.origins["weekdays"]))


def _words(session: Session) -> str:
    """The wish as it was written, or what holds where nothing was."""
    stated = session.origins["weekdays"] != session.path
    return (
        f"weekdays: {session.weekdays}"
        if stated
        else f"working days, {session.weekdays}, unless `weekdays` says otherwise"
    )
