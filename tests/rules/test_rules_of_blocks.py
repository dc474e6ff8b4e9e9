"""Rules of relations, rhythms, several days, windows, caps and waivers: what they forbid they find. Literal dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from nouns import a_booking, a_plan, a_programme

from hsplan import rules
from hsplan.dates.days import DayRange
from hsplan.dates.hour_phrases import read_hours
from hsplan.dates.hours import TimeRange
from hsplan.plan.case import Case
from hsplan.plan.held import Held, Party, holdings_of
from hsplan.plan.model import Plan, Window
from hsplan.plan.windows import windows
from hsplan.programme.model import Programme
from hsplan.rules import led_too_often, two_places_at_once
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
        "x": {"kind": "webinar", "when": when, "attendance": "optional"},
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
        ("during launch", date(2011, 1, 18), date(2011, 1, 17)),
        ("within 3 days before launch", date(2011, 1, 17), date(2011, 1, 18)),
        ("within 3 days after launch", date(2011, 1, 22), date(2011, 1, 23)),
        ("within 3 days after launch", date(2011, 1, 20), date(2011, 1, 19)),
        ("at least 2 weeks before close", date(2011, 2, 15), date(2011, 2, 16)),
        ("2 to 4 weeks before close", date(2011, 2, 15), date(2011, 2, 16)),
        ("2 to 4 weeks before close", date(2011, 2, 1), date(2011, 1, 31)),
        ("within 1 week after the start", date(2011, 1, 8), date(2011, 1, 9)),
        ("within 1 week before the end", date(2011, 12, 31), date(2011, 12, 23)),
        ("after the start", date(2011, 1, 1), None),
        ("before the end", date(2011, 12, 31), None),
        ("at least 2 weeks after the start", date(2011, 1, 15), date(2011, 1, 14)),
        ("within 1 week before the end", date(2011, 12, 24), date(2011, 12, 23)),  # the last day is the 31st
    ],
)
def test_a_tie_to_another_session_or_an_edge_is_kept(when: str, right: date, wrong: date | None) -> None:
    assert tied(when, right) == []
    assert wrong is None or tied(when, wrong) == ["relation-not-kept"]


def test_a_month_before_its_last_day_is_the_last_day_of_the_month_before() -> None:
    sessions = {"close": {"kind": "review"}, "x": {"kind": "webinar", "when": "1 month before close"}}
    assert judged(sessions, date(2011, 3, 31), date(2011, 2, 28)) == []
    assert judged(sessions, date(2011, 3, 31), date(2011, 3, 1)) == ["relation-not-kept"]


def test_what_is_tied_to_a_session_without_a_date_lies_anywhere() -> None:
    sessions = {"launch": {"kind": "launch"}, "x": {"kind": "webinar", "when": "2 weeks after launch"}}
    assert judged(sessions, TUE, TUE, bookings={"launch": {"status": "cancelled"}}) == []


def test_a_tie_between_two_that_were_delivered_is_a_fact() -> None:
    sessions = {"launch": {"kind": "launch"}, "x": {"kind": "webinar", "when": "2 weeks after launch"}}
    delivered = {"status": "delivered"}
    for bookings, found in (
        ({"launch": delivered, "x": delivered}, 0),
        ({"launch": delivered}, 1),
        ({"x": delivered}, 1),
    ):
        assert len(judged(sessions, TUE, date(2011, 2, 2), bookings=bookings)) == found


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
        ("month", date(2011, 12, 31), date(2012, 1, 1), date(2012, 2, 1)),
        ("2 months", date(2011, 11, 30), date(2012, 1, 1), date(2011, 12, 31)),
    ],
)
def test_a_rhythm_is_kept(every: str, first: date, right: date, wrong: date) -> None:
    sessions = {"x": {"kind": "workshop", "count": "2", "every": every}}
    assert judged(sessions, first, right, length="18 months") == []
    assert set(judged(sessions, first, wrong, length="18 months")) == {"rhythm-not-kept"}


def test_a_rhythm_of_gaps_alone_counts_no_weeks() -> None:
    sessions = {"x": {"kind": "workshop", "count": "2", "every": "at least 3 weeks"}}
    assert judged(sessions, TUE, date(2011, 3, 1)) == []
    assert judged(sessions, TUE, date(2011, 2, 7)) == ["gap-not-kept"]


def test_a_rhythm_between_two_that_were_delivered_is_a_fact() -> None:
    sessions = {"x": {"kind": "workshop", "count": "2", "every": "month"}}
    delivered = {"status": "delivered"}
    days = (TUE, date(2011, 3, 1))
    assert judged(sessions, *days, bookings={"x_1": delivered, "x_2": delivered}) == []
    assert judged(sessions, *days, bookings={"x_1": delivered}) == ["rhythm-not-kept"]


def test_of_several_days_one_falls_on_the_weekday_of_a_rhythm() -> None:
    sessions = {"x": {"kind": "residential", "lasts": "3 days", "count": "1", "every": "third Thu"}}

    def found(first: date, last: date) -> list[str]:
        return judged(sessions, first, bookings={"x": {"last": last}})

    assert found(date(2011, 1, 18), date(2011, 1, 20)) == []
    assert found(date(2011, 1, 20), date(2011, 1, 22)) == []
    assert found(date(2011, 1, 17), date(2011, 1, 19)) == ["rhythm-not-kept"]
    assert found(date(2011, 1, 21), date(2011, 1, 23)) == ["rhythm-not-kept"]


def test_no_day_of_several_lies_outside() -> None:
    long = {"kind": "residential", "lasts": "3 days"}
    sessions = {"x": long}
    assert judged(sessions, date(2011, 12, 29), bookings={"x": {"last": date(2011, 12, 31)}}) == []
    assert judged(sessions, date(2011, 12, 30), bookings={"x": {"last": date(2012, 1, 1)}}) == ["outside-programme"]
    assert judged(sessions, date(2010, 12, 31), bookings={"x": {"last": date(2011, 1, 2)}}) == ["outside-programme"]
    halves = {"one": {"sessions": {"x": long}}, "two": {"sessions": {"day-1": {"kind": "workshop"}}}}
    days = (date(2011, 6, 29), date(2011, 7, 4))
    late = {"x": {"last": date(2011, 7, 1)}}
    assert judged({}, date(2011, 6, 28), days[1], bookings={"x": {"last": date(2011, 6, 30)}}, phases=halves) == []
    assert judged({}, *days, bookings=late, phases=halves) == ["outside-phase"]


def test_phases_bind_some_sessions_and_the_programme_others() -> None:
    halves = {
        "one": {"sessions": {"day-1": {"kind": "workshop"}}},
        "two": {"sessions": {"day-2": {"kind": "workshop"}}},
    }
    strands = {"talk": {"kind": "webinar", "count": "1"}}
    kept = (TUE, date(2011, 7, 5), date(2011, 1, 19))
    assert judged({}, *kept, phases=halves, strands=strands) == []
    assert judged({}, *kept[:2], date(2012, 1, 1), phases=halves, strands=strands) == ["outside-programme"]
    days = (date(2011, 7, 4), date(2011, 7, 5), date(2012, 1, 1))
    assert judged({}, *days, phases=halves, strands=strands) == ["outside-programme", "outside-phase"]
    before_them = {"launch": {"kind": "launch", "when": "at the start"}}
    days = (date(2010, 12, 31), date(2011, 7, 4), date(2011, 7, 5))
    assert judged(before_them, *days, phases=halves) == ["outside-programme", "outside-phase"]


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
    assert codes(programme, plan) == ["not-dated"]
    beyond = Window.model_construct(title="Talk", from_=TUE, until=date(2011, 2, 1), arranged_by=())
    assert codes(programme, plan.model_copy(update={"windows": {"talk": beyond}})) == ["window-closed"]


def test_nobody_leads_more_days_of_a_week_than_they_can() -> None:
    people = {"p": {"name": "Facilitator A", "leads": "everything", "at-most": "1 day a week"}}
    led: dict[str, Any] = {"day_1": {"people": ("p",)}, "day_2": {"people": ("p",)}}
    for second, found in ((date(2011, 1, 23), ["led-too-often"]), (date(2011, 1, 24), [])):
        programme = a_programme(people=people, weekdays="Mon-Sun")
        assert codes(programme, a_plan(programme, TUE, second, **led)) == found


def test_each_booking_beyond_what_somebody_can_is_told() -> None:
    people = {"p": {"name": "Facilitator A", "leads": "everything", "at-most": "1 day a week"}}
    sessions = {f"x{n}": {"kind": "webinar", "when": "at any time"} for n in (1, 2, 3)}
    led = {id_: {"people": ("p",)} for id_ in sessions}
    days = (TUE, date(2011, 1, 19), date(2011, 1, 20))
    assert judged(sessions, *days, bookings=led, people=people) == ["led-too-often"] * 2
    waiver = {"rule": "led-too-often", "for": "x1", "why": "agreed", "by": "Manager A", "until": "31 Jan 2011"}
    assert judged(sessions, *days, bookings=led, people=people, waive=[waiver]) == ["led-too-often"]


def test_days_on_which_somebody_leads_in_other_plans_count() -> None:
    capped = {"name": "Facilitator A", "leads": "everything", "at-most": "2 days a week"}
    people = {"p": capped, "q": {"name": "Facilitator B", "leads": "everything"}}
    programme = a_programme(people=people, sessions={"x": {"kind": "webinar", "when": "at any time"}})
    plan = a_plan(programme, TUE, x={"people": ("p", "q")})

    def found(*held: tuple[str, date, date]) -> list[str]:
        wanted = tuple(Held(who, DayRange(first, last), (), None, "north:launch") for who, first, last in held)
        case = Case.of(programme, plan, calendar_of(programme, START), held=wanted)
        return [one.message for one in led_too_often.broken(case)]

    wed, thu, sun, mon = (date(2011, 1, day) for day in (19, 20, 23, 24))
    week = "Facilitator A leads on 3 days of the week of Mon 17 Jan 2011, more than 2 days a week"
    assert found(("p", wed, thu)) == [week]
    assert found(("p", wed, wed), ("p", sun, sun)) == [week]
    assert found(("q", wed, thu), ("hall", wed, thu), ("p", wed, thu)) != []
    assert found(("p", wed, wed)) == []
    assert found(("p", TUE, wed)) == []  # one day, whatever is led on it
    assert found(("p", sun, mon)) == []  # of which one is in the next week
    assert found(("q", wed, thu)) == []


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


AT_HALL_AND_MILL = {
    "hall": {"name": "Hall", "town": "London"},
    "inn": {"name": "Inn", "town": "London"},
    "mill": {"name": "Mill", "town": "Leeds"},
    "barn": {"name": "Barn"},
}


@pytest.mark.parametrize(
    ("venue", "time", "found"),
    [
        ("mill", "15:30-16:30", ["two-places-at-once"]),  # another town, at whatever time
        ("inn", "15:30-16:30", []),
        ("barn", "15:30-16:30", []),  # nobody knows where that is
        ("inn", "10:00-11:00", ["two-places-at-once"]),
        ("inn", "10:30-11:30", []),  # from when the other ends
    ],
)
def test_nobody_leads_in_two_towns_on_one_day(venue: str, time: str, found: list[str]) -> None:
    a = {"kind": "workshop", "time": "9:30-10:30", "where": "hall"}
    b = {"kind": "reception", "when": "at any time", "time": time, "where": venue}
    led: dict[str, Any] = {"a": {"people": ("p",), "venue": "hall"}, "b": {"people": ("p",), "venue": venue}}
    people = {"p": {"name": "Facilitator A", "leads": "everything"}}
    assert judged({"a": a, "b": b}, TUE, TUE, bookings=led, people=people, venues=AT_HALL_AND_MILL) == found


def wanted(held: Held, **keys: Any) -> list[str]:  # noqa: ANN401 - any key of a programme
    """Of which sessions it is told that another plan wants somebody of them, led by p in the hall on Tuesday."""
    b = {"kind": "workshop", "time": "9:30-10:30"}
    people = {"p": {"name": "Facilitator A", "leads": "everything"}}
    programme = a_programme(**{"sessions": {"b": b}, "people": people, "venues": AT_HALL_AND_MILL} | keys)
    plan = a_plan(programme, TUE, date(2011, 1, 19), b={"people": ("p",), "venue": "hall"})
    case = Case.of(programme, plan, calendar_of(programme, START), held=(held,))
    return [str(one.path[1]) for one in two_places_at_once.broken(case)]


ON_TUE = DayRange(TUE, TUE)


@pytest.mark.parametrize(
    ("who", "times", "town", "found"),
    [
        ("p", (), "London", ["b"]),  # the whole day
        ("p", ("10:00-11:00",), "London", ["b"]),
        ("p", ("10:30-11:30",), "London", []),
        ("p", ("10:30-11:30",), None, []),
        ("p", ("10:30-11:30",), "Leeds", ["b"]),  # another town, at whatever time
        ("hall", (), "London", ["b"]),
        ("hall", ("10:30-11:30",), "London", []),
        ("hall", ("10:30-11:30",), "Leeds", []),  # one place, whatever its town is called there
        ("inn", (), "London", []),
        ("q", (), "London", []),
    ],
)
def test_whom_another_plan_wants_is_there(who: str, times: tuple[str, ...], town: str | None, found: list[str]) -> None:
    hours = tuple(one for time in times if isinstance(one := read_hours(time), TimeRange))
    assert wanted(Held(who, ON_TUE, hours, town, "north:launch")) == found


@pytest.mark.parametrize(
    ("time", "others", "found"), [("evening", "9:00-17:00", []), ("9:30-10:30", "evening", []), ("evening", "", ["b"])]
)
def test_a_part_of_the_day_is_a_time_for_both_of_two_plans(time: str, others: str, found: list[str]) -> None:
    """What one plan has in the evening is at another time for the plan beside it, whichever of them is judged."""
    timed = {"kind": "workshop", "when": "at any time"}
    said = timed | ({"time": others} if others else {})
    people = {"p": {"name": "Facilitator A", "leads": "everything"}}
    other = a_programme(sessions={"launch": said}, people=people)
    shares = {"p": ("people.yaml", "people", "p")}
    parties = [Party("north", "north.yaml", None, other, shares), Party("test", "test.yaml", None, other, shares)]
    holdings = holdings_of([(parties[0], a_plan(other, TUE, launch={"people": ("p",)}))])
    held = holdings.against(parties[1])
    assert [
        told for one in held for told in wanted(one, sessions={"b": timed | {"time": time}}) if told == "b"
    ] == found


def test_whom_another_plan_wants_on_another_day_is_free() -> None:
    wednesday = DayRange(date(2011, 1, 19), date(2011, 1, 19))
    assert wanted(Held("p", wednesday, (), None, "north:launch")) == []


def test_a_venue_that_is_no_more_is_in_no_town() -> None:
    assert wanted(Held("p", ON_TUE, (), "Leeds", "north:launch"), venues={}) == ["b"]


def test_who_is_to_be_in_two_places_may_be_waived() -> None:
    waiver = {"rule": "two-places-at-once", "why": "agreed", "by": "Manager A", "until": "31 Jan 2011"}
    assert wanted(Held("p", ON_TUE, (), "Leeds", "north:launch"), waive=[waiver | {"for": "b"}]) == []
    any_time = {"kind": "webinar", "when": "at any time", "time": "9:30-10:30"}
    people = {"p": {"name": "Facilitator A", "leads": "everything"}}
    for led in ({}, {"a": {"people": ("p",)}, "b": {"people": ("p",)}}):
        for waived, found in (("a", []), ("b", []), (None, ["two-places-at-once"])):
            keys: dict[str, Any] = {"waive": [waiver | {"for": waived}]} if waived else {}
            sessions = {"a": any_time, "b": any_time}
            assert judged(sessions, TUE, TUE, bookings=led, people=people, **keys) == found


def test_each_booking_that_clashes_is_told() -> None:
    any_time = {"kind": "webinar", "when": "at any time", "time": "9:30-10:30"}
    sessions = dict.fromkeys(("a", "b", "c"), any_time)
    assert judged(sessions, TUE, TUE, TUE) == ["two-places-at-once"] * 2


def test_a_joint_session_has_one_date() -> None:
    programme = a_programme(weekdays="Mon-Sun")
    plan = a_plan(programme, TUE, date(2011, 2, 1))
    assert codes(programme, plan, {"day-1": {"north": a_booking(TUE)}}) == []
    assert codes(programme, plan, {"day-1": {"north": a_booking(date(2011, 1, 19))}}) == ["not-joint"]


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
    assert found(time="evening") == []
    assert found() == ["two-places-at-once"]  # what says no time takes the day
