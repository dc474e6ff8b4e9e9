"""Who leads each session and where it is held, once its day is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.programme.people import free, large_enough, open_on, qualified

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hsplan.problem import Request
    from hsplan.programme.sessions import Session


def choose_people(request: Request, dates: Mapping[str, date]) -> dict[str, tuple[str, ...]]:
    """Who leads each session: those asked for by name, those who led it in the plan before, then those who lead most.

    Participants keep the same faces where they can; ties go to the order of the file.
    """
    led = dict.fromkeys(request.programme.people, 0)
    found = {}
    for session in request.sessions:
        able = [
            id_
            for id_ in qualified(request.programme, session)
            if free(request.programme.people[id_], dates[session.id])
        ]
        named, before = session.leaders.people, _before(request, session)
        able.sort(key=lambda id_: (id_ not in named, id_ not in before, -led[id_]))
        found[session.id] = tuple(sorted(able[: session.leaders.needed], key=list(led).index))
        for id_ in found[session.id]:
            led[id_] += 1
    return found


def choose_venue(request: Request, session: Session, day: date) -> str | None:
    """Where a session is held: where it was in the plan before if that still will do, else the first that does."""
    will_do = [
        id_
        for id_ in session.venues
        if large_enough(request.programme.venues[id_], request.programme)
        and open_on(request.programme.venues[id_], day)
    ]
    booking = request.previous.sessions.get(session.id) if request.previous else None
    if booking is not None and booking.venue in will_do:
        return booking.venue
    return will_do[0] if will_do else None


def _before(request: Request, session: Session) -> tuple[str, ...]:
    booking = request.previous.sessions.get(session.id) if request.previous else None
    return booking.people if booking is not None else ()
