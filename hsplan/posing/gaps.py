"""Successive sessions keep the gap that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.lengths import After, days_after
from hsplan.problem import Because
from hsplan.request import bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "gap-not-kept"


def pose(request: Request) -> Iterator[Term]:
    """At least and at most so long between the first days of two successive sessions."""
    for pair in request.successions:
        key = "every" if pair.path[-1:] == ("every",) else "gap"
        for gap in pair.gaps:
            if gap.least is not None or gap.most is not None:
                soonest = After(gap.least) if gap.least is not None else days_after(0)
                latest = After(gap.most) if gap.most is not None else None
                because = Because(f"{key}: {gap}", pair.path)
                yield from bound(request, (pair.earlier.id, pair.later.id), soonest, latest, because)
