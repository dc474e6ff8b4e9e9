"""What may not move does not: pins, what is past, what people were told of within the notice; else what is near."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from nouns import AT, a_plan, a_programme

from hsplan.findings import IN_PLAN
from hsplan.plan.amending import Amended, amended_plan, moved, pinned, published
from hsplan.plan.case import Case
from hsplan.plan.changes import changes
from hsplan.plan.model import Plan
from hsplan.plan.revising import Occasion
from hsplan.planner.conflict import Conflict
from hsplan.planner.planning import Given, Planned, plan_again, plan_anew
from hsplan.programme.model import Programme
from hsplan.rules import judge
from hsplan.workspace.opening import calendar_of

START = date(2011, 1, 3)
FOUR = {f"s{n}": {"kind": "workshop"} for n in range(1, 5)}


def asked(**keys: Any) -> Programme:  # noqa: ANN401 - any key of a programme
    return a_programme(**({"length": "8 weeks", "sessions": FOUR, "gap": "1 to 3 weeks", "weekdays": "Mon-Fri"} | keys))


def first(programme: Programme) -> Plan:
    planned = plan_anew(("test", programme), calendar_of(programme, START), AT, None)
    assert isinstance(planned, Planned)
    return planned.plan


def again(programme: Programme, before: Plan, as_of: date | None = None) -> Planned | Conflict:
    return plan_again(programme, calendar_of(programme, START), AT, before, Given(as_of=as_of))


def done(programme: Programme, plan: Plan, amended: Amended) -> Plan:
    return amended_plan(plan, amended, Occasion("test", programme, calendar_of(programme, START), AT, amended.did))


def told(programme: Programme, plan: Plan) -> Plan:
    return published(plan, Occasion("test", programme, calendar_of(programme, START), AT, "published"))


@pytest.mark.no_cover
@pytest.mark.parametrize("block", range(4))
def test_whatever_changes_what_is_held_stays_and_the_answer_breaks_no_rule(block: int) -> None:
    found = stuck = 0
    for seed in range(block * 25, block * 25 + 25):
        draw = random.Random(seed)
        plan = first(asked())
        if draw.random() < 0.7:
            plan = told(asked(), plan)
        for id_ in FOUR:
            if draw.random() < 0.2:
                plan = done(asked(), plan, pinned(plan, id_, ("date",)))
        closed = [START + timedelta(days=draw.randrange(56)) for _ in range(12)]
        programme = asked(
            calendar={"closed": {"late": [f"{day}" for day in closed]}}, notice=draw.choice(["1 week", "2 weeks"])
        )
        as_of = START + timedelta(days=draw.randrange(35)) if draw.random() < 0.7 else None
        answer = again(programme, plan, as_of)
        if isinstance(answer, Conflict):
            stuck += 1
            continue
        found += 1
        case = Case.of(programme, answer.plan, calendar_of(programme, START))
        assert judge(replace(case, before=plan, as_of=as_of)) == [], seed
        for id_, booking in plan.sessions.items():
            after = answer.plan.sessions[id_]
            assert "date" not in booking.pinned or after.date == booking.date, seed
            assert after.pinned == booking.pinned, seed
            assert as_of is None or booking.date >= as_of or after.date == booking.date, seed
    assert found > 5
    assert stuck > 1


def test_a_pin_that_leaves_no_plan_is_a_wish_that_stands_in_the_plan() -> None:
    plan = first(asked())
    plan = done(asked(), plan, pinned(plan, "s2", ("date",)))
    programme = asked(calendar={"closed": {"late": f"{plan.sessions['s2'].date}"}})
    answer = again(programme, plan)
    assert isinstance(answer, Conflict)
    assert {wish.path[:2] for wish in answer.wishes} == {(IN_PLAN, "sessions"), ("calendar", "closed")}


def test_a_session_dropped_from_the_past_is_refused() -> None:
    plan = first(asked())
    fewer = asked(sessions={id_: one for id_, one in FOUR.items() if id_ != "s1"})
    assert isinstance(again(fewer, plan, date(2011, 3, 1)), Conflict)
    assert isinstance(again(fewer, plan), Planned)


@pytest.mark.parametrize(("weight", "moves"), [("normal", "s2"), ("off", "s1")])
def test_of_two_sessions_that_might_move_the_later_one_does(weight: str, moves: str) -> None:
    off = {"even-spread": "off", "rotation": "off", "notice": weight}
    keys: dict[str, Any] = {"sessions": {id_: FOUR[id_] for id_ in ("s1", "s2")}, "preferences": off}
    plan = a_plan(asked(**keys), date(2011, 1, 12), date(2011, 1, 26), start=START)
    answer = again(asked(**keys, gap="exactly 3 weeks"), plan, date(2011, 1, 4))
    assert isinstance(answer, Planned)
    assert [one.session for one in changes(plan, answer.plan) if one.kind == "moved"] == [moves]


def test_a_first_plan_leaves_the_past_alone() -> None:
    programme = asked()
    planned = plan_anew(("test", programme), calendar_of(programme, START), AT, None, Given(as_of=date(2011, 1, 17)))
    assert isinstance(planned, Planned)
    assert min(one.date for one in planned.plan.sessions.values()) >= date(2011, 1, 17)


def test_a_move_back_to_the_day_that_people_were_told_is_no_change() -> None:
    plan = told(asked(), first(asked()))
    day = plan.sessions["s3"].date
    away = done(asked(), plan, moved(plan, "s3", day + timedelta(days=1)))
    back = done(asked(), away, moved(away, "s3", day))
    assert told(asked(), back).sessions["s3"].sequence == 0
