"""Checks of what refers to what, and of numbers: what they find, where they point, and what they leave alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from nouns import START, a_programme

from hsplan.checks import (
    Check,
    country,
    group_not_filled,
    kind_circle,
    longer_than_host,
    need_not_served,
    never_taught,
    no_code_of_ethics,
    no_run_of_days,
    nobody_there,
    not_said,
    not_so_many,
    number_not_known,
    only_if_certain,
    overnight_of_one_day,
    phases_too_long,
    relations_in_circle,
    stated_differs,
    time_zone,
    venue_too_small,
    which_session,
)
from hsplan.findings import Finding, Note
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
    [(2, "`a`, `b`"), (4, "`a`, `b`, `c`, `d`"), (5, "`a`, `b`, `c`, `d` and 1 more")],
)
def test_a_circle_names_its_sessions(many: int, named: str) -> None:
    ids = "abcde"[:many]
    sessions = {id_: {"kind": "webinar", "when": f"after {ids[n - 1]}"} for n, id_ in enumerate(ids)}
    (one,) = found(relations_in_circle, sessions=sessions | {"x": {"kind": "workshop"}})
    assert one.message.startswith(f"{named} go round in a circle: ")
    assert one.path == ("sessions", "a", "when")


WORKSHOP = {"kind": "workshop"}
OWN_DATES = {"kind": "action-learning", "for": "each set", "taken": "on own dates"}
TWO_SETS = {"set": {"number": "2"}}


def tied(*when: str) -> dict[str, Any]:
    return {"kind": "webinar", "when": list(when)}


@pytest.mark.parametrize(
    ("sessions", "named"),
    [
        # two on the day of one, of which one is before the other
        ({"b": WORKSHOP, "c": tied("the day of b"), "a": tied("the day of b", "after c")}, ["`b`, `c`, `a`"]),
        # during several days there is room for both
        ({"b": WORKSHOP | {"lasts": "3 days"}, "c": tied("during b"), "a": tied("during b", "after c")}, []),
        # a day that two others have, though one follows the other
        ({"x": WORKSHOP, "y": WORKSHOP, "z": tied("the day of x", "the day of y")}, ["`x`, `y`, `z`"]),
        # two circles, and what hangs on one of them
        (
            {"y": WORKSHOP, "x": tied("before a"), "a": tied("after b"), "b": tied("after a")}
            | {"c": tied("after d"), "d": tied("after c")},
            ["`a`, `b`", "`c`, `d`"],
        ),
        # sets on own dates come in no order among themselves
        ({"s": OWN_DATES, "z": tied("after s-set-2", "before s-set-1")}, []),
        # what the participants arrange keeps to no order
        (
            {"x": WORKSHOP, "w": WORKSHOP | {"arranged-by": "set"}, "y": WORKSHOP, "z": tied("after y", "before w")},
            [],
        ),
        # a number of what is held twice is not tied to itself by its own
        ({"y": WORKSHOP, "x": tied("after x-1") | {"count": "2"}}, []),
        ({"y": WORKSHOP, "x": tied("after x-2") | {"count": "2"}}, ["`x-1`, `x-2`"]),
    ],
)
def test_only_what_goes_round_is_a_circle(sessions: dict[str, Any], named: list[str]) -> None:
    circles = found(relations_in_circle, sessions=sessions, groups=TWO_SETS)
    assert [one.message.partition(" go round")[0] for one in circles] == named


def test_what_is_tied_to_itself_is_named_by_its_own_id() -> None:
    phases = {"one": {"sessions": {"a": tied("after b", "after a"), "b": WORKSHOP}}}
    (one,) = found(relations_in_circle, sessions={}, phases=phases)
    assert one.message == "`a` is tied to itself"
    assert one.path == ("phases", "one", "sessions", "a", "when", 1)


def test_kinds_that_extend_one_and_the_same_go_round_in_no_circle() -> None:
    kinds = {"a": {"extends": "workshop"}, "b": {"extends": "workshop"}, "c": {"extends": "a"}}
    assert found(kind_circle, kinds=kinds) == []
    round_ = {"a": {"extends": "b"}, "b": {"extends": "a"}, "c": {"extends": "a"}, "d": {"extends": "workshop"}}
    assert [one.path[1] for one in found(kind_circle, kinds=round_)] == ["a", "b", "c"]


def test_orders_of_their_own_lie_in_no_order_to_each_other() -> None:
    strand = {"y": {"kind": "masterclass", "count": "2"}}
    sessions = {"x": WORKSHOP, "z": tied("before x", "after y-2")}
    assert found(relations_in_circle, sessions=sessions, strands=strand) == []
    sessions = {"x": WORKSHOP | {"count": "2"}, "z": tied("after x-2", "before y-1")}
    assert found(relations_in_circle, sessions=sessions, strands=strand) == []


@pytest.mark.parametrize(
    ("people", "group", "message"),
    [
        ("16", {"number": "2", "size": "5 to 8"}, None),
        ("10", {"number": "2", "size": "5 to 8"}, None),
        ("17", {"number": "2", "size": "5 to 8"}, "2 sets of 5 to 8 hold 10 to 16, and there are 17"),
        ("9", {"number": "2", "size": "5 to 8"}, "2 sets of 5 to 8 hold 10 to 16, and there are 9"),
        ("2", {"number": "2"}, None),
        ("1", {"number": "2"}, "1 participant does not fill 2 sets"),
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
    [
        ("9", "5 to 8", "5 to 9"),
        ("4", "5 to 8", "4 to 8"),
        ("11", "6", "5 to 6"),
        ("7", "6", "6 to 7"),
        ("13", "6", "6 to 7"),
    ],
)
def test_the_nearest_size_that_comes_out_is_offered(people: str, size: str, near: str) -> None:
    (one,) = found(group_not_filled, participants=people, groups={"set": {"size": size}})
    assert one.expected == f"a size such as `{near}`"


@pytest.mark.parametrize(
    ("people", "group", "mended", "said"),
    [
        ("23", {"size": "6", "number": "4"}, {"size": "5 to 6"}, "4 mentees of 6 hold 24, and there are 23"),
        ("26", {"size": "6", "number": "4"}, {"size": "6 to 7"}, "4 mentees of 6 hold 24, and there are 26"),
        ("1", {"number": "2"}, {"number": "1"}, "1 participant does not fill 2 mentees"),
        ("13", {"of": {"gp": "1", "nurse": "1"}}, {"nurse": "1 to 2"}, "13 participants cannot be divided into"),
        ("9", {"of": {"gp": "1", "nurse": "3"}, "number": "3"}, {"nurse": "2 to 3"}, "3 mentees of 4 hold 12"),
        ("3", {"of": {"gp": "1", "nurse": "1"}, "number": "3"}, {}, "3 mentees of 2 hold 6, and there are 3"),
    ],
)
def test_the_words_that_would_do_are_said_and_do(
    people: str, group: dict[str, Any], mended: dict[str, str], said: str
) -> None:
    """One leaves, and nothing can be planned until the sizes come out."""
    (one,) = found(group_not_filled, participants=people, groups={"mentees": group})
    assert one.message.startswith(said)
    words = "".join(f"write `{key}: {value}`" for key, value in mended.items())
    assert one.help == words
    better = group | {"of": group["of"] | mended} if "of" in group else group | mended
    assert bool(found(group_not_filled, participants=people, groups={"mentees": better})) != bool(mended)


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
    assert of(of={"coach": "1", "gp": "2"}, number="3") == []  # a role that the programme need not define
    assert [place for _, place in of(of={"coach": "1", "gp": "2"}, number="4")] == [place]


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
    assert six == "one of `x-1`, `x-2`, `x-3`, `x-4`, `x-5` and 1 more"
    ((_, five),) = meant("during x", count="5")
    assert five == "one of `x-1`, `x-2`, `x-3`, `x-4`, `x-5`"
    assert meant("after x", count="2") == meant("2 weeks after x", count="2") == []
    own = {"for": "each set", "taken": "on own dates"}
    assert len(meant("the evening before x", **own)) == len(meant("2 weeks after x", **own)) == 1


def test_a_set_means_its_own_date_and_another_group_none() -> None:
    def of(each: str) -> list[str]:
        beside = {"kind": "dinner", "for": f"each {each}", "taken": "on own dates", "when": "the evening before x"}
        groups = TWO_SETS | {"pair": {"number": "2"}}
        return [one.message for one in found(which_session, sessions={"x": OWN_DATES, "y": beside}, groups=groups)]

    assert of("set") == []
    sessions = {"x": WORKSHOP | {"count": "2"}, "y": OWN_DATES | {"when": "2 weeks after x"}}
    assert found(which_session, sessions=sessions, groups=TWO_SETS) == []  # after the last of what all have
    assert of("pair") == ["`x` is held 2 times, and `the evening before x` does not say which is meant"]


def test_what_has_no_country_of_that_name_is_told_there() -> None:
    (one,) = found(country, country="Germany, Atlantis")
    assert one.path == ("country",)


def test_regions_of_a_country_are_offered_some_of_them() -> None:
    (few,) = found(country, country="Atlantis, Micronesia")  # the same in every version of the table
    assert few.message == "`Micronesia` has no region `Atlantis` with bank holidays of its own"
    assert (few.expected, few.help) == (
        "one of Chuuk, Kosrae, Kusaie, Pohnpei, Ponape, Truk, Yap",
        "leave the region out",
    )
    (many,) = found(country, country="Germany, Bavarai")
    assert many.expected.startswith("one of Baden-Württemberg, Bavaria, ")
    assert re.search(r" and \d more$", many.expected)
    assert many.expected.count(", ") == country.MOST_NAMED - 1
    assert many.help == "did you mean `Bavaria`?"
    (town,) = found(country, country="Munich, Bavaria, Germany")
    assert town.message == "`Munich, Bavaria, Germany` is no country that hsplan knows"


@pytest.mark.parametrize(("regions", "ending"), [(6, "Ponape, Truk and 1 more"), (7, "Ponape, Truk, Yap")])
def test_a_list_of_regions_just_as_long_is_told_whole(
    regions: int, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(country, "MOST_NAMED", regions)
    (one,) = found(country, country="Atlantis, Micronesia")  # of seven regions
    assert one.expected.endswith(ending)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Bavaria Germany", "Bavaria, Germany"), ("NY United States", "NY, United States")],
)
def test_a_comma_left_out_before_a_country_is_put_there(name: str, meant: str) -> None:
    (one,) = found(country, country=name)
    assert one.help == f"write `{meant}`"


def test_of_a_name_in_many_pieces_only_the_first_are_looked_at() -> None:
    rooms = [f"Room {n}" for n in range(1, country.MOST_PIECES)]
    (one,) = found(country, country=", ".join([*rooms, "Germany"]))
    assert one.help == "write `Germany`"
    (one,) = found(country, country=", ".join([*rooms, "Hall", "Germany"]))
    assert (one.expected, one.help) == (country.KNOWN, "leave `country` out and name closed days under `calendar`")


@pytest.mark.parametrize(
    ("most", "zones"),
    [
        (2, "Europe/Lisbon, Atlantic/Madeira and 1 more"),
        (3, "Europe/Lisbon, Atlantic/Madeira, Atlantic/Azores"),
        (4, "Europe/Lisbon, Atlantic/Madeira, Atlantic/Azores"),
    ],
)
def test_some_of_the_zones_of_a_country_are_offered(most: int, zones: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_zone, "MOST_NAMED", most)
    (one,) = found(time_zone, country="Portugal", time="9:30-16:30")
    assert one.expected == f"`timezone:` with one of {zones}"


def test_phases_that_leave_no_day_to_others_are_told() -> None:
    def of(
        first: str, second: dict[str, Any], length: str = "12 months"
    ) -> list[tuple[str, tuple[str | int, ...], bool]]:
        phases = {"one": {"length": first}, "two": second}
        programme = a_programme(sessions={}, phases=phases, length=length)
        told = phases_too_long.check_dated(programme, calendar_of(programme, START))
        return [(one.message, one.path, one.at_key) for one in told]

    assert of("11 months", {}) == of("6 months", {"length": "6 months"}) == []
    assert of("12 months", {}) == [("`two` is left no day", ("phases", "two"), True)]
    late = ("`two` ends after the programme", ("phases", "two", "length"), True)
    assert of("6 months", {"length": "7 months"}) == [late]
    assert of("7 months", {"length": "7 months"}, "about 12 months") == []


def test_what_takes_no_venue_need_not_say_where() -> None:
    def of(**said: Any) -> list[str]:  # noqa: ANN401 - any key of a session
        venues = {"hall": {"name": "Hall"}}
        keys = {"venues": venues, "sessions": {"x": {"kind": "workshop"} | said}}
        return [one.message for one in found(not_said, **keys)]

    assert of(where="hall") == of(mode="online") == of(mode="phone") == []
    assert len(of()) == 1
    keys: dict[str, Any] = {"venues": {"hall": {"name": "Hall"}, "room": {"name": "Room"}}}
    keys["people"] = {"a": {"name": "Facilitator A", "leads": "everything"}}
    sessions = {"x": WORKSHOP | {"with": "a"}, "y": WORKSHOP | {"where": "hall"}}
    assert [(one.message, one.expected) for one in found(not_said, sessions=sessions, **keys)] == [
        ("`x` has no venue: `where` is not said", "`where:` with one of hall, room"),
        ("`y` has nobody to lead: `with` is not said", "`with:` such as `1 facilitator`"),
    ]
    (nowhere, _) = found(not_said, sessions={"x": WORKSHOP, "y": WORKSHOP, "z": WORKSHOP}, **keys)
    assert nowhere.message == "`x` and 2 more have no venue: `where` is not said"


@pytest.mark.parametrize(("rule", "many"), [("2 of 2", False), ("2 of 3", True), ("2 of 4", False)])
def test_a_rule_of_attendance_counts_the_sessions_where_it_stands(rule: str, many: bool) -> None:
    def of(**keys: Any) -> list[tuple[str, tuple[str | int, ...]]]:  # noqa: ANN401 - any key of a programme
        return [(one.message, one.path) for one in found(not_so_many, **keys)]

    def wrong(*path: str, there: str = "are 3") -> list[tuple[str, tuple[str | int, ...]]]:
        told = f"`attendance: {rule}` counts {rule[-1]}, and there {there} here"
        return [] if many else [(told, (*path, "attendance"))]

    asked, thrice = {"attendance": rule}, {"kind": "masterclass", "count": "3"}
    phase = {"sessions": {"a": WORKSHOP, "b": WORKSHOP | {"count": "2"}}}
    one: dict[str, Any] = {"sessions": {"w": WORKSHOP}}
    assert of(**asked, sessions=phase["sessions"]) == wrong()
    assert of(sessions={}, phases={"one": phase | asked, "two": one}) == wrong("phases", "one")
    kinds = {"k": asked | {"extends": "workshop"}}
    assert of(kinds=kinds, sessions={"a": thrice | {"kind": "k"}, "b": WORKSHOP}) == wrong("kinds", "k")
    assert of(sessions={"s": thrice | asked, "w": WORKSHOP}) == wrong("sessions", "s")
    held = {"one": {"sessions": {"s": thrice | asked, "w": WORKSHOP}}}
    assert of(sessions={}, phases=held) == wrong("phases", "one", "sessions", "s")
    roles = {"attendance": {"facilitator": rule, "coach": "80%"}}
    assert of(sessions=phase["sessions"], **roles) == [(told, (*at, "facilitator")) for told, at in wrong()]


@pytest.mark.parametrize(("rule", "many"), [("0 of 0", True), ("2 of 3", True), ("2 of 4", False)])
def test_what_runs_alongside_counts_or_not(rule: str, many: bool) -> None:
    strands = {"s": {"kind": "masterclass", "count": "3", "attendance": rule}}
    place = ("strands", "s", "attendance")
    for keys, at in (({"strands": strands}, place), ({"sessions": {}, **in_phase(strands)}, ("phases", "one", *place))):
        told = [(one.message, one.path) for one in found(not_so_many, **keys)]
        assert told == [(f"`attendance: {rule}` counts 4, and there are 0 to 3 here", at)] * (not many)


def in_phase(strands: dict[str, Any]) -> dict[str, Any]:
    return {"phases": {"one": {"sessions": {"w": WORKSHOP}, "strands": strands}}}


def test_a_skill_practised_too_early_is_told_once_of_what_is_held_often() -> None:
    for first in ({"kind": "action-learning", "count": "2"}, OWN_DATES):
        for groups in (TWO_SETS, {"set": {"number": "1"}}):
            sessions = {"s": first | {"practises": "k"}, "q": WORKSHOP | {"teaches": "k"}}
            (one,) = found(never_taught, skills={"k": "K"}, sessions=sessions, groups=groups)
            assert one.message == "`s` practises `k`, which is taught only later, in `q`"
            assert one.notes == (Note("taught here", ("sessions", "q", "teaches")),)


def test_what_is_as_long_as_its_host_is_held_during_it() -> None:
    during = {"kind": "residential", "when": "during a"}
    sessions = {
        "a": WORKSHOP | {"lasts": "2 days"},
        "as-long": during | {"lasts": "2 days"},
        "behind": {"kind": "residential", "lasts": "3 days", "when": "after a"},
        "longer": during | {"lasts": "3 days", "count": "2"},
        "as-much-longer": during | {"lasts": "3 days"},
    }
    told = found(longer_than_host, sessions=sessions)
    assert [one.message for one in told] == [
        "`longer` lasts 3 days, and `a` lasts 2 days",
        "`as-much-longer` lasts 3 days, and `a` lasts 2 days",
    ]
    assert [one.path for one in told] == [("sessions", "longer", "when"), ("sessions", "as-much-longer", "when")]
    both = {"kind": "site-visit", "lasts": "3 days", "when": ["during b", "during a"]}
    hosts = {"a": WORKSHOP | {"lasts": "2 days"}, "b": WORKSHOP | {"lasts": "4 days"}}
    assert [one.message for one in found(longer_than_host, sessions=hosts | {"c": both})] == [
        "`c` lasts 3 days, and `a` lasts 2 days"
    ]
    arranged = {"a": WORKSHOP | {"arranged-by": "set"}, "b": during | {"lasts": "3 days"}}
    assert found(longer_than_host, sessions=arranged, groups=TWO_SETS) == []
    arranged = {"a": WORKSHOP, "b": during | {"lasts": "3 days", "arranged-by": "set"}}
    assert found(longer_than_host, sessions=arranged, groups=TWO_SETS) == []


def test_each_run_of_days_that_no_week_has_is_told_once() -> None:
    def stay(lasts: str) -> dict[str, str]:
        return {"kind": "residential", "lasts": lasts}

    three = {"weekdays": "Tue-Thu"}
    sessions = {"x": stay("3 days"), "y": stay("4 days"), "z": stay("4 days"), "v": stay("5 days"), "w": stay("7 days")}
    told = found(no_run_of_days, sessions=sessions, **three)
    assert [one.message for one in told] == [
        "`y` lasts 4 days, and Tue-Thu has 3 in a row",
        "`v` lasts 5 days, and Tue-Thu has 3 in a row",
    ]
    assert [one.notes for one in told] == [(Note("the weekdays", ("weekdays",)),)] * 2
    (one,) = found(no_run_of_days, sessions={"x": stay("5 days"), "y": stay("6 days")})
    assert (one.message, one.notes) == ("`y` lasts 6 days, and Mon-Fri has 5 in a row", ())


def test_nights_that_another_session_brings_are_told_there() -> None:
    sessions = {"x": WORKSHOP | {"brings": {"s": {"kind": "stay"}}}, "y": {"kind": "stay"}}
    told = found(overnight_of_one_day, kinds={"stay": {"overnight": "yes"}}, sessions=sessions)
    assert [one.path for one in told] == [("sessions", "x", "brings", "s", "overnight"), ("kinds", "stay", "overnight")]


def test_a_venue_too_small_is_told_once() -> None:
    venues = {"a": {"name": "A", "seats": "8"}, "b": {"name": "B", "seats": "12"}, "c": {"name": "C"}}
    (one,) = found(venue_too_small, participants="16", venues=venues, where=["a", "b"])
    assert one.message == "`day-1` takes 16 people, and its largest venue seats 12"
    assert found(venue_too_small, participants="16", venues=venues, where=["a", "c"]) == []  # nobody says how many


def test_groups_whose_number_matters_are_told_once_each() -> None:
    unknown = {"mixes": "role"}
    groups = {"set": unknown, "trio": unknown, "pair": {"number": "2"}}
    own = {name: OWN_DATES | {"for": f"each {name}"} for name in groups}
    sessions = {
        "together": WORKSHOP | {"for": "each set"},
        "all": WORKSHOP | {"taken": "on own dates"},
        "first": OWN_DATES | {"for": "set 1"},
        "p": own["pair"],
        "a": own["set"],
        "b": own["set"],
        "c": own["trio"],
    }
    told = found(number_not_known, sessions=sessions, groups=groups)
    assert [(one.path, one.notes) for one in told] == [
        (("sessions", "a", "taken"), (Note("the group", ("groups", "set")),)),
        (("sessions", "c", "taken"), (Note("the group", ("groups", "trio")),)),
    ]
    everyone = {"a": OWN_DATES | {"for": "each participant"}}
    assert found(number_not_known, sessions=everyone, participants="12") == []
    (one,) = found(number_not_known, sessions=everyone)
    assert (one.expected, one.notes) == ("`participants:` with their number", ())


def test_whoever_leads_or_guides_accepts_the_code() -> None:
    people = {
        "mentor-a": {"name": "A"},
        "b": {"name": "B", "title": "Mentor of the trust"},
        "c": {"name": "C", "title": "Coach"},
        "d": {"name": "D", "leads": "everything", "ethics": "Other"},
        "e": {"name": "E", "title": "Coach", "ethics": "Code"},
        "f": {"name": "F"},
    }
    told = found(no_code_of_ethics, ethics="Code", people=people)
    assert [one.path for one in told] == [
        ("people", "mentor-a"), ("people", "b"), ("people", "c"), ("people", "d", "ethics")
    ]  # fmt: skip


def test_a_need_of_a_template_may_still_be_served() -> None:
    needs = {"needs": {"copd": "Care for people with COPD"}}
    assert len(found(need_not_served, **needs)) == 1
    assert found(need_not_served, template="yes", **needs) == []
    assert len(found(need_not_served, template="yes", project={"title": "Another"}, **needs)) == 1


def test_days_for_everyone_are_for_nobody_by_name() -> None:
    def of(names: list[str], **keys: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any key of a programme
        calendar = {"closed": {"x": {"when": "3 May 2011", "for": names}}}
        return [(one.expected, one.help) for one in found(nobody_there, calendar=calendar, **keys)]

    known = "one of facilitator, participant, coach, mentor, tutor"
    everyone = (known, "leave `for` out for everyone")
    assert of(["all", "everybody", "everyone", "coch"]) == [everyone] * 3 + [(known, "did you mean `coach`?")]
    for many, ending in ((nobody_there.MOST_NAMED, ""), (nobody_there.MOST_NAMED + 1, " and 1 more")):
        venues = {f"room-{n}": {"name": f"Room {n}"} for n in range(5, many)}
        (told,) = of(["all"], venues=venues)
        assert told[0] == f"{known}, {', '.join([*venues][: nobody_there.MOST_NAMED - 5])}{ending}"


@pytest.mark.parametrize(("certainty", "doubtful"), [("exact", False), ("1 day", True), ("4 days", True)])
def test_only_days_that_are_exact_may_be_the_only_ones(certainty: str, doubtful: bool) -> None:
    calendar = {"only": {"x": {"when": "3 May 2011", "certainty": certainty}}}
    assert len(found(only_if_certain, calendar=calendar)) == doubtful
