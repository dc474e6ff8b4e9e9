"""Posing, search and rules together: a plan is found exactly when the independent checker allows one."""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import SEED
from nouns import AT, a_plan, a_programme, breaks

from hsplan.plan.case import HELD, Case
from hsplan.plan.model import Plan
from hsplan.plan.revising import Decision
from hsplan.planner.conflict import Conflict
from hsplan.planner.planning import plan_again
from hsplan.planner.search import search
from hsplan.programme.model import Programme
from hsplan.programme.stretches import stretch
from hsplan.programme.unfolding import sessions_of
from hsplan.request import Request
from hsplan.rules import judge, not_led
from hsplan.workspace.opening import calendar_of

MONDAY = date(2011, 4, 18)
"""The Monday before Good Friday, so that bank holidays bite."""


def decide(programme: Programme, start: date, previous: Plan | None = None) -> Decision | Conflict:
    return search(Request.of(programme, calendar_of(programme, start), previous))


def a_tiny_programme(seed: int) -> Programme:
    """Three sessions in two weeks, with a few rules of every sort."""
    draw = random.Random(seed)
    kinds = ["workshop", "leadership-challenge"]
    sessions: list[dict[str, Any]] = [{"kind": draw.choice(kinds)} for _ in range(3)]
    for session in sessions:
        if draw.random() < 0.3:
            session["when"] = draw.choice(["April", "18 to 22 Apr 2011", "25 to 29 Apr 2011", "at the end"])
        if draw.random() < 0.3:
            session["weekdays"] = draw.choice(["Tue", "Mon-Wed", "mostly Thu", "[Tue, Fri]".strip("[]")])
    named = {f"s{n}": session for n, session in enumerate(sessions)}
    shape: dict[str, Any] = (
        {"sessions": named}
        if draw.random() < 0.4
        else {
            "sessions": {},
            "trimesters": {
                "one": {"sessions": dict(list(named.items())[:2])},
                "two": {"sessions": dict(list(named.items())[2:])},
            },
        }
    )
    keys: dict[str, Any] = {
        "length": "2 weeks",
        "country": "England",
        "gap": draw.choice(["at least 2 days", "1 to 5 days", "at most 3 days", "about 1 week", "at least 1 week"]),
        "people": {
            "a": {"name": "Facilitator A", "leads": "workshop", "away": "19 to 20 Apr 2011"},
            "b": {"name": "Facilitator B", "leads": "everything", "away": draw.choice(["26 Apr 2011", "28 Apr 2011"])},
        },
        "with": draw.choice(["1 facilitator", "b"]),
        "venues": {"v": {"name": "Venue A", "closed": "27 Apr 2011"}},
        "where": "v",
    }
    return a_programme(**shape, **keys)


def brute_force(programme: Programme, start: date) -> bool:
    """Whether any days, people and venue satisfy the rules; asks nothing but the rules."""
    sessions, days = sessions_of(programme), list(stretch(programme, start))
    calendar = calendar_of(programme, start)
    people = [(), ("a",), ("b",)]
    for chosen in itertools.combinations(days, len(sessions)):
        # On days that are right for the dates, try everyone who could lead.
        if breaks(Case.of(programme, booked(programme, chosen, start, ["b"] * 3), calendar), but=(not_led,)):
            continue
        for who in itertools.product(people, repeat=len(sessions)):
            if not judge(Case.of(programme, booked(programme, chosen, start, who), calendar)):
                return True
    return False


def booked(programme: Programme, days: tuple[date, ...], start: date, who: Any) -> Plan:  # noqa: ANN401
    fields = {
        session.id: {"people": tuple(ids), "venue": "v"}
        for session, ids in zip(sessions_of(programme), who, strict=True)
    }
    return a_plan(programme, *days, start=start, **fields)


@pytest.mark.no_cover
@pytest.mark.parametrize("block", range(8))
def test_a_plan_is_found_exactly_when_the_rules_allow_one(block: int) -> None:
    for seed in range(block * 10, block * 10 + 10):
        programme = a_tiny_programme(seed)
        found = decide(programme, MONDAY)
        assert isinstance(found, Decision) == brute_force(programme, MONDAY), seed
        if isinstance(found, Decision):
            ids = [session.id for session in sessions_of(programme)]
            fields = {id_: {"people": found.sessions[id_].people, "venue": found.sessions[id_].venue} for id_ in ids}
            plan = a_plan(programme, *(found.sessions[id_].date for id_ in ids), start=MONDAY, **fields)
            assert judge(Case.of(programme, plan, calendar_of(programme, MONDAY))) == [], seed


