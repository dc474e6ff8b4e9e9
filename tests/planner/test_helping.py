"""Who helps by hand beyond the number that is needed stays where that takes nobody from another session."""

from __future__ import annotations

from datetime import date

from nouns import AT, START, a_plan, a_programme

from hsplan.plan.model import Plan
from hsplan.planner.planning import Planned, plan_again
from hsplan.programme.model import Programme
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
        strands={"x": {"kind": "webinar", "count": "1", "when": f"{second.day} Jan 2011"}},
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
