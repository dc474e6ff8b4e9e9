"""Sixty programmes that share people and venues, beside TaskJuggler 3 (`tj3`) on the same sessions in the same run.

Run with `python -m pytest -m bench -s`. Both are whole processes, from files to files; TaskJuggler has neither a
longest gap nor an even spread to heed. Machines are noisy: each time is the least of three, taken in turn.
"""

from __future__ import annotations

import csv
import re
import shutil
import sys
from pathlib import Path

import pytest
from measured import took
from portfolio import PROGRAMMES, SESSIONS, taskjuggler, write_workspace

ROUNDS = 3
MOST_RATIO = 1.0
MOST_MEGABYTES = 150


def hsplan(folder: Path) -> tuple[float, int]:
    for path in folder.glob("programmes/*.plan.yaml"):
        path.unlink()
    return took(folder, sys.executable, "-m", "hsplan", "schedule")


@pytest.mark.bench
@pytest.mark.skipif(shutil.which("tj3") is None, reason="TaskJuggler 3 is not installed")
def test_sixty_programmes_are_planned_no_slower_than_by_taskjuggler(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    (tmp_path / "all.tjp").write_text(taskjuggler())
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(took(tmp_path, "tj3", "--silent", "all.tjp"))
        ours.append(hsplan(tmp_path))
    talk = (tmp_path / "talk.txt").read_text()
    (seconds, megabytes), (other_seconds, other_megabytes) = min(ours), min(theirs)
    worth = re.search(r"^60 new plans together: .*$", talk, re.MULTILINE)
    with (tmp_path / "sessions.csv").open() as file:
        placed = sum(bool(row["Resources"]) for row in csv.DictReader(file, delimiter=";"))
    print(f"hsplan {seconds:.2f} s, {megabytes} MB; tj3 {other_seconds:.2f} s, {other_megabytes} MB")  # noqa: T201
    print(f"ratio {seconds / other_seconds:.2f}; {worth[0] if worth else 'no bound'}")  # noqa: T201
    assert placed == PROGRAMMES * SESSIONS
    plans = [path.read_text() for path in tmp_path.glob("programmes/*.plan.yaml")]
    assert sum(text.count("\n    date: ") for text in plans) == PROGRAMMES * SESSIONS
    took(tmp_path, sys.executable, "-m", "hsplan", "validate")
    assert worth is not None
    assert len(re.findall(r"^  Facilitator \d+ +\d+ ", talk, re.MULTILINE)) == 20
    assert megabytes <= MOST_MEGABYTES
    assert seconds <= MOST_RATIO * other_seconds
