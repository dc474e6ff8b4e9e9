"""Programmes in odd years take the whole road: leap days, 53 weeks, over New Year, changing clocks, far off in time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from conftest import Run
from openpyxl import load_workbook

PROGRAMME = """\
title: At odd times
country: England
start: {start}
length: {length}
weekdays: Mon-Sun
with: 1 facilitator
where: hall
people: {{facilitator-a: {{name: Facilitator A, leads: everything}}}}
venues: {{hall: {{name: Hall}}}}
calendar: {{closed: {{festivals: [Diwali]}}}}
sessions:
  launch: {{kind: launch, time: 9:30-12:30}}
  pair: {{kind: workshop, lasts: 2 days, time: 22:00-23:59}}
  end: {{kind: review, when: at the end}}
strands:
  coaching: {{kind: coaching, count: 2, for: each participant, arranged-by: coach}}
"""
FIXED = """\
title: On certain days
country: England
start: {start}
length: 24 months
weekdays: Mon-Sun
calendar: {{bank-holidays: no}}
{people}
sessions:
{sessions}
"""


def on_days(start: str, *sessions: str, people: str = "") -> None:
    """A programme whose sessions say themselves when they are."""
    listed = "\n".join(f"  day-{n}: {{kind: workshop, {one}}}" for n, one in enumerate(sessions, 1))
    Path("programmes/odd.yaml").write_text(FIXED.format(start=start, sessions=listed, people=people))


def days(run: Run) -> list[str]:
    """The days and times of every session's days, by the table."""
    assert run("schedule").code == 0
    rows = run("export", "-f", "csv", "-o", "-").out.splitlines()[1:]
    return [" ".join(row.split(",")[:4]).rstrip() for row in rows]


def in_the_feed(run: Run, *names: str) -> list[str]:
    """Some properties of each session's entries."""
    lines = run("export", "-o", "-").out.split("BEGIN:VEVENT", 1)[1].splitlines()
    return [line for line in lines if line.startswith(names)]


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("start", "length", "last", "unknown"),
    [
        ("1600-01", "2 months", "Tue 29 Feb 1600", "England in 1600, Diwali in 1600"),
        ("1899-12-15", "3 months", "Wed 14 Mar 1900", "Diwali in 1899, 1900"),
        ("1969-12-31", "2 months", "Fri 27 Feb 1970", "Diwali in 1969, 1970"),
        ("2011-01-31", "1 month", "Sun 27 Feb 2011", ""),
        ("2012-02-29", "12 months", "Wed 27 Feb 2013", ""),
        ("2015-12-28", "1 week", "Sun 3 Jan 2016", ""),
        ("2035-12", "2 months", "Thu 31 Jan 2036", "Diwali in 2036"),
        ("2038-01-19", "3 weeks", "Mon 8 Feb 2038", "Diwali in 2038"),
        ("2100-02", "1 month", "Sun 28 Feb 2100", "Diwali in 2100"),
        ("8900-12-31", "2 months", "Sun 27 Feb 8901", "England in 8900, 8901, Diwali in 8900, 8901"),
    ],
)
def test_any_year_can_be_planned_and_what_a_calendar_does_not_know_is_said(
    workspace: Path, run: Run, start: str, length: str, last: str, unknown: str
) -> None:
    Path("programmes/odd.yaml").write_text(PROGRAMME.format(start=start, length=length))
    ran = run("schedule")
    warned = [line for line in ran.err.splitlines() if line.startswith("warning[no-")]
    told = [line.partition(" are known ")[2].removeprefix("of ") for line in warned if "bank" in line]
    told += [line.partition(" dates of ")[2].replace(" are known", "") for line in warned if "observance" in line]
    assert (ran.code, ", ".join(told)) == (0, unknown)
    assert f" to {last} · tentative" in ran.out
    for words in ((), ("--timeline",), ("--load",), ("--on", "2011-06-01")):
        assert run("show", *words).code == 0
    assert run("export", "-f", "all", "-o", "out/").code == 0
    sheet = load_workbook(io.BytesIO(Path("out/odd.xlsx").read_bytes()))["Sessions"]
    dates = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]]
    assert all(isinstance(one, str) == (start < "1900-03") for one in dates[:1])  # Excel counts from March 1900


