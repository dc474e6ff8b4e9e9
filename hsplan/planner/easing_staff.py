"""Repairs that make room among people and places: who else may lead or how often, another venue, a pin let go."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING

from hsplan.findings import listed
from hsplan.planner.altering import changed, setting, value_at
from hsplan.planner.demands import unpin
from hsplan.planner.looking import Looking, Repair
from hsplan.programme.model import Person, Venue
from hsplan.programme.people import qualified, seats_needed
from hsplan.programme.who import EVERYTHING, FACILITATOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hsplan.findings import Path
    from hsplan.planner.refusing import Wish
    from hsplan.programme.model import Programme

SINGLY = 3
"""How many sessions are tried one by one for another to lead."""
MOST_OFTENER = 31
"""By how many days a cap is raised at the most."""


def leaders(looking: Looking, path: Path, wish: Wish) -> Iterator[Repair]:
    """Someone more who leads the sessions, or fewer who are needed."""
    programme = looking.programme
    for id_, person in programme.people.items():
        if person.leads or person.role:
            yield from leads(looking, id_, wish)
    now = value_at(programme, path)
    if now is not None and now.number > 1 and not now.people:
        fewer = setting(path, replace(now, number=now.number - 1))
        yield from looking.first([Repair(f"have {now.number - 1} lead instead of {now.number}", 40, fewer)])
    if now is not None and not now.people:
        named = next((one.leaders.role for one in looking.sessions_of(wish)), FACILITATOR)
        role = None if named == FACILITATOR else named
        more = Person.model_construct(name="One more", leads=(EVERYTHING,), role=role, ethics=programme.ethics)
        change = setting(("people",), programme.people | {_new_id(programme.people): more})
        yield from looking.first([Repair("name one more who leads (`leads: everything`)", 45, change)])


def leads(looking: Looking, id_: str, wish: Wish) -> Iterator[Repair]:
    """A person who leads one of the sessions as well, or where one is not enough, all of them."""
    person = looking.programme.people[id_]
    sessions = [
        one
        for one in looking.sessions_of(wish)
        if id_ not in qualified(looking.programme, one) and not one.leaders.people
    ]
    items = list(dict.fromkeys(one.item for one in sessions))
    return looking.first(
        Repair(
            f"let {person.name} lead {listed([f'`{item}`' for item in some])}",
            20 + 5 * (len(some) - 1),
            setting(("people", id_, "leads"), (*person.leads, *some)),
        )
        for some in [*([item] for item in items[:SINGLY]), *([items] if len(items) > 1 else [])]
    )


def _new_id(known: Mapping[str, object]) -> str:
    return next(id_ for n in count(1) if (id_ := f"one-more-{n}") not in known)


def oftener(looking: Looking, path: Path) -> Iterator[Repair]:
    """The smallest cap that makes room."""
    now, name = value_at(looking.programme, path), looking.programme.people[str(path[1])].name

    def by(n: int) -> Repair:
        cap = replace(now, days=now.days + n)
        return Repair(f"let {name} lead {cap} (`at-most: {cap}`)", 10 * n, setting(path, cap))

    return looking.nearest(MOST_OFTENER, by)


def places(looking: Looking, path: Path, wish: Wish) -> Iterator[Repair]:
    """Another venue that is known already, or one more."""
    programme = looking.programme
    now: tuple[str, ...] = value_at(programme, path)
    written = {id_ for one in looking.sessions_of(wish) for id_ in one.venues}
    known = (
        Repair(f"use {venue.name} too (`where: [{', '.join((*now, id_))}]`)", 15, setting(path, (*now, id_)))
        for id_, venue in programme.venues.items()
        if id_ not in written
    )
    new = _new_id(programme.venues)

    def more(programme: Programme) -> Programme:
        venues = programme.venues | {new: Venue.model_construct(name="One more")}
        return changed(programme.model_copy(update={"venues": venues}), path, (*now, new))

    return looking.first(chain(known, [Repair("name one more venue (`where`)", 45, more)]))


def seats(looking: Looking, path: Path) -> Iterator[Repair]:
    """As many seats as are needed."""
    id_ = str(path[1])
    sessions = [one for one in looking.request.sessions if id_ in one.venues]
    needed = max((seats_needed(looking.programme, one) or 0 for one in sessions), default=0)
    words = f"seat {needed} at {looking.programme.venues[id_].name} (`seats: {needed}`)"
    return looking.first([Repair(words, 10, setting(path, needed))])


def unpinned(looking: Looking, session: str) -> Iterator[Repair]:
    """What of a session is pinned let go, one thing at a time."""
    booking = looking.request.previous.sessions.get(session) if looking.request.previous is not None else None
    for what in booking.pinned if booking is not None else ():
        if looking.will_do(unpin(looking.request, session, what)):
            words = f"let its {what} go: hsplan unpin {session} --{what}"
            yield Repair(words, 1, lambda programme: programme, ((session, what),))
