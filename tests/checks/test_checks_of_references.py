"""Whatever names something that is not there is told, at the place that names it and no other."""

from __future__ import annotations

import re
from typing import Any

import pytest
from nouns import a_programme

from hsplan.checks import check, id_used_twice, other_weekend, unknown_name

WORKSHOP = {"kind": "workshop"}
WAIVER = {"rule": "closed-day", "why": "agreed", "by": "Sponsor A", "until": "3 May 2011"}
LOST: dict[str, Any] = {
    "where": "no-venue",
    "with": "no-person",
    "for": "no-role",
    "attendance": {"no-role-2": "80%", "gp": "80%"},
    "kinds": {
        "k": {
            "extends": "no-kind",
            "where": ["hall", "no-venue"],
            "parts": {"talk": {"for": "each no-group", "with": "2 no-roles"}},
        }
    },
    "phases": {
        "one": {
            "where": "no-venue",
            "with": "1 no-role",
            "for": "each no-group",
            "sessions": {
                "x": {
                    "kind": "no-kind",
                    "when": ["after none", "during none"],
                    "teaches": ["change", "none"],
                    "practises": ["change", "none"],
                    "count": "2",
                    "parts": {"talk": {"for": "no-role", "with": "no-person"}},
                },
                "y": WORKSHOP | {"when": ["after x", "during one", "after x-2", "after one"]},
            },
        }
    },
    "sessions": {},
    "skills": {"change": "Change"},
    "venues": {"hall": {"name": "Hall"}},
    "people": {"p": {"name": "Facilitator A", "leads": ["workshop", "x", "x-2", "everything", "no-session"]}},
    "groups": {"set": {"with": "1 no-role", "of": {"coach": "1", "no-role": "2"}}, "trio": {"number": "3"}},
    "roles": {
        "gp": {"title": "GP", "is": "no-role", "per": "no-group"},
        "lead": {"title": "Lead", "is": "gp", "per": "participant"},
        "nurse": {"title": "Nurse", "per": "trio"},
    },
    "waive": [WAIVER | {"for": "x"}, WAIVER | {"for": "no-session"}],
    "participants": {"a": {"name": "A", "in": ["set 1", "trio 4"]}, "b": {"name": "B", "in": ["no-group 1"]}},
    "needs": {"copd": "Care for people with COPD"},
    "dates": {"due": "after none"},
    "project": {
        "title": "A project",
        "serves": ["copd", "no-need"],
        "delivery": "during none",
        "milestones": {"m": {"title": "M", "when": "before none"}},
    },
}
VENUES = "one of hall"
ROLES = "one of facilitator, participant, coach, mentor, tutor, gp, lead, nurse"
PEOPLE = "one of p, facilitator, participant, coach, mentor, tutor, gp, lead, nurse"
GROUPS = "one of set, trio, participant"
SESSIONS = "one of x, x-1, x-2, y"


