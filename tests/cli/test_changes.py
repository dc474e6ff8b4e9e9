"""What happens to a plan that people edit, deliver, cancel or break; and when an entry counts as changed."""

from __future__ import annotations

import copy
import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Once, Run
from nouns import a_plan, a_programme

from hsplan.plan.changes import changed_since
from hsplan.plan.revising import up_to_date
from hsplan.schedule.arranging import Planned, schedule
from hsplan.views import view
from hsplan.workspace.opening import calendar_of

PLAN = Path("programmes/stepney.plan.yaml")


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


@pytest.fixture
def planned(stepney: Path, once: Once) -> Path:
    once("schedule --start 2011-01")
    return stepney


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("date: Tue 3 May 2011", "date: Mon 2 May 2011", "moved: day-3 from Mon 2 May 2011 to Tue 3 May 2011"),
        ("people: [facilitator-a, facilitator-c]", "people: [facilitator-a]", "new people: day-1 on Thu 20 Jan 2011"),
        ("venue: venue-a", "venue: nowhere", "new venue: day-1 on Thu 20 Jan 2011"),
        ("workshop: 09:30-12:30", "workshop: 10:00-12:30", "new times: day-1 on Thu 20 Jan 2011"),
    ],
)
def test_a_plan_broken_by_hand_is_mended_to_what_it_was(
    planned: Path, run: Run, before: str, after: str, told: str
) -> None:
    run("export")
    entries = Path("stepney.ics").read_bytes()
    change(PLAN, before, after)
    ran = run("schedule", SOURCE_DATE_EPOCH="1300000000")
    assert (ran.code, told in ran.err) == (0, True)
    run("export")
    assert Path("stepney.ics").read_bytes() == entries  # what people were told has not changed


def test_someone_added_by_hand_stays(planned: Path, run: Run) -> None:
    change(PLAN, "people: [facilitator-a, facilitator-c]", "people: [facilitator-a, facilitator-b, facilitator-c]")
    assert "kept as changed by hand: day-1" in run("schedule").err
    assert "people: [facilitator-a, facilitator-b, facilitator-c]\n" in PLAN.read_text()
    assert "nothing changed" in run("schedule").err


def test_what_was_delivered_stays_whatever_the_programme_says_now(planned: Path, run: Run) -> None:
    change(PLAN, "status: tentative", "status: delivered")
    change(planned, "festivals:", "proclaimed: {when: 20 Jan 2011}\n    festivals:")
    assert "kept as changed by hand" not in run("schedule", "--dry-run").err
    ran = run("schedule")
    assert ran.code == 0
    assert "moved" not in ran.err
    assert "    title: Values, beliefs and the leader I am\n    date: Thu 20 Jan 2011\n" in PLAN.read_text()


def test_what_was_cancelled_stays_cancelled_and_binds_no_other(planned: Path, run: Run) -> None:
    text = PLAN.read_text()
    at = text.index("  day-2:")
    PLAN.write_text(text[:at] + text[at:].replace("status: tentative", "status: cancelled", 1))
    shown = run("show")
    assert "CANCELLED Leading change in practice" in shown.out
    change(planned, "gap: 3 to 7 weeks", "gap: 3 to 8 weeks")
    assert run("schedule").code == 0
    run("export")
    calendar = Path("stepney.ics").read_bytes()
    assert calendar.count(b"STATUS:CANCELLED") == 1
    assert b"SUMMARY:Cancelled: Leading change in practice" in calendar


def test_a_start_changed_in_the_file_is_refused_until_fresh(planned: Path, run: Run) -> None:
    change(planned, "length: 12 months ", "length: 12 months\nstart: 2011-02")
    for command in ("schedule", "validate"):
        ran = run(command)
        assert (ran.code, "other-start" in ran.out + ran.err) == (1, True), command
    assert run("schedule", "--fresh").code == 0
    assert "start: Tue 1 Feb 2011\n" in PLAN.read_text()


