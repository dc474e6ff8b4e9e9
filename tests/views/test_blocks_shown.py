"""Several days, windows, days that are no sessions, and what is provisional: in every view."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import icalendar
import openpyxl
from conftest import Run

PROGRAMME = """\
title: Blocks
length: 3 months
start: 2011-03
country: England
attendance: all but 1
dates: {applications-close: 12 Nov 2010, papers: 6 weeks before the start, certificates: about 2 weeks after the end}
sessions:
  retreat: {kind: residential, title: Retreat, lasts: Fri to Sun, time: 9:30-16:30, when: 25 to 27 Mar 2011}
  award: {kind: celebration, title: Award, when: during retreat, time: evening, weekdays: Fri}
  talk: {kind: coaching, title: Talk, arranged-by: [coach, participant], count: 2, for: each participant}
  grant: {kind: masterclass, title: Grant day, depends-on: a second grant, mode: online, lasts: 90 minutes}
strands:
  reading: {kind: e-learning, title: Reading, when: between retreat and grant}
"""


def scheduled(workspace: Path, run: Run, more: str = "") -> None:
    (workspace / "programmes" / "blocks.yaml").write_text(PROGRAMME + more)
    ran = run("schedule")
    assert ran.code == 0, ran.err


def test_a_session_of_several_days_is_an_entry_a_day_at_its_hours_across_a_change_of_clocks(
    workspace: Path, run: Run
) -> None:
    scheduled(workspace, run)
    run("export")
    events = {
        str(one["UID"]): one for one in icalendar.Calendar.from_ical(Path("blocks.ics").read_bytes()).walk("VEVENT")
    }
    days = [events[f"retreat{nth}.blocks-2011-03@hsplan.invalid"] for nth in ("", ".d2", ".d3")]
    assert [str(one.decoded("DTSTART")) for one in days] == [
        "2011-03-25 09:30:00+00:00",
        "2011-03-26 09:30:00+00:00",
        "2011-03-27 09:30:00+01:00",  # the clocks went forward that night
    ]
    assert [str(one["SUMMARY"]) for one in days] == [f"Retreat (day {n} of 3)" for n in (1, 2, 3)]


def test_what_is_provisional_says_so_and_windows_are_left_out_where_the_author_wants_that(
    workspace: Path, run: Run
) -> None:
    scheduled(workspace, run, "entries: {windows: no}\n")
    run("export")
    events = icalendar.Calendar.from_ical(Path("blocks.ics").read_bytes()).walk("VEVENT")
    titles = [str(one["SUMMARY"]) for one in events]
    assert "Provisional: Grant day" in titles
    assert not any("Talk" in title or "Reading" in title for title in titles)
    grant = next(one for one in events if "Grant" in str(one["SUMMARY"]))
    for words in ("Provisional: depends on a second grant", "Meeting online", "90 minutes"):
        assert words in str(grant["DESCRIPTION"])


def test_the_json_has_windows_with_their_last_day_and_days_that_are_no_sessions(workspace: Path, run: Run) -> None:
    scheduled(workspace, run)
    (found,) = json.loads(run("show", "--json").out)["programmes"]
    grant = next(one for one in found["sessions"] if one["id"] == "grant")
    retreat = next(one for one in found["sessions"] if one["id"] == "retreat")
    talk, reading = found["windows"]
    assert (retreat["first"], retreat["last"]) == ("2011-03-25", "2011-03-27")
    day_before = date.fromordinal(date.fromisoformat(grant["first"]).toordinal() - 1).isoformat()
    assert (talk["first"], talk["last"], talk["arranged_by"]) == ("2011-03-28", day_before, ["coach", "participant"])
    assert talk["detail"] == "2 of them, for each participant"
    assert (reading["first"], reading["last"], reading["arranged_by"]) == ("2011-03-28", day_before, [])
    assert [one["first"] for one in found["dates"]] == ["2010-11-12", "2011-01-18", "2011-06-14"]
    assert found["facts"] == {"attendance": "all but 1"}
    assert (grant["mode"], grant["depends_on"]) == (["online"], "a second grant")


def test_the_screen_tells_windows_apart_from_dates(workspace: Path, run: Run) -> None:
    scheduled(workspace, run)
    out = run("show", "blocks").out
    arranged = out[out.index("TO BE ARRANGED") : out.index("ALONGSIDE")]
    assert "Mon 28 Mar 2011 to" in arranged
    assert "arranged by coach, participant" in arranged
    assert "Reading" in out[out.index("ALONGSIDE") : out.index("DATES")]
    assert "Fri 12 Nov 2010  Applications close" in out
    assert "(provisional) Grant day" in out
    assert "3 days, to Sun 27 Mar 2011" in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_a_window_in_the_plan_is_read_back_and_one_out_of_place_is_told(workspace: Path, run: Run) -> None:
    scheduled(workspace, run)
    path = workspace / "programmes" / "blocks.plan.yaml"
    text = path.read_text()
    assert "  talk:\n    title: Talk\n    from: Mon 28 Mar 2011\n    until:" in text
    path.write_text(text.replace("    from: Mon 28 Mar 2011\n", "    from: Sat 26 Mar 2011\n", 1))
    ran = run("validate")
    assert (ran.code, ran.out.count("window-closed")) == (1, 1)
    assert "moved: window talk, now " in run("schedule").err
    assert run("validate").code == 0
    assert path.read_text().count("from: Mon 28 Mar 2011") == 2


def test_what_has_no_date_goes_with_a_programme_that_stops(workspace: Path, run: Run) -> None:
    scheduled(workspace, run)
    before = {words: run("show", "blocks", words).out for words in ("--timeline", "--skills")}
    assert "Reading" in before["--timeline"]
    cancelled = run("cancel", "blocks", "--all")
    assert [line.split(",")[0] for line in cancelled.out.splitlines() if "window" in line] == [
        "  cancelled: window talk",
        "  cancelled: window reading",
    ]
    out = run("show", "blocks").out
    assert "CANCELLED Talk" in out[out.index("TO BE ARRANGED") :]
    assert "CANCELLED Reading" in out[out.index("ALONGSIDE") :]
    assert "Reading" not in run("show", "blocks", "--timeline").out
    (found,) = json.loads(run("show", "--json").out)["programmes"]
    assert {one["status"] for one in found["windows"]} == {"cancelled"}
    run("export", "--format", "html,xlsx,md,ics")
    page = Path("blocks.html").read_text()
    assert page.count("<s>Reading</s></strong>") == 1
    assert 'class="bar' not in page
    assert "Reading" not in Path("blocks.md").read_text()
    rows = [cell.value for row in openpyxl.load_workbook("blocks.xlsx")["Other dates"].iter_rows() for cell in row]
    assert rows.count("Cancelled") == 1
    assert rows.count("2 of them, for each participant\nCancelled") == 1
    assert run("validate").code == 0


def test_who_has_a_role_that_arranges_something_sees_it_if_they_lead_such(workspace: Path, run: Run) -> None:
    text = """\
