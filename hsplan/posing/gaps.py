"""Successive sessions keep the gap that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import Apart, Because, Forbidden
from hsplan.programme.sessions import successions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.dates.days import Gap
    from hsplan.problem import Request, Term


def pose(request: Request) -> Iterator[Term]:
    """At least and at most so long between the first days of two successive sessions."""
    delivered = request.delivered()
    for pair in successions(request.programme, request.booked):
        for gap in pair.gaps:
            if (gap.least is None and gap.most is None) or {pair.earlier.id, pair.later.id} <= delivered.keys():
                continue
            because = Because(f"gap: {gap}", pair.path)
            if pair.earlier.id in delivered:
                held = delivered[pair.earlier.id]
                wrong = (n for n, day in enumerate(request.within) if not _keeps(gap, held, day))
                yield Forbidden(pair.later.id, frozenset(wrong), because)
            elif pair.later.id in delivered:
                held = delivered[pair.later.id]
                wrong = (n for n, day in enumerate(request.within) if not _keeps(gap, day, held))
                yield Forbidden(pair.earlier.id, frozenset(wrong), because)
            else:
                least = tuple((gap.least.after(day) - day).days if gap.least else 0 for day in request.within)
                most = tuple((gap.most.after(day) - day).days for day in request.within) if gap.most else None
                yield Apart(pair.earlier.id, pair.later.id, least, most, because)


def _keeps(gap: Gap, earlier: date, later: date) -> bool:
    soonest = gap.least.after(earlier) if gap.least else later
    latest = gap.most.after(earlier) if gap.most else later
    return soonest <= later <= latest
