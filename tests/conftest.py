"""Fixtures named after nouns, and the one way in which tests run commands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).parent.parent
SEED = ROOT / "programmes" / "stepney.yaml"
INSTANT = "1288602000"
"""2010-11-01T09:00:00Z, the moment at which the tests plan."""
# Whatever this environment says, what Python compiles is kept, as it is where hsplan is installed: a command that
# compiles hsplan first takes three times as long.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what was really printed into the README")


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """What is not measured is not traced either: in a process of xdist pytest-cov has begun twice, and stops one."""
    tracing = sys.gettrace()
    if tracing is None or item.get_closest_marker("no_cover") is None:
        return (yield)
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracing)


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


class Run(Protocol):
    def __call__(self, *words: str, **variables: str) -> Ran: ...


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace, which is the current folder."""
    (tmp_path / "programmes").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def stepney(workspace: Path) -> Path:
    """The seed programme's file in a workspace of its own."""
    path = workspace / "programmes" / "stepney.yaml"
    path.write_bytes(SEED.read_bytes())
    return path


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process, in the current folder, as the terminal would."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", INSTANT)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    # Nobody pulls the plug on these tests; that the disk is asked is seen by `tracing`.
    monkeypatch.setattr(os, "fsync", lambda _: None)

    def run_command(*words: str, **variables: str) -> Ran:
        from hsplan.__main__ import main
        from hsplan.workspace.ending import SIGNALS

        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["hsplan", *words])
        capfdbinary.readouterr()
        code: object = 0
        before = {each: signal.getsignal(each) for each in SIGNALS}
        try:
            main()
        except SystemExit as stopped:
            code = stopped.code
        for each, heeded in before.items():
            signal.signal(each, heeded)
        printed = capfdbinary.readouterr()
        return Ran(int(str(code or 0)), printed.out.decode(), printed.err.decode())

    return run_command


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Each process is given neighbours, which share what is made once, and takes from the others when it is done."""
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


class Once(Protocol):
    def __call__(self, *commands: str) -> None: ...


_LED_TO: dict[tuple[object, ...], dict[str, bytes]] = {}
"""What lies in a workspace after commands, by what lay there before and by the commands."""


@pytest.fixture
def once(run: Run) -> Once:
    """Leads this folder to where commands lead it that end well; they run once for all tests that begin alike."""

    def lead(*commands: str) -> None:
        before = held_in(Path())
        known = (tuple(before.items()), commands)
        if known in _LED_TO:
            for path, data in _LED_TO[known].items():
                if before.get(path) != data:
                    Path(path).write_bytes(data)
            return
        for words in commands:
            ran = run(*words.split())
            assert ran.code == 0, ran.err
        _LED_TO[known] = held_in(Path())

    return lead


def held_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with what it holds."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def run_apart(*words: str, cwd: Path, **variables: str) -> Ran:
    """Runs a command in a process of its own, with nothing of this environment but what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "hsplan", *words],
        cwd=cwd,
        env={**kept, "SOURCE_DATE_EPOCH": INSTANT, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
