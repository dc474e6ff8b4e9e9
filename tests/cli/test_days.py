"""Days from observances and files, as a programme's author meets them: from the file to the plan."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, Run

from hsplan.dates.days import DayRange
from hsplan.plan.fingerprint import fingerprint
from hsplan.programme.model import Programme
from hsplan.programme.people import can_attend, free, open_on
from hsplan.workspace.files import shown
from hsplan.workspace.names import Source
from hsplan.workspace.opening import calendar_of, dated_findings, open_programme

TOP = """
title: Leading together
start: 2011-01
length: 12 months
country: England
audience: [GP, Practice manager]
"""
START = date(2011, 1, 1)


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def a_file(folder: Path, name: str, *events: str) -> None:
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])
    (folder / "programmes" / name).parent.mkdir(exist_ok=True)
    (folder / "programmes" / name).write_bytes(text.encode())


def written(folder: Path, text: str) -> Path:
    path = folder / "programmes" / "leading.yaml"
    path.write_text(TOP + text)
    return path


def opened(path: Path) -> Programme:
    return open_programme(Source("leading", path, None)).understood()


def closed(path: Path) -> dict[str, str]:
    return {f"{day:%m-%d}": why for day, why in sorted(calendar_of(opened(path), START).closed.items())}


SESSIONS = "sessions: {day-1: {kind: workshop}, day-2: {kind: workshop, for: gp}}\n"


def test_an_observance_closes_days_by_its_name(workspace: Path) -> None:
    path = written(
        workspace, SESSIONS + "calendar: {closed: {festivals: [Eid al-Fitr, Yom Kippur]}, bank-holidays: no}"
    )
    assert closed(path) == {
        "08-29": "Eid al-Fitr",
        "08-30": "Eid al-Fitr",
        "08-31": "Eid al-Fitr",
        "10-08": "Yom Kippur",
    }


@pytest.mark.parametrize(
    ("calendar", "days"),
    [
        ("{closed: {eid: {when: Eid al-Fitr, certainty: exact}}}", ["08-30"]),
        ("{closed: {eid: {when: Eid al-Fitr, certainty: 2 days}}}", ["08-28", "08-29", "08-30", "08-31", "09-01"]),
        ("{closed: {eid: Eid al-Fitr}, observances: {eid-al-fitr: 31 Aug 2011}}", ["08-31"]),
        ("{closed: {eid: Eid al-Fitr}, observances: {Eid al-Fitr: 30 or 31 Aug 2011}}", ["08-30", "08-31"]),
        ("{closed: {eid: Eid al-Fitr}, observances: {eid-al-fitr: 20 Mar 2026}}", ["08-29", "08-30", "08-31"]),
    ],
)
def test_the_file_has_the_last_word_on_an_observance(workspace: Path, calendar: str, days: list[str]) -> None:
    path = written(workspace, SESSIONS + f"calendar: {calendar[:-1]}, bank-holidays: no}}")
    assert list(closed(path)) == days


def test_own_dates_of_an_observance_hold_for_people_as_well(workspace: Path) -> None:
    people = "people: {coach-a: {name: Coach A, role: coach, away: [Eid al-Fitr]}}\n"
    path = written(workspace, SESSIONS + people + "calendar: {observances: {eid-al-fitr: 31 Aug 2011}}")
    coach = opened(path).people["coach-a"]
    assert (free(coach, date(2011, 8, 30)), free(coach, date(2011, 8, 31))) == (True, False)


def test_the_title_of_an_event_is_the_reason_and_a_filter_holds(workspace: Path) -> None:
    a_file(
        workspace,
        "school.ics",
        event("DTSTART;VALUE=DATE:20110221", "DTEND;VALUE=DATE:20110223", "SUMMARY:Half term holiday"),
        event("DTSTART;VALUE=DATE:20110906", "SUMMARY:First day of term"),
    )
    path = written(
        workspace, SESSIONS + "calendar: {bank-holidays: no, closed: {school: {ics: school.ics, titled: Holiday}}}"
    )
    assert closed(path) == {"02-21": "Half term holiday", "02-22": "Half term holiday"}


@pytest.mark.parametrize(
    ("titled", "days"),
    [
        ("Facilitator 1", ["02-01"]),
        ("facilitator", ["02-01", "02-02"]),
        ("acilitator 1", []),
        ("Trip", ["02-03"]),
        ("(leave)", ["02-01"]),
    ],
)
def test_a_title_holds_whole_words(workspace: Path, titled: str, days: list[str]) -> None:
    rows = ("Facilitator 1 (leave)", "Facilitator 10", "School trips")
    table = "date,title\n" + "".join(f"2011-02-0{n},{title}\n" for n, title in enumerate(rows, start=1))
    (workspace / "programmes" / "days.csv").write_text(table)
    calendar = f"calendar: {{bank-holidays: no, closed: {{away: {{csv: days.csv, titled: {titled}}}}}}}"
    assert list(closed(written(workspace, SESSIONS + calendar))) == days


def test_a_timed_event_closes_its_day_in_the_programmes_zone(workspace: Path) -> None:
    a_file(workspace, "plt.ics", event("DTSTART:20110620T230000Z", "DTEND:20110621T010000Z"))
    calendar = SESSIONS + "calendar: {bank-holidays: no, closed: {plt: {ics: plt.ics}}}"
    assert closed(written(workspace, calendar)) == {"06-21": "Plt"}
    assert closed(written(workspace, calendar + "\ntimezone: Europe/Lisbon")) == {"06-21": "Plt"}
    assert closed(written(workspace, calendar + "\ntimezone: America/New_York")) == {"06-20": "Plt"}


def test_days_from_a_table_close_and_are_the_only_ones(workspace: Path) -> None:
    (workspace / "programmes" / "days.csv").write_bytes("\ufeffFrom;To\r\n03/05/2011;05/05/2011\r\n".encode())
    path = written(workspace, SESSIONS + "calendar: {only: {hall: {csv: days.csv}}}")
    calendar = calendar_of(opened(path), START)
    assert [day for day in DayRange(START, date(2011, 12, 31)) if day not in calendar.closed] == [
        date(2011, 5, day) for day in (3, 4, 5)
    ]
    assert calendar.closed[date(2011, 5, 2)] == "May Day"  # a bank holiday tells more than that others are allowed


def test_people_and_venues_are_away_by_files_and_by_blocks(workspace: Path) -> None:
    a_file(workspace, "a.ics", event("DTSTART;VALUE=DATE:20110405", "SUMMARY:Operation"))
    a_file(workspace, "b.ics", event("DTSTART;VALUE=DATE:20110505"), event("DTSTART;VALUE=DATE:20110512"))
    path = written(
        workspace,
        SESSIONS
        + """
