"""The schedule as a calendar feed (RFC 5545), in the subset that real clients agree on.

One event per session and day, its parts with their times in the text. The id of an event is made of stored ids and
nothing else; DTSTAMP and SEQUENCE come from the plan. The same schedule gives the same bytes.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Component, Event, vDuration

from hsplan.dates.days import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.schedule import Row, Schedule

# Written by hand. Generated zones list every switch since 1847 or carry offsets with seconds, and Outlook then reads
# no rule, or refuses the file. One yearly rule each way is what Exchange takes (MS-OXCICAL 2.1.3.1.1.19.2). British
# clocks change on the last Sunday of March since 1981 and of October since 1996 (IANA time zone database, rule EU).
LONDON = """\
BEGIN:VTIMEZONE
TZID:Europe/London
X-LIC-LOCATION:Europe/London
BEGIN:DAYLIGHT
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
ZONES = {"Europe/London": (LONDON, 1997)}
"""Hand-written zones, each with the first year in which its rules hold; all other times are written in UTC."""

STATUS = {"tentative": "TENTATIVE", "confirmed": "CONFIRMED", "delivered": "CONFIRMED", "cancelled": "CANCELLED"}
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)


def render(schedules: Sequence[Schedule]) -> bytes:
    """One VCALENDAR with the events of all schedules."""
    name = ", ".join(_text(schedule.network or schedule.client or schedule.title) for schedule in schedules)
    title = _text(schedules[0].title) if len({schedule.title for schedule in schedules}) == 1 else ""
    zones = {schedule.timezone for schedule in schedules}
    feed = Calendar()
    feed.add("version", "2.0")
    feed.add("prodid", "-//hsplan//hsplan//EN")
    feed.add("calscale", "GREGORIAN")
    feed.add("method", "PUBLISH")
    for key in ("name", "x-wr-calname"):
        feed.add(key, f"{title} - {name}" if title and title != name else name)
    if len(zones) == 1 and (zone := next(iter(zones))):
        feed.add("x-wr-timezone", zone)
    feed.add("refresh-interval", vDuration(timedelta(hours=12)), parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", "PT12H")
    events = [_event(schedule, row) for schedule in schedules for row in schedule.rows]
    for zone in sorted(_used_zones(events)):
        feed.add_component(Component.from_ical(ZONES[zone][0].replace("\n", "\r\n")))
    for event in events:
        feed.add_component(event)
    text: bytes = feed.to_ical()
    return text


def _event(schedule: Schedule, row: Row) -> Event:
    event = Event()
    event.add("uid", f"{row.id}.{schedule.calendar_id}@{schedule.domain}")
    event.add("dtstamp", row.changed)
    event.add("last-modified", row.changed)
    event.add("sequence", row.sequence)
    event.add("status", STATUS[row.status])
    cancelled = "Cancelled: " if row.status == "cancelled" else ""
    event.add("summary", f"{cancelled}{_text(row.title)}")
    if row.start is not None and row.end is not None:
        event.add("dtstart", _moment(row.start, schedule.timezone))
        event.add("dtend", _moment(row.end, schedule.timezone))
    else:
        event.add("dtstart", row.first)
        event.add("dtend", row.last + timedelta(days=1))
    if row.venue is not None:
        event.add("location", _text(f"{row.venue.name}, {row.venue.town}" if row.venue.town else row.venue.name))
    event.add("categories", [_text(_capital(row.kind_title))])
    event.add("description", _description(schedule, row))
    return event


def _moment(moment: datetime, zone: str | None) -> datetime:
    """A moment in its zone where every client reads it right, else in UTC.

    Clients disagree on a time in the hour that happens twice in autumn and on one in the hour that spring leaves out.
    """
    instant = moment.astimezone(UTC)
    again = instant.astimezone(moment.tzinfo)
    doubtful = (
        again.replace(tzinfo=None) != moment.replace(tzinfo=None)
        or moment.utcoffset() != moment.replace(fold=1).utcoffset()
    )
    if zone not in ZONES or moment.year < ZONES[zone][1] or doubtful:
        return instant
    return moment


def _used_zones(events: list[Event]) -> set[str]:
    found = set()
    for event in events:
        for key in ("dtstart", "dtend"):
            zone = event[key].params.get("TZID")
            if zone:
                found.add(str(zone))
    return found


def _description(schedule: Schedule, row: Row) -> str:
    """What people read when they open the entry."""
    phase = next((phase for phase in schedule.phases if phase.id == row.phase), None)
    where_it_belongs = f" ({schedule.phase_word}: {phase.title or phase.id})" if phase else ""
    lines = [f"{_capital(row.kind_title)}{where_it_belongs}", in_words(row.first)]
    lines += [
        f"{part.start:%H:%M}-{part.end:%H:%M} {_capital(part.title)}"
        for part in row.parts
        if part.start and part.end and len(row.parts) > 1
    ]
    lines += [row.summary] if row.summary else []
    for word, skills in (("Teaches", row.teaches), ("Practises", row.practises)):
        lines += [f"{word}: {', '.join(skill.name for skill in skills)}"] if skills else []
    if row.facilitators:
        lines.append(f"Led by {', '.join(one.name for one in row.facilitators)}")
    lines += [f"Preparation: {row.preparation}"] if row.preparation else []
    milestones = [one.title for one in schedule.project.milestones if one.session == row.id] if schedule.project else []
    lines += [f"Project: {', '.join(milestones)}"] if milestones else []
    organisers = [name for name in (schedule.provider, schedule.client, schedule.network) if name]
    lines.append(" · ".join([schedule.title, *organisers]))
    return "\n".join(_text(line) for line in lines)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _text(words: str) -> str:
    """Words without what breaks clients: control and direction characters; a backslash, which several misread."""
    return _INVISIBLE.sub("", words.replace("\n", " ")).replace("\\", "/").strip()
