"""Every day of a session is one of its weekdays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import touching
from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.problem import Term
    from hsplan.programme.sessions import Session
    from hsplan.request import Request

RULE = "wrong-weekday"


def pose(request: Request) -> Iterator[Term]:
    """The other days of the week are forbidden; where the weekdays are a preference, those that are no working days."""
    found: dict[tuple[tuple[int, ...], int, int | None], frozenset[int]] = {}
    for session in request.sessions:
        asked = (session.weekdays.allowed.days, session.days_on_weekdays, session.lasts.first_weekday)
        if asked not in found:
            found[asked] = _others(request, *asked)
        yield Forbidden(session.id, found[asked], Because(_words(session), _origin(session)))


def _others(request: Request, allowed: tuple[int, ...], bound: int, first: int | None) -> frozenset[int]:
    """The days from which a session would lie on some other weekday, or not begin on the one that it has to."""
    days = touching((n for n, day in enumerate(request.weekdays) if day not in allowed), bound)
    if first is not None:
        days |= frozenset(n for n, day in enumerate(request.weekdays) if day != first)
    return days


def _origin(session: Session) -> Path:
    return (*session.path, "lasts") if session.lasts.weekdays else session.origins["weekdays"]


def _words(session: Session) -> str:
    """The wish as it was written, or what holds where nothing was."""
    if session.lasts.weekdays:
        return f"lasts: {session.lasts}"
    stated = session.origins["weekdays"] != session.path
    return (
        f"weekdays: {session.weekdays}"
        if stated
        else f"working days, {session.weekdays}, unless `weekdays` says otherwise"
    )
