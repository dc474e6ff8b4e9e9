"""The same facilitator throughout: participants get to know few faces.

Each further person who leads costs as much as one session that lies five days out of its place between two others. What
a set does on days of its own, the same people best lead as well, whoever leads the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import SCALE, Because, FewFaces
from hsplan.programme.people import same_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.programme.sessions import Session
    from hsplan.request import Request

UNIT = 50
BECAUSE = Because("the same facilitator throughout", ("preferences", "same-facilitator"))


def prefer(request: Request) -> Iterator[Term]:
    """For each role, and for the own dates of each set, as few people as one session takes, but those asked by name."""
    weight = UNIT * SCALE[request.programme.preferences.same_facilitator]
    groups: dict[tuple[str, tuple[str, int] | None], list[Session]] = {}
    for one in request.sessions if weight else ():
        if request.candidates[one.id].needed:
            groups.setdefault((same_role(request.programme, one.leaders.role), one.member), []).append(one)
    for (role, member), sessions in groups.items():
        found = [request.candidates[one.id] for one in sessions]
        seen = _seen(request, role, member)
        known = seen.union(*(one.asked for one in found))
        people = frozenset(id_ for one in found for id_ in one.people) - known
        free = max(0, max(one.needed - len(one.asked) for one in found) - len(seen))
        if len(people) > free:
            yield FewFaces(frozenset(one.id for one in sessions), people, free, weight, BECAUSE)


def _seen(request: Request, role: str, member: tuple[str, int] | None) -> frozenset[str]:
    """Those who have led before: what was delivered."""
    return frozenset(
        who
        for one, booking in request.facts
        if one.member == member and same_role(request.programme, one.leaders.role) == role
        for who in booking.people
    )
