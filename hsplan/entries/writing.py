"""Entries written as iCalendar (RFC 5545), in the subset that real clients agree on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from icalendar import Alarm, Calendar, Component, Event

from hsplan.entries.zones import is_ruled, yearly

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hsplan.entries.entry import Entry

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


def calendar_of(method: Method) -> Calendar:
    """A calendar without events, its first lines in the order that clients want."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//hsplan//hsplan//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def filled(calendar: Calendar, events: Iterable[Event]) -> bytes:
    """The text of a calendar with these events, and before them the time zones that they are written in."""
    found = list(events)
    zones = {str(event[key].params.get("TZID", "")) for event in found for key in ("dtstart", "dtend")}
    for zone in map(_timezone, sorted(zones - {""})):
        if zone is not None:
            calendar.add_component(zone)
    for event in found:
        calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text


@cache
def _timezone(name: str) -> Component | None:
    """The definition of a zone; None where it has no yearly rule. It is the same in all calendars, and made once."""
    rule = yearly(name)
    return Component.from_ical(rule.text()) if rule is not None else None


def event_of(entry: Entry) -> Event:
    """An entry as an event; a reminder comes last, since Outlook refuses what follows one."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed)
    event.add("last-modified", entry.changed)
    event.add("sequence", entry.sequence)
    event.add("status", entry.status)
    event.add("summary", entry.title)
    event.add("dtstart", _moment(entry.start))
    event.add("dtend", _moment(entry.end))
    if entry.place:
        event.add("location", entry.place)
    if entry.link:
        event.add("url", entry.link)
    if entry.category:
        event.add("categories", [entry.category])
    if entry.free:
        event.add("transp", "TRANSPARENT")
    event.add("description", entry.text)
    if entry.reminder is not None:
        event.add_component(_alarm(entry, entry.reminder))
    return event


def _alarm(entry: Entry, before: timedelta) -> Alarm:
    """A reminder in hours or minutes: weeks and days before a time are read as hours of the clock by some."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    hours, rest = divmod(before, timedelta(hours=1))
    alarm["trigger"] = f"-PT{hours}H" if not rest else f"-PT{before // timedelta(minutes=1)}M"
    return alarm


def _moment(moment: date | datetime) -> date | datetime:
    """A day as it is; a moment in its zone where every client reads it right, else in UTC.

    Clients disagree on a time in the hour that happens twice in autumn and on one in the hour that spring leaves out.
    """
    if not isinstance(moment, datetime):
        return moment
    doubtful = moment.utcoffset() != moment.replace(fold=1).utcoffset()
    return moment.astimezone(UTC) if doubtful or not is_ruled(str(moment.tzinfo), moment.year) else moment