def test_every_name_of_nothing_is_told_where_it_stands() -> None:
    told = [
        (".".join(map(str, one.path)), one.message.removeprefix("there is no "), one.expected)
        for one in unknown_name.check(a_programme(**LOST))
    ]
    x = "phases.one.sessions.x"
    assert [one for one in told if "kind" not in one[1]] == [
        ("where.0", "venue `no-venue`", VENUES),
        ("with.0", "person `no-person`", PEOPLE),
        ("for.0", "role `no-role`", ROLES),
        ("attendance.no-role-2", "role `no-role-2`", ROLES),
        ("phases.one.where.0", "venue `no-venue`", VENUES),
        ("phases.one.with.0", "role `no-role`", ROLES),
        ("phases.one.for.0", "group `no-group`", GROUPS),
        ("kinds.k.where.1", "venue `no-venue`", VENUES),
        (f"{x}.when.0.0", "session `none`", SESSIONS),
        (f"{x}.when.1.0", "session `none`", "one of one, x, x-1, x-2, y"),
        (f"{x}.teaches.1", "skill `none`", "one of change"),
        (f"{x}.practises.1", "skill `none`", "one of change"),
        (f"{x}.parts.talk.for.0", "role `no-role`", ROLES),
        (f"{x}.parts.talk.with.0", "person `no-person`", PEOPLE),
        ("phases.one.sessions.y.when.3.0", "session `one`", SESSIONS),  # only what is during it may name a phase
        ("kinds.k.parts.talk.for.0", "group `no-group`", GROUPS),
        ("kinds.k.parts.talk.with.0", "role `no-roles`", ROLES),
        ("groups.set.with.0", "role `no-role`", ROLES),
        ("groups.set.of.no-role", "role `no-role`", ROLES),
        ("roles.gp.is.0", "role `no-role`", ROLES),
        ("roles.gp.per.0", "group `no-group`", "one of participant, set, trio"),
        ("waive.1.for.0", "session `no-session`", SESSIONS),
        ("participants.a.in.1", "`trio 4`: there are 3", "`each trio`, or one up to `trio 3`"),
        ("participants.b.in.0.0", "group `no-group`", GROUPS),
        ("project.serves.1", "need `no-need`", "one of copd"),
        ("dates.due.0", "session `none`", SESSIONS),
        ("project.milestones.m.when.0", "session `none`", SESSIONS),
        ("project.delivery.0", "session `none`", SESSIONS),
    ]
    kinds = [one for one in told if "kind" in one[1]]
    assert [one[:2] for one in kinds] == [
        (f"{x}.kind.0", "kind `no-kind`"),
        ("kinds.k.extends.0", "kind `no-kind`"),
        ("people.p.leads.4", "kind or session `no-session`"),
    ]
    for *_, expected in kinds:  # there are more than anybody wants to read
        assert expected.startswith("one of action-learning, assignment, briefing, ")
        assert re.search(r" and \d+ more$", expected)
        assert expected.count(", ") == unknown_name.MOST_NAMED - 1


def test_a_list_just_as_long_is_told_whole() -> None:
    sessions = {"x": WORKSHOP | {"teaches": "change"}}
    for many, ending in ((unknown_name.MOST_NAMED, ""), (unknown_name.MOST_NAMED + 1, " and 1 more")):
        skills = {f"skill-{n}": f"Skill {n}" for n in range(10, 10 + many)}
        (one,) = unknown_name.check(a_programme(skills=skills, sessions=sessions))
        assert one.expected == f"one of {', '.join([*skills][: unknown_name.MOST_NAMED])}{ending}"
    (one,) = unknown_name.check(a_programme(sessions=sessions))
    assert one.expected == "a skill that the programme defines"


@pytest.mark.parametrize(("many", "notes"), [(1_000, []), (1_001, ["there are more such findings"])])
def test_a_thousand_names_of_nothing_are_told_and_then_that_there_are_more(many: int, notes: list[str]) -> None:
    teaches = [f"none-{n}" for n in range(many)]
    found = check(a_programme(sessions={"x": WORKSHOP | {"teaches": teaches}}))
    told = [one for one in found if one.code == "unknown-name"]
    assert [one.path[-1] for one in told] == list(range(1_000))
    assert [note.words.partition(";")[0] for one in told for note in one.notes] == notes


@pytest.mark.parametrize(
    ("whom", "help_"),
    [
        ("sets", "did you mean `each set`?"),
        ("set", "did you mean `each set`?"),
        ("pairs", "did you mean `each pairs`?"),
        ("all", "did you mean `everyone`?"),
        ("everybody", "did you mean `everyone`?"),
        ("chaos", "define it: `roles: {chaos: {title: ...}}`"),
        ("coche", "did you mean `coach`? Or define it: `roles: {coche: {title: ...}}`"),
    ],
)
def test_who_was_meant_is_offered(whom: str, help_: str) -> None:
    groups = {"set": {"number": "2"}, "pairs": {"number": "2"}}
    (one,) = unknown_name.check(a_programme(groups=groups, sessions={"x": WORKSHOP | {"for": whom}}))
    assert one.help == help_


@pytest.mark.parametrize(
    ("whom", "message"),
    [
        ("set 1", None),
        ("set 2", "there is no `set 2`: there is 1"),
        ("trio 3", None),
        ("trio 4", "there is no `trio 4`: there are 3"),
        ("participant 12", None),
        ("participant 13", "there is no `participant 13`: there are 12"),
        ("pair 99", None),  # nobody says how many there are
    ],
)
def test_the_last_of_a_group_is_there_and_one_more_is_not(whom: str, message: str | None) -> None:
    groups = {"set": {"number": "1"}, "trio": {"number": "3"}, "pair": {"mixes": "role"}}
    keys: dict[str, Any] = {"groups": groups, "participants": "12", "sessions": {"x": WORKSHOP | {"for": whom}}}
    assert [one.message for one in unknown_name.check(a_programme(**keys))] == [message] * (message is not None)


