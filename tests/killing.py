"""Runs a command again and again, each time killed later or at random; tells what lay in its folder then.

A program of its own: `python killing.py HOW WORDS…` in a workspace. It loads hsplan once and forks for each try, so
that a try costs what the command does and not what Python takes to start. What it prints is a `Told`, as JSON.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TypedDict

from hsplan.workspace import files as disk

SOON = 0.1
"""Seconds after which a killed run counts as dead here; a command waits three for what such a run has claimed."""
STEPS = frozenset({"os.chmod", "os.mkdir", "os.remove", "os.rename"})
MOST_STEPS = 400


class Tried(TypedDict):
    """What lay in the folder after a kill, how the next run ended, and what lay there then."""

    killed: bool
    found: dict[str, str]
    next: int
    left: list[str]


class Told(TypedDict):
    """What lay in the folder before the command, what after it, and the tries."""

    old: dict[str, str]
    new: dict[str, str]
    tries: list[Tried]


def is_step(event: str, args: tuple[object, ...]) -> bool:
    """Whether what Python is about to do changes a disk; opening for writing is one (docs.python.org, audit events)."""
    writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
    return bool(writes) or event in STEPS


def execute(words: list[str]) -> int:
    """Run a command in this process; its exit code."""
    from hsplan.__main__ import main

    sys.argv = ["hsplan", *words]
    try:
        main()
    except SystemExit as stopped:
        return int(str(stopped.code or 0))
    return 0


def in_a_child(words: list[str], at_step: int = 0, after: float | None = None) -> tuple[bool, int]:
    """Whether a command was killed, at a step or after some seconds, and else its exit code."""
    child = os.fork()
    if not child:
        seen = [0]

        def hook(event: str, args: tuple[object, ...]) -> None:
            if not is_step(event, args):
                return
            seen[0] += 1
            if seen[0] == at_step:
                os.kill(os.getpid(), signal.SIGKILL)

        if at_step:
            sys.addaudithook(hook)
        os._exit(execute(words))
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    return os.WIFSIGNALED(status), os.waitstatus_to_exitcode(status)


def files() -> dict[str, str]:
    """Every file of the workspace with what it holds; temporary ones left out."""
    return {path.as_posix(): path.read_bytes().hex() for path in everything() if not path.name.endswith(".tmp")}


def everything() -> list[Path]:
    """Every file of the workspace."""
    return sorted(path for path in Path().rglob("*") if path.is_file())


def put_back(kept: Path) -> None:
    """Make the workspace what it was."""
    for path in list(Path().iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(kept, Path(), dirs_exist_ok=True)


def tried(words: list[str], kept: Path, at_step: int, after: float | None) -> Tried:
    """One try from the same beginning, and the next run."""
    put_back(kept)
    killed, _ = in_a_child(words, at_step, after)
    found = files()
    code = in_a_child(words)[1]
    return {"killed": killed, "found": found, "next": code, "left": [path.name for path in everything()]}


def main() -> None:
    """Try, as often as is asked: `steps`, or `moments:COUNT:SEED`."""
    how, *words = sys.argv[1:]
    said = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    disk.DEAD = SOON
    kept = Path(tempfile.mkdtemp()) / "kept"
    shutil.copytree(Path(), kept)
    told: Told = {"old": files(), "new": {}, "tries": []}
    execute(words)
    told["new"] = files()
    put_back(kept)
    began = time.perf_counter()
    in_a_child(words)
    took = time.perf_counter() - began
    if how == "steps":
        for step in range(1, MOST_STEPS):
            told["tries"].append(tried(words, kept, step, None))
            if not told["tries"][-1]["killed"]:
                break
    else:
        _, count, seed = how.split(":")
        dice = random.Random(int(seed))
        told["tries"] = [tried(words, kept, 0, dice.uniform(0, took)) for _ in range(int(count))]
    shutil.rmtree(kept.parent)
    os.write(said, json.dumps(told).encode())


if __name__ == "__main__":
    main()
