"""The weekdays that a session mostly asks for. Another day costs as much as a gap that is five days out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import touching
from hsplan.problem import SCALE, Because, Dearer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

UNIT = 25


def prefer(request: Request) -> Iterator[Term]:
    """A cost on every other day of the week, for sessions whose weekdays are a preference."""
    weight = UNIT * SCALE[request.programme.preferences.favourite_days]
    for session in request.sessions:
        if weight and session.weekdays.mostly:
            wrong = (n for n, day in enumerate(request.weekdays) if day not in session.weekdays.days)
            others = dict.fromkeys(sorted(touching(wrong, session.days)), weight)
            because = Because(f"weekdays: {session.weekdays}", ("preferences", "favourite-days"), asked=True)
            yield Dearer(session.id, others, because)
