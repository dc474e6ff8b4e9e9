"""How long a command takes, and how much memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from conftest import INSTANT, ROOT

MEASURED = """\
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=open("talk.txt", "w"))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
sys.exit(done.returncode)
"""
"""Run from a process that is small itself: what its parent has when it begins counts as a child's."""


def took(folder: Path, *command: str) -> tuple[float, int]:
    """The seconds that a process took, and its most memory in megabytes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": INSTANT}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - began, int(done.stdout)