def test_the_domain_of_a_plan_stays_until_fresh(planned: Path, run: Run) -> None:
    change(planned, "length: 12 months ", "length: 12 months\ndomain: healthskills.example")
    run("schedule")
    assert b"@hsplan.invalid" in run("export", "-o", "-").out.encode()
    run("schedule", "--fresh")
    assert b"@healthskills.example" in run("export", "-o", "-").out.encode()


PARTS = {"talk": {"title": "Talk", "time": "9:30-12:30"}, "sets": {"time": "13:30-16:30"}}
DAY_1 = {"kind": "workshop", "title": "One", "teaches": "change", "preparation": "Read"}
PROGRAMME: dict[str, Any] = {
    "country": "England",
    "provider": "Healthskills",
    "client": "NHS Tower Hamlets",
    "network": "A network",
    "skills": {"change": "Change management"},
    "people": {"a": {"name": "Facilitator A", "leads": "everything"}},
    "venues": {"v": {"name": "Venue A", "town": "Stepney"}},
    "kinds": {"workshop": {"title": "workshop", "summary": "A day", "parts": PARTS}},
    "sessions": {},
    "trimesters": {"first": {"title": "Leading", "sessions": {"day-1": DAY_1}}},
    "project": {
        "title": "P",
        "milestones": {"m": {"title": "Half way", "when": "during day-1"}},
        "delivery": "at the end",
    },
}


@pytest.mark.parametrize(
    ("path", "value", "is_shown"),
    [
        ("title", "Another", True),
        ("provider", "Another", True),
        ("client", "Another", True),
        ("network", "Another", True),
        ("timezone", "Europe/Paris", True),
        ("skills.change", "Another", True),
        ("people.a.name", "Facilitator B", True),
        ("venues.v.name", "Venue B", True),
        ("venues.v.town", "Bow", True),
        ("kinds.workshop.title", "masterclass", True),
        ("kinds.workshop.summary", "Another", True),
        ("kinds.workshop.parts.talk.title", "Lecture", True),
        ("trimesters.first.title", "Another", True),
        ("trimesters.first.sessions.day-1.title", "Two", True),
        ("trimesters.first.sessions.day-1.preparation", "Write", True),
        ("trimesters.first.sessions.day-1.practises", "change", True),
        ("project.milestones.m.title", "Half way there", True),
        ("trimesters.first.sessions.day-1.scenario", "A secret", False),
        ("weekdays", "Mon-Thu", False),
        ("note", "Words", False),
        ("venues.v.seats", "40", False),
        ("people.a.away", "Aug 2011", False),
        ("project.title", "Q", False),
    ],
)
def test_the_digest_changes_exactly_when_the_entry_does(path: str, value: str, is_shown: bool) -> None:
    varied = copy.deepcopy(PROGRAMME)
    *holders, key = path.split(".")
    block = varied
    for holder in holders:
        block = block[holder]
    block[key] = value
    entries, digests = [], []
    for keys in (PROGRAMME, varied):
        programme = a_programme(**keys)
        plan = a_plan(programme, date(2011, 1, 18), day_1={"people": ("a",), "venue": "v"})
        entries.append(view("ics").render([schedule(Planned(programme, plan, calendar_of(programme, plan.start)))]))
        digests.append(up_to_date(plan, programme).sessions["day-1"].digest)
    feed = re.compile(rb"BEGIN:VEVENT.*END:VEVENT", re.DOTALL)
    assert (feed.findall(entries[0]) != feed.findall(entries[1])) == is_shown
    assert (digests[0] != digests[1]) == is_shown


def test_an_edit_of_what_is_not_shown_touches_no_file(planned: Path, run: Run) -> None:
    before = PLAN.read_bytes()
    change(planned, "weekdays: Tue-Thu", "weekdays: Tue-Fri")
    change(planned, "the roles of partners", "the parts of partners")
    assert "nothing changed" in run("schedule").err
    assert PLAN.read_bytes() == before


