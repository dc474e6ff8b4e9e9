"""Sessions that many people may lead: more choices than the search looks at, and still a plan, and the best."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from nouns import a_programme

from hsplan.plan.revising import Decision
from hsplan.planner.choosing import Best, best
from hsplan.planner.search import search
from hsplan.problem import Because, DearerStaff, OneAtATime, Problem, Staffing
from hsplan.request import Request
from hsplan.workspace.opening import calendar_of

START = date(2012, 1, 2)
WHY = Because("a wish")


def decided(sessions: int, people: int, needed: str, **keys: Any) -> Decision:  # noqa: ANN401 - any key of a programme
    """The plan of some workshops, two weeks for each, that any of so many people may lead."""
    programme = a_programme(
        length=f"{2 * sessions} weeks",
        weekdays="Mon-Fri",
        with_=needed,
        people={f"p{n:02}": {"name": f"Facilitator {n}", "leads": "everything"} for n in range(people)},
        sessions={f"day-{n:02}": {"kind": "workshop"} for n in range(sessions)},
        preferences={"rotation": "off", "even-spread": "off", "few-absences": "off"} | keys,
    )
    found = search(Request.of(programme, calendar_of(programme, START)))
    assert isinstance(found, Decision)
    return found


@pytest.mark.parametrize(("sessions", "people", "needed"), [(12, 18, "2 facilitators"), (12, 10, "3 facilitators")])
def test_the_same_few_of_many_lead_throughout(sessions: int, people: int, needed: str) -> None:
    found = decided(sessions, people, needed, **{"fair-load": "off"})
    assert len({one.people for one in found.sessions.values()}) == 1
    assert found.optimum.startswith("proven")


def test_forty_sessions_are_shared_by_forty_people() -> None:
    found = decided(40, 40, "1 facilitator", **{"same-facilitator": "off"})
    assert len({one.people for one in found.sessions.values()}) == 40
    assert found.optimum == "proven, cost 0"


def a_crowd(sessions: tuple[str, ...], days: int) -> Problem:
    """Sessions that take two of twenty people each, for which there are 190 ways; each person costs something."""
    names = [f"p{n:02}" for n in range(20)]
    free = frozenset(range(days))
    prices = {who: (7 * n + 3) % 20 for n, who in enumerate(names)}
    staff = [Staffing(one, 1, 2, frozenset(), dict.fromkeys(names, free), {}, WHY) for one in sessions]
    dear = [DearerStaff(one, prices, {}, WHY) for one in sessions]
    alone = [OneAtATime(who, frozenset(sessions), frozenset(), {}, WHY) for who in names]
    return Problem(sessions, days, (*staff, *dear, *alone))


def test_the_two_cheapest_of_twenty_lead() -> None:
    found = best(a_crowd(("a",), 1))
    assert isinstance(found, Best)
    prices = [(7 * n + 3) % 20 for n in range(20)]
    assert (found.cost, found.proven) == (min(a + b for a, b in combinations(prices, 2)), True)


def test_where_two_sessions_share_a_day_the_four_cheapest_of_twenty_lead() -> None:
    found = best(a_crowd(("a", "b"), 1))
    assert isinstance(found, Best)
    assert (found.cost, found.proven) == (0 + 1 + 2 + 3, True)
    assert len({*found.people["a"], *found.people["b"]}) == 4
