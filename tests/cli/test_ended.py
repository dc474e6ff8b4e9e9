"""A command that is told to end does so at once: without a word, with nothing half done, as a shell expects it."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Once, held_in, run_apart
from tracing import ENVIRONMENT, needs_strace, traced

from hsplan.__main__ import interrupted

ENDING = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """No signal is ignored from the start, as it would be where these tests run in the background."""
    before = {each: signal.signal(each, signal.SIG_DFL) for each in ENDING[1:]}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for each, heeded in before.items():
        signal.signal(each, heeded)


@pytest.fixture
def planned(stepney: Path, once: Once) -> Path:
    """The workspace of the seed with a plan."""
    once("schedule --start 2011-01")
    return stepney.parent.parent


def begun(workspace: Path, *words: str) -> subprocess.Popen[str]:
    """A command that heeds signals already: before that Python itself starts, and is not ours to judge."""
    command = [sys.executable, "-m", "hsplan", *words]
    running = subprocess.Popen(command, cwd=workspace, env=ENVIRONMENT, stdout=-1, stderr=-1, text=True)
    while not heeds(running.pid):
        time.sleep(0.001)
    return running


def heeds(process: int) -> bool:
    """Whether a process has a word of its own for SIGTERM (proc_pid_status(5)), as Python alone has not."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    caught = next((line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:")), "0")
    return bool(int(caught, 16) >> signal.SIGTERM - 1 & 1)


