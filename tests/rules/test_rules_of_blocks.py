"""Rules of relations, rhythms, several days, windows, caps and waivers: what they forbid they find. Literal dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from nouns import a_plan, a_programme

from hsplan import rules
from hsplan.plan.case import Case
from hsplan.plan.model import Plan, Window
from hsplan.plan.windows import windows
from hsplan.programme.model import Programme
from hsplan.workspace.opening import calendar_of

START = date(2011, 1, 1)
TUE = date(2011, 1, 18)


def codes(programme: Programme, plan: Plan, joint: Any = None) -> list[str]:  # noqa: ANN401
    found = rules.judge(Case.of(programme, plan, calendar_of(programme, START), joint))
    return [finding.code for finding in found]


def judged(sessions: dict[str, Any], *days: date, bookings: Any = None, **keys: Any) -> list[str]:  # noqa: ANN401
    """The codes for a programme of these sessions, booked on these first days, in the order of `sessions_of`."""
    programme = a_programme(sessions=sessions, **{"weekdays": "Mon-Sun"} | keys)
    plan = a_plan(programme, *days, **(bookings or {}))
    found = windows(programme, START, plan.sessions)
    return codes(programme, plan.model_copy(update={"windows": found}))


def tied(when: str, day: date) -> list[str]:
    """What is found of a session with this `when` beside a launch on Tuesday, 18 January, and a close on 1 March."""
    sessions = {
        "launch": {"kind": "launch", "lasts": "2 days"},
        "close": {"kind": "review"},
        "x": {"kind": "webinar", "when": when},
    }
    return judged(sessions, TUE, date(2011, 3, 1), day, bookings={"launch": {"last": date(2011, 1, 19)}})


@pytest.mark.parametrize(
    ("when", "right", "wrong"),
    [
        ("after launch", date(2011, 1, 20), date(2011, 1, 19)),  # the launch lasts until the 19th
        ("before launch", date(2011, 1, 17), date(2011, 1, 18)),
        ("2 weeks after launch", date(2011, 2, 2), date(2011, 2, 1)),  # from its last day
        ("2 to 4 weeks after launch", date(2011, 2, 16), date(2011, 2, 17)),
        ("at least 1 month after launch", date(2011, 2, 19), date(2011, 2, 18)),
        ("within 3 days before launch", date(2011, 1, 15), date(2011, 1, 14)),
        ("1 week before close", date(2011, 2, 22), date(2011, 2, 21)),
        ("between launch and close", date(2011, 2, 28), date(2011, 3, 1)),
        ("the evening before launch", date(2011, 1, 17), date(2011, 1, 16)),
        ("the evening of launch", date(2011, 1, 18), date(2011, 1, 19)),
        ("the day after launch", date(2011, 1, 20), date(2011, 1, 21)),
        ("during launch", date(2011, 1, 19), date(2011, 1, 20)),
        ("at least 2 weeks after the start", date(2011, 1, 15), date(2011, 1, 14)),
        ("within 1 week before the end", date(2011, 12, 24), date(2011, 12, 23)),  # the last day is the 31st
    ],
)
def test_a_tie_to_another_session_or_an_edge_is_kept(when: str, right: date, wrong: date) -> None:
    assert tied(when, right) == []
    assert tied(when, wrong) == ["relation-not-kept"]


def test_before_the_start_is_before_the_first_day() -> None:
    assert tied("before the start", date(2010, 12, 31)) == []
    assert "outside-programme" in tied("before the start", date(2011, 1, 1))


def test_what_is_tied_to_something_before_the_start_may_lie_there_too() -> None:
    sessions = {
        "form": {"kind": "diagnostic", "when": "before the start"},
        "talk": {"kind": "webinar", "when": "after form"},
        "note": {"kind": "webinar", "when": "after talk"},
        "day": {"kind": "workshop"},
    }
    days = (date(2010, 12, 6), date(2010, 12, 13), date(2010, 12, 20))
    assert judged(sessions, *days, date(2011, 1, 18)) == []
    assert judged(sessions, *days, date(2010, 12, 28)) == ["outside-programme"]


@pytest.mark.parametrize(
    ("when", "right", "wrong"),
    [
        ("in week 2 of a month", date(2011, 2, 8), date(2011, 2, 7)),
        ("in the middle", date(2011, 7, 1), date(2011, 3, 10)),
        ("in the first 2 months", date(2011, 2, 28), date(2011, 3, 2)),
        ("in the last month", date(2011, 12, 1), date(2011, 11, 30)),
        ("June to July", date(2011, 7, 31), date(2011, 8, 1)),
    ],
)
def test_a_moment_is_kept(when: str, right: date, wrong: date) -> None:
    assert judged({"x": {"kind": "workshop", "when": when}}, right) == []
    assert judged({"x": {"kind": "workshop", "when": when}}, wrong) == ["wrong-moment"]


@pytest.mark.parametrize(
    ("every", "first", "right", "wrong"),
    [
        ("month", date(2011, 1, 31), date(2011, 2, 1), date(2011, 3, 1)),
        ("2 months", date(2011, 1, 3), date(2011, 3, 31), date(2011, 2, 28)),
        ("week", date(2011, 1, 17), date(2011, 1, 30), date(2011, 1, 31)),  # Mondays begin a week
        ("2 weeks", date(2011, 1, 23), date(2011, 1, 31), date(2011, 1, 30)),
        ("third Thu", date(2011, 1, 20), date(2011, 2, 17), date(2011, 2, 24)),
        ("last Fri", date(2011, 1, 28), date(2011, 2, 25), date(2011, 2, 18)),
    ],
)
def test_a_rhythm_is_kept(every: str, first: date, right: date, wrong: date) -> None:
    sessions = {"x": {"kind": "workshop", "count": "2", "every": every}}
    assert judged(sessions, first, right) == []
    assert set(judged(sessions, first, wrong)) == {"rhythm-not-kept"}


def test_no_day_of_several_is_closed_or_on_another_weekday() -> None:
    sessions = {"x": {"kind": "residential", "lasts": "3 days"}}
    good_friday = {"x": {"last": date(2011, 4, 22)}}
    assert judged(sessions, date(2011, 4, 20), bookings=good_friday, country="England") == ["closed-day"]
    assert judged(sessions, TUE, bookings={"x": {"last": date(2011, 1, 20)}}, weekdays="Tue-Thu") == []
    assert judged(sessions, date(2011, 1, 19), bookings={"x": {"last": date(2011, 1, 21)}}, weekdays="Tue-Thu") == [
        "wrong-weekday"
    ]
    assert judged(sessions, TUE) == ["times-differ"]  # one day of three


def test_a_stated_first_weekday_is_kept() -> None:
    sessions = {"x": {"kind": "residential", "lasts": "Sat to Mon"}}
    assert judged(sessions, date(2011, 1, 15), bookings={"x": {"last": date(2011, 1, 17)}}, weekdays="Tue") == []
    assert judged(sessions, date(2011, 1, 16), bookings={"x": {"last": date(2011, 1, 18)}}) == ["wrong-weekday"]


def test_the_own_dates_of_two_sets_need_no_order() -> None:
    sessions = {
        "a": {"kind": "workshop"},
        "s": {"kind": "action-learning", "for": "each set", "taken": "on own dates"},
        "b": {"kind": "workshop"},
    }
    groups = {"set": {"number": "2"}}
    days = (TUE, date(2011, 2, 10), date(2011, 2, 3), date(2011, 3, 1))
    assert judged(sessions, *days, groups=groups) == []
    assert judged(sessions, TUE, date(2011, 3, 2), *days[2:], groups=groups) == ["out-of-order"]


def test_a_gap_of_a_kind_passes_over_what_stands_between() -> None:
    sessions = {"r1": {"kind": "residential"}, "w": {"kind": "workshop"}, "r2": {"kind": "residential"}}
    kinds = {"residential": {"gap": "at least 6 weeks"}}
    assert judged(sessions, TUE, date(2011, 2, 1), date(2011, 3, 1), kinds=kinds) == []
    assert judged(sessions, TUE, date(2011, 2, 1), date(2011, 2, 28), kinds=kinds) == ["gap-not-kept"]


def test_a_window_needs_a_day_and_keeps_to_its_neighbours() -> None:
    sessions = {
        "a": {"kind": "workshop"},
        "talk": {"kind": "coaching", "arranged-by": "participant"},
        "b": {"kind": "workshop"},
    }
    assert judged(sessions, TUE, date(2011, 1, 20)) == []
    assert judged(sessions, TUE, date(2011, 1, 19)) == ["window-closed"]
    programme = a_programme(sessions=sessions, weekdays="Mon-Sun")
    plan = a_plan(programme, TUE, date(2011, 3, 1))
    assert codes(programme, plan) == ["window-closed"]
    beyond = Window.model_construct(title="Talk", from_=TUE, until=date(2011, 2, 1), arranged_by=())
    assert codes(programme, plan.model_copy(update={"windows": {"talk": beyond}})) == ["window-closed"]


def test_nobody_leads_more_days_of_a_week_than_they_can() -> None:
    people = {"p": {"name": "Facilitator A", "leads": "everything", "at-most": "1 day a week"}}
    led: dict[str, Any] = {"day_1": {"people": ("p",)}, "day_2": {"people": ("p",)}}
    for second, found in ((date(2011, 1, 23), ["led-too-often"]), (date(2011, 1, 24), [])):
        programme = a_programme(people=people, weekdays="Mon-Sun")
        assert codes(programme, a_plan(programme, TUE, second, **led)) == found


def test_two_at_once_are_told_unless_times_differ_or_one_holds_the_other() -> None:
    people = {"p": {"name": "Facilitator A", "leads": "everything"}}
    led = {"a": {"people": ("p",)}, "b": {"people": ("p",)}}
    a = {"kind": "workshop", "time": "9:30-12:30"}

    def found(**b: str) -> list[str]:
        return judged({"a": a, "b": {"kind": "reception"} | b}, TUE, TUE, bookings=led, people=people)

    assert found(when="the day of a") == []
    assert found(when="at any time") == ["two-places-at-once"]
    assert found(when="at any time", time="12:00-13:00") == ["two-places-at-once"]
    assert found(when="at any time", time="12:30-13:30") == []


def test_a_joint_session_has_one_date() -> None:
    programme = a_programme(weekdays="Mon-Sun")
    plan = a_plan(programme, TUE, date(2011, 2, 1))
    assert codes(programme, plan, {"day-1": {"north": TUE}}) == []
    assert codes(programme, plan, {"day-1": {"north": date(2011, 1, 19)}}) == ["not-joint"]


def test_a_waiver_sets_one_rule_aside_for_its_sessions_and_until_its_end() -> None:
    waiver = {"rule": "wrong-weekday", "for": "day-1", "why": "agreed", "by": "Manager A", "until": "31 Jan 2011"}
    days = (date(2011, 1, 22), date(2011, 2, 5))  # two Saturdays
    assert judged_days(waiver, days) == ["wrong-weekday"]
    assert judged_days(waiver | {"for": "day-2"}, days) == ["wrong-weekday", "wrong-weekday"]
    assert judged_days(waiver | {"for": ["day-1", "day-2"], "until": "5 Feb 2011"}, days) == []
    assert judged_days(waiver | {"rule": "closed-day"}, days) == ["wrong-weekday", "wrong-weekday"]


def judged_days(waiver: dict[str, Any], days: tuple[date, date]) -> list[str]:
    programme = a_programme(weekdays="Mon-Fri", waive=[waiver])
    return codes(programme, a_plan(programme, *days))


def test_participants_are_at_one_session_at_a_time() -> None:
    a = {"kind": "workshop", "time": "9:30-16:30"}

    def found(**b: str) -> list[str]:
        return judged({"a": a, "b": {"kind": "webinar", "when": "at any time"} | b}, TUE, TUE)

    assert found(time="12:00-13:00") == ["two-places-at-once"]
    assert found(time="17:00-18:00") == []
    assert found(time="12:00-13:00", attendance="optional") == []
    assert found() == []  # nobody knows when it is
