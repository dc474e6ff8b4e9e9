"""A change is better far ahead than soon: with `--as-of`, of two sessions that might move, the later one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.plan.case import HELD
from hsplan.problem import SCALE, Because, Dearer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

UNIT = 100
"""What a move in this very week costs at `low`; in the n-th week after it, the n-th part of that."""
PATH = ("preferences", "notice")


def prefer(request: Request) -> Iterator[Term]:
    """A cost for each session that leaves its day, the dearer the sooner it is; no gain in it outweighs a move."""
    weight = UNIT * SCALE[request.programme.preferences.notice]
    if not weight or request.as_of is None:
        return
    for session in request.sessions:
        booking = request.booking(session)
        if booking is not None and booking.status in HELD and booking.date >= request.as_of:
            held = request.day(booking.date)
            cost = weight // (1 + (booking.date - request.as_of).days // 7)
            costs = {day: cost for day in range(len(request.within)) if day != held}
            yield Dearer(session.id, costs, Because("changes well ahead", PATH))
