"""Whatever befalls a command that writes: the old plan or the new one, whole, and nothing lying about."""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import killing
import pytest
import yaml
from conftest import INSTANT, ROOT, Run, run_apart

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": INSTANT, "NO_COLOR": "1"}
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
    "new": ("new", "bow", "--from", "stepney"),
    "template": ("new", "--template", "joining"),
}
AGAIN_REFUSED = {"new", "template"}
"""What is there already is not written a second time."""


@pytest.fixture
def planned(stepney: Path, run: Run) -> Path:
    """The workspace of the seed with a plan that was changed once."""
    run("schedule", "--start", "2011-01")
    run("pin", "day-4")
    return stepney.parent.parent


def begin(workspace: Path, command: str) -> None:
    """A first plan is one that is not there yet."""
    if command == "schedule":
        (workspace / "programmes" / "stepney.plan.yaml").unlink()


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


CALLS = ("openat", "write", "fsync", "chmod", "rename", "unlink", "flock", "mkdir")
"""What a command asks of the system that may change a disk (Linux, x86-64 and glibc)."""


def traced(workspace: Path, words: tuple[str, ...], *options: str) -> subprocess.CompletedProcess[bytes]:
    """A command under strace, which writes what it sees to `../trace`, and puts faults where it is told to."""
    log = workspace.parent / "trace"
    quickly = [] if any("signal=" in option for option in options) else ["--seccomp-bpf"]  # no signal goes that way
    command = ["strace", "-f", *quickly, "-o", str(log), "-e", f"trace={','.join(CALLS)}", *options]
    return subprocess.run(
        [*command, sys.executable, "-m", "hsplan", *words],
        cwd=workspace,
        env={**ENVIRONMENT, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )


def needs_strace() -> None:
    if (
        shutil.which("strace") is None
        or subprocess.run(["strace", "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("no strace here, or no leave to use it")


def places(workspace: Path, words: tuple[str, ...]) -> list[tuple[str, int]]:
    """Each call that may change a disk or says something, with how many of its name its thread made by then."""
    traced(workspace, words)
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for line in (workspace.parent / "trace").read_text(errors="replace").splitlines():
        thread, called = line.split(maxsplit=1)
        name = called.partition("(")[0]
        seen[thread, name] += 1
        if name in CALLS and (name != "openat" or "O_CREAT" in line):
            found.append((name, seen[thread, name]))
    return found


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


def held_in(workspace: Path) -> dict[str, bytes]:
    """Every file of a workspace with what it holds."""
    return {p.relative_to(workspace).as_posix(): p.read_bytes() for p in workspace.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("call", "fault", "told"),
    [
        ("write", "ENOSPC", "no space left on device"),
        ("fsync", "EIO", "input/output error"),
        ("rename", "EROFS", "read-only file system"),
        ("openat", "EROFS", "read-only file system"),
        ("openat", "ENOENT", "no such file or directory"),
    ],
)
def test_what_the_system_refuses_is_told_in_a_line_and_nothing_is_changed(
    planned: Path, call: str, fault: str, told: str
) -> None:
    needs_strace()
    old = held_in(planned)
    count = 1
    if call == "openat":
        copy = planned.parent / f"copy-{fault}"
        shutil.copytree(planned, copy)
        count = next(n for name, n in places(copy, WRITING["pin"]) if name == "openat")
        shutil.rmtree(copy)
    done = traced(planned, WRITING["pin"], "-e", f"inject={call}:error={fault}:when={count}")
    assert done.returncode == 1
    first, *rest = done.stderr.decode().splitlines()
    assert first == f"error[cannot-write]: programmes/stepney.plan.yaml cannot be written: {told}"
    assert [line.partition(":")[0] for line in rest] == ["  = help"]
    assert held_in(planned) == old


@pytest.mark.parametrize("fault", ["flock:error=ENOLCK", "chmod:error=EPERM"])
def test_a_drive_without_locks_or_permissions_is_written_all_the_same(planned: Path, fault: str) -> None:
    needs_strace()
    done = traced(planned, WRITING["pin"], "-e", f"inject={fault}")
    assert (done.returncode, b"revision 3" in done.stderr) == (0, True)


WORKER = """\
import sys
from killing import execute

session, what, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
codes = [execute([("pin", "unpin")[n % 2], session, what]) for n in range(count)]
sys.exit(0 if codes == [0] * count else 1)
"""
"""Changes that are each acknowledged: the same part of a booking pinned and unpinned in turn."""


def changes_at_once(workspace: Path, processes: int, count: int) -> None:
    """Each process changes what is its own; afterwards every change counts once."""
    sessions = [f"day-{n}" for n in range(1, 9)]
    own = [(session, what) for what in ("--date", "--people", "--venue") for session in sessions][:processes]
    environment = {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, session, what, str(count)],
            cwd=workspace,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for session, what in own
    ]
    said = [worker.communicate()[1].decode() for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * processes, "".join(said)
    plan = yaml.safe_load((workspace / "programmes" / "stepney.plan.yaml").read_text())
    assert plan["revision"] == 1 + processes * count
    pinned = {(id_, f"--{part}") for id_, one in plan["sessions"].items() for part in one.get("pinned", ())}
    assert pinned == (set(own) if count % 2 else set())
    assert sorted(path.name for path in (workspace / "programmes").iterdir()) == ["stepney.plan.yaml", "stepney.yaml"]


def test_of_changes_made_at_once_none_is_lost(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    changes_at_once(stepney.parent.parent, 4, 3)


@pytest.mark.fuzz
def test_of_twenty_times_twenty_five_changes_at_once_none_is_lost(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    changes_at_once(stepney.parent.parent, 20, 25)


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_command_that_is_ended_says_nothing_and_ends_as_a_shell_expects(
    planned: Path, sign: signal.Signals, code: int
) -> None:
    """While it waits for its turn, and so for certain in the midst of its work."""
    folder = os.open(planned / "programmes", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    command = f"exec '{sys.executable}' -m hsplan pin day-3"
    with subprocess.Popen(["bash", "-c", command], cwd=planned, env=ENVIRONMENT, stderr=-1, text=True) as waiting:
        assert waiting.stderr is not None
        said = waiting.stderr.readline()
        waiting.send_signal(sign)
        rest = waiting.stderr.read()
        ended = waiting.wait()
    os.close(folder)
    assert said == f"Waiting for another hsplan (process {os.getpid()}), which is changing plans in programmes\n"
    assert "Traceback" not in rest
    assert (128 - ended if ended < 0 else ended) == code


@pytest.mark.fuzz
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_ended_at_any_moment_shows_no_traceback(planned: Path, sign: signal.Signals) -> None:
    dice = random.Random(3)
    for n in range(60):
        words = WRITING["pin" if n % 2 else "unpin"]
        ending = subprocess.Popen(
            [sys.executable, "-m", "hsplan", *words], cwd=planned, env=ENVIRONMENT, stdout=-1, stderr=-1, text=True
        )
        time.sleep(dice.uniform(0.1, 1))
        ending.send_signal(sign)
        said = "".join(ending.communicate())
        if "Traceback" in said and f"{ROOT}/hsplan/" not in said:
            continue  # Python was still starting, and had not come to us
        assert "Traceback" not in said
        assert ending.returncode in (0, 130, -sign), said
        assert run_apart("validate", cwd=planned).code == 0
