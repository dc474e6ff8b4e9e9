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
    """Who leads each session: those of the plan before, else those asked for by name, then those who lead most.

    Participants keep the same faces where they can; ties go to the order of the file.
    """
    led = dict.fromkeys(request.programme.people, 0)
    found = {}
    for session in request.sessions:
        day = dates[session.id]
        able = [id_ for id_ in qualified(request.programme, session) if free(request.programme.people[id_], day)]
        found[session.id] = _before(request, session, able) or _chosen(request, session, able, led)
        for id_ in found[session.id]:
            led[id_] = led.get(id_, 0) + 1
    return found


def _before(request: Request, session: Session, able: list[str]) -> tuple[str, ...]:
    """Those of the plan before, if they still will do."""
    booking = request.booking(session)
    people = booking.people if booking is not None else ()
    enough = len(set(people)) >= session.leaders.needed and set(session.leaders.people) <= set(people)
    return people if enough and set(people) <= set(able) else ()


def _chosen(request: Request, session: Session, able: list[str], led: Mapping[str, int]) -> tuple[str, ...]:
    booking = request.booking(session)
    before = booking.people if booking is not None else ()
    able.sort(key=lambda id_: (id_ not in session.leaders.people, id_ not in before, -led[id_]))
    return tuple(sorted(able[: session.leaders.needed], key=list(request.programme.people).index))


def choose_venue(request: Request, session: Session, day: date) -> str | None:
    """Where a session is held: where it was in the plan before if that still will do, else the first that does."""
    will_do = [
        id_
        for id_ in session.venues
        if large_enough(request.programme.venues[id_], request.programme)
        and open_on(request.programme.venues[id_], day)
    ]
    booking = request.booking(session)
    if booking is not None and booking.venue in will_do:
        return booking.venue
    return will_do[0] if will_do else None
