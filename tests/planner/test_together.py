"""Cohorts that hold sessions together: one date for both, found whichever is planned first."""

from __future__ import annotations

from datetime import date
from typing import Any

from nouns import AT, a_programme
from whole_road import counted

from hsplan.plan.model import Plan
from hsplan.planner.conflict import Conflict
from hsplan.planner.planning import Planned
from hsplan.planner.together import Run, plan_together
from hsplan.workspace.opening import calendar_of

START = date(2012, 1, 1)


def a_run(cohort: str, partner: str | list[str], before: Plan | None = None, **keys: Any) -> Run:  # noqa: ANN401
    """A cohort of three sessions in three months, of which the first is held together with another's."""
    sessions = {
        "launch": {"kind": "launch", "joint-with": partner},
        "x": {"kind": "workshop"},
        "y": {"kind": "workshop"},
    }
    programme = a_programme(**{"sessions": sessions, "length": "3 months", "weekdays": "Tue-Thu"} | keys)
    return Run(f"p.{cohort}", cohort, programme, calendar_of(programme, START), before, fresh=False)


def plan_of(one: Planned | Conflict) -> Plan:
    assert isinstance(one, Planned)
    return one.plan


def test_the_first_keeps_off_days_on_which_the_second_cannot_come() -> None:
    north = a_run("north", "south")
    south = a_run("south", "north", weekdays="Wed", calendar={"closed": {"x": "1 Jan to 31 Jan 2012"}})
    first, second = plan_together([north, south], {}, AT)
    day = plan_of(first).sessions["launch"].date
    assert day == plan_of(second).sessions["launch"].date
    assert (day.weekday(), day.month) == (2, 2)


def test_a_date_that_leaves_the_second_no_plan_is_given_up() -> None:
    north = a_run("north", "south")
    south = a_run("south", "north", length="4 weeks", gap="12 days", weekdays="Mon-Sun")
    first, second = plan_together([north, south], {}, AT)
    assert plan_of(first).sessions["launch"].date == plan_of(second).sessions["launch"].date


def test_a_plan_that_is_not_planned_now_is_held() -> None:
    (alone,) = plan_together([a_run("north", "south", preferences={"even-spread": "off"})], {}, AT)
    (other,) = plan_together([a_run("south", "north")], {"north": plan_of(alone)}, AT)
    assert plan_of(other).sessions["launch"].date == plan_of(alone).sessions["launch"].date


def test_where_nothing_suits_both_no_plan_is_told() -> None:
    north = a_run("north", "south", weekdays="Tue")
    south = a_run("south", "north", weekdays="Wed")
    assert any(isinstance(one, Conflict) for one in plan_together([north, south], {}, AT))


def test_a_change_of_one_moves_the_other_along() -> None:
    first, second = plan_together([a_run("north", "south"), a_run("south", "north")], {}, AT)
    day = plan_of(first).sessions["launch"].date
    closed = {"closed": {"x": f"{day:%Y-%m-%d}"}}
    north = a_run("north", "south", plan_of(first))
    south = a_run("south", "north", plan_of(second), calendar=closed)
    again, other = plan_together([north, south], {}, AT)
    moved = plan_of(again).sessions["launch"].date
    assert moved == plan_of(other).sessions["launch"].date != day
    for id_ in ("x", "y"):
        assert plan_of(again).sessions[id_].date == plan_of(first).sessions[id_].date


def a_short_run(cohort: str, partner: str, **keys: Any) -> Run:  # noqa: ANN401 - any key of a programme
    """A cohort of four weeks that twelve days' gaps fill: its first session is on one of the first four days."""
    return a_run(cohort, partner, **{"length": "4 weeks", "gap": "12 days", "weekdays": "Mon-Sun"} | keys)


