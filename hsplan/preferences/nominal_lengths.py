"""Where lengths are about, sessions best lie within their phase and the programme all the same.

A day beyond costs as much as a gap a day out: the first day 1, the second 4 in all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import SCALE, Because, Dearer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

BECAUSE = Because("within the length that is about", ("length",))


def prefer(request: Request) -> Iterator[Term]:
    """For each session a cost that grows with the days by which it lies out of its phase or programme."""
    if not request.frame.loose:
        return
    costs: dict[tuple[int, int], dict[int, int]] = {}
    for session in request.sessions:
        if session.outside is None and not session.tied:
            days = request.frame.level(session)
            first, last = request.day(days.first), request.day(days.last) - (session.days - 1)
            if (first, last) not in costs:
                out = {n: max(first - n, n - last, 0) for n in range(len(request.days))}
                costs[first, last] = {n: SCALE["normal"] * by**2 for n, by in out.items() if by}
            yield Dearer(session.id, costs[first, last], BECAUSE)
