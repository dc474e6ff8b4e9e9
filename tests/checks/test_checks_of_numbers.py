"""Checks of times, lengths, numbers and roles: one more is too many, one fewer is left alone, and each is told once."""

from __future__ import annotations

from typing import Any

import pytest
from nouns import a_programme

from hsplan.checks import (
    Check,
    no_effect,
    time_and_length,
    time_twice,
    time_zone,
    too_few_to_choose,
    too_few_to_lead,
    too_many_sessions,
    two_roles,
)
from hsplan.findings import Finding, Note

WORKSHOP = {"kind": "workshop"}


def found(check: Check, **keys: Any) -> list[Finding]:  # noqa: ANN401 - any key of a programme
    return list(check.check(a_programme(**keys)))


def at(check: Check, **keys: Any) -> list[tuple[str, Note]]:  # noqa: ANN401 - any key of a programme
    """Where each finding is, and what it refers to."""
    return [(".".join(map(str, one.path)), one.notes[0]) for one in found(check, **keys)]


def test_a_length_that_is_not_that_of_its_time_is_told_where_both_stand() -> None:
    talk = {"time": "9:00-10:30", "lasts": "1 hour"}
    kinds = {"k": {"time": "9:00-10:00", "lasts": "2 hours", "parts": {"talk": talk}}}
    sessions = {
        "several": WORKSHOP | {"lasts": "2 hours", "parts": {"workshop": {"time": "9:00-10:00"}, "then": {}}},
        "evening": WORKSHOP | {"time": "evening", "lasts": "1 hour"},
        "part": WORKSHOP | {"lasts": "2 hours", "parts": {"only": {"time": "9:00-10:00"}}},
        "of-k": {"kind": "k"},
        "workshop": WORKSHOP | {"time": "9:00-11:00", "lasts": "1 hour"},
        "as-said": {"kind": "dinner", "lasts": "3 hours"},
        "too-short": WORKSHOP | {"lasts": "2 hours"},
        "as-well": WORKSHOP | {"lasts": "1 hour"},
        "other-kind": {"kind": "dinner", "lasts": "1 hour"},
    }
    inherited = Note("the time", ("time",))
    assert at(time_and_length, time="9:00-12:00", kinds=kinds, sessions=sessions) == [
        ("kinds.k.lasts", Note("the time", ("kinds", "k", "time"))),
        ("kinds.k.parts.talk.lasts", Note("the time", ("kinds", "k", "parts", "talk", "time"))),
        ("sessions.workshop.lasts", Note("the time", ("sessions", "workshop", "time"))),
        ("sessions.too-short.lasts", inherited),
        ("sessions.other-kind.lasts", inherited),
    ]


def test_what_lasts_past_midnight_is_told_once_however_often_it_is_held() -> None:
    late = {"kind": "webinar", "time": "from 22:00", "lasts": "4 hours", "count": "2"}
    phases = {"one": {"length": "3 months", "sessions": {"late": late}}}
    (one,) = time_and_length.check(a_programme(phases=phases, sessions={}))
    assert one.message == "`late` begins at 22:00 and lasts 4 hours, which is past midnight"


def test_times_twice_are_told_of_kinds_and_sessions() -> None:
    twice = {"time": "9:00-12:00", "parts": {"a": {}}}
    phases = {"one": {"sessions": {"x": WORKSHOP | twice}}}
    told = found(time_twice, kinds={"k": twice}, sessions={}, phases=phases)
    assert [(one.message, one.path, one.notes) for one in told] == [
        ("`k` has a `time` and `parts`", ("kinds", "k", "time"), (Note("the parts", ("kinds", "k", "parts")),)),
        (
            "`x` has a `time` and `parts`",
            ("phases", "one", "sessions", "x", "time"),
            (Note("the parts", ("phases", "one", "sessions", "x", "parts")),),
        ),
    ]


