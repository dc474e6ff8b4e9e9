"""One command at a time changes what lies in a folder: the folder itself is locked, so that no file tells of it.

The operating system keeps the lock (flock, Linux and macOS) and lets go of it when the process ends, however it ends:
there is no stale lock. Where there is none, or one that locks nothing (Windows, some network drives), `files` lets only
one at a time compare what a file holds with what it held, and replace it.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from hsplan.findings import Finding, RefusedError
from hsplan.workspace.files import CLAIM, TEMPORARY, outwait, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PATIENCE = 120.0
"""Seconds for which a command waits for others, counted by its pauses."""
SILENCE = 1.0
"""Seconds after which it says so."""
PAUSE = 0.05
"""Seconds between two looks at first; who has waited longer looks more often, so that nobody waits for ever."""
LEAST_PAUSE = 0.002
OURS = re.compile(rf"\..+\.[a-z0-9_]{{8}}{re.escape(TEMPORARY)}")
"""The name of a temporary file of ours: `tempfile` puts eight letters before its end."""


@contextmanager
def alone(folders: Iterable[Path], say: Callable[[str], None], patience: float = PATIENCE) -> Iterator[None]:
    """While this lasts no other command changes plans in some folders; what a killed one left there is removed.

    All commands lock folders in the order that the disk has them in, so that no two wait for each other.

    Raises:
        RefusedError: where another command keeps one of them for longer than is patient.
    """
    with ExitStack() as stack:
        for folder, handle in _opened(folders, stack):
            if _waited(folder, handle, say, patience):
                _sweep(folder)
        yield


@contextmanager
def swept(folders: Iterable[Path]) -> Iterator[None]:
    """While this lasts files are written that can be made again; what a killed run left beside them is removed before.

    Nobody waits: where others are writing just now, what is there may be theirs, and stays.
    """
    with ExitStack() as stack:
        for folder, handle in _opened(folders, stack):
            if _taken(handle, exclusive=True):
                _sweep(folder)
            _taken(handle, exclusive=False)
        yield


def _opened(folders: Iterable[Path], stack: ExitStack) -> list[tuple[Path, int]]:
    """Each folder once, whatever it is called, open until the end; those that cannot be are told when they are read."""
    found: dict[tuple[int, int], tuple[Path, int]] = {}
    for folder in folders:
        with suppress(OSError, ValueError):
            handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))  # of a pipe, none would ever come
            stack.callback(os.close, handle)
            here = os.fstat(handle)
            found.setdefault((here.st_dev, here.st_ino), (folder, handle))
    return [found[key] for key in sorted(found)]


def _taken(handle: int, *, exclusive: bool) -> bool | None:
    """Whether a folder is locked now; None where it cannot be, as the drive or the system has no such locks."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _waited(folder: Path, handle: int, say: Callable[[str], None], patience: float) -> bool:
    """Whether a folder is locked, after as long a wait as it takes."""
    waited = 0.0
    told = False
    while (taken := _taken(handle, exclusive=True)) is False:
        if waited >= patience:
            raise RefusedError(_busy(folder, handle, patience))
        if waited >= SILENCE and not told:
            say(f"Waiting for {_holder(handle)}, which is changing plans in {shown(folder)}")
            told = True
        pause = max(LEAST_PAUSE, PAUSE / (1 + waited))
        time.sleep(pause)
        waited += pause
    return bool(taken)


def _busy(folder: Path, handle: int, patience: float) -> Finding:
    return Finding(
        "folder-busy",
        f"{_holder(handle)} has been changing plans in {shown(folder)} for {patience:g} seconds",
        expected="a folder in which nobody else is changing plans",
        help="nothing was changed; wait until that one has ended, or end it, and run the command again",
    )


def _holder(handle: int) -> str:
    """Who has locked a folder; by number where the system lists that (proc_locks(5))."""
    inode = os.fstat(handle).st_ino
    with suppress(OSError):
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            match line.split():
                case [_, "FLOCK", _, _, number, place, *_] if place.endswith(f":{inode}") and number != "0":
                    return f"another hsplan (process {number})"
    return "another hsplan"


def _sweep(folder: Path) -> None:
    """Remove the temporary files of runs that were killed: whoever writes one has the folder locked."""
    with suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - names are enough
            if name.endswith(CLAIM):
                outwait(folder / name)  # if it is not of a killed run, this drive lies of locks
            elif OURS.fullmatch(name):
                with suppress(OSError):
                    (folder / name).unlink()
