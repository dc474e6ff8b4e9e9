"""What is said of a session's hours agrees: from when to when, and how long.

    sessions: {talk: {kind: webinar, time: 18:00-19:00, lasts: 90 minutes}}      # until 19:00, or until 19:30?

A length in minutes or hours beside a stretch of the clock says the same thing twice.

What lasts `Tue lunch to Wed lunch` does not begin at 9:30: the hours of `time` are those of each of its days.

What is asked for in the evening of a day does not begin at 9:30: one of the two is a slip.

What begins at 22:00 and lasts four hours ends on the next day: times lie within one day.

Delete `lasts` or correct one of the two; where `time` is inherited, give the session its own, or `time: from 18:00`.

Of a calendar file that gives the only days allowed, hours are not kept: a day with an entry from 14:00 to 16:00 is free
for a session from 9:30 on. That is warned of where a session lies outside all such hours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.listings import FileDays
from hsplan.dates.hours import PARTS_OF_DAY, TimeRange
from hsplan.findings import Finding, Note, warning
from hsplan.programme.items import written_sessions
from hsplan.programme.unfolding import occasions_of, sessions_of
from hsplan.programme.when import OnDay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.dates.lengths import Lasting
    from hsplan.findings import Path
    from hsplan.programme.model import Brought, Kind, Part, Programme
    from hsplan.programme.sessions import Session

CODES = ("time-and-length", "only-the-days")


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each place that says both and not the same, and for what a session inherits so."""
    blocks: list[tuple[Path, Brought | Kind]] = [(("kinds", id_), kind) for id_, kind in programme.kinds.items()]
    blocks += [(path, session) for path, _, session in written_sessions(programme)]
    told: set[Path] = set()
    for path, block in blocks:
        held: list[tuple[Path, Part | Kind | Brought]] = [(path, block)]
        held += [((*path, "parts", id_), part) for id_, part in (block.parts or {}).items()]
        for at, one in held:
            if isinstance(one.time, TimeRange) and one.lasts is not None and not _agree(one.time, one.lasts):
                told.add(at)
                yield _finding(at, (*at, "time"), one.time, one.lasts)
    yield from _inherited(programme, told)
    yield from _outside_hours(programme)
    yield from _another_part_of_day(programme)


def _outside_hours(programme: Programme) -> Iterator[Finding]:
    """A warning for each block of the only days that gives hours, and the first session that is held outside them."""
    for id_, block in programme.calendar.only.items():
        listings = [days.listing for days in block.when if isinstance(days, FileDays) and not block.for_]
        hours = [one for listing in listings if listing is not None for one in listing.hours]
        outside = [
            (session, part.time)
            for session in sessions_of(programme)
            for part in session.parts
            if part.time is not None
            and not any(one.start <= part.time.start <= part.time.end <= one.end for one in hours)
        ]
        if hours and outside:
            session, time = outside[0]
            yield warning(
                "only-the-days",
                f"`{id_}` allows days and not hours: `{session.id}` takes {time}, outside {hours[0]}",
                ("calendar", "only", id_),
                at_key=True,
                expected="sessions within the hours of the file, or a file of whole days",
                help="nothing needs to change if those days are free for the whole of it",
                notes=(Note("the session", session.path),),
            )


def _another_part_of_day(programme: Programme) -> Iterator[Finding]:
    """A warning for each place that asks for the evening of a day, say, and for hours of its morning."""
    written = {session.path: session for session in occasions_of(programme)}
    for path, session in written.items():
        for n, when in enumerate(session.when):
            time, part = session.parts[0].time, PARTS_OF_DAY.get(when.part) if isinstance(when, OnDay) else None
            if time is None or part is None or not isinstance(when, OnDay) or not session.undivided:
                continue
            if time.end <= part.start or part.end <= time.start:
                yield warning(
                    "time-and-length",
                    f"`{path[-1]}` is asked for {when if when.target else f'{when} it'}, and takes {time}",
                    (*path, "when", n),
                    expected="hours of that part of the day",
                    help="write another `time`, or the day alone: `the day of …`",
                )


def _inherited(programme: Programme, told: set[Path]) -> Iterator[Finding]:
    """The first session of each kind whose length is its own and whose time comes from elsewhere, or the reverse."""
    kinds: set[tuple[str, TimeRange]] = set()
    for session in occasions_of(programme):
        time = session.parts[0].time
        if time is None and session.parts[0].words.startswith("from ") and session.lasts.minutes is not None:
            yield from _past_midnight(session, told)
        if time is None or not session.undivided or session.path in told:
            continue
        if (
            not _agree(time, session.lasts)
            and (session.kind, time) not in kinds
            and ("kinds", session.kind) not in told
        ):
            kinds.add((session.kind, time))
            yield _finding(session.path, ("time",), time, session.lasts)


def _past_midnight(session: Session, told: set[Path]) -> Iterator[Finding]:
    """A session that begins too late for its length, once for each place that it is written at."""
    if session.path in told:
        return
    told.add(session.path)
    begins = session.parts[0].words.split(",")[0].removeprefix("from ")
    yield Finding(
        "time-and-length",
        f"`{session.path[-1]}` begins at {begins} and lasts {session.lasts}, which is past midnight",
        (*session.path, "lasts"),
        expected="times within one day",
        help=f"write `time: {begins}-23:59` and no `lasts`, or begin earlier",
    )


def _agree(time: TimeRange, lasts: Lasting) -> bool:
    first, last = lasts.edges
    if (first is not None and time.start < first.start) or (last is not None and time.end > last.end):
        return False
    return lasts.minutes is None or lasts.minutes == _minutes(time)


def _minutes(time: TimeRange) -> int:
    return (time.end.hour - time.start.hour) * 60 + time.end.minute - time.start.minute


def _finding(path: Path, time_at: Path, time: TimeRange, lasts: Lasting) -> Finding:
    if lasts.minutes is None:
        return Finding(
            "time-and-length",
            f"`{path[-1]}` lasts {lasts}, and takes {time} on each of its days",
            (*path, "lasts"),
            expected="hours that suit its first day and its last",
            help="write `time: all day` beside it, or let it last `1 day` and bring the next (`brings`)",
            notes=(Note("the time", time_at),),
        )
    long = _minutes(time)
    hours = f"{long // 60} hour{'s' * (long // 60 != 1)}" * (long >= 60)  # noqa: PLR2004 - minutes of an hour
    minutes = f"{long % 60} minute{'s' * (long % 60 != 1)}" * bool(long % 60)
    return Finding(
        "time-and-length",
        f"`{path[-1]}` lasts {lasts}, and from {time.start:%H:%M} to {time.end:%H:%M} are "
        f"{' '.join(one for one in (hours, minutes) if one)}",
        (*path, "lasts"),
        expected="one of the two, or both alike",
        help=f"delete `lasts`, or write `time: from {time.start:%H:%M}`",
        notes=(Note("the time", time_at),),
    )