@pytest.mark.parametrize(
    "keys",
    [
        {"groups": {"trio": {"of": {"coahc": "1"}}}},
        {"groups": {"set": {"number": "2", "with": "1 coahc"}}},
        {"calendar": {"closed": {"leave": {"when": "17 Jan 2011", "for": "coahc"}}}},
        {"with": "1 coahc"},
        {"with": "coahc"},
        {"for": "coahc"},
        {"sessions": {"x": WORKSHOP | {"attendance": {"coahc": "80%"}}}},
        {"sessions": {"x": WORKSHOP | {"parts": {"talk": {"with": "1 coahc"}}}}},
        {"attendance": {"coahc": "all"}},
    ],
)
def test_a_role_that_somebody_holds_and_something_else_asks_for_is_told_there_alone(keys: dict[str, Any]) -> None:
    def told(**more: Any) -> list[tuple[str | int, ...]]:  # noqa: ANN401 - any key of a programme
        people = {"p": {"name": "Facilitator A", "role": "coahc"}, "q": {"name": "Facilitator B", "role": "coach"}}
        found = unknown_name.check(a_programme(people=people, **more))
        return [one.path for one in found if one.path[0] == "people"]

    assert told() == [("people", "p", "role", 0)]
    assert told(**keys) == []


def test_of_many_roles_that_are_unknown_the_first_are_compared() -> None:
    def told(before: int) -> list[str]:
        roles = [*(f"{'abcdef'[n % 6] * 9}{n}" for n in range(before)), "coahc", "coahc"]
        people = {f"p-{n}": {"name": f"Facilitator {n}", "role": role} for n, role in enumerate(roles)}
        return [one.message for one in unknown_name.check(a_programme(people=people))]

    assert told(unknown_name.MOST_NAMED - 1) == ["there is no role `coahc`"]
    assert told(unknown_name.MOST_NAMED) == []


def test_of_a_long_audience_the_first_are_offered() -> None:
    audience = [f"Nurse of ward {n}" for n in range(10, 41)]
    people = {"a": {"name": "Participant A", "role": "Nurse of wadr 10"}}
    (one,) = unknown_name.check(a_programme(audience=audience, participants=people))
    assert one.expected == f"one of {', '.join(audience[: unknown_name.MOST_NAMED])}"
    assert (one.path, one.help) == (("participants", "a", "role"), "did you mean `Nurse of ward 10`?")


def test_what_another_session_brings_has_a_name() -> None:
    sessions = {"x": WORKSHOP | {"brings": {"supper": {"kind": "dinner"}}}}
    for name, many in (("x-supper", 0), ("supper", 0), ("x-lunch", 1)):
        tied = {"y": WORKSHOP | {"when": f"after {name}"}}
        assert len([*unknown_name.check(a_programme(sessions=sessions | tied))]) == many


def test_an_id_used_twice_is_told_once() -> None:
    phases = {name: {"sessions": {"a": WORKSHOP}} for name in ("one", "two")}
    (one,) = id_used_twice.check(a_programme(sessions={}, phases=phases))
    assert one.path == ("phases", "two", "sessions", "a")


@pytest.mark.parametrize(
    ("keys", "mends"),
    [
        ({"country": "Kuwait"}, ["write `weekdays: Sun-Thu`"]),
        ({"country": "Iran"}, ["write `weekdays: Sat-Thu`"]),
        ({"country": "Kuwait", "weekdays": "Mon-Fri"}, []),
        ({"country": "Kuwait", "kinds": {"workshop": {"weekdays": "Sun"}}}, []),
        ({"country": "Hong Kong"}, []),  # Sunday alone
        ({"country": "England"}, []),
        ({}, []),
    ],
)
def test_another_weekend_is_told_where_no_weekdays_are_stated(keys: dict[str, Any], mends: list[str]) -> None:
    programme = a_programme(sessions={"a": {"kind": "workshop"}}, **{"weekdays": None, "country": None, **keys})
    assert [one.help for one in other_weekend.check(programme)] == mends
