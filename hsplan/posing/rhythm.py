"""What is held in a rhythm falls once into each of its stretches of the calendar, on its weekday of the month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hsplan.dates.lengths import Rhythm, months_after
from hsplan.problem import Because, Forbidden
from hsplan.request import bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "rhythm-not-kept"


def pose(request: Request) -> Iterator[Term]:
    """The next stretch of the calendar for each successive pair; the weekday of the month for each session."""
    for pair in request.successions:
        rhythm = pair.rhythm
        if rhythm is not None and (rhythm.months or rhythm.weeks):
            because = Because(f"every {rhythm}", pair.path)
            ids = (pair.earlier.id, pair.later.id)
            yield from bound(request, ids, _Next(rhythm, last=False), _Next(rhythm, last=True), because)
    for session in request.sessions:
        rhythm = session.rhythm
        if rhythm is not None and rhythm.weekday is not None and not rhythm.usually:
            days = frozenset(n for n, day in enumerate(request.days) if not rhythm.falls_on(day, session.days))
            yield Forbidden(session.id, days, Because(f"every {rhythm}", (*session.path, "every")))


@dataclass(frozen=True, slots=True)
class _Next:
    """By a day, the first or the last day of the next month, or week, of a rhythm."""

    rhythm: Rhythm
    last: bool

    def __call__(self, day: date) -> date:
        """The day by a day."""
        if self.rhythm.months:
            first = months_after(day.replace(day=1), self.rhythm.months)
            return months_after(first, 1) - timedelta(days=1) if self.last else first
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=self.rhythm.weeks)
        return monday + timedelta(days=6) if self.last else monday
