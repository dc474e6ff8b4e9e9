"""Programmes and plans for tests, made from few words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from hsplan.calendars.model import Calendar
from hsplan.dates.hours import TimeRange
from hsplan.plan.case import Case
from hsplan.plan.model import Booking, Plan, Step
from hsplan.programme.document import read_document
from hsplan.programme.joint import Holder
from hsplan.programme.model import Programme
from hsplan.programme.reading import read
from hsplan.programme.unfolding import sessions_of
from hsplan.rules import RULES, Rule
from hsplan.workspace.opening import calendar_of

START = date(2011, 1, 1)
AT = datetime(2010, 11, 1, 9, tzinfo=UTC)


def a_programme(text: str = "", **keys: Any) -> Programme:  # noqa: ANN401 - any key of a programme
    """A programme of two workshops in 12 months, with what is given added or put in its place."""
    values: dict[str, Any] = {
        "title": "A programme",
        "length": "12 months",
        "sessions": {"day-1": {"kind": "workshop"}, "day-2": {"kind": "workshop"}},
    }
    if text:
        values |= read_document("test", text.encode()).values
    values |= {key.rstrip("_").replace("_", "-"): value for key, value in keys.items()}
    programme, findings = read(Programme, values)
    assert programme is not None, findings
    return programme


def a_booking(day: date, **fields: Any) -> Booking:  # noqa: ANN401 - fields of a booking
    """A booking of a session on a day, with nobody and no venue unless they are given."""
    usual: dict[str, Any] = {"title": "A session", "people": (), "venue": None, "sequence": 0, "revision": 1}
    return Booking.model_construct(date=day, digest="0", **(usual | fields))


def a_plan(programme: Programme, *days: date, start: date = START, **bookings: Any) -> Plan:  # noqa: ANN401 - fields of a booking
    """A plan with the sessions on these days in their order; a booking's other fields by session id."""
    found = {}
    for session, day in zip(sessions_of(programme), days, strict=False):
        fields: dict[str, Any] = {
            "title": session.title,
            "date": day,
            "times": {part.id: part.time for part in session.parts if part.time},
            "people": (),
            "venue": None,
            "status": "tentative",
            "sequence": 0,
            "revision": 1,
            "digest": "0",
        }
        found[session.id] = Booking.model_construct(**(fields | bookings.get(session.id.replace("-", "_"), {})))
    step = Step.model_construct(revision=1, at=AT, did="planned")
    return Plan.model_construct(
        hsplan_plan=1,
        programme="test",
        calendar_id="test-2011-01",
        retired=(),
        domain="hsplan.invalid",
        start=start,
        revision=1,
        published=None,
        optimum="proven",
        fingerprint="0",
        sessions=found,
        history=(step,),
    )


def a_case(programme: Programme, *days: date, calendar: Calendar | None = None, **bookings: Any) -> Case:  # noqa: ANN401
    """A programme with its sessions booked on these days."""
    plan = a_plan(programme, *days, **bookings)
    return Case.of(programme, plan, calendar or calendar_of(programme, plan.start))


def breaks(case: Case, *, but: Collection[Rule]) -> bool:
    """Whether a plan breaks any rule but some; the first breach is enough, where `judge` looks for all."""
    return any(True for rule in RULES if rule not in but for _ in rule.broken(case))


def a_holder(cohort: str, **asked: Any) -> Holder:  # noqa: ANN401 - what a cohort asks for
    """A cohort that holds a session with others: in the morning in London, in the hall, led by two of three."""
    usual: dict[str, Any] = {"hours": TimeRange(time(9, 30), time(12, 30)), "zone": "Europe/London", "coming": None}
    usual |= {"place": (("hall",),), "leaders": (2, (), "facilitator"), "able": frozenset("pqr")}
    return Holder(cohort, **(usual | {"said": frozenset(), "with_": ()} | asked))


def measured(cases: Iterable[int], *these: int) -> list[Any]:
    """Cases by chance: those of which the figures of coverage are, and all others, which are run without measuring."""
    return [one if one in these else pytest.param(one, marks=pytest.mark.no_cover) for one in cases]


def seldom(cases: Iterable[int]) -> list[Any]:
    """More cases by chance, of which some are in the suite already: by `-m fuzz` alone."""
    return [pytest.param(one, marks=pytest.mark.fuzz) for one in cases]
