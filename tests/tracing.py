"""Commands under strace: what they ask of the system, with faults and signals put where they ask it (Linux)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import INSTANT, ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": INSTANT, "NO_COLOR": "1"}
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
