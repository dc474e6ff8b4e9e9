"""One of a session's venues is open and large enough on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import Because, Forbidden
from hsplan.programme.people import large_enough, open_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term


def pose(request: Request) -> Iterator[Term]:
    """The days on which no venue will do are forbidden."""
    for session in request.sessions:
        venues = [request.programme.venues[id_] for id_ in session.venues]
        able = [venue for venue in venues if large_enough(venue, request.programme)]
        shut = frozenset(n for n, day in enumerate(request.within) if not any(open_on(venue, day) for venue in able))
        if venues and shut:
            words = f"held at {' or '.join(venue.name for venue in venues)}"
            yield Forbidden(session.id, shut, Because(words, session.origins["where"]))