people:
  coach-a: {name: Coach A, role: coach, away: [Aug, {ics: a.ics}]}
  coach-b: {name: Coach B, role: coach, away: {ics: a.ics, titled: nothing}}
venues: {hall: {name: Hall, closed: {ics: b.ics}}}
calendar:
  closed: {course: {when: 6 Apr 2011, for: [coach-a, hall]}}
  only: {coach-b-days: {ics: b.ics, for: coach-b}}
""",
    )
    programme = opened(path)
    coach, other, hall = programme.people["coach-a"], programme.people["coach-b"], programme.venues["hall"]
    days = [date(2011, 4, 5), date(2011, 4, 6), date(2011, 5, 5), date(2011, 8, 1)]
    assert [free(coach, day) for day in days] == [False, False, True, False]
    assert [free(other, day) for day in days] == [False, False, True, False]
    assert [open_on(hall, day) for day in days] == [True, False, False, True]
    assert date(2011, 4, 6) not in calendar_of(programme, START).closed


def test_why_a_person_is_away_leaks_nowhere(workspace: Path, run: Run) -> None:
    a_file(workspace, "a.ics", event("DTSTART;VALUE=DATE:20110101", "DTEND;VALUE=DATE:20110701", "SUMMARY:Operation"))
    people = "people: {a-b: {name: A B, leads: everything, away: {ics: a.ics}}}\nwith: a-b\n"
    block = "calendar: {closed: {rehab: {title: Rehabilitation, when: 1 to 14 Jul 2011, for: a-b}}}\n"
    path = written(workspace, SESSIONS + people + block)
    printed = [run("schedule"), run("show", "--json"), run("export", "--format", "ics", "-o", "-")]
    assert [one.code for one in printed] == [0, 0, 0]
    plan = path.with_name("leading.plan.yaml")
    told = "".join(one.out + one.err for one in printed) + plan.read_text()
    plan.unlink()
    written(workspace, SESSIONS.replace("kind: workshop,", "kind: workshop, when: Mar 2011,") + people + block)
    refused = run("schedule")
    assert refused.code == 1
    assert "Operation" not in told + refused.err
    assert "Rehabilitation" not in told + refused.err


def test_days_of_a_role_close_the_sessions_that_it_comes_to(workspace: Path, run: Run) -> None:
    sessions = "sessions: {day-1: {kind: workshop, when: Mar 2011, for: practice-manager}, day-2: {kind: workshop}}\n"
    calendar = "weekdays: Wed\ncalendar: {closed: {training: {when: [Mar 2011, Apr 2011, May 2011], for: gp}}}\n"
    path = written(workspace, sessions + calendar)
    assert run("schedule").code == 0
    plan = path.with_name("leading.plan.yaml")
    assert "date: Wed 30 Mar 2011" in plan.read_text() or "Mar 2011" in plan.read_text()
    later = next(line for line in plan.read_text().splitlines() if "date:" in line and "Mar 2011" not in line)
    plan.write_text(plan.read_text().replace(later, "    date: Wed 13 Apr 2011"))
    ran = run("validate")
    assert ran.code == 1
    assert "`day-2` is on Wed 13 Apr 2011, which is closed: Training" in ran.out + ran.err


@pytest.mark.parametrize(
    ("early", "late", "day"), [("high", "low", "Tue 15 Mar"), ("low", "high", "Tue 1 Mar"), ("low", "low", "Tue 1 Mar")]
)
@pytest.mark.parametrize("whom", ["", ", for: gp", ", for: a-b", ", for: hall"])
def test_a_heavy_day_to_avoid_weighs_more_than_a_light_one(
    workspace: Path, run: Run, early: str, late: str, day: str, whom: str
) -> None:
    block = f"""
