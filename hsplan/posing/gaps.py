"""Successive sessions keep the gap that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import Apart, Because
from hsplan.programme.sessions import successions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term


def pose(request: Request) -> Iterator[Term]:
    """At least and at most so long between the first days of two successive sessions."""
    for pair in successions(request.programme, request.sessions):
        for gap in pair.gaps:
            if gap.least is None and gap.most is None:
                continue
            least = tuple((gap.least.after(day) - day).days if gap.least else 0 for day in request.within)
            most = tuple((gap.most.after(day) - day).days for day in request.within) if gap.most else None
            words = f"gap: {gap}"
            yield Apart(pair.earlier.id, pair.later.id, least, most, Because(words, pair.path))
