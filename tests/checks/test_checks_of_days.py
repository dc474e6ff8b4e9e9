"""Checks that need to know the days: what they find at their edges, where they point, and what they leave alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from nouns import START, a_programme

from hsplan.checks import (
    DatedCheck,
    days_outside,
    gaps_too_long,
    no_day_closed,
    too_few_days,
    when_impossible,
    years_without_days,
)
from hsplan.findings import Finding, Note, Severity
from hsplan.workspace.opening import calendar_of


def found(check: DatedCheck, start: date = START, **keys: Any) -> list[Finding]:  # noqa: ANN401 - any key
    programme = a_programme(**keys)
    return list(check.check_dated(programme, calendar_of(programme, start)))


def told(check: DatedCheck, **keys: Any) -> list[str]:  # noqa: ANN401 - any key
    return [one.message for one in found(check, **keys)]


OUTSIDE: dict[str, Any] = {
    "calendar": {word: {word: {"when": "17 Jan 2010"}} for word in ("closed", "avoid", "prefer", "only")},
    "people": {"a": {"name": "Facilitator A", "leads": "everything", "away": "17 Jan 2010"}},
    "venues": {"hall": {"name": "Hall", "closed": "17 Jan 2010"}},
}


def test_days_outside_are_told_together_at_every_place_that_names_them() -> None:
    (one,) = found(days_outside, **OUTSIDE)
    names = "`closed`, `avoid`, `prefer`, `only`, `a`, `hall`"
    assert (one.message, one.at_key) == (f"{names} name only days outside the programme", True)
    calendar = [("calendar", word, word) for word in ("closed", "avoid", "prefer", "only")]
    places = [*calendar, ("people", "a", "away"), ("venues", "hall", "closed")]
    assert one.path == places[0]
    assert one.notes == tuple(Note("and here", path) for path in places[1:])


@pytest.mark.parametrize(
    ("day", "outside"), [("31 Dec 2010", 1), ("1 Jan 2011", 0), ("31 Dec 2011", 0), ("1 Jan 2012", 1)]
)
def test_the_first_and_the_last_day_belong_to_the_programme(day: str, outside: int) -> None:
    assert len(found(days_outside, calendar={"closed": {"x": {"when": day}}})) == outside


def test_years_of_an_observance_are_told_at_every_place_that_names_it() -> None:
    diwali = {"when": "Diwali"}
    keys: dict[str, Any] = {
        "calendar": {"closed": {"festivals": diwali}},
        "people": {"a": {"name": "Facilitator A", "leads": "everything", "away": "Diwali"}},
        "venues": {"hall": {"name": "Hall", "closed": "Diwali"}},
    }
    assert found(years_without_days, **keys) == []
    (one,) = found(years_without_days, start=date(2036, 1, 1), length="24 months", **keys)
    assert (one.message, one.at_key) == ("no dates of Diwali are known in 2036, 2037", True)
    assert one.path == ("calendar", "closed", "festivals")
    places = (("people", "a", "away"), ("venues", "hall", "closed"))
    assert one.notes == tuple(Note("and here", path) for path in places)


TWO_DAYS = {"when": "17 to 18 Jan 2011"}


def test_as_many_days_as_sessions_take_are_enough() -> None:
    assert told(too_few_days, calendar={"only": {"x": TWO_DAYS}}) == []
    one_day = {"only": {"x": {"when": "17 Jan 2011"}}}
    (one,) = found(too_few_days, calendar=one_day)
    assert (one.message, one.path, one.at_key) == (
        "the programme leaves 1 day for sessions that take 2",
        ("length",),
        True,
    )
    assert one.notes == (Note("from Sat 1 Jan 2011 to Sat 31 Dec 2011", ("sessions", "day-1")),)
    sunday = {"only": {"x": {"when": "16 Jan 2011"}}}
    assert told(too_few_days, calendar=sunday) == ["the programme leaves no day for sessions that take 2"]
    three = {"sessions": {"x": {"kind": "residential", "lasts": "3 days"}}}
    assert told(too_few_days, calendar={"only": {"x": TWO_DAYS}}, **three) == [
        "the programme leaves 2 days for sessions that take 3"
    ]


def test_a_block_that_closes_most_days_is_named_for_what_it_closes() -> None:
    """School terms closed in place of the holidays: the length of the programme is not what is wrong."""
    keys: dict[str, Any] = {"length": "2 months", "weekdays": "Tue", "kinds": {}, "gap": "1 week"}
    (one,) = found(too_few_days, calendar={"closed": {"terms": {"when": "3 Jan to 20 Feb 2011"}}}, **keys)
    message = "the programme leaves 1 day for sessions that take 2: `terms` closes 7 of 8"
    assert (one.message, one.path) == (message, ("calendar", "closed", "terms"))
    assert one.help.startswith("lengthen it")
    half = {"when": "1 Jan to 30 Jan 2011"}, {"when": "1 to 20 Feb 2011"}
    (one,) = found(too_few_days, calendar={"closed": {"a": half[0], "b": half[1]}}, **keys)
    assert (one.message, one.path) == ("the programme leaves 1 day for sessions that take 2", ("length",))


def test_a_phase_too_short_is_told_at_its_length_or_at_itself() -> None:
    phases: dict[str, Any] = {"one": {"sessions": {"a": {"kind": "workshop"}, "b": {"kind": "workshop"}}}, "two": {}}
    only: dict[str, Any] = {"sessions": {}, "calendar": {"only": {"x": {"when": "17 Jan 2011"}}}}
    (one,) = found(too_few_days, phases=phases, **only)
    assert (one.message, one.path) == ("`one` leaves 1 day for sessions that take 2", ("phases", "one"))
    (one,) = found(too_few_days, phases={"one": phases["one"] | {"length": "4 months"}, "two": {}}, **only)
    assert one.path == ("phases", "one", "length")


def test_what_lasts_a_week_may_use_every_weekday() -> None:
    only = {"only": {"x": {"when": "17 to 23 Jan 2011"}}}
    for lasts, found_of_it in (("7 days", []), ("6 days", ["the programme leaves 1 day for sessions that take 6"])):
        sessions = {"x": {"kind": "residential", "lasts": lasts}}
        assert told(too_few_days, calendar=only, sessions=sessions, weekdays="Tue") == found_of_it


def test_sessions_of_one_range_share_its_days() -> None:
    talks = {"kind": "webinar", "count": "3", "when": "17 to 18 Jan 2011"}
    (one,) = found(too_few_days, sessions={"talks": talks})
    assert one.message == "`when: Mon 17 Jan 2011 to Tue 18 Jan 2011` leaves 2 days for sessions that take 3"
    assert one.path == ("sessions", "talks", "when")
    twice = {"talks": talks | {"count": "2"}}
    assert told(too_few_days, sessions=twice) == []
    (one,) = found(too_few_days, sessions=twice, calendar={"closed": {"x": {"when": "18 Jan 2011"}}})
    assert one.message == "`when: Mon 17 Jan 2011 to Tue 18 Jan 2011` leaves 1 day for sessions that take 2"


def test_what_is_held_several_times_in_no_range_shares_the_days_of_the_programme() -> None:
    only = {"only": {"x": TWO_DAYS}}
    days = {"kind": "workshop", "count": "2"}
    assert told(too_few_days, sessions={"day": days}, calendar=only) == []
    (one,) = found(too_few_days, sessions={"day": days | {"count": "3"}}, calendar=only)
    assert (one.message, one.path) == ("the programme leaves 2 days for sessions that take 3", ("length",))


def test_years_without_days_are_told_together() -> None:
    (one,) = found(years_without_days, start=date(2150, 1, 1), length="24 months", country="England")
    assert one.message == "no bank holidays are known of England in 2150, 2151"


def test_gaps_that_just_fit_are_left_alone() -> None:
    three = {f"day-{n}": {"kind": "workshop"} for n in (1, 2, 3)}
    # 29 days have first and last 28 apart: two gaps of two weeks
    assert told(gaps_too_long, sessions=three, length="29 days", gap="at least 2 weeks") == []
    (one,) = found(gaps_too_long, sessions=three, length="28 days", gap="at least 2 weeks")
    assert one.message == (
        "2 gaps of at least 2 weeks take 4 weeks, and the programme has 28 days, none of them for the last session"
    )
    assert (one.path, one.at_key) == (("gap",), True)
    assert one.notes == (Note("what has to hold them", ("length",)),)


def test_gaps_that_are_not_alike_are_told_in_days() -> None:
    sessions = {
        "a": {"kind": "workshop"},
        "b": {"kind": "workshop", "gap": "at least 10 days"},
        "c": {"kind": "workshop", "gap": "at least 3 weeks"},
    }
    (one,) = found(gaps_too_long, sessions=sessions, length="28 days")
    assert one.message == "2 gaps take at least 31 days, and the programme has 28 days"
    assert (one.path, one.at_key) == (("sessions", "b", "gap"), True)


@pytest.mark.parametrize(
    ("length", "has"),
    [("20 days", "20 days, none of them for the last session"), ("45 days", "1"), ("2 months", "1")],
)
def test_a_length_is_told_in_whole_units_of_the_gap_where_there_are_any(length: str, has: str) -> None:
    (one,) = found(gaps_too_long, length=length, gap="at least 2 months")
    assert one.message == f"1 gap of at least 2 months takes 2 months, and the programme has {has}"


def test_a_phase_as_long_as_the_programme_is_the_programme() -> None:
    pair = {"a": {"kind": "workshop"}, "b": {"kind": "workshop"}}
    for length, name in (("6 weeks", "the programme"), ("5 weeks", "`one`")):
        phases = {"one": {"length": length, "sessions": pair}, "two": {}}
        (one,) = found(gaps_too_long, sessions={}, phases=phases, length="6 weeks", gap="at least 7 weeks")
        assert one.message == f"1 gap of at least 7 weeks takes 7 weeks, and {name} has {length[0]}"


def test_of_several_that_come_before_one_the_nearest_gap_counts() -> None:
    # the second set comes straight from `s`, the first from `t`, which keeps the gap of its kind
    own = {"kind": "action-learning", "for": "each set", "taken": "on own dates"}
    keys: dict[str, Any] = {
        "sessions": {"s": own, "t": own | {"kind": "k", "for": "set 1"}, "q": {"kind": "k"}},
        "kinds": {"k": {"gap": "at least 1 week"}},
        "groups": {"set": {"number": "2"}},
        "gap": "at least 5 weeks",
    }
    assert found(gaps_too_long, length="36 days", **keys) == []
    (one,) = found(gaps_too_long, length="35 days", **keys)
    assert one.message.startswith("1 gap of at least 5 weeks takes 5 weeks")


def test_gaps_that_only_a_length_that_is_about_could_hold_are_doubtful() -> None:
    a, b = ({f"{one}-{n}": {"kind": "workshop"} for n in (1, 2)} for one in "ab")
    phases = {"one": {"length": "6 weeks", "sessions": a}, "two": {"length": "6 weeks", "sessions": b}}
    keys: dict[str, Any] = {"sessions": {}, "phases": phases, "length": "about 12 weeks"}
    (one,) = found(gaps_too_long, gap="at least 5 weeks", **keys)
    assert one.severity is Severity.WARNING
    assert one.message == ("the gaps put `b-2` on Sat 16 Apr 2011 at the earliest, and `two` ends on Fri 25 Mar 2011")
    assert found(gaps_too_long, gap="at least 3 weeks", **keys) == []


def test_a_gap_too_long_for_two_phases_is_told_once() -> None:
    pair = {"a": {"kind": "workshop"}, "b": {"kind": "workshop"}}
    other = {"c": {"kind": "workshop"}, "d": {"kind": "workshop"}}
    phases = {"one": {"sessions": pair}, "two": {"sessions": other, "length": "6 months"}}
    keys: dict[str, Any] = {"sessions": {}, "phases": phases, "gap": "at least 7 months"}
    (one,) = found(gaps_too_long, **keys)
    assert one.message == "1 gap of at least 7 months takes 7 months, and `one` has 6"
    assert one.notes == (
        Note("what has to hold them", ("phases", "one")),
        Note("what has to hold them", ("phases", "two", "length")),
    )


def test_what_closes_no_day_is_told_at_the_word_that_could() -> None:
    (one,) = found(no_day_closed)
    assert (one.path, one.at_key) == (("title",), True)
    (one,) = found(no_day_closed, country="England", calendar={"bank-holidays": "no"})
    assert (one.path, one.at_key) == (("calendar", "bank-holidays"), True)
    assert found(no_day_closed, country="England") == []
    assert found(no_day_closed, calendar={"closed": {"x": {"when": "17 Jan 2010"}}}) == []
    assert found(no_day_closed, calendar={"only": {"x": TWO_DAYS}}) == []


IMPOSSIBLE: dict[str, Any] = {
    "sessions": {
        "a": {"kind": "workshop", "when": "17 Jan 2010"},
        "b": {"kind": "residential", "lasts": "Mon lunch to Wed lunch", "when": "4 to 6 Jan 2011"},
    }
}


def test_a_day_that_no_plan_can_have_is_told_unless_its_rule_is_waived() -> None:
    waived = {"for": "a", "why": "as agreed", "by": "Manager A", "until": "31 Dec 2011"}
    assert len(found(when_impossible, **IMPOSSIBLE)) == 2
    assert len(found(when_impossible, **IMPOSSIBLE, waive=[{"rule": "outside-programme", **waived}])) == 1
    assert len(found(when_impossible, **IMPOSSIBLE, waive=[{"rule": "venue-too-small", **waived}])) == 2


@pytest.mark.parametrize(
    ("keys", "help_"),
    [
        ({"when": "29 Feb 2012"}, "the nearest day that it can have is Fri 30 Dec 2011"),
        ({"when": "17 Jan 2012"}, "the nearest day that it can have is Fri 30 Dec 2011"),
        ({"when": "18 Jan 2012"}, "did you mean `Tue 18 Jan 2011`?"),
        ({"when": "16 Jan 2011"}, "the nearest day that it can have is Fri 14 Jan 2011"),
        ({"when": "15 Jan 2011", "weekdays": "Sun"}, "the nearest day that it can have is Sun 16 Jan 2011"),
        ({"when": "25 Jan 2011", "lasts": "3 days"}, "write `Tue 25 Jan 2011 to Thu 27 Jan 2011`"),
        ({"when": "17 Jan 2010", "weekdays": "Sun", "lasts": "2 days"}, "change `when`, or what stands in its way"),
        ({"when": "[15 Jan 2011, usually in June]"}, "the nearest day that it can have is Fri 14 Jan 2011"),
        (
            {"when": "19 Jan 2011", "weekdays": "Tue, Thu"},
            "the nearest day that it can have is Tue 18 Jan 2011; or write `weekdays: Wed` beside it",
        ),
        ({"when": "17 Jan 2011", "weekdays": "Tue"}, "the nearest day that it can have is Tue 18 Jan 2011"),
        ({"when": "19 Jan 2011", "lasts": "Mon to Tue"}, "the nearest day that it can have is Mon 24 Jan 2011"),
    ],
)
def test_the_day_that_was_probably_meant_is_told(keys: dict[str, str], help_: str) -> None:
    closed = {"closed": {"off": "17 Jan 2011"}}
    session: dict[str, Any] = {"kind": "workshop", **keys}
    if keys["when"].startswith("["):
        session["when"] = keys["when"].strip("[]").split(", ")
    (one,) = found(when_impossible, sessions={"a": session}, calendar=closed)
    assert one.help == help_


@pytest.mark.parametrize(
    ("when", "meant"),
    [
        ("5 Mar 2010", "Sat 5 Mar 2011"),
        ("10 Jun 2012", "Mon 10 Jun 2013"),  # closed; the year behind it comes before the one in front
        ("1 Mar 2011", "Thu 1 Mar 2012"),  # 366 days on
        ("20 Jan 2014", "Sun 20 Jan 2013"),
        ("20 Jun 2014", "Thu 20 Jun 2013"),
        ("1 Feb 2014", "Fri 1 Feb 2013"),
    ],
)
def test_the_same_day_of_the_year_after_or_before_was_probably_meant(when: str, meant: str) -> None:
    closed = {"closed": {"off": ["10 Jun 2012", "1 Mar 2011"]}}
    sessions = {"a": {"kind": "workshop", "when": when, "weekdays": "Mon-Sun"}}
    (one,) = found(when_impossible, sessions=sessions, calendar=closed, length="36 months")
    assert one.help == f"did you mean `{meant}`?"


def test_the_day_before_in_a_leap_year_is_366_days_off() -> None:
    sessions = {"a": {"kind": "workshop", "when": "5 Mar 2012", "weekdays": "Mon-Sun"}}
    (one,) = found(when_impossible, sessions=sessions)
    assert one.help == "did you mean `Sat 5 Mar 2011`?"


def test_of_two_moments_of_which_one_lies_outside_that_is_told_and_not_that_they_are_never_at_once() -> None:
    def why(*when: str) -> str:
        (one,) = found(when_impossible, sessions={"a": {"kind": "workshop", "when": list(when)}})
        return one.message.rpartition(", which is ")[2]

    assert why("in March", "17 Jan 2013") == "outside of the programme"
    assert why("in March", "in April") == "never at once"


@pytest.mark.parametrize(
    "session",
    [
        {"when": "17 to 30 Dec 2010", "count": 2},
        {"when": "15 to 16 Jan 2011", "count": 2},
        {"when": "15 Jan 2011", "arranged-by": "participant"},
        {"when": "before the start"},
        {"when": "5 to 14 Sep 2011", "lasts": "10 days"},
        {"when": "usually in Jan 2013"},
    ],
)
def test_of_counts_windows_and_wishes_only_what_lies_outside_is_told(session: dict[str, Any]) -> None:
    outside = session["when"].endswith("2010")
    assert len(found(when_impossible, sessions={"a": {"kind": "workshop", **session}})) == outside
