"""What a choice costs, and whether it is allowed, from the definitions of the terms alone: the arbiter of all answers.

It shares nothing with the planner: plain loops over `hsplan.problem`, one term at a time, as the words there read.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hsplan.problem import (
    PARTICIPANTS,
    Apart,
    AtMostDays,
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


@dataclass(frozen=True, slots=True)
class Choice:
    """A session's day, who leads it and where it is held."""

    day: int
    people: frozenset[str] = frozenset()
    venue: str | None = None

    def takes(self, term: OneAtATime) -> bool:
        """Whether it takes whom or which venue a term speaks of; those who take part are at all of its sessions."""
        if term.venue:
            return self.venue == term.who
        return term.who == PARTICIPANTS or term.who in self.people


Choices = Mapping[str, Choice]
Costs = tuple[int, ...]
"""What is paid in each rank, the highest first: as Python compares tuples, so do the ranks compare."""


def price(problem: Problem, chosen: Choices) -> tuple[bool, Costs]:
    """Whether a choice of everything is allowed, and what it costs in each rank, the highest first."""
    staffed = {term.session for term in problem.terms if isinstance(term, Staffing)}
    bare = all(not (one.people or one.venue) for id_, one in chosen.items() if id_ not in staffed)
    within = all(0 <= one.day < problem.days for one in chosen.values())
    known = set(chosen) == set(problem.sessions)
    allowed = bare and within and known and all(keeps(term, chosen, lengths(problem)) for term in problem.terms)
    paid = dict.fromkeys(Rank, 0)
    for term in problem.terms:
        paid[rank_of(term)] += cost(term, chosen)
    return allowed, tuple(paid[rank] for rank in sorted(Rank, reverse=True))


def rank_of(term: Term) -> Rank:
    return term.rank if isinstance(term, Dearer | DearerStaff) else Rank.QUALITY


def lengths(problem: Problem) -> dict[str, int]:
    """How many days each session takes that anyone leads or that is held anywhere."""
    return {term.session: term.long for term in problem.terms if isinstance(term, Staffing)}


def days_of(one: Choice, long: int) -> set[int]:
    return set(range(one.day, one.day + long))


def keeps(term: Term, chosen: Choices, long: Mapping[str, int]) -> bool:  # noqa: PLR0911 - one for each term
    """Whether a choice is one that a term allows."""
    match term:
        case Forbidden():
            return chosen[term.session].day not in term.days
        case Apart():
            first, gap = chosen[term.earlier].day, chosen[term.later].day - chosen[term.earlier].day
            return term.least[first] <= gap and (term.most is None or gap <= term.most[first])
        case NeverTogether():
            return not -term.before < chosen[term.other].day - chosen[term.one].day < term.after
        case Staffing():
            return _staffed(term, chosen[term.session])
        case OneAtATime():
            return not any(
                _clash(term, chosen, long, pair) for pair in itertools.combinations(sorted(term.sessions), 2)
            )
        case AtMostDays():
            return _within_cap(term, chosen, long)
        case _:
            return True


def _staffed(term: Staffing, one: Choice) -> bool:
    people = len(one.people) == term.needed and term.asked <= one.people
    can = all(one.day in term.people.get(who, frozenset()) for who in one.people)
    if one.venue is None:
        return people and can and not term.venues
    there = all(one.day not in term.away_at.get((who, one.venue), frozenset()) for who in one.people)
    return people and can and there and one.day in term.venues.get(one.venue, frozenset())


def _clash(term: OneAtATime, chosen: Choices, long: Mapping[str, int], pair: tuple[str, str]) -> bool:
    a, b = (chosen[session] for session in pair)
    if not (a.takes(term) and b.takes(term)) or any(chosen[id_].day <= term.aside.get(id_, -1) for id_ in pair):
        return False
    if not days_of(a, long[pair[0]]) & days_of(b, long[pair[1]]):
        return False
    if frozenset(pair) not in term.apart:
        return True
    towns = {term.towns.get(one.venue or "") for one in (a, b)}
    return len(towns - {None}) > 1


