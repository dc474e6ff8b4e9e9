"""Who and which venue might have been chosen instead: what that costs more, or why it cannot be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.plan.case import Case
from hsplan.planner.explained import Someone
from hsplan.programme.people import qualified
from hsplan.rules import judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.plan.model import Booking, Plan
    from hsplan.planner.what_if import Planning

WHY_NOT = {
    "not-led": "is unavailable then",
    "led-too-often": "would lead more than `at-most` allows",
    "two-places-at-once": "is needed elsewhere then",
    "not-joint": "is not what the cohorts have that hold it as well",
    "no-venue": "cannot be used then, or is too small",
}


def other_people(planning: Planning, session: str) -> Iterator[Someone]:
    """Who else qualifies: what it costs to have them instead of one who leads, or why they cannot."""
    booking = planning.plan.sessions[session]
    asked = next(one for one in planning.request.sessions if one.id == session)
    for id_ in qualified(planning.programme, asked):
        if id_ in booking.people or not booking.people:
            continue
        swaps = [
            booking.model_copy(update={"people": tuple(id_ if who == out else who for who in booking.people)})
            for out in booking.people
            if out in planning.programme.people and out not in asked.leaders.people
        ]
        yield _cheapest(planning, session, (id_, planning.programme.people[id_].name), swaps)


def other_venues(planning: Planning, session: str) -> Iterator[Someone]:
    """Which other venues would do: what it costs to meet there instead, or why that cannot be."""
    booking = planning.plan.sessions[session]
    asked = next(one for one in planning.request.sessions if one.id == session)
    for id_ in asked.venues:
        if id_ != booking.venue:
            name = planning.programme.venues[id_].name
            yield _cheapest(planning, session, (id_, name), [booking.model_copy(update={"venue": id_})])


def _cheapest(planning: Planning, session: str, who: tuple[str, str], swaps: Sequence[Booking]) -> Someone:
    """The cheapest of some changes to a booking that breaks no rule which the plan keeps."""
    now = _breaches(planning, planning.plan)
    prices, why_not = [], "those who lead it are asked for by name" * (not swaps)
    for swap in swaps:
        plan = planning.plan.model_copy(update={"sessions": planning.plan.sessions | {session: swap}})
        broken = [code for code, told in _breaches(planning, plan) if (code, told) not in now]
        if broken:
            why_not = WHY_NOT.get(broken[0], f"would break `{broken[0]}`")
            continue
        prices.append(planning.total(replace(planning, plan=plan).choice))
    if not prices:
        return Someone(*who, None, why_not)
    return Someone(*who, min(prices) - planning.total(planning.choice), "")


def _breaches(planning: Planning, plan: Plan) -> list[tuple[str, str]]:
    case = Case.of(planning.programme, plan, planning.calendar, planning.taken.joint)
    return [(one.code, one.message) for one in judge(case)]