def test_what_stands_in_a_plan_is_compared_with_what_was_written() -> None:
    programme = a_programme()
    plan = a_plan(programme, date(2011, 1, 18), date(2011, 2, 15))
    assert changed_since(programme, plan) == ("day-1", "day-2")  # the digests of a made-up plan are made up


def test_a_programme_that_cannot_be_planned_holds_up_no_other(planned: Path, run: Run) -> None:
    planned.with_name("bow.yaml").write_text(
        "title: x\nlength: 2 weeks\nsessions:\n"
        "  a: {kind: workshop, when: 12 Jan 2011}\n  b: {kind: workshop, when: 5 Jan 2011}\n"
    )
    planned.with_name("poplar.yaml").write_text("title: x\nlength: 1 month\nsessions: {a: {kind: workshop}}\n")
    ran = run("schedule", "--start", "2011-01")
    assert (ran.code, "error[no-plan]" in ran.err) == (1, True)
    assert planned.with_name("poplar.plan.yaml").exists()
    assert not planned.with_name("bow.plan.yaml").exists()


def test_an_export_never_overwrites_a_programme_or_a_plan(planned: Path, run: Run) -> None:
    before = planned.read_bytes(), PLAN.read_bytes()
    for target in ("programmes/stepney.yaml", "programmes/stepney.plan.yaml"):
        assert run("export", "-o", target).code == 1
    Path("other").mkdir()
    Path("other/stepney.yaml").write_bytes(planned.read_bytes())
    run("schedule", "other/stepney.yaml", "--start", "2011-01")
    assert run("export", "stepney", "other/stepney.yaml").code == 1
    assert (planned.read_bytes(), PLAN.read_bytes()) == before


def test_the_longest_id_makes_a_plan_that_can_be_read(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / f"{'a' * 60}.yaml").write_text(
        "title: x\nlength: 1 month\nsessions: {a: {kind: workshop}}\n"
    )
    assert run("schedule", "--start", "2011-01").code == 0
    assert run("schedule", "--fresh").code == 0
    assert run("show").code == 0


def test_a_name_too_long_for_the_system_is_told(workspace: Path, run: Run) -> None:
    assert run("validate", "a" * 300).code == 1
    assert run("validate", "a/" * 3000).code == 1


def test_an_empty_start_is_a_wrong_command_line(stepney: Path, run: Run) -> None:
    assert run("schedule", "--start", "").code == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such pipes here")
def test_a_pipe_in_place_of_a_file_is_told(workspace: Path, run: Run) -> None:
    os.mkfifo(workspace / "programmes" / "pipe.yaml")
    ran = run("validate")
    assert (ran.code, "no ordinary file" in ran.out + ran.err) == (1, True)


def test_what_was_confirmed_and_counted_stays_so(planned: Path, run: Run) -> None:
    change(PLAN, "status: tentative\n    sequence: 0", "status: confirmed\n    sequence: 3")
    change(planned, "    festivals:", "    proclaimed: {when: 20 Jan 2011}\n    festivals:")
    assert "moved: day-1" in run("schedule").err
    day_1 = PLAN.read_text()[PLAN.read_text().index("  day-1:") :]
    assert day_1.index("status: confirmed\n    sequence: 3") < day_1.index("  day-2:")


def test_a_cancellation_by_hand_is_a_change(planned: Path, run: Run) -> None:
    change(planned, "gap: 3 to 7 weeks", "gap: at least 3 weeks")  # so that what is left keeps it
    text = PLAN.read_text()
    at = text.index("  day-2:")
    PLAN.write_text(text[:at] + text[at:].replace("status: tentative", "status: cancelled", 1))
    ran = run("schedule", SOURCE_DATE_EPOCH="1300000000")
    assert "day-2 on Tue 1 Mar 2011" in ran.err
    run("export")
    events = Path("stepney.ics").read_bytes().split(b"BEGIN:VEVENT")
    assert [b"DTSTAMP:20110313T070640Z" in event for event in events[1:]] == [n == 1 for n in range(11)]


