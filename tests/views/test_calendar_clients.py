"""The exported calendar in real clients: khal, icalendar and vobject agree with the plan on every start, end and title.

The times are literal, on both sides of 27 March and 30 October 2011, when British clocks changed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest
import vobject
from conftest import Run

Event = tuple[str, datetime, datetime]


@pytest.fixture
def exported(stepney: Path, run: Run) -> Path:
    """The seed programme, planned and exported; sessions stand close to each change of the clocks."""
    assert run("schedule", "--start", "2011-01").code == 0
    assert run("export", "--format", "ics").code == 0
    return stepney.parent.parent / "stepney.ics"


@pytest.fixture
def planned(exported: Path, run: Run) -> list[Event]:
    """What the plan says, by the documented JSON."""
    (programme,) = json.loads(run("show", "--json").out)["programmes"]
    return [
        (
            session["title"],
            datetime.fromisoformat(session["parts"][0]["start"]).astimezone(UTC),
            datetime.fromisoformat(session["parts"][-1]["end"]).astimezone(UTC),
        )
        for session in programme["sessions"]
    ]


def events_of(path: Path) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert isinstance(calendar, icalendar.Calendar)
    return calendar.events


def in_utc(moment: date | datetime) -> datetime:
    assert isinstance(moment, datetime)
    return moment.astimezone(UTC)


def test_icalendar_reads_the_plan(exported: Path, planned: list[Event]) -> None:
    assert [(str(e["summary"]), in_utc(e.start), in_utc(e.end)) for e in events_of(exported)] == planned


def test_vobject_reads_the_plan_by_the_zone_in_the_file(exported: Path, planned: list[Event]) -> None:
    calendar = vobject.readOne(exported.read_text())
    events = [
        (e.summary.value, e.dtstart.value.astimezone(UTC), e.dtend.value.astimezone(UTC)) for e in calendar.vevent_list
    ]
    assert events == planned


def khal(home: Path, *words: str) -> str:
    """What khal prints, in a home of its own, in London."""
    config = home / "config"
    config.write_text(
        f"[calendars]\n[[work]]\npath = {home / 'work'}\ntype = calendar\n"
        "[locale]\nlocal_timezone = Europe/London\ndefault_timezone = Europe/London\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {home / 'khal.db'}\n"
    )
    (home / "work").mkdir(exist_ok=True)
    command = [str(Path(sys.executable).with_name("khal")), "-c", str(config), *words]
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_khal_shows_the_plan_in_london(
    exported: Path, planned: list[Event], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("khal")
    khal(home, "import", "--batch", "-a", "work", str(exported))
    form = "{start-long-full}|{end-long-full}|{title}"
    shown = khal(home, "list", "--format", form, "--day-format", "", "2011-01-01", "2012-01-01").splitlines()
    events = [tuple(line.split("|")) for line in shown if "|" in line]
    london = [(title, start, end) for start, end, title in events]
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Europe/London")
    wanted = [
        (t, f"{s.astimezone(zone):%Y-%m-%d %H:%M}", f"{e.astimezone(zone):%Y-%m-%d %H:%M}") for t, s, e in planned
    ]
    assert london == wanted
    assert {start[11:] for _, start, _ in london} == {"09:30"}


def test_local_times_are_right_on_both_sides_of_each_change(planned: list[Event]) -> None:
    starts = {start.date(): start.hour for _, start, _ in planned}
    winter, summer = 9, 8  # 9:30 in London as hours of UTC
    assert {hour for day, hour in starts.items() if day < date(2011, 3, 27)} == {winter}
    assert {hour for day, hour in starts.items() if date(2011, 3, 27) <= day < date(2011, 10, 30)} == {summer}
    assert {hour for day, hour in starts.items() if day >= date(2011, 10, 30)} == {winter}


def test_bytes_are_what_clients_want(exported: Path) -> None:
    data = exported.read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r\n\r\n" not in data
    assert max(map(len, data.split(b"\r\n"))) <= 75
    for line in data.split(b"\r\n"):
        line.decode()  # no fold inside a character


def test_the_zone_is_the_hand_written_one(exported: Path) -> None:
    text = exported.read_text()
    assert text.count("BEGIN:VTIMEZONE") == text.count("BEGIN:STANDARD") == text.count("BEGIN:DAYLIGHT") == 1
    assert "RDATE" not in text
    assert re.search(r"BEGIN:DAYLIGHT\n(?:.*\n)*?DTSTART:19810329T010000\n", text)
    assert re.search(r"BEGIN:STANDARD\n(?:.*\n)*?DTSTART:19961027T020000\n", text)


def test_each_event_has_a_stored_id_and_the_plans_instant(exported: Path) -> None:
    events = events_of(exported)
    ids = ["day-1", "day-2", "challenge-1", *(f"day-{n}" for n in (3, 4, 5)), "challenge-2"]
    ids += [*(f"day-{n}" for n in (6, 7, 8)), "challenge-3"]
    assert [str(event["uid"]) for event in events] == [f"{id_}.stepney-2011-01@hsplan.invalid" for id_ in ids]
    assert {event.DTSTAMP for event in events} == {datetime(2010, 11, 1, 9, tzinfo=UTC)}
    assert {event.sequence for event in events} == {0}
    assert {str(event["status"]) for event in events} == {"TENTATIVE"}


def test_parts_stand_in_the_text_with_their_times(exported: Path) -> None:
    first = events_of(exported)[0]
    assert "09:30-12:30 Workshop\n13:30-16:30 Action learning" in str(first["description"])


def test_no_scenario_reaches_a_calendar(exported: Path) -> None:
    text = exported.read_bytes().replace(b"\r\n ", b"").decode()
    assert "short notice" not in text
    assert "against the clock" in text  # the challenge itself does


def test_no_reason_for_an_absence_reaches_a_calendar(exported: Path) -> None:
    assert "away" not in exported.read_text().lower()
