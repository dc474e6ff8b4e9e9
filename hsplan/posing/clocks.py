"""The times of a session are there on each of its days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.zones import days_without
from hsplan.dates.days import in_words, touching
from hsplan.problem import Because, Forbidden
from hsplan.programme.clock import timezone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "time-not-there"


def pose(request: Request) -> Iterator[Term]:
    """The days are forbidden on which the clocks go forward past one of a session's times: for most sessions none."""
    zone = timezone_of(request.programme)
    if zone is None:
        return
    years = range(request.within.first.year, request.within.last.year + 1)
    for session in request.sessions:
        times = [part.time for part in session.parts if part.time is not None]
        clocks = dict.fromkeys(clock for hours in times for clock in (hours.start, hours.end))
        passed = ((day, clock) for clock in clocks for year in years for day in days_without(zone, clock, year))
        for day, clock in passed:
            words = f"the clocks go forward past {clock:%H:%M} on {in_words(day)}"
            days = touching([request.day(day)], session.days) & request.every
            yield Forbidden(session.id, days, Because(words, session.path))
