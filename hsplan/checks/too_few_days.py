"""A phase, or a range of days that sessions are bound to, has days enough for its sessions.

Each session needs days of its own: of the phase, on its weekdays, and not closed.

    phases: {launch: {length: 1 week, weekdays: Tue, sessions: {day-1: {...}, day-2: {...}}}}   # a week has one Tuesday

Lengthen the phase, allow more weekdays, close fewer days, or hold fewer sessions.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange, in_words
from hsplan.findings import Finding, Note
from hsplan.programme.moments import Frame
from hsplan.programme.sessions import MAIN
from hsplan.programme.stretches import phases_of
from hsplan.programme.unfolding import sessions_of
from hsplan.programme.when import Within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.calendars.model import Calendar
    from hsplan.findings import Path
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session

CODES = ("too-few-days",)
A_WEEK = 7


def check_dated(programme: Programme, calendar: Calendar) -> Iterator[Finding]:
    """A finding for each stretch of days that holds fewer than its sessions take."""
    frame = Frame.of(programme, calendar.start)
    stretches: dict[DayRange, list[Session]] = {}
    ranges: dict[Path, list[Session]] = {}
    for one in sessions_of(programme):
        bound = next((when.days for when in one.when if isinstance(when, Within)), None)
        if bound is not None and one.lane is not None and one.count != 1:
            ranges.setdefault(one.path, []).append(one)
        elif one.lane == MAIN:
            stretches.setdefault(frame.days(one), []).append(one)
    for days, sessions in stretches.items():
        yield from _told(programme, calendar, days, sessions, _place(programme, frame, days))
    for path, sessions in ranges.items():
        days = next(when.days for when in sessions[0].when if isinstance(when, Within))
        place = f"`when: {sessions[0].when[0]}`", (*path, "when")
        yield from _told(programme, calendar, days, sessions, place)


def _place(programme: Programme, frame: Frame, days: DayRange) -> tuple[str, Path]:
    """What a stretch of days is called, and where it is said how long it is."""
    key, phases = phases_of(programme)
    phase = next((id_ for id_, held in frame.phases.items() if held == days), None)
    if phase is None:
        return "the programme", ("length",)
    return f"`{phase}`", (key, phase, "length") if phases[phase].length else (key, phase)


def _told(
    programme: Programme, calendar: Calendar, days: DayRange, sessions: Sequence[Session], place: tuple[str, Path]
) -> Iterator[Finding]:
    # groups, and those of a choice, share the days of their place
    needed = sum({(one.lane, one.place): one.days for one in sessions}.values())
    weekdays = {day for one in sessions for day in _weekdays(one)}
    wanted = [day for day in days if day.weekday() in weekdays]
    fitting = sum(day not in calendar.closed for day in wanted)
    if fitting < needed:
        name, path = place
        has = f"{fitting} day{'s' * (fitting != 1)}" if fitting else "no day"
        message = f"{name} leaves {has} for sessions that take {needed}"
        mend = "lengthen it, allow more weekdays, close fewer days, or hold fewer sessions"
        by = Counter(calendar.places.get(calendar.closed[day], ()) for day in wanted if day in calendar.closed)
        block, most = max(by.items(), key=lambda one: one[1], default=((), 0))
        if block[:2] == ("calendar", "closed") and most * 2 > len(wanted):
            path, message = block, f"{message}: `{block[-1]}` closes {most} of {len(wanted)}"
            named = programme.calendar.closed[str(block[-1])]
            if named.files and named.titled is None:
                mend = "for only some of what its file holds, write `titled:` beside it, with a word of the titles"
        yield Finding(
            "too-few-days",
            message,
            path,
            at_key=True,
            expected=f"at least {needed} open days on the weekdays of the sessions",
            help=mend,
            notes=(Note(f"from {in_words(days.first)} to {in_words(days.last)}", sessions[0].path),),
        )


def _weekdays(session: Session) -> tuple[int, ...]:
    """The weekdays that a session may use; those of a week and more are bound only by their first."""
    return session.weekdays.allowed.days if session.days < A_WEEK else tuple(range(A_WEEK))
