"""Sessions evenly over the whole length: each best lies in the middle of its equal share of the programme.

With n sessions in L days the ideal gap is L / n, and half of it before the first and after the last. A gap that
the author asks for (`gap: about 1 month`) takes the place of the equal share. A day out costs 1 unit at normal
weight, two days 4, a week 49: the square, so that one wide hole is worse than several small shifts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import Because, Dearer, Evenly
from hsplan.programme.sessions import successions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term

UNIT = {"off": 0, "low": 1, "normal": 4, "high": 16}
BECAUSE = Because("even-spread", "sessions evenly spread", ("preferences", "even-spread"))


def prefer(request: Request) -> Iterator[Term]:
    """The ideal gap of each pair of successive sessions, and the ideal day of the first and the last."""
    weight = UNIT[request.programme.preferences.even_spread]
    days, count = len(request.within), len(request.sessions)
    if not weight or not count:
        return
    share = days // count
    for pair in successions(request.programme):
        about = next((gap.about for gap in pair.gaps if gap.about is not None), None)
        ideal = tuple((about.after(day) - day).days if about else share for day in request.within)
        yield Evenly(pair.earlier.id, pair.later.id, ideal, weight, BECAUSE)
    first, last = share // 2, days - (share - share // 2)
    for session, best in ((request.sessions[0], first), (request.sessions[-1], last)):
        yield Dearer(session.id, {day: weight * (day - best) ** 2 for day in range(days)}, BECAUSE)
