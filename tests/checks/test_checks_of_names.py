"""Checks of what refers to what, and of numbers: what they find, where they point, and what they leave alone."""

from __future__ import annotations

from typing import Any

import pytest
from nouns import START, a_programme

from hsplan.checks import (
    Check,
    country,
    group_not_filled,
    not_said,
    phases_too_long,
    relations_in_circle,
    stated_differs,
    which_session,
)
from hsplan.findings import Finding
from hsplan.workspace.opening import calendar_of


def found(check: Check, **keys: Any) -> list[Finding]:  # noqa: ANN401 - any key of a programme
    return list(check.check(a_programme(**keys)))


@pytest.mark.parametrize(
    ("a", "b", "circle"),
    [
        ("after b", "after a", True),
        ("before b", "before a", True),
        ("before b", "after a", False),
        ("the day after b", "after a", True),
        ("the day after b", "before a", False),
        ("the evening before b", "before a", True),
        ("the evening before b", "after a", False),
        ("the day of b", "the day of a", False),
        ("the day of b", "after a", True),
        ("the day of b", "before a", True),
        ("during b", "after a", True),
        ("during b", "during a", False),
    ],
)
def test_what_can_lie_in_no_order_is_a_circle(a: str, b: str, circle: bool) -> None:
    sessions = {"a": {"kind": "webinar", "when": a}, "b": {"kind": "webinar", "when": b}}
    codes = [one.code for one in found(relations_in_circle, sessions=sessions)]
    assert codes == ["circle-of-relations"] * circle


def test_the_order_of_the_programme_is_a_part_of_circles() -> None:
    sessions = {"x": {"kind": "workshop"}, "y": {"kind": "workshop"}}
    tied = {"z": {"kind": "webinar", "when": ["before x", "after y"]}}
    (one,) = found(relations_in_circle, sessions=sessions | tied)
    assert one.code == "circle-of-relations"
    assert found(relations_in_circle, sessions=sessions | {"z": {"kind": "webinar", "when": "between x and y"}}) == []
    lanes = {"x": {"kind": "workshop"}, "z": tied["z"]}
    strand = {"y": {"kind": "masterclass", "count": "1"}}
    assert found(relations_in_circle, sessions=lanes, strands=strand) == []


@pytest.mark.parametrize(
    ("when", "circle"),
    [
        (["after s-2-set-1", "before s-1-set-1"], True),
        (["after s-2-set-2", "before s-1-set-2"], True),
        (["after s-2-set-1", "before s-1-set-2"], False),
        (["after y", "before s-1-set-1"], True),
        (["after s-1-set-1", "before x"], True),
        (["after s-1-set-1", "before y"], False),
    ],
)
def test_the_own_dates_of_each_set_have_an_order(when: list[str], circle: bool) -> None:
    own = {"kind": "workshop", "count": "2", "for": "each set", "taken": "on own dates"}
    sessions = {"x": {"kind": "launch"}, "s": own, "y": {"kind": "review"}, "z": {"kind": "webinar", "when": when}}
    sets = {"participants": "12", "groups": {"set": {"number": "2", "size": "6"}}}
    assert [one.code for one in found(relations_in_circle, sessions=sessions, **sets)] == [
        "circle-of-relations"
    ] * circle


@pytest.mark.parametrize(
    ("many", "named"),
    [(2, "`a`, `b`"), (4, "`a`, `b`, `c`, `d`"), (5, "`a`, `b`, `c`, `d` and more")],
)
def test_a_circle_names_its_sessions(many: int, named: str) -> None:
    ids = "abcde"[:many]
    sessions = {id_: {"kind": "webinar", "when": f"after {ids[n - 1]}"} for n, id_ in enumerate(ids)}
    (one,) = found(relations_in_circle, sessions=sessions | {"x": {"kind": "workshop"}})
    assert one.message.startswith(f"{named} go round in a circle: ")
    assert one.path == ("sessions", "a", "when")


@pytest.mark.parametrize(
    ("people", "group", "message"),
    [
        ("16", {"number": "2", "size": "5 to 8"}, None),
        ("10", {"number": "2", "size": "5 to 8"}, None),
        ("17", {"number": "2", "size": "5 to 8"}, "2 sets of 5 to 8 hold 10 to 16, and there are 17"),
        ("9", {"number": "2", "size": "5 to 8"}, "2 sets of 5 to 8 hold 10 to 16, and there are 9"),
        ("2", {"number": "2"}, None),
        ("1", {"number": "2"}, "1 participants do not fill 2 sets"),
        ("10", {"size": "5 to 8"}, None),
        ("9", {"size": "5 to 8"}, "9 participants cannot be divided into sets of 5 to 8"),
    ],
)
def test_groups_that_just_come_out_are_left_alone(people: str, group: dict[str, str], message: str | None) -> None:
    told = found(group_not_filled, participants=people, groups={"set": group})
    assert [one.message for one in told] == ([message] if message else [])
    key = "number" if "number" in group else "size"
    assert all((one.path, one.at_key) == (("groups", "set", key), True) for one in told)


