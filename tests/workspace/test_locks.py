"""A folder is locked by one command at a time, and what a killed one left is removed by the next."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hsplan.findings import RefusedError
from hsplan.workspace.locks import alone, swept

STRAY = ".stepney.plan.yaml.ab12_cd3.hsplan.tmp"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """As if another command had its turn."""
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


def test_who_waits_too_long_is_told_for_whom(tmp_path: Path) -> None:
    said: list[str] = []
    with held(tmp_path), pytest.raises(RefusedError) as refused, alone([tmp_path], said.append, 1.2):
        pytest.fail("there were two at once")
    finding = refused.value.findings[0]
    other = f"another hsplan (process {os.getpid()})"
    assert (finding.code, finding.message.startswith(f"{other} has been changing plans in ")) == ("folder-busy", True)
    assert [line.startswith(f"Waiting for {other}, ") for line in said] == [True]


def test_the_lock_of_a_dead_process_holds_nobody_up(tmp_path: Path) -> None:
    code = "import fcntl, os, signal, sys; fcntl.flock(os.open(sys.argv[1], 0), fcntl.LOCK_EX); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    with alone([tmp_path], pytest.fail, 0):
        pass


def test_a_folder_is_locked_once_by_whatever_names_it_goes(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with alone([tmp_path, tmp_path / "link", tmp_path / "link" / ".." / tmp_path.name], pytest.fail, 0):
        pass


def test_two_that_name_folders_in_another_order_do_not_wait_for_each_other(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    code = (
        "import sys; from pathlib import Path; from hsplan.workspace.locks import alone\n"
        "for n in range(300):\n"
        "    with alone(map(Path, sys.argv[1:]), lambda words: None, 20): pass\n"
    )
    orders = [(one, other), (other, one)]
    running = [subprocess.Popen([sys.executable, "-c", code, *map(str, order)]) for order in orders]
    assert [process.wait() for process in running] == [0, 0]


def test_what_a_killed_run_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    others = [".stepney.yaml.swp", ".a.tmp", "a.hsplan.tmp", ".gitignore"]
    for name in (STRAY, *others):
        (tmp_path / name).touch()
    with alone([tmp_path], pytest.fail, 0):
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted(others)


def test_where_somebody_is_writing_nothing_is_removed_and_nobody_waits(tmp_path: Path) -> None:
    (tmp_path / STRAY).touch()
    with held(tmp_path), swept([tmp_path]):
        assert (tmp_path / STRAY).exists()
    with swept([tmp_path]):
        assert not (tmp_path / STRAY).exists()
        (tmp_path / STRAY).touch()  # as one who writes now
        with swept([tmp_path]):
            assert (tmp_path / STRAY).exists()


def test_a_folder_that_is_gone_is_left_to_who_reads_it(tmp_path: Path) -> None:
    with alone([tmp_path / "gone"], pytest.fail, 0), swept([tmp_path / "gone"]):
        assert list(tmp_path.iterdir()) == []


def no_locks(handle: int, operation: int) -> None:
    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))


@pytest.mark.parametrize("lacking", ["system", "drive"])
def test_where_there_are_no_locks_nobody_waits_and_nothing_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    """In this process; by a real fault of the system it is tried in `tests/cli/test_faults.py`."""
    if lacking == "system":
        monkeypatch.setitem(sys.modules, "fcntl", None)
    else:
        monkeypatch.setattr(fcntl, "flock", no_locks)
    (tmp_path / STRAY).touch()
    with alone([tmp_path], pytest.fail, 0), swept([tmp_path]):
        assert (tmp_path / STRAY).exists()
