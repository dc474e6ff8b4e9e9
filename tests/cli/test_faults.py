"""What the disk, the drive and the permissions may do to a command: one clear line, and the old state intact."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT, Once, Ran, Run, held_in
from tracing import ENVIRONMENT, needs_strace, places, traced

WRITING = {
    "schedule": ("schedule", "bow", "--start", "2011-01"),
    "move": ("move", "stepney:day-3", "4 May 2011"),
    "pin": ("pin", "stepney:day-3"),
    "publish": ("publish", "stepney"),
    "undo": ("undo", "stepney"),
    "new": ("new", "poplar"),
    "template": ("new", "--template", "joining"),
}
LOOKING = {
    "export": ("export", "stepney", "--format", "ics,csv,html"),
    "folder": ("export", "stepney", "--format", "briefing"),
    "picture": ("show", "stepney", "--svg", "year.svg"),
}
READING = (("validate",), ("show",), ("diff", "stepney"), ("explain", "stepney:day-3"))
POWERS = "-dac_override,-dac_read_search"
"""By which root may do what permissions forbid (capabilities(7))."""


@pytest.fixture
def planned(stepney: Path, once: Once) -> Path:
    """A workspace with a programme that has a plan, and one that has none."""
    once("schedule --start 2011-01", "pin day-4")
    stepney.with_name("bow.yaml").write_bytes(stepney.read_bytes())
    return stepney.parent.parent


def bound(command: list[str]) -> list[str]:
    """A command as somebody's whom permissions bind: root does without the powers by which it passes them."""
    if os.geteuid() != 0:
        return command
    if shutil.which("setpriv") is None:
        pytest.skip("root may read and write anywhere, and there is no setpriv here to have it do without")
    return ["setpriv", "--bounding-set", POWERS, "--inh-caps", POWERS, *command]


ONE_BY_ONE = """\
import json, sys
from killing import execute

for words in json.loads(sys.argv[1]):
    code = execute(words)
    for stream in (sys.stdout, sys.stderr):
        print(f"= {code}", file=stream, flush=True)
"""


