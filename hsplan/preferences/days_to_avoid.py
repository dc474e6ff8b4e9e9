"""Not on days to avoid, and on preferred days where there are any: each miss costs as much as a gap five days out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import SCALE, Because, Dearer, touching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term

UNIT = 25
PATH = ("preferences", "days-to-avoid")


def prefer(request: Request) -> Iterator[Term]:
    """A cost on each day to avoid, and on each day that is not preferred where some are."""
    weight = UNIT * SCALE[request.programme.preferences.days_to_avoid]
    if not weight:
        return
    avoid = [request.day(day) for day in request.calendar.avoid]
    other = [n for n, day in enumerate(request.days) if day not in request.calendar.prefer]
    for session in request.sessions:
        if avoid:
            costs = dict.fromkeys(sorted(touching(avoid, session.days)), weight)
            yield Dearer(session.id, costs, Because("no days to avoid", PATH, asked=True))
        if request.calendar.prefers:
            costs = dict.fromkeys(sorted(touching(other, session.days)), weight)
            yield Dearer(session.id, costs, Because("preferred days", PATH, asked=True))