@pytest.mark.parametrize(
    ("people", "size", "near"),
    [("9", "5 to 8", "5 to 9"), ("4", "5 to 8", "4 to 8"), ("11", "6", "5 to 6"), ("7", "6", "6 to 7")],
)
def test_the_nearest_size_that_comes_out_is_offered(people: str, size: str, near: str) -> None:
    (one,) = found(group_not_filled, participants=people, groups={"set": {"size": size}})
    assert one.expected == f"a size such as `{near}`"


def test_roles_of_a_group_come_to_its_size_and_number() -> None:
    roles = {"gp": {"title": "GP", "number": "6"}, "nurse": {"title": "Nurse"}}

    def of(**group: Any) -> list[tuple[str, tuple[str | int, ...]]]:  # noqa: ANN401 - any key of a group
        told = found(group_not_filled, roles=roles, groups={"trio": group})
        return [(one.message, one.path) for one in told]

    place = ("groups", "trio", "of")
    assert of(of={"gp": "2", "nurse": "1"}, size="3", number="3") == []
    assert of(of={"gp": "2", "nurse": "1"}, size="4") == [("`of` comes to 3 members, and `size` is 4", place)]
    assert of(of={"gp": "2", "nurse": "1"}, size="2") == [("`of` comes to 3 members, and `size` is 2", place)]
    assert of(of={"gp": "2", "nurse": "1"}, number="4") == [
        ("4 with 2 `gp` each do not come out with 6 of them", place)
    ]
    assert of(of={"gp": "2", "nurse": "1"}) == []


def stated(**totals: Any) -> list[tuple[str, tuple[str | int, ...]]]:  # noqa: ANN401 - any total
    return [(one.message, one.path) for one in found(stated_differs, stated=totals)]


def test_totals_are_held_against_what_is_counted() -> None:
    assert stated(sessions="2", days="2") == []
    assert stated(sessions="3") == [("3 sessions are stated, and hsplan counts 2", ("stated", "sessions"))]
    assert stated(sessions="1") == [("1 sessions are stated, and hsplan counts 2", ("stated", "sessions"))]
    place = ("stated", "hours", "total")
    assert stated(hours={"total": "20", "attendance": "12", "study": "8"}) == []
    for total in ("19", "21", "4"):
        told = stated(hours={"total": total, "attendance": "12", "study": "8"})
        assert told == [(f"{total} hours are stated, and attendance and study come to 20", place)]
    assert stated(hours={"total": "20", "study": "8"}) == stated(hours={"total": "20", "attendance": "8"}) == []


def meant(when: str, **target: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any key of a session
    sessions = {"x": {"kind": "action-learning"} | target, "y": {"kind": "dinner", "when": when}}
    groups = {"set": {"number": "2"}}
    return [(one.message, one.expected) for one in found(which_session, sessions=sessions, groups=groups)]


def test_a_day_beside_what_is_held_often_does_not_say_which() -> None:
    assert meant("the evening before x") == meant("the evening before x", count="1") == []
    twice = ("`x` is held 2 times, and `the evening before x` does not say which is meant", "one of `x-1`, `x-2`")
    assert meant("the evening before x", count="2") == [twice]
    assert meant("the evening before x-2", count="2") == []
    ((_, six),) = meant("during x", count="6")
    assert six == "one of `x-1`, `x-2`, `x-3`, `x-4`, `x-5` and more"
    ((_, five),) = meant("during x", count="5")
    assert five == "one of `x-1`, `x-2`, `x-3`, `x-4`, `x-5`"
    assert meant("after x", count="2") == meant("2 weeks after x", count="2") == []
    own = {"for": "each set", "taken": "on own dates"}
    assert len(meant("the evening before x", **own)) == len(meant("2 weeks after x", **own)) == 1


def test_what_has_no_country_of_that_name_is_told_there() -> None:
    (one,) = found(country, country="Germany, Atlantis")
    assert one.path == ("country",)


def test_phases_that_leave_no_day_to_others_are_told() -> None:
    def of(first: str, second: dict[str, Any]) -> list[tuple[str, tuple[str | int, ...], bool]]:
        phases = {"one": {"length": first}, "two": second}
        programme = a_programme(sessions={}, phases=phases)
        told = phases_too_long.check_dated(programme, calendar_of(programme, START))
        return [(one.message, one.path, one.at_key) for one in told]

    assert of("11 months", {}) == of("6 months", {"length": "6 months"}) == []
    assert of("12 months", {}) == [("`two` is left no day", ("phases", "two"), True)]
    late = ("`two` ends after the programme", ("phases", "two", "length"), True)
    assert of("6 months", {"length": "7 months"}) == [late]


def test_what_takes_no_venue_need_not_say_where() -> None:
    def of(**said: Any) -> list[str]:  # noqa: ANN401 - any key of a session
        venues = {"hall": {"name": "Hall"}}
        keys = {"venues": venues, "sessions": {"x": {"kind": "workshop"} | said}}
        return [one.message for one in found(not_said, **keys)]

    assert of(where="hall") == of(mode="online") == of(mode="phone") == []
    assert len(of()) == 1