weekdays: Tue
people: {{a-b: {{name: A B, leads: everything}}}}
venues: {{hall: {{name: Hall}}}}
where: hall
with: a-b
preferences: {{even-spread: off}}
sessions: {{day-1: {{kind: workshop, when: 1 to 15 Mar 2011}}}}
calendar:
  avoid:
    early: {{when: 1 to 8 Mar 2011, weight: {early}{whom}}}
    late: {{when: 15 Mar 2011, weight: {late}{whom}}}
"""
    path = written(workspace, block)
    assert run("schedule").code == 0
    assert f"date: {day} 2011" in path.with_name("leading.plan.yaml").read_text()


@pytest.mark.parametrize(("weights", "day"), [(("high", "low"), "Tue 1 Mar"), (("low", "high"), "Tue 15 Mar")])
def test_the_most_preferred_day_is_taken(workspace: Path, run: Run, weights: tuple[str, str], day: str) -> None:
    block = f"""
weekdays: Tue
preferences: {{even-spread: off}}
sessions: {{day-1: {{kind: workshop, when: 1 to 15 Mar 2011}}}}
calendar:
  prefer: {{one: {{when: 1 Mar 2011, weight: {weights[0]}}}, other: {{when: 15 Mar 2011, weight: {weights[1]}}}}}