def _within_cap(term: AtMostDays, chosen: Choices, long: Mapping[str, int]) -> bool:
    """Every period in which they lead one of these sessions has no more days than that, those led before among them."""
    counted = (id_ for id_ in term.sessions if chosen[id_].day > term.aside.get(id_, -1))
    led = {day for id_ in counted if term.who in chosen[id_].people for day in days_of(chosen[id_], long[id_])}
    for period in {term.periods[day] for day in led}:
        if sum(term.periods[day] == period for day in led | term.already) > term.most:
            return False
    return True


def cost(term: Term, chosen: Choices) -> int:  # noqa: PLR0911 - one for each term
    """What a choice costs by a term, in its rank."""
    match term:
        case Dearer():
            return term.costs.get(chosen[term.session].day, 0)
        case Evenly():
            first, gap = chosen[term.earlier].day, chosen[term.later].day - chosen[term.earlier].day
            return term.weight * (gap - term.ideal[first]) ** 2
        case Rotation():
            labels = sorted(term.labels[chosen[session].day] for session in term.sessions)
            return term.weight * sum(_alike(term, pair) for pair in itertools.combinations(labels, 2))
        case DearerStaff():
            one = chosen[term.session]
            led = sum(more for who, more in term.people.items() if who in one.people)
            return led + (term.venues.get(one.venue, 0) if one.venue is not None else 0)
        case Travel():
            one = chosen[term.session]
            return sum(more for (who, venue), more in term.costs.items() if who in one.people and venue == one.venue)
        case FewFaces():
            faces = {who for session in term.sessions for who in chosen[session].people} & term.people
            return term.weight * max(0, len(faces) - term.free)
        case FairLoad():
            return term.weight * sum(_load(term, who, chosen) for who in term.already)
        case _:
            return 0


def _alike(term: Rotation, pair: tuple[int, int]) -> int:
    return int(pair[0] == pair[1]) if term.alike is None else term.alike.get(pair, 0)


def _load(term: FairLoad, who: str, chosen: Choices) -> int:
    already = term.already[who]
    led = already + sum(who in chosen[session].people for session in term.sessions)
    return led * (led - 1) // 2 - already * (already - 1) // 2


def every_choice(problem: Problem) -> Iterator[dict[str, Choice]]:
    """All choices that allow each session by itself, whatever they do to each other."""
    own = {session: list(_own(problem, session)) for session in problem.sessions}
    for chosen in itertools.product(*own.values()):
        yield dict(zip(own, chosen, strict=True))


def _own(problem: Problem, session: str) -> Iterator[Choice]:
    alone = [term for term in problem.terms if isinstance(term, Forbidden | Staffing) and term.session == session]
    staffing = next((term for term in alone if isinstance(term, Staffing)), None)
    crews: list[frozenset[str]] = [frozenset()]
    venues: list[str | None] = [None]
    if staffing is not None:
        crews = [frozenset(crew) for crew in itertools.combinations(staffing.people, staffing.needed)]
        venues = list(staffing.venues) or [None]
    for day, crew, venue in itertools.product(range(problem.days), crews, venues):
        one = Choice(day, crew, venue)
        if all(keeps(term, {session: one}, {}) for term in alone):
            yield one


def how_many(problem: Problem) -> int:
    """How many choices brute force would look at."""
    found = 1
    for session in problem.sessions:
        found *= sum(1 for _ in _own(problem, session))
    return found


def brute_force(problem: Problem) -> Costs | None:
    """The least that any choice costs, or None where nothing is allowed."""
    best: Costs | None = None
    for chosen in every_choice(problem):
        allowed, paid = price(problem, chosen)
        if allowed and (best is None or paid < best):
            best = paid
    return best
