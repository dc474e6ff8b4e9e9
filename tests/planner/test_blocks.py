"""Every block of the language, posed, searched and judged: a plan is found exactly when the rules allow one."""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta
from typing import Any

import pytest
from nouns import a_case, a_plan, a_programme, breaks, measured, seldom

from hsplan.plan.case import Case
from hsplan.plan.model import Booking, Plan
from hsplan.plan.revising import Decision
from hsplan.plan.windows import windows
from hsplan.planner.conflict import Conflict
from hsplan.planner.search import search
from hsplan.posing import clocks
from hsplan.problem import Forbidden
from hsplan.programme.model import Programme, Waiver
from hsplan.programme.stretches import stretch
from hsplan.programme.unfolding import sessions_of
from hsplan.request import Request
from hsplan.rules import judge, led_too_often, not_led, time_not_there, two_places_at_once
from hsplan.workspace.opening import calendar_of

START = date(2011, 4, 18)
"""The Monday before Good Friday, so that bank holidays bite."""
RELATIONS = [
    "after a",
    "before a",
    "2 days after a",
    "1 to 4 days after a",
    "at most 3 days before a",
    "the evening before a",
    "the day after a",
    "during a",
    "between a and b",
    "at any time",
    "in the middle",
    "at the start",
    "in the first 1 week",
    "in week 3 of a month",
    "at least 2 days after the start",
    "within 1 week before the end",
]


def a_tiny_programme(seed: int) -> Programme:
    """Three or four dated sessions in twelve days, with blocks of every sort."""
    draw = random.Random(seed)
    sessions: dict[str, Any] = {
        "a": {"kind": "workshop"},
        "b": {"kind": "workshop"},
        "c": {"kind": "workshop", "when": draw.choice(RELATIONS)},
    }
    for session in sessions.values():
        if draw.random() < 0.3:
            session["lasts"] = draw.choice(["2 days", "3 days", "Mon to Wed", "half a day"])
        if draw.random() < 0.2:
            session["gap"] = draw.choice(["2 to 5 days", "at least 4 days", "at most 2 days"])
    if draw.random() < 0.3:
        sessions["b"] |= {"count": "2"} | draw.choice([{"every": "week"}, {"every": "2 days"}, {}])
    if draw.random() < 0.3:
        sessions["w"] = {"kind": "coaching", "arranged-by": "set", "when": draw.choice(["between a and b", "after a"])}
        sessions["w"] |= {} if draw.random() < 0.5 else {"when": "20 to 21 Apr 2011"}
    if draw.random() < 0.3:
        sessions["a"]["for"], sessions["a"]["taken"] = "each half", "on own dates"
    keys: dict[str, Any] = {
        "length": draw.choice(["12 days", "about 9 days"]),
        "country": "England",
        "groups": {"half": {"number": "2"}},
        "kinds": {"workshop": {"gap": "at least 2 days"}} if draw.random() < 0.2 else {},
        "gap": draw.choice(["at least 1 day", "1 to 6 days", "at most 4 days"]),
        "people": {
            "p": {"name": "Facilitator A", "leads": "everything", "at-most": "2 days a week"},
            "q": {"name": "Facilitator B", "leads": "everything", "away": "19 to 20 Apr 2011"},
        },
        "with": draw.choice(["1 facilitator", "p", "2 facilitators"]),
    }
    return a_programme(sessions=sessions, **keys)


def a_full_plan(programme: Programme, days: tuple[date, ...], who: tuple[str, ...]) -> Plan:
    """A plan of these first days, each session as long as it lasts, led by the same people, with its windows."""
    plan = a_plan(programme, *days, start=START)
    bookings: dict[str, Booking] = {}
    for session in sessions_of(programme):
        booking = plan.sessions[session.id]
        last = booking.date + timedelta(days=session.days - 1) if session.days > 1 else None
        bookings[session.id] = booking.model_copy(update={"people": who, "last": last})
    return plan.model_copy(update={"sessions": bookings, "windows": windows(programme, START, bookings)})


def the_answer(programme: Programme, found: Decision) -> Plan:
    """The plan of what the search decided."""
    days = tuple(found.sessions[session.id].date for session in sessions_of(programme))
    plan = a_full_plan(programme, days, ())
    bookings = {
        id_: one.model_copy(update={"people": found.sessions[id_].people}) for id_, one in plan.sessions.items()
    }
    return plan.model_copy(update={"sessions": bookings})


OF_PEOPLE = (not_led, led_too_often, two_places_at_once)
"""The rules that another crew may keep."""


