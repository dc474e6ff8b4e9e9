"""Sets, roles, choices and towns: a plan is found exactly when the rules allow one, and nobody is wanted twice."""

from __future__ import annotations

import itertools
import random
from datetime import date
from typing import Any

import pytest
from nouns import AT, a_plan, a_programme

from hsplan.plan.case import Case
from hsplan.plan.model import Plan
from hsplan.planner.conflict import Conflict
from hsplan.planner.planning import Planned, plan_again, plan_anew
from hsplan.planner.refused import tell_all
from hsplan.planner.search import search
from hsplan.programme.model import Programme
from hsplan.programme.unfolding import sessions_of
from hsplan.request import Request
from hsplan.rules import judge
from hsplan.workspace.opening import calendar_of

START = date(2011, 1, 3)
"""A Monday."""
EVEN_OFF = {"even-spread": "off", "rotation": "off"}
FOR = ["everyone", "each set", "set 1", "half 2", "gp", "nurse", ["gp", "nurse"], "sponsor"]
TIMES = ["9:30-12:30", "13:30-16:30", "9:30-16:30", "evening", "morning"]
LISTED = {
    "p": {"name": "Participant P", "role": "GP", "in": ["set 1", "half 1"]},
    "q": {"name": "Participant Q", "role": "Nurse", "in": ["set 2", "half 2"]},
    "r": {"name": "Participant R", "role": "GP", "in": ["set 1", "set 2"]},
}


def a_tiny_programme(seed: int) -> Programme:
    """Two to four sessions in two or four days, for some or for all, some of them at two places."""
    draw = random.Random(seed)
    sessions = {id_: _session(draw) for id_ in "abc"[: draw.choice([2, 3])]}
    if draw.random() < 0.4:
        sessions["b"] |= {"for": "each set", "taken": "on own dates"}
    elif draw.random() < 0.3:
        sessions["b"] |= {"count": "2", "choose": "1"}
    return a_programme(
        sessions=sessions,
        length=draw.choice(["2 days", "2 days", "4 days"]),
        audience=["GP", "Nurse"],
        roles={"sponsor": {"per": "participant"}},
        groups={"set": {"number": "2"}, "half": {"number": "2"}},
        participants=LISTED if draw.random() < 0.5 else "12",
        venues={"hall": {"name": "Hall", "town": "Stepney"}, "mill": {"name": "Mill", "town": "Leeds"}},
        where=draw.choice([["hall", "mill"], ["hall"]]),
    )


