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
    from datetime import date

    from hsplan.schedule.rows import Row, RowPart, Schedule

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
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
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
    events = [
        _event(schedule, row, nth)
        for schedule in schedules
        for row in (*schedule.rows, *schedule.gone)
        for nth in range((row.last - row.first).days + 1)
    ]
    for zone in sorted(_used_zones(events)):
        feed.add_component(Component.from_ical(ZONES[zone][0].replace("\n", "\r\n")))
    for event in events:
        feed.add_component(event)
    text: bytes = feed.to_ical()
    return text


def _event(schedule: Schedule, row: Row, nth: int) -> Event:
    """The entry of a session's first day, or of one of those that follow it."""
    event = Event()
    day = timedelta(days=nth)
    later = f".d{nth + 1}" if nth else ""
    event.add("uid", f"{row.id}{later}.{schedule.calendar_id}@{schedule.domain}")
    event.add("dtstamp", row.changed)
    event.add("last-modified", row.changed)
    event.add("sequence", row.sequence)
    event.add("status", STATUS[row.status])
    cancelled = "Cancelled: " if row.status == "cancelled" else ""
    provisional = "Provisional: " if row.depends_on and not cancelled else ""
    days = (row.last - row.first).days + 1
    which = f" (day {nth + 1} of {days})" if days > 1 else ""
    event.add("summary", f"{cancelled}{provisional}{_text(row.title)}{which}")
    if row.start is not None and row.end is not None:
        # A day is a day later by the clock on the wall, whatever the clocks do meanwhile.
        event.add("dtstart", _moment(row.start + day, schedule.timezone))
        event.add("dtend", _moment(row.end + day, schedule.timezone))
    else:
        event.add("dtstart", row.first + day)
        event.add("dtend", row.first + day + timedelta(days=1))
    if row.venue is not None:
        event.add("location", _text(f"{row.venue.name}, {row.venue.town}" if row.venue.town else row.venue.name))
    if row.kind_title:
        event.add("categories", [_text(_capital(row.kind_title))])
    event.add("description", _description(schedule, row, row.first + day))
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


def _description(schedule: Schedule, row: Row, day: date) -> str:
    """What people read when they open the entry."""
    phase = next((phase for phase in schedule.phases if phase.id == row.phase), None)
    where_it_belongs = f" ({schedule.phase_word}: {phase.title or phase.id})" if phase else ""
    several = f", of {in_words(row.first)} to {in_words(row.last)}" if row.last > row.first else ""
    lines = [f"{_capital(row.kind_title)}{where_it_belongs}"] if row.kind_title else []
    lines += [f"{in_words(day)}{several}"]
    lines += [_part(part) for part in row.parts if part.words or (part.start and part.end and len(row.parts) > 1)]
    lines += [f"For {row.whom}"] if row.whom else []
    lines += [f"Meeting {' or '.join(row.modes)}"] if row.modes else []
    lines += [f"Attendance: {row.attendance}"] if row.attendance else []
    lines += [f"Provisional: depends on {row.depends_on}"] if row.depends_on else []
    lines += [f"Rule set aside: {one}" for one in row.waived]
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


def _part(part: RowPart) -> str:
    when = f"{part.start:%H:%M}-{part.end:%H:%M}" if part.start and part.end else _capital(part.words)
    whom = f" ({part.whom})" if part.whom else ""
    return f"{when} {_capital(part.title)}{whom}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _text(words: str) -> str:
    """Words without what breaks clients: control and direction characters; a backslash, which several misread."""
    return _INVISIBLE.sub("", words.replace("\n", " ").replace("\t", " ")).replace("\\", "/").strip()