def possible(programme: Programme) -> bool:
    """Whether any days and people satisfy the rules; asks nothing but the rules."""
    calendar = calendar_of(programme, START)
    count = len(sessions_of(programme))
    needed = sessions_of(programme)[0].leaders
    crews = [("p", "q")] if needed.number == 2 else [("p",)] if needed.people else [("p",), ("q",)]
    days = list(calendar.within)
    for chosen in itertools.product(days, repeat=count):
        case = Case.of(programme, a_full_plan(programme, chosen, crews[0]), calendar)
        if breaks(case, but=OF_PEOPLE):
            continue
        if not judge(case):
            return True
        for crew in itertools.product([("p",), ("q",)], repeat=count) if len(crews) > 1 else ():
            plan = a_full_plan(programme, chosen, crews[0])
            bookings = {
                id_: one.model_copy(update={"people": who})
                for (id_, one), who in zip(plan.sessions.items(), crew, strict=True)
            }
            if not judge(Case.of(programme, plan.model_copy(update={"sessions": bookings}), calendar)):
                return True
    return False


def tiny(seeds: range) -> list[tuple[int, Programme]]:
    found = [(seed, a_tiny_programme(seed)) for seed in seeds]
    return [(seed, one) for seed, one in found if len(sessions_of(one)) == 3 and not (one.length and one.length.about)]


@pytest.mark.no_cover
@pytest.mark.parametrize("block", range(4))
def test_a_plan_is_found_exactly_when_the_rules_allow_one(block: int) -> None:
    for seed, programme in tiny(range(block * 20, block * 20 + 20)):
        found = search(Request.of(programme, calendar_of(programme, START)))
        if isinstance(found, Conflict) and not found.proven:
            continue
        assert isinstance(found, Decision) == possible(programme), seed


@pytest.mark.parametrize("block", [*measured((0, 1, 2, 9), 9), *seldom(range(3, 9))])
def test_whatever_is_found_breaks_no_rule(block: int) -> None:
    plans = 0
    for seed in range(block * 40, block * 40 + 40):
        programme = a_tiny_programme(seed)
        calendar = calendar_of(programme, START)
        found = search(Request.of(programme, calendar))
        if isinstance(found, Conflict):
            continue
        plans += 1
        assert judge(Case.of(programme, the_answer(programme, found), calendar)) == [], seed
    assert plans > 3


def test_the_tiny_programmes_use_every_relation_and_are_within_reach() -> None:
    used = {str(one.when[0]) for seed in range(400) for one in sessions_of(a_tiny_programme(seed)) if one.when}
    assert len(used) >= len(RELATIONS) - 1
    assert len(stretch(a_tiny_programme(0), START)) < 13


@pytest.mark.parametrize("zone", ["Europe/London", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia", "Asia/Tehran"])
@pytest.mark.parametrize("hours", ["0:00-1:00", "1:15-3:00", "9:30-12:30", "23:30-23:45"])
def test_the_search_leaves_out_the_days_on_which_a_time_is_not_there(zone: str, hours: str) -> None:
    watch = {"kind": "workshop", "time": hours, "lasts": "2 days"}
    programme = a_programme(sessions={"watch": watch}, timezone=zone)
    request = Request.of(programme, calendar_of(programme, date(2011, 1, 1)))
    left_out = {request.on(n) for term in clocks.pose(request) if isinstance(term, Forbidden) for n in term.days}
    two_days = ((day, {"last": day + timedelta(days=1)}) for day in request.within)
    cases = {day: a_case(programme, day, watch=last) for day, last in two_days}
    assert left_out == {day for day, case in cases.items() if [*time_not_there.broken(case)]}


WAIVED = ["gap-not-kept", "relation-not-kept", "wrong-weekday", "closed-day", "outside-programme", "out-of-order"]
WAIVED += ["not-led", "two-places-at-once", "led-too-often", "rhythm-not-kept", "wrong-moment"]


@pytest.mark.parametrize("block", [*measured((0, 1, 3), 3), *seldom((2, 4, 5))])
def test_what_is_waived_in_the_search_is_waived_in_the_rules(block: int) -> None:
    plans = 0
    for seed in range(block * 30, block * 30 + 30):
        draw = random.Random(seed)
        programme = a_tiny_programme(seed)
        waivers = [
            Waiver.model_construct(
                rule=draw.choice(WAIVED),
                for_=(draw.choice(["a", "b", "c"]),),
                why="agreed",
                by="Manager A",
                until=draw.choice([date(2011, 4, 21), date(2011, 12, 31)]),
            )
            for _ in range(3)
        ]
        programme = programme.model_copy(update={"waive": tuple(waivers)})
        calendar = calendar_of(programme, START)
        found = search(Request.of(programme, calendar))
        if isinstance(found, Conflict):
            continue
        plans += 1
        assert judge(Case.of(programme, the_answer(programme, found), calendar)) == [], seed
    assert plans > 3