def in_bash(workspace: Path, script: str) -> subprocess.CompletedProcess[str]:
    """What people type; `hsplan` is the command of this checkout."""
    hsplan = f"hsplan() {{ '{sys.executable}' -m hsplan \"$@\"; }}\n"
    return subprocess.run(
        ["bash", "-c", hsplan + script], cwd=workspace, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("sign", ENDING)
def test_a_command_that_is_ended_in_its_work_ends_by_the_signal(planned: Path, sign: signal.Signals) -> None:
    """While it waits for its turn, and so for certain in the midst of its work."""
    folder = os.open(planned / "programmes", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with begun(planned, "pin", "day-3") as waiting:
        assert waiting.stderr is not None
        said = waiting.stderr.readline()
        waiting.send_signal(sign)
        rest = waiting.communicate()
    os.close(folder)
    assert said == f"Waiting for another hsplan (process {os.getpid()}), which is changing plans in programmes\n"
    assert (rest, waiting.returncode) == (("", ""), -sign)


def test_somebody_at_a_terminal_is_told_that_nothing_was_written(planned: Path) -> None:
    folder = os.open(planned / "programmes", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    terminal, end = os.openpty()
    command = [sys.executable, "-m", "hsplan", "pin", "day-3"]
    with subprocess.Popen(command, cwd=planned, env=ENVIRONMENT, stdout=-1, stderr=end) as waiting:
        said = b""
        while b"programmes" not in said:
            said += os.read(terminal, 1000)
        waiting.send_signal(signal.SIGINT)
        waiting.communicate()
    os.close(folder)
    assert os.read(terminal, 1000).endswith(b"\r\ninterrupted; nothing was written\r\n")
    assert waiting.returncode == -signal.SIGINT
    for one in (terminal, end):
        os.close(one)


@pytest.mark.parametrize(("written", "told"), [(True, b"all was written"), (False, b"nothing was written")])
def test_only_a_terminal_is_told_what_was_written(written: bool, told: bytes) -> None:
    terminal, end = os.openpty()
    ours = os.dup(2)
    try:
        interrupted(written=written)  # to what collects the output of tests, which is no terminal
        os.dup2(end, 2)
        interrupted(written=written)
    finally:
        os.dup2(ours, 2)
    assert os.read(terminal, 1000) == b"\r\ninterrupted; " + told + b"\r\n"
    for each in (ours, end, terminal):
        os.close(each)


def test_a_shell_is_told_by_which_signal_a_command_ended(planned: Path) -> None:
    lock = "exec 9<programmes; flock 9; "
    codes = []
    for name in ("INT", "TERM", "HUP"):
        # In the background bash has commands ignore Ctrl-C, unless jobs have groups of their own (`set -m`).
        waits = "until grep -q Waiting said; do sleep 0.05; done"
        script = f"set -m; {lock} hsplan pin day-3 2> said & {waits}; kill -{name} -- -$!; wait $!; echo $?"
        done = in_bash(planned, script)
        codes.append(done.stdout.strip().splitlines()[-1])
    assert codes == ["130", "143", "129"]
    assert in_bash(planned, 'hsplan show | :; echo "${PIPESTATUS[0]}"').stdout == "141\n"


def test_what_code_in_between_catches_does_not_matter(planned: Path) -> None:
    """As pydantic does, which makes another error of what arrives while it builds its models."""
    code = (
        "import signal, sys, hsplan.workspace.names as names\n"
        "def find(wanted):\n"
        "    try: signal.raise_signal(signal.SIGINT)\n"
        "    except BaseException as caught: raise RuntimeError from caught\n"
        "names.find = find\n"
        "sys.argv = ['hsplan', 'validate']\n"
        "from hsplan.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=planned, env=ENVIRONMENT, capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_a_signal_that_is_ignored_on_purpose_stays_ignored(planned: Path) -> None:
    done = in_bash(
        planned, "trap '' HUP INT; hsplan pin day-3 & sleep 0.3; kill -HUP $!; kill -INT $!; wait $!; echo $?"
    )
    assert done.stdout == "stepney: pinned date of day-3\n0\n"


def test_what_was_half_written_is_removed(planned: Path) -> None:
    needs_strace()
    old = held_in(planned)
    done = traced(planned, ("pin", "day-3"), "-e", "inject=fsync:signal=INT:when=1")
    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")
    assert held_in(planned) == old


@pytest.mark.parametrize("sign", ["INT", "TERM"])
def test_of_several_files_all_take_their_place_or_none(stepney: Path, sign: str) -> None:
    needs_strace()
    for name in ("bow", "poplar"):
        stepney.with_name(f"{name}.yaml").write_bytes(stepney.read_bytes())
    workspace = stepney.parent.parent
    plans = [f"programmes/{name}.plan.yaml" for name in ("bow", "poplar", "stepney")]
    done = traced(workspace, ("schedule", "--start", "2011-01"), "-e", f"inject=rename:signal={sign}:when=1")
    assert done.returncode == -signal.Signals[f"SIG{sign}"]
    assert sorted(held_in(workspace)) == sorted([*plans, *(plan.replace(".plan", "") for plan in plans)])


def test_who_asks_a_second_time_does_not_wait(stepney: Path) -> None:
    needs_strace()
    for name in ("bow", "poplar"):
        stepney.with_name(f"{name}.yaml").write_bytes(stepney.read_bytes())
    workspace = stepney.parent.parent
    done = traced(workspace, ("schedule", "--start", "2011-01"), "-e", "inject=rename:signal=INT")
    assert done.returncode == -signal.SIGINT
    assert len([name for name in held_in(workspace) if name.endswith(".plan.yaml")]) == 2
    assert not [name for name in held_in(workspace) if name.endswith(".tmp")]


def ended_by_chance(workspace: Path, sign: signal.Signals, tries: int, seed: int) -> int:
    """How many of some commands did not come to their end; each said nothing, and left the old plan or the new one."""
    dice = random.Random(seed)
    ended = 0
    for n in range(tries):
        words = ("pin", "day-3") if n % 2 else ("unpin", "day-3")
        with begun(workspace, *words) as running:
            time.sleep(dice.uniform(0, 0.7) if n else 0)
            running.send_signal(sign)
            said = running.communicate()[1]
        assert running.returncode in (0, -sign), said
        assert "Traceback" not in said
        assert "mistake" not in said
        ended += running.returncode != 0
        assert sorted(path.name for path in (workspace / "programmes").iterdir()) == [
            "stepney.plan.yaml",
            "stepney.yaml",
        ]
    assert run_apart("validate", cwd=workspace).code == 0
    return ended


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_ended_at_a_few_moments_says_nothing(planned: Path, sign: signal.Signals) -> None:
    assert ended_by_chance(planned, sign, 4, 1) > 0


@pytest.mark.fuzz
@pytest.mark.parametrize("sign", ENDING)
def test_a_command_that_is_ended_at_any_moment_says_nothing(planned: Path, sign: signal.Signals) -> None:
    assert ended_by_chance(planned, sign, 60, 3) > 0


@pytest.mark.fuzz
def test_before_hsplan_begins_python_says_what_it_says_and_nothing_is_lost(planned: Path) -> None:
    """While Python itself starts (the first 50 ms or so), Ctrl-C shows its own traceback, and never one of ours."""
    old = held_in(planned)
    dice = random.Random(4)
    for _ in range(60):
        command = [sys.executable, "-m", "hsplan", "pin", "day-3"]
        with subprocess.Popen(command, cwd=planned, env=ENVIRONMENT, stdout=-1, stderr=-1, text=True) as running:
            time.sleep(dice.uniform(0, 0.1))
            running.send_signal(signal.SIGINT)
            said = running.communicate()[1]
        assert running.returncode in (1, -signal.SIGINT)
        assert "/hsplan/" not in said.replace("/hsplan/__init__.py", "").replace("/hsplan/__main__.py", "")
        assert held_in(planned) == old
