"""Problems drawn at random, with every term that a problem may have."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hsplan.problem import (
    PARTICIPANTS,
    Apart,
    AtMostDays,
    Because,
    Dearer,
    DearerStaff,
    Evenly,
    FairLoad,
    FewFaces,
    Forbidden,
    NeverTogether,
    OneAtATime,
    Problem,
    Rank,
    Rotation,
    Staffing,
    Term,
    Travel,
)

WHY = Because("a wish")


@dataclass(frozen=True)
class Size:
    """How large a problem is drawn: each from the least to the most."""

    sessions: tuple[int, int]
    days: tuple[int, int]
    people: tuple[int, int]
    venues: tuple[int, int]


TINY = Size((2, 4), (4, 7), (1, 3), (0, 2))
SMALL = Size((5, 8), (14, 28), (2, 4), (1, 3))


@dataclass(frozen=True)
class Drawn:
    """What a problem is made from, as it was drawn."""

    draw: random.Random
    sessions: tuple[str, ...]
    days: int
    people: tuple[str, ...]
    venues: tuple[str, ...]
    towns: dict[str, str]
    long: dict[str, int]

    def often(self, chance: float) -> bool:
        return self.draw.random() < chance

    def some(self, of: tuple[str, ...], least: int = 0) -> tuple[str, ...]:
        """Some of these, in their order."""
        number = self.draw.randint(min(least, len(of)), len(of))
        chosen = set(self.draw.sample(of, number))
        return tuple(one for one in of if one in chosen)

    def free(self, chance: float) -> frozenset[int]:
        """Days, of which each is left out by chance."""
        return frozenset(day for day in range(self.days) if not self.often(chance))


def a_problem(seed: int, size: Size, *, staffed: bool = True) -> Problem:
    """A problem with terms of every sort; without people and venues if it is not to be staffed."""
    draw = random.Random(seed)
    sessions = tuple(f"s{n}" for n in range(draw.randint(*size.sessions)))
    people = tuple(f"p{n}" for n in range(draw.randint(*size.people)))
    venues = tuple(f"v{n}" for n in range(draw.randint(*size.venues)))
    towns = {venue: draw.choice(["Stepney", "Whitechapel"]) for venue in venues if draw.random() < 0.8}
    long = {session: draw.choice([1, 1, 1, 2]) for session in sessions}
    drawn = Drawn(draw, sessions, draw.randint(*size.days), people, venues, towns, long)
    terms = list(_dates(drawn))
    if staffed:
        terms += _staff(drawn)
    draw.shuffle(terms)
    return Problem(sessions, drawn.days, tuple(terms))


def _dates(drawn: Drawn) -> Iterator[Term]:
    draw, days = drawn.draw, drawn.days
    for session in drawn.sessions:
        late = frozenset(range(days - drawn.long[session] + 1, days))
        yield Forbidden(session, late | (frozenset(range(days)) - drawn.free(0.2)), WHY)
        if drawn.often(0.6):
            yield Dearer(session, {day: draw.choice([0, 0, 1, 4, 9]) for day in range(days)}, WHY)
        if drawn.often(0.3):
            held = draw.randrange(days)
            yield Dearer(session, {day: int(day != held) for day in range(days)}, WHY, Rank.SESSIONS_MOVED)
            yield Dearer(session, {day: abs(day - held) for day in range(days)}, WHY, Rank.DAYS_MOVED)
    even = max(1, days // len(drawn.sessions))
    for a, b in itertools.pairwise(drawn.sessions):
        if drawn.often(0.7):
            yield Apart(a, b, (draw.randint(0, 1),) * days, draw.choice([None, (2 * even,) * days]), WHY)
        if drawn.often(0.7):
            yield Evenly(a, b, tuple(even + draw.randint(0, 1) for _ in range(days)), draw.randint(1, 4), WHY)
    for a, b in itertools.permutations(drawn.sessions, 2):
        if drawn.often(0.6 / len(drawn.sessions)):
            yield _bond(drawn, a, b)
    yield from _rotations(drawn)


def _bond(drawn: Drawn, a: str, b: str) -> Term:
    draw = drawn.draw
    if drawn.often(0.5):
        return NeverTogether(a, b, drawn.long[b], drawn.long[a], WHY)
    least = tuple(draw.randint(-drawn.days, 0) for _ in range(drawn.days))
    most = tuple(low + draw.randint(drawn.days // 2, drawn.days) for low in least)
    return Apart(a, b, least, most, WHY)


def _rotations(drawn: Drawn) -> Iterator[Term]:
    draw, half = drawn.draw, len(drawn.sessions) // 2
    labels = {day: day % draw.choice([2, 3, 5]) for day in range(drawn.days)}
    mixed = draw.sample(drawn.sessions, len(drawn.sessions))
    for members in draw.choice([[], [mixed], [mixed], [mixed[:half], mixed[half:]]]):
        alike = None
        if drawn.often(0.4):
            pairs = itertools.combinations_with_replacement(sorted(set(labels.values())), 2)
            alike = {pair: draw.randint(0, 3) for pair in pairs if drawn.often(0.7)}
        yield Rotation(frozenset(members), labels, draw.randint(1, 9), WHY, alike)


def _staff(drawn: Drawn) -> Iterator[Term]:
    draw = drawn.draw
    staffings = [_staffing(drawn, session) for session in drawn.sessions if drawn.often(0.9)]
    yield from staffings
    for one in staffings:
        yield from _tastes(drawn, one)
    sessions = tuple(one.session for one in staffings)
    pairs = [frozenset(pair) for pair in itertools.combinations(sessions, 2)]
    apart = frozenset(pair for pair in pairs if drawn.often(0.2))
    for who in (PARTICIPANTS, *drawn.people, *drawn.venues) if sessions else ():
        mine = frozenset(drawn.some(sessions, 2) if who == PARTICIPANTS else sessions)
        aside = {one: draw.randrange(drawn.days) for one in sorted(mine) if drawn.often(0.1)}
        towns = {} if who in drawn.venues else drawn.towns
        within = frozenset(pair for pair in apart if pair <= mine)
        if who != PARTICIPANTS or drawn.often(0.3):
            yield OneAtATime(who, mine, within, towns, WHY, venue=who in drawn.venues, aside=aside)
    for who in drawn.people:
        if drawn.often(0.5) and sessions:
            periods = {day: day // 5 for day in range(-5, drawn.days + 5)}
            already = frozenset(draw.sample(range(-2, drawn.days + 2), draw.choice([0, 0, 1, 3])))
            mine = frozenset(drawn.some(sessions, 1))
            aside = {one: draw.randrange(drawn.days) for one in sorted(mine) if drawn.often(0.1)}
            yield AtMostDays(who, mine, periods, draw.randint(1, 3), already, WHY, aside)
    if drawn.often(0.6):
        some = frozenset(drawn.some(sessions)), frozenset(drawn.some(drawn.people))
        yield FewFaces(*some, draw.randint(0, 2), draw.choice([4, 12]), WHY)
    if drawn.often(0.6):
        already_led = {who: draw.randint(0, 3) for who in drawn.some(drawn.people)}
        yield FairLoad(frozenset(drawn.some(sessions)), already_led, draw.choice([1, 3]), WHY)


def _staffing(drawn: Drawn, session: str) -> Staffing:
    able = drawn.some(drawn.people, 1)
    needed = drawn.draw.randint(0 if drawn.often(0.1) else 1, min(2, len(able)))
    asked = frozenset(drawn.draw.sample(able, 1)) if needed and drawn.often(0.25) else frozenset()
    people = {who: drawn.free(0.2) for who in able}
    venues = {venue: drawn.free(0.15) for venue in drawn.some(drawn.venues)}
    away_at = {pair: drawn.free(0.6) for pair in itertools.product(people, venues) if drawn.often(0.2)}
    return Staffing(session, drawn.long[session], needed, asked, people, venues, WHY, away_at)


def _tastes(drawn: Drawn, one: Staffing) -> Iterator[Term]:
    draw = drawn.draw
    if drawn.often(0.4):
        people, venues = ({who: draw.randint(0, 9) for who in them} for them in (one.people, one.venues))
        yield DearerStaff(one.session, people, venues, WHY)
    if drawn.often(0.3):
        changed = (
            {who: 1 for who in one.people if drawn.often(0.7)},
            {venue: 1 for venue in one.venues if drawn.often(0.5)},
        )
        yield DearerStaff(one.session, *changed, WHY, Rank.STAFF_CHANGED)
    if drawn.often(0.3):
        pairs = itertools.product(one.people, one.venues)
        yield Travel(one.session, {pair: draw.randint(1, 9) for pair in pairs if drawn.often(0.6)}, WHY)


def shuffled(problem: Problem, seed: int) -> Problem:
    """The same problem with its terms, and everything in them whose order means nothing, in another order."""
    draw = random.Random(seed)
    terms = [_turned(term, draw) for term in problem.terms]
    draw.shuffle(terms)
    return replace(problem, terms=tuple(terms))


def _turned(term: Term, draw: random.Random) -> Term:
    """A term with its mappings in another order, save those whose order says who is tried first."""

    def mixed(of: Mapping[Any, int]) -> dict[Any, int]:
        return dict(draw.sample(list(of.items()), len(of)))

    match term:
        case Dearer():
            return replace(term, costs=mixed(term.costs))
        case Travel():
            return replace(term, costs=mixed(term.costs))
        case DearerStaff():
            return replace(term, people=mixed(term.people), venues=mixed(term.venues))
        case FairLoad():
            return replace(term, already=mixed(term.already))
        case Rotation():
            return replace(term, labels=mixed(term.labels), alike=None if term.alike is None else mixed(term.alike))
        case _:
            return term