def _session(draw: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": draw.choice(["workshop", "workshop", "assignment"]), "when": "at any time"}
    if draw.random() < 0.6:
        found["for"] = draw.choice(FOR)
    if draw.random() < 0.5:
        found["time"] = draw.choice(TIMES)
    elif draw.random() < 0.2:
        found["lasts"] = "2 days"
    if draw.random() < 0.3:
        found["where"] = draw.choice([["hall"], ["mill"]])
    if draw.random() < 0.15:
        found["attendance"] = draw.choice(["optional", {"gp": "optional"}])
    return found


def with_dates(programme: Programme, days: tuple[date, ...], venues: tuple[str, ...]) -> Plan:
    plan = a_plan(programme, *days, start=START)
    bookings = {}
    for one, venue in zip(sessions_of(programme), venues, strict=True):
        booking = plan.sessions[one.id]
        last = date.fromordinal(booking.date.toordinal() + one.days - 1) if one.days > 1 else None
        bookings[one.id] = booking.model_copy(update={"venue": venue, "last": last})
    return plan.model_copy(update={"sessions": bookings})


def possible(programme: Programme) -> bool:
    """Whether any days and venues satisfy the rules; asks nothing but the rules."""
    calendar, sessions = calendar_of(programme, START), sessions_of(programme)
    for days in itertools.product(list(calendar.within), repeat=len(sessions)):
        for venues in itertools.product(*(one.venues for one in sessions)):
            if not judge(Case.of(programme, with_dates(programme, days, venues), calendar)):
                return True
    return False


@pytest.mark.no_cover
@pytest.mark.parametrize("block", range(4))
def test_a_plan_is_found_exactly_when_the_rules_allow_one(block: int) -> None:
    answers = {True: 0, False: 0}
    for seed in range(block * 40, block * 40 + 40):
        programme = a_tiny_programme(seed)
        calendar = calendar_of(programme, START)
        found = search(Request.of(programme, calendar))
        answers[isinstance(found, Conflict)] += 1
        if isinstance(found, Conflict):
            assert found.proven, seed
            assert not possible(programme), seed
            continue
        days = tuple(found.sessions[one.id].date for one in sessions_of(programme))
        venues = tuple(found.sessions[one.id].venue or "" for one in sessions_of(programme))
        assert judge(Case.of(programme, with_dates(programme, days, venues), calendar)) == [], seed
        assert found.optimum.startswith("proven"), seed
    assert min(answers.values()) > 2


def days_of(programme: Programme) -> dict[str, date]:
    found = plan_anew(("test", programme), calendar_of(programme, START), AT, None)
    assert isinstance(found, Planned)
    return {id_: one.date for id_, one in found.plan.sessions.items()}


def test_sets_meet_on_other_days_than_everybody() -> None:
    programme = a_programme(
        length="2 days",
        groups={"set": {"number": "2"}},
        sessions={"day-1": {"kind": "workshop", "when": "3 Jan 2011"}},
        strands={"meeting": {"kind": "action-learning", "count": "1", "for": "each set", "taken": "on own dates"}},
    )
    monday, tuesday = date(2011, 1, 3), date(2011, 1, 4)
    assert days_of(programme) == {"day-1": monday, "meeting-set-1": tuesday, "meeting-set-2": tuesday}


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("after s-set-2", (3, 3, 4)),
        ("before s-set-1", (4, 4, 3)),
        (["after s-set-2", "before s-set-1"], (5, 3, 4)),  # set 1 is asked to be the last
    ],
)
def test_sets_are_in_order_unless_something_tells_them_apart(when: Any, days: tuple[int, ...]) -> None:  # noqa: ANN401
    sessions = {
        "s": {"kind": "workshop", "for": "each set", "taken": "on own dates", "when": "at any time"},
        "x": {"kind": "workshop", "when": when},
    }
    for weights in ({}, EVEN_OFF):
        keys: dict[str, Any] = {"groups": {"set": {"number": "2"}}, "preferences": weights}
        found = days_of(a_programme(length="3 days", sessions=sessions, **keys))
        assert tuple(found[id_].day for id_ in ("s-set-1", "s-set-2", "x")) == days


@pytest.mark.parametrize(("tied", "days"), [({}, (4, 3)), ({"x": ["the day after s-set-2", "4 Jan 2011"]}, (5, 3))])
def test_a_set_that_something_else_wants_first_meets_last(tied: dict[str, Any], days: tuple[int, int]) -> None:
    sessions: dict[str, Any] = {
        "s": {"kind": "workshop", "for": "each set", "taken": "on own dates", "when": "at any time"},
        "a": {"kind": "workshop", "for": "set 1", "when": "3 Jan 2011"},
    }
    sessions |= {id_: {"kind": "workshop", "when": when} for id_, when in tied.items()}
    keys: dict[str, Any] = {"groups": {"set": {"number": "2"}}, "preferences": EVEN_OFF}
    found = days_of(a_programme(length="3 days", sessions=sessions, **keys))
    assert (found["s-set-1"].day, found["s-set-2"].day) == days


def test_a_set_that_alone_may_meet_on_a_day_keeps_it() -> None:
    waiver = {"rule": "wrong-weekday", "for": "s-set-2", "why": "asked for", "by": "A", "until": "2011-02-01"}
    sessions = {
        "s": {"kind": "workshop", "for": "each set", "taken": "on own dates", "when": "at any time", "weekdays": "Tue"},
        "x": {"kind": "workshop", "when": "4 Jan 2011", "for": "set 2"},
    }
    keys: dict[str, Any] = {"groups": {"set": {"number": "2"}}, "preferences": EVEN_OFF, "waive": [waiver]}
    found = days_of(a_programme(length="2 days", sessions=sessions, **keys))
    assert {id_: day.day for id_, day in found.items()} == {"s-set-1": 4, "s-set-2": 3, "x": 4}


def test_of_two_towns_that_would_do_the_one_of_the_same_day_is_taken() -> None:
    programme = a_programme(
        length="1 day",
        venues={"mill": {"name": "Mill", "town": "Leeds"}, "hall": {"name": "Hall", "town": "Stepney"}},
        sessions={
            "a": {"kind": "workshop", "time": "9:00-12:00", "where": "hall"},
            "b": {"kind": "workshop", "time": "14:00-17:00", "where": ["mill", "hall"], "when": "at any time"},
        },
    )
    found = plan_anew(("test", programme), calendar_of(programme, START), AT, None)
    assert isinstance(found, Planned)
    assert [one.venue for one in found.plan.sessions.values()] == ["hall", "hall"]


