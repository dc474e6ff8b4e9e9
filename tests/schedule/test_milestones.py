"""The days that the words of a milestone come to, beside sessions on 18 January and 1 to 2 March 2011."""

from __future__ import annotations

from datetime import date

import pytest
from shown import a_schedule

TEXT = """
length: 12 months
sessions: {{a: {{kind: workshop}}, b: {{kind: workshop, lasts: 2 days}}}}
strands: {{w: {{kind: coaching, arranged-by: coach}}}}
project: {{title: COPD, milestones: {{m: {{title: Need, when: {when}}}}}, delivery: at the end}}
"""
DAYS = date(2011, 1, 18), date(2011, 3, 1)
LAST = date(2011, 3, 2)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2011-06-10", date(2011, 6, 10)),
        ("at the start", date(2011, 1, 1)),
        ("at the end", LAST),
        ("during b", LAST),
        ("the day before b", date(2011, 2, 28)),
        ("the day after b", date(2011, 3, 3)),
        ("2 weeks after b", date(2011, 3, 16)),
        ("2 weeks before b", date(2011, 2, 15)),
        ("1 month after the start", date(2011, 2, 1)),
        ("after a", None),  # any day from then on
        ("2 to 4 weeks after a", None),
        ("2 weeks after w", None),  # which has no day itself
        ("June", None),
    ],
)
def test_a_milestone_has_the_day_that_its_words_come_to(when: str, day: date | None) -> None:
    project = a_schedule(TEXT.format(when=when), *DAYS, b={"last": LAST}).project
    assert project is not None
    assert [one.date for one in project.milestones] == [day, LAST]


@pytest.mark.parametrize(
    ("when", "day", "session"),
    [
        ("during a", DAYS[0], "a"),
        ("during b", None, "b"),
        ("2011-02-01", date(2011, 2, 1), None),
        ("2011-02-20", None, None),
        ("2 weeks before b", None, None),
    ],
)
def test_what_a_programme_that_stopped_did_not_reach_has_no_day(
    when: str, day: date | None, session: str | None
) -> None:
    project = a_schedule(TEXT.format(when=when), *DAYS, b={"status": "cancelled"}, stopped=date(2011, 2, 10)).project
    assert project is not None
    assert [(one.date, one.session) for one in project.milestones] == [(day, session), (None, None)]


def test_what_was_reached_on_a_day_that_was_held_after_all_stays_reached() -> None:
    project = a_schedule(
        TEXT.format(when="during b"), *DAYS, b={"status": "delivered"}, stopped=date(2011, 2, 10)
    ).project
    assert project is not None
    assert [one.date for one in project.milestones] == [DAYS[1], None]
