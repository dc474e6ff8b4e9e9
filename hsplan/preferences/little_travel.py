"""Little travel: people best lead in their own town, where both towns are stated.

Each day that someone leads away from their town costs as much as a gap that is three days out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import SCALE, Because, Travel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

UNIT = 9
BECAUSE = Because("little travel", ("preferences", "little-travel"))


def prefer(request: Request) -> Iterator[Term]:
    """For each session the people and the venues that are in two towns."""
    weight = UNIT * SCALE[request.programme.preferences.little_travel]
    people, venues = request.programme.people, request.programme.venues
    for session in request.sessions if weight else ():
        found = request.candidates[session.id]
        towns = [(id_, person) for id_ in found.people if (person := people[id_].town) is not None]
        costs = {
            (id_, venue): weight * session.days
            for id_, town in towns
            for venue in found.venues
            if venues[venue].town not in (None, town)
        }
        if costs and found.needed:
            yield Travel(session.id, costs, BECAUSE)
