"""Who is wanted twice at a time: by groups, roles, choices, parts of the day and what each does alone."""

from __future__ import annotations

from typing import Any

import pytest
from nouns import a_programme

from hsplan.programme.attending import wanted_at_both, wanted_twice
from hsplan.programme.model import Programme
from hsplan.programme.unfolding import sessions_of

BASE: dict[str, Any] = {
    "audience": ["GP", "Nurse"],
    "participants": "16",
    "groups": {"set": {"number": "2"}, "half": {"number": "2"}, "nurses": {"number": "2", "of": {"nurse": "4"}}},
    "roles": {"sponsor": {"per": "participant"}, "matron": {"is": "nurse"}},
}


def a_pair(one: dict[str, Any], other: dict[str, Any], **keys: Any) -> Programme:  # noqa: ANN401 - any key
    """Two sessions that may lie on any days; `a` and `b` unless they are held several times."""
    free = {"kind": "workshop", "when": "at any time"}
    return a_programme(**BASE | keys, sessions={"a": free | one, "b": free | other})


def twice(one: dict[str, Any], other: dict[str, Any], **keys: Any) -> str:  # noqa: ANN401 - any key
    """Who is wanted twice by the first session of each."""
    programme = a_pair(one, other, **keys)
    sessions = sessions_of(programme)
    first, second = (next(one for one in sessions if one.item == id_) for id_ in "ab")
    assert wanted_twice(programme, second, first) == wanted_twice(programme, first, second)
    return wanted_twice(programme, first, second)


SET_1 = {"for": "set 1"}
OWN = {"for": "each set", "taken": "on own dates"}
CHOICE = {"count": "3", "choose": "1"}


@pytest.mark.parametrize(
    ("one", "other", "who"),
    [
        ({}, {}, "participants"),
        ({}, SET_1, "set 1"),
        ({}, OWN, "set 1"),
        (SET_1, SET_1, "set 1"),
        (SET_1, {"for": "set 2"}, ""),
        (OWN, {"for": "set 2"}, ""),
        ({"for": "each set"}, SET_1, "set 1"),  # each set, side by side: all of them
        (SET_1, {"for": "half 1"}, "participants"),  # nobody knows who is in both
        ({"for": "gp"}, {}, "`gp`"),
        ({"for": "gp"}, {"for": "nurse"}, ""),
        ({"for": ["gp", "nurse"]}, {"for": "nurse"}, "`nurse`"),
        ({"for": "matron"}, {"for": "nurse"}, "`nurse`"),
        ({"for": "gp"}, SET_1, "participants"),
        ({"for": "gp"}, {"for": "nurses 1"}, ""),  # who are nurses
        ({"for": "nurse"}, {"for": "nurses 1"}, "participants"),
        ({"for": "sponsor"}, {}, ""),
        ({"for": "sponsor"}, {"for": "sponsor"}, "`sponsor`"),
        ({"for": ["participant", "sponsor"]}, {}, "participants"),
        ({"for": ["participant", "sponsor"]}, {"for": "sponsor"}, "`sponsor`"),
        ({"attendance": {"sponsor": "required"}}, {"for": "sponsor"}, "`sponsor`"),
        ({"attendance": {"sponsor": "optional"}}, {"for": "sponsor"}, ""),
        ({"attendance": "optional"}, {}, ""),
        ({"attendance": "4 of 5"}, {}, "participants"),
        ({"attendance": {"gp": "optional"}}, {"for": "gp"}, ""),
        ({"attendance": {"gp": "optional"}}, {"for": "nurse"}, "`nurse`"),
        ({"for": "gp", "attendance": {"gp": "optional"}}, {}, ""),
        (CHOICE, {}, "participants"),  # nobody could come
        (CHOICE, CHOICE, ""),
        (CHOICE, SET_1, ""),  # set 1 chooses another
        (CHOICE | SET_1, SET_1, "set 1"),
        (CHOICE | {"for": "gp"}, {"for": "gp"}, "`gp`"),
        (CHOICE, {"for": "gp"}, ""),
        (CHOICE | {"choose": "3"}, SET_1, "set 1"),  # all of them: no choice
    ],
)
def test_who_is_wanted_twice_on_a_day_without_times(one: dict[str, Any], other: dict[str, Any], who: str) -> None:
    assert twice(one, other) == who


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("9:30-16:30", "12:00-13:00", True),
        ("9:30-12:30", "12:30-13:30", False),
        ("9:30-12:30", "afternoon", False),
        ("9:30-12:30", "from 13:00", False),
        ("9:30-12:30", "from 12:00", True),
        ("9:30-16:30", "evening", False),
        ("9:30-16:30", "all day", True),
        ("9:30-16:30", "morning or evening", True),
        ("17:30-18:30", "evening", True),
        ("17:00-18:00", "evening", False),
        ("morning", "lunchtime", False),
        ("morning", "daytime", True),
        ("lunchtime", "afternoon", False),
        ("afternoon", "night", False),
        ("evening", "night", True),
        ("9:30-12:30", None, True),  # what says no time takes the day
    ],
)
def test_times_and_parts_of_the_day_keep_sessions_apart(one: str, other: str | None, clash: bool) -> None:
    timed = {"time": other} if other is not None else {}
    assert bool(twice({"time": one}, timed)) is clash
    programme = a_pair({"time": one}, timed)
    assert wanted_at_both(programme, *sessions_of(programme)) == "participants"  # at whatever time


