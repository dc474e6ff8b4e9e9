"""The year on a screen: 80 columns, every session marked, nothing told by colour alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Once, Run, run_apart
from rich.cells import cell_len


@pytest.fixture
def planned(stepney: Path, once: Once) -> Path:
    once("schedule --start 2011-01")
    return stepney.parent.parent


def test_the_year_marks_every_session_on_its_day(planned: Path, run: Run) -> None:
    out = run("show").out
    months = out[: out.index("FIRST TRIMESTER")]
    assert len(re.findall(r"\d●", months)) == 8
    assert len(re.findall(r"\d◆", months)) == 3
    assert "● insight day   ◆ leadership challenge   · closed" in months
    assert re.search(r"^29·30·31·", months, re.MULTILINE) or "29·30·31·" in months  # the end of August is closed


@pytest.mark.parametrize("columns", ["40", "60", "80", "100", "200"])
def test_no_line_is_wider_than_the_terminal(planned: Path, run: Run, columns: str) -> None:
    lines = run("show", COLUMNS=columns).out.splitlines()
    assert max(map(cell_len, lines)) <= min(100, int(columns))


def test_without_utf8_everything_is_ascii(planned: Path) -> None:
    ran = run_apart("show", cwd=planned, PYTHONIOENCODING="ascii", PYTHONUTF8="0", COLUMNS="80")
    assert ran.out.isascii()
    assert len(re.findall(r"\d\*", ran.out)) == 8
    assert len(re.findall(r"\d#", ran.out)) == 3


def test_without_colour_there_is_no_escape(planned: Path, run: Run) -> None:
    assert "\x1b" not in run("show").out


def test_with_colour_the_words_are_the_same(planned: Path) -> None:
    plain = run_apart("show", cwd=planned, COLUMNS="80").out
    coloured = run_apart("show", cwd=planned, COLUMNS="80", FORCE_COLOR="1", TERM="xterm-256color").out
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_milestones_stand_with_their_days(planned: Path, run: Run) -> None:
    out = run("show").out
    project = out[out.index("PROJECT") :].splitlines()
    assert project[0] == "PROJECT: Better care for people with COPD"
    assert project[-1] == "   Wed 14 Dec 2011  Delivery of the project (challenge-3)"


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ("{one: {time: morning}, two: {time: afternoon}}", ""),
        ("{one: {time: morning}, two: {}}", ""),
        ("{one: {time: evening}, two: {time: evening}}", "evening"),
    ],
)
def test_the_part_of_the_day_of_one_part_is_not_told_of_all(workspace: Path, run: Run, parts: str, shown: str) -> None:
    text = f"title: P\nlength: 1 month\nsessions:\n  day-1: {{kind: workshop, title: First, parts: {parts}}}\n"
    (workspace / "programmes" / "p.yaml").write_text(text, encoding="utf-8")
    run("schedule", "--start", "2011-01")
    line = next(line for line in run("show").out.splitlines() if line.endswith("First"))
    assert line.split("2011")[1].split() == [*shown.split(), "First"]
