"""What a programme is said to come to is what it comes to.

    stated: {sessions: 12}
    sessions: {day-1: {...}, day-2: {...}, day-3: {...}}      # three

The brochure promises other totals than the sessions hold: one of the two is out of date. What may or may not be
counted, such as a dinner or coaching alongside, leaves room: a total within it is right.

Correct the total, or the sessions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, warning
from hsplan.programme.totals import attendance_hours, days_held, sessions_held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import HoursStated, Programme
    from hsplan.programme.totals import Total

CODES = ("stated-differs",)


def check(programme: Programme) -> Iterator[Finding]:
    """A warning for each total that differs from what is counted."""
    stated = programme.stated
    if stated is None or programme.template:
        return
    yield from _compared(("stated", "sessions"), stated.sessions, sessions_held(programme), "sessions")
    yield from _compared(("stated", "days"), stated.days, days_held(programme), "days")
    if stated.hours is not None:
        counted = attendance_hours(programme)
        yield from _compared(("stated", "hours", "attendance"), stated.hours.attendance, counted, "hours")
        yield from _added(stated.hours)


def _compared(path: Path, stated: float | None, counted: Total | None, noun: str) -> Iterator[Finding]:
    if stated is not None and counted is not None and not counted.least <= stated <= counted.most:
        yield warning(
            "stated-differs",
            f"{stated:g} {noun} are stated, and hsplan counts {counted}",
            path,
            expected=str(counted),
            help="correct the total, or the sessions",
        )


def _added(hours: HoursStated) -> Iterator[Finding]:
    """The total is attendance and study together."""
    if hours.total is None or hours.attendance is None or hours.study is None:
        return
    if abs(hours.total - hours.attendance - hours.study) > 0.01:  # noqa: PLR2004 - a tenth is the least that can be said
        yield warning(
            "stated-differs",
            f"{hours.total:g} hours are stated, and attendance and study come to {hours.attendance + hours.study:g}",
            ("stated", "hours", "total"),
            expected=f"{hours.attendance + hours.study:g}",
            help="correct one of the three",
        )
