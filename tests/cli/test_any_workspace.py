"""Whatever the files hold: findings or success, in time, and nothing that could act on a terminal.

The number of a workspace is all that is needed to make it again: `whole_road.walks(NUMBER, 1)`. At length, with at most
500 MB: `pytest -m fuzz tests/cli/test_any_workspace.py`.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import by_hand
import pytest
from conftest import ROOT, SEED
from hypothesis import given, settings
from hypothesis import strategies as st
from shown import a_schedule
from spoiling import calendar_lines, crlf, own_template, spoil_bytes, table_lines
from whole_road import ran, walks

from hsplan.calendars.ics import read_ics
from hsplan.calendars.tables import read_table
from hsplan.dates.days import DayRange
from hsplan.findings import RefusedError
from hsplan.views import folder_view

NUMBERS = st.integers(0, 2**32)
ROADS = 2_000
AT_ONCE = 100
YEARS = [DayRange(date(year, 1, 1), date(year, 12, 31)) for year in (1600, 2011, 2012, 9000)]


@settings(derandomize=True, max_examples=15, deadline=None)
@given(NUMBERS)
@pytest.mark.no_cover
def test_the_whole_road_with_any_workspace(number: int) -> None:
    assert walks(number, 1) == []


@pytest.mark.parametrize("number", range(6))
@pytest.mark.no_cover
def test_any_plan_edited_by_hand_through_every_command(number: int) -> None:
    assert by_hand.turns(number, 1) == []


def days_told(number: int) -> None:
    draw = random.Random(number)
    for read, text in ((read_ics, calendar_lines(draw)), (read_table, table_lines(draw))):
        data = text.encode("utf-8", "replace")
        try:
            entries, warnings = read("a", spoil_bytes(draw, data) if draw.random() < 0.5 else data)
        except RefusedError:
            continue
        assert all(one.message.isprintable() for one in warnings)
        for entry in entries:
            assert entry.title.isprintable()
            for year in YEARS:
                assert all(days.first <= days.last for days in entry.stretches(year, "Europe/London"))


@settings(derandomize=True, max_examples=150, deadline=None)
@given(NUMBERS)
def test_files_of_days_of_any_sort(number: int) -> None:
    days_told(number)


SHOWN = a_schedule("sessions: {day: {kind: workshop, parts: {a: {}, b: {}}}}\n", date(2011, 3, 1), eyes="office")


def documents_made(number: int) -> None:
    draw = random.Random(number)
    text = own_template(draw).decode("utf-8", "replace")
    made = replace(SHOWN, title=draw.choice(["x", "\x1b[31m", "{{ 777 * 77 }}", "<b>"]))
    try:
        files = list(
            folder_view("joining").files("joining", made, lambda name: text if name.endswith("html") else None)
        )
    except RefusedError:
        return
    assert all(b"\x1b" not in data and b"59829" not in data for _, data in files)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(NUMBERS)
def test_templates_of_any_sort(number: int) -> None:
    documents_made(number)


def test_the_ends_of_lines_of_windows_change_no_plan(stepney: Path) -> None:
    assert ran("schedule", "--start", "2011-01").code == 0
    plan = stepney.with_name("stepney.plan.yaml")
    before = plan.read_bytes()
    plan.unlink()
    stepney.write_bytes(crlf(SEED.read_text()).encode())
    assert ran("schedule", "--start", "2011-01").code == 0
    assert plan.read_bytes() == before


@pytest.mark.fuzz
@settings(max_examples=20_000, deadline=None)
@given(NUMBERS)
def test_days_and_templates_at_length(number: int) -> None:
    days_told(number)
    documents_made(number)


@pytest.mark.fuzz
@pytest.mark.parametrize("first", range(0, ROADS, AT_ONCE))
def test_the_whole_road_at_length(first: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "whole_road.py"), str(first), str(AT_ONCE)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (0, "", "")
