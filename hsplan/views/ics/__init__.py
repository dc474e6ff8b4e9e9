"""The schedule as a calendar to open or to subscribe to (RFC 5545), in the subset that real clients agree on.

The same schedule gives the same bytes. Nobody is invited by it: a feed with an organiser makes some clients ask for an
answer, or send one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import vDuration

from hsplan.views.ics.entries import entries_of
from hsplan.views.ics.words import calendar_name
from hsplan.views.ics.writing import calendar_of, event_of, filled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.schedule.rows import Schedule

REFRESH = timedelta(hours=12)


def render(schedules: Sequence[Schedule]) -> bytes:
    """One VCALENDAR with the events of all schedules."""
    feed = calendar_of("PUBLISH")
    for key in ("name", "x-wr-calname"):
        feed.add(key, calendar_name(schedules))
    feed.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", "PT12H")
    zones = {schedule.timezone for schedule in schedules}
    if len(zones) == 1 and (zone := next(iter(zones))):
        feed.add("x-wr-timezone", zone)
    return filled(feed, (event_of(entry) for schedule in schedules for entry in entries_of(schedule)))
