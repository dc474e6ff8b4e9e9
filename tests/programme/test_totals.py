"""What a programme comes to for one participant, against literal numbers."""

from __future__ import annotations

from typing import Any

import pytest
from nouns import a_programme

from hsplan.programme.totals import Total, attendance_hours, days_held, sessions_held

WORKSHOP = {"kind": "workshop"}


def test_a_set_on_its_own_dates_counts_once_for_a_participant() -> None:
    each = {"kind": "action-learning", "count": "2", "for": "each set", "taken": "on own dates"}
    programme = a_programme(participants="16", groups={"set": {"size": "5 to 8"}}, sessions={"a": WORKSHOP, "s": each})
    assert sessions_held(programme) == Total(3, 3)


def test_where_a_number_is_unknown_so_is_the_total() -> None:
    assert sessions_held(a_programme(sessions={"a": WORKSHOP, "s": WORKSHOP | {"count": "unknown"}})) is None


@pytest.mark.parametrize(
    ("session", "days", "hours"),
    [
        ({"time": "9:00-17:00"}, Total(1, 1), Total(8, 8)),
        ({"time": "9:00-12:00"}, Total(0, 1), Total(3, 3)),
        ({"lasts": "90 minutes"}, Total(0, 1), Total(1.5, 1.5)),
        ({"lasts": "2 days", "time": "9:00-17:00"}, Total(2, 2), Total(16, 16)),
        ({"parts": {"a": {"time": "9:00-12:00"}, "b": {"time": "13:00-16:00"}}}, Total(1, 1), Total(6, 7)),
        ({"parts": {"a": {"time": "9:00-12:00"}, "b": {"title": "More"}}}, Total(0, 1), None),
    ],
)
def test_days_and_hours_are_counted_as_far_as_they_are_known(
    session: dict[str, Any], days: Total, hours: Total | None
) -> None:
    programme = a_programme(sessions={"a": WORKSHOP | session})
    assert (days_held(programme), attendance_hours(programme)) == (days, hours)
