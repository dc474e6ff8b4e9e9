"""One of a session's venues is open and large enough on its days, and not wanted by another programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import IN_PLAN
from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "no-venue"


def pose(request: Request) -> Iterator[Term]:
    """The days on which no venue will do are forbidden."""
    every = request.every
    for session in request.sessions:
        found = request.candidates[session.id]
        shut = every - frozenset[int]().union(*found.venues.values())
        if session.venues and shut:
            pinned = found.venue_pinned and {*found.venues} != {*session.venues}  # else there is no other to be had
            venues = list(found.venues) if pinned else session.venues
            names = " or ".join(request.programme.venues[id_].name for id_ in venues or session.venues)
            words = f"held at {names}{', which is pinned' if pinned else ''}"
            path = (IN_PLAN, "sessions", session.id, "pinned") if pinned else session.origins["where"]
            yield Forbidden(session.id, shut, Because(words, path))