def test_the_tiny_programmes_are_a_mixture() -> None:
    found = [isinstance(decide(a_tiny_programme(seed), MONDAY), Decision) for seed in range(80)]
    assert 15 < sum(found) < 75


def dates(found: Decision | Conflict) -> list[date]:
    assert isinstance(found, Decision)
    return [one.date for one in found.sessions.values()]


def test_sessions_lie_in_the_middle_of_their_equal_shares() -> None:
    programme = a_programme(
        length="40 days",
        weekdays="Mon-Sun",
        sessions={f"s{n}": {"kind": "workshop"} for n in range(4)},
        preferences={"rotation": "off"},
    )
    start = date(2011, 1, 1)
    assert [(day - start).days for day in dates(decide(programme, start))] == [5, 15, 25, 35]


def test_an_asked_gap_takes_the_place_of_the_equal_share() -> None:
    programme = a_programme(gap="about 1 month", preferences={"rotation": "off"}, weekdays="Mon-Sun")
    first, second = dates(decide(programme, date(2011, 1, 1)))
    equal = (second - first).days
    far = a_programme(preferences={"rotation": "off"}, weekdays="Mon-Sun")
    assert equal < (lambda days: (days[1] - days[0]).days)(dates(decide(far, date(2011, 1, 1))))


def test_weekdays_are_taken_in_turn() -> None:
    sessions = {f"s{n}": {"kind": "workshop"} for n in range(9)}
    found = dates(decide(a_programme(sessions=sessions, weekdays="Tue-Thu"), date(2011, 1, 1)))
    counts = sorted(sum(day.weekday() == weekday for day in found) for weekday in (1, 2, 3))
    assert counts == [3, 3, 3]


def test_days_to_avoid_are_avoided_where_others_are_free() -> None:
    best = dates(decide(a_programme(), date(2011, 1, 1)))
    programme = a_programme(calendar={"avoid": {"busy": {"when": str(best[0])}}})
    found = dates(decide(programme, date(2011, 1, 1)))
    assert found[0] != best[0]
    assert abs((found[0] - best[0]).days) < 5


def test_favourite_days_win_where_nothing_stands_against_them() -> None:
    found = dates(decide(a_programme(weekdays="mostly Fri", preferences={"rotation": "off"}), date(2011, 1, 1)))
    assert [day.weekday() for day in found] == [4, 4]


def test_a_day_lost_moves_one_session_only() -> None:
    sessions = {f"s{n}": {"kind": "workshop"} for n in range(6)}
    before = a_programme(sessions=sessions)
    old = dates(decide(before, date(2011, 1, 1)))
    plan = a_plan(before, *old)
    after = a_programme(sessions=sessions, calendar={"closed": {"wedding": {"when": str(old[3])}}})
    new = dates(decide(after, date(2011, 1, 1), plan))
    assert [a != b for a, b in zip(old, new, strict=True)] == [False, False, False, True, False, False]
    assert abs(new[3] - old[3]) == timedelta(days=1)


def test_who_led_before_still_leads_where_they_can() -> None:
    people = {id_: {"name": f"Facilitator {id_}", "leads": "everything"} for id_ in ("a", "b")}
    programme = a_programme(people=people, with_="1 facilitator")
    old = a_plan(programme, date(2011, 4, 1), date(2011, 10, 3), day_1={"people": ("b",)}, day_2={"people": ("a",)})
    found = decide(programme, date(2011, 1, 1), old)
    assert isinstance(found, Decision)
    assert [one.people for one in found.sessions.values()] == [("b",), ("a",)]


def test_a_conflict_names_the_wishes_that_clash_and_no_other() -> None:
    programme = a_programme(length="1 month", gap="at least 6 weeks", weekdays="Tue", country="England")
    found = decide(programme, date(2011, 1, 1))
    assert isinstance(found, Conflict)
    assert [wish.words for wish in found.wishes] == ["gap: at least 6 weeks"]


