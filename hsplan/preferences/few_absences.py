"""The fewest and most evenly spread absences, where it is known on which days participants work.

Each participant who is missed on a day costs as much as a gap that is three days out; each further time that the same
one is missed costs as much again for every time before, so that nobody is shut out always.
"""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

from hsplan.dates.days import WEEKDAYS
from hsplan.problem import SCALE, Because, Dearer, Rotation
from hsplan.programme.people import can_attend, working
from hsplan.programme.sessions import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term
    from hsplan.programme.model import Participant

UNIT = 9
BECAUSE = Because("few absences", ("preferences", "few-absences"))


def prefer(request: Request) -> Iterator[Term]:
    """For each session for all what its days cost; for those of one day on the main road, who is missed again."""
    weight = UNIT * SCALE[request.programme.preferences.few_absences]
    known = working(request.programme)
    if not weight or not known:
        return
    missing = [sum(not can_attend(one, day) for one in known) for day in request.within]
    sessions = [one for one in request.sessions if one.for_.everyone and one.member is None]
    for session in sessions:
        costs = {
            n: weight * max(missing[n : n + session.days])
            for n in range(len(missing))
            if any(missing[n : n + session.days])
        }
        yield Dearer(session.id, costs, BECAUSE)
    turning = frozenset(one.id for one in sessions if one.lane == MAIN and one.days == 1 and not one.weekdays.mostly)
    if len(turning) > 1:
        labels = {n: day.weekday() for n, day in enumerate(request.within)}
        yield Rotation(turning, labels, weight, BECAUSE, _both_missed(known))


def _both_missed(known: tuple[Participant, ...]) -> dict[tuple[int, int], int]:
    """For each two weekdays how many participants work on neither."""
    return {
        (one, other): count
        for one, other in combinations_with_replacement(range(len(WEEKDAYS)), 2)
        if (count := sum(who.weekdays is not None and not {one, other} & {*who.weekdays.days} for who in known))
    }
