"""Sessions evenly over the whole length: each best lies in the middle of its equal share of the programme.

With n sessions in L days the ideal gap is L / n, and half of it before the first and after the last. What is out
costs the square of the days: a day 1, two days 4, a week 49, so that one wide hole is worse than several small shifts.
Where the author asks for a gap (`gap: about 1 month`), that takes the place of the equal share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import SCALE, Because, Dearer, evenly
from hsplan.programme.sessions import successions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term

BECAUSE = Because("an even share", ("preferences", "even-spread"))


def prefer(request: Request) -> Iterator[Term]:
    """The ideal gap of each pair of successive sessions without one of its own; the ideal first and last day."""
    weight = SCALE[request.programme.preferences.even_spread]
    days, count = len(request.within), len(request.booked)
    if not weight or not count:
        return
    share = days // count
    pairs = successions(request.programme, request.booked)
    asked = [pair for pair in pairs if any(gap.about is not None for gap in pair.gaps)]
    for pair in pairs:
        if pair not in asked:
            yield from evenly(request, pair, (share,) * days, weight, BECAUSE)
    if asked:
        return  # the gaps say how long the sessions take; their ends are not to be pulled to those of the programme
    first, last = share // 2, days - (share - share // 2)
    for session, best in ((request.booked[0], first), (request.booked[-1], last)):
        if session in request.sessions:
            yield Dearer(session.id, {day: weight * (day - best) ** 2 for day in range(days)}, BECAUSE)
