"""What sessions inherit, and how phases share a programme: against literal values."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from nouns import a_programme

from hsplan.checks import check
from hsplan.dates.length_phrases import read_lasting
from hsplan.dates.misread import MisreadError
from hsplan.programme.people import qualified
from hsplan.programme.sessions import Session
from hsplan.programme.stretches import phase_stretches
from hsplan.programme.unfolding import sessions_of, windows_of
from hsplan.programme.when import HOST, Beside, OnDay
from hsplan.programme.when_phrases import read_when

PEOPLE = {id_: {"name": f"Facilitator {id_}", "leads": "everything"} for id_ in ("a", "b", "c")}


def only(**keys: Any) -> Session:  # noqa: ANN401
    (session,) = sessions_of(a_programme(**keys))
    return session


def test_the_nearest_wins_session_before_kind_before_phase_before_programme() -> None:
    keys: dict[str, Any] = {
        "sessions": {},
        "weekdays": "Mon",
        "trimesters": {"first": {"sessions": {"s": {"kind": "workshop"}}}},
    }
    found = [str(only(**keys).weekdays)]
    keys["trimesters"]["first"]["weekdays"] = "Tue"
    found.append(str(only(**keys).weekdays))
    keys["kinds"] = {"workshop": {"weekdays": "Wed"}}
    found.append(str(only(**keys).weekdays))
    keys["trimesters"]["first"]["sessions"]["s"]["weekdays"] = "Thu"
    found.append(str(only(**keys).weekdays))
    assert found == ["Mon", "Tue", "Wed", "Thu"]


def test_a_time_of_its_own_comes_before_the_parts_of_its_kind() -> None:
    kinds = {"workshop": {"parts": {"talk": {"time": "9:30-12:30"}}}}
    session = only(kinds=kinds, sessions={"s": {"kind": "workshop", "time": "14:00-15:00"}})
    assert [(part.id, str(part.time)) for part in session.parts] == [("workshop", "14:00-15:00")]


def test_a_kinds_parts_come_before_the_programmes_time() -> None:
    kinds = {"workshop": {"parts": {"talk": {"time": "9:30-12:30"}}}}
    session = only(kinds=kinds, time="9:00-17:00", sessions={"s": {"kind": "workshop"}})
    assert [(part.id, str(part.time)) for part in session.parts] == [("talk", "09:30-12:30")]


def test_a_kind_that_extends_another_has_what_it_does_not_say_itself() -> None:
    kinds = {
        "long-day": {"extends": "core-day", "time": "9:00-18:00"},
        "core-day": {"extends": "workshop", "weekdays": "Fri", "summary": "A day"},
    }
    session = only(kinds=kinds, sessions={"s": {"kind": "long-day"}})
    assert (str(session.weekdays), str(session.parts[0].time), session.summary) == ("Fri", "09:00-18:00", "A day")


@pytest.mark.parametrize(
    ("participants", "needed"),
    [("5", 1), ("8", 1), ("9", 2), ("16", 2), ("17", 3)],
)
def test_a_part_for_each_set_takes_someone_for_every_set(participants: str, needed: int) -> None:
    parts = {"talk": {}, "action-learning": {"for": "each set"}}
    groups = {"set": {"size": "5 to 8", "with": "1 facilitator"}}
    session = only(
        participants=participants, groups=groups, people=PEOPLE, sessions={"s": {"kind": "workshop", "parts": parts}}
    )
    assert session.leaders.needed == needed


def test_whoever_a_part_names_leads_the_session() -> None:
    session = only(
        people=PEOPLE, sessions={"s": {"kind": "workshop", "parts": {"talk": {"with": "b"}}, "with": "1 facilitator"}}
    )
    assert (session.leaders.people, session.leaders.needed) == (("b",), 1)


def test_those_who_lead_a_kind_lead_what_extends_it() -> None:
    people = {
        "a": {"name": "A", "leads": "workshop"},
        "b": {"name": "B", "leads": "s"},
        "c": {"name": "C", "leads": "dinner"},
    }
    programme = a_programme(
        people=people, kinds={"core-day": {"extends": "workshop"}}, sessions={"s": {"kind": "core-day"}}
    )
    assert qualified(programme, sessions_of(programme)[0]) == ("a", "b")


def test_at_the_end_comes_last_without_phases_too() -> None:
    sessions = {"end": {"kind": "workshop", "when": "at the end"}, "a": {"kind": "workshop"}}
    assert [session.id for session in sessions_of(a_programme(sessions=sessions))] == ["a", "end"]


def test_without_phases_a_challenge_stays_where_it_is_written() -> None:
    sessions = {"c": {"kind": "leadership-challenge"}, "a": {"kind": "workshop"}}
    assert [session.id for session in sessions_of(a_programme(sessions=sessions))] == ["c", "a"]


@pytest.mark.parametrize(
    ("length", "start", "phases", "lasts"),
    [
        ("12 months", date(2011, 1, 1), [None] * 3, ["04-30", "08-31", "12-31"]),
        ("12 months", date(2011, 1, 31), [None] * 3, ["05-30", "09-29", "01-30"]),
        ("2 months", date(2011, 1, 31), ["1 month", "1 month"], ["02-27", "03-30"]),
        ("12 months", date(2011, 1, 1), ["2 months", None], ["02-28", "12-31"]),
        ("12 months", date(2011, 1, 1), ["5 months", "2 months", None, None], ["05-31", "07-31", "10-16", "12-31"]),
        ("10 weeks", date(2011, 1, 1), [None, "2 weeks", None], ["01-28", "02-11", "03-11"]),
        ("3 months", date(2011, 1, 1), [None, "1 month", None, "3 weeks"], ["01-19", "02-19", "03-10", "03-31"]),
    ],
)  # fmt: skip
def test_phases_follow_each_other_and_fill_the_programme(
    length: str, start: date, phases: list[str | None], lasts: list[str]
) -> None:
    blocks = {
        f"p{n}": {"sessions": {f"s{n}": {"kind": "workshop"}}} | ({"length": one} if one else {})
        for n, one in enumerate(phases)
    }
    found = list(phase_stretches(a_programme(length=length, sessions={}, phases=blocks), start).values())
    assert found[0].first == start
    assert [f"{days.last:%m-%d}" for days in found] == lasts
    assert all((b.first - a.last).days == 1 for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("words", "days", "minutes"),
    [
        ("1 to 2 hours", 1, 120),
        ("60-90 minutes", 1, 90),
        ("five to 10 hours", 1, 600),
        ("2 to 3 days", 3, None),
        ("about 2 weeks", 14, None),
        ("about 1 to 2 hours", 1, 120),
    ],
)
def test_what_lasts_between_two_lengths_or_about_one_is_planned_as_the_longest(
    words: str, days: int, minutes: int | None
) -> None:
    lasting = read_lasting(words)
    assert (lasting.days, lasting.minutes, str(lasting)) == (days, minutes, words)


@pytest.mark.parametrize("words", ["3 to 2 days", "2 to 2 hours", "1 hour to 2 hours to 3 hours", "about", "1 to days"])
def test_what_does_not_say_how_long_is_told(words: str) -> None:
    with pytest.raises(MisreadError, match="does not say how long"):
        read_lasting(words)


def test_what_a_session_brings_is_a_window_where_others_arrange_it() -> None:
    exercises = {"kind": "e-learning", "when": "before it", "arranged-by": "participant"}
    brings = {"exercises": exercises, "meal": {"kind": "dinner"}}
    programme = a_programme(kinds={"workshop": {"brings": brings}}, sessions={"day-1": {"kind": "workshop"}})
    assert [one.id for one in sessions_of(programme)] == ["day-1", "day-1-meal"]
    (window,) = windows_of(programme)
    assert [(link.kind, link.other) for link in window.links] == [("before", "day-1")]


def test_the_session_that_brings_another_may_be_called_it() -> None:
    assert read_when("before it") == read_when("before") == Beside("before", HOST)
    assert read_when("the evening before it") == read_when("the evening before") == OnDay(-1, "evening", HOST)
    for words in ("before it", "1 week after it", "the evening before it"):
        assert read_when(str(read_when(words))) == read_when(words)


@pytest.mark.parametrize(
    ("people", "codes"),
    [({}, []), ({"a": {"name": "A"}}, []), ({"a": {"name": "A", "leads": "workshop"}}, ["too-few-to-lead"])],
)
def test_how_many_lead_is_no_mistake_where_nobody_who_leads_is_named(
    people: dict[str, dict[str, str]], codes: list[str]
) -> None:
    assert [one.code for one in check(a_programme(people=people, with_="2 facilitators"))] == codes


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        ("at the start", []),
        ("at the end", []),
        ("2 weeks after the end", []),
        ("between a and b", []),
        ("June", ["two-shapes"]),
        ("in the middle", ["two-shapes"]),
    ],
)
def test_beside_phases_stands_what_says_itself_where_it_lies_to_them(when: str, codes: list[str]) -> None:
    phases = {id_: {"sessions": {id_: {"kind": "workshop"}}} for id_ in ("a", "b")}
    programme = a_programme(phases=phases, sessions={"c": {"kind": "celebration", "when": when}})
    assert [one.code for one in check(programme)] == codes
