"""Weekdays in turn: a weekday that is always the same shuts out those who never work on it.

Where sessions may be on several weekdays, each pair of sessions on the same one costs as much as a gap that is
three days out. Where it is known on which days participants work, what is for everyone is left to few absences.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hsplan.problem import SCALE, Because, Dearer, Rotation
from hsplan.programme.people import part_time
from hsplan.programme.sessions import in_turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

UNIT = 9
BECAUSE = Because("weekdays in turn", ("preferences", "rotation"))


def prefer(request: Request) -> Iterator[Term]:
    """One rotation over the weekdays of the days under `sessions` without favourites; what was delivered counts."""
    programme = request.programme
    weight = UNIT * SCALE[programme.preferences.rotation]
    if not weight:
        return
    by_absence = SCALE[programme.preferences.few_absences] and part_time(programme)
    sessions = frozenset(
        one.id
        for one in request.sessions
        if in_turn(one) and not (by_absence and one.for_.everyone and one.member is None)
    )
    if len(sessions) > 1:
        yield Rotation(sessions, dict(enumerate(request.weekdays)), weight, BECAUSE)
    past = Counter(day.weekday() for day in request.delivered.values())
    for id_ in sorted(sessions) if past else ():
        yield Dearer(id_, {n: weight * past[day] for n, day in enumerate(request.weekdays)}, BECAUSE)
