"""Sessions follow each other in their order, one a day at most."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.problem import Apart, Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term

BECAUSE = Because("sessions follow each other in their order", fact=True)


def pose(request: Request) -> Iterator[Term]:
    """Each session is at least a day after the one before it, and on the right side of all that was delivered."""
    for earlier, later in pairwise(request.sessions):
        yield Apart(earlier.id, later.id, (1,) * len(request.within), None, BECAUSE)
    order = [session.id for session in request.booked]
    for id_, held in request.delivered().items():
        because = Because(f"`{id_}` was delivered on {in_words(held)}, and sessions keep their order")
        before = frozenset(n for n, day in enumerate(request.within) if day >= held)
        after = frozenset(n for n, day in enumerate(request.within) if day <= held)
        for session in request.sessions:
            comes_before = order.index(session.id) < order.index(id_)
            yield Forbidden(session.id, before if comes_before else after, because)
