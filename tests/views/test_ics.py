"""What hostile or odd words, times and zones become in a calendar."""

from __future__ import annotations

import re
from pathlib import Path

import icalendar
import pytest
import vobject
from conftest import Run

PROGRAMME = """\
title: {title}
length: 12 months
{keys}
sessions:
  day-1: {{kind: workshop, title: {title}, when: {when}, weekdays: Mon-Sun, {time}}}
"""


def export(
    workspace: Path, run: Run, *, title: str = "x", keys: str = "", when: str = "1 Jun 2011", time: str = ""
) -> bytes:
    """The calendar of a programme of one session."""
    text = PROGRAMME.format(title=title, keys=keys, when=when, time=time)
    (workspace / "programmes" / "one.yaml").write_text(text)
    scheduled = run("schedule", "--start", "2011-01")
    assert scheduled.code == 0, scheduled.err
    assert run("export").code == 0
    return (workspace / "one.ics").read_bytes()


@pytest.mark.parametrize(
    "title",
    [
        '"a\\r\\nATTENDEE:mailto:x@y.example"',
        '"a\\nEND:VEVENT\\nBEGIN:VEVENT"',
        '"comma, semicolon; colon: back\\\\slash"',
        '"\\e[2J\\a bell"',
        '"\\u202Eright to left"',
        '"' + "é😀" * 60 + '"',
        "'[bold red]markup[/]'",
        "'<script>alert(1)</script>'",
    ],
)
def test_a_hostile_title_is_only_words(workspace: Path, run: Run, title: str) -> None:
    data = export(workspace, run, title=title)
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert not event.errors
    assert set(event) <= {
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DTSTAMP",
        "UID",
        "SEQUENCE",
        "STATUS",
        "CATEGORIES",
        "DESCRIPTION",
        "LAST-MODIFIED",
    }
    assert "\n" not in str(event["summary"])
    assert "\\" not in str(event["summary"])
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert len(vobject.readOne(data.decode()).vevent_list) == 1
    assert not any(c < 32 and c not in (10, 13) for c in data)


def test_without_times_an_event_lasts_the_whole_day(workspace: Path, run: Run) -> None:
    data = export(workspace, run)
    assert b"DTSTART;VALUE=DATE:20110601\r\n" in data
    assert b"DTEND;VALUE=DATE:20110602\r\n" in data
    assert b"VTIMEZONE" not in data


@pytest.mark.parametrize(
    ("when", "written"),
    [
        ("30 Oct 2011", b"DTSTART:20111030T003000Z"),  # 1:30 comes twice; the first of the two
        ("29 Oct 2011", b"DTSTART;TZID=Europe/London:20111029T013000"),
    ],
)
def test_a_time_that_clients_read_differently_is_written_in_utc(
    workspace: Path, run: Run, when: str, written: bytes
) -> None:
    assert written in export(workspace, run, keys="country: England", when=when, time="time: 1:30-2:30")


def test_what_was_delivered_at_a_time_that_never_came_is_written_in_utc(workspace: Path, run: Run) -> None:
    export(workspace, run, keys="country: England", when="26 Mar 2011", time="time: 1:30-2:30")
    plan = workspace / "programmes" / "one.plan.yaml"
    held = plan.read_text().replace("26 Mar 2011", "27 Mar 2011").replace("Sat 27", "Sun 27")
    plan.write_text(held.replace("status: tentative", "status: delivered"))
    assert run("export").code == 0
    assert b"DTSTART:20110327T013000Z" in (workspace / "one.ics").read_bytes()


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "America/Santiago", "Etc/GMT+5"])
def test_a_zone_without_a_yearly_rule_is_written_in_utc(workspace: Path, run: Run, zone: str) -> None:
    data = export(workspace, run, keys=f"timezone: {zone}", time="time: 9:30-12:30")
    assert re.search(rb"DTSTART:20110601T\d{6}Z", data)
    assert b"VTIMEZONE" not in data
    assert f"X-WR-TIMEZONE:{zone}".encode() in data


def test_the_domain_is_the_programmes(workspace: Path, run: Run) -> None:
    assert b"UID:day-1.one-2011-01@healthskills.example" in export(workspace, run, keys="domain: healthskills.example")
