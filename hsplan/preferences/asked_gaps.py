"""The gaps that the author asks for with `about`: what is out costs the square of the days, at normal weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.lengths import After
from hsplan.problem import SCALE, Because
from hsplan.request import evenly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request


def prefer(request: Request) -> Iterator[Term]:
    """The ideal gap of each pair of successive sessions that has one of its own."""
    for pair in request.successions:
        for gap in pair.gaps:
            if gap.about is not None:
                ideal = request.ahead(After(gap.about))
                because = Because(f"the gap of {gap}", pair.path, asked=True)
                yield from evenly(request, (pair.earlier.id, pair.later.id), ideal, SCALE["normal"], because)
