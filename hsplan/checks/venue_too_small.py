"""Each session has a venue that seats everyone who takes part.

    participants: 16
    venues: {room-a: {name: Room A, seats: 8}}
    where: room-a

Name a larger venue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.people import large_enough, seats_needed
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("venue-too-small",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each set of venues of which none is large enough."""
    told: set[tuple[str, ...]] = set()
    for session in sessions_of(programme):
        venues = [programme.venues[id_] for id_ in session.venues]
        if (
            venues
            and session.venues not in told
            and not any(large_enough(venue, programme, session) for venue in venues)
        ):
            told.add(session.venues)
            needed = seats_needed(programme, session)
            largest = max(venue.seats for venue in venues if venue.seats is not None)
            joint = programme.joint.get(session.id)
            of_all = " of all cohorts that hold it" if joint is not None and joint.beside else ""
            message = f"`{session.id}` takes {needed} people{of_all}, and its largest venue seats {largest}"
            notes = (Note("the number of participants", ("participants",)),)
            yield Finding(
                "venue-too-small",
                message,
                ("venues", session.venues[0], "seats"),
                expected=f"a venue that seats {needed}",
                notes=notes,
            )
