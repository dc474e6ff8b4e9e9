"""Dates and milestones on days on which nobody works, by a plan."""

from __future__ import annotations

from datetime import date

import pytest
from nouns import a_plan, a_programme

from hsplan.plan.deadlines import on_closed_days
from hsplan.workspace.opening import calendar_of

START = date(2011, 1, 1)


@pytest.mark.parametrize(
    ("day", "when", "country", "told"),
    [
        (date(2011, 3, 28), "4 weeks after one", "England", "Mon 25 Apr 2011: Easter Monday"),
        (date(2011, 3, 28), "4 weeks after one", None, None),
        (date(2011, 3, 28), "5 days after one", "England", "Sat 2 Apr 2011: a weekend"),
        (date(2011, 3, 28), "5 days after one", None, "Sat 2 Apr 2011: a weekend"),
        (date(2011, 3, 28), "5 days after one", "Israel", "Sat 2 Apr 2011: a weekend"),
        (date(2011, 3, 28), "4 days after one", "Israel", "Fri 1 Apr 2011: a weekend"),
        (date(2011, 4, 2), "1 week after one", "England", None),  # its sessions are held on Saturdays
        (date(2011, 4, 25), "during one", "England", None),
        (date(2011, 3, 28), "2 Apr 2011", "England", None),
    ],
)
def test_a_deadline_on_a_closed_day_or_by_its_distance_on_a_weekend_is_told(
    day: date, when: str, country: str | None, told: str | None
) -> None:
    programme = a_programme(
        length="6 months",
        country=country,
        sessions={"one": {"kind": "workshop", "weekdays": "Mon-Sat"}},
        dates={"essay": when},
    )
    found = [*on_closed_days(programme, calendar_of(programme, START), a_plan(programme, day).sessions)]
    assert [one.message for one in found] == ([f"`essay` falls on {told}"] if told else [])
