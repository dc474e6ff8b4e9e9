"""Where a programme stands on whatever day: its standings in turn, each with the day from which it holds.

A page that is opened on some later day finds its place among them, and nobody has to write it anew each morning.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.schedule.standing import Standing, sentence, standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.schedule.rows import Schedule

DAY = timedelta(days=1)


def turns_of(schedule: Schedule) -> tuple[Standing, ...]:
    """Each standing that says something else than the one before, in order of days.

    The first holds on all days before the second, the last on all days after it.
    """
    found: list[Standing] = []
    said = ""
    days = sorted(set(_edges(schedule)))
    for day in (days[0] - DAY, *days):
        one = standing(schedule, day)
        words = sentence(one)
        if words != said:
            found.append(one)
            said = words
    return tuple(found)


def _edges(schedule: Schedule) -> Iterator[date]:
    """The days on which something begins or is over."""
    for days in (schedule.days, *(phase.days for phase in schedule.phases)):
        yield from (days.first, days.last + DAY)
    for row in schedule.rows:
        yield from (row.first, row.last, row.last + DAY)
    for one in schedule.milestones:
        if one.date is not None:
            yield from (one.date, one.date + DAY)
