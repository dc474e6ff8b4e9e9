"""The three lines of everyday use, as their users type them, and what follows when things change."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from conftest import Run

PLAN = Path("programmes/stepney.plan.yaml")


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def test_validate_says_what_a_sound_programme_holds(stepney: Path, run: Run) -> None:
    ran = run("validate", "stepney.yaml")
    assert ran.code == 0
    assert ran.out == (
        "programmes/stepney.yaml is sound: 3 trimesters, 8 insight days, 3 leadership\n"
        "  challenges, 1 project, 5 skills, 3 facilitators, 2 venues\n"
    )


@pytest.mark.parametrize("name", ["stepney", "stepney.yaml", "programmes/stepney.yaml", "./programmes/stepney.yaml"])
def test_a_programme_is_named_by_id_file_or_path(stepney: Path, run: Run, name: str) -> None:
    assert run("validate", name).out.startswith("programmes/stepney.yaml is sound")


def test_schedule_dates_every_session_and_writes_the_plan(stepney: Path, run: Run) -> None:
    ran = run("schedule", "--start", "2011-01")
    assert ran.code == 0
    days = re.findall(r"^ \S (?:Tue|Wed|Thu) [ \d]\d [A-Z][a-z]{2} 2011  09:30-16:30  ", ran.out, re.MULTILINE)
    assert len(days) == 11
    assert "optimum proven" in ran.err
    assert ran.err.splitlines()[-1] == "Next: hsplan export --format ics"
    text = PLAN.read_text()
    assert "calendar-id: stepney-2011-01\n" in text
    assert text.count("    status: tentative\n") == 11


def test_a_second_run_touches_nothing(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    before, held = PLAN.read_bytes(), PLAN.stat()
    again = run("schedule", "--start", "2011-01", SOURCE_DATE_EPOCH="1300000000")
    assert again.code == 0
    assert "nothing changed" in again.err
    assert "20 Jan 2011" in again.out
    assert (PLAN.read_bytes(), PLAN.stat().st_mtime_ns, PLAN.stat().st_ino) == (before, held.st_mtime_ns, held.st_ino)


def test_an_added_closed_day_moves_what_stands_on_it_and_no_more(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    change(
        stepney,
        "    festivals:",
        "    proclaimed: {when: 1 Mar 2011}\n    festivals:",
    )
    ran = run("schedule")
    told = [line for line in ran.err.splitlines() if line.startswith("  ")]
    assert told[:-1] == [
        "  was wrong: `day-2` is on Tue 1 Mar 2011, which is closed: Proclaimed",
        "  moved: day-2 from Tue 1 Mar 2011 to Wed 2 Mar 2011",
    ]
    assert told[-1].startswith("  programmes/stepney.plan.yaml: revision 2, optimum proven")
    text = PLAN.read_text()
    assert "calendar-id: stepney-2011-01\n" in text
    assert text.count("    revision: 1\n") == 10
    assert text.count("    revision: 2\n") == 1


def test_a_changed_title_changes_its_entry_and_no_date(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    run("export")
    before = Path("stepney.ics").read_bytes().split(b"BEGIN:VEVENT")
    change(stepney, "title: Leading change in practice", "title: Leading changes in practice")
    assert "changed since the plan was written: day-2" in run("show").err
    ran = run("schedule", SOURCE_DATE_EPOCH="1300000000")
    assert "  changed: day-2 on Tue 1 Mar 2011\n" in ran.err
    run("export")
    after = Path("stepney.ics").read_bytes().split(b"BEGIN:VEVENT")
    differ = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    assert differ == [2]
    assert b"DTSTAMP:20110313T070640Z" in after[2]


def test_a_session_dropped_and_one_added_are_told(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    change(
        stepney,
        "      day-8: {kind: insight-day, title: Leading beyond authority, teaches: [behaviours, change]}",
        "      day-9: {kind: insight-day, title: Another, teaches: change}",
    )
    change(stepney, "when: during day-8", "when: during day-9")
    ran = run("schedule")
    assert ran.code == 0
    assert "  dropped: day-8, was on " in ran.err
    assert "  added: day-9 on " in ran.err


def test_a_date_moved_by_hand_is_kept_if_sound(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    change(PLAN, "date: Tue 1 Mar 2011", "date: Thu 10 Mar 2011  # asked by Practice B")
    assert "Thu 10 Mar 2011" in run("show").out
    ran = run("schedule")
    assert ran.code == 0
    assert "  kept as changed by hand: day-2 on Thu 10 Mar 2011\n" in ran.err
    assert "date: Thu 10 Mar 2011  # asked by Practice B\n" in PLAN.read_text()


def test_a_plan_broken_by_hand_is_shown_under_its_findings_and_not_exported(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    change(PLAN, "date: Tue 1 Mar 2011", "date: Fri 29 Apr 2011")
    shown = run("show")
    assert shown.code == 1
    assert "29 Apr 2011" in shown.out
    assert "error[closed-day]" in shown.err
    assert "Wedding of William and Catherine" in " ".join(shown.err.split())
    assert re.search(r"--> programmes/stepney\.plan\.yaml:\d+:11", shown.err)
    exported = run("export")
    assert exported.code == 1
    assert not Path("stepney.ics").exists()


def test_a_comment_without_a_place_is_told(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    change(PLAN, "  day-8:\n", "  # a word on day 8\n  day-8:\n")
    change(
        stepney,
        "      day-8: {kind: insight-day, title: Leading beyond authority, teaches: [behaviours, change]}",
        "      day-9: {kind: insight-day, title: Another, teaches: change}",
    )
    change(stepney, "when: during day-8", "when: during day-9")
    assert "A comment of the plan before found no place in the new one: # a word on day 8" in run("schedule").err


def test_fresh_plans_anew_under_an_id_never_used_before(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    for expected in ("stepney-2011-01-2", "stepney-2011-01-3"):
        assert run("schedule", "--fresh").code == 0
        assert f"calendar-id: {expected}\n" in PLAN.read_text()
    assert "retired: [stepney-2011-01, stepney-2011-01-2]\n" in PLAN.read_text()


def test_another_start_is_refused_and_changes_nothing(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    before = PLAN.read_bytes()
    for words in (("schedule", "stepney", "--start", "2011-02"), ("schedule", "--start", "2011-02")):
        ran = run(*words)
        assert ran.code == 1
        assert "error[other-start]" in ran.err
        assert "--fresh" in ran.err
    assert PLAN.read_bytes() == before


def test_without_a_start_the_command_to_run_is_given(stepney: Path, run: Run) -> None:
    ran = run("schedule")
    assert ran.code == 1
    assert "hsplan schedule stepney --start 2011-01" in " ".join(ran.err.split())


def test_a_start_in_the_file_will_do(stepney: Path, run: Run) -> None:
    change(stepney, "length: 12 months ", "length: 12 months\nstart: Jan 2011")
    assert run("schedule").code == 0
    assert "start: Sat 1 Jan 2011\n" in PLAN.read_text()


def test_dry_run_and_check_write_nothing(stepney: Path, run: Run) -> None:
    assert run("schedule", "--start", "2011-01", "--dry-run").code == 0
    assert run("schedule", "--start", "2011-01", "--check").code == 1
    assert not PLAN.exists()
    run("schedule", "--start", "2011-01")
    assert run("schedule", "--check").code == 0


def test_a_programme_elsewhere_keeps_its_plan_beside_it(stepney: Path, run: Run) -> None:
    Path("elsewhere").mkdir()
    stepney.rename("elsewhere/north.yaml")
    assert run("schedule", "elsewhere/north.yaml", "--start", "2011-01").code == 0
    assert Path("elsewhere/north.plan.yaml").exists()
    assert run("export", "elsewhere/north.yaml").out == "north.ics\n"


def test_all_programmes_of_a_workspace_are_planned_together(stepney: Path, run: Run) -> None:
    stepney.with_name("bow.yaml").write_bytes(stepney.read_bytes())
    assert run("schedule", "--start", "2011-01").code == 0
    assert run("export").out == "bow.ics\nstepney.ics\n"
    assert [one["id"] for one in json.loads(run("show", "--json").out)["programmes"]] == ["bow", "stepney"]


def test_the_json_is_as_documented(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    answer = json.loads(run("show", "--json").out)
    (programme,) = answer["programmes"]
    assert answer["version"] == 1
    assert " ".join(programme) == (
        "id title client network cohort start length_months timezone status phases sessions windows dates facts "
        "project provider audience size revision calendar_id domain phase_word needs skills people venues "
        "participants shared gone gone_windows unsettled reader organiser"
    )
    assert (programme["client"], programme["network"]) == ("NHS Tower Hamlets", "Stepney and Whitechapel Network")
    assert (programme["id"], programme["cohort"], programme["status"]) == ("stepney", None, "tentative")
    assert (programme["start"], programme["length_months"], programme["timezone"]) == (
        "2011-01-01",
        12,
        "Europe/London",
    )
    kinds = [session["kind"] for session in programme["sessions"]]
    assert (kinds.count("insight-day"), kinds.count("leadership-challenge")) == (8, 3)
    days = [session["first"] for session in programme["sessions"]]
    assert days == sorted(days)
    for phase in ("first", "second", "third"):
        assert [one["kind"] for one in programme["sessions"] if one["phase"] == phase][-1] == "leadership-challenge"
    may = next(session for session in programme["sessions"] if session["id"] == "day-3")
    assert may == {
        "id": "day-3",
        "kind": "insight-day",
        "title": "Building the team",
        "phase": "second",
        "first": "2011-05-03",
        "last": "2011-05-03",
        "parts": [
            {
                "name": "workshop",
                "start": "2011-05-03T09:30:00+01:00",
                "end": "2011-05-03T12:30:00+01:00",
                "time": None,
                "for": None,
                "title": "workshop",
                "apart": None,
                "attendees": [],
            },
            {
                "name": "action-learning",
                "start": "2011-05-03T13:30:00+01:00",
                "end": "2011-05-03T16:30:00+01:00",
                "time": None,
                "for": "each set",
                "title": "action learning",
                "apart": 2,
                "attendees": [],
            },
        ],
        "teaches": ["teams"],
        "practises": [],
        "facilitators": [
            {"id": "facilitator-a", "name": "Facilitator A"},
            {"id": "facilitator-c", "name": "Facilitator C"},
        ],
        "venue": {"id": "venue-a", "name": "Venue A"},
        "status": "tentative",
        "sequence": 0,
        "for": None,
        "mode": [],
        "attendance": None,
        "depends_on": None,
        "with_session": None,
        "overnight": False,
        "waived": [],
        "item": "day-3",
        "kind_title": "insight day",
        "summary": None,
        "preparation": None,
        "link": None,
        "expected": 16,
        "attendees": [],
        "scenario": None,
        "note": None,
        "joint_with": [],
        "changed": "2010-11-01T09:00:00Z",
    }
    project = programme["project"]
    assert project["serves"] == ["copd"]
    assert project["outcomes"][0] == {
        "id": "working-together",
        "measure": "Practices work together in a more co-ordinated and focused way",
        "baseline": None,
        "target": None,
    }
    assert project["milestones"][-1] == {
        "id": "delivery",
        "title": "Delivery of the project",
        "date": days[-1],
        "session": "challenge-3",
    }


def test_no_session_lies_on_a_day_that_the_programme_closes(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    (programme,) = json.loads(run("show", "--json").out)["programmes"]
    days = {date.fromisoformat(session["first"]) for session in programme["sessions"]}
    closed = [
        (2, 21, 2, 25),
        (4, 11, 4, 25),
        (5, 30, 6, 3),
        (7, 25, 9, 2),
        (10, 24, 10, 28),
        (12, 19, 12, 31),
        (1, 1, 1, 7),
    ]
    assert not any(date(2011, a, b) <= day <= date(2011, c, d) for day in days for a, b, c, d in closed)


def test_export_to_stdout_is_the_file(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    run("export")
    assert run("export", "-o", "-").out.encode() == Path("stepney.ics").read_bytes()
    assert run("export", "--format", "json", "-o", "-").out == run("show", "--json").out