title: T
length: 6 months
roles: {sponsor: {is: mentor}}
people:
  coach-a: {name: Coach A, role: coach}
  coach-b: {name: Coach B, role: coach, leads: [feedback, named, helped]}
  sponsor-a: {name: Sponsor A, role: sponsor}
  facilitator-a: {name: Facilitator A, leads: everything}
sessions: {day-1: {kind: workshop}}
strands:
  coaching: {kind: coaching, arranged-by: coaches and participant}
  feedback: {kind: assignment, arranged-by: [Coach, set]}
  mentoring: {kind: coaching, arranged-by: mentor}
  named: {kind: assignment, arranged-by: coach, with: coach-a}
  helped: {kind: assignment, arranged-by: coach, with: facilitator-a}
"""
    (workspace / "programmes" / "t.yaml").write_text(text)
    assert run("schedule", "--start", "2011-01").code == 0
    found = {}
    for id_ in ("coach-a", "coach-b", "sponsor-a", "facilitator-a"):
        (shown,) = json.loads(run("show", "--json", "--for", id_).out)["programmes"]
        found[id_] = [one["id"] for one in shown["windows"]]
    assert "\nFor Coach A: no session\n" in run("show", "--agenda", "--for", "coach-a").out
    assert found == {
        "coach-a": ["coaching", "feedback", "named", "helped"],
        "coach-b": ["feedback", "helped"],  # `named` is coach A's
        "sponsor-a": ["mentoring"],
        "facilitator-a": ["helped"],
    }
