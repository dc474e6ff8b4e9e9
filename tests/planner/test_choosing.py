"""Dates, people and places together: the search against every choice there is, priced by the words of the problem."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator

import pytest
from nouns import measured

from hsplan.planner.choosing import Best, best
from hsplan.planner.conflict import find_conflict
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
    Rotation,
    Staffing,
    Term,
    Travel,
)

WHY = Because("a wish")
Days = dict[str, int]
Staff = dict[str, tuple[tuple[str, ...], str | None]]


def day_cost(problem: Problem, days: Days) -> int | None:
    """What days cost, None where they are forbidden."""
    total = 0
    for term in problem.terms:
        if isinstance(term, Forbidden) and days[term.session] in term.days:
            return None
        if isinstance(term, Apart):
            gap, first = days[term.later] - days[term.earlier], days[term.earlier]
            if gap < term.least[first] or (term.most is not None and gap > term.most[first]):
                return None
        if isinstance(term, NeverTogether) and -term.before < days[term.other] - days[term.one] < term.after:
            return None
        if isinstance(term, Dearer):
            total += term.costs.get(days[term.session], 0)
        if isinstance(term, Evenly):
            first = days[term.earlier]
            total += term.weight * (days[term.later] - first - term.ideal[first]) ** 2
        if isinstance(term, Rotation):
            labels = [term.labels[days[one]] for one in term.sessions]
            for a, b in itertools.combinations(sorted(labels), 2):
                total += term.weight * (int(a == b) if term.alike is None else term.alike.get((a, b), 0))
    return total


def shares(problem: Problem, days: Days, one: str, other: str) -> bool:
    long = {term.session: term.long for term in problem.terms if isinstance(term, Staffing)}
    return days[one] < days[other] + long[other] and days[other] < days[one] + long[one]


def clash(problem: Problem, term: OneAtATime, days: Days, staff: Staff) -> bool:
    for one, other in itertools.combinations(sorted(term.sessions), 2):
        if any(days[each] <= term.aside.get(each, -1) for each in (one, other)) or not shares(
            problem, days, one, other
        ):
            continue
        apart = frozenset((one, other)) in term.apart
        if term.venue:
            if not apart and staff[one][1] == staff[other][1] == term.who:
                return True
        elif term.who == PARTICIPANTS or (term.who in staff[one][0] and term.who in staff[other][0]):
            towns = {term.towns.get(staff[each][1] or "") for each in (one, other)} - {None}
            if not apart or len(towns) > 1:
                return True
    return False


def too_often(problem: Problem, term: AtMostDays, days: Days, staff: Staff) -> bool:
    long = {one.session: one.long for one in problem.terms if isinstance(one, Staffing)}
    led = {
        day
        for one in term.sessions
        if term.who in staff[one][0] and days[one] > term.aside.get(one, -1)
        for day in range(days[one], days[one] + long[one])
    }
    return any(
        len([day for day in led | term.already if term.periods[day] == period]) > term.most
        for period in {term.periods[day] for day in led}
    )


def staff_cost(problem: Problem, days: Days, staff: Staff) -> int | None:
    """What people and venues cost on these days, None where they are not allowed."""
    total = 0
    for term in problem.terms:
        if isinstance(term, OneAtATime) and clash(problem, term, days, staff):
            return None
        if isinstance(term, AtMostDays) and too_often(problem, term, days, staff):
            return None
        if isinstance(term, DearerStaff):
            people, venue = staff[term.session]
            total += sum(term.people.get(who, 0) for who in people) + term.venues.get(venue or "", 0)
        if isinstance(term, Travel):
            people, venue = staff[term.session]
            total += sum(term.costs.get((who, venue or ""), 0) for who in people)
        if isinstance(term, FewFaces):
            seen = {who for one in term.sessions for who in staff[one][0]} & term.people
            total += term.weight * max(0, len(seen) - term.free)
        if isinstance(term, FairLoad):
            led = Counter(who for one in term.sessions for who in staff[one][0] if who in term.already)
            total += term.weight * sum(n * (n - 1) // 2 + n * term.already[who] for who, n in led.items())
    return total


def staffings(problem: Problem, days: Days) -> Iterator[Staff]:
    """Every choice of people and venues that each session may have on its day."""
    terms = {term.session: term for term in problem.terms if isinstance(term, Staffing)}
    each = []
    for session in problem.sessions:
        term = terms[session]
        able = [who for who, when in term.people.items() if days[session] in when]
        venues = [venue for venue, when in term.venues.items() if days[session] in when] if term.venues else [None]
        each.append(
            [
                (people, venue)
                for people in itertools.combinations(able, term.needed)
                for venue in venues
                if term.asked <= set(people)
                and not any(days[session] in term.away_at.get((who, venue or ""), ()) for who in people)
            ]
        )
    for chosen in itertools.product(*each):
        yield dict(zip(problem.sessions, chosen, strict=True))


def brute_force(problem: Problem) -> int | None:
    """The least cost of any choice."""
    least: int | None = None
    for chosen in itertools.product(range(problem.days), repeat=len(problem.sessions)):
        days = dict(zip(problem.sessions, chosen, strict=True))
        dated = day_cost(problem, days)
        if dated is None or (least is not None and dated >= least):
            continue
        for staff in staffings(problem, days):
            led = staff_cost(problem, days, staff)
            if led is not None and (least is None or dated + led < least):
                least = dated + led
    return least


SESSIONS = ("a", "b", "c")
VENUES = ("u", "v")


def some(draw: random.Random, count: int, least: int = 0) -> frozenset[int]:
    return frozenset(draw.sample(range(count), draw.randint(least, count)))


def a_tiny_problem(seed: int) -> Problem:
    """Three sessions in six days with up to three people and two venues, and staff terms of every sort."""
    draw = random.Random(seed)
    count = draw.choice([4, 5, 6])
    people = ["p", "q", "r"][: draw.choice([2, 3])]
    terms = [term for session in SESSIONS for term in of_a_session(draw, session, people, count)]
    terms += clashing(draw, people, count)
    terms += capped(draw, people, count)
    terms += coupled(draw, people)
    terms += dated(draw, count)
    return Problem(SESSIONS, count, tuple(terms))


def of_a_session(draw: random.Random, session: str, people: list[str], count: int) -> Iterator[Term]:
    every = frozenset(range(count))
    able = {who: draw.choice([every, some(draw, count, 1)]) for who in people if draw.random() < 0.85}
    asked = frozenset(draw.sample(sorted(able), 1)) if able and draw.random() < 0.2 else frozenset[str]()
    held = {venue: draw.choice([every, some(draw, count, 1)]) for venue in VENUES} if draw.random() < 0.7 else {}
    far = {(who, venue): some(draw, count) for who in able for venue in held if draw.random() < 0.15}
    yield Staffing(session, draw.choice([1, 1, 2]), draw.choice([1, 1, 2]), asked, able, held, WHY, far)
    yield Dearer(session, {n: draw.choice([0, 0, 3, 8]) for n in range(count)}, WHY)
    if draw.random() < 0.4:
        yield DearerStaff(session, {"p": draw.randint(0, 9)}, {"u": draw.randint(0, 9)}, WHY)
    if draw.random() < 0.4:
        yield Travel(session, {(who, venue): draw.randint(0, 6) for who in people for venue in VENUES}, WHY)


def clashing(draw: random.Random, people: list[str], count: int) -> Iterator[Term]:
    pairs = [frozenset(pair) for pair in itertools.combinations(SESSIONS, 2)]
    for who in [*people, *VENUES, PARTICIPANTS]:
        if draw.random() < 0.6:
            apart = frozenset(pair for pair in pairs if draw.random() < 0.3)
            towns = {} if who in VENUES else {"u": "one", "v": "two"}
            aside = {"a": draw.randrange(count)} if draw.random() < 0.2 else {}
            yield OneAtATime(who, frozenset(SESSIONS), apart, towns, WHY, venue=who in VENUES, aside=aside)


def capped(draw: random.Random, people: list[str], count: int) -> Iterator[Term]:
    for who in people:
        if draw.random() < 0.5:
            periods = {n: n // 3 for n in range(-2, count + 3)}
            already, most = frozenset(n for n in range(-1, count) if draw.random() < 0.15), draw.choice([1, 1, 2])
            aside = {"b": draw.randrange(count)} if draw.random() < 0.2 else {}
            yield AtMostDays(who, frozenset(SESSIONS), periods, most, already, WHY, aside)


def coupled(draw: random.Random, people: list[str]) -> Iterator[Term]:
    if draw.random() < 0.7:
        mine = frozenset(draw.sample(SESSIONS, draw.choice([2, 3])))
        yield FewFaces(mine, frozenset(people[draw.choice([0, 0, 1]) :]), draw.choice([0, 1]), 7, WHY)
    if draw.random() < 0.6:
        mine = frozenset(draw.sample(SESSIONS, draw.choice([2, 3, 3])))
        yield FairLoad(mine, {who: draw.choice([0, 0, 1, 3]) for who in people}, draw.choice([1, 5]), WHY)


def dated(draw: random.Random, count: int) -> Iterator[Term]:
    if draw.random() < 0.5:
        yield Rotation(frozenset(SESSIONS), {n: n % 2 for n in range(count)}, 4, WHY)
    if draw.random() < 0.5:
        yield Apart("a", "b", (1,) * count, (3,) * count if draw.random() < 0.5 else None, WHY)
    if draw.random() < 0.3:
        yield Evenly("b", "c", (2,) * count, 2, WHY)


def price(problem: Problem, found: Best) -> int | None:
    """What an answer costs by the words of the problem."""
    staff = {one: (found.people[one], found.venues[one]) for one in problem.sessions}
    days, led = day_cost(problem, dict(found.dates)), staff_cost(problem, dict(found.dates), staff)
    return days + led if days is not None and led is not None else None


@pytest.mark.parametrize("block", measured(range(6), 0))
def test_the_best_is_what_trying_everything_finds(block: int) -> None:
    for seed in range(block * 25, block * 25 + 25):
        problem = a_tiny_problem(seed)
        found, least = best(problem), brute_force(problem)
        if found is None:
            assert least is None, seed
            continue
        assert isinstance(found, Best), seed
        assert price(problem, found) == found.cost, seed
        assert found.proven, seed
        assert found.cost == least, seed


def test_nobody_leads_where_one_is_asked_who_may_not() -> None:
    every = frozenset(range(2))
    staff = Staffing("a", 1, 1, frozenset({"q"}), {"p": every}, {}, WHY)
    assert best(Problem(("a",), 2, (staff,))) is None
    assert brute_force(Problem(("a",), 2, (staff,))) is None


def test_sessions_that_all_attend_and_have_too_few_days_are_the_conflict() -> None:
    every = frozenset(range(2))
    sessions = ("a", "b", "c")
    staff = [Staffing(one, 1, 0, frozenset(), {}, {}, Because("who takes part", ("for",))) for one in sessions]
    alone = OneAtATime(PARTICIPANTS, frozenset(sessions), frozenset(), {}, WHY)
    found = find_conflict(Problem(sessions, len(every), (*staff, alone)))
    assert [wish.words for wish in found.wishes] == [
        "those who take part are at a and b",
        "those who take part are at a and c",
        "those who take part are at b and c",
    ]