def test_the_seed_case_is_planned_as_the_issue_asks() -> None:
    from hsplan.programme.document import read_document
    from hsplan.programme.reading import read

    programme, _ = read(Programme, read_document("stepney", SEED.read_bytes()).values)
    assert programme is not None
    found = decide(programme, date(2011, 1, 1))
    assert isinstance(found, Decision)
    assert found.optimum.startswith("proven")
    days = {id_: one.date for id_, one in found.sessions.items()}
    assert len([id_ for id_ in days if id_.startswith("day-")]) == 8
    in_order = list(days.values())
    assert all(14 <= (b - a).days <= 50 for a, b in itertools.pairwise(in_order))
    assert {day.year for day in in_order} == {2011}
    assert {day.weekday() for day in in_order} == {1, 2, 3}
    for challenge, later in (("challenge-1", "day-3"), ("challenge-2", "day-6")):
        assert days[challenge] < days[later]
    assert in_order[-1] == days["challenge-3"]
    assert date(2011, 4, 29) not in in_order


def test_an_about_gap_is_kept_though_the_year_is_long() -> None:
    sessions = {f"s{n}": {"kind": "workshop"} for n in range(4)}
    for weight in ("normal", "off"):
        programme = a_programme(sessions=sessions, gap="about 2 weeks", preferences={"even-spread": weight})
        found = dates(decide(programme, date(2011, 1, 1)))
        assert [abs((b - a).days - 14) <= 1 for a, b in itertools.pairwise(found)] == [True] * 3


def test_an_about_gap_of_a_kind_takes_the_place_of_an_even_share() -> None:
    sessions = {f"s{n}": {"kind": "workshop"} for n in range(4)}
    kinds = {"workshop": {"gap": "about 2 weeks"}}
    found = dates(decide(a_programme(sessions=sessions, kinds=kinds), date(2011, 1, 1)))
    assert [abs((b - a).days - 14) <= 1 for a, b in itertools.pairwise(found)] == [True] * 3


@pytest.mark.parametrize("length", ["12 months", "unknown"])
def test_at_the_start_is_the_first_day_whatever_else_is_wished_for(length: str) -> None:
    first = {"kind": "launch", "when": "at the start"}
    sessions = {"launch": first, **{f"s{n}": {"kind": "workshop"} for n in range(3)}}
    preferences = {"even-spread": "off"}
    for wishes in ({}, preferences):
        programme = a_programme(sessions=sessions, length=length, preferences=wishes)
        assert dates(decide(programme, date(2011, 1, 5)))[0] == date(2011, 1, 5)


def test_at_the_start_and_at_the_end_of_a_phase_are_its_first_and_last_days() -> None:
    ends = {"a": {"kind": "workshop", "when": "at the start"}, "b": {"kind": "workshop", "when": "at the end"}}
    phases = {"one": {"sessions": {"x": {"kind": "workshop"}}}, "two": {"sessions": ends}}
    programme = a_programme(sessions={}, phases=phases, length="12 weeks", weekdays="Mon-Sun")
    assert dates(decide(programme, date(2011, 1, 3)))[1:] == [date(2011, 2, 14), date(2011, 3, 27)]


@pytest.mark.parametrize(("every", "least", "most"), [("month", 26, 36), ("2 weeks", 12, 16)])
def test_what_is_held_in_a_rhythm_lies_evenly_in_it(every: str, least: int, most: int) -> None:
    sessions = {
        "set": {"kind": "action-learning", "count": 7, "every": every},
        "close": {"kind": "celebration", "when": "at the end"},
    }
    *sets, _ = dates(decide(a_programme(sessions=sessions), date(2011, 1, 1)))
    gaps = [(b - a).days for a, b in itertools.pairwise(sets)]
    assert least <= min(gaps) <= max(gaps) <= most


def test_what_lies_during_a_window_lies_within_what_bounds_it() -> None:
    programme = a_programme(
        length="8 weeks",
        sessions={"first": {"kind": "workshop"}, "second": {"kind": "workshop"}},
        strands={
            "interval": {"kind": "assignment", "when": "between first and second"},
            "talk": {"kind": "webinar", "count": 2, "when": "during interval"},
            "summer": {"kind": "assignment", "when": "February"},
            "visit": {"kind": "site-visit", "count": 1, "when": "during summer"},
        },
    )
    found = decide(programme, date(2011, 1, 3))
    assert not isinstance(found, Conflict)
    days = {id_: one.date for id_, one in found.sessions.items()}
    assert days["first"] < days["talk-1"] < days["talk-2"] < days["second"]
    assert days["visit"].month == 2


