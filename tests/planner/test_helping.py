"""Who helps by hand beyond the number that is needed stays where that takes nobody from another session."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from nouns import AT, START, a_plan, a_programme

from hsplan.dates.days import DayRange
from hsplan.dates.hours import TimeRange
from hsplan.plan.held import Held
from hsplan.plan.model import Plan
from hsplan.planner.planning import Given, Planned, plan_again
from hsplan.programme.model import Programme
from hsplan.request import Taken
from hsplan.workspace.opening import calendar_of

DAY = date(2011, 1, 20)


def two_sessions(second: date = DAY, **people: dict[str, str]) -> Programme:
    """Two sessions, both on one day unless said otherwise, each led by one of three."""
    named = {
        id_: {"name": f"Facilitator {id_}", "leads": "everything"} | people.get(id_, {}) for id_ in ("p", "q", "r")
    }
    return a_programme(
        length="4 weeks",
        sessions={"a": {"kind": "workshop", "when": "20 Jan 2011"}},
        strands={"x": {"kind": "webinar", "count": "1", "when": f"{second.day} Jan 2011", "attendance": "optional"}},
        people=named,
        with_="1 facilitator",
    )


def people_of(programme: Programme, second: date = DAY) -> dict[str, tuple[str, ...]]:
    """Who leads each session once the plan before, with q as a helper, is planned again."""
    plan: Plan = a_plan(programme, DAY, second, a={"people": ("p", "q")}, x={"people": ("r",)})
    planned = plan_again(programme, calendar_of(programme, START), AT, plan)
    assert isinstance(planned, Planned)
    return {id_: one.people for id_, one in planned.plan.sessions.items()}


def test_who_helped_stays() -> None:
    assert people_of(two_sessions()) == {"a": ("p", "q"), "x": ("r",)}


def test_who_is_needed_elsewhere_helps_no_more() -> None:
    assert people_of(two_sessions(r={"away": "20 Jan 2011"})) == {"a": ("p",), "x": ("q",)}


def test_who_leads_on_as_many_days_as_they_can_helps_on_no_other() -> None:
    day = date(2011, 1, 21)
    programme = two_sessions(day, q={"at-most": "1 day a week"}, p={"away": "21 Jan 2011"}, r={"away": "21 Jan 2011"})
    assert people_of(programme, day) == {"a": ("p",), "x": ("q",)}


def helped(taken: Taken, **keys: Any) -> dict[str, tuple[str, ...]]:  # noqa: ANN401 - any key of a programme
    """Who leads each of two sessions on two days at a venue, once a plan where q helps with the first is mended."""
    named = {id_: {"name": f"Facilitator {id_}", "leads": "everything"} for id_ in ("p", "q")}
    sessions = {
        "a": {"kind": "workshop", "when": "20 Jan 2011", "time": "9:00-12:00"},
        "b": {"kind": "workshop", "when": "21 Jan 2011", "time": "9:00-12:00"},
    }
    values: dict[str, Any] = {
        "length": "4 weeks",
        "timezone": "Europe/London",
        "sessions": sessions,
        "people": named,
        "venues": {"hall": {"name": "Hall", "town": "Stepney"}},
        "where": "hall",
        "with": "1 facilitator",
    }
    programme = a_programme(**values | keys)
    led: Any = {"a": {"people": ("p", "q"), "venue": "hall"}, "b": {"people": ("p",), "venue": "hall"}}
    plan = a_plan(programme, DAY, date(2011, 1, 21), **led)
    planned = plan_again(programme, calendar_of(programme, START), AT, plan, Given(taken))
    assert isinstance(planned, Planned)
    return {id_: one.people for id_, one in planned.plan.sessions.items()}


def test_who_is_in_another_town_that_day_helps_no_more() -> None:
    afternoon = (TimeRange(time(14), time(16)),)
    near = Held("q", DayRange(DAY, DAY), afternoon, "Stepney", "bow:x")
    assert helped(Taken(held=(near,)))["a"] == ("p", "q")
    far = Held("q", DayRange(DAY, DAY), afternoon, "Leeds", "bow:x")
    assert helped(Taken(held=(far,)))["a"] == ("p",)


def test_who_leads_less_than_they_may_helps_on() -> None:
    named = {
        "p": {"name": "Facilitator p", "leads": "everything", "at-most": "3 days a week"},
        "q": {"name": "Facilitator q", "leads": "everything", "at-most": "1 day a week"},
    }
    assert helped(Taken(), people=named) == {"a": ("p", "q"), "b": ("p",)}


def test_who_may_be_in_two_places_for_once_helps_on() -> None:
    waived = {"rule": "two-places-at-once", "for": ["a", "x"], "why": "both in one house", "by": "A"}
    programme = two_sessions()
    plan: Plan = a_plan(programme, DAY, DAY, a={"people": ("p", "q")}, x={"people": ("q",)})
    for waive, expected in (((), ("p",)), ((waived | {"until": "20 Jan 2011"},), ("p", "q"))):
        now = a_programme(
            length="4 weeks",
            sessions={"a": {"kind": "workshop", "when": "20 Jan 2011"}},
            strands={
                "x": {"kind": "webinar", "count": "1", "when": "20 Jan 2011", "with": "q", "attendance": "optional"}
            },
            people={id_: {"name": f"Facilitator {id_}", "leads": "everything"} for id_ in ("p", "q")},
            with_="1 facilitator",
            waive=list(waive),
        )
        planned = plan_again(now, calendar_of(now, START), AT, plan)
        assert isinstance(planned, Planned)
        assert planned.plan.sessions["a"].people == expected
