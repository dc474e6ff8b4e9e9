"""A person, a venue and those who take part are in one place at a time."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hsplan.problem import PARTICIPANTS, Because, OneAtATime
from hsplan.programme.people import apart_in_time, both_wanted
from hsplan.programme.sessions import follow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hsplan.problem import Request, Term
    from hsplan.programme.sessions import Session

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
    if meeting:
        yield from _attended(meeting, aside)
        yield from _served(request, meeting, aside)


def _attended(meeting: list[tuple[Session, Session]], aside: Mapping[str, int]) -> Iterator[OneAtATime]:
    wanted = [(one, other) for one, other in meeting if both_wanted(one, other)]
    sessions = {one.id for pair in wanted for one in pair}
    clashing = {frozenset((one.id, other.id)) for one, other in wanted}
    apart = frozenset(map(frozenset, combinations(sorted(sessions), 2))) - clashing
    if wanted:
        because = Because("those who take part are in one place at a time", fact=True)
        yield OneAtATime(PARTICIPANTS, frozenset(sessions), apart, {}, because, aside=_among(aside, sessions))


def _served(request: Request, meeting: list[tuple[Session, Session]], aside: Mapping[str, int]) -> Iterator[OneAtATime]:
    """A term for each person and each venue that two of the sessions may want."""
    apart = {frozenset((one.id, other.id)) for one, other in meeting if apart_in_time(one, other)}
    pairs = [frozenset((one.id, other.id)) for one, other in meeting]
    found, programme = request.candidates, request.programme
    towns = {id_: venue.town for id_, venue in programme.venues.items() if venue.town is not None}
    for id_, person in programme.people.items():
        mine = {one for one, each in found.items() if id_ in each.people and each.needed}
        because = Because(f"{person.name} is in one place at a time", fact=True)
        if sessions := _wanted(pairs, mine):
            yield OneAtATime(id_, sessions, _within(apart, sessions), towns, because, aside=_among(aside, sessions))
    for id_, venue in programme.venues.items():
        mine = {one for one, each in found.items() if id_ in each.venues}
        because = Because(f"{venue.name} holds one session at a time", fact=True)
        if sessions := _wanted([pair for pair in pairs if pair not in apart], mine):
            within = _within(apart, sessions)
            yield OneAtATime(id_, sessions, within, {}, because, venue=True, aside=_among(aside, sessions))


def _wanted(pairs: Iterable[Pair], mine: set[str]) -> frozenset[str]:
    return frozenset(one for pair in pairs if pair <= mine for one in pair)


def _within(pairs: Iterable[Pair], sessions: frozenset[str]) -> frozenset[Pair]:
    return frozenset(pair for pair in pairs if pair <= sessions)


def _among(aside: Mapping[str, int], sessions: Iterable[str]) -> dict[str, int]:
    return {id_: aside[id_] for id_ in sorted(sessions) if id_ in aside}
