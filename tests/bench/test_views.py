"""What views cost: sixty programmes to every format, one programme to a calendar, and TaskJuggler 3 (`tj3`) beside it.

Run with `python -m pytest -m bench -s`. All are whole processes, from files to files. Machines are noisy, and other
work must not count: times are of the processor, the least of several, taken in turn.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import INSTANT, ROOT
from portfolio import PROGRAMMES, SESSIONS, write_workspace

from hsplan.views import FORMATS

ROUNDS = 3
MOST_SECONDS = 10.0
MOST_MEGABYTES = 200
MOST_RATIO = 1.25
"""To TaskJuggler, whose sessions are on their days from the start: it reads no plans and checks no rules."""
MEASURED = """\
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
sys.exit(done.returncode)
"""
HSPLAN = (sys.executable, "-m", "hsplan")


def took(folder: Path, *command: str) -> tuple[float, int]:
    """The seconds of the processor that a command took, and its most memory in megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": INSTANT},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, megabytes = done.stdout.split()
    return float(seconds), int(megabytes)


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of sixty programmes that are planned, each with an office and sixteen people by name."""
    folder = tmp_path_factory.mktemp("sixty")
    write_workspace(folder)
    people = "".join(f"  p{n}: {{name: Participant {n}, email: p{n}@practice.example}}\n" for n in range(1, 17))
    known = f"organiser: {{name: Programme office, email: office@healthskills.example}}\nparticipants:\n{people}"
    for path in (folder / "programmes").glob("programme-*.yaml"):
        path.write_text(path.read_text().replace("participants: 16\n", known))
    took(folder, *HSPLAN, "schedule")
    return folder


def export(folder: Path, *formats: str) -> tuple[float, int]:
    """What it costs to write formats into a folder that is not there yet."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    return took(folder, *HSPLAN, "export", "--format", ",".join(formats), "-o", "out/")


@pytest.mark.bench
def test_sixty_programmes_are_written_in_every_format(sixty: Path) -> None:
    seconds, megabytes = min(export(sixty, *FORMATS) for _ in range(ROUNDS))
    files = [path for path in (sixty / "out").rglob("*") if path.is_file()]
    print(f"all: {seconds:.2f} s, {megabytes} MB, {len(files)} files")  # noqa: T201 - the figure is what the benchmark is for
    assert len(files) >= PROGRAMMES * len([form for form in FORMATS.values() if not form.together and not form.folder])
    assert seconds <= MOST_SECONDS
    assert megabytes <= MOST_MEGABYTES


def taskjuggler(folder: Path) -> str:
    """The sessions on the days of their plans, for TaskJuggler: it has nothing to look for, and writes the same."""
    shown = subprocess.run([*HSPLAN, "show", "--json"], cwd=folder, capture_output=True, check=True).stdout
    text = 'project hs "hs" 2011-01-01 +18m {\n  timezone "Europe/London"\n  timingresolution 30min\n}\n'
    for n, programme in enumerate(json.loads(shown)["programmes"]):
        text += f'task p{n} "{programme["title"]}" {{\n'
        for k, one in enumerate(programme["sessions"]):
            who = ", ".join([*(person["name"] for person in one["facilitators"]), one["venue"]["name"]])
            day = one["first"]
            text += (
                f'  task d{k} "{one["title"]}" {{\n    start {day}-9:00\n    end {day}-17:00\n    note "{who}"\n  }}\n'
            )
        text += "}\n"
    shared = "formats html, csv\n  columns bsi, name, start, end, note"
    reports = (f'taskreport "p{n}" {{\n  {shared}\n  taskroot p{n}\n}}\n' for n in range(PROGRAMMES))
    return f'{text}icalreport "all" {{\n}}\n{"".join(reports)}'


@pytest.mark.bench
@pytest.mark.skipif(shutil.which("tj3") is None, reason="TaskJuggler 3 is not installed")
def test_calendars_pages_and_tables_take_about_as_long_as_those_of_taskjuggler(sixty: Path) -> None:
    (sixty / "all.tjp").write_text(taskjuggler(sixty))
    formats = [name for name in ("ics", "html", "csv") if name in FORMATS]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(took(sixty, "tj3", "--silent", "all.tjp"))
        ours.append(export(sixty, *formats))
    (seconds, megabytes), (other_seconds, other_megabytes) = min(ours), min(theirs)
    print(  # noqa: T201
        f"{', '.join(formats)}: hsplan {seconds:.2f} s, {megabytes} MB; "
        f"tj3 {other_seconds:.2f} s, {other_megabytes} MB; ratio {seconds / other_seconds:.2f}"
    )
    assert (sixty / "all.ics").read_text().count("BEGIN:VEVENT") >= PROGRAMMES * SESSIONS
    entries = sum(path.read_text().count("BEGIN:VEVENT") for path in (sixty / "out").glob("*.ics"))
    assert entries == PROGRAMMES * SESSIONS
    for ending in ("html", "csv"):
        told = sum(path.read_text().count("Insight day") for path in sixty.glob(f"p*.{ending}"))
        assert told >= PROGRAMMES * SESSIONS
    assert seconds <= MOST_RATIO * other_seconds
