"""The entries of a calendar: which there are, and all that each one says.

One for each day of a session, its parts with their times in the text; or one for each part. The id of an entry is made
of stored ids and nothing else; when it changed and how often come from the plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from hsplan.entries.words import place_of, plain, text_of, text_of_window, title_of
from hsplan.plan.entry_names import FIRST_DAY, entry_of
from hsplan.programme.kinds import capital

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from hsplan.plan.model import Status
    from hsplan.schedule.rows import Row, RowPart, Schedule, WindowRow

WINDOW = "window"
"""What tells the entry of a window from one of a session that had its id once."""
ONE_DAY = timedelta(days=1)
InCalendar = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
STATUS: dict[Status, InCalendar] = {
    "tentative": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "delivered": "CONFIRMED",
    "cancelled": "CANCELLED",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry in somebody's calendar."""

    name: str
    """What tells it from the others of its programme."""
    uid: str
    title: str
    status: InCalendar
    sequence: int
    changed: datetime
    start: date | datetime
    """A day, where it has no times; else a moment in its time zone."""
    end: date | datetime
    """The moment it ends, or the day after its last one (RFC 5545, 3.6.1)."""
    text: str
    category: str = ""
    place: str = ""
    link: str | None = None
    reminder: timedelta | None = None
    part: str = ""
    """The id of the part that it is of, where each has one."""
    free: bool = False
    """Whether it leaves people free for other things."""
    ended: bool = False
    """Whether it is no more though its session may be."""


def entries_of(schedule: Schedule) -> Iterator[Entry]:
    """All entries of a schedule: sessions in order of date, what is no more, windows if they are wanted, and dates."""
    for row in (*schedule.rows, *schedule.gone):
        yield from entries_of_row(schedule, row)
    windows = schedule.windows if schedule.entries.windows else ()
    for window in (*windows, *schedule.gone_windows):
        yield from _window(schedule, window, f"{window.id}.{WINDOW}")
    for day in schedule.deadlines:
        yield from _window(schedule, day, f"{day.id}.in.{day.kind}")  # as no day and part of a session is named


def entries_of_row(schedule: Schedule, row: Row) -> Iterator[Entry]:
    """The entries of a session, and those that people have of it and that are no more."""
    yield from entries_now(schedule, row)
    for name in row.ended:
        yield _ended(schedule, row, name)


def entries_now(schedule: Schedule, row: Row) -> Iterator[Entry]:
    """The entries that a session has: one a day, or one a part where those are wished."""
    own = [part for part in row.parts if part.id in row.each]
    for nth in range(len(row.days)):
        if not row.each:
            yield _entry(schedule, row, nth, None)
        for part in own:
            yield _entry(schedule, row, nth, part)


def _entry(schedule: Schedule, row: Row, nth: int, part: RowPart | None) -> Entry:
    """The entry of a session's first day or one of those that follow it, or of a part of that day."""
    day = nth * ONE_DAY
    starts, ends = (part.start, part.end) if part is not None else (row.start, row.end)
    timed = starts is not None and ends is not None
    cancelled = row.status == "cancelled"
    name = ".".join(word for word in (row.id, entry_of(nth, part.id if part is not None else "")) if word)
    return Entry(
        name=name,
        uid=_uid(schedule, name),
        title=title_of(row, part, f" (day {nth + 1} of {len(row.days)})" if len(row.days) > 1 else ""),
        status=STATUS[row.status],
        sequence=row.sequence,
        changed=row.changed,
        # A day is a day later by the clock on the wall, whatever the clocks do meanwhile.
        start=starts + day if timed and starts else row.first + day,
        end=ends + day if timed and ends else row.first + day + ONE_DAY,
        text=text_of(schedule, row, row.parts if part is None else (part,)),
        category=plain(capital(row.kind_title)),
        place=place_of(row),
        link=row.link,
        reminder=None if cancelled else schedule.entries.reminder,
        part=part.id if part is not None else "",
    )


def _ended(schedule: Schedule, row: Row, name: str) -> Entry:
    """An entry that people were told of and that is no more, on the day that it would have now."""
    found = re.match(r"d(\d+)(\.|$)", name)
    nth, part = (int(found[1]), name[found.end() :]) if found else (1, name)
    day = row.first + (nth - 1) * ONE_DAY
    full = row.id if name == FIRST_DAY else f"{row.id}.{name}"
    which = f": {capital(plain(part).replace('-', ' '))}" * bool(part) + f" (day {nth})" * (nth > 1)
    return Entry(
        name=full,
        uid=_uid(schedule, full),
        title=f"Cancelled: {plain(row.title)}{which}",
        status="CANCELLED",
        sequence=row.sequence,
        changed=row.changed,
        start=day,
        end=day + ONE_DAY,
        text="This entry is replaced by others of the same session, or is no more.",
        ended=True,
    )


def _window(schedule: Schedule, window: WindowRow, name: str) -> Iterator[Entry]:
    """The entry of a window or date: its days, or the one that is known of them; nothing where none is."""
    first, last = window.first or window.last, window.last or window.first
    if first is None or last is None or last < first or window.changed is None:
        return
    cancelled = "Cancelled: " if window.status == "cancelled" else ""
    edge = " (from this day)" if window.last is None else " (until this day)" if window.first is None else ""
    yield Entry(
        name=name,
        uid=_uid(schedule, name),
        title=f"{cancelled}{plain(window.title)}{' (to be arranged)' if window.arranged_by else ''}{edge}",
        status=STATUS[window.status],
        sequence=window.sequence,
        changed=window.changed,
        start=first,
        end=last + ONE_DAY,
        text=text_of_window(schedule, window),
        category=plain(capital(window.kind_title)),
        free=True,
    )


def _uid(schedule: Schedule, name: str) -> str:
    return f"{name}.{schedule.calendar_id}@{schedule.domain}"
