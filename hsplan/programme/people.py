"""Who may lead what, who is free when, and which venue will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.programme.model import EVERYTHING
from hsplan.programme.sessions import lineage

if TYPE_CHECKING:
    from datetime import date

    from hsplan.programme.model import Person, Programme, Venue
    from hsplan.programme.sessions import Session


def qualified(programme: Programme, session: Session) -> tuple[str, ...]:
    """The ids of those who may lead a session, those asked for by name first, then as the file lists them."""
    kinds = lineage(programme, session.kind)
    able = [
        id_
        for id_, person in programme.people.items()
        if EVERYTHING in person.leads or session.id in person.leads or any(kind in person.leads for kind in kinds)
    ]
    return tuple(dict.fromkeys([*session.leaders.people, *able]))


def free(person: Person, day: date) -> bool:
    """Whether a person can come on a day."""
    return not any(day in stretch for stretch in person.away)


def open_on(venue: Venue, day: date) -> bool:
    """Whether a venue can be used on a day."""
    return not any(day in stretch for stretch in venue.closed)


def large_enough(venue: Venue, programme: Programme) -> bool:
    """Whether a venue seats all participants, as far as both numbers are stated."""
    return venue.seats is None or programme.participants is None or venue.seats >= programme.participants
