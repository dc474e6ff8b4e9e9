"""What is held in a rhythm falls once into each of its stretches of the calendar, on its weekday of the month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import Rhythm, months_after
from hsplan.problem import Because, Forbidden, bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term

RULE = "rhythm-not-kept"


def pose(request: Request) -> Iterator[Term]:
    """The next stretch of the calendar for each successive pair; the weekday of the month for each session."""
    for pair in request.successions:
        rhythm = pair.rhythm
        if rhythm is not None and (rhythm.months or rhythm.weeks):
            because = Because(f"every {rhythm}", pair.path)

            def soonest(day: date, rhythm: Rhythm = rhythm) -> date:
                return _next(day, rhythm)[0]

            def latest(day: date, rhythm: Rhythm = rhythm) -> date:
                return _next(day, rhythm)[1]

            yield from bound(request, (pair.earlier.id, pair.later.id), soonest, latest, because)
    for session in request.sessions:
        rhythm = session.rhythm
        if rhythm is not None and rhythm.weekday is not None and not rhythm.usually:
            days = frozenset(n for n, day in enumerate(request.within) if not rhythm.falls_on(day, session.days))
            yield Forbidden(session.id, days, Because(f"every {rhythm}", (*session.path, "every")))


def _next(day: date, rhythm: Rhythm) -> tuple[date, date]:
    """The first and the last day of the next month, or week, of a rhythm."""
    if rhythm.months:
        first = months_after(day.replace(day=1), rhythm.months)
        return first, months_after(first, 1) - timedelta(days=1)
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=rhythm.weeks)
    return monday, monday + timedelta(days=6)
