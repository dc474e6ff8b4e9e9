"""The fewest and most evenly spread absences, where it is known on which days participants work.

Each participant who is missed on a day costs as much as a gap that is three days out; each further time that the same
one is missed costs as much again for every time before, so that nobody is shut out always. Where working days are
known, this takes the place of weekdays in turn.
"""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

from hsplan.problem import SCALE, Because, Dearer, Rotation
from hsplan.programme.people import can_attend, part_time, working
from hsplan.programme.sessions import in_turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.problem import Term
    from hsplan.programme.sessions import Session
    from hsplan.request import Request

UNIT = 9
BECAUSE = Because("few absences", ("preferences", "few-absences"))

Missed = frozenset[int]
"""The participants who are missed on a day, each by a number."""


def prefer(request: Request) -> Iterator[Term]:
    """For each session that is for everyone, what each day costs: how many are missed, and who is missed again."""
    weight = UNIT * SCALE[request.programme.preferences.few_absences]
    known = working(request.programme)
    if not weight or not known:
        return
    missed = [frozenset(n for n, one in enumerate(known) if not can_attend(one, day)) for day in request.days]
    many = [len(one) for one in missed]
    sessions = [one for one in request.sessions if one.for_.everyone and one.member is None]
    for session in sessions:
        costs = {n: weight * most for n in range(len(many)) if (most := max(many[n : n + session.days], default=0)) > 0}
        yield Dearer(session.id, costs, BECAUSE)
    if part_time(request.programme):
        yield from _again(request, [one for one in sessions if in_turn(one)], missed, weight)


def _again(request: Request, sessions: Sequence[Session], missed: Sequence[Missed], weight: int) -> Iterator[Term]:
    """Each two days cost as many weights as there are participants who are missed on both."""
    kinds = {one: n for n, one in enumerate(dict.fromkeys(missed))}
    if len(sessions) > 1:
        alike = {
            (kinds[one], kinds[other]): len(one & other)
            for one, other in combinations_with_replacement(kinds, 2)
            if one & other
        }
        labels = {n: kinds[one] for n, one in enumerate(missed)}
        yield Rotation(frozenset(one.id for one in sessions), labels, weight, BECAUSE, alike)
    past = [one for one in _missed_before(request) if one]
    for session in sessions if past else ():
        costs = {n: weight * sum(len(one & before) for before in past) for n, one in enumerate(missed)}
        yield Dearer(session.id, {n: more for n, more in costs.items() if more}, BECAUSE)


def _missed_before(request: Request) -> Iterator[Missed]:
    """Who was missed at each session that has been delivered."""
    known = working(request.programme)
    for one, booking in request.facts:
        if one.for_.everyone and one.member is None:
            yield frozenset(n for n, who in enumerate(known) if not can_attend(who, booking.date))
