"""From a programme to a plan: nothing that breaks a rule is handed out, and a search cut short is made good."""

from __future__ import annotations

from datetime import date

import pytest
from nouns import AT, START, a_case, a_programme

from hsplan.planner.conflict import Conflict
from hsplan.planner.planning import Given, Planned, checked, plan_anew
from hsplan.planner.search import search
from hsplan.request import Request
from hsplan.workspace.opening import calendar_of


def test_a_plan_that_breaks_a_rule_is_not_handed_out() -> None:
    programme = a_programme()
    good = a_case(programme, date(2011, 1, 4), date(2011, 2, 1))
    assert checked(good) is good.plan
    with pytest.raises(RuntimeError, match=r"the planner's answer breaks out-of-order, wrong-weekday"):
        checked(a_case(programme, date(2011, 2, 1), date(2011, 1, 1)))


def test_where_a_few_parts_find_no_plan_as_many_are_looked_into_as_for_one_alone() -> None:
    people = {"a": {"name": "Facilitator A", "leads": "everything", "at-most": "2 days a week"}}
    programme = a_programme(
        length="2 weeks",
        gap="about 1 day",
        sessions={"d": {"kind": "workshop", "count": "4"}},
        people=people,
        with_="1 facilitator",
    )
    calendar = calendar_of(programme, START)
    few = search(Request.of(programme, calendar), nodes=1)
    assert few == Conflict((), proven=False)
    found = plan_anew(("test", programme), calendar, AT, None, Given(nodes=1))
    assert isinstance(found, Planned)
    alone = plan_anew(("test", programme), calendar, AT, None)
    assert isinstance(alone, Planned)
    assert found.plan.sessions == alone.plan.sessions
