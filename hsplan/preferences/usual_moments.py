"""The moments that a session usually has: a miss costs as much as a gap five days out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import SCALE, Because, Dearer
from hsplan.programme.when import Usually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

WEIGHT = 25 * SCALE["normal"]


def prefer(request: Request) -> Iterator[Term]:
    """A cost on each day out of a usual moment, or off the usual weekday of the month."""
    for session in request.sessions:
        for when in session.when:
            if isinstance(when, Usually):
                other = {n: WEIGHT for n, day in enumerate(request.days) if day not in when.moment}
                yield Dearer(session.id, other, Because(f"when: {when}", (*session.path, "when"), asked=True))
        rhythm = session.rhythm
        if rhythm is not None and rhythm.usually:
            other = {n: WEIGHT for n, day in enumerate(request.days) if not rhythm.falls_on(day, session.days)}
            yield Dearer(session.id, other, Because(f"every {rhythm}", (*session.path, "every"), asked=True))