def test_a_date_without_which_the_first_has_no_plan_is_not_given_up() -> None:
    launch = {"kind": "launch", "joint-with": "south", "when": "10 Jan 2012"}
    north = a_run("north", "south", sessions={"launch": launch, "x": {"kind": "workshop"}})
    first, second = plan_together([north, a_short_run("south", "north")], {}, AT)
    assert plan_of(first).sessions["launch"].date == date(2012, 1, 10)
    assert isinstance(second, Conflict)


def test_days_from_which_the_second_cannot_go_on_are_given_up_at_once() -> None:
    """Its date is one of the first six days, which the first likes least: the fiftieth that would be tried."""
    late = {"avoid": {"x": "1 Jan to 15 Mar 2012"}}
    sessions = {"launch": {"kind": "launch", "joint-with": "south"}}
    north = a_run("north", "south", sessions=sessions, weekdays="Mon-Sun", calendar=late)
    first, second = plan_together([north, a_short_run("south", "north", length="8 weeks", gap="25 days")], {}, AT)
    assert plan_of(first).sessions["launch"].date == plan_of(second).sessions["launch"].date <= date(2012, 1, 6)


def test_so_many_dates_are_given_up_and_no_more() -> None:
    """Who leads once a month has to begin in January, which the first likes least: after sixty other days."""
    late = {"avoid": {"x": "1 Jan to 31 Jan 2012"}}
    sessions = {"launch": {"kind": "launch", "joint-with": "south"}}
    north = a_run("north", "south", sessions=sessions, weekdays="Mon-Sun", calendar=late)
    once = {"a": {"name": "Facilitator A", "leads": "everything", "at-most": "1 day a month"}}
    closed = {"closed": {"x": "20 to 31 Jan 2012"}}
    keys: dict[str, Any] = {"people": once, "with": "1 facilitator", "calendar": closed, "weekdays": "Mon-Sun"}
    south = a_run("south", "north", **keys)
    first, second = plan_together([north, south], {}, AT)
    assert isinstance(first, Planned)
    assert isinstance(second, Conflict)
    assert all(isinstance(one, Planned) for one in plan_together([south, north], {}, AT))


def test_one_that_has_no_plan_by_itself_is_not_tried_on_other_dates() -> None:
    north = a_run("north", "south")
    no_days = {"launch": {"kind": "launch", "joint-with": "north"}, "x": {"kind": "workshop", "when": "1 Jan 2012"}}
    south = a_run("south", "north", sessions=no_days)
    (_, conflict), many = counted(lambda: plan_together([north, south], {}, AT))
    _, few = counted(lambda: plan_together([north, a_run("south", "north")], {}, AT))
    assert isinstance(conflict, Conflict)
    assert many < 2 * few


def test_of_three_cohorts_the_one_whose_date_stands_in_the_way_gives_it_up() -> None:
    alone = {"a": {"kind": "workshop"}}
    east = a_run("east", "south", sessions=alone)
    runs = [east, a_run("north", "south"), a_short_run("south", "north")]
    first, second, third = plan_together(runs, {}, AT)
    assert plan_of(first) == plan_of(plan_together([east], {}, AT)[0])
    assert plan_of(second).sessions["launch"].date == plan_of(third).sessions["launch"].date


def test_what_each_of_many_cohorts_cannot_do_is_worked_out_once() -> None:
    names = [f"c{n}" for n in range(12)]
    runs = [a_run(name, [one for one in names if one != name]) for name in names]
    _, few = counted(lambda: plan_together(runs[:3], {}, AT))
    planned, many = counted(lambda: plan_together(runs, {}, AT))
    assert many < 6 * few
    assert len({plan_of(one).sessions["launch"].date for one in planned}) == 1


def test_what_is_too_much_to_lay_out_is_not_narrowed() -> None:
    long = a_run("north", "south", length="25 years", weekdays="Mon-Sun", country=None)
    assert long.never("launch") == frozenset()
    assert a_short_run("north", "south").never("launch") >= {date(2012, 1, 20)}
