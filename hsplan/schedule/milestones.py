"""The project's milestones, and other days that are no sessions, on the days that a plan gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.plan.deadlines import day_of, days_of, steps_of, title_of
from hsplan.programme.when import AtEnd, Within
from hsplan.schedule.rows import DayRow, MilestoneRow, Named, ProjectRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hsplan.dates.days import DayRange
    from hsplan.plan.deadlines import Dated
    from hsplan.programme.model import Programme
    from hsplan.programme.when import When


def project_row(
    programme: Programme, held: Sequence[Dated], days: DayRange, stopped: date | None = None
) -> ProjectRow | None:
    """The project with its milestones on their days; None where there is none.

    Where the programme has stopped, what would have come from that day on, or at the end, has no day any more.
    """
    asked = programme.project
    if asked is None:
        return None
    delivered = {one.id for one in held if one.status == "delivered"}
    milestones = []
    for id_, title, when in steps_of(programme):
        day, session = day_of(when, held, days)
        ahead = day is not None and session not in delivered and stopped is not None and day >= stopped
        gone = ahead or (stopped is not None and isinstance(when, AtEnd))
        milestones.append(MilestoneRow(id_, title, *((None, None) if gone else (day, session))))
    serves = tuple(Named(id_, programme.needs[id_].title) for id_ in asked.serves)
    return ProjectRow(asked.title, serves, asked.outcomes, tuple(milestones), asked.summary)


def day_row(id_: str, when: When, held: Sequence[Dated], days: DayRange) -> DayRow:
    """A day that is no session's, on the calendar where its words come to a day."""
    words = "" if isinstance(when, Within) else str(when)
    return DayRow(id_, title_of(id_), *days_of(when, held, days), words)
