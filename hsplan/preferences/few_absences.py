"""The fewest absences, where it is known on which days participants work.

Each participant who is missed on a day costs as much as a gap that is three days out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import SCALE, Because, Dearer
from hsplan.programme.people import can_attend, working

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term

UNIT = 9
BECAUSE = Because("few absences", ("preferences", "few-absences"))


def prefer(request: Request) -> Iterator[Term]:
    """For each session that is for everyone, what each day costs: how many are missed."""
    weight = UNIT * SCALE[request.programme.preferences.few_absences]
    known = working(request.programme)
    if not weight or not known:
        return
    missing = [sum(not can_attend(one, day) for one in known) for day in request.days]
    sessions = [one for one in request.sessions if one.for_.everyone and one.member is None]
    for session in sessions:
        costs = {
            n: weight * max(missing[n : n + session.days])
            for n in range(len(missing))
            if any(missing[n : n + session.days])
        }
        yield Dearer(session.id, costs, BECAUSE)
