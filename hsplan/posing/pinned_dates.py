"""A session whose date is pinned stays on it. People and venues that are pinned are kept where they are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import IN_PLAN
from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "pinned"
"""The code of no rule: a pin asks that a value stay as the plan has it, and a plan is always as it has it itself."""


def pose(request: Request) -> Iterator[Term]:
    """Every other day is forbidden to a session with a pinned date; the pin stands in the plan's file."""
    for session in request.sessions:
        booking = request.booking(session)
        if booking is not None and "date" in booking.pinned:
            held = request.day(booking.date)
            words = f"{session.id} is pinned to {in_words(booking.date)}"
            because = Because(words, (IN_PLAN, "sessions", session.id, "pinned"))
            yield Forbidden(session.id, request.every - {held}, because)
