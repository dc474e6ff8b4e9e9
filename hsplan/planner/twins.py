"""Sessions that may change places: nothing tells one from the other, and they need the same person or place.

Such are the meetings of several sets with dates of their own, led by one adviser. Whichever of them is first, a plan
costs the same. So they are put in order: what would be looked for once for each order is looked for once, and each is
bound to the next, not to all others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hsplan.problem import (
    PARTICIPANTS,
    Apart,
    AtMostDays,
    Because,
    Evenly,
    FairLoad,
    FewFaces,
    NeverTogether,
    OneAtATime,
    Rotation,
    Staffing,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from hsplan.problem import Problem, Term

IN_ORDER = Because("they may change places", fact=True)


def in_order(problem: Problem) -> Iterator[Apart]:
    """An order for sessions that may change places and are never on one day: each comes after the one before it."""
    staffing = {one.session: one for one in problem.terms if isinstance(one, Staffing)}
    alone = [one for one in problem.terms if isinstance(one, OneAtATime) and not one.aside]
    bound = _bound(problem)
    shared = Counter(bound.values())
    some = {id_ for id_, others in bound.items() if shared[others] > 1 and id_ in staffing}
    for twins in _twins(problem, some) if alone else ():
        if any(_wants_all(one, twins, staffing[twins[0]]) for one in alone):
            for one, other in pairwise(twins):
                yield Apart(one, other, (staffing[one].long,) * problem.days, None, IN_ORDER)


def needs(term: Staffing, alone: OneAtATime) -> bool:
    """Whether a session cannot do without a person or venue."""
    if alone.who == PARTICIPANTS:
        return True
    if alone.venue:
        return set(term.venues) == {alone.who}
    return alone.who in term.asked or (alone.who in term.people and len(term.people) == term.needed)


def _wants_all(alone: OneAtATime, twins: Sequence[str], term: Staffing) -> bool:
    """Whether all of some sessions need somebody who can be at one of them at a time."""
    apart = any(len(pair.intersection(twins)) > 1 for pair in alone.apart)
    return alone.sessions.issuperset(twins) and not apart and needs(term, alone)


def _bound(problem: Problem) -> dict[str, frozenset[str]]:
    """By session the others to whose days its own is bound."""
    found: dict[str, set[str]] = {id_: set() for id_ in problem.sessions}
    for term in problem.terms:
        if isinstance(term, Apart | Evenly):
            found[term.earlier].add(term.later)
            found[term.later].add(term.earlier)
    return {id_: frozenset(others) for id_, others in found.items()}


def _twins(problem: Problem, some: Collection[str]) -> Iterator[list[str]]:
    """Of some sessions those of which every term says the same, in their order."""
    said: dict[str, list[object]] = {id_: [] for id_ in problem.sessions if id_ in some}
    for n, term in enumerate(problem.terms):
        for id_, words in _said(n, term) if said else ():
            if id_ in said:
                said[id_].append(words)
    while said:
        first = next(iter(said.values()))
        same = [id_ for id_, words in said.items() if words == first]
        said = {id_: words for id_, words in said.items() if id_ not in same}
        yield same


def _said(n: int, term: Term) -> Iterator[tuple[str, object]]:
    """What a term says of each of its sessions: the term itself, but for its reason and their name."""
    plain = replace(term, because=IN_ORDER)
    match plain:
        case Apart() | Evenly():
            yield plain.earlier, replace(plain, earlier="")
            yield plain.later, replace(plain, later="")
        case NeverTogether():
            yield plain.one, replace(plain, one="")
            yield plain.other, replace(plain, other="")
        case OneAtATime():
            for id_ in plain.sessions:
                yield id_, (n, {pair - {id_} for pair in plain.apart if id_ in pair}, plain.aside.get(id_))
        case AtMostDays():
            yield from ((id_, (n, plain.aside.get(id_))) for id_ in plain.sessions)
        case Rotation() | FewFaces() | FairLoad():
            yield from ((id_, n) for id_ in plain.sessions)
        case _:
            yield plain.session, replace(plain, session="")