@pytest.mark.parametrize(
    ("zone", "help_"),
    [
        ("Europe/Londn", "did you mean `Europe/London`?"),
        ("Etc/GMT+25", "look it up under the name of the nearest large city"),  # no name that people go by
    ],
)
def test_a_zone_is_offered_by_its_city(zone: str, help_: str) -> None:
    (one,) = found(time_zone, timezone=zone)
    assert one.help == help_


@pytest.mark.parametrize(
    ("count", "choose", "message", "expected"),
    [
        ("1", "2", "2 of `x` are to be chosen, and there is 1", "a `count` of how many there are"),
        ("2", "3", "3 of `x` are to be chosen, and there are 2", "at most 2, or `any`"),
        ("3", "4", "4 of `x` are to be chosen, and there are 3", "at most 3, or `any`"),
        ("3", "3", None, None),
        ("3", "any", None, None),
    ],
)
def test_as_many_may_be_chosen_as_there_are(count: str, choose: str, message: str | None, expected: str | None) -> None:
    told = found(too_few_to_choose, sessions={"x": {"kind": "masterclass", "count": count, "choose": choose}})
    assert [(one.message, one.expected) for one in told] == [(message, expected)] * (message is not None)


def test_too_few_to_lead_are_told_once_of_a_kind() -> None:
    one, two = {"with": "1 facilitator"}, {"with": "2 facilitators"}
    sessions = {"x": WORKSHOP | one, "y": WORKSHOP | one, "z": WORKSHOP | two, "led": {"kind": "dinner"} | one}
    people = {"a": {"name": "Facilitator A", "leads": "dinner"}}
    told = found(too_few_to_lead, people=people, sessions=sessions | {"d": {"kind": "dinner"} | two})
    assert [(one.message, one.expected) for one in told] == [
        ("`x` takes 1 to lead it, and nobody can", "a person whose `leads` covers it"),
        ("`z` takes 2 to lead it, and nobody can", "2 people whose `leads` covers it"),
        ("`d` takes 2 to lead it, and 1 can", "2 people whose `leads` covers it"),
    ]


def test_as_many_sessions_as_hsplan_plans_at_once_are_left_alone() -> None:
    hundreds = {f"x{n}": WORKSHOP | {"count": "100"} for n in range(4)}
    assert found(too_many_sessions, sessions=hundreds) == []
    more = hundreds | {"y": WORKSHOP}
    (one,) = found(too_many_sessions, sessions=more)
    assert (one.message, one.path, one.at_key) == ("the programme has 401 sessions", ("sessions",), True)
    (one,) = found(too_many_sessions, sessions={}, phases={"one": {"sessions": more}})
    assert (one.path, one.at_key) == (("phases",), True)


def test_two_roles_are_told_once_of_a_session_that_has_one() -> None:
    coached = {"parts": {"talk": {}, "clinic": {"with": "1 coach"}, "more": {"with": "2 facilitators"}}}
    assert found(two_roles, sessions={"x": WORKSHOP | {"parts": {"clinic": {"with": "1 coach"}}}}) == []
    kinds = {"k": {"brings": {"supper": {"kind": "dinner"}}}}
    sessions = {
        "none": WORKSHOP | {"parts": {"talk": {}}},
        "often": {"kind": "k", "count": "2"} | coached,
        "once": WORKSHOP | coached,
        "sets": WORKSHOP | {"parts": {"talk": {"for": "each set"}, "more": {"for": "each pair"}}},
    }
    groups = {"set": {"with": "1 coach", "number": "2"}, "pair": {"number": "2"}}
    told = found(two_roles, kinds=kinds, sessions=sessions, groups=groups, **{"with": "1 facilitator"})
    end = "asks for a facilitator and for a coach, and only those of one role are planned"
    assert [one.message for one in told] == [f"`{id_}` {end}" for id_ in ("often-1", "once", "sets")]


def test_a_weight_counts_where_days_are_better_or_worse() -> None:
    weighed = {"weight": {"when": "3 May 2011", "weight": "high"}}
    told = found(no_effect, calendar=dict.fromkeys(("closed", "avoid", "prefer", "only"), weighed))
    assert [one.path for one in told] == [("calendar", word, "weight", "weight") for word in ("closed", "only")]