def test_of_a_session_each_part_wants_its_own() -> None:
    parts = {
        "first": {"time": "9:00-10:00", "for": "set 1"},
        "second": {"time": "10:00-11:00", "for": "set 2"},
        "third": {"time": "11:00-12:00", "for": "gp"},
    }
    for time, own, who in (
        ("9:00-10:00", "set 1", "set 1"),
        ("9:00-10:00", "set 2", ""),
        ("10:00-11:00", "set 2", "set 2"),
        ("11:00-12:00", "nurse", ""),
        ("11:00-12:00", "gp", "`gp`"),
    ):
        assert twice({"parts": parts}, {"time": time, "for": own}) == who


@pytest.mark.parametrize("kind", ["assignment", "e-learning"])
def test_what_each_does_alone_takes_no_day_unless_it_has_a_time(kind: str) -> None:
    assert twice({"kind": kind}, {}) == ""
    assert twice({"kind": "own"}, {}, kinds={"own": {"extends": kind}}) == ""
    assert twice({"kind": kind, "time": "9:00-10:00"}, {}) == "participants"


LISTED = {
    "p": {"name": "Participant P", "role": "GP", "in": ["set 1", "half 1"]},
    "q": {"name": "Participant Q", "role": "Nurse", "in": ["set 2", "half 2"]},
}


@pytest.mark.parametrize(
    ("one", "other", "added", "who"),
    [
        ("set 1", "half 1", {}, "`p`"),
        ("set 1", "half 2", {}, ""),
        ("set 1", "gp", {}, "`p`"),
        ("set 1", "nurse", {}, ""),
        ("set 1", "set 2", {}, ""),
        ("set 1", "set 2", {"in": ["set 1", "set 2"]}, "`r`"),
        ("set 1", "set 2", {"in": "half 1"}, ""),  # of one set, whichever it is
        ("set 1", "half 2", {"in": "half 2"}, "`r`"),  # perhaps of set 1
        ("set 1", "nurse", {"in": "set 1"}, "`r`"),  # perhaps a nurse
        ("set 1", "nurse", {"in": "set 1", "role": "Nurse"}, "`r`"),
        ("set 1", "nurse", {"in": "set 1", "role": "GP"}, ""),
    ],
)
def test_where_participants_are_listed_each_counts(one: str, other: str, added: dict[str, Any], who: str) -> None:
    listed = LISTED | ({"r": {"name": "Participant R"} | added} if added else {})
    assert twice({"for": one}, {"for": other}, participants=listed) == who


def test_what_is_held_within_another_clashes_with_none_of_its_day() -> None:
    sessions = {
        "a": {"kind": "residential", "lasts": "3 days"},
        "forum": {"kind": "panel", "when": "during a"},
        "supper": {"kind": "dinner", "when": "the day of forum"},
        "talk": {"kind": "webinar", "when": "at any time"},
    }
    programme = a_programme(sessions=sessions)
    a, forum, supper, talk = (next(s for s in sessions_of(programme) if s.id == id_) for id_ in sessions)
    assert [wanted_twice(programme, *pair) for pair in ((a, forum), (forum, supper), (a, supper))] == ["", "", ""]
    assert [wanted_at_both(programme, *pair) for pair in ((a, forum), (a, supper))] == ["", ""]
    assert wanted_twice(programme, supper, talk) == "participants"
