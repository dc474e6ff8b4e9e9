"""Where the system lacks what Windows lacks: no locks, folders that cannot be opened, fewer signals, backslashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import INSTANT, ROOT, Run

LACKING = """\
import os, signal, sys

sys.modules["fcntl"] = None  # to import it fails from now on
for name in ("SIGHUP", "SIGPIPE"):
    delattr(signal, name)
for name in ("O_DIRECTORY", "O_NOFOLLOW", "geteuid", "getuid", "mkfifo", "fchmod", "sched_getaffinity"):
    delattr(os, name)
before = os.open

def open_no_folder(path, *more, **others):
    if os.path.isdir(path):
        raise PermissionError(13, "Permission denied", str(path))
    return before(path, *more, **others)

os.open = open_no_folder
from hsplan.__main__ import main

sys.argv[0] = "hsplan"
main()
"""
"""hsplan as it runs where all that is missing (docs.python.org says of each that it is of Unix alone)."""


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LACKING, *words],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": INSTANT, "PYTHONPATH": str(ROOT), "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def lacking(folder: Path, *words: str) -> str:
    """What a command says that has to succeed there."""
    started = start(folder, *words)
    out, err = started.communicate(timeout=60)
    assert started.returncode == 0, err
    return out + err


def test_without_locks_and_signals_a_programme_is_planned_changed_and_exported(stepney: Path) -> None:
    office = stepney.parent.parent
    assert "optimum proven" in lacking(office, "schedule", "--start", "2011-01")
    lacking(office, "move", "day-3", "10 May 2011")
    lacking(office, "export", "--format", "ics", "-o", "out/")
    plan = yaml.safe_load((stepney.parent / "stepney.plan.yaml").read_text(encoding="utf-8"))
    assert str(plan["sessions"]["day-3"]["date"]) == "Tue 10 May 2011"
    assert (office / "out" / "stepney.ics").read_bytes().count(b"BEGIN:VEVENT") == 11
    assert {path.name for path in stepney.parent.iterdir()} == {"stepney.yaml", "stepney.plan.yaml"}


def test_of_changes_made_at_once_without_locks_each_that_is_acknowledged_is_there(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    office = stepney.parent.parent
    started = {f"day-{n}": start(office, "pin", f"day-{n}", "--venue") for n in range(1, 6)}
    ended = {session: (one.communicate(timeout=60)[1], one.returncode) for session, one in started.items()}
    refused = [err for err, code in ended.values() if code]
    assert all("error[changed-meanwhile]" in err for err in refused), refused
    plan = yaml.safe_load((stepney.parent / "stepney.plan.yaml").read_text(encoding="utf-8"))
    there = {session for session, one in plan["sessions"].items() if one.get("pinned")}
    assert there == {session for session, (_, code) in ended.items() if code == 0}
    assert there
    assert plan["revision"] == 1 + len(there)
    assert {path.name for path in stepney.parent.iterdir()} == {"stepney.yaml", "stepney.plan.yaml"}


@pytest.mark.parametrize("name", [r"programmes\stepney.yaml", r".\programmes\stepney.yaml", r"programmes\stepney"])
def test_a_path_with_backslashes_is_understood(stepney: Path, run: Run, name: str) -> None:
    if name.endswith("stepney"):
        assert "no-such-programme" in run("validate", name).err
    else:
        assert run("validate", name).out.startswith("programmes/stepney.yaml is sound")


def test_a_cohort_is_named_by_a_path_with_backslashes(stepney: Path, run: Run) -> None:
    text = stepney.read_text(encoding="utf-8")
    stepney.write_text(f"{text}\ncohorts: {{north: {{}}, south: {{}}}}\n", encoding="utf-8")
    assert run("validate", r"programmes\stepney.south").out.startswith("programmes/stepney.yaml (south) is sound")


def test_no_file_that_is_written_is_one_that_windows_cannot_have(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    run("export", "--format", "all,eml", "-o", "out/")
    run("export", "--format", "ics,html", "--each", "facilitator", "-o", "out/")
    paths = [path.relative_to(stepney.parent.parent) for path in stepney.parent.parent.rglob("*")]
    assert len(paths) > 60
    for part in {part for path in paths for part in path.parts}:
        assert not set(part) & set('<>:"|?*\\'), part
        assert part == part.rstrip(". "), part
        assert part.partition(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}, part


@pytest.mark.parametrize("id_", ["con", "aux", "lpt1"])
def test_nobody_is_called_as_a_device_is_and_no_programme(stepney: Path, run: Run, id_: str) -> None:
    text = stepney.read_text(encoding="utf-8")
    assert "    facilitator-b:" in text or "  facilitator-b:" in text
    stepney.write_text(text.replace("facilitator-b", id_), encoding="utf-8")
    assert "Windows takes this for a device" in run("validate").out
    stepney.rename(stepney.with_name(f"{id_}.yaml"))
    assert "error[bad-file-name]" in run("validate").err