def test_mostly_a_weekday_is_never_a_weekend() -> None:
    sessions = {f"s{n}": {"kind": "workshop"} for n in range(12)}
    closed = {"closed": {"wednesdays": {"when": [str(date(2011, 1, 5) + timedelta(weeks=n)) for n in range(0, 52, 2)]}}}
    found = dates(decide(a_programme(sessions=sessions, weekdays="mostly Wed", calendar=closed), date(2011, 1, 1)))
    assert all(day.weekday() < 5 for day in found)


def test_a_conflict_points_at_the_lines_of_its_wishes() -> None:
    programme = a_programme(sessions={"a": {"kind": "workshop", "weekdays": "Mon", "when": "4 Jan 2011"}})
    found = decide(programme, date(2011, 1, 1))
    assert isinstance(found, Conflict)
    assert [wish.path for wish in found.wishes] == [("sessions", "a", "weekdays"), ("sessions", "a", "when")]


def test_a_term_may_bind_sessions_that_do_not_follow_each_other() -> None:
    from hsplan.planner.chain import Solution
    from hsplan.planner.solving import solve
    from hsplan.planner.tables import tables
    from hsplan.problem import Apart, Because, Problem

    because = Because("later")
    later = Apart("a", "c", (4,) * 6, None, because)
    evening_before = Apart("c", "b", (-1,) * 6, (-1,) * 6, because)
    found = solve(tables(Problem(("a", "b", "c"), 6, (later, evening_before))))
    assert isinstance(found, Solution)
    assert found.chosen == (0, 3, 4)


@pytest.mark.no_cover
@pytest.mark.parametrize("block", range(6))
def test_whatever_was_delivered_or_cancelled_the_answer_breaks_no_rule(block: int) -> None:
    found = 0
    for seed in range(block * 100, block * 100 + 100):
        draw = random.Random(seed)
        programme = a_tiny_programme(draw.randrange(80))
        ids = [session.id for session in sessions_of(programme)]
        days = [MONDAY + timedelta(days=draw.randint(-2, 16)) for _ in ids]
        statuses = ["tentative", "confirmed", "delivered", "delivered", "cancelled"]
        fields: dict[str, Any] = {id_: {"status": draw.choice(statuses), "people": ("b",), "venue": "v"} for id_ in ids}
        before = a_plan(programme, *days, start=MONDAY, **fields)
        answer = plan_again(programme, calendar_of(programme, MONDAY), AT, before)
        if isinstance(answer, Conflict):
            continue
        found += 1
        assert judge(Case.of(programme, answer.plan, calendar_of(programme, MONDAY))) == [], seed
        for id_, booking in before.sessions.items():
            after = answer.plan.sessions[id_]
            assert after.status == booking.status, seed
            assert booking.status in HELD or after.date == booking.date, seed
    assert found > 10


def test_the_even_share_counts_what_was_delivered() -> None:
    sessions = {f"s{n}": {"kind": "workshop"} for n in range(4)}
    programme = a_programme(length="40 days", weekdays="Mon-Sun", sessions=sessions, preferences={"rotation": "off"})
    start = date(2011, 1, 1)
    days = [start + timedelta(days=n) for n in (2, 15, 25, 35)]
    before = a_plan(programme, *days, s0={"status": "delivered"})
    fresh = before.model_copy(update={"sessions": {"s0": before.sessions["s0"]}})
    found = dates(decide(programme, start, fresh))
    assert [(day - start).days for day in found] == [12, 23, 34]


def test_wishes_that_are_not_fulfilled_are_told_with_their_sessions() -> None:
    closed = {"closed": {"that-week": "3 to 7 Oct 2011"}, "avoid": {"march": "Mar 2011"}}
    sessions = {"a": {"kind": "workshop", "when": "Mar 2011"}, "b": {"kind": "workshop", "when": "3 to 10 Oct 2011"}}
    programme = a_programme(sessions=sessions, weekdays="mostly Tue", calendar=closed, gap="about 2 weeks")
    found = decide(programme, date(2011, 1, 1))
    assert isinstance(found, Decision)
    gap, days, avoid = found.missed
    assert gap == "the gap of about 2 weeks (b)"
    assert days.startswith("weekdays: mostly Tue (")
    assert avoid == "no days to avoid (a)"


