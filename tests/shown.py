"""Schedules for tests, made from few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from nouns import START, a_plan, a_programme

from hsplan.schedule.arranging import Planned, schedule
from hsplan.schedule.readers import Eyes, Reader
from hsplan.schedule.rows import Schedule
from hsplan.workspace.opening import calendar_of


def a_schedule(
    text: str,
    *days: date,
    start: date = START,
    name: str = "test",
    shared: Mapping[str, str] | None = None,
    eyes: Eyes = "participants",
    reader: Reader | None = None,
    stopped: date | None = None,
    **bookings: Any,  # noqa: ANN401 - fields of a booking
) -> Schedule:
    """A programme, with what the text says, whose sessions are booked on these days in their order."""
    programme = a_programme(text)
    plan = a_plan(programme, *days, start=start, **bookings).model_copy(update={"programme": name, "stopped": stopped})
    return schedule(Planned(programme, plan, calendar_of(programme, start), None, shared or {}), eyes, reader)
