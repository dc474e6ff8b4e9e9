"""A session of several days has so many weekdays in a row.

    weekdays: Tue-Thu
    sessions: {retreat: {kind: residential, lasts: 4 days}}      # Tuesday to Thursday are three

Each day of a session is one of its weekdays; where none is stated, of Monday to Friday. A session of a week and more
passes over any day.

Allow more weekdays on the session (`weekdays: Mon-Thu`), or make it shorter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.dates.days import Weekdays
    from hsplan.programme.model import Programme

CODES = ("no-run-of-days",)
A_WEEK = 7


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for the first session of each length that its weekdays cannot hold."""
    told: set[tuple[int, Weekdays]] = set()
    for session in sessions_of(programme):
        weekdays, days = session.weekdays.allowed, session.days
        if days >= A_WEEK or (days, weekdays) in told or _longest_run(weekdays) >= days:
            continue
        told.add((days, weekdays))
        stated = session.origins["weekdays"]
        notes = (Note("the weekdays", stated),) if stated != session.path else ()
        yield Finding(
            "no-run-of-days",
            f"`{session.item}` lasts {days} days, and {weekdays} {_has(_longest_run(weekdays))}",
            (*session.path, "lasts"),
            expected=f"`weekdays` with {days} days in a row",
            help="allow more weekdays, or make it shorter",
            notes=notes,
        )


def _longest_run(weekdays: Weekdays) -> int:
    """The most of these days that follow each other; Monday follows Sunday."""
    best = run = 0
    for day in range(2 * A_WEEK):
        run = run + 1 if day % A_WEEK in weekdays.days else 0
        best = max(best, run)
    return best


def _has(run: int) -> str:
    return "are not two days in a row" if run == 1 else f"has {run} in a row"
