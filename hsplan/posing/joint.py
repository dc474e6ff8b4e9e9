"""What is held together with another cohort is on the date that the other's plan has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "not-joint"


def pose(request: Request) -> Iterator[Term]:
    """Every other day is forbidden to a session that another plan has dated."""
    taken = request.taken
    others: dict[int, frozenset[int]] = {}
    """For each day all others: the same for all who hold something on it."""
    for session in request.sessions:
        path = (*session.path, "joint-with")
        for partner, day in taken.dates.get(session.id, {}).items():
            held = request.day(day)
            if held not in others:
                others[held] = request.every - {held}
            words = f"{session.id} is joint with {partner}, who hold it on {in_words(day)}"
            yield Forbidden(session.id, others[held], Because(words, path))
        barred = taken.barred.get(session.id, frozenset())
        if barred:
            words = f"{session.id} is on a day that suits those who hold it as well"
            days = frozenset(request.day(day) for day in barred if day in request.within)
            yield Forbidden(session.id, days, Because(words, path))
