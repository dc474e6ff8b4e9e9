"""The days of what has no date of its own: how long it is, beside what bounds it."""

from __future__ import annotations

from datetime import date

import pytest
from nouns import a_plan, a_programme

from hsplan.plan.windows import windows

ONE, TWO = date(2011, 3, 1), date(2011, 5, 10)


@pytest.mark.parametrize(
    ("when", "lasts", "first", "last"),
    [
        ("6 weeks before two", "1 day", date(2011, 3, 29), date(2011, 3, 29)),
        ("6 weeks before two", "4 weeks", date(2011, 3, 29), date(2011, 4, 25)),
        ("6 weeks before two", "8 weeks", date(2011, 3, 29), date(2011, 5, 9)),  # before it, in any case
        ("2 to 6 weeks before two", "4 weeks", date(2011, 3, 29), date(2011, 4, 26)),
        ("2 to 3 weeks before two", "2 weeks", date(2011, 4, 19), date(2011, 5, 2)),
        ("at least 2 weeks before two", "4 weeks", date(2011, 1, 1), date(2011, 4, 26)),
        ("at most 2 weeks before two", "4 weeks", date(2011, 4, 26), date(2011, 5, 9)),
        ("2 weeks after one", "1 day", date(2011, 3, 15), date(2011, 3, 15)),
        ("2 weeks after one", "3 weeks", date(2011, 3, 15), date(2011, 4, 4)),
        ("2 to 6 weeks after one", "3 weeks", date(2011, 3, 15), date(2011, 4, 12)),
        ("at least 2 weeks after one", "3 weeks", date(2011, 3, 15), date(2011, 6, 30)),
        ("4 weeks before the end", "2 weeks", date(2011, 6, 2), date(2011, 6, 15)),
    ],
)
def test_what_is_longer_than_its_relation_leaves_begins_there_and_takes_its_length(
    when: str, lasts: str, first: date, last: date
) -> None:
    programme = a_programme(
        length="6 months",
        sessions={"one": {"kind": "workshop"}, "two": {"kind": "workshop"}},
        strands={"reading": {"kind": "e-learning", "when": when, "lasts": lasts}},
    )
    plan = a_plan(programme, ONE, TWO)
    found = windows(programme, date(2011, 1, 1), plan.sessions)["reading"]
    assert (found.from_, found.until) == (first, last)


def test_a_window_whose_moment_is_over_before_it_may_begin_ends_before_it_begins() -> None:
    programme = a_programme(
        sessions={"one": {"kind": "workshop"}, "two": {"kind": "workshop"}},
        strands={"reading": {"kind": "e-learning", "when": ["after two", "in March"]}},
    )
    found = windows(programme, date(2011, 1, 1), a_plan(programme, ONE, TWO).sessions)["reading"]
    assert (found.from_, found.until) == (date(2011, 5, 11), date(2011, 5, 10))
