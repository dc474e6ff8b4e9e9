"""The exported calendar in real clients: khal, icalendar, vobject and Radicale agree on every start, end and title.

The times are literal, on both sides of each change of the clocks.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from clients import Khal, Shown, by_icalendar, by_vobject, events_of, radicale
from conftest import Run


@pytest.fixture
def exported(stepney: Path, run: Run) -> Path:
    """The seed programme, planned and exported; sessions stand close to each change of the clocks."""
    assert run("schedule", "--start", "2011-01").code == 0
    assert run("export", "--format", "ics").code == 0
    return stepney.parent.parent / "stepney.ics"


def planned(run: Run) -> list[Shown]:
    """What the plan says, by the documented JSON."""
    (programme,) = json.loads(run("show", "--json").out)["programmes"]
    return sorted(
        (
            session["title"],
            *(
                f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%d %H:%M}"
                for moment in (session["parts"][0]["start"], session["parts"][-1]["end"])
            ),
        )
        for session in programme["sessions"]
    )


def test_all_clients_show_the_plan(exported: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    data, wanted = exported.read_bytes(), planned(run)
    assert by_icalendar(data) == wanted
    assert by_vobject(data) == wanted
    khal = Khal(tmp_path_factory.mktemp("khal"))
    khal.take(exported)
    assert khal.shown("2011-01-01", "2012-01-01") == wanted
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        server.put(data)
        assert server.shown() == wanted


def test_in_london_each_day_begins_at_the_hour_that_is_written(
    exported: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    khal = Khal(tmp_path_factory.mktemp("khal"), "Europe/London")
    khal.take(exported)
    found = khal.shown("2011-01-01", "2012-01-01")
    assert (len(found), {(start[11:], end[11:]) for _, start, end in found}) == (11, {("09:30", "16:30")})


CLOCKS = {
    "Europe/London": {
        "26 Mar 2011": "2011-03-26 09:30",
        "27 Mar 2011": "2011-03-27 08:30",
        "29 Oct 2011": "2011-10-29 08:30",
        "30 Oct 2011": "2011-10-30 09:30",
    },
    "Europe/Dublin": {
        "26 Mar 2011": "2011-03-26 09:30",
        "27 Mar 2011": "2011-03-27 08:30",
        "29 Oct 2011": "2011-10-29 08:30",
        "30 Oct 2011": "2011-10-30 09:30",
    },
    "America/New_York": {
        "12 Mar 2011": "2011-03-12 14:30",
        "13 Mar 2011": "2011-03-13 13:30",
        "5 Nov 2011": "2011-11-05 13:30",
        "6 Nov 2011": "2011-11-06 14:30",
    },
    "Australia/Sydney": {
        "2 Apr 2011": "2011-04-01 22:30",
        "3 Apr 2011": "2011-04-02 23:30",
        "1 Oct 2011": "2011-09-30 23:30",
        "2 Oct 2011": "2011-10-01 22:30",
    },
    "Asia/Kolkata": {"26 Mar 2011": "2011-03-26 04:00", "30 Oct 2011": "2011-10-30 04:00"},
    "Africa/Casablanca": {
        "2 Apr 2011": "2011-04-02 09:30",
        "3 Apr 2011": "2011-04-03 08:30",
        "30 Jul 2011": "2011-07-30 08:30",
        "31 Jul 2011": "2011-07-31 09:30",
    },
}
"""9:30 by the clocks of each place, in UTC, the day before and the day on which they are changed.

In Britain and Ireland on the last Sundays of March and October, in New York on the second Sunday of March and the first
of November, in Sydney on the first Sundays of April and October, in India never, in Morocco until Ramadan began.
"""


def test_clients_agree_on_both_sides_of_each_change_of_clocks_wherever_it_is(
    workspace: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    wanted = []
    for n, (zone, days) in enumerate(CLOCKS.items()):
        sessions = ""
        for m, (day, start) in enumerate(days.items()):
            sessions += f"  s{m}: {{kind: workshop, title: '{zone} {day}', when: {day}, time: 9:30-10:30}}\n"
            end = datetime.fromisoformat(start) + timedelta(hours=1)
            wanted.append((f"{zone} {day}", start, f"{end:%Y-%m-%d %H:%M}"))
        keys = f"title: p{n}\nlength: 12 months\nstart: 2011-01\ntimezone: {zone}\nweekdays: Mon-Sun\n"
        (workspace / "programmes" / f"p{n}.yaml").write_text(f"{keys}sessions:\n{sessions}")
    assert run("schedule").code == 0
    assert run("export", "-o", "all.ics").code == 0
    data = Path("all.ics").read_bytes()
    assert data.count(b"BEGIN:VTIMEZONE") == len(CLOCKS) - 1  # Morocco has no yearly rule, and is written in UTC
    assert by_icalendar(data) == sorted(wanted)
    assert by_vobject(data) == sorted(wanted)
    khal = Khal(tmp_path_factory.mktemp("khal"))
    khal.take(Path("all.ics"))
    assert khal.shown("2011-01-01", "2012-01-01") == sorted(wanted)
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        server.put(data)
        assert server.shown() == sorted(wanted)


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
    events = events_of(exported.read_bytes())
    ids = ["day-1", "day-2", "challenge-1", *(f"day-{n}" for n in (3, 4, 5)), "challenge-2"]
    ids += [*(f"day-{n}" for n in (6, 7, 8)), "challenge-3"]
    assert [str(event["uid"]) for event in events] == [f"{id_}.stepney-2011-01@hsplan.invalid" for id_ in ids]
    assert {event.DTSTAMP for event in events} == {datetime(2010, 11, 1, 9, tzinfo=UTC)}
    assert {event.sequence for event in events} == {0}
    assert {str(event["status"]) for event in events} == {"TENTATIVE"}


def test_parts_stand_in_the_text_with_their_times(exported: Path) -> None:
    first = events_of(exported.read_bytes())[0]
    assert "09:30-12:30 Workshop\n13:30-16:30 Action learning" in str(first["description"])


def test_no_scenario_reaches_a_calendar(exported: Path) -> None:
    text = exported.read_bytes().replace(b"\r\n ", b"").decode()
    assert "short notice" not in text
    assert "against the clock" in text  # the challenge itself does


def test_no_reason_for_an_absence_reaches_a_calendar(exported: Path) -> None:
    assert "away" not in exported.read_text().lower()
