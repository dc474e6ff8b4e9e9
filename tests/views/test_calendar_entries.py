"""What an entry says, and to whom: places, links, reminders, parts, windows; and the files of one reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import icalendar
import pytest
from clients import by_vobject, events_of
from conftest import Run

PROGRAMME = """\
title: A programme
network: A network
length: 6 months
start: 2011-01
country: England
weekdays: Mon-Sun
preferences: {even-spread: off, rotation: off}
KEYS
audience: [GP, Nurse]
groups: {set: {size: 2, number: 2}}
people: {facilitator-a: {name: Facilitator A, leads: everything}}
venues:
  hall: {name: Hall, town: London, address: "1 High Street,\\n\\nLondon\\nE1 1AA"}
sessions:
  one:
    kind: leadership-challenge
    title: One
    when: 1 Feb 2011
    where: hall
    with: facilitator-a
    scenario: A secret situation
    parts: {talk: {time: 9:30-12:30}, set-1: {for: set 1, time: 13:00-14:00}, set-2: {for: set 2, time: evening}}
  two: {kind: webinar, title: Two, when: 1 Mar 2011, time: 9:30-10:30, mode: online, link: "https://meet.example/a?b=c,d;e"}
  three: {kind: workshop, title: Three, when: 1 Apr 2011, for: nurse, depends-on: a grant}
strands:
  visit: {kind: coaching, title: Visit, arranged-by: coach, when: before one}
  after: {kind: coaching, title: Later, when: after the end}
"""


def exported(workspace: Path, run: Run, *words: str, keys: str = "") -> bytes:
    """The calendar of the programme."""
    (workspace / "programmes" / "one.yaml").write_text(PROGRAMME.replace("KEYS", keys))
    scheduled = run("schedule")
    assert scheduled.code == 0, scheduled.err
    ran = run("export", "-o", "now.ics", *words)
    assert ran.code == 0, ran.err
    return Path("now.ics").read_bytes()


def by_id(data: bytes) -> dict[str, Any]:
    """The events of a file by the part of their ids that is the programme's own."""
    return {str(one["uid"]).removesuffix(".one-2011-01@hsplan.invalid"): one for one in events_of(data)}


def test_where_to_go_is_the_venue_with_its_address_or_the_link(workspace: Path, run: Run) -> None:
    found = by_id(exported(workspace, run))
    assert found["one"]["location"] == "Hall, 1 High Street, London, E1 1AA"
    link = "https://meet.example/a?b=c,d;e"
    assert (found["two"]["location"], found["two"]["url"]) == (link, link)
    assert f"Join: {link}" in found["two"]["description"]
    assert "location" not in found["three"]


@pytest.mark.parametrize(
    ("reminder", "trigger"),
    [("30 minutes", "-PT30M"), ("1 day", "-PT24H"), ("90 minutes", "-PT90M"), ("1 week", "-PT168H")],
)
def test_a_reminder_is_the_last_thing_in_its_entry(workspace: Path, run: Run, reminder: str, trigger: str) -> None:
    data = exported(workspace, run, keys=f"entries: {{reminder: {reminder}}}").decode()
    alarm = f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Two\r\nTRIGGER:{trigger}\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    assert alarm in data
    assert data.count("BEGIN:VALARM") == 3  # none for windows


def test_without_being_asked_nobody_is_reminded_and_never_of_what_is_cancelled(workspace: Path, run: Run) -> None:
    assert b"VALARM" not in exported(workspace, run)
    exported(workspace, run, keys="entries: {reminder: 1 day}")
    assert run("cancel", "two").code == 0
    assert run("export", "-o", "now.ics").code == 0
    events = by_id(Path("now.ics").read_bytes())
    assert [id_ for id_, one in events.items() if one.walk("VALARM")] == ["one", "three"]


def test_a_feed_names_no_organiser_and_no_attendee(workspace: Path, run: Run) -> None:
    data = exported(workspace, run, keys="organiser: {name: The office, email: office@healthskills.example}")
    assert b"ORGANIZER" not in data
    assert b"ATTENDEE" not in data
    assert data.index(b"METHOD:PUBLISH") < data.index(b"BEGIN:VTIMEZONE")


def test_an_entry_a_part_has_its_own_time_and_title(workspace: Path, run: Run) -> None:
    data = exported(workspace, run, keys="entries: {each: part, windows: no}")
    assert by_vobject(data) == [
        ("One: Set 1", "2011-02-01 13:00", "2011-02-01 14:00"),
        ("One: Set 2", "2011-02-01", "2011-02-01"),
        ("One: Talk", "2011-02-01 09:30", "2011-02-01 12:30"),
        ("Provisional: Three", "2011-04-01", "2011-04-01"),
        ("Two", "2011-03-01 09:30", "2011-03-01 10:30"),
    ]
    assert "Set 2 (set 2): evening" in by_id(data)["one.set-2"]["description"]
    assert by_id(data).keys() == {"one.talk", "one.set-1", "one.set-2", "two", "three"}


