"""What is merely after, before or between others follows them: they lie where they would lie without it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from nouns import AT, a_plan, a_programme

from hsplan.planner.planning import Planned, plan_anew
from hsplan.preferences import near_ties
from hsplan.problem import Evenly
from hsplan.programme.unfolding import sessions_of
from hsplan.request import Request
from hsplan.workspace.opening import calendar_of

WORKSHOPS = """
length: 6 months
weekdays: Tue-Thu
{gap}
groups: {{set: {{size: 6, number: 2}}}}
participants: 12
sessions:
  one: {{kind: workshop, when: at the start}}
  two: {{kind: workshop}}
  three: {{kind: workshop}}
  four: {{kind: workshop, {end}}}
"""
STRAND = "strands: {{sets: {{kind: action-learning, {ask}, for: each set, taken: on own dates}}}}"
LANE = ("one", "two", "three", "four")


def _days(text: str) -> dict[str, date]:
    programme = a_programme(text)
    found = plan_anew(("test", programme), calendar_of(programme, date(2027, 9, 1)), AT, None)
    assert isinstance(found, Planned)
    return {id_: one.date for id_, one in found.plan.sessions.items()}


@pytest.mark.parametrize(
    ("gap", "end"), [("", "when: at the end"), ("gap: about 5 weeks", "when: at the end"), ("gap: about 3 weeks", "")]
)
@pytest.mark.parametrize(
    "ask",
    [
        "count: 3, when: between one and four",
        "count: 2, when: after three",
        "count: 2, when: before two",
        "count: 3, every: 2 weeks, when: between one and four",
        "when: between one and two",
    ],
)
def test_what_is_tied_to_sessions_does_not_drag_them(gap: str, end: str, ask: str) -> None:
    alone = _days(WORKSHOPS.format(gap=gap, end=end))
    beside = _days(WORKSHOPS.format(gap=gap, end=end) + STRAND.format(ask=ask))
    off = {id_: (beside[id_] - alone[id_]).days for id_ in LANE}
    assert max(abs(by) for by in off.values()) <= 8, off


def test_what_lies_between_two_is_spread_over_the_days_between() -> None:
    text = WORKSHOPS.format(gap="", end="when: at the end") + STRAND.format(ask="count: 2, when: between one and three")
    found = _days(text)
    room = (found["three"] - found["one"]).days
    for number, best in ((1, room / 4), (2, room * 3 / 4)):
        for member in (1, 2):
            assert abs((found[f"sets-{number}-set-{member}"] - found["one"]).days - best) <= 6


@pytest.mark.parametrize(("gone", "left"), [("one", "before three"), ("three", "after one")])
def test_what_lies_between_two_of_which_one_was_cancelled_is_near_the_other(gone: str, left: str) -> None:
    def wished(ask: str) -> list[tuple[str, str, tuple[int, ...], str]]:
        programme = a_programme(WORKSHOPS.format(gap="", end="") + STRAND.format(ask=ask))
        days = [date(2027, 9, 7) + timedelta(weeks=n) for n in range(len(sessions_of(programme)))]
        plan = a_plan(programme, *days, start=date(2027, 9, 1), **{gone: {"status": "cancelled"}})
        request = Request.of(programme, calendar_of(programme, plan.start), plan)
        evenly = (one for one in near_ties.prefer(request) if isinstance(one, Evenly))
        return [(one.earlier, one.later, one.ideal, one.because.words) for one in evenly]

    assert wished("count: 2, when: between one and three") == wished(f"count: 2, when: {left}") != []
