"""Who is missed, and how often: days are chosen so that few are, and not the same ones again and again."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

from nouns import a_plan, a_programme
from pricing import Choice, brute_force, price

from hsplan.plan.model import Plan
from hsplan.planner.choosing import Best, best
from hsplan.planner.search import posed
from hsplan.problem import Because, Problem, Rotation
from hsplan.programme.model import Programme
from hsplan.programme.people import can_attend, working
from hsplan.request import Request
from hsplan.workspace.opening import calendar_of

START = date(2011, 1, 1)
WORKSHOPS = {f"s{n}": {"kind": "workshop"} for n in range(6)}
HALVES = {
    "participant-a": {"name": "Participant A", "weekdays": "Mon-Wed"},
    "participant-b": {"name": "Participant B", "weekdays": "Wed-Fri"},
    "participant-c": {"name": "Participant C"},
}

ABOVE_ALL = {"few-absences": "high", "even-spread": "low"}


def asked(programme: Programme, previous: Plan | None = None) -> Problem:
    return posed(Request.of(programme, calendar_of(programme, START), previous))


def proven(problem: Problem) -> Best:
    found = best(problem)
    assert isinstance(found, Best)
    assert found.proven
    return found


def missed(programme: Programme, **more: Any) -> Counter[str]:  # noqa: ANN401 - what is asked of `asked`
    """How often each participant is missed by the best plan."""
    found = proven(asked(programme, **more))
    days = [START + timedelta(days=day) for day in found.dates.values()]
    return Counter(one.name for one in working(programme) for day in days if not can_attend(one, day))


def turning(problem: Problem) -> list[Rotation]:
    return [term for term in problem.terms if isinstance(term, Rotation)]


def test_where_one_weekday_suits_everyone_nobody_is_missed() -> None:
    assert not missed(a_programme(sessions=WORKSHOPS, participants=HALVES, preferences=ABOVE_ALL))


def test_where_someone_is_always_missed_they_take_turns() -> None:
    programme = a_programme(sessions=WORKSHOPS, participants=HALVES, weekdays="Tue, Thu")
    assert missed(programme) == {"Participant A": 3, "Participant B": 3}


def test_who_was_missed_before_is_missed_less_from_now_on() -> None:
    programme = a_programme(sessions=WORKSHOPS, participants=HALVES, weekdays="Tue, Thu", preferences=ABOVE_ALL)
    thursdays = [date(2011, 1, 6), date(2011, 3, 3)]
    before = a_plan(programme, *thursdays, s0={"status": "delivered"}, s1={"status": "delivered"})
    assert missed(programme, previous=before) == {"Participant A": 1, "Participant B": 3}


def test_absences_take_the_place_of_weekdays_in_turn() -> None:
    (rotation,) = turning(asked(a_programme(sessions=WORKSHOPS, participants=HALVES)))
    assert rotation.alike is not None
    for others in ({"participants": "3"}, {"participants": HALVES, "preferences": {"few-absences": "off"}}):
        (rotation,) = turning(asked(a_programme(sessions=WORKSHOPS, **others)))
        assert rotation.alike is None


def test_holidays_alone_leave_weekdays_in_turn() -> None:
    away = {"participant-a": {"name": "Participant A", "away": "1 to 14 Mar 2011"}}
    programme = a_programme(sessions=WORKSHOPS, participants=away)
    (rotation,) = turning(asked(programme))
    assert rotation.alike is None
    assert not missed(programme)


def test_what_is_for_some_only_takes_its_weekday_in_turn_as_before() -> None:
    sessions = {id_: {**one, "for": "role"} if id_ < "s3" else one for id_, one in WORKSHOPS.items()}
    programme = a_programme(sessions=sessions, participants=HALVES, roles={"role": {"title": "A role"}})
    found = {rotation.alike is None: rotation.sessions for rotation in turning(asked(programme))}
    assert found == {True: {"s0", "s1", "s2"}, False: {"s3", "s4", "s5"}}


def test_labels_beyond_what_is_counted_exactly_still_give_a_true_answer() -> None:
    """Four sessions and ninety kinds of days: far more counts of labels than fit into one number."""
    for seed in range(6):
        draw = random.Random(seed)
        who = [frozenset(n for n in range(9) if draw.random() < 0.4) for _ in range(9)]
        alike = {(a, b): len(who[a] & who[b]) for a in range(9) for b in range(a, 9)}
        rotation = Rotation(frozenset("abcd"), {day: day for day in range(9)}, 3, Because("few absences"), alike)
        problem = Problem(tuple("abcd"), 9, (rotation,))
        found = best(problem)
        assert isinstance(found, Best)
        assert (True, (0, 0, 0, found.cost)) == price(problem, {id_: Choice(day) for id_, day in found.dates.items()})
        assert brute_force(problem) == (0, 0, 0, found.cost)


def test_a_year_with_many_holidays_is_proven() -> None:
    draw = random.Random(5)
    people: dict[str, Any] = {}
    for n in range(16):
        people[f"participant-{n}"] = {
            "name": f"Participant {n}",
            "weekdays": draw.choice(["Mon-Wed", "Tue-Thu", "Wed-Fri"]),
        }
        first = draw.randint(1, 14)
        people[f"participant-{n}"]["away"] = f"{first} to {first + 9} {draw.choice(['Feb', 'May', 'Jun', 'Sep'])} 2011"
    problem = asked(a_programme(sessions={f"s{n}": {"kind": "workshop"} for n in range(9)}, participants=people))
    (rotation,) = turning(problem)
    assert len(set(rotation.labels.values())) > 30
    assert proven(problem).cost
