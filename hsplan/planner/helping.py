"""Who helps beyond the number that is needed, as it was written into the plan by hand, stays where the session stays.

The search chooses as many people as a session needs, and does not know of helpers. One is kept only where that takes
nobody from a session that the search gave them to, and is not too much for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.planner.clashes import Clashes
from hsplan.planner.crews import Staffed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.plan.revising import Decided
    from hsplan.problem import Problem
    from hsplan.request import Request


def with_helpers(request: Request, problem: Problem, decided: Mapping[str, Decided]) -> dict[str, Decided]:
    """What was decided, with the helpers of the plan before wherever they can still help."""
    found = dict(decided)
    clashes: Clashes | None = None
    place = {id_: k for k, id_ in enumerate(problem.sessions)}
    days = [request.day(found[id_].date) if id_ in found else 0 for id_ in problem.sessions]  # of a window none counts
    for session in request.sessions:
        booking, now = request.booking(session), found[session.id]
        if booking is None or booking.date != now.date or not set(now.people) <= set(booking.people):
            continue
        able, first = request.candidates[session.id], request.day(now.date)
        for who in booking.people:
            there = first not in able.away_at.get((who, now.venue or ""), ())
            if who not in now.people and first in able.people.get(who, ()) and there:
                clashes = clashes or Clashes.of(problem)
                more = replace(now, people=(*now.people, who))
                staff = {place[id_]: Staffed(one.people, one.venue) for id_, one in {**found, session.id: more}.items()}
                now = now if any(clashes.found(staff, days)) else more
        found[session.id] = replace(now, people=tuple(who for who in booking.people if who in now.people))
    return found
