"""A session is where its own `when` puts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import Because, Forbidden
from hsplan.programme.when import InMonths, Within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term


def pose(request: Request) -> Iterator[Term]:
    """The days outside a session's own ranges and months are forbidden to it."""
    for session in request.sessions:
        for moment in session.when:
            if isinstance(moment, Within | InMonths):
                days = frozenset(n for n, day in enumerate(request.within) if day not in moment)
                words = f"{session.id} is asked for {moment}"
                yield Forbidden(session.id, days, Because(words, (*session.path, "when")))
