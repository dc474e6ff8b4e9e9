"""The project's milestones, and other days that are no sessions, on the days that a plan gives them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.programme.when import THE_END, THE_START, AtEnd, AtStart, Beside, During, OnDay, When, Within
from hsplan.schedule.rows import DayRow, MilestoneRow, Named, ProjectRow

if TYPE_CHECKING:
    from datetime import date

    from hsplan.dates.days import DayRange
    from hsplan.programme.model import Programme
    from hsplan.schedule.rows import Row


def project_row(
    programme: Programme, rows: list[Row], days: DayRange, stopped: date | None = None
) -> ProjectRow | None:
    """The project with its milestones on their days; None where there is none.

    Where the programme has stopped, what would have come from that day on, or at the end, has no day any more.
    """
    asked = programme.project
    if asked is None:
        return None
    steps = [(id_, one.title, one.when) for id_, one in asked.milestones.items()]
    steps += [("delivery", "Delivery of the project", asked.delivery)] if asked.delivery is not None else []
    milestones = []
    for id_, title, when in steps:
        one = milestone(id_, title, when, rows, days)
        gone = stopped is not None and (isinstance(when, AtEnd) or (one.date is not None and one.date >= stopped))
        milestones.append(MilestoneRow(id_, title, None, None) if gone else one)
    serves = tuple(Named(id_, programme.needs[id_].title) for id_ in asked.serves)
    return ProjectRow(asked.title, serves, asked.outcomes, tuple(milestones), asked.summary)


def day_row(id_: str, when: When, rows: list[Row], days: DayRange) -> DayRow:
    """A day that is no session's, on the calendar where its words come to a day."""
    title = id_.replace("-", " ").capitalize()
    if isinstance(when, Within):
        return DayRow(id_, title, when.days.first, when.days.last, "")
    one = milestone(id_, title, when, rows, days)
    return DayRow(id_, title, one.date, one.date, str(when))


def milestone(id_: str, title: str, when: When, rows: list[Row], days: DayRange) -> MilestoneRow:
    """A milestone on the day of its session; at the end, that is the last day of the last session."""
    if isinstance(when, Within):
        return MilestoneRow(id_, title, when.days.last, None)
    if isinstance(when, AtEnd):
        held = (row for row in rows if row.host is None and row.status != "cancelled")
        last = max(held, key=lambda row: row.last, default=None)
        return MilestoneRow(id_, title, last.last if last else None, last.id if last else None)
    if isinstance(when, During):
        row = next((row for row in rows if when.target in (row.id, row.item)), None)
        day = row.last if row is not None and row.status != "cancelled" else None
        return MilestoneRow(id_, title, day, row.id if row is not None else None)
    return MilestoneRow(id_, title, _beside(when, rows, days), None)


def _beside(when: When, rows: list[Row], days: DayRange) -> date | None:
    """The day that a moment beside a session, or an edge of the programme, comes to, where it comes to one."""
    if isinstance(when, AtStart):
        return days.first
    target = getattr(when, "target", None)
    edges = {THE_START: days.first, THE_END: days.last}
    held = [(row.first, row.last) for row in rows if target in (row.id, row.item)]
    held += [(edges[target], edges[target])] if target in edges else []
    if not held:
        return None
    first, last = held[0][0], held[-1][1]
    if isinstance(when, OnDay):
        return (last if when.offset > 0 else first) + timedelta(days=when.offset)
    gap = when.gap if isinstance(when, Beside) else None
    exact = (gap.about or (gap.least if gap.least == gap.most else None)) if gap is not None else None
    if not isinstance(when, Beside) or exact is None:
        return None
    return exact.after(last) if when.side == "after" else exact.before(first)
