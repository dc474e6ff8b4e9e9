"""What is felt every day: how long commands take to start, as ratios to a bare Python in the same run.

Run with `python -m pytest -m bench`. Machines are noisy: each figure is the median of 21 pairs.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import SEED

PAIRS = 21
HSPLAN = Path(sys.executable).with_name("hsplan")


def took(*command: str) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


@pytest.mark.bench
@pytest.mark.parametrize(("option", "most"), [("--version", 1.2), ("--help", 6.5)])
def test_the_command_starts_quickly(option: str, most: float) -> None:
    ratios = []
    for _ in range(PAIRS):
        bare = took(sys.executable, "-c", "pass")
        ratios.append(took(str(HSPLAN), option) / bare)
    found = statistics.median(ratios)
    print(f"hsplan {option}: {found:.2f} times a bare Python")  # noqa: T201 - the figure is what the benchmark is for
    assert found <= most


def worked(*command: str) -> float:
    """The seconds for which a command keeps a processor busy, whatever else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    took(*command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


VIEW = """\
from datetime import UTC, date, datetime
from hsplan.calendars.zones import zone
from hsplan.dates.days import DayRange
from hsplan.schedule.rows import Row, RowPart, Schedule
from hsplan.views.ics import render
days = DayRange(date(2011, 1, 1), date(2011, 12, 31))
told = ("a", "A programme", None, None, None, (), None, days, 12)
told = (*told, "Europe/London", "confirmed", "a-2011-01", "a.example", 1, "phase")
rows = []
for n in range(11):
    start = datetime(2011, n + 1, 20, 9, 30, tzinfo=zone("Europe/London"))
    part = RowPart("talk", "Talk", start, start.replace(hour=16))
    row = (f"day-{n}", "day", "workshop", "workshop", "A day", None, start.date(), start.date(), (part,), (), (), ())
    rows.append(Row(*row, None, None, None, "confirmed", 0, datetime(2010, 11, 1, 9, tzinfo=UTC)))
print(len(render([Schedule(*told, (), tuple(rows), (), (), {}, None, {})])))
"""
"""A schedule of eleven days written as a calendar, with nothing else of hsplan."""


@pytest.mark.bench
@pytest.mark.parametrize(
    ("words", "most"), [(("-c", VIEW), 2), (("-m", "hsplan", "export", "stepney"), 6)], ids=["the view", "the command"]
)
def test_a_calendar_is_made_quickly(
    words: tuple[str, ...], most: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a ratio to Python with icalendar imported; typer, pydantic and PyYAML beside it are twice that already."""
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "stepney.yaml").write_bytes(SEED.read_bytes())
    monkeypatch.chdir(tmp_path)
    took(str(HSPLAN), "schedule", "--start", "2011-01")
    ratios = []
    for _ in range(PAIRS):
        bare = worked(sys.executable, "-c", "import icalendar")
        ratios.append(worked(sys.executable, *words) / bare)
    found = statistics.median(ratios)
    print(f"a calendar, {words[0]}: {found:.2f} times Python with icalendar")  # noqa: T201 - what the benchmark is for
    assert found <= most