def test_where_every_wish_is_fulfilled_nothing_is_told() -> None:
    found = decide(a_programme(weekdays="mostly Tue"), date(2011, 1, 1))
    assert isinstance(found, Decision)
    assert found.missed == ()


def test_the_first_set_is_the_first_to_meet() -> None:
    people = {"a": {"name": "Facilitator A", "leads": "everything"}}
    session = {"kind": "action-learning", "count": "2", "for": "each set", "taken": "on own dates"}
    programme = a_programme(
        groups={"set": {"number": "3"}}, people=people, with_="1 facilitator", sessions={"s": session}
    )
    found = decide(programme, date(2011, 1, 1))
    assert isinstance(found, Decision)
    for number in (1, 2):
        days = [found.sessions[f"s-{number}-set-{member}"].date for member in (1, 2, 3)]
        assert days == sorted(days)
        assert len(set(days)) == 3


def test_each_kind_of_group_is_in_order_by_itself() -> None:
    twice = {"kind": "action-learning", "count": "1", "taken": "on own dates"}
    programme = a_programme(
        groups={"set": {"number": "3"}, "half": {"number": "2"}},
        sessions={"s": twice | {"for": "each set"}, "h": twice | {"for": "each half"}},
    )
    found = decide(programme, date(2011, 1, 1))
    assert isinstance(found, Decision)
    for ids in (["s-set-1", "s-set-2", "s-set-3"], ["h-half-1", "h-half-2"]):
        days = [found.sessions[id_].date for id_ in ids]
        assert days == sorted(set(days))


def test_groups_that_others_lead_keep_the_days_of_those_who_lead_them() -> None:
    people = {
        "a": {"name": "Facilitator A", "leads": "s-set-1", "away": "1 Jan to 30 Jun 2011"},
        "b": {"name": "Facilitator B", "leads": "s-set-2", "away": "1 Jul to 31 Dec 2011"},
    }
    session = {"kind": "action-learning", "count": "1", "for": "each set", "taken": "on own dates"}
    programme = a_programme(
        groups={"set": {"number": "2"}}, people=people, with_="1 facilitator", sessions={"s": session}
    )
    found = decide(programme, date(2011, 1, 1))
    assert isinstance(found, Decision)
    first, second = found.sessions["s-set-1"], found.sessions["s-set-2"]
    assert (first.people, second.people) == (("a",), ("b",))
    assert second.date < date(2011, 7, 1) <= first.date


def test_who_is_away_on_mondays_and_in_august_leads_on_other_days() -> None:
    people = {"a": {"name": "Facilitator A", "leads": "everything", "away": ["Mon-Wed", "Aug"]}}
    sessions = {"s": {"kind": "workshop", "count": "12", "every": "month"}}
    closed = {"closed": {"fridays": "Fri", "turn": "December to January"}}
    programme = a_programme(people=people, with_="1 facilitator", sessions=sessions)
    assert isinstance(decide(programme, date(2011, 1, 1)), Conflict)  # there is no day in August
    sessions["s"]["count"] = "6"
    programme = a_programme(people=people, with_="1 facilitator", sessions=sessions, calendar=closed)
    found = dates(decide(programme, date(2011, 1, 1)))
    assert [(day.weekday(), day.month) for day in found] == [(3, month) for month in (2, 3, 4, 5, 6, 7)]


def test_participants_are_not_asked_to_be_in_two_places() -> None:
    sessions = {
        "a": {"kind": "workshop", "time": "9:30-16:30", "when": "1 to 7 Jul 2011"},
        "b": {"kind": "webinar", "time": "12:00-13:00", "when": ["at any time", "1 to 7 Jul 2011"]},
    }
    found = decide(a_programme(sessions=sessions), date(2011, 1, 1))
    assert isinstance(found, Decision)
    assert found.sessions["a"].date != found.sessions["b"].date


def test_what_is_tied_to_a_session_that_was_cancelled_stays_where_it_is() -> None:
    sessions = {"x": {"kind": "workshop"}, "y": {"kind": "webinar", "when": "within 3 days after x"}}
    programme = a_programme(length="2 months", sessions=sessions)
    plan = a_plan(programme, date(2011, 1, 4), date(2011, 2, 15), x={"status": "cancelled"})
    found = decide(programme, date(2011, 1, 1), plan)
    assert isinstance(found, Decision)
    assert {id_: one.date for id_, one in found.sessions.items()} == {"y": date(2011, 2, 15)}
