"""Programmes that share one facilitator, planned together: nobody twice, nobody moved without need, a true bound."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from nouns import AT, a_plan, a_programme, measured

from hsplan.dates.days import DayRange, TimeRange
from hsplan.plan.held import Held, Holdings, Party, holders, holdings_of
from hsplan.plan.load import loads
from hsplan.plan.model import Plan
from hsplan.planner.conflict import Conflict
from hsplan.planner.planning import Planned
from hsplan.planner.portfolio import Found, Group, Portfolio, check_together, plan_portfolio, steps
from hsplan.planner.search import search
from hsplan.planner.together import Run
from hsplan.problem import Because, Forbidden
from hsplan.request import Request
from hsplan.workspace.opening import calendar_of

START = date(2012, 1, 9)
"""A Monday."""
WHO = {"a": ("shared", "people", "a")}


def a_run(id_: str, before: Plan | None = None, **keys: Any) -> Run:  # noqa: ANN401 - any key of a programme
    """A programme of two workshops in eight days, led by the one whom all share."""
    keys = {
        "length": "8 days",
        "weekdays": "Mon-Sun",
        "with": "a",
        "people": {"a": {"name": "Facilitator A", "leads": "everything"}},
    } | keys
    programme = a_programme(**keys)
    return Run(id_, None, programme, calendar_of(programme, START), before, False, id_, WHO)  # noqa: FBT003


def planned(*runs: Run, fixed: Holdings | None = None) -> Portfolio:
    return plan_portfolio([Group((run,)) for run in runs], fixed or Holdings(), AT)


def plan_of(found: Found) -> Plan:
    (one,) = found
    assert isinstance(one, Planned)
    return one.plan


def days_of(portfolio: Portfolio) -> list[date]:
    return [booking.date for found in portfolio.found for booking in plan_of(found).sessions.values()]


def costs(run: Run) -> dict[frozenset[int], int]:
    """What each choice of days costs a programme of two sessions, each asked for one by one."""
    request = Request.of(run.programme, run.calendar)
    found = {}
    for chosen in combinations(range(8), 2):
        only = tuple(
            Forbidden(id_, frozenset(range(len(request.within))) - {day}, Because("only then"))
            for id_, day in zip(("day-1", "day-2"), chosen, strict=True)
        )
        decision = search(request, only)
        if not isinstance(decision, Conflict):
            found[frozenset(chosen)] = decision.cost
    return found


@pytest.mark.parametrize("gap", ["at least 1 day", "3 days", "about 5 days"])
def test_the_bound_holds_and_the_cost_is_that_of_days_that_exist(gap: str) -> None:
    runs = [a_run("a", gap=gap), a_run("b", weekdays="mostly Tue"), a_run("c", weekdays="Mon-Fri")]
    found = planned(*runs)
    mine, second, third = (costs(run) for run in runs)
    best = min(
        mine[a] + second[b] + third[c] for a in mine for b in second if not a & b for c in third if not c & (a | b)
    )
    assert found.least <= best <= found.cost
    assert len(set(days_of(found))) == 6


def test_one_programme_is_a_portfolio_of_one() -> None:
    found = planned(a_run("a"))
    assert (found.least, found.new) == (found.cost, 1)
    assert plan_of(found.found[0]).optimum == f"proven, cost {found.cost}"


def test_the_same_programmes_get_the_same_plans() -> None:
    runs = [a_run(id_) for id_ in "abc"]
    assert planned(*runs) == planned(*runs)


def test_four_programmes_that_fill_all_days_find_them() -> None:
    found = planned(*(a_run(id_) for id_ in "abcd"))
    assert sorted(days_of(found)) == [START + timedelta(days=n) for n in range(8)]


def test_one_too_many_is_not_found_and_moves_nobody() -> None:
    four = planned(*(a_run(id_) for id_ in "abcd"))
    plans = [plan_of(found) for found in four.found]
    runs = [a_run(id_, plan) for id_, plan in zip("abcd", plans, strict=True)]
    found = planned(*runs, a_run("e"))
    assert [plan_of(one) for one in found.found[:4]] == plans
    (conflict,) = found.found[4]
    assert isinstance(conflict, Conflict)
    assert not conflict.proven
    assert conflict.wishes
    assert found.made_room == ()


def test_what_is_impossible_alone_is_proven_beside_others() -> None:
    sessions = {"day-1": {"kind": "workshop", "weekdays": "Wed"}, "day-2": {"kind": "workshop", "weekdays": "Tue"}}
    found = planned(a_run("a"), a_run("b", length="2 days", weekdays="Mon-Sun", sessions=sessions))
    (conflict,) = found.found[1]
    assert isinstance(conflict, Conflict)
    assert conflict.proven


def test_only_as_many_as_must_make_room() -> None:
    one = {"day-1": {"kind": "workshop"}}
    first = planned(*(a_run(id_, sessions=one, preferences={"even-spread": "off"}) for id_ in "abc"))
    plans = [plan_of(found) for found in first.found]
    runs = [
        a_run(id_, plan, sessions=one, preferences={"even-spread": "off"})
        for id_, plan in zip("abc", plans, strict=True)
    ]
    found = planned(*runs, a_run("d", sessions=one, length="1 day"))
    assert found.made_room == (("a", "d"),)
    assert plan_of(found.found[3]).sessions["day-1"].date == START
    assert [plan_of(one) for one in found.found[1:3]] == plans[1:]
    assert plan_of(found.found[0]).sessions["day-1"].date == START + timedelta(days=3)


def test_plans_of_others_that_stay_are_never_touched() -> None:
    other = a_run("x", sessions={"day-1": {"kind": "workshop"}})
    fixed = holdings_of([(other.party, a_plan(other.programme, START, start=START, day_1={"people": ("a",)}))])
    found = planned(a_run("a", sessions={"day-1": {"kind": "workshop"}}, length="1 day"), fixed=fixed)
    assert isinstance(found.found[0][0], Conflict)
    assert START not in days_of(planned(a_run("a"), fixed=fixed))


def test_each_step_is_told() -> None:
    groups = [Group((a_run(id_),)) for id_ in "ab"]
    told: list[int] = []
    plan_portfolio(groups, Holdings(), AT, lambda: told.append(1))
    assert len(told) == steps(groups) == 4


def a_party(id_: str, **keys: Any) -> Party:  # noqa: ANN401 - any key of a programme
    run = a_run(id_, **keys)
    return Party(id_, id_, None, run.programme, WHO)


def test_what_is_held_says_its_times_only_where_all_are_stated() -> None:
    parts = {"morning": {"time": "9:00-12:00"}, "later": {}}
    party = a_party("x", sessions={"day-1": {"kind": "workshop", "parts": parts}})
    plan = a_plan(party.programme, START, start=START, day_1={"people": ("a",)})
    (held,) = holdings_of([(party, plan)]).against(a_party("y"))
    assert held == Held("a", DayRange(START, START), (), None, "x:day-1")
    parts = {"morning": {"time": "9:00-12:00"}}
    party = a_party("x", sessions={"day-1": {"kind": "workshop", "parts": parts}})
    plan = a_plan(party.programme, START, start=START, day_1={"people": ("a",)})
    (held,) = holdings_of([(party, plan)]).against(a_party("y"))
    assert list(map(str, held.times)) == ["09:00-12:00"]
    assert isinstance(held.times[0], TimeRange)


def test_what_is_held_near_a_stretch_of_days_is_all_that_is_asked_for() -> None:
    party = a_party("x", length="12 months")
    far = date(2012, 6, 1)
    plan = a_plan(party.programme, START, far, start=START, day_1={"people": ("a",)}, day_2={"people": ("a",)})
    holdings = holdings_of([(party, plan)])
    near = holdings.against(a_party("y"), DayRange(START, START + timedelta(days=7)))
    assert [one.session for one in near] == ["x:day-1"]
    assert len(holdings.against(a_party("y"))) == 2
    assert holdings.against(party) == ()


def test_those_who_want_nobody_twice_are_not_crowded() -> None:
    one, other = a_party("x"), a_party("y")
    days = [START + timedelta(days=n) for n in range(4)]
    led: Any = {"day_1": {"people": ("a",)}, "day_2": {"people": ("a",)}}
    apart = [(one, a_plan(one.programme, *days[:2], **led)), (other, a_plan(other.programme, *days[2:], **led))]
    assert holdings_of(apart).crowded() == set()
    at_once = [(one, a_plan(one.programme, *days[:2], **led)), (other, a_plan(other.programme, *days[1:3], **led))]
    assert holdings_of(at_once).crowded() == {("x", None), ("y", None)}
    clashing = holders(one, at_once[0][1], holdings_of(at_once).against(one))
    assert [held.session for held in clashing] == ["y:day-1"]


def test_the_load_counts_each_day_once() -> None:
    one, other = a_party("x"), a_party("y")
    led: Any = {"day_1": {"people": ("a",)}, "day_2": {"people": ("a",)}}
    first = a_plan(one.programme, START, date(2012, 2, 1), **led)
    second = a_plan(other.programme, START, date(2012, 2, 2), **led)
    (load,) = loads([(one, first), (other, second)], Holdings())
    assert (load.name, load.days, load.programmes, load.most, load.month) == ("Facilitator A", 3, 2, 2, (2012, 2))


def test_so_many_new_programmes_that_none_is_proven_find_days_of_their_own() -> None:
    one = {"day-1": {"kind": "workshop"}}
    runs = [a_run(f"p{n:02}", length="30 days", sessions=one) for n in range(26)]
    found = planned(*runs)
    assert len(set(days_of(found))) == found.new == 26
    assert found.least <= found.cost


def test_plans_that_want_somebody_twice_are_never_handed_out() -> None:
    one, other = a_run("x"), a_run("y")
    led: Any = {"day_1": {"people": ("a",)}, "day_2": {"people": ("a",)}}
    days = [START + timedelta(days=n) for n in range(4)]
    first = a_plan(one.programme, *days[:2], start=START, **led)
    check_together([(one, first), (other, a_plan(other.programme, *days[2:], start=START, **led))], Holdings())
    twice = a_plan(other.programme, *days[1:3], start=START, **led)
    with pytest.raises(RuntimeError, match=r"the plans together break two-places-at-once, in x"):
        check_together([(one, first), (other, twice)], Holdings())


def test_of_two_ways_to_make_room_that_move_as_many_the_first_is_taken() -> None:
    pair: dict[str, Any] = {"gap": "3 days", "preferences": {"even-spread": "off"}}
    first = planned(*(a_run(id_, **pair) for id_ in "xy"))
    plans = [plan_of(found) for found in first.found]
    assert [day - START for day in days_of(first)] == [timedelta(days=n) for n in (0, 3, 1, 4)]
    runs = [a_run(id_, plan, **pair) for id_, plan in zip("xy", plans, strict=True)]
    found = planned(*runs, a_run("d", length="2 days", sessions={"day-1": {"kind": "workshop"}}))
    assert found.made_room == (("x", "d"),)
    assert plan_of(found.found[1]) == plans[1]
    assert len(set(days_of(found))) == 5


def test_of_a_group_of_which_one_has_no_room_the_other_is_planned() -> None:
    other = a_run("x", sessions={"day-1": {"kind": "workshop"}})
    fixed = holdings_of([(other.party, a_plan(other.programme, START, start=START, day_1={"people": ("a",)}))])
    one = {"day-1": {"kind": "workshop"}}
    cohorts = [
        replace(a_run("g", sessions=one, length=length), id=f"g.{cohort}", cohort=cohort)
        for cohort, length in (("north", "8 days"), ("south", "1 day"))
    ]
    ((north, south),) = plan_portfolio([Group(tuple(cohorts))], fixed, AT).found
    assert isinstance(north, Planned)
    assert isinstance(south, Conflict)
    assert [wish.words for wish in south.wishes] == ["x:day-1 has Facilitator A on Mon 9 Jan 2012"]


def some_keys(draw: random.Random) -> dict[str, Any]:
    """A programme of up to three sessions in a few days."""
    count = draw.choice([1, 1, 2, 2, 3])
    days = [{"weekdays": draw.choice(["Mon-Wed", "Tue-Thu"])} if draw.random() < 0.3 else {} for _ in range(count)]
    gaps = ["about 3 days", "at least 2 days", "2 days", "at most 2 days"]
    return {
        "length": f"{draw.randint(max(count, 2), 8)} days",
        "sessions": {f"day-{n}": {"kind": "workshop"} | more for n, more in enumerate(days, 1)},
    } | ({"gap": draw.choice(gaps)} if draw.random() < 0.6 else {})


@pytest.mark.parametrize("seed", measured(range(12), 2, 5))
def test_whoever_comes_nobody_leads_twice_a_day_and_no_plan_that_stands_is_lost(seed: int) -> None:
    draw = random.Random(seed)
    keys = {id_: some_keys(draw) for id_ in "abcde"[: draw.randint(2, 5)]}
    first = planned(*(a_run(id_, **mine) for id_, mine in keys.items()))
    plans = {id_: one.plan for id_, (one,) in zip(keys, first.found, strict=True) if isinstance(one, Planned)}
    runs = [a_run(id_, plan if draw.random() < 0.7 else None, **keys[id_]) for id_, plan in plans.items()]
    runs += [a_run(id_, **some_keys(draw)) for id_ in "xyz"[: draw.randint(1, 3)]]
    found = planned(*runs)
    made = [one.plan for (one,) in found.found if isinstance(one, Planned)]
    days = [booking.date for plan in made for booking in plan.sessions.values()]
    assert len(days) == len(set(days))
    moved = {id_ for id_, _ in found.made_room}
    for run, (one,) in zip(runs, found.found, strict=True):
        if run.before is not None:
            assert isinstance(one, Planned), run.id
            assert one.plan == run.before or run.id in moved
    assert found.least <= found.cost


def test_who_leads_too_often_in_a_week_is_in_the_way_there() -> None:
    capped = {"people": {"a": {"name": "Facilitator A", "leads": "everything", "at-most": "1 day a week"}}}
    one, other = a_party("x", **capped), a_party("y", **capped)
    led: Any = {"day_1": {"people": ("a",)}, "day_2": {"people": ("a",)}}
    plan = a_plan(one.programme, START, START + timedelta(days=21), start=START, **led)
    beside = a_plan(other.programme, START + timedelta(days=2), START + timedelta(days=9), start=START, **led)
    held = holders(one, plan, holdings_of([(other, beside)]).against(one))
    assert [each.session for each in held] == ["y:day-1"]
