"""Time zones as calendars carry them (RFC 5545, 3.6.5): one yearly rule each way, where a zone has one.

Generated zones list every switch since 1847 or carry offsets with seconds, and Outlook then reads no rule, or refuses
the file. One STANDARD and one DAYLIGHT, each with a yearly rule of one BYDAY, is what Exchange takes (MS-OXCICAL
2.1.3.1.1.19.2). The rule is the one that the IANA database has for all years to come; whether it held in a year that
is written is looked up in the same database, day by day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from hsplan.calendars.zones import rule_from_now_on, zone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
LAST = 5
"""The week that POSIX calls the last one of a month."""
SURE = 2037
"""A year in which the rule for all years to come holds wherever there is one: zone files list changes up to then."""
OLDEST = 1970
WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_CHANGE = re.compile(r"M(\d+)\.(\d)\.(\d)(?:/(\d+)(?::(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the clocks on the nth, or the last, of one weekday in a month."""

    month: int
    week: int
    weekday: int
    """From Sunday, which is 0."""
    hour: int
    minute: int
    before: timedelta
    after: timedelta
    name: str
    """What the time is called from then on."""

    def on(self, year: int) -> datetime:
        """When it comes, by the clock that is about to be changed."""
        first = date(year, self.month, 1)
        day = first + timedelta(days=(self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1))
        if day.month != self.month:
            day -= timedelta(days=7)
        return datetime(day.year, day.month, day.day, self.hour, self.minute)  # noqa: DTZ001 - on the wall

    def instant(self, year: int) -> datetime:
        """When it comes, in UTC."""
        return (self.on(year) - self.before).replace(tzinfo=UTC)

    def holds(self, tz: ZoneInfo, year: int) -> bool:
        """Whether the clocks of a zone were really changed so in a year."""
        instant = self.instant(year)
        offsets = (_offset(tz, instant - timedelta(seconds=1)), _offset(tz, instant))
        return offsets == (self.before, self.after)

    def since(self, tz: ZoneInfo) -> int:
        """The first of the years, without a gap up to now, in which it holds."""
        year = SURE
        while year > OLDEST and self.holds(tz, year - 1):
            year -= 1
        return year


@dataclass(frozen=True, slots=True)
class Yearly:
    """A zone with its rule."""

    name: str
    changes: tuple[Change, ...]
    """None, where the clocks are never changed; else the one to the greater offset, and the one back."""

    def holds(self, year: int) -> bool:
        """Whether all times of a year are as the rule has them."""
        tz = zone(self.name)
        if year <= OLDEST or not all(one.holds(tz, year) and one.since(tz) < year for one in self.changes):
            return False
        changed = sorted((change.instant(year), change.after) for change in self.changes)
        offset = changed[-1][1] if changed else _offset(tz, datetime(SURE, 1, 1, tzinfo=UTC))
        noon = datetime(year, 1, 1, 12, tzinfo=UTC)
        while noon.year == year:
            if changed and changed[0][0] <= noon:
                offset = changed.pop(0)[1]
            if _offset(tz, noon) != offset:
                return False
            noon += DAY
        return True

    def text(self) -> str:
        """The VTIMEZONE, its lines ended as they are sent."""
        lines = ["BEGIN:VTIMEZONE", f"TZID:{self.name}", f"X-LIC-LOCATION:{self.name}"]
        for change in self.changes:
            kind = "DAYLIGHT" if change.after > change.before else "STANDARD"
            start = change.on(change.since(zone(self.name)))
            nth = -1 if change.week == LAST else change.week
            rule = f"FREQ=YEARLY;BYMONTH={change.month};BYDAY={nth}{WEEKDAYS[change.weekday]}"
            lines += _part(kind, change.before, change.after, change.name, start)
            lines[-1:-1] = [f"RRULE:{rule}"]
        if not self.changes:
            noon = datetime(SURE, 1, 1, 12, tzinfo=UTC).astimezone(zone(self.name))
            offset = noon.utcoffset() or timedelta()
            start = datetime(OLDEST, 1, 1)  # noqa: DTZ001 - on the wall
            lines += _part("STANDARD", offset, offset, noon.tzname() or "", start)
        return "\r\n".join([*lines, "END:VTIMEZONE", ""])


def _part(kind: str, before: timedelta, after: timedelta, name: str, start: datetime) -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"TZOFFSETFROM:{_signed(before)}",
        f"TZOFFSETTO:{_signed(after)}",
        f"TZNAME:{name}",
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        f"END:{kind}",
    ]


def _signed(offset: timedelta) -> str:
    """An offset as RFC 5545 writes it.

    >>> _signed(timedelta(hours=-9, minutes=-30)), _signed(timedelta(hours=1))
    ('-0930', '+0100')
    """
    minutes = offset // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _offset(tz: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(tz).utcoffset() or timedelta()


@cache
def is_ruled(name: str, year: int) -> bool:
    """Whether times of a year can be written in a zone, so that all clients read them right."""
    found = yearly(name)
    return found is not None and found.holds(year)


@cache
def yearly(name: str) -> Yearly | None:
    """A zone with its rule; None where it has none of the kind, or is no place's (`GMT` is another one to many)."""
    if "/" not in name or name.startswith("Etc/"):
        return None
    _, *written = rule_from_now_on(name).split(",")
    tz = zone(name)
    matches = [_CHANGE.fullmatch(one) for one in written]
    changes = [_change(tz, match) for match in matches if match]
    found = tuple(change for change in changes if change is not None and change.holds(tz, SURE))
    offsets = [_offset(tz, datetime(SURE, 1, 1, tzinfo=UTC)), *(change.after for change in found)]
    if len(found) != len(written) or any(offset % timedelta(minutes=1) for offset in offsets):
        return None
    return Yearly(name, tuple(sorted(found, key=lambda change: change.after, reverse=True)))


def _change(tz: ZoneInfo, match: re.Match[str]) -> Change | None:
    """A change as POSIX writes it; None where it comes on another day than it names: at 24 o'clock or later."""
    month, week, weekday, hour, minute = (int(words or 0) for words in match.groups())
    hour = hour if match[4] else 2
    if hour >= 24:  # noqa: PLR2004 - hours of a day
        return None
    found = Change(month, week, weekday, hour, minute, timedelta(), timedelta(), "")
    day = found.on(SURE).replace(tzinfo=UTC)
    before, after = (_offset(tz, day + days) for days in (-2 * DAY, 2 * DAY))
    name = (day + 2 * DAY).astimezone(tz).tzname() or ""
    return replace(found, before=before, after=after, name=name)
