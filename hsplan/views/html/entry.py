"""A session for the reader's own calendar: as a file of its own that the page carries, and as links to fill in a form.

A file beside the page may not have come along when somebody opens it from a mail, so each session carries its entries
within the link. They are those of the calendar feed: whoever subscribes later has no doubles. Times are in UTC, which
every client reads and which needs no definition of a zone with each session.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from hsplan.dates.hours import instant
from hsplan.entries.entry import Entry, entries_now
from hsplan.entries.words import place_of, title_of
from hsplan.entries.writing import calendar_of, event_of, filled

if TYPE_CHECKING:
    from hsplan.schedule.rows import Row, Schedule

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose"
DAY = timedelta(days=1)


def calendar_file(schedule: Schedule, row: Row) -> str:
    """A link that holds a calendar file with a session's entries.

    It has no name: with one, Outlook makes a calendar of its own for it (MS-OXCICAL, X-WR-CALNAME).
    """
    head, end = _around()
    events = b"".join(event_of(_in_utc(entry)).to_ical() for entry in entries_now(schedule, row))
    return f"data:text/calendar;charset=utf-8,{quote(head + events + end, safe='')}"


@cache
def _around() -> tuple[bytes, bytes]:
    """What stands before and after the events: the same in all files of a page, so that it is written once."""
    head, end, _ = filled(calendar_of("PUBLISH"), ()).partition(b"END:VCALENDAR\r\n")
    return head, end


def google(row: Row) -> str:
    """The form of Google Calendar with a session filled in."""
    start, end = _filled_in(row)
    dates = f"{_basic(start)}/{_basic(end)}"
    asked = {"action": "TEMPLATE", "text": title_of(row, None, ""), "dates": dates, "location": place_of(row)}
    return f"{GOOGLE}?{urlencode({key: value for key, value in asked.items() if value}, quote_via=quote)}"


def outlook(row: Row) -> str:
    """The form of Outlook on the web with a session filled in."""
    start, end = _filled_in(row)
    asked = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title_of(row, None, ""),
        "startdt": _extended(start),
        "enddt": _extended(end),
        "allday": "" if isinstance(start, datetime) else "true",
        "location": place_of(row),
    }
    return f"{OUTLOOK}?{urlencode({key: value for key, value in asked.items() if value}, quote_via=quote)}"


def _in_utc(entry: Entry) -> Entry:
    """An entry with its times in UTC; days are days everywhere."""
    if not isinstance(entry.start, datetime) or not isinstance(entry.end, datetime):
        return entry
    return replace(entry, start=entry.start.astimezone(UTC), end=entry.end.astimezone(UTC))


def _filled_in(row: Row) -> tuple[date, date]:
    """From when to when a form has a session: its times where it has them on a single day, else whole days."""
    if row.start is not None and row.end is not None and row.first == row.last:
        return row.start, row.end
    return row.first, row.last + DAY


def _basic(day: date) -> str:
    """A day or a moment as Google's form has it, which is how calendar files do (RFC 5545, 3.3.4 and 3.3.5)."""
    return _extended(day).replace("-", "").replace(":", "")


def _extended(day: date) -> str:
    """A day, or a moment in UTC, as ISO 8601 writes it."""
    return instant(day) if isinstance(day, datetime) else day.isoformat()
