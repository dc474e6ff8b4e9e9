"""What is held on a certain weekday of the month."""

from __future__ import annotations

from datetime import date

from nouns import AT, a_programme

from hsplan.plan.case import Case
from hsplan.planner.planning import Planned, plan_anew
from hsplan.rules import judge
from hsplan.workspace.opening import calendar_of

TWO_DAYS = """
length: 1 month
sessions:
  visit: {kind: workshop, lasts: Wed to Thu, every: third Thu}
"""


def test_a_session_of_several_days_holds_the_weekday_of_the_month() -> None:
    programme = a_programme(TWO_DAYS)
    calendar = calendar_of(programme, date(2023, 3, 1))
    planned = plan_anew(("test", programme), calendar, AT, None)
    assert isinstance(planned, Planned)
    booking = planned.plan.sessions["visit"]
    assert (booking.date, booking.last) == (date(2023, 3, 15), date(2023, 3, 16))
    later = booking.model_copy(update={"date": date(2023, 3, 22), "last": date(2023, 3, 23)})
    moved = planned.plan.model_copy(update={"sessions": {"visit": later}})
    assert [one.code for one in judge(Case.of(programme, moved, calendar))] == ["rhythm-not-kept"]
