"""What is felt every day: how long commands take to start, as ratios to a bare Python in the same run.

Run with `python -m pytest -m bench`. Machines are noisy: each figure is the median of 21 pairs.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

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