def test_a_set_has_its_own_parts_alone(workspace: Path, run: Run) -> None:
    keys = "entries: {each: part, windows: no}"
    data = exported(workspace, run, "--for", "set-1", keys=keys)
    assert by_id(data).keys() == {"one.talk", "one.set-1", "two", "three"}
    whole = by_id(exported(workspace, run, "--for", "set-2"))["one"]["description"]
    assert ("Set 2" in whole, "Set 1" in whole) == (True, False)


def test_windows_are_whole_days_that_leave_people_free(workspace: Path, run: Run) -> None:
    found = by_id(exported(workspace, run))
    visit, later = found["visit.window"], found["after.window"]
    assert (f"{visit.start} {visit.end}", visit["summary"]) == ("2011-01-01 2011-02-01", "Visit (to be arranged)")
    assert (f"{later.start} {later.end}", later["summary"]) == ("2011-07-01 2011-07-02", "Later (from this day)")
    assert {visit["transp"], later["transp"]} == {"TRANSPARENT"}
    assert "To be arranged by coach" in visit["description"]


@pytest.mark.parametrize(
    ("reader", "sees", "named"),
    [
        ("facilitator-a", {"one": True}, "Facilitator A"),
        ("facilitator", {"one": True, "two": False, "three": False}, "Facilitators"),
        ("gp", {"one": False, "two": False}, "GP"),
        ("nurse", {"one": False, "two": False, "three": False}, "Nurse"),
        ("set-2", {"one": False, "two": False, "three": False}, "Set 2"),
        ("hall", {"one": False}, "Hall"),
    ],
)
def test_the_file_of_one_reader_has_their_sessions_and_name_and_a_scenario_only_if_they_lead(
    workspace: Path, run: Run, reader: str, sees: dict[str, bool], named: str
) -> None:
    data = exported(workspace, run, "--for", reader, keys="entries: {windows: no}")
    found = {id_: "A secret situation" in one["description"] for id_, one in by_id(data).items()}
    assert found == sees
    name = icalendar.Calendar.from_ical(data)["x-wr-calname"]
    assert name == f"A programme - A network for {named}"


def test_who_leads_in_two_programmes_has_one_file_with_both(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "shared").mkdir()
    (workspace / "programmes" / "shared" / "people.yaml").write_text(
        "people: {facilitator-a: {name: Facilitator A, leads: everything}}\n"
    )
    keys = (
        "length: 1 month\nuse: [shared/people.yaml]\nsessions: {day: {kind: workshop, title: T, with: facilitator-a}}\n"
    )
    for id_ in ("east", "west"):
        (workspace / "programmes" / f"{id_}.yaml").write_text(f"title: {id_.capitalize()}\n{keys}")
    assert run("schedule", "--start", "2011-01").code == 0
    assert run("export", "--for", "facilitator-a").out.split() == ["facilitator-a.ics"]
    data = Path("facilitator-a.ics").read_bytes()
    ids = [str(one["uid"]) for one in events_of(data)]
    assert ids == ["day.east-2011-01@hsplan.invalid", "day.west-2011-01@hsplan.invalid"]
    assert icalendar.Calendar.from_ical(data)["x-wr-calname"] == "East, West for Facilitator A"


@pytest.mark.parametrize(
    "words",
    [
        '"a\\r\\nEND:VEVENT\\r\\nBEGIN:VEVENT\\r\\nUID:x"',
        '"\\u2028\\ufffe\\x07 x"',
        '"' + "é😀" * 90 + '"',
        "'a;b,c:d\"e'",
    ],
)
def test_hostile_words_anywhere_are_only_words(workspace: Path, run: Run, words: str) -> None:
    text = PROGRAMME.replace("name: Hall", f"name: {words}").replace("title: Visit", f"title: {words}")
    text = text.replace("talk: {", f"talk: {{title: {words}, ").replace("title: A programme", f"title: {words}")
    text = text.replace("name: Facilitator A", f"name: {words}").replace(
        "KEYS", "entries: {each: part, reminder: 1 day}"
    )
    (workspace / "programmes" / "one.yaml").write_text(text)
    assert run("schedule").code == 0
    assert run("export", "-o", "now.ics", "--for", "facilitator-a").code == 0
    data = Path("now.ics").read_bytes()
    assert by_id(data).keys() == {"one.talk", "one.set-1", "one.set-2"}
    assert not any(character < 32 and character not in (10, 13) for character in data)
    assert max(map(len, data.split(b"\r\n"))) <= 75
    for line in data.split(b"\r\n"):
        assert b"\n" not in line
        line.decode()


def test_a_time_in_words_stands_alone_beside_its_kind(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "one.yaml").write_text("""title: A programme
start: 2011-01
length: 3 months
sessions:
  one: {kind: workshop, lasts: half a day, time: morning}
  two: {kind: workshop, parts: {talk: {time: evening}}}
""")
    run("schedule")
    run("export", "--format", "ics")
    found = by_id((workspace / "one.ics").read_bytes())
    assert "\nMorning, half a day\nA programme" in found["one"]["description"]
    assert "\nTalk: evening\nA programme" in found["two"]["description"]