"""
    path = written(workspace, block)
    assert run("schedule").code == 0
    assert f"date: {day} 2011" in path.with_name("leading.plan.yaml").read_text()


def test_either_or_is_held_free_told_and_narrowed_without_moving_anything(workspace: Path, run: Run) -> None:
    text = SESSIONS + "calendar: {closed: {eid: 30 or 31 Aug 2011, lease: {when: Jun 2011, provisional: yes}}}\n"
    path = written(workspace, text)
    ran = run("schedule")
    told = "not settled yet, and held free: `eid` (Tue 30 Aug 2011 or Wed 31 Aug 2011), `lease` (provisional)"
    assert told in ran.err
    assert "not settled yet, and held free: `lease` (provisional)" in run("validate").out
    assert told in run("show").err
    assert closed(path)["08-30"] == closed(path)["08-31"] == "Eid (provisional)"
    before = path.with_name("leading.plan.yaml").read_text()
    path.write_text(path.read_text().replace("30 or 31 Aug", "31 Aug").replace(", provisional: yes", ""))
    ran = run("schedule")
    assert "not settled" not in ran.err
    assert "moved" not in ran.err
    dates = [line for line in before.splitlines() if "date:" in line]
    assert dates == [line for line in path.with_name("leading.plan.yaml").read_text().splitlines() if "date:" in line]


def test_participants_are_away_by_files_and_observances(workspace: Path) -> None:
    a_file(workspace, "a.ics", event("DTSTART;VALUE=DATE:20110405", "SUMMARY:Operation"))
    participants = "{a: {name: GP A, away: {ics: a.ics}}, b: {name: GP B, away: Eid al-Fitr}, c: {name: GP C}}"
    own = "calendar: {observances: {eid-al-fitr: 31 Aug 2011}}"
    known = opened(written(workspace, f"{SESSIONS}participants: {participants}\n{own}")).participants
    assert isinstance(known, dict)
    days = (date(2011, 4, 5), date(2011, 8, 30), date(2011, 8, 31))
    assert [[can_attend(one, day) for day in days] for one in known.values()] == [
        [False, True, True],
        [True, True, False],
        [True, True, True],
    ]


@pytest.mark.parametrize(
    "whose",
    [
        "people: {a-b: {name: A B, role: coach, away: {ics: a.ics}}}",
        "venues: {hall: {name: Hall, closed: {ics: a.ics}}}",
        "participants: {a-b: {name: A B, away: {ics: a.ics}}}",
    ],
)
def test_the_fingerprint_covers_every_day_and_no_title_of_a_persons(workspace: Path, whose: str) -> None:
    path = written(workspace, SESSIONS + whose)

    def found(start: str, title: str) -> str:
        a_file(workspace, "a.ics", event(f"DTSTART;VALUE=DATE:{start}", f"SUMMARY:{title}"))
        programme = opened(path)
        return fingerprint(programme, calendar_of(programme, START))

    assert found("20110405", "x") == found("20110405", "y")
    assert found("20110405", "x") != found("20110406", "x")


def test_a_file_that_leads_out_by_a_link_is_refused(workspace: Path) -> None:
    outside = workspace / "secret.ics"
    outside.write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    (workspace / "programmes" / "school.ics").symlink_to(outside)
    path = written(workspace, SESSIONS + "calendar: {closed: {school: {ics: school.ics}}}")
    findings = open_programme(Source("leading", path, None)).findings
    assert [(one.code, one.span.line if one.span else 0) for one in findings] == [("outside-folder", 8)]


def test_a_file_that_is_far_too_large_or_no_file_is_refused(workspace: Path) -> None:
    (workspace / "programmes" / "big.ics").write_bytes(b"BEGIN:VCALENDAR\n" + b" " * 5 * 1024 * 1024)
    (workspace / "programmes" / "folder.ics").mkdir()
    block = "calendar: {closed: {one: {ics: big.ics}, two: {ics: folder.ics}}}"
    findings = open_programme(Source("leading", written(workspace, SESSIONS + block), None)).findings
    assert [one.code for one in findings] == ["file-too-large", "not-a-file"]


def test_a_bad_event_and_a_bad_row_are_told_in_their_files(workspace: Path) -> None:
    a_file(workspace, "plt.ics", event("DTSTART:soon", "SUMMARY:PLT"), event("DTSTART:20110405"))
    (workspace / "programmes" / "days.csv").write_text("date\nsoon\n")
    path = written(workspace, SESSIONS + "calendar: {closed: {plt: {ics: plt.ics}, days: {csv: days.csv}}}")
    findings = open_programme(Source("leading", path, None)).findings
    told = [(one.code, one.span.file, one.span.line) for one in findings if one.span]
    folder = shown(path.parent)
    assert told == [
        ("row-not-understood", f"{folder}/days.csv", 2),
        ("event-not-understood", f"{folder}/plt.ics", 3),
    ]
    assert all(note.span is not None and note.span.line == 8 for one in findings for note in one.notes)


def test_files_count_from_the_folder_of_the_programme_for_shared_files_too(workspace: Path) -> None:
    a_file(workspace, "shared/a.ics", event("DTSTART;VALUE=DATE:20110405"))
    shared = workspace / "programmes" / "shared" / "people.yaml"
    shared.write_text("people: {coach-a: {name: Coach A, role: coach, away: {ics: shared/a.ics}}}\n")
    programme = opened(written(workspace, SESSIONS + "use: shared/people.yaml"))
    assert not free(programme.people["coach-a"], date(2011, 4, 5))


def test_years_without_days_are_told_for_every_source(workspace: Path) -> None:
    a_file(workspace, "school.ics", event("DTSTART;VALUE=DATE:20351026"))
    block = "calendar: {closed: {school: {ics: school.ics}, diwali: Diwali}}\n"
    path = written(workspace, SESSIONS + block)
    path.write_text(path.read_text().replace("start: 2011-01", "start: 2035-06"))
    one = open_programme(Source("leading", path, None))
    codes = [found.code for found in dated_findings(one, calendar_of(one.understood(), date(2035, 6, 1)))]
    assert codes == ["no-observance-data", "no-days-that-year"]


def test_a_programme_without_files_loads_nothing_that_reads_them(stepney: Path) -> None:
    heavy = (
        "icalendar",
        "dateutil.rrule",
        "hsplan.calendars.ics",
        "hsplan.calendars.recurring",
        "hsplan.calendars.tables",
    )
    script = (
        "import sys; sys.argv = ['hsplan', 'validate', 'stepney.yaml']\n"
        "from hsplan.__main__ import main\n"
        "try: main()\n"
        f"except SystemExit: print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True, env={"PYTHONPATH": str(ROOT)}
    )
    assert done.stdout.splitlines()[-1] == "[]"
