"""What a plan costs, wish by wish: the terms of a problem asked of days, people and venues that are chosen already.

This is told to people, and so it is kept apart from the tables that the search adds up in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from hsplan.problem import (
    PARTICIPANTS,
    Apart,
    Dearer,
    DearerStaff,
    Evenly,
    FairLoad,
    FewFaces,
    Forbidden,
    OneAtATime,
    Rank,
    Rotation,
    Staffing,
    Travel,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hsplan.problem import Because, Problem, Term


@dataclass(frozen=True)
class Choice:
    """Days, people and venues by session; of a session that is left out nothing is asked."""

    days: Mapping[str, int]
    people: Mapping[str, tuple[str, ...]]
    venues: Mapping[str, str | None]

    def without(self, session: str) -> Choice:
        """The same without a session."""
        days = {id_: day for id_, day in self.days.items() if id_ != session}
        return replace(self, days=days)

    def led(self, session: str) -> tuple[str, ...]:
        """Who leads a session, if it is chosen."""
        return self.people.get(session, ()) if session in self.days else ()


def cost(term: Term, choice: Choice) -> int:
    """What a term costs with a choice, in units of its rank; a rule costs nothing."""
    if isinstance(term, Dearer):
        return term.costs.get(choice.days[term.session], 0) if term.session in choice.days else 0
    if isinstance(term, Evenly):
        return _evenly(term, choice)
    if isinstance(term, Rotation):
        return _rotation(term, choice)
    if isinstance(term, DearerStaff | Travel):
        return _staff(term, choice)
    if isinstance(term, FewFaces):
        faces = {id_ for one in term.sessions for id_ in choice.led(one)} & term.people
        return term.weight * max(0, len(faces) - term.free)
    return _load(term, choice) if isinstance(term, FairLoad) else 0


def keeps(problem: Problem, choice: Choice) -> bool:
    """Whether days keep all that binds sessions whoever leads them: days, gaps, and those who take part."""
    days = choice.days
    longs = {one.session: one.long for one in problem.terms if isinstance(one, Staffing)}
    for term in problem.terms:
        if isinstance(term, Forbidden) and days[term.session] in term.days:
            return False
        if isinstance(term, Apart) and not term.allows(days[term.earlier], days[term.later]):
            return False
        if isinstance(term, OneAtATime) and term.who == PARTICIPANTS and _wanted_twice(term, choice, longs):
            return False
    return True


def _wanted_twice(term: OneAtATime, choice: Choice, longs: Mapping[str, int]) -> bool:
    """Whether those who take part are wanted in two places on one day."""
    days = choice.days
    for one, other in combinations(sorted(one for one in term.sessions if days[one] > term.aside.get(one, -1)), 2):
        towns = {term.towns.get(choice.venues[id_] or "") for id_ in (one, other)} - {None}
        on_one_day = -longs[other] < days[other] - days[one] < longs[one]
        if on_one_day and (frozenset((one, other)) not in term.apart or len(towns) > 1):
            return True
    return False


def by_wish(terms: Iterable[Term], choice: Choice) -> dict[Because, int]:
    """What each wish costs in quality, those that cost nothing left out."""
    found: dict[Because, int] = {}
    for term in terms:
        if getattr(term, "rank", Rank.QUALITY) == Rank.QUALITY and (price := cost(term, choice)):
            found[term.because] = found.get(term.because, 0) + price
    return found


def _evenly(term: Evenly, choice: Choice) -> int:
    if not {term.earlier, term.later} <= choice.days.keys():
        return 0
    first = choice.days[term.earlier]
    return term.weight * (choice.days[term.later] - first - term.ideal_after(first)) ** 2


def _rotation(term: Rotation, choice: Choice) -> int:
    days = [choice.days[one] for one in term.sessions & choice.days.keys()]
    labels = sorted(term.labels[day] for day in days if day in term.labels)  # by hand it may be any other day
    if term.alike is None:
        return term.weight * sum(n * (n - 1) // 2 for n in Counter(labels).values())
    alike = term.alike
    return term.weight * sum(alike.get(pair, 0) for pair in combinations(labels, 2))


def _staff(term: DearerStaff | Travel, choice: Choice) -> int:
    led, venue = choice.led(term.session), choice.venues.get(term.session) if term.session in choice.days else None
    if isinstance(term, Travel):
        return sum(term.costs.get((one, venue), 0) for one in led if venue is not None)
    return sum(term.people.get(one, 0) for one in led) + (term.venues.get(venue, 0) if venue is not None else 0)


def _load(term: FairLoad, choice: Choice) -> int:
    total = 0
    for who, held in term.already.items():
        mine = held + sum(who in choice.led(one) for one in term.sessions)
        total += mine * (mine - 1) // 2 - held * (held - 1) // 2
    return term.weight * total
