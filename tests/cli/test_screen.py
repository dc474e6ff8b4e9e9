"""What is asked of the terminal and the clock: a bar, colour, the instant; and how a mistake of ours is told."""

from __future__ import annotations

import os
import pty
import re
import select
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

from hsplan.cli import progress
from hsplan.cli.bug import tell_bug
from hsplan.dates.day_phrases import read_day
from hsplan.plan.file import read_plan
from hsplan.programme.document import read_document

CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def three_steps() -> None:
    assert list(progress.watched("abc", "Weighing")) == ["a", "b", "c"]


def a_long_step() -> None:
    with progress.steps("Weighing", 1):
        time.sleep(1.5)


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, kind: str, do: Callable[[], None] = three_steps) -> str:
    """What something that takes a while shows on a terminal of a kind."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as stderr:
        monkeypatch.setattr(sys, "stderr", stderr)
        monkeypatch.setattr(progress, "PATIENCE", 0.0)
        monkeypatch.setenv("TERM", kind)
        do()
        stderr.write("done")
        stderr.flush()
        found = b""
        while not found.endswith(b"done") and select.select([ours], [], [], 60)[0]:
            found += os.read(ours, 65536)  # a terminal gives what it has by then, in pieces
    os.close(ours)
    return found.decode()


@pytest.mark.skipif(os.name != "posix", reason="terminals as POSIX has them")
def test_a_bar_tells_how_many_are_done_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_a_terminal(monkeypatch, "xterm")
    assert re.search("Weighing .* 3/3", CODES.sub("", shown))
    assert "Weighing" not in shown.rpartition("\x1b[2K")[2]  # the line was cleared


@pytest.mark.skipif(os.name != "posix", reason="terminals as POSIX has them")
def test_a_bar_appears_and_moves_though_not_one_step_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_a_terminal(monkeypatch, "xterm", a_long_step)
    marks = re.findall(r"([-\\\\|/]) Weighing .*? 0/1", CODES.sub("", shown))
    assert len(set(marks)) > 1
    assert "Weighing" not in shown.rpartition("\x1b[2K")[2]


@pytest.mark.skipif(os.name != "posix", reason="terminals as POSIX has them")
def test_a_terminal_that_can_move_nothing_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_a_terminal(monkeypatch, "dumb") == "done"


@pytest.mark.skipif(os.name != "posix", reason="terminals as POSIX has them")
def test_export_tells_how_many_of_its_files_are_made_and_writes_the_same(
    stepney: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def export() -> None:
        assert run("export", "--format", "ics,csv,json,html", "-o", "out/").code == 0

    def written() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in Path("out").iterdir()}

    assert run("schedule", "--start", "2011-01").code == 0
    export()
    without_a_terminal = written()
    assert re.search("Making .* [1-4]/4", CODES.sub("", on_a_terminal(monkeypatch, "xterm", export)))
    assert written() == without_a_terminal


def test_colour_changes_no_word(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    plain = run("show").out
    coloured = run("show", NO_COLOR="", FORCE_COLOR="1", TERM="xterm-256color").out
    assert coloured != plain
    assert CODES.sub("", coloured) == plain


def test_without_an_instant_given_a_plan_has_that_of_the_clock(stepney: Path, run: Run) -> None:
    assert run("schedule", "--start", "2011-01", SOURCE_DATE_EPOCH="").code == 0
    path = stepney.with_name("stepney.plan.yaml")
    (step,) = read_plan(read_document("p", path.read_bytes())).history
    assert 0 <= path.stat().st_mtime - step.at.timestamp() < 60


def test_a_mistake_of_ours_is_told_with_its_place_and_nobodys_name() -> None:
    absences: dict[str, int] = {}
    with pytest.raises(KeyError) as caught:
        absences["Participant A"] += 1
    told = tell_bug(caught.value).splitlines()
    assert told[0] == "hsplan has made a mistake (KeyError). Every file is whole: old or new."
    assert "Participant A" not in "".join(told)
    with pytest.raises(ValueError, match="Tuesday") as caught_there:
        read_day("Tuesday")
    assert re.search(r"^  /dates/day_phrases\.py:\d+ in read_day$", tell_bug(caught_there.value), re.MULTILINE)