def test_a_plan_that_wants_somebody_twice_moves_no_more_than_one_session() -> None:
    programme = a_programme(
        length="5 days",
        sessions={"day-1": {"kind": "workshop"}, "talk": {"kind": "webinar", "when": "at any time"}},
    )
    monday = date(2011, 1, 3)
    plan = a_plan(programme, monday, monday, start=START)
    found = plan_again(programme, calendar_of(programme, START), AT, plan)
    assert isinstance(found, Planned)
    days = {id_: one.date for id_, one in found.plan.sessions.items()}
    assert sorted(days.values()) == [monday, date(2011, 1, 4)]


def refused(**keys: Any) -> tuple[list[str], list[str]]:  # noqa: ANN401 - any key of a programme
    """The notes of the refusal, and what is offered."""
    programme = a_programme(length="5 days", **keys)
    found = search(Request.of(programme, calendar_of(programme, START)))
    assert isinstance(found, Conflict)
    (told,) = tell_all(found, programme.length, calendar_of(programme, START).within)
    return [note.words for note in told.notes], list(told.mends)


ON_MONDAY = {"kind": "workshop", "when": "3 Jan 2011"}


def test_that_some_cannot_be_at_two_places_is_said_with_times_as_a_way_out() -> None:
    notes, mends = refused(sessions={"a": ON_MONDAY}, strands={"talk": ON_MONDAY | {"count": "1"}})
    assert notes[2:] == [
        "the sum: 2 sessions, Mon 3 Jan 2011, need 2 days of those who take part, who have 1",
        "participants cannot be at `a` and at `talk` at once",
    ]
    assert "say when on the day: `a` in the morning and `talk` in the afternoon (`time`)" in mends


@pytest.mark.parametrize("said", [{"lasts": "2 days", "when": "3 to 4 Jan 2011"}, {"time": "9:30-16:30"}])
def test_times_are_no_way_out_where_they_are_stated_or_there_are_two_days(said: dict[str, str]) -> None:
    notes, mends = refused(sessions={"a": ON_MONDAY}, strands={"talk": ON_MONDAY | {"count": "1"} | said})
    assert notes[-1] == "participants cannot be at `a` and at `talk` at once"
    assert not [one for one in mends if one.startswith("say when")]


def test_times_are_no_way_out_where_one_line_says_both() -> None:
    _, mends = refused(
        sessions={"a": ON_MONDAY | {"count": "2", "when": ["at any time", "3 Jan 2011"]}}, groups={"set": {"number": 2}}
    )
    assert not [one for one in mends if one.startswith("say when")]


def test_who_changes_sets_is_planned_for_again() -> None:
    def asked(of: str) -> Programme:
        return a_programme(
            length="2 days",
            groups={"set": {"number": "2"}, "half": {"number": "2"}},
            participants={"p": {"name": "P", "in": [of, "half 1"]}, "q": {"name": "Q", "in": ["set 2", "half 2"]}},
            sessions={"a": ON_MONDAY | {"for": "half 1"}},
            strands={"s": {"kind": "workshop", "count": "1", "for": "set 1"}},
            preferences=EVEN_OFF,
        )

    before, after = asked("set 2"), asked("set 1")
    first = plan_anew(("test", before), calendar_of(before, START), AT, None)
    assert isinstance(first, Planned)
    assert first.plan.sessions["s"].date == date(2011, 1, 3)  # nobody of half 1 is in set 1
    again = plan_again(after, calendar_of(after, START), AT, first.plan)
    assert isinstance(again, Planned)
    assert again.plan.sessions["s"].date == date(2011, 1, 4)
    assert again.plan.fingerprint != first.plan.fingerprint


def test_that_sessions_take_more_days_than_those_who_take_part_have_is_proven_by_a_sum() -> None:
    sessions = {f"day-{n}": {"kind": "workshop"} for n in range(1, 4)}
    notes, _ = refused(sessions=sessions, strands={"talk": {"kind": "webinar", "count": "3"}})
    sum_ = "the sum: 6 sessions, Mon 3 Jan 2011 to Fri 7 Jan 2011, need 6 days of those who take part, who have 5"
    assert notes == [sum_]


