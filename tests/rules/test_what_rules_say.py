"""What each rule says of a plan that breaks it, to the word: what is wrong, where, what was expected, what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from nouns import a_booking, a_case, a_holder, a_plan, a_programme

from hsplan.dates.days import DayRange
from hsplan.dates.hour_phrases import read_hours
from hsplan.dates.hours import TimeRange
from hsplan.findings import Finding, Note
from hsplan.plan.case import Case
from hsplan.plan.held import Held
from hsplan.plan.model import Window
from hsplan.programme.joint import Holder, Joint
from hsplan.rules import judge, not_joint, past_changed, too_short_notice, window_closed
from hsplan.workspace.opening import calendar_of

TUE_18_JAN, WED_19_JAN, TUE_25_JAN, TUE_15_FEB = (
    date(2011, 1, 18),
    date(2011, 1, 19),
    date(2011, 1, 25),
    date(2011, 2, 15),
)
CHOOSE = "choose another, or run `hsplan schedule`, which changes as little as it must"
UP_TO_DATE = "run `hsplan schedule` to bring the plan up to date"
AGAIN = ("schedule",)
"""The command that those words name, for the line that leads on."""
ONE: dict[str, Any] = {"day-1": {"kind": "workshop"}}
LED_BY_P: dict[str, Any] = {"people": ("p",)}
AT_HALL: dict[str, Any] = {"venue": "hall"}


def test_a_closed_day_says_what_closes_it() -> None:
    programme = a_programme(sessions=ONE, calendar={"closed": {"easter": {"when": "22 Apr 2011"}}})
    assert judge(a_case(programme, date(2011, 4, 22))) == [
        Finding(
            "closed-day",
            "`day-1` is on Fri 22 Apr 2011, which is closed: Easter",
            ("sessions", "day-1", "date"),
            expected="days that are not closed",
            help=CHOOSE,
            step=AGAIN,
        )
    ]


def test_a_time_that_is_not_there_is_told_with_the_clocks_that_go_past_it() -> None:
    parts = {"talk": {"time": "0:15-0:45"}, "walk": {"time": "1:15-1:45"}}
    watch = {"kind": "workshop", "lasts": "2 days", "weekdays": "Mon-Sun", "parts": parts}
    programme = a_programme(sessions={"watch": watch}, country="England")
    assert judge(a_case(programme, date(2011, 3, 26), watch={"last": date(2011, 3, 27)})) == [
        Finding(
            "time-not-there",
            "`watch` is on Sun 27 Mar 2011, when the clocks of Europe/London go forward past 01:15",
            ("sessions", "watch", "date"),
            expected="days on which there are its times",
            help=CHOOSE,
            step=AGAIN,
        )
    ]


def test_a_gap_says_how_many_days_and_after_which() -> None:
    assert judge(a_case(a_programme(gap="3 to 7 weeks"), TUE_18_JAN, TUE_25_JAN)) == [
        Finding(
            "gap-not-kept",
            "`day-2` is 7 days after `day-1`; asked for: 3 to 7 weeks",
            ("sessions", "day-2", "date"),
            expected="the gap that is asked for: 3 to 7 weeks",
            help=CHOOSE,
            step=AGAIN,
            notes=(Note("the session before", ("sessions", "day-1", "date")),),
        )
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TUE_18_JAN, "0 days after"),
        (WED_19_JAN, "1 day after"),
        (date(2011, 1, 17), "1 day before"),
        (date(2011, 1, 11), "7 days before"),
    ],
)
def test_a_gap_of_one_day_is_no_days_and_one_the_other_way_round_is_before(day: date, words: str) -> None:
    told = [one.message for one in judge(a_case(a_programme(gap="3 to 7 weeks"), TUE_18_JAN, day))]
    assert f"`day-2` is {words} `day-1`; asked for: 3 to 7 weeks" in told


@pytest.mark.parametrize(
    ("unit", "which"), [("week", "the week of Mon 17 Jan 2011"), ("month", "Jan 2011")], ids=["week", "month"]
)
def test_led_too_often_says_who_on_how_many_days_and_of_when(unit: str, which: str) -> None:
    people = {
        "p": {"name": "Facilitator A", "leads": "everything", "at-most": f"1 day a {unit}"},
        "q": {"name": "Facilitator B", "leads": "everything"},
    }
    case = a_case(a_programme(people=people), TUE_18_JAN, WED_19_JAN, day_1=LED_BY_P, day_2={"people": ("q", "p")})
    assert judge(case) == [
        Finding(
            "led-too-often",
            f"Facilitator A leads on 2 days of {which}, more than 1 day a {unit}",
            ("sessions", "day-2", "people", 1),
            expected=f"at most 1 day a {unit}",
            help=CHOOSE,
            step=AGAIN,
        )
    ]


VENUES = {
    "hall": {"name": "Hall", "seats": "16"},
    "room": {"name": "Room", "seats": "15", "closed": ["18 Jan 2011", "20 to 21 Jan 2011"]},
    "elsewhere": {"name": "Elsewhere"},
}


def no_venue(day: date, venue: str | None, **keys: Any) -> list[Finding]:  # noqa: ANN401 - any key of a programme
    """What is said of one session of sixteen people, in the hall or the room."""
    keys = {"venues": VENUES, "where": ["hall", "room"], "participants": "16", "sessions": ONE} | keys
    return judge(a_case(a_programme(**keys), day, day_1={"venue": venue}))


def venue_finding(message: str, expected: str) -> Finding:
    return Finding("no-venue", message, ("sessions", "day-1", "venue"), expected=expected, help=CHOOSE, step=AGAIN)


def test_a_venue_that_was_not_asked_for_is_named_with_those_that_were() -> None:
    assert no_venue(WED_19_JAN, "hall") == []
    elsewhere = "`day-1` is at `elsewhere`, which is none of its venues"
    assert no_venue(WED_19_JAN, "elsewhere") == [venue_finding(elsewhere, "one of hall, room")]
    assert no_venue(WED_19_JAN, None) == [venue_finding("`day-1` has no venue", "one of hall, room")]
    assert no_venue(WED_19_JAN, "hall", where=[]) == [
        venue_finding(
            "`day-1` is at `hall`, which is none of its venues",
            "one of the venues that `where` names, and it names none",
        )
    ]


def test_a_venue_that_is_shut_or_too_small_is_named() -> None:
    too_small = venue_finding("Room seats 15, and 16 take part", "a venue that seats everyone")
    shut = venue_finding("Room is shut on Tue 18 Jan 2011", "one of hall, room that is open")
    assert no_venue(WED_19_JAN, "room") == [too_small]
    assert no_venue(TUE_18_JAN, "room") == [shut, too_small]
    assert no_venue(WED_19_JAN, "room", participants="15") == []


def test_of_several_days_on_which_a_venue_is_shut_the_first_is_named() -> None:
    sessions = {"day-1": {"kind": "residential", "lasts": "3 days"}}
    programme = a_programme(sessions=sessions, venues=VENUES, where="room")
    case = a_case(programme, WED_19_JAN, day_1={"venue": "room", "last": date(2011, 1, 21)})
    assert judge(case) == [venue_finding("Room is shut on Thu 20 Jan 2011", "one of room that is open")]


def test_of_several_that_are_no_session_any_more_the_first_is_where_it_is_told() -> None:
    two, other = a_programme(), a_programme(sessions={"day-3": {"kind": "workshop"}})
    plan = a_plan(two, TUE_18_JAN, TUE_15_FEB)
    found = judge(Case.of(other, plan, calendar_of(other, plan.start)))
    assert [one.path for one in found] == [("sessions",), ("sessions", "day-1")]


def test_what_has_no_date_and_what_has_no_session_are_named() -> None:
    two, other = a_programme(), a_programme(sessions={"day-1": {"kind": "workshop"}, "day-3": {"kind": "workshop"}})
    plan = a_plan(two, TUE_18_JAN, TUE_15_FEB)
    assert judge(Case.of(other, plan, calendar_of(other, plan.start))) == [
        Finding(
            "not-dated",
            "`day-3` has no date",
            ("sessions",),
            at_key=True,
            expected="a booking of every session",
            help=UP_TO_DATE,
            step=AGAIN,
        ),
        Finding(
            "not-dated",
            "`day-2` is booked, but is no session of the programme",
            ("sessions", "day-2"),
            at_key=True,
            expected="bookings of the programme's sessions",
            help=UP_TO_DATE,
            step=AGAIN,
        ),
    ]


def test_many_without_a_date_and_many_that_are_gone_are_a_finding_each() -> None:
    seven = a_programme(sessions={"day": {"kind": "workshop", "count": 7}})
    four = a_programme(sessions={"evening": {"kind": "workshop", "count": 4}})
    three = a_programme(sessions={"evening": {"kind": "workshop", "count": 3}})
    two = a_programme(sessions={"evening": {"kind": "workshop", "count": 2}})
    plan = a_plan(four, TUE_18_JAN, TUE_15_FEB, date(2011, 3, 15), date(2011, 4, 12))
    told = [one.message for one in judge(Case.of(seven, plan, calendar_of(seven, plan.start)))]
    assert told == [
        "7 sessions have no date: `day-1`, `day-2`, `day-3` and 4 more",
        "4 sessions are booked, but are no sessions of the programme: `evening-1`, `evening-2`, `evening-3` and 1 more",
    ]
    for booked, named in ((three, "`evening-1`, `evening-2` and `evening-3`"), (two, "`evening-1` and `evening-2`")):
        plan = a_plan(booked, TUE_18_JAN, TUE_15_FEB, date(2011, 3, 15))
        told = [one.message for one in judge(Case.of(seven, plan, calendar_of(seven, plan.start)))]
        assert told[1] == f"{named} are booked, but are no sessions of the programme"


def test_not_joint_says_on_which_days_each_holds_it() -> None:
    case = replace(a_case(a_programme(sessions=ONE), TUE_18_JAN), joint={"day-1": {"north": a_booking(WED_19_JAN)}})
    assert judge(case) == [
        Finding(
            "not-joint",
            "`day-1` is on Tue 18 Jan 2011, and `north` holds it on Wed 19 Jan 2011",
            ("sessions", "day-1", "date"),
            expected="one date for both",
            help=CHOOSE,
            step=AGAIN,
        )
    ]


LATER = TimeRange(time(10, 30), time(13, 30))


def held_jointly(*others: Holder, booked: dict[str, Any] | None = None, day: date = TUE_18_JAN) -> list[Finding]:
    """What is said of a session that p and q lead in the hall, and that others hold as they do or as is given."""
    mine = a_holder("own")
    joint = {"day-1": Joint.of((mine, *others), mine)}
    case = a_case(a_programme(sessions=ONE).holding(joint), day, day_1={"people": ("p", "q"), "venue": "hall"})
    there = a_booking(day, **({"people": ("q", "p"), "venue": "hall"} | (booked or {})))
    return list(not_joint.broken(replace(case, joint={"day-1": {one.cohort: there for one in others}})))


def joint_finding(message: str, key: str, expected: str) -> Finding:
    return Finding(
        "not-joint", f"`day-1` {message}", ("sessions", "day-1", key), expected=expected, help=CHOOSE, step=AGAIN
    )


def test_what_is_held_together_at_another_moment_is_told() -> None:
    assert held_jointly(a_holder("north")) == []
    assert held_jointly(a_holder("north", hours=LATER, zone="Europe/Berlin")) == []
    elsewhen = "is not at one moment with `north` on Tue 18 Jan 2011, by the clocks of both"
    assert held_jointly(a_holder("south"), a_holder("north", hours=LATER)) == [
        joint_finding(elsewhen, "date", "one moment for both")
    ]
    winter, summer = date(2011, 1, 18), date(2011, 3, 15)  # New York is an hour nearer in those weeks of March
    new_york = a_holder("north", hours=TimeRange(time(4, 30), time(7, 30)), zone="America/New_York")
    assert (held_jointly(new_york, day=winter), len(held_jointly(new_york, day=summer))) == ([], 1)


def test_what_is_held_together_in_another_venue_is_told_unless_another_was_asked_for() -> None:
    elsewhere = {"venue": "barn"}
    north = a_holder("north")
    at_barn = joint_finding("is at `hall`, and `north` holds it at `barn`", "venue", "one venue for both")
    assert held_jointly(north, booked=elsewhere) == [at_barn]
    nowhere = joint_finding("is at `hall`, and `north` holds it at none", "venue", "one venue for both")
    assert held_jointly(north, booked={"venue": None}) == [nowhere]
    assert held_jointly(a_holder("north", place=(("barn",),)), booked=elsewhere) == []


def test_what_others_lead_there_is_told_unless_others_were_asked_for() -> None:
    others = {"people": ("r", "p")}
    north = a_holder("north")
    led = joint_finding("is led by `p` and `q`, and with `north` by `r` and `p`", "people", "the same people for both")
    assert held_jointly(north, booked=others) == [led]
    nobody = joint_finding("is led by `p` and `q`, and with `north` by none", "people", "the same people for both")
    assert held_jointly(north, booked={"people": ()}) == [nobody]
    assert held_jointly(a_holder("north", leaders=(2, (), "coach")), booked=others) == []


def test_all_that_differs_of_what_is_held_together_is_told() -> None:
    found = held_jointly(a_holder("north", hours=LATER), booked={"venue": "barn", "people": ("r",)})
    assert [one.path[-1] for one in found] == ["date", "venue", "people"]


def test_where_one_cohort_holds_it_on_another_day_the_others_are_compared_all_the_same() -> None:
    mine, north, south = a_holder("own"), a_holder("north"), a_holder("south")
    programme = a_programme(sessions=ONE).holding({"day-1": Joint.of((mine, north, south), mine)})
    case = a_case(programme, TUE_18_JAN, day_1={"people": ("p", "q"), "venue": "hall"})
    there = {"north": a_booking(WED_19_JAN), "south": a_booking(TUE_18_JAN, people=("p", "q"), venue="barn")}
    found = not_joint.broken(replace(case, joint={"day-1": there}))
    assert [one.expected for one in found] == ["one date for both", "one venue for both"]


PEOPLE = {
    "a": {"name": "Facilitator A", "leads": "everything", "away": "18 Jan 2011"},
    "b": {"name": "Facilitator B", "leads": "workshop"},
    "c": {"name": "Coach C", "role": "coach"},
}


def not_led(asked: str, *led_by: str, day: date = TUE_18_JAN, **keys: Any) -> list[Finding]:  # noqa: ANN401
    keys = {"people": PEOPLE, "sessions": ONE} | keys
    return judge(a_case(a_programme(with_=asked, **keys), day, day_1={"people": led_by}))


def leading(message: str, expected: str, *place: int) -> Finding:
    return Finding(
        "not-led", message, ("sessions", "day-1", "people", *place), expected=expected, help=CHOOSE, step=AGAIN
    )


def test_who_does_not_lead_such_sessions_is_named_with_those_who_do() -> None:
    found = [leading("`c` does not lead `day-1`", "one of a, b", 1)]
    assert not_led("1 facilitator", "b", "c") == found
    nobody = not_led("1 facilitator", "c", people={"c": {"name": "Coach C", "role": "coach"}})
    assert nobody == [leading("`c` does not lead `day-1`", "one of nobody", 0)]


def test_who_is_away_is_named_with_the_first_day() -> None:
    away = leading("Facilitator A is unavailable on Tue 18 Jan 2011", "someone who is free", 1)
    assert not_led("1 facilitator", "b", "a") == [away]
    assert not_led("1 facilitator", "b", "a", day=WED_19_JAN) == []


def test_too_few_to_lead_says_how_many_there_are_and_should_be() -> None:
    assert not_led("2 facilitators", "b") == [leading("`day-1` is led by 1, not by 2", "2 to lead it")]
    assert not_led("2 facilitators") == [leading("`day-1` is led by nobody, not by 2", "2 to lead it")]
    assert not_led("2 facilitators", "b", "a", day=WED_19_JAN) == []


def test_who_was_asked_for_by_name_and_does_not_lead_is_named() -> None:
    found = [
        leading("`a` does not lead `day-1`", "one of c", 0),
        leading("`day-1` is not led by `c`", "those whom the programme names"),
    ]
    assert not_led("c", "a", day=WED_19_JAN, people={"a": {"name": "A", "leads": "core"}, "c": PEOPLE["c"]}) == found


def test_out_of_order_says_which_is_not_after_which() -> None:
    three = a_programme(sessions={f"day-{n}": {"kind": "workshop"} for n in (1, 2, 3)})
    assert judge(a_case(three, TUE_25_JAN, TUE_15_FEB, TUE_18_JAN)) == [
        Finding(
            "out-of-order",
            "`day-3` is on Tue 18 Jan 2011, not after `day-2` on Tue 15 Feb 2011",
            ("sessions", "day-3", "date"),
            expected="the order of the programme",
            help=CHOOSE,
            step=AGAIN,
            notes=(Note("the session before", ("sessions", "day-2", "date")),),
        )
    ]


def test_outside_its_phase_says_which_days_that_has() -> None:
    halves = {"one": {"sessions": ONE}, "two": {"sessions": {"day-2": {"kind": "workshop"}}}}
    assert judge(a_case(a_programme(sessions={}, phases=halves), TUE_18_JAN, date(2011, 6, 30))) == [
        Finding(
            "outside-phase",
            "`day-2` is on Thu 30 Jun 2011, outside `two`",
            ("sessions", "day-2", "date"),
            expected="a day from Fri 1 Jul 2011 to Sat 31 Dec 2011",
            help=CHOOSE,
            step=AGAIN,
        )
    ]


def test_outside_the_programme_says_which_days_that_has() -> None:
    assert judge(a_case(a_programme(sessions=ONE), date(2010, 12, 31))) == [
        Finding(
            "outside-programme",
            "`day-1` is on Fri 31 Dec 2010, outside the programme",
            ("sessions", "day-1", "date"),
            expected="a day from Sat 1 Jan 2011 to Sat 31 Dec 2011",
            help=CHOOSE,
            step=AGAIN,
        )
    ]


def test_what_is_past_is_told_with_the_day_that_counts() -> None:
    programme = a_programme()
    before = a_plan(programme, TUE_18_JAN, TUE_15_FEB)
    case = replace(a_case(programme, WED_19_JAN, date(2011, 1, 31)), before=before, as_of=date(2011, 2, 1))
    leave = "leave `--as-of` out, or mark what took place with `hsplan deliver`"
    assert list(past_changed.broken(case)) == [
        Finding(
            "past-changed",
            "`day-1` was on Tue 18 Jan 2011, before Tue 1 Feb 2011, and is not as it was",
            ("sessions", "day-1", "date"),
            expected="what is past as it was",
            help=leave,
        ),
        Finding(
            "past-changed",
            "`day-2` is newly on Mon 31 Jan 2011, before Tue 1 Feb 2011",
            ("sessions", "day-2", "date"),
            expected="a day from Tue 1 Feb 2011",
            help=leave,
        ),
    ]


def test_a_relation_says_what_was_asked_and_where_the_other_is() -> None:
    sessions = {"launch": {"kind": "launch"}, "x": {"kind": "webinar", "when": "2 weeks after launch"}}
    assert judge(a_case(a_programme(sessions=sessions), TUE_18_JAN, TUE_25_JAN)) == [
        Finding(
            "relation-not-kept",
            "`x` is on Tue 25 Jan 2011; asked for: exactly 2 weeks after launch",
            ("sessions", "x", "date"),
            expected="exactly 2 weeks after launch",
            help=CHOOSE,
            step=AGAIN,
            notes=(Note("`launch` is on Tue 18 Jan 2011", ("sessions", "launch")),),
        )
    ]


def test_a_relation_to_an_edge_has_no_other_session_to_name() -> None:
    programme = a_programme(sessions={"x": {"kind": "webinar", "when": "at least 4 weeks after the start"}})
    assert judge(a_case(programme, TUE_18_JAN)) == [
        Finding(
            "relation-not-kept",
            "`x` is on Tue 18 Jan 2011; asked for: at least 4 weeks after the start",
            ("sessions", "x", "date"),
            expected="at least 4 weeks after the start",
            help=CHOOSE,
            step=AGAIN,
        )
    ]


def test_a_rhythm_says_what_falls_out_of_it() -> None:
    programme = a_programme(sessions={"x": {"kind": "workshop", "count": "2", "every": "third Tue"}})
    days = (TUE_18_JAN, date(2011, 3, 8))
    assert judge(a_case(programme, *days)) == [
        Finding(
            "rhythm-not-kept",
            "`x-2` is on Tue 8 Mar 2011; asked for: every third Tue",
            ("sessions", "x-2", "date"),
            expected="every third Tue",
            help=CHOOSE,
            step=AGAIN,
        ),
        Finding(
            "rhythm-not-kept",
            "`x-2` is on Tue 8 Mar 2011, and `x-1` on Tue 18 Jan 2011; asked for: one every third Tue",
            ("sessions", "x-2", "date"),
            expected="one every third Tue",
            help=CHOOSE,
            step=AGAIN,
            notes=(Note("the one before", ("sessions", "x-1", "date")),),
        ),
    ]


def on_weekday(message: str, expected: str) -> Finding:
    return Finding(
        "wrong-weekday",
        f"{message}, not {expected}",
        ("sessions", "x", "date"),
        expected=expected,
        help=CHOOSE,
        step=AGAIN,
    )


def test_a_wrong_weekday_is_told_with_those_that_are_right() -> None:
    long = a_programme(sessions={"x": {"kind": "residential", "lasts": "3 days"}}, weekdays="Tue-Thu")
    case = a_case(long, WED_19_JAN, x={"last": date(2011, 1, 21)})
    assert judge(case) == [on_weekday("`x` is on Fri 21 Jan 2011", "one of its weekdays: Tue-Thu")]


def test_of_what_lasts_a_week_or_longer_the_first_day_alone_is_bound() -> None:
    def found(lasts: str, first: date, last: date) -> list[Finding]:
        programme = a_programme(sessions={"x": {"kind": "residential", "lasts": lasts}}, weekdays="Tue")
        return judge(a_case(programme, first, x={"last": last}))

    assert found("7 days", TUE_18_JAN, date(2011, 1, 24)) == []
    assert found("8 days", TUE_18_JAN, TUE_25_JAN) == []
    wrong = on_weekday("`x` is on Wed 19 Jan 2011", "one of its weekdays: Tue")
    assert found("7 days", WED_19_JAN, TUE_25_JAN) == [wrong]
    assert found("6 days", TUE_18_JAN, date(2011, 1, 23)) == [wrong]
    assert found("Mon to Sun", date(2011, 1, 17), date(2011, 1, 23)) == []
    late = on_weekday("`x` is on Tue 18 Jan 2011", "Mon to Sun")
    assert found("Mon to Sun", TUE_18_JAN, date(2011, 1, 24)) == [late]


def test_a_moment_is_told_with_the_first_day_out_of_it() -> None:
    def moment(message: str, expected: str) -> list[Finding]:
        told = f"{message}, not at {expected}"
        return [Finding("wrong-moment", told, ("sessions", "x", "date"), expected=expected, help=CHOOSE, step=AGAIN)]

    def found(when: str, first: date, last: date) -> list[Finding]:
        programme = a_programme(sessions={"x": {"kind": "residential", "lasts": "2 days", "when": when}})
        return judge(a_case(programme, first, x={"last": last}))

    june = "its moment: June to July"
    assert found("June to July", date(2011, 6, 1), date(2011, 6, 2)) == []
    assert found("June to July", date(2011, 7, 28), date(2011, 7, 29)) == []
    assert found("June to July", date(2011, 5, 31), date(2011, 6, 1)) == moment("`x` is on Tue 31 May 2011", june)
    assert found("June", date(2011, 6, 30), date(2011, 7, 1)) == moment("`x` is on Fri 1 Jul 2011", "its moment: June")
    middle = "its moment: in the middle, Mon 2 May 2011 to Thu 1 Sep 2011"
    assert found("in the middle", date(2011, 8, 31), date(2011, 9, 1)) == []
    assert found("in the middle", date(2011, 9, 1), date(2011, 9, 2)) == moment("`x` is on Thu 1 Sep 2011", middle)
    assert found("in the middle", date(2011, 5, 2), date(2011, 5, 3)) == []
    first = "its moment: in the first 2 months, Sat 1 Jan 2011 to Mon 28 Feb 2011"
    assert found("in the first 2 months", date(2011, 2, 28), date(2011, 3, 1)) == moment(
        "`x` is on Mon 28 Feb 2011", first
    )


def times_differ(message: str, expected: str, field: str = "times") -> Finding:
    mend = "run `hsplan schedule`, which takes the times from the programme"
    message = f"{message}, not {expected}"
    return Finding("times-differ", message, ("sessions", "day-1", field), expected=expected, help=mend, step=AGAIN)


def test_times_that_differ_are_told_with_those_that_were_asked_for() -> None:
    parts = {"talk": {"time": "9:30-12:30"}, "action-learning": {"time": "13:30-16:30"}, "coffee": {}}
    timed = a_programme(sessions={"day-1": {"kind": "workshop", "parts": parts}})
    asked = "talk 09:30-12:30, action-learning 13:30-16:30"
    assert judge(a_case(timed, TUE_18_JAN)) == []
    assert judge(a_case(timed, TUE_18_JAN, day_1={"times": {}})) == [times_differ("`day-1` has no times", asked)]
    later: Any = {"times": {"talk": read_hours("10:30-13:30"), "coffee": read_hours("11:00-11:15")}}
    assert judge(a_case(timed, TUE_18_JAN, day_1=later)) == [
        times_differ("`day-1` has talk 10:30-13:30, coffee 11:00-11:15", asked)
    ]
    untimed = a_programme(sessions=ONE)
    assert judge(a_case(untimed, TUE_18_JAN, day_1=later)) == [
        times_differ("`day-1` has talk 10:30-13:30, coffee 11:00-11:15", "no times")
    ]


def test_how_long_a_session_takes_is_told_in_days() -> None:
    long = a_programme(sessions={"day-1": {"kind": "residential", "lasts": "3 days"}})
    assert judge(a_case(long, TUE_18_JAN)) == [times_differ("`day-1` takes 1 day", "3 days", "last")]
    two_days = a_case(long, TUE_18_JAN, day_1={"last": WED_19_JAN})
    assert judge(two_days) == [times_differ("`day-1` takes 2 days", "3 days", "last")]


def test_within_the_notice_it_is_told_from_which_day_on_changes_may_be() -> None:
    programme = a_programme(notice="6 weeks")
    before = a_plan(programme, TUE_18_JAN, TUE_15_FEB, day_2={"status": "confirmed"})
    case = replace(a_case(programme, date(2011, 3, 1), date(2011, 4, 5)), before=before, as_of=date(2011, 2, 1))
    expected = "changes from Mon 14 Mar 2011 on only"
    assert list(too_short_notice.broken(case)) == [
        Finding(
            "too-short-notice",
            "`day-1` is newly on Tue 1 Mar 2011, which is within the notice",
            ("sessions", "day-1", "date"),
            expected=expected,
            help="choose a later day",
        ),
        Finding(
            "too-short-notice",
            "`day-2` was told for Tue 15 Feb 2011, which is within the notice",
            ("sessions", "day-2", "date"),
            expected=expected,
            help="leave it on its day",
        ),
    ]


LEADS = {"p": {"name": "Facilitator A", "leads": "everything"}}
ANY_TIME: dict[str, Any] = {"kind": "webinar", "when": "at any time"}
TWO_AT_ANY_TIME = {"day-1": ANY_TIME, "day-2": ANY_TIME}


def at_once(message: str, expected: str, note: Note) -> Finding:
    place = ("sessions", "day-2", "date")
    return Finding("two-places-at-once", message, place, expected=expected, help=CHOOSE, step=AGAIN, notes=(note,))


DAY_1_TOO = Note("the other booking", ("sessions", "day-1", "date"))


def test_who_is_in_two_places_is_told_once_with_the_other_booking() -> None:
    programme = a_programme(people=LEADS, sessions=TWO_AT_ANY_TIME)
    assert judge(a_case(programme, TUE_18_JAN, TUE_18_JAN, day_1=LED_BY_P, day_2=LED_BY_P)) == [
        at_once(
            "`p` is booked for `day-2` and for `day-1` on Tue 18 Jan 2011",
            "one session at a time for a person or a venue",
            DAY_1_TOO,
        )
    ]


def test_a_venue_that_holds_two_sets_at_once_is_told() -> None:
    sessions = {"day-1": ANY_TIME | {"for": "set 1"}, "day-2": ANY_TIME | {"for": "set 2"}}
    venues = {"hall": {"name": "Hall"}, "room": {"name": "Room"}}
    programme = a_programme(venues=venues, where=["hall", "room"], sessions=sessions, groups={"set": {"number": "2"}})
    assert judge(a_case(programme, TUE_18_JAN, TUE_18_JAN, day_1=AT_HALL, day_2={"venue": "room"})) == []
    assert judge(a_case(programme, TUE_18_JAN, TUE_18_JAN, day_1=AT_HALL, day_2=AT_HALL)) == [
        at_once(
            "`hall` is booked for `day-2` and for `day-1` on Tue 18 Jan 2011",
            "one session at a time for a person or a venue",
            DAY_1_TOO,
        )
    ]


def test_what_was_delivered_takes_each_of_its_days() -> None:
    sessions = {"day-1": ANY_TIME | {"lasts": "2 days"}, "day-2": ANY_TIME}
    programme = a_programme(people=LEADS, sessions=sessions)
    had = LED_BY_P | {"status": "delivered", "last": WED_19_JAN}
    for day, named in ((TUE_18_JAN, "Tue 18 Jan 2011"), (WED_19_JAN, "Wed 19 Jan 2011")):
        assert judge(a_case(programme, TUE_18_JAN, day, day_1=had, day_2=LED_BY_P)) == [
            at_once(
                f"`p` is booked for `day-2` and for `day-1` on {named}",
                "one session at a time for a person or a venue",
                DAY_1_TOO,
            )
        ]


@pytest.mark.parametrize(("until", "many"), [("2011-01-17", 1), ("2011-01-18", 0)])
def test_what_was_delivered_while_it_was_waived_is_kept_off_by_nobody(until: str, many: int) -> None:
    waiver = {"rule": "two-places-at-once", "for": "day-1", "why": "agreed", "by": "Facilitator A", "until": until}
    programme = a_programme(people=LEADS, sessions=TWO_AT_ANY_TIME, waive=[waiver])
    had = LED_BY_P | {"status": "delivered"}
    assert len(judge(a_case(programme, TUE_18_JAN, TUE_18_JAN, day_1=had, day_2=LED_BY_P))) == many


def test_two_towns_on_one_day_are_told_as_such() -> None:
    venues = {"hall": {"name": "Hall", "town": "London"}, "mill": {"name": "Mill", "town": "Leeds"}}
    sessions = {
        "day-1": ANY_TIME | {"time": "9:30-10:30", "where": "hall", "kind": "workshop"},
        "day-2": ANY_TIME | {"time": "15:30-16:30", "where": "mill", "kind": "workshop"},
    }
    programme = a_programme(people=LEADS, venues=venues, sessions=sessions)
    case = a_case(programme, TUE_18_JAN, TUE_18_JAN, day_1=LED_BY_P | AT_HALL, day_2=LED_BY_P | {"venue": "mill"})
    assert judge(case) == [
        at_once(
            "`p` is booked for `day-2` and for `day-1`, in another town, on Tue 18 Jan 2011",
            "one town a day for a person",
            DAY_1_TOO,
        )
    ]


def test_participants_who_are_to_be_at_two_sessions_are_told_the_day() -> None:
    timed = ANY_TIME | {"time": "9:30-10:30"}
    programme = a_programme(sessions={"day-1": timed, "day-2": timed})
    assert judge(a_case(programme, TUE_18_JAN, TUE_18_JAN)) == [
        at_once(
            "participants are to be at `day-2` and at `day-1` on Tue 18 Jan 2011", "one session at a time", DAY_1_TOO
        )
    ]


def test_whom_another_plan_wants_is_told_with_its_session_and_town() -> None:
    venues = {"hall": {"name": "Hall", "town": "London"}}
    programme = a_programme(people=LEADS, venues=venues, where="hall", sessions={"day-2": ANY_TIME})
    case = a_case(programme, TUE_18_JAN, day_2=LED_BY_P | AT_HALL)
    day = DayRange(TUE_18_JAN, TUE_18_JAN)

    def found(*held: Held) -> list[Finding]:
        return judge(replace(case, held=held))

    expected = "one session at a time for a person or a venue"
    message = "`p` is booked for `day-2` and for `north:launch` on Tue 18 Jan 2011"
    elsewhere = Note("the other booking is in the plan of `north` in Leeds")
    assert found(Held("p", day, (), "Leeds", "north:launch")) == [at_once(message, expected, elsewhere)]
    for town in ("London", None):
        here = Note("the other booking is in the plan of `north`")
        assert found(Held("p", day, (), town, "north:launch")) == [at_once(message, expected, here)]
    assert found(Held("p", day, (), "Leeds", "north:launch", joint="day-2")) == []


TALK: dict[str, Any] = {"kind": "coaching", "arranged-by": "participant"}
AROUND_A_WINDOW = {"a": {"kind": "workshop"}, "talk": TALK, "b": {"kind": "workshop"}}


def of_window(first: date | None, until: date | None, **keys: Any) -> list[Finding]:  # noqa: ANN401 - any key
    """What is said of a window; between sessions on 18 January and 15 February, where no others are given."""
    case = a_case(a_programme(**{"sessions": AROUND_A_WINDOW} | keys), TUE_18_JAN, TUE_15_FEB)
    window = Window.model_construct(title="Talk", from_=first, until=until, arranged_by=())
    return list(window_closed.broken(replace(case, plan=case.plan.model_copy(update={"windows": {"talk": window}}))))


def closed(message: str, expected: str, *path: str) -> Finding:
    return Finding(
        "window-closed", message, path or ("windows", "talk"), expected=expected, help=UP_TO_DATE, step=AGAIN
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "`talk-1` is not in the plan yet"),
        (2, "`talk-1` and `talk-2` are not in the plan yet"),
        (23, "23 windows are not in the plan yet: `talk-1`, `talk-2`, `talk-3` and 20 more"),
    ],
)
def test_windows_that_the_plan_has_not_are_one_finding(count: int, said: str) -> None:
    """One edit brings many: 23 findings of one cause hid the others, and `closed` is not what they are."""
    talks = {f"talk-{n}": TALK for n in range(1, count + 1)}
    case = a_case(a_programme(sessions=talks))
    expected = "the first and the last day of each window"
    assert judge(case) == [
        Finding("not-dated", said, ("windows",), at_key=True, expected=expected, help=UP_TO_DATE, step=AGAIN)
    ]


def test_a_window_is_told_that_holds_no_day_or_reaches_beyond_a_session() -> None:
    assert of_window(WED_19_JAN, date(2011, 2, 14)) == []
    assert of_window(WED_19_JAN, WED_19_JAN) == []
    assert of_window(date(2011, 1, 20), WED_19_JAN) == [
        closed("`talk` is to be held from Thu 20 Jan 2011 to Wed 19 Jan 2011: on no day", "a day at least")
    ]
    order = "the order of the programme"
    after_a = [closed("`talk` begins on Tue 18 Jan 2011, and is to follow `a`, which ends on Tue 18 Jan 2011", order)]
    before_b = [closed("`talk` ends on Tue 15 Feb 2011, and is to come before `b` on Tue 15 Feb 2011", order)]
    assert of_window(TUE_18_JAN, date(2011, 2, 14)) == after_a
    assert of_window(WED_19_JAN, TUE_15_FEB) == before_b
    assert of_window(TUE_18_JAN, TUE_15_FEB) == after_a + before_b


def test_a_window_that_is_off_as_the_programme_stopped_is_not_judged_and_others_are() -> None:
    case = a_case(a_programme(sessions={"a": {"kind": "workshop"}, **dict.fromkeys(("x", "y"), TALK)}), TUE_18_JAN)
    ends = {"x": date(2011, 3, 1), "y": date(2011, 1, 20)}  # before either begins
    window = Window.model_construct(title="Talk", from_=date(2011, 3, 5), arranged_by=())
    held = {id_: window.model_copy(update={"until": until}) for id_, until in ends.items()}
    plan = case.plan.model_copy(update={"windows": held, "stopped": date(2011, 2, 1)})
    found = [one.path for one in window_closed.broken(replace(case, plan=plan))]
    assert found == [("windows", "y")]


def test_a_window_without_a_first_or_last_day_is_open_there() -> None:
    assert of_window(None, date(2011, 2, 14)) == of_window(WED_19_JAN, None) == of_window(None, None) == []
    assert len(of_window(None, TUE_15_FEB)) == len(of_window(TUE_18_JAN, None)) == 1


def test_a_window_between_others_by_its_own_words_keeps_to_them() -> None:
    tied = {"a": {"kind": "webinar", "when": "at any time"}, "b": {"kind": "webinar", "when": "at any time"}}
    between = {"sessions": tied | {"talk": TALK | {"when": "between a and b"}}}
    assert of_window(WED_19_JAN, date(2011, 2, 14), **between) == []
    assert len(of_window(TUE_18_JAN, date(2011, 2, 14), **between)) == 1
    assert len(of_window(WED_19_JAN, TUE_15_FEB, **between)) == 1
    later = {"sessions": tied | {"talk": TALK | {"when": "at least 2 weeks after a"}}}
    assert of_window(TUE_18_JAN, TUE_15_FEB, **later) == []  # its gap is what the plan was made by, no bare order


def test_what_was_delivered_closes_no_window() -> None:
    case = a_case(a_programme(sessions=AROUND_A_WINDOW), TUE_18_JAN, TUE_15_FEB, a={"status": "delivered"})
    window = Window.model_construct(title="Talk", from_=TUE_18_JAN, until=WED_19_JAN, arranged_by=())
    plan = case.plan.model_copy(update={"windows": {"talk": window}})
    assert list(window_closed.broken(replace(case, plan=plan))) == []


def test_a_window_out_of_its_moment_is_told_with_the_day() -> None:
    june = {"sessions": {"talk": TALK | {"when": "June to July"}}}
    assert of_window(date(2011, 6, 1), date(2011, 7, 31), **june) == []
    late = [closed("`talk` reaches to Mon 1 Aug 2011; asked for: June to July", "June to July")]
    early = [closed("`talk` reaches to Tue 31 May 2011; asked for: June to July", "June to July")]
    assert of_window(date(2011, 6, 1), date(2011, 8, 1), **june) == late
    assert of_window(date(2011, 5, 31), date(2011, 7, 31), **june) == early
    assert of_window(date(2011, 5, 31), date(2011, 8, 1), **june) == early
    first_two = {"sessions": {"talk": TALK | {"when": "in the first 2 months"}}}
    assert of_window(date(2011, 1, 1), date(2011, 2, 28), **first_two) == []
    assert of_window(date(2011, 1, 1), date(2011, 3, 1), **first_two) == [
        closed("`talk` reaches to Tue 1 Mar 2011; asked for: in the first 2 months", "in the first 2 months")
    ]
    both = {"sessions": {"talk": TALK | {"when": ["June to July", "in the middle"]}}}
    assert of_window(date(2011, 6, 1), date(2011, 8, 1), **both) == [
        closed(
            "`talk` reaches to Mon 1 Aug 2011; asked for: June to July, in the middle", "June to July, in the middle"
        )
    ]


def test_a_window_out_of_its_phase_is_told_with_the_day() -> None:
    halves = {"one": {"sessions": {"talk": TALK}}, "two": {"sessions": {"day-1": {"kind": "workshop"}}}}
    in_one = {"sessions": {}, "phases": halves}
    assert of_window(date(2011, 1, 1), date(2011, 1, 17), **in_one) == []
    assert of_window(date(2010, 12, 31), date(2011, 1, 17), **in_one) == [
        closed("`talk` reaches to Fri 31 Dec 2010; asked for: its phase", "its phase")
    ]


@pytest.mark.parametrize(
    ("one", "other", "who"),
    [
        ({"for": "set 1"}, {}, "set 1 is"),
        ({"for": "gp"}, {}, "`gp` is"),
        ({"for": "set 1"}, {"for": "gp"}, "`p` is"),
        ({"for": "sponsor"}, {"for": "sponsor"}, "`sponsor` is"),
    ],
)
def test_who_of_them_is_to_be_at_two_sessions_is_told(one: dict[str, Any], other: dict[str, Any], who: str) -> None:
    programme = a_programme(
        sessions={"day-1": ANY_TIME | one, "day-2": ANY_TIME | other},
        groups={"set": {"number": "2"}},
        roles={"sponsor": {"per": "participant"}},
        audience="GP",
        participants={"p": {"name": "Participant P", "role": "GP", "in": "set 1"}},
    )
    message = f"{who} to be at `day-2` and at `day-1` on Tue 18 Jan 2011"
    assert judge(a_case(programme, TUE_18_JAN, TUE_18_JAN)) == [at_once(message, "one session at a time", DAY_1_TOO)]


def test_participants_in_two_towns_on_one_day_are_told_as_such() -> None:
    venues = {"hall": {"name": "Hall", "town": "London"}, "mill": {"name": "Mill", "town": "Leeds"}}
    sessions = {
        "day-1": ANY_TIME | {"time": "9:30-10:30", "where": "hall", "kind": "workshop"},
        "day-2": ANY_TIME | {"time": "15:30-16:30", "where": ["mill", "hall"], "kind": "workshop", "for": "set 1"},
    }
    programme = a_programme(venues=venues, sessions=sessions, groups={"set": {"number": "2"}})
    assert judge(a_case(programme, TUE_18_JAN, TUE_18_JAN, day_1=AT_HALL, day_2=AT_HALL)) == []
    assert judge(a_case(programme, TUE_18_JAN, TUE_18_JAN, day_1=AT_HALL, day_2={"venue": "mill"})) == [
        at_once(
            "set 1 is to be at `day-2` and at `day-1`, in another town, on Tue 18 Jan 2011",
            "one town a day",
            DAY_1_TOO,
        )
    ]