def all_as_anyone(commands: Iterable[Sequence[str]], cwd: Path) -> list[Ran]:
    """Runs commands as somebody whom permissions bind, one after the other in one process."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    command = bound([sys.executable, "-c", ONE_BY_ONE, json.dumps(list(commands))])
    done = subprocess.run(
        command, cwd=cwd, env={**ENVIRONMENT, "PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    outs, errs = (re.split(r"^= (\d+)\n", said, flags=re.MULTILINE) for said in (done.stdout, done.stderr))
    return [Ran(int(code), *said) for code, *said in zip(outs[1::2], outs[:-1:2], errs[:-1:2], strict=True)]


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Ends what hangs."""

    def hangs(number: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def told(ran: Ran) -> str:
    """The one finding that a command ended with: a sentence, what was expected, what to do, and the next step."""
    first, *rest, onward = re.sub(r"\n {8,}", " ", ran.err).splitlines()  # a long sentence is continued further right
    assert (ran.code, ran.out) == (1, ""), ran
    assert onward.startswith("Next: hsplan "), ran
    assert {line.partition(":")[0] for line in rest} <= {"  = expected", "  = help"}, ran
    return first


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_a_read_only_folder_is_told_and_nothing_is_changed(planned: Path) -> None:
    old = held_in(planned)
    (planned / "programmes").chmod(0o555)
    found = all_as_anyone(WRITING.values(), cwd=planned)
    (planned / "programmes").chmod(0o755)
    assert len(found) == len(WRITING)
    for line in map(told, found):
        assert line.startswith("error[cannot-write]: programmes/")
        assert line.endswith(("cannot be written: permission denied", "cannot be made: permission denied"))
    assert held_in(planned) == old


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_a_read_only_folder_takes_no_views(planned: Path) -> None:
    old = held_in(planned)
    planned.chmod(0o555)
    found = all_as_anyone(LOOKING.values(), cwd=planned)
    planned.chmod(0o755)
    assert len(found) == len(LOOKING)
    assert all(told(ran).endswith(": permission denied") for ran in found)
    assert held_in(planned) == old


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_a_plan_that_nobody_may_read_is_told_by_every_command(planned: Path) -> None:
    plan = planned / "programmes" / "stepney.plan.yaml"
    plan.chmod(0)
    commands = every()
    found = all_as_anyone(commands, cwd=planned)
    plan.chmod(0o644)
    for words, ran in zip(commands, found, strict=True):
        assert (
            ran.code,
            "stepney.plan.yaml cannot be read: permission denied" in " ".join(f"{ran.out}{ran.err}".split()),
        ) == (
            1,
            True,
        ), (words, ran)


def every() -> list[Sequence[str]]:
    """Every command that reads a plan."""
    found: list[Sequence[str]] = [*READING, ("schedule", "stepney"), *LOOKING.values()]
    found += [WRITING[name] for name in ("move", "pin", "publish", "undo")]
    return [*found, *((name, "stepney:day-3") for name in ("unpin", "confirm", "deliver", "cancel"))]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such pipes here")
@pytest.mark.parametrize(
    ("kind", "code"), [("pipe", "not-a-file"), ("device", "outside-folder"), ("folder", "not-a-file")]
)
def test_a_plan_that_is_no_ordinary_file_is_told_by_every_command_at_once(
    planned: Path, run: Run, kind: str, code: str
) -> None:
    plan = planned / "programmes" / "stepney.plan.yaml"
    plan.unlink()
    if kind == "pipe":
        os.mkfifo(plan)
    elif kind == "device":
        plan.symlink_to("/dev/zero")
    else:
        plan.mkdir()
    before = plan.lstat().st_mode
    for words in every():
        with within(60):
            ran = run(*words)
        assert (ran.code, f"error[{code}]" in ran.out + ran.err) == (1, True), (words, ran)
    assert plan.lstat().st_mode == before


def test_where_views_are_to_go_is_told_where_they_cannot(planned: Path, run: Run) -> None:
    (planned / "file").touch()
    (planned / "folder.ics").mkdir()
    old = held_in(planned)
    for output, code in [
        ("file/year.ics", "cannot-write"),
        ("file/", "cannot-write"),
        ("x" * 300, "cannot-write"),
        ("programmes/stepney.plan.yaml", "would-overwrite"),
    ]:
        ran = run("export", "stepney", "--output", output)
        assert (ran.code, told(ran).startswith(f"error[{code}]")) == (1, True), output
    assert held_in(planned) == old


def test_folders_for_views_are_made(planned: Path, run: Run) -> None:
    assert run("export", "stepney", "--output", "a/b/year.ics").code == 0
    assert run("show", "stepney", "--svg", "c/d/year.svg").code == 0
    assert {"a/b/year.ics", "c/d/year.svg"} < held_in(planned).keys()


def test_a_folder_for_views_takes_them_even_if_it_is_named_as_a_file(planned: Path, run: Run) -> None:
    (planned / "year.ics").mkdir()
    assert run("export", "stepney", "--output", "year.ics").out == "year.ics/stepney.ics\n"


@pytest.mark.parametrize(
    ("call", "fault", "words"),
    [
        ("write", "ENOSPC", "no space left on device"),
        ("write", "EDQUOT", "disk quota exceeded"),
        ("fsync", "EIO", "input/output error"),
        ("rename", "EROFS", "read-only file system"),
        ("openat", "EROFS", "read-only file system"),
        ("openat", "ENOENT", "no such file or directory"),
    ],
)
def test_what_the_system_refuses_is_told_in_a_line_and_nothing_is_changed(
    planned: Path, call: str, fault: str, words: str
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
    ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert told(ran) == f"error[cannot-write]: programmes/stepney.plan.yaml cannot be written: {words}"
    assert held_in(planned) == old


def full_at_each_write(planned: Path, kept: Path, words: tuple[str, ...]) -> int:
    """How many files an export writes, each of them tried with a full disk: that is told, and all stays as it was."""
    copy = shutil.copytree(planned, kept / "workspace")
    calls = places(copy, words)
    files = len([name for name, _ in calls if name == "rename"])
    old = held_in(planned)
    for count in [n for name, n in calls if name == "write"][:files]:
        done = traced(planned, words, "-e", f"inject=write:error=ENOSPC:when={count}")
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert told(ran).endswith(" cannot be written: no space left on device"), count
        assert held_in(planned) == old
    return files


def test_a_disk_that_fills_up_leaves_all_views_as_they_were(planned: Path, tmp_path: Path, run: Run) -> None:
    needs_strace()
    words = ("export", "stepney", "--format", "csv,json")
    run(*words)
    run(*WRITING["move"])
    kept = tmp_path.parent / "kept"
    assert full_at_each_write(planned, kept, words) == 2
    shutil.rmtree(kept)


@pytest.mark.fuzz
def test_a_disk_that_fills_up_at_any_document_leaves_all_as_they_were(
    planned: Path, tmp_path_factory: pytest.TempPathFactory, run: Run
) -> None:
    needs_strace()
    run(*LOOKING["folder"])
    run(*WRITING["move"])
    assert full_at_each_write(planned, tmp_path_factory.mktemp("kept"), LOOKING["folder"]) > 10


@pytest.mark.parametrize("fault", ["flock:error=ENOLCK", "flock:error=EBADF", "chmod:error=EPERM"])
def test_a_drive_without_locks_or_permissions_is_written_all_the_same(planned: Path, fault: str) -> None:
    needs_strace()
    done = traced(planned, WRITING["pin"], "-e", f"inject={fault}")
    assert (done.returncode, b"revision 3" in done.stderr) == (0, True)


@pytest.mark.parametrize(("call", "made"), [("fsync", ".*.tmp"), ("rename", ".*.claim.hsplan.tmp")])
def test_a_folder_that_vanishes_while_a_command_writes_is_told(planned: Path, call: str, made: str) -> None:
    """The command is held up at a call of the system, as it would be by a slow drive, and the folder taken away."""
    needs_strace()
    folder = planned / "programmes"
    command = [
        "strace",
        "-f",
        "-o",
        os.devnull,
        "-e",
        f"trace={call}",
        "-e",
        f"inject={call}:delay_enter=2000000:when=1",
    ]
    with subprocess.Popen(
        [*command, sys.executable, "-m", "hsplan", *WRITING["pin"]],
        cwd=planned,
        env=ENVIRONMENT,
        stdout=-1,
        stderr=-1,
        text=True,
    ) as running:
        while not list(folder.glob(made)):
            assert running.poll() is None
        time.sleep(0.5)
        folder.rename(planned / "elsewhere")
        out, err = running.communicate()
    assert told(Ran(running.returncode, out, err)).startswith("error[cannot-write]: programmes/stepney.plan.yaml ")


STRAY = ".{}.ab12_cd3.hsplan.tmp"


def test_what_a_killed_run_left_is_removed_by_the_next_that_writes_there(planned: Path, run: Run) -> None:
    places_ = ["stepney.ics", "stepney-briefing/day-1.html", "programmes/templates/joining.html", "programmes/bow.yaml"]
    for place in places_:
        path = planned / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(STRAY.format(path.name)).touch()
    for words in (*LOOKING.values(), WRITING["new"], WRITING["template"]):
        assert run(*words).code == 0
    assert not [name for name in held_in(planned) if name.endswith(".tmp")]
