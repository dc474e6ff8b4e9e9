"""One test a rule and side: what it forbids it finds, and what it allows it leaves alone. Dates are literal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from nouns import a_case, a_plan, a_programme

from hsplan import rules
from hsplan.plan.case import Case
from hsplan.plan.model import Told
from hsplan.rules import past_changed, too_short_notice
from hsplan.workspace.opening import calendar_of

THIRDS: dict[str, Any] = {
    "length": "12 months",
    "sessions": {},
    "trimesters": {
        "first": {"sessions": {"day-1": {"kind": "workshop"}}},
        "second": {"sessions": {"day-2": {"kind": "workshop"}}},
        "third": {"sessions": {"day-3": {"kind": "workshop"}}},
    },
}
TUE_18_JAN, WED_19_JAN, TUE_15_FEB = date(2011, 1, 18), date(2011, 1, 19), date(2011, 2, 15)

DELIVERED: Any
CANCELLED: Any
DELIVERED, CANCELLED = {"status": "delivered"}, {"status": "cancelled"}


def codes(case: Case) -> list[str]:
    return [finding.code for finding in rules.judge(case)]


def test_a_sound_plan_breaks_nothing() -> None:
    assert codes(a_case(a_programme(), TUE_18_JAN, TUE_15_FEB)) == []


def test_a_session_without_a_date_is_found() -> None:
    assert codes(a_case(a_programme(), TUE_18_JAN)) == ["not-dated"]


def test_a_booking_without_a_session_is_found() -> None:
    two, one = a_programme(), a_programme(sessions={"day-1": {"kind": "workshop"}})
    plan = a_plan(two, TUE_18_JAN, TUE_15_FEB)
    assert codes(Case.of(one, plan, calendar_of(one, plan.start))) == ["not-dated"]


def test_a_cancelled_booking_may_outlive_its_session() -> None:
    two, one = a_programme(), a_programme(sessions={"day-1": {"kind": "workshop"}})
    plan = a_plan(two, TUE_18_JAN, TUE_15_FEB, day_2={"status": "cancelled"})
    assert codes(Case.of(one, plan, calendar_of(one, plan.start))) == []


@pytest.mark.parametrize(("last", "found"), [(date(2011, 12, 30), []), (date(2012, 1, 3), ["outside-programme"])])
def test_the_last_day_of_twelve_months_is_the_day_before_their_anniversary(last: date, found: list[str]) -> None:
    assert codes(a_case(a_programme(), TUE_18_JAN, last)) == found


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (date(2011, 4, 29), ["outside-phase"]),  # the first third ends on 30 April
        (date(2011, 5, 2), []),
        (date(2011, 8, 31), []),
        (date(2011, 9, 1), ["outside-phase"]),
    ],
)
def test_three_trimesters_of_twelve_months_have_four_each(second: date, found: list[str]) -> None:
    assert codes(a_case(a_programme(**THIRDS), TUE_18_JAN, second, date(2011, 10, 4))) == found


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2011, 4, 22), True),  # Good Friday
        (date(2011, 4, 25), True),  # Easter Monday, a bank holiday of England but not of Scotland
        (date(2011, 4, 29), True),  # the royal wedding, by proclamation
        (date(2011, 5, 2), True),
        (date(2011, 8, 29), True),
        (date(2011, 12, 27), True),  # in place of Christmas Day, a Sunday
        (date(2011, 1, 3), True),  # in place of New Year's Day, a Saturday
        (date(2011, 4, 28), False),
        (date(2011, 3, 17), False),  # St Patrick's Day is one of Northern Ireland's
    ],
)
def test_no_session_on_an_english_bank_holiday(day: date, closed: bool) -> None:
    programme = a_programme(country="England", sessions={"day-1": {"kind": "workshop"}})
    assert codes(a_case(programme, day)) == ["closed-day"] * closed


def test_a_doubtful_day_closes_the_days_around_it() -> None:
    eid = {"closed": {"eid": {"when": "30 Aug 2011", "certainty": "1 day"}}}
    programme = a_programme(calendar=eid, sessions={"day-1": {"kind": "workshop"}})
    days = [date(2011, 8, day) for day in (29, 30, 31)]
    assert [codes(a_case(programme, day)) for day in days] == [["closed-day"]] * 3


def test_only_leaves_no_other_day() -> None:
    programme = a_programme(calendar={"only": {"plt": {"when": "18 Jan 2011"}}})
    assert codes(a_case(programme, TUE_18_JAN, WED_19_JAN)) == ["closed-day"]


def test_weekdays_are_a_rule() -> None:
    assert codes(a_case(a_programme(weekdays="Tue"), TUE_18_JAN, WED_19_JAN)) == ["wrong-weekday"]


def test_mostly_makes_weekdays_a_preference() -> None:
    assert codes(a_case(a_programme(weekdays="mostly Tue"), TUE_18_JAN, WED_19_JAN)) == []


def test_without_a_word_sessions_are_on_working_days() -> None:
    assert codes(a_case(a_programme(), TUE_18_JAN, date(2011, 2, 5))) == ["wrong-weekday"]


def test_a_session_keeps_to_its_months() -> None:
    sessions = {"day-1": {"kind": "workshop", "when": "December to January"}}
    programme = a_programme(sessions=sessions)
    assert codes(a_case(programme, TUE_18_JAN)) == []
    assert codes(a_case(programme, date(2011, 12, 6))) == []
    assert codes(a_case(programme, TUE_15_FEB)) == ["wrong-moment"]


def test_a_gap_after_two_that_were_delivered_is_kept() -> None:
    three = a_programme(sessions={f"day-{n}": {"kind": "workshop"} for n in (1, 2, 3)}, gap="at least 4 weeks")
    case = a_case(three, TUE_18_JAN, WED_19_JAN, TUE_15_FEB, day_1=DELIVERED, day_2=DELIVERED)
    assert codes(case) == ["gap-not-kept"]  # of the third alone


def test_sessions_follow_their_order() -> None:
    assert codes(a_case(a_programme(), TUE_15_FEB, TUE_18_JAN)) == ["out-of-order"]


def test_a_challenge_is_the_last_of_its_trimester_wherever_it_is_written() -> None:
    first = {"sessions": {"challenge": {"kind": "leadership-challenge"}, "day-1": {"kind": "workshop"}}}
    programme = a_programme(sessions={}, trimesters={"first": first})
    case = a_case(programme, TUE_18_JAN, TUE_15_FEB)
    assert [session.id for session in case.sessions] == ["day-1", "challenge"]
    assert codes(case) == []
    assert codes(a_case(programme, TUE_15_FEB, TUE_18_JAN)) == ["out-of-order"]


@pytest.mark.parametrize(
    ("gap", "first", "second", "kept"),
    [
        ("at least 2 weeks", date(2011, 1, 18), date(2011, 2, 1), True),
        ("at least 2 weeks", date(2011, 1, 18), date(2011, 1, 31), False),
        ("at most 2 weeks", date(2011, 1, 18), date(2011, 2, 1), True),
        ("at most 2 weeks", date(2011, 1, 18), date(2011, 2, 2), False),
        ("at least 1 month", date(2011, 1, 31), date(2011, 2, 28), True),  # clipped to February
        ("at least 1 month", date(2011, 1, 31), date(2011, 2, 25), False),
        ("at most 1 month", date(2011, 1, 31), date(2011, 3, 1), False),
        ("2 to 4 weeks", date(2011, 3, 14), date(2011, 3, 28), True),  # 14 days of which one has 23 hours
        ("about 1 month", date(2011, 1, 18), date(2011, 1, 19), True),  # a preference
    ],
)
def test_gaps_count_calendar_days_from_first_day_to_first_day(gap: str, first: date, second: date, kept: bool) -> None:
    assert codes(a_case(a_programme(gap=gap), first, second)) == ["gap-not-kept"] * (not kept)


def test_a_phases_own_gap_counts_within_it_and_the_programmes_between_phases() -> None:
    first = {"gap": "at most 1 week", "sessions": {"a": {"kind": "workshop"}, "b": {"kind": "workshop"}}}
    second = {"sessions": {"c": {"kind": "workshop"}}}
    programme = a_programme(sessions={}, phases={"one": first, "two": second}, gap="at least 4 weeks")
    assert codes(a_case(programme, TUE_18_JAN, date(2011, 1, 25), date(2011, 7, 5))) == []
    assert codes(a_case(programme, TUE_18_JAN, date(2011, 1, 26), date(2011, 7, 5))) == ["gap-not-kept"]


def test_booked_times_are_the_programmes() -> None:
    programme = a_programme(time="9:30-16:30", country="England")
    assert codes(a_case(programme, TUE_18_JAN, TUE_15_FEB)) == []
    assert codes(a_case(programme, TUE_18_JAN, TUE_15_FEB, day_1={"times": {}})) == ["times-differ"]


PEOPLE = {
    "a": {"name": "Facilitator A", "leads": "everything", "away": "17 to 21 Jan 2011"},
    "b": {"name": "Facilitator B", "leads": "workshop"},
    "c": {"name": "Coach C"},
}


@pytest.mark.parametrize(
    ("people", "found"),
    [
        (("b",), []),
        (("a",), ["not-led"]),  # away
        (("c",), ["not-led"]),  # leads nothing
        ((), ["not-led"]),
        (("b", "nobody"), ["not-led"]),
    ],
)
def test_a_session_is_led_by_those_who_qualify_and_are_free(people: tuple[str, ...], found: list[str]) -> None:
    programme = a_programme(people=PEOPLE, with_="1 facilitator", sessions={"day-1": {"kind": "workshop"}})
    assert codes(a_case(programme, TUE_18_JAN, day_1={"people": people})) == found


def test_those_asked_for_by_name_lead() -> None:
    programme = a_programme(people=PEOPLE, with_="c", sessions={"day-1": {"kind": "workshop"}})
    assert codes(a_case(programme, TUE_18_JAN, day_1={"people": ("c",)})) == []
    assert codes(a_case(programme, TUE_18_JAN, day_1={"people": ("b",)})) == ["not-led"]


VENUES = {
    "large": {"name": "Venue A", "seats": "30", "closed": "18 Jan 2011"},
    "small": {"name": "Venue B", "seats": "8"},
    "other": {"name": "Venue C"},
}


@pytest.mark.parametrize(
    ("day", "venue", "found"),
    [
        (WED_19_JAN, "large", []),
        (TUE_18_JAN, "large", ["no-venue"]),  # shut
        (WED_19_JAN, "small", ["no-venue"]),  # seats 8 of 16
        (WED_19_JAN, "other", ["no-venue"]),  # not one of the session's
        (WED_19_JAN, None, ["no-venue"]),
    ],
)
def test_a_session_has_a_venue_that_is_open_and_large_enough(day: date, venue: str | None, found: list[str]) -> None:
    programme = a_programme(
        venues=VENUES, where=["large", "small"], participants="16", sessions={"day-1": {"kind": "workshop"}}
    )
    assert codes(a_case(programme, day, day_1={"venue": venue})) == found


def test_nobody_is_in_two_places_at_once() -> None:
    programme = a_programme(people=PEOPLE, with_="1 facilitator")
    case = a_case(programme, WED_19_JAN, WED_19_JAN, day_1={"people": ("b",)}, day_2={"people": ("b",)})
    assert codes(case) == ["out-of-order", "two-places-at-once"]


@pytest.mark.parametrize("past", ["day_1", "day_2"])
def test_a_gap_to_what_was_delivered_is_kept(past: str) -> None:
    programme = a_programme(gap="at least 4 weeks")
    assert codes(a_case(programme, TUE_18_JAN, WED_19_JAN, **{past: DELIVERED})) == ["gap-not-kept"]


def test_no_session_before_one_that_was_delivered_before_it() -> None:
    three = a_programme(sessions={f"day-{n}": {"kind": "workshop"} for n in (1, 2, 3)})
    late, later, latest = date(2011, 3, 1), date(2011, 4, 5), date(2011, 5, 3)
    assert codes(a_case(three, later, late, latest, day_1=DELIVERED, day_2=DELIVERED)) == []
    assert codes(a_case(three, latest, late, later, day_1=DELIVERED, day_2=DELIVERED)) == ["out-of-order"]
    assert codes(a_case(three, late, latest, later, day_2=DELIVERED, day_3=DELIVERED)) == []
    assert codes(a_case(three, later, latest, late, day_2=DELIVERED, day_3=DELIVERED)) == ["out-of-order"]


def test_what_was_cancelled_binds_no_other() -> None:
    three = a_programme(sessions={f"day-{n}": {"kind": "workshop"} for n in (1, 2, 3)}, gap="1 to 8 weeks")
    days = (TUE_18_JAN, WED_19_JAN, date(2011, 2, 1))
    assert codes(a_case(three, *days)) == ["gap-not-kept"]
    assert codes(a_case(three, *days, day_2=CANCELLED)) == []
    far = (TUE_18_JAN, TUE_15_FEB, date(2011, 3, 29))
    assert codes(a_case(three, *far)) == []
    assert codes(a_case(three, *far, day_2=CANCELLED)) == ["gap-not-kept"]


def test_one_person_named_twice_is_one() -> None:
    people = {id_: {"name": id_, "leads": "everything"} for id_ in ("a", "b")}
    programme = a_programme(people=people, with_="2 facilitators", sessions={"day-1": {"kind": "workshop"}})
    assert codes(a_case(programme, TUE_18_JAN, day_1={"people": ("a", "a")})) == ["not-led"]


def test_no_venue_holds_two_sessions_on_one_day() -> None:
    programme = a_programme(venues={"v": {"name": "Venue A"}}, where="v")
    case = a_case(programme, TUE_18_JAN, TUE_18_JAN, day_1={"venue": "v"}, day_2={"venue": "v"})
    assert codes(case) == ["out-of-order", "two-places-at-once"]


@pytest.mark.parametrize(
    ("town", "found"), [("Leeds", ["out-of-order", "two-places-at-once"]), ("Bow", ["out-of-order"])]
)
def test_nobody_is_in_two_towns_on_one_day(town: str, found: list[str]) -> None:
    sessions = {
        "a": {"kind": "workshop", "time": "9:00-12:00", "where": "hall"},
        "b": {"kind": "workshop", "time": "14:00-17:00", "where": "barn"},
    }
    venues = {"hall": {"name": "Hall", "town": "Bow"}, "barn": {"name": "Barn", "town": town}}
    programme = a_programme(sessions=sessions, people=PEOPLE, venues=venues, with_="1 facilitator")
    one, other = ({"people": ("b",), "venue": venue} for venue in venues)
    assert codes(a_case(programme, TUE_18_JAN, TUE_18_JAN, a=one, b=other)) == found


def test_what_was_delivered_is_a_fact() -> None:
    programme = a_programme(weekdays="Tue", gap="at least 4 weeks")
    case = a_case(
        programme, date(2011, 1, 22), date(2011, 1, 23), day_1={"status": "delivered"}, day_2={"status": "delivered"}
    )
    assert codes(case) == []


def test_what_is_past_stays_as_it_was() -> None:
    programme = a_programme()
    before = a_plan(programme, date(2011, 1, 18), date(2011, 2, 15), day_1={"people": ("a",)})
    as_of = date(2011, 2, 1)

    def found(*days: date, **bookings: Any) -> list[str]:  # noqa: ANN401 - fields of a booking
        case = replace(a_case(programme, *days, **bookings), before=before, as_of=as_of)
        return [one.message for one in past_changed.broken(case)]

    assert found(date(2011, 1, 18), date(2011, 3, 1), day_1={"people": ("a",)}) == []
    assert found(date(2011, 1, 19), date(2011, 2, 15), day_1={"people": ("a",)}) == [
        "`day-1` was on Tue 18 Jan 2011, before Tue 1 Feb 2011, and is not as it was"
    ]
    assert len(found(date(2011, 1, 18), date(2011, 2, 15), day_1={"people": ("b",)})) == 1
    assert found(date(2011, 1, 18), date(2011, 1, 25), day_1={"people": ("a",)}) == [
        "`day-2` is newly on Tue 25 Jan 2011, before Tue 1 Feb 2011"
    ]


def test_the_day_itself_is_not_past() -> None:
    programme = a_programme()
    before = a_plan(programme, TUE_18_JAN, TUE_15_FEB)

    def found(as_of: date, *days: date) -> int:
        return len(list(past_changed.broken(replace(a_case(programme, *days), before=before, as_of=as_of))))

    assert found(TUE_18_JAN, date(2011, 1, 25), TUE_15_FEB) == 0  # what was to be held today
    assert found(WED_19_JAN, date(2011, 1, 25), TUE_15_FEB) == 1
    assert found(date(2011, 2, 1), TUE_18_JAN, date(2011, 2, 1)) == 0  # newly today
    assert found(date(2011, 2, 2), TUE_18_JAN, date(2011, 2, 1)) == 1


def test_where_there_was_no_plan_all_is_new() -> None:
    programme = a_programme(notice="2 weeks")
    case = replace(a_case(programme, date(2011, 1, 31), TUE_15_FEB), as_of=date(2011, 2, 1))
    assert [one.path[1] for one in past_changed.broken(case)] == ["day-1"]
    assert list(too_short_notice.broken(case)) == []
    assert [one.path[1] for one in too_short_notice.broken(replace(case, as_of=date(2011, 2, 2)))] == ["day-2"]


def test_a_session_that_the_plan_before_had_not_or_had_cancelled_is_new() -> None:
    programme = a_programme(notice="2 weeks")
    case = replace(a_case(programme, TUE_18_JAN, date(2011, 2, 14)), as_of=date(2011, 2, 1))
    for before in (a_plan(programme, TUE_18_JAN), a_plan(programme, TUE_18_JAN, date(2011, 2, 14), day_2=CANCELLED)):
        found = list(too_short_notice.broken(replace(case, before=before)))
        assert [one.message for one in found] == ["`day-2` is newly on Mon 14 Feb 2011, which is within the notice"]


def test_back_to_the_day_that_people_were_told_is_no_change() -> None:
    programme = a_programme(notice="6 weeks")
    before = a_plan(programme, TUE_18_JAN, date(2011, 4, 5))
    told = Told.model_construct(title="Day 2", date=TUE_15_FEB, status="confirmed", digest="0")
    before = before.model_copy(update={"told": {"day-2": told}})
    case = replace(a_case(programme, TUE_18_JAN, TUE_15_FEB), before=before, as_of=date(2011, 2, 1))
    assert list(too_short_notice.broken(case)) == []
    elsewhere = replace(case, plan=a_plan(programme, TUE_18_JAN, date(2011, 2, 16)))
    assert [one.path[1] for one in too_short_notice.broken(elsewhere)] == ["day-2"]


LONDON, SAO_PAULO, APIA = "Europe/London", "America/Sao_Paulo", "Pacific/Apia"
FORWARD = date(2011, 3, 27)
"""The Sunday on which clocks in London go from 1:00 to 2:00."""


@pytest.mark.parametrize(
    ("zone", "day", "hours", "there"),
    [
        (LONDON, FORWARD, "1:15-3:00", False),
        (LONDON, FORWARD, "0:15-1:59", False),
        (LONDON, FORWARD, "0:15-1:00", False),  # at 1:00 it is 2:00
        (LONDON, FORWARD, "0:15-0:59", True),
        (LONDON, FORWARD, "0:15-2:00", True),  # for 45 minutes
        (LONDON, FORWARD, "2:00-3:00", True),
        (LONDON, FORWARD, "9:30-16:30", True),
        (LONDON, FORWARD, "evening", True),
        (LONDON, date(2011, 3, 26), "1:15-3:00", True),
        (LONDON, date(2011, 10, 30), "1:15-3:00", True),  # twice, and so it is there
        (SAO_PAULO, date(2011, 10, 16), "0:00-1:30", False),
        (SAO_PAULO, date(2011, 10, 16), "1:00-1:30", True),
        ("Asia/Beirut", FORWARD, "0:30-2:00", False),
        ("Australia/Lord_Howe", date(2011, 10, 2), "2:29-4:00", False),  # by half an hour
        ("Australia/Lord_Howe", date(2011, 10, 2), "2:30-4:00", True),
        (APIA, date(2011, 12, 30), "9:30-12:30", False),  # Samoa went from Thursday to Saturday
        (APIA, date(2011, 12, 29), "9:30-12:30", True),
        (None, FORWARD, "1:15-3:00", True),
    ],
)
def test_no_session_begins_or_ends_when_the_clocks_go_forward_past_it(
    zone: str | None, day: date, hours: str, *, there: bool
) -> None:
    programme = a_programme(
        weekdays="Mon-Sun",
        sessions={"watch": {"kind": "workshop", "time": hours}},
        **{"timezone": zone} if zone else {},
    )
    assert codes(a_case(programme, day)) == ["time-not-there"] * (not there)


def test_times_are_there_on_every_day_of_a_session_that_is_still_to_be_held() -> None:
    watch = {"kind": "workshop", "time": "1:15-3:00", "lasts": "2 days"}
    programme = a_programme(weekdays="Mon-Sun", sessions={"watch": watch}, country="England")
    two_days = {"last": FORWARD}
    assert codes(a_case(programme, date(2011, 3, 26), watch=two_days)) == ["time-not-there"]
    assert codes(a_case(programme, date(2011, 3, 26), watch=two_days | DELIVERED)) == []


@pytest.mark.parametrize(
    ("status", "day", "wrong"),
    [
        ("confirmed", date(2011, 2, 15), 0),
        ("confirmed", date(2011, 3, 15), 1),  # away from a day within the notice that people were told
        ("tentative", date(2011, 3, 15), 0),  # nobody was told
        ("tentative", date(2011, 3, 14), 1),  # the last day within the notice, six weeks from 1 February
        ("tentative", date(2011, 2, 16), 1),
    ],
)
def test_within_the_notice_nothing_moves_and_nothing_new_comes(status: str, day: date, wrong: int) -> None:
    programme = a_programme(notice="6 weeks")
    before = a_plan(programme, date(2011, 1, 18), date(2011, 2, 15), day_2={"status": status})
    case = replace(a_case(programme, date(2011, 1, 18), day), before=before, as_of=date(2011, 2, 1))
    assert len(list(too_short_notice.broken(case))) == wrong
    about = replace(case, programme=a_programme(notice="about 6 weeks"))
    assert list(too_short_notice.broken(about)) == []
