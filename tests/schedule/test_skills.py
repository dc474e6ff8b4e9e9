"""Which skill is taught and practised where."""

from __future__ import annotations

from datetime import date
from typing import Any

from shown import a_schedule

from hsplan.schedule.skills import skills_of

TEXT = """
skills: {teams: Teams, change: Change, law: Law, money: Money}
sessions:
  day-1: {kind: workshop, teaches: [teams, change]}
  day-2: {kind: workshop, teaches: teams}
  challenge: {kind: leadership-challenge, practises: [teams, money]}
"""
DAYS = (date(2011, 1, 18), date(2011, 3, 2), date(2011, 8, 3))


def told(text: str = TEXT, **bookings: Any) -> list[tuple[str, list[str], list[str], str]]:  # noqa: ANN401 - fields of a booking
    return [
        (one.skill.id, [row.id for row in one.taught], [row.id for row in one.practised], one.gap)
        for one in skills_of(a_schedule(text, *DAYS, **bookings))
    ]


def test_each_skill_has_the_sessions_that_teach_and_practise_it() -> None:
    assert told() == [
        ("teams", ["day-1", "day-2"], ["challenge"], ""),
        ("change", ["day-1"], [], "never practised"),
        ("law", [], [], "never taught, never practised"),
        ("money", [], ["challenge"], "never taught"),
    ]


def test_what_is_cancelled_teaches_nothing() -> None:
    assert told(day_1={"status": "cancelled"})[0] == ("teams", ["day-2"], ["challenge"], "")