def test_fresh_keeps_the_history_and_refuses_to_forget_the_past(planned: Path, run: Run) -> None:
    run("schedule", "--fresh")
    assert PLAN.read_text().count("\n- revision: ") == 2
    change(PLAN, "status: tentative", "status: delivered")
    run("schedule")
    before = PLAN.read_bytes()
    ran = run("schedule", "--fresh")
    assert (ran.code, "error[would-forget]" in ran.err) == (1, True)
    assert PLAN.read_bytes() == before


@pytest.mark.parametrize(
    ("plan", "written", "given", "fresh", "code"),
    [
        ("2011-01", "2011-01", "2011-02", True, 1),
        ("2011-01", "2011-02", "2011-01", False, 1),
        ("2011-01", "2011-02", None, False, 1),
        ("2011-01", "2011-02", None, True, 0),
        ("2011-01", None, "2011-02", True, 0),
        ("2011-01", None, "2011-02", False, 1),
        (None, "2011-02", "2011-01", False, 1),
        (None, "2011-02", "2011-02", False, 0),
        (None, None, None, False, 1),
    ],
)
def test_after_a_start_is_taken_the_next_command_takes_it_too(
    stepney: Path, run: Run, plan: str | None, written: str | None, given: str | None, fresh: bool, code: int
) -> None:
    if plan:
        run("schedule", "--start", plan)
    if written:
        change(stepney, "length: 12 months ", f"length: 12 months\nstart: {written}\n")
    words = [*(["--start", given] if given else []), *(["--fresh"] if fresh else [])]
    assert run("schedule", *words).code == code
    if code == 0:
        assert run("schedule").code == run("validate").code == 0


def test_a_circle_of_links_is_told(workspace: Path, run: Run) -> None:
    programmes = workspace / "programmes"
    (programmes / "a.yaml").symlink_to("a.yaml")
    for words in (("validate",), ("validate", "a"), ("schedule",), ("new", "a")):
        ran = run(*words)
        assert (ran.code, "made a mistake" in ran.err) == (1, False), words


def test_a_schema_that_is_someone_elses_is_left_alone(workspace: Path, run: Run) -> None:
    schema = workspace / "programmes" / "programme.schema.json"
    schema.write_text("{}")
    assert run("new", "a").code == 0
    assert schema.read_text() == "{}"


def test_json_is_answered_when_there_is_nothing_to_read(workspace: Path, run: Run) -> None:
    ran = run("validate", "nothing", "--json")
    assert (ran.code, json.loads(ran.out)["findings"][0]["code"]) == (1, "no-such-programme")


def test_a_delivered_session_that_the_programme_no_longer_has_is_told(planned: Path, run: Run) -> None:
    text = PLAN.read_text()
    at = text.index("  day-2:")
    PLAN.write_text(text[:at] + text[at:].replace("status: tentative", "status: delivered", 1))
    lines = planned.read_text().splitlines(keepends=True)
    planned.write_text(
        "".join(line for line in lines if not line.lstrip().startswith("day-2:")).replace("day-2", "day-1")
    )
    assert run("schedule").code == 0
    assert "  day-2:\n" in PLAN.read_text()
    assert "no longer in the programme, and so not shown: day-2" in run("show").err


def test_what_is_wrong_with_a_plan_is_told_beside_a_programme_that_cannot_be_read(stepney: Path, run: Run) -> None:
    stepney.write_text("title: [\n")
    stepney.with_name("stepney.plan.yaml").write_text("hsplan-plan: x\n")
    stepney.with_name("bow.yaml").write_text("title: Bow\ntitle: Bow\nlenght: 2 months\nsessions: {}\n")
    told = run("validate", "--report", "concise").out
    assert [line.split(" ")[0] for line in told.splitlines()][:4] == [
        "programmes/bow.yaml:2:1:",
        "programmes/bow.yaml:3:1:",
        "programmes/stepney.yaml:2:1:",
        "programmes/stepney.plan.yaml:1:14:",
    ]
