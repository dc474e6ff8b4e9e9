"""Those who lead share the sessions fairly: two sessions led by one person cost more than one each.

Each pair of sessions that a person leads costs as much as a gap that is a day out, so that the even share is the
cheapest. What they lead in other programmes counts, and so does what was delivered.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hsplan.problem import SCALE, Because, FairLoad
from hsplan.programme.people import same_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.programme.sessions import Session
    from hsplan.request import Request

BECAUSE = Because("a fair share for all who lead", ("preferences", "fair-load"))


def prefer(request: Request) -> Iterator[Term]:
    """For each role one share, where more may lead than are needed."""
    weight = SCALE[request.programme.preferences.fair_load]
    roles: dict[str, list[Session]] = {}
    for one in request.sessions if weight else ():
        if request.candidates[one.id].needed:
            roles.setdefault(same_role(request.programme, one.leaders.role), []).append(one)
    elsewhere = _elsewhere(request) if roles else {}
    for sessions in roles.values():
        found = [request.candidates[one.id] for one in sessions]
        people = dict.fromkeys(id_ for one in found for id_ in one.people)
        if any(len(one.people) > one.needed for one in found):
            already = {id_: elsewhere.get(id_, 0) for id_ in people}
            yield FairLoad(frozenset(one.id for one in sessions), already, weight, BECAUSE)


def _elsewhere(request: Request) -> Counter[str]:
    """How many sessions people lead that are not to be planned here."""
    found: Counter[str] = Counter()
    for _, booking in request.facts:
        found.update(booking.people)
    found.update(who for who, _ in {(one.who, one.session) for one in request.taken.held})
    return found
