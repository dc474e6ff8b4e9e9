"""With `--as-of`, what lies within the notice and people were told of stays, and nothing new is placed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange, in_words
from hsplan.plan.case import HELD
from hsplan.plan.notice import is_promised, notice_days, told_day
from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "too-short-notice"


def pose(request: Request) -> Iterator[Term]:
    """Days within the notice are forbidden, save those that a session has already or that people were told."""
    days = notice_days(request.programme, request.as_of)
    if days is None:
        return
    near = frozenset(n for n, day in enumerate(request.days) if day in days)
    for session in request.sessions:
        booking = request.booking(session)
        held = booking.date if booking is not None and booking.status in HELD else None
        told = told_day(request.previous, session.id)
        own = frozenset(request.day(day) for day in (held, told) if day is not None)
        if held is not None and held in days and is_promised(request.previous, session.id):
            words = f"{session.id} stays on {in_words(held)}: people were told, and it is within the notice"
            yield Forbidden(session.id, request.every - own, Because(words, ("notice",)))
        else:
            yield Forbidden(session.id, near - own, Because(_words(days), ("notice",)))


def _words(days: DayRange) -> str:
    return f"nothing new within the notice, {in_words(days.first)} to {in_words(days.last)}"
