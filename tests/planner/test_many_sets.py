"""Sets with dates of their own between workshops: many sessions and few to lead them, and a good plan all the same."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from held_against import holds
from nouns import START, a_programme, seldom
from second_opinion import Elements, opinion

from hsplan.plan.revising import Decision
from hsplan.planner.choosing import Best, best
from hsplan.planner.clashes import Clashes
from hsplan.planner.pricing import Choice, keeps
from hsplan.planner.rounding import rounded
from hsplan.planner.search import posed, search
from hsplan.planner.tables import tables
from hsplan.planner.twins import in_order
from hsplan.problem import Apart, AtMostDays, Because, FairLoad, Forbidden, NeverTogether, Problem, Term
from hsplan.programme.model import Programme
from hsplan.request import Request
from hsplan.workspace.opening import calendar_of

WAIVER = {
    "rule": "two-places-at-once",
    "for": ["set-1-team-1", "set-1-team-2"],
    "why": "agreed",
    "by": "Manager A",
    "until": "31 Dec 2011",
}
SET = {"kind": "action-learning", "for": "each team", "taken": "on own dates"}
RESIDENTIAL = {"kind": "residential", "lasts": "2 days", "with": "2 facilitators"}


def with_sets(rounds: int, *, leaders: int, **keys: Any) -> Programme:  # noqa: ANN401 - any key of a programme
    """A programme in which each of three teams meets by itself between every two workshops."""
    sessions: dict[str, Any] = {}
    for n in range(1, rounds + 1):
        sessions |= {f"day-{n}": {"kind": "workshop"}, f"set-{n}": SET}
    return a_programme(
        length="10 months",
        country="England",
        groups={"team": {"number": "3"}},
        people={f"p{n}": {"name": f"Facilitator {n}", "leads": "everything"} for n in range(leaders)},
        with_="1 facilitator",
        sessions={**sessions, "last": {"kind": "workshop"}},
        **keys,
    )


def request_of(programme: Programme) -> Request:
    return Request.of(programme, calendar_of(programme, START))


@pytest.mark.parametrize("leaders", [1, 3, *seldom([2])])
@pytest.mark.no_cover
def test_three_sets_between_workshops_are_planned_however_few_or_many_may_lead_them(leaders: int) -> None:
    problem = posed(request_of(with_sets(3, leaders=leaders)))
    found = best(problem)
    assert isinstance(found, Best)
    assert keeps(problem, Choice(found.dates, found.people, found.venues))
    assert found.tables.quality(found.cost) <= 1.15 * found.tables.quality(found.bound)


def test_residentials_between_sets_leave_the_bound_close() -> None:
    sessions = with_sets(5, leaders=2).sessions
    written: dict[str, Any] = {}
    for id_ in sessions:
        written |= {id_: SET if id_.startswith("set") else {"kind": "workshop", "weekdays": "Tue, Thu"}}
        written |= {f"away-{id_}": RESIDENTIAL} if id_ in ("set-1", "set-4") else {}
    groups = {"team": {"number": "3"}}
    programme = a_programme(length="10 months", country="England", groups=groups, sessions=written)
    decision = search(request_of(programme))
    assert isinstance(decision, Decision)
    assert decision.cost <= 1.1 * decision.least


@pytest.mark.parametrize("nodes", [10, 12])
def test_what_the_rules_alone_find_is_a_plan_where_the_search_for_the_best_has_none(nodes: int) -> None:
    problem = posed(request_of(with_sets(3, leaders=2)))
    found = best(problem, nodes)
    assert isinstance(found, Best)
    assert keeps(problem, Choice(found.dates, found.people, found.venues))
    assert 0 <= found.bound <= found.cost


def apart(sessions: int, days: int) -> Problem:
    """Sessions on days of their own."""
    names = tuple(f"s{n}" for n in range(sessions))
    pairs = itertools.combinations(names, 2)
    return Problem(names, days, tuple(NeverTogether(a, b, 1, 1, Because("apart")) for a, b in pairs))


def test_sessions_that_wish_for_one_day_are_placed_beside_each_other_or_not_at_all() -> None:
    problem = apart(3, 3)
    found = rounded(tables(problem), dict.fromkeys(range(3), 1), {}, Clashes.of(problem))
    assert found is not None
    assert sorted(found[0].values()) == [0, 1, 2]
    problem = apart(4, 3)
    assert rounded(tables(problem), dict.fromkeys(range(4), 1), {}, Clashes.of(problem)) is None


TWO_ADVISERS = {id_: {"name": f"Adviser {id_}", "role": "adviser"} for id_ in "xy"}


def with_an_adviser(sets: int, rounds: int, **keys: Any) -> Programme:  # noqa: ANN401 - any key of a programme
    """A programme in which each set meets by itself between every two workshops, always with the one adviser."""
    sessions: dict[str, Any] = {}
    for n in range(1, rounds + 1):
        sessions |= {f"day-{n}": {"kind": "workshop"}, f"set-{n}": SET | {"with": "adviser"}}
    values: dict[str, Any] = {
        "length": "6 months",
        "country": "England",
        "groups": {"team": {"number": str(sets)}},
        "people": {"x": {"name": "Adviser A", "role": "adviser"}},
        "sessions": {**sessions, "last": {"kind": "workshop"}},
    }
    return a_programme(**values | keys)


@pytest.mark.parametrize(("sets", "rounds"), [(3, 3), (4, 2), (5, 2)])
def test_sets_that_one_adviser_leads_in_turn_have_the_best_plan_there_is(sets: int, rounds: int) -> None:
    found = best(posed(request_of(with_an_adviser(sets, rounds))))
    assert isinstance(found, Best)
    assert found.proven


@pytest.mark.parametrize(
    ("keys", "least"),
    [
        ({}, 2),
        ({"people": {"x": {"name": "Adviser A", "role": "adviser", "at-most": "2 days a week"}}}, 2),
        ({"groups": {"team": {"number": "3"}}, "gap": "at most 8 days", "weekdays": "Mon-Wed"}, 2),
        ({"people": TWO_ADVISERS, "preferences": {"same-facilitator": "off"}}, 0),
        ({"people": TWO_ADVISERS, "preferences": {"same-facilitator": "off"}, "where": "v"}, 2),
    ],
    ids=["one adviser", "a cap", "gaps", "two advisers", "one venue"],
)
def test_an_order_of_sets_that_may_change_places_costs_nothing(keys: dict[str, Any], least: int) -> None:
    programme = with_an_adviser(3, 1, length="3 weeks", venues={"v": {"name": "Venue A"}}, **keys)
    problem = posed(request_of(programme))
    assert len(list(in_order(problem))) == least
    assert holds(problem, opinion(problem, Elements).costs, 0) == "proven"


def test_sets_that_anything_tells_from_each_other_are_put_in_no_order() -> None:
    problem = posed(request_of(with_an_adviser(2, 1)))
    first, other = "set-1-team-1", "set-1-team-2"

    def ordered(*terms: Term) -> bool:
        return any(in_order(replace(problem, terms=(*problem.terms, *terms))))

    because, both = Because("so"), frozenset({first, other})
    assert ordered()
    assert not ordered(Forbidden(first, frozenset({3}), because))
    assert ordered(Forbidden(first, frozenset({3}), because), Forbidden(other, frozenset({3}), because))
    assert not ordered(NeverTogether(first, "day-1", 1, 1, because))
    assert not ordered(NeverTogether("day-1", first, 1, 1, because))
    assert not ordered(AtMostDays("x", both, dict.fromkeys(range(99), 0), 3, frozenset(), because, {first: 9}))
    assert not ordered(FairLoad(frozenset({first}), {"x": 0}, 1, because))
    assert not ordered(Apart(first, other, (0,) * problem.days, None, because))


def test_sets_that_may_be_at_once_are_put_in_no_order() -> None:
    hours = {"time": "9:30-11:30"}
    for more in ({"waive": [WAIVER]}, {"sessions": {"set": SET | hours | {"with": "unknown"}}}):
        assert not list(in_order(posed(request_of(with_an_adviser(2, 1, timezone="Europe/London", **more)))))
