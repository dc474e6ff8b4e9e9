"""The schedule as a calendar to open or to subscribe to (RFC 5545), in the subset that real clients agree on.

The same schedule gives the same bytes. Nobody is invited by it: a feed with an organiser makes some clients ask for an
answer, or send one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import vDuration

from hsplan.entries.entry import entries_of
from hsplan.entries.words import plain
from hsplan.entries.writing import calendar_of, event_of, filled
from hsplan.schedule.listing import concerned, merged, readers_named, which

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.schedule.rows import Schedule

REFRESH = timedelta(hours=12)
SEVERAL = 3
"""How many programmes a calendar is named after; more are counted."""


def render(schedules: Sequence[Schedule]) -> bytes:
    """One VCALENDAR with the events of all schedules."""
    readers = readers_named(schedules)
    schedules = merged(schedules)
    feed = calendar_of("PUBLISH")
    for key in ("name", "x-wr-calname"):
        feed.add(key, _name(schedules, readers))
    feed.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", "PT12H")
    zones = {schedule.timezone for schedule in schedules}
    if len(zones) == 1 and (zone := next(iter(zones))):
        feed.add("x-wr-timezone", zone)
    events = (
        event_of(replace(entry, title=f"{entry.title}{of and f' · {plain(of)}'}"))
        for schedule, of in zip(schedules, which(schedules), strict=True)
        for entry in entries_of(schedule)
    )
    return filled(feed, events)


def _name(schedules: Sequence[Schedule], readers: Sequence[str]) -> str:
    """What a calendar is called in the list of somebody's calendars: after its programmes, and for whom it is.

    Of readers it counts those programmes in which there is something for them.
    """
    schedules = concerned(schedules) or schedules
    title = plain(schedules[0].title) if len({schedule.title for schedule in schedules}) == 1 else ""
    names = [
        plain(schedule.network or schedule.client or schedule.title)
        + (f" ({schedule.cohort})" if schedule.cohort else "")
        for schedule in schedules
    ]
    name = ", ".join(names) if len(names) <= SEVERAL else f"{len(names)} programmes"
    placed = any(schedule.network or schedule.client for schedule in schedules)
    whole = f"{title} - {name}" if title and placed and title != name else name
    return f"{whole} for {', '.join(dict.fromkeys(map(plain, readers)))}" if readers else whole
