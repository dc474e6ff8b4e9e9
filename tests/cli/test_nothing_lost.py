"""Whatever befalls a command that writes: the old plan or the new one, whole, and nothing lying about."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import killing
import pytest
from conftest import ROOT, Once, held_in, run_apart
from tracing import ENVIRONMENT, needs_strace, places, traced

WRITING = {
    "schedule": ("schedule", "--start", "2011-01"),
    "move": ("move", "day-3", "4 May 2011"),
    "pin": ("pin", "day-3", "--date"),
    "unpin": ("unpin", "day-4"),
    "confirm": ("confirm", "day-3"),
    "deliver": ("deliver", "day-1"),
    "cancel": ("cancel", "day-3"),
    "undo": ("undo",),
    "publish": ("publish",),
    "export": ("export", "--format", "ics,csv"),
    "export-one": ("export", "--format", "ics", "--output", "one.ics"),
    "export-folder": ("export", "--format", "briefing", "--output", "out/"),
    "picture": ("show", "--timeline", "--svg", "year.svg"),
    "new": ("new", "bow", "--from", "stepney"),
    "template": ("new", "--template", "joining"),
}
LOOKED_AT = {"export", "export-one", "export-folder", "picture"}
AGAIN_REFUSED = {"new", "template"}
"""What is there already is not written a second time."""


@pytest.fixture
def planned(stepney: Path, once: Once) -> Path:
    """The workspace of the seed with a plan that was changed once."""
    once("schedule --start 2011-01", "pin day-4")
    return stepney.parent.parent


def begin(workspace: Path, command: str) -> None:
    """A first plan is one that is not there yet; files to look at are there already, of the plan before."""
    if command == "schedule":
        (workspace / "programmes" / "stepney.plan.yaml").unlink()
    if command in LOOKED_AT:
        run_apart(*WRITING[command], cwd=workspace)
        run_apart("move", "day-3", "4 May 2011", cwd=workspace)


def tell_of(workspace: Path, how: str, *words: str) -> killing.Told:
    command = [sys.executable, str(ROOT / "tests" / "killing.py"), how, *words]
    done = subprocess.run(command, cwd=workspace, env=ENVIRONMENT, capture_output=True, check=True)
    told: killing.Told = json.loads(done.stdout)
    return told


def hold(told: killing.Told, *, refused_again: bool = False) -> None:
    """Each file is what it was or what it was to be; after the next run nothing else lies there."""
    assert told["old"] != told["new"]
    names = {Path(name).name for name in told["new"]}
    for tried in told["tries"]:
        for name, data in tried["found"].items():
            assert data in (told["old"].get(name), told["new"].get(name)), name
        assert told["old"].keys() <= tried["found"].keys()
        assert set(tried["left"]) == names
        assert tried["next"] in ((0, 1) if refused_again else (0,))


@pytest.mark.parametrize("command", ["schedule", "move", "undo", "export", "new"])
def test_killed_at_any_step_a_command_leaves_the_old_or_the_new(planned: Path, command: str) -> None:
    begin(planned, command)
    told = tell_of(planned, "steps", *WRITING[command])
    assert sum(tried["killed"] for tried in told["tries"]) >= 3
    assert not told["tries"][-1]["killed"]
    hold(told, refused_again=command in AGAIN_REFUSED)


@pytest.mark.fuzz
@pytest.mark.parametrize("command", WRITING)
def test_killed_at_any_step_every_command_leaves_the_old_or_the_new(planned: Path, command: str) -> None:
    test_killed_at_any_step_a_command_leaves_the_old_or_the_new(planned, command)


def test_killed_at_a_few_moments_a_command_leaves_the_old_or_the_new(planned: Path) -> None:
    hold(tell_of(planned, "moments:8:1", *WRITING["move"]))


@pytest.mark.fuzz
@pytest.mark.parametrize("command", WRITING)
def test_killed_at_five_hundred_moments_every_command_leaves_the_old_or_the_new(planned: Path, command: str) -> None:
    begin(planned, command)
    count = 500 // len(WRITING) + 1
    hold(tell_of(planned, f"moments:{count}:2", *WRITING[command]), refused_again=command in AGAIN_REFUSED)


@pytest.mark.fuzz
@pytest.mark.parametrize("command", WRITING)
def test_killed_at_any_call_of_the_system_a_command_leaves_the_old_or_the_new(
    planned: Path, tmp_path_factory: pytest.TempPathFactory, command: str
) -> None:
    needs_strace()
    words = WRITING[command]
    begin(planned, command)
    kept = tmp_path_factory.mktemp("kept")
    shutil.copytree(planned, kept, dirs_exist_ok=True)
    run_apart(*words, cwd=shutil.copytree(kept, tmp_path_factory.mktemp("warm") / "workspace"))  # all is compiled now
    calls = places(planned, words)
    assert {"write", "rename", "chmod", "flock"} <= {name for name, _ in calls}
    new = held_in(planned)
    for name, count in calls:
        work = tmp_path_factory.mktemp("work") / "workspace"
        shutil.copytree(kept, work)
        old = held_in(work)
        done = traced(work, words, "-e", f"inject={name}:signal=KILL:when={count}")
        assert done.returncode == -signal.SIGKILL, (name, count)
        found = {path: data for path, data in held_in(work).items() if not path.endswith(".tmp")}
        assert old.keys() <= found.keys()
        assert all(data in (old.get(path), new.get(path)) for path, data in found.items()), (name, count)
        run_apart(*words, cwd=work)
        assert held_in(work).keys() == new.keys(), (name, count)