def test_a_leap_day_is_a_day_of_leap_years_alone(workspace: Path, run: Run) -> None:
    on_days("2012-01", "when: 29 Feb 2012")
    assert days(run) == ["Wed 2012-02-29"]
    for year in ("2011", "2100"):
        on_days(f"{year}-01", f"when: 29 Feb {year}")
        assert f"there is no day `29 Feb {year}`" in run("validate").out


def test_a_session_passes_the_turn_of_the_year(workspace: Path, run: Run) -> None:
    on_days("2011-06", "when: 31 Dec 2011 to 2 Jan 2012, lasts: 3 days, time: 9:00-17:00")
    assert days(run) == ["Sat 2011-12-31 09:00 17:00", "Sun 2012-01-01 09:00 17:00", "Mon 2012-01-02 09:00 17:00"]
    starts = in_the_feed(run, "DTSTART")
    assert [line.rpartition(":")[2] for line in starts] == ["20111231T090000", "20120101T090000", "20120102T090000"]


@pytest.mark.parametrize(
    ("days_held", "code"),
    [
        (("31 Dec 2020", "1 Jan 2021"), 1),  # both in week 53 of 2020
        (("28 Dec 2020", "3 Jan 2021"), 1),  # its Monday and its Sunday
        (("3 Jan 2021", "4 Jan 2021"), 0),  # weeks 53 and 1
        (("31 Dec 2024", "1 Jan 2025"), 1),  # both in week 1 of 2025
        (("27 Dec 2026", "28 Dec 2026"), 0),  # weeks 52 and 53
    ],
)
def test_a_week_is_one_week_also_where_the_year_turns(
    workspace: Path, run: Run, days_held: tuple[str, ...], code: int
) -> None:
    people = "with: 1 facilitator\npeople: {f: {name: Facilitator A, leads: everything, at-most: 1 day a week}}"
    on_days(f"{int(days_held[-1][-4:]) - 1}-06", *(f"when: {day}" for day in days_held), people=people)
    assert run("schedule").code == code


def test_a_session_in_the_night_in_which_the_clocks_change_ends_when_it_says(workspace: Path, run: Run) -> None:
    """In London 1:30 did not come on 27 March 2011, and came twice on 30 October."""
    on_days("2011-01", "when: 27 Mar 2011, time: 0:30-2:30", "when: 30 Oct 2011, time: 0:30-2:30")
    assert days(run) == ["Sun 2011-03-27 00:30 02:30", "Sun 2011-10-30 00:30 02:30"]
    found = [
        line.removeprefix("DT").replace(";TZID=Europe/London", "") for line in in_the_feed(run, "DTSTART", "DTEND")
    ]
    assert found == ["START:20110327T003000", "END:20110327T023000", "START:20111030T003000", "END:20111030T023000"]


def test_a_session_is_never_held_at_a_time_that_the_clocks_pass_over(workspace: Path, run: Run) -> None:
    """A page would say 1:15, and a calendar 2:15."""
    on_days("2011-01", "when: 26 to 27 Mar 2011, time: 1:15-3:00")
    assert days(run) == ["Sat 2011-03-26 01:15 03:00"]
    moved = run("move", "day-1", "27 Mar 2011", "--dry-run")
    assert (moved.code, "a change that breaks no rule (time-not-there)" in moved.err) == (1, True)


def test_a_day_on_which_the_clocks_pass_over_its_time_is_told_as_what_keeps_a_session_from_it(
    workspace: Path, run: Run
) -> None:
    on_days("2011-01", "when: 27 Mar 2011, time: 1:15-3:00")
    refused = run("schedule")
    assert (refused.code, "the clocks go forward past 01:15 on Sun 27 Mar 2011" in refused.err) == (1, True)
