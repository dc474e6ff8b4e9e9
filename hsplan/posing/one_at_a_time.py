"""A person, a venue and those who take part are in one place at a time."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hsplan.dates.days import in_words, touching
from hsplan.findings import IN_PLAN
from hsplan.problem import PARTICIPANTS, Because, Forbidden, OneAtATime
from hsplan.programme.attending import wanted_at_both, wanted_twice
from hsplan.programme.people import apart_in_time
from hsplan.programme.sessions import follow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hsplan.problem import Term
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session
    from hsplan.request import Request

RULE = "two-places-at-once"
Pair = frozenset[str]


def pose(request: Request) -> Iterator[Term]:
    """For each person and venue the sessions that may come to lie on one day, and which of them go together."""
    ordered = not any(one.rule == "out-of-order" for one in request.programme.waive)
    meeting = [
        (one, other)
        for one, other in combinations(request.sessions, 2)
        if not (ordered and (follow(one, other) or follow(other, one)))
    ]
    aside = request.waived(RULE)
    yield from _beside_delivered(request, aside)
    if meeting:
        yield from _attended(request, meeting, aside)
        yield from _served(request, meeting, aside)


def _beside_delivered(request: Request, aside: Mapping[str, int]) -> Iterator[Forbidden]:
    """The days of what was delivered, for the sessions that want the same participants at the time."""
    for held, booking in request.facts_unless_waived(RULE):
        words = f"`{held.id}` was delivered on {in_words(booking.date)}, and nobody is in two places at a time"
        because = Because(words, (IN_PLAN, "sessions", held.id, "date"))
        taken = frozenset(request.day(day) for day in booking.days)
        for session in request.sessions:
            if wanted_twice(request.programme, session, held):
                days = (n for n in touching(taken, session.days) if aside.get(session.id, -1) < n < len(request.days))
                yield Forbidden(session.id, frozenset(days), because)


def _attended(
    request: Request, meeting: list[tuple[Session, Session]], aside: Mapping[str, int]
) -> Iterator[OneAtATime]:
    """A term for all of whom some are wanted twice at a time, and one for each two that might be in two towns."""
    because = Because("those who take part are in one place at a time", fact=True)
    clashing = {_pair(one, other) for one, other in meeting if wanted_twice(request.programme, one, other)}
    sessions = frozenset().union(*clashing)
    if clashing:
        # What is in one order is on days of its own in any case; that it is not apart shows how many days all take.
        mine = [one for one in request.sessions if one.id in sessions]
        may_meet = {_pair(one, other) for one, other in meeting}
        pairs = {_pair(one, other) for one, other in combinations(mine, 2)}
        apart = frozenset(one for one in pairs if one in may_meet) - clashing
        yield OneAtATime(PARTICIPANTS, sessions, apart, {}, because, aside=_among(aside, sessions))
    towns = _towns(request.programme)
    within = {
        one.id: {towns.get(id_) for id_ in request.candidates[one.id].venues} - {None} for one in request.sessions
    }
    for one, other in meeting:
        pair, both = _pair(one, other), (within[one.id], within[other.id])
        far = all(both) and len(both[0] | both[1]) > 1 and pair not in clashing
        if far and wanted_at_both(request.programme, one, other):
            yield OneAtATime(PARTICIPANTS, pair, frozenset({pair}), towns, because, aside=_among(aside, pair))


def _pair(one: Session, other: Session) -> Pair:
    return frozenset((one.id, other.id))


def _towns(programme: Programme) -> dict[str, str]:
    """By venue, its town, as far as it is known."""
    return {id_: venue.town for id_, venue in programme.venues.items() if venue.town is not None}


def _served(request: Request, meeting: list[tuple[Session, Session]], aside: Mapping[str, int]) -> Iterator[OneAtATime]:
    """A term for each person and each venue that two of the sessions may want, be they all apart: the sum asks that."""
    apart = {_pair(one, other) for one, other in meeting if apart_in_time(one, other)}
    pairs = [_pair(one, other) for one, other in meeting]
    found, programme = request.candidates, request.programme
    towns = _towns(programme)
    for id_, person in programme.people.items():
        mine = {one for one, each in found.items() if id_ in each.people and each.needed}
        because = Because(f"{person.name} is in one place at a time", fact=True)
        if sessions := _wanted(pairs, mine):
            yield OneAtATime(id_, sessions, _within(apart, sessions), towns, because, aside=_among(aside, sessions))
    for id_, venue in programme.venues.items():
        mine = {one for one, each in found.items() if id_ in each.venues}
        because = Because(f"{venue.name} holds one session at a time", fact=True)
        if sessions := _wanted(pairs, mine):
            within = _within(apart, sessions)
            yield OneAtATime(id_, sessions, within, {}, because, venue=True, aside=_among(aside, sessions))


def _wanted(pairs: Iterable[Pair], mine: set[str]) -> frozenset[str]:
    return frozenset(one for pair in pairs if pair <= mine for one in pair)


def _within(pairs: Iterable[Pair], sessions: frozenset[str]) -> frozenset[Pair]:
    return frozenset(pair for pair in pairs if pair <= sessions)


def _among(aside: Mapping[str, int], sessions: Iterable[str]) -> dict[str, int]:
    return {id_: aside[id_] for id_ in sorted(sessions) if id_ in aside}
