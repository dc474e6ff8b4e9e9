"""What is held together with another cohort is on the date that the other's plan has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term

RULES = ("not-joint",)


def pose(request: Request) -> Iterator[Term]:
    """Every other day is forbidden to a session that another plan has dated."""
    dates = request.taken.dates if request.taken is not None else {}
    for session in request.sessions:
        if session.id in dates:
            day = dates[session.id]
            other = frozenset(n for n in range(len(request.within)) if n != request.day(day))
            words = f"{session.id} is joint with {', '.join(session.joint_with)}, who hold it on {in_words(day)}"
            yield Forbidden(session.id, other, Because(words, (*session.path, "joint-with")))
