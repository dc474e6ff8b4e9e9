"""Time zones in calendars: the rule that is written gives what the IANA database says, read by another reader."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from dateutil.tz import tzical

from hsplan.calendars.zones import zone, zone_names
from hsplan.entries.zones import is_ruled, yearly

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
"""Tried in seventeen clients. British clocks go by the last Sunday of March since 1981 and of October since 1996."""


def written(name: str) -> str:
    """What is written of a zone, with plain line ends."""
    found = yearly(name)
    assert found is not None
    assert "\n" not in found.text().replace("\r\n", "")
    return found.text().replace("\r\n", "\n")


def test_london_is_written_as_it_was_tried_in_real_clients() -> None:
    assert written("Europe/London") == LONDON


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Europe/Dublin", ["DAYLIGHT +0000 +0100 IST 3 -1SU", "STANDARD +0100 +0000 GMT 10 -1SU"]),
        ("America/New_York", ["DAYLIGHT -0500 -0400 EDT 3 2SU", "STANDARD -0400 -0500 EST 11 1SU"]),
        ("Australia/Sydney", ["DAYLIGHT +1000 +1100 AEDT 10 1SU", "STANDARD +1100 +1000 AEST 4 1SU"]),
        ("Australia/Lord_Howe", ["DAYLIGHT +1030 +1100 +11 10 1SU", "STANDARD +1100 +1030 +1030 4 1SU"]),
        ("Asia/Kolkata", ["STANDARD +0530 +0530 IST"]),
    ],
)
def test_each_way_has_one_yearly_rule_in_the_form_of_exchange(name: str, parts: list[str]) -> None:
    found = re.findall(
        r"BEGIN:(STANDARD|DAYLIGHT)\nTZOFFSETFROM:(.*)\nTZOFFSETTO:(.*)\nTZNAME:(.*)\nDTSTART:\d{8}T\d{6}\n"
        r"(?:RRULE:FREQ=YEARLY;BYMONTH=(\d+);BYDAY=(-?\d\w\w)\n)?END:\1\n",
        written(name),
    )
    assert [" ".join(part).rstrip() for part in found] == parts


@pytest.mark.parametrize(
    "name",
    [
        "America/Santiago",  # changes at 24 o'clock on a Saturday
        "America/Nuuk",  # on a Saturday evening before the last Sunday
        "Asia/Gaza",  # two days after the fourth Thursday
        "GMT",  # another zone to many clients
        "Etc/GMT+5",
        "EST5EDT",
    ],
)
def test_what_no_such_rule_says_is_not_written(name: str) -> None:
    assert yearly(name) is None


@pytest.mark.parametrize(
    ("name", "year", "ruled"),
    [
        ("America/New_York", 2006, False),  # the rule of before the Energy Policy Act of 2005
        ("America/New_York", 2007, False),  # the first year of the rule, begun in March
        ("America/New_York", 2008, True),
        ("Europe/London", 1996, False),
        ("Europe/London", 1997, True),
        ("Africa/Casablanca", 2011, False),  # clocks followed Ramadan
        ("Europe/Istanbul", 2015, False),  # changed its clocks up to September 2016
        ("Europe/Istanbul", 2017, True),
        ("Pacific/Apia", 2011, False),  # left out a day
        ("Asia/Kolkata", 2011, True),
        ("Asia/Kolkata", 1970, False),  # what is written begins on 1 January 1970
    ],
)
def test_a_zone_is_written_for_years_in_which_its_rule_held(name: str, year: int, *, ruled: bool) -> None:
    assert is_ruled(name, year) is ruled


def changes(name: str, year: int) -> list[datetime]:
    """The days of a year, at noon in UTC, around which the clocks of a zone were changed; and the year's quarters."""
    days = [datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(366)]
    offsets = [day.astimezone(zone(name)).utcoffset() for day in days]
    changed = [day for day, one, before in zip(days[1:], offsets[1:], offsets, strict=False) if one != before]
    return [*changed, *days[::90]]


@pytest.mark.no_cover
@pytest.mark.parametrize("year", [2011, 2027])
def test_what_is_written_gives_the_times_of_the_database_on_both_sides_of_each_change(year: int) -> None:
    """By dateutil, whose reader of VTIMEZONE knows nothing of ours."""
    ruled = [name for name in zone_names() if is_ruled(name, year)]
    assert len(ruled) > 400
    for name in ruled:
        text = written(name).replace(f"X-LIC-LOCATION:{name}\n", "")  # which dateutil does not know
        theirs = tzical(io.StringIO(text)).get(name)
        assert theirs is not None
        for noon in changes(name, year):
            for hours in (-36, -24, -12, 0, 12, 24):
                ours = (noon + timedelta(hours=hours)).astimezone(zone(name))
                wall = ours.replace(tzinfo=None)
                assert theirs.utcoffset(wall) == ours.utcoffset(), (name, wall)
