"""Changes made at once: each that is acknowledged is there, none twice; also where the locks of a drive lie."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Run
from tracing import ENVIRONMENT, needs_strace

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


LYING = ("strace", "-f", "--seccomp-bpf", "-o", os.devnull)
"""A drive that says a folder is locked, and locks nothing: so some network drives do."""
LIE = ("-e", "trace=flock,rename,fsync", "-e", "inject=flock:retval=0")
TELLER = """\
import contextlib, io, json, sys
from killing import execute

session, count = sys.argv[1], int(sys.argv[2])
acknowledged = {"pin": 0, "unpin": 0}
said = []
for n in range(count):
    with contextlib.redirect_stderr(io.StringIO()) as told:
        word = ("pin", "unpin")[acknowledged["pin"] > acknowledged["unpin"]]
        if execute([word, session, "--date"]) == 0:
            acknowledged[word] += 1
        else:
            said.append(told.getvalue().splitlines()[0])
sys.stderr.write(json.dumps([sum(acknowledged.values()), said]))
"""
"""Tries to change what is its own; tells how often that was acknowledged, and what was said where it was not."""
REFUSAL = "error[changed-meanwhile]: programmes/stepney.plan.yaml was changed by someone"
"""Its first line, which ends at the edge of the terminal: `else meanwhile` is on the next one."""


def lied_to(workspace: Path, *command: str, late: str = "") -> subprocess.Popen[str]:
    """A process whose locks are lies; with a call of the system at which it is held up, as by a slow drive."""
    environment = {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    slow = ("-e", f"inject={late}") if late else ()
    words = [*LYING, *LIE, *slow, sys.executable, *command]
    return subprocess.Popen(words, cwd=workspace, env=environment, stdout=-3, stderr=-1, text=True)


def plan_in(workspace: Path) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load((workspace / "programmes" / "stepney.plan.yaml").read_text())
    return found


def told_where_locks_lie(workspace: Path, processes: int, count: int) -> tuple[int, int]:
    """How many changes were acknowledged, each of which counts, and how many refused."""
    workers = [lied_to(workspace, "-c", TELLER, f"day-{n}", str(count)) for n in range(1, processes + 1)]
    told = [json.loads(worker.communicate()[1]) for worker in workers]
    refused = [line for _, said in told for line in said]
    assert set(refused) <= {REFUSAL}
    done = sum(acknowledged for acknowledged, _ in told)
    plan = plan_in(workspace)
    assert plan["revision"] == 1 + done
    sessions = plan["sessions"]
    assert isinstance(sessions, dict)
    assert {id_ for id_, one in sessions.items() if "pinned" in one} == {
        f"day-{n}" for n, (acknowledged, _) in enumerate(told, 1) if acknowledged % 2
    }
    return done, len(refused)


def test_where_locks_lie_each_acknowledged_change_is_there(stepney: Path, run: Run) -> None:
    needs_strace()
    run("schedule", "--start", "2011-01")
    done, refused = told_where_locks_lie(stepney.parent.parent, 3, 4)
    assert (done > 0, done + refused) == (True, 12)


@pytest.mark.fuzz
def test_where_locks_lie_each_of_many_acknowledged_changes_is_there(stepney: Path, run: Run) -> None:
    needs_strace()
    run("schedule", "--start", "2011-01")
    done, refused = told_where_locks_lie(stepney.parent.parent, 8, 100)
    assert (done > 100, refused > 100) == (True, True)


def test_who_was_overtaken_where_locks_lie_is_refused(stepney: Path, run: Run) -> None:
    """One is held up as it makes its file last; another writes meanwhile."""
    needs_strace()
    run("schedule", "--start", "2011-01")
    workspace = stepney.parent.parent
    slow = lied_to(workspace, "-m", "hsplan", "pin", "day-3", late="fsync:delay_enter=3000000:when=1")
    while not list(stepney.parent.glob(".*.tmp")):
        assert slow.poll() is None
    assert run("pin", "day-4").code == 0
    said = slow.communicate()[1].splitlines()[0]
    assert (slow.returncode, said, plan_in(workspace)["revision"]) == (1, REFUSAL, 2)


def test_while_one_looks_and_writes_nobody_else_does_where_locks_lie(stepney: Path, run: Run) -> None:
    """Both have read the same plan; one is held up as it takes the plan's place, having looked for the last time."""
    needs_strace()
    run("schedule", "--start", "2011-01")
    workspace = stepney.parent.parent
    late = ("rename:delay_enter=2500000:when=1", "fsync:delay_enter=1000000:when=1")
    both = [lied_to(workspace, "-m", "hsplan", "pin", f"day-{n}", late=one) for n, one in enumerate(late, 3)]
    said = [one.communicate()[1].splitlines()[0] for one in both]
    assert sorted(one.returncode for one in both) == [0, 1]
    assert REFUSAL in said
    assert plan_in(workspace)["revision"] == 2
