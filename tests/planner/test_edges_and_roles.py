"""Where a gap to an edge, a month counted back, a whole-programme phase and a role that leads groups come out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from nouns import a_case, a_plan, a_programme

from hsplan.planner.conflict import Conflict
from hsplan.planner.search import search
from hsplan.programme.unfolding import sessions_of
from hsplan.request import Request
from hsplan.rules import judge
from hsplan.schedule.arranging import Planned, schedule
from hsplan.workspace.opening import calendar_of

START = date(2011, 1, 1)


def dates(sessions: dict[str, Any], **keys: Any) -> dict[str, date]:  # noqa: ANN401 - any key of a programme
    programme = a_programme(sessions=sessions, **{"length": "12 months", "weekdays": "Mon-Sun"} | keys)
    decision = search(Request.of(programme, calendar_of(programme, START)))
    assert not isinstance(decision, Conflict)
    return {id_: one.date for id_, one in decision.sessions.items()}


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("1 month before the end", date(2011, 11, 30)),  # the end is 31 December, and November has 30 days
        ("about 1 month before the start", date(2010, 12, 1)),
        ("about 2 months after the end", date(2012, 2, 29)),  # from 31 December, clipped
    ],
)
def test_a_gap_to_an_edge_is_counted_from_the_edge(when: str, day: date) -> None:
    found = dates({"launch": {"kind": "launch"}, "x": {"kind": "webinar", "when": when}})
    assert found["x"] == day


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("about 2 weeks after launch", date(2011, 2, 2)),  # from its last day
        ("about 2 weeks before launch", date(2011, 1, 4)),
        ("about 1 month after launch", date(2011, 2, 19)),
    ],
)
def test_what_is_about_so_long_from_another_best_lies_just_so_long(when: str, day: date) -> None:
    launch = {"kind": "launch", "lasts": "2 days", "when": "18 to 19 Jan 2011"}
    assert dates({"launch": launch, "x": {"kind": "webinar", "when": when}})["x"] == day


@pytest.mark.parametrize(
    ("closed", "day"),
    [("1 to 19 Jan 2011", date(2011, 1, 20)), ("1 to 20 Jan 2011", date(2011, 1, 21))],  # else any day is as good
)
def test_the_usual_weekday_of_a_month_is_taken_where_it_is_open(closed: str, day: date) -> None:
    visit = {"kind": "workshop", "every": "usually third Thu"}
    keys: dict[str, Any] = {"length": "1 month", "calendar": {"closed": {"shut": closed}}}
    assert dates({"visit": visit}, **keys)["visit"] == day


def test_a_month_before_a_session_is_clipped_to_the_end_of_its_month() -> None:
    sessions = {
        "close": {"kind": "review", "when": "31 Mar 2011"},
        "x": {"kind": "webinar", "when": "1 month before close"},
    }
    assert dates(sessions)["x"] == date(2011, 2, 28)


def test_a_session_of_no_phase_is_outside_the_programme_though_one_phase_is_as_long() -> None:
    programme = a_programme(
        sessions={"close": {"kind": "review", "when": "at the end"}},
        phases={"only": {"sessions": {"day": {"kind": "workshop"}}}},
        weekdays="Mon-Sun",
    )
    days = {"day": date(2011, 1, 18), "close": date(2020, 1, 1)}
    case = a_case(programme, *(days[one.id] for one in sessions_of(programme)))
    assert [finding.code for finding in judge(case)] == ["outside-programme"]


def test_a_role_that_leads_each_group_is_asked_of_those_who_hold_it() -> None:
    programme = a_programme(
        sessions={"a": {"kind": "action-learning", "for": "each set", "taken": "in turn"}},
        groups={"set": {"number": 2, "with": "coach"}},
        people={"c": {"name": "Coach C", "role": "coach"}, "f": {"name": "Facilitator F", "leads": "everything"}},
    )
    (session,) = sessions_of(programme)
    assert (session.leaders.role, session.leaders.people, session.leaders.needed) == ("coach", (), 1)


def test_a_project_is_not_delivered_on_a_day_that_was_cancelled() -> None:
    programme = a_programme(
        sessions={"a": {"kind": "workshop"}, "b": {"kind": "workshop"}},
        project={"title": "Care", "delivery": "at the end"},
    )
    plan = a_plan(programme, date(2011, 1, 18), date(2011, 2, 15), b={"status": "cancelled"})
    project = schedule(Planned(programme, plan, calendar_of(programme, START))).project
    assert project is not None
    assert [one.session for one in project.milestones] == ["a"]


def test_a_milestone_of_a_cancelled_session_has_no_day() -> None:
    programme = a_programme(
        sessions={"a": {"kind": "workshop"}, "b": {"kind": "workshop"}},
        project={"title": "Care", "milestones": {"need": {"title": "The need", "when": "during a"}}},
    )
    plan = a_plan(programme, date(2011, 1, 18), date(2011, 2, 15), a={"status": "cancelled"})
    project = schedule(Planned(programme, plan, calendar_of(programme, START))).project
    assert project is not None
    assert [(one.date, one.session) for one in project.milestones] == [(None, "a")]
