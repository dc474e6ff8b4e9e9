"""What is asked of people and places, wish by wish, each with the request in which it is not asked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from hsplan.dates.days import span_in_words
from hsplan.findings import IN_PLAN
from hsplan.programme.absences import OFF, days_off
from hsplan.programme.groups import cohort_size
from hsplan.programme.people import large_enough, needed_of, seats_needed
from hsplan.programme.who import EVERYTHING, FACILITATOR, Leaders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hsplan.dates.days import SomeDays
    from hsplan.findings import Path
    from hsplan.plan.held import Held
    from hsplan.plan.model import Plan
    from hsplan.programme.model import Person, Venue
    from hsplan.programme.sessions import Session
    from hsplan.request import Request

PINNED = {"people": "whoever leads {} is pinned", "venue": "where {} is held is pinned"}


@dataclass(frozen=True)
class Demand:
    """A wish about people or places, or what it asks of one session."""

    words: str
    path: Path
    session: str | None
    """The session of which it asks; None where it speaks of a person, a venue or those who take part."""
    without: Callable[[Request], Request]
    """The request in which it is not asked."""


def demands(request: Request) -> tuple[Demand, ...]:
    """All that is asked of people and places: who leads and where, then of people, venues, pins and other plans."""
    return (*_of_sessions(request), *behind(request))


def behind(request: Request) -> tuple[Demand, ...]:
    """What leaves a session fewer people and places than it could have."""
    return (
        *(one for id_, person in request.programme.people.items() for one in _of_person(request, id_, person)),
        *(one for id_, venue in request.programme.venues.items() for one in _of_venue(request, id_, venue)),
        *_of_participants(request),
        *_of_pins(request),
        *_of_others(request),
    )


def _of_sessions(request: Request) -> Iterator[Demand]:
    people, venues = request.programme.people, request.programme.venues
    for session in request.sessions:
        needed = needed_of(request.programme, session)
        if needed:
            words = _led_by(needed, [people[id_].name for id_ in session.leaders.people], session.leaders.role)
            yield Demand(words, session.origins["with"], session.id, _session(session.id, leaders=Leaders()))
        if session.venues:
            words = f"held at {' or '.join(venues[id_].name for id_ in session.venues)}"
            yield Demand(words, session.origins["where"], session.id, _session(session.id, venues=()))


def _led_by(needed: int, named: list[str], role: str) -> str:
    if named and needed > len(named):
        return f"led by {needed}, {' and '.join(named)} among them"
    if named:
        return f"led by {' and '.join(named)}"
    return f"led by {needed} {role}{'s' * (needed > 1 and not role.endswith('s'))}"


def _session(id_: str, **values: object) -> Callable[[Request], Request]:
    """The request in which one session asks for something else."""

    def put(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
        return tuple(replace(one, **values) if one.id == id_ else one for one in sessions)  # type: ignore[arg-type]

    return lambda request: replace(
        request, sessions=put(request.sessions), booked=put(request.booked), posed=put(request.posed)
    )


def _put(block: str, id_: str, **values: object) -> Callable[[Request], Request]:
    """The request in which a person or venue of the programme is otherwise."""

    def without(request: Request) -> Request:
        known: dict[str, Any] = getattr(request.programme, block)
        changed = known | {id_: known[id_].model_copy(update=values)}
        return replace(request, programme=request.programme.model_copy(update={block: changed}))

    return without


def _off(request: Request, block: str, id_: str, words: str) -> Iterator[Demand]:
    """That a person or venue cannot be had on some days, apart for each place of the programme that says so."""
    for path, days in days_off(request.programme, block, id_):
        told = f"{words} (`{path[1]}: {path[2]}`)" if path[0] == "calendar" else words
        yield Demand(told, path, None, partial(_there, block=block, id_=id_, days=days))


def _there(request: Request, block: str, id_: str, days: tuple[SomeDays, ...]) -> Request:
    """The request in which a person or venue can be had on some days as well."""
    left = list(getattr(getattr(request.programme, block)[id_], OFF[block]))
    for one in days:
        left.remove(one)  # once: what another place says of the same days stays
    return _put(block, id_, **{OFF[block]: tuple(left)})(request)


def _of_person(request: Request, id_: str, person: Person) -> Iterator[Demand]:
    yield from _off(request, "people", id_, f"{person.name} is away")
    if person.at_most is not None:
        words = f"{person.name} leads at most {person.at_most}"
        yield Demand(words, ("people", id_, "at-most"), None, _put("people", id_, at_most=None))
    if person.leads and EVERYTHING not in person.leads and (person.role or FACILITATOR) == FACILITATOR:
        words = f"{person.name} leads only {', '.join(person.leads)}"
        yield Demand(words, ("people", id_, "leads"), None, _put("people", id_, leads=(EVERYTHING,)))


def _of_venue(request: Request, id_: str, venue: Venue) -> Iterator[Demand]:
    yield from _off(request, "venues", id_, f"{venue.name} is closed")
    if not all(large_enough(venue, request.programme, one) for one in request.sessions if id_ in one.venues):
        words = f"{venue.name} seats {venue.seats}"
        yield Demand(words, ("venues", id_, "seats"), None, _put("venues", id_, seats=None))


def _of_participants(request: Request) -> Iterator[Demand]:
    size = cohort_size(request.programme)
    coming = [seats_needed(request.programme, one) for one in request.sessions if one.venues]
    if size is not None and any(one is not None and one >= size for one in coming):

        def without(asked: Request) -> Request:
            return replace(asked, programme=asked.programme.model_copy(update={"participants": None}))

        yield Demand(f"{size} take part", ("participants",), None, without)


def _of_pins(request: Request) -> Iterator[Demand]:
    for session in request.sessions:
        booking = request.booking(session)
        for what, words in PINNED.items():
            if booking is not None and what in booking.pinned:
                path = (IN_PLAN, "sessions", session.id, "pinned")
                yield Demand(words.format(session.id), path, None, partial(unpin, session=session.id, what=what))


def unpin(request: Request, session: str, what: str) -> Request:
    """The request in which something of a session is not pinned."""
    return replace(request, previous=request.previous and _free(request.previous, session, what))


def _free(plan: Plan, session: str, what: str) -> Plan:
    booking = plan.sessions[session]
    free = booking.model_copy(update={"pinned": tuple(one for one in booking.pinned if one != what)})
    return plan.model_copy(update={"sessions": plan.sessions | {session: free}})


def _of_others(request: Request) -> Iterator[Demand]:
    by_session: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for one in request.taken.held:
        by_session[one.who, one.session].append(one)
    for (who, session), held in by_session.items():
        noun = request.programme.people.get(who) or request.programme.venues.get(who)
        name = noun.name if noun is not None else who
        words = f"{session} has {name} on {', '.join(span_in_words(one.days) for one in held)}"
        yield Demand(words, (), None, _freed(who, session))


def _freed(who: str, session: str) -> Callable[[Request], Request]:
    """The request in which a session of another programme does not want somebody."""

    def without(request: Request) -> Request:
        held = tuple(one for one in request.taken.held if (one.who, one.session) != (who, session))
        return replace(request, taken=replace(request.taken, held=held))

    return without
