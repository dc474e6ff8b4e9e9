"""A session for the reader's own calendar: as a file of its own that the page carries, and as links to fill in a form.

A file beside the page may not have come along when somebody opens it from a mail, so each session carries its entries
within the link. They have the ids and sequence numbers of the calendar feed: whoever subscribes later has no doubles.
Times are in UTC, which every client reads and which needs no definition of a zone.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from hsplan.plan.entry_names import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.schedule.rows import Row, RowPart, Schedule

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose"
OCTETS = 75
"""The longest line of a calendar file, without its end (RFC 5545, 3.1)."""
STATUS = {"tentative": "TENTATIVE", "confirmed": "CONFIRMED", "delivered": "CONFIRMED", "cancelled": "CANCELLED"}
DAY = timedelta(days=1)
# Invisible characters break clients; a backslash is misread by several.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)


def calendar_file(schedule: Schedule, row: Row) -> str:
    """A link that holds a calendar file with a session's entries: one a day, or one a part where those are wished."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hsplan//hsplan//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for nth in range((row.last - row.first).days + 1):
        for part in _pieces(row):
            lines += _entry(schedule, row, part, nth)
    lines.append("END:VCALENDAR")
    return f"data:text/calendar;charset=utf-8,{quote(''.join(f'{_folded(line)}' for line in lines), safe='')}"


def google(row: Row) -> str:
    """The form of Google Calendar with a session filled in."""
    start, end = _filled_in(row)
    dates = f"{_basic(start)}/{_basic(end)}"
    asked = {"action": "TEMPLATE", "text": _plain(row.title), "dates": dates, "location": _where(row)}
    return f"{GOOGLE}?{urlencode({key: value for key, value in asked.items() if value}, quote_via=quote)}"


def outlook(row: Row) -> str:
    """The form of Outlook on the web with a session filled in."""
    start, end = _filled_in(row)
    asked = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": _plain(row.title),
        "startdt": _extended(start),
        "enddt": _extended(end),
        "allday": "" if isinstance(start, datetime) else "true",
        "location": _where(row),
    }
    return f"{OUTLOOK}?{urlencode({key: value for key, value in asked.items() if value}, quote_via=quote)}"


def _pieces(row: Row) -> tuple[RowPart | None, ...]:
    """What of a session has an entry of its own: those of its parts that have one, else None, which is all of it."""
    return tuple(part for part in row.parts if part.id in row.each) if row.each else (None,)


def _entry(schedule: Schedule, row: Row, part: RowPart | None, nth: int) -> Iterator[str]:
    """The lines of the entry of a session, or a part of it, on its first day or one of those that follow."""
    name = ".".join(word for word in (row.id, entry_of(nth, part.id if part is not None else "")) if word)
    which = f" (day {nth + 1} of {(row.last - row.first).days + 1})" if row.last > row.first else ""
    what = f": {_capital(part.title)}" if part is not None else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{name}.{schedule.calendar_id}@{schedule.domain}"
    yield f"DTSTAMP:{_basic(row.changed)}"
    yield f"SEQUENCE:{row.sequence}"
    yield f"STATUS:{STATUS[row.status]}"
    provisional = "Provisional: " if row.depends_on else ""
    yield f"SUMMARY:{_escaped(f'{provisional}{row.title}{what}{which}')}"
    start, end = (part.start, part.end) if part is not None else (row.start, row.end)
    if start is not None and end is not None:
        # A day is a day later by the clock on the wall, whatever the clocks do meanwhile.
        yield f"DTSTART:{_basic(start + nth * DAY)}"
        yield f"DTEND:{_basic(end + nth * DAY)}"
    else:
        yield f"DTSTART;VALUE=DATE:{_basic(row.first + nth * DAY)}"
        yield f"DTEND;VALUE=DATE:{_basic(row.first + (nth + 1) * DAY)}"
    if _where(row):
        yield f"LOCATION:{_escaped(_where(row))}"
    yield f"DESCRIPTION:{_escaped('. '.join(_words(schedule, row)))}"
    yield "END:VEVENT"


def _words(schedule: Schedule, row: Row) -> Iterator[str]:
    yield schedule.name
    if row.preparation:
        yield f"Preparation: {row.preparation}"
    if row.link:
        yield row.link


def _filled_in(row: Row) -> tuple[date, date]:
    """From when to when a form has a session: its times where it has them on a single day, else whole days."""
    if row.start is not None and row.end is not None and row.first == row.last:
        return row.start, row.end
    return row.first, row.last + DAY


def place(row: Row) -> str:
    """Where to go: the venue with its address, or its town where that is all that is known."""
    if row.venue is None:
        return ""
    lines = row.venue.address.splitlines() if row.venue.address else [row.venue.town or ""]
    return ", ".join(words for words in (row.venue.name, *(line.strip(" ,") for line in lines)) if words)


def _where(row: Row) -> str:
    return _plain(place(row) or row.link or "")


def _basic(day: date) -> str:
    """A day or a moment as calendar files write it (RFC 5545, 3.3.4 and 3.3.5)."""
    return _extended(day).replace("-", "").replace(":", "")


def _extended(day: date) -> str:
    if not isinstance(day, datetime):
        return day.isoformat()
    moment = day.astimezone(UTC) if day.tzinfo is not None else day
    return f"{moment.replace(tzinfo=None, microsecond=0).isoformat()}Z"


def _escaped(words: str) -> str:
    """Words as the value of a text (RFC 5545, 3.3.11)."""
    return re.sub(r"([;,])", r"\\\1", _plain(words))


def _plain(words: str) -> str:
    return _INVISIBLE.sub("", words.replace("\n", " ").replace("\t", " ")).replace("\\", "/").strip()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _folded(line: str) -> str:
    """A line with its end, folded between characters so that no piece is longer than it may be."""
    if len(line.encode()) <= OCTETS:
        return f"{line}\r\n"
    pieces, room = [""], OCTETS
    for letter in line:
        octets = len(letter.encode())
        if octets > room:
            pieces.append("")
            room = OCTETS - 1
        pieces[-1] += letter
        room -= octets
    return "\r\n ".join(pieces) + "\r\n"