def test_a_waiver_lets_some_be_in_two_places() -> None:
    waiver = {
        "rule": "two-places-at-once",
        "for": ["a", "talk"],
        "why": "in one house",
        "by": "A",
        "until": "2011-02-01",
    }
    sessions = {"a": ON_MONDAY, "talk": ON_MONDAY | {"when": ["at any time", "3 Jan 2011"]}}
    programme = a_programme(length="5 days", sessions=sessions, waive=[waiver])
    assert set(days_of(programme).values()) == {date(2011, 1, 3)}


def with_the_first_delivered(**keys: Any) -> tuple[Programme, Plan]:  # noqa: ANN401 - any key of a programme
    """A day that was delivered on Monday by Facilitator A in the hall, and a talk on the same day, which is not yet."""
    talk = {"kind": "webinar", "when": "at any time"} | keys.pop("talk", {})
    people = {"p": {"name": "Facilitator A", "leads": "everything"}}
    venues = {"hall": {"name": "Hall", "town": "Stepney"}, "mill": {"name": "Mill", "town": "Leeds"}}
    day = {"kind": "workshop", "where": "hall"} | keys.pop("day", {})
    sessions = {"day-1": day, "talk": talk}
    values = {"length": "2 days", "people": people, "venues": venues, "with": "1 facilitator"} | keys
    programme = a_programme(sessions=sessions, **values)
    monday = date(2011, 1, 3)
    had = {"status": "delivered", "people": ("p",), "venue": "hall"}
    return programme, a_plan(programme, monday, monday, start=START, day_1=had, talk={"people": ("p",)})


def test_a_day_that_was_delivered_is_a_reason_at_its_line_of_the_plan() -> None:
    people = {id_: {"name": f"Facilitator {id_}", "leads": "everything"} for id_ in ("p", "q")}
    programme, plan = with_the_first_delivered(length="1 day", people=people)
    found = plan_again(programme, calendar_of(programme, START), AT, plan)
    assert isinstance(found, Conflict)
    words = "`day-1` was delivered on Mon 3 Jan 2011, and nobody is in two places at a time"
    path = ("the plan", "sessions", "day-1", "date")
    assert [wish.path for wish in found.wishes if wish.words == words] == [path]


WAIVED = {"rule": "two-places-at-once", "for": "talk", "why": "agreed", "by": "A", "until": "2011-02-01"}


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ({}, 4),
        ({"talk": {"attendance": "optional"}}, 4),  # the facilitator was there
        ({"talk": {"attendance": "optional", "with": "q"}}, 3),
        ({"talk": {"with": "q"}}, 4),  # the participants were
        ({"day": {"time": "9:00-12:00"}, "talk": {"time": "evening"}}, 3),
        ({"day": {"time": "9:00-12:00"}, "talk": {"time": "evening", "where": "mill"}}, 4),  # Leeds
        ({"talk": {"when": "the day of day-1"}}, 3),
        ({"waive": [WAIVED]}, 3),
        ({"waive": [WAIVED | {"for": "day-1"}]}, 3),
    ],
)
def test_what_was_delivered_is_kept_off_by_what_is_to_be_held(keys: dict[str, Any], day: int) -> None:
    other = {"q": {"name": "Facilitator B", "leads": "everything"}} if "with" in keys.get("talk", {}) else {}
    people = {"people": {"p": {"name": "Facilitator A", "leads": "everything"}} | other}
    programme, plan = with_the_first_delivered(**keys, **people)
    if other:
        booking = plan.sessions["talk"].model_copy(update={"people": ("q",)})
        plan = plan.model_copy(update={"sessions": plan.sessions | {"talk": booking}})
    if "where" in keys.get("talk", {}):
        booking = plan.sessions["talk"].model_copy(update={"venue": "mill"})
        plan = plan.model_copy(update={"sessions": plan.sessions | {"talk": booking}})
    calendar = calendar_of(programme, START)
    told = [one.code for one in judge(Case.of(programme, plan, calendar)) if one.code != "times-differ"]
    assert told == ([] if day == 3 else ["two-places-at-once"])
    found = plan_again(programme, calendar, AT, plan)
    assert isinstance(found, Planned)
    assert found.plan.sessions["talk"].date == date(2011, 1, day)
