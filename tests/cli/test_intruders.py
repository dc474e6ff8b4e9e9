"""What comes from outside acts on nothing: not on the terminal, not on files elsewhere, and it holds nobody up."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import INSTANT, ROOT, SEED, Once, Ran, Run
from whole_road import ACTS

from hsplan.cli import COMMANDS

POSIX = pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")
SEQUENCE = "\x1b[31m\x9b31m\x07\x1b]0;title\x07"
"""What would colour a terminal and name its window."""
TURNED = "\u202e"
"""What turns the reading direction. typer says itself what is wrong with a command line, and lets this one through."""


@pytest.fixture
def planned(stepney: Path, once: Once) -> Path:
    once("schedule --start 2011-01")
    return stepney


@pytest.fixture
def at_most_20_seconds() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise AssertionError("it waits for ever")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def harmless(words: tuple[str, ...], done: Ran) -> None:
    printed = (done.out + done.err).replace("\r\n", "\n")
    assert ACTS.search(printed) is None, words
    assert "made a mistake" not in printed, words
    assert done.code in (0, 1, 2), words


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_typed_does_not_act_on_the_terminal(planned: Path, run: Run, command: str) -> None:
    harm = f"{SEQUENCE}{TURNED}"
    options = {
        "schedule": ("--start", "--as-of"),
        "show": ("--on", "--for"),
        "export": ("--for", "--each", "--format"),
        "explain": ("--on", "--code"),
        "validate": ("--report",),
        "diff": ("--format",),
        "new": ("--from", "--template"),
    }
    words = [(command, f"--{SEQUENCE}"), (command, "stepney", SEQUENCE)]
    if command != "schema":
        words += [(command, harm), (command, f"{harm}:day-1"), (command, f"{harm}.plan.yaml"), (command, f"x@{harm}")]
    words += [(command, *named, option, harm) for option in options.get(command, ()) for named in ((), ("stepney",))]
    for one in words:
        harmless(one, run(*one))


def test_the_command_to_run_next_does_not_act_on_the_terminal(planned: Path, run: Run) -> None:
    one = ("schedule", "--fresh", "--dry-run", "--start", "2011-01\x1e")
    assert "Next: hsplan schedule" in run(*one).err
    harmless(one, run(*one))


@POSIX
@pytest.mark.parametrize("report", ["full", "concise", "json", "github"])
def test_the_name_of_a_folder_does_not_act_on_the_terminal(
    workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch, report: str
) -> None:
    folder = workspace / f"a{SEQUENCE.replace('/', '')}{TURNED}"
    folder.mkdir()
    (folder / "b.yaml").write_text("title: x\nlenght: 1 month")
    (folder / "c.yaml").write_bytes(SEED.read_bytes())
    (workspace / "programmes" / f"{SEQUENCE}.yaml").write_text("title: x")
    for words in ((f"{folder.name}/b.yaml",), ()):
        one = ("validate", *words, "--report", report)
        assert run(*one).code == 1
        harmless(one, run(*one))
    if report != "full":
        return
    name = f"{folder.name}/c.yaml"
    for one in (("schedule", name, "--start", "2011-01", "--dry-run"), ("schedule", name, "--start", "2011-01")):
        assert run(*one).code == 0
        harmless(one, run(*one))
    for one in (("show", name), ("export", name, "-f", "md,joining", "-o", f"{folder.name}/"), ("undo", name)):
        harmless(one, run(*one))


@POSIX
@pytest.mark.usefixtures("at_most_20_seconds")
@pytest.mark.parametrize("made", [os.mkfifo, lambda path: Path(path).symlink_to("/dev/zero")], ids=["pipe", "device"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("programmes/stepney.yaml", ("validate",)),
        ("programmes/stepney.yaml", ("schedule", "--start", "2011-01")),
        ("programmes/stepney.plan.yaml", ("show",)),
        ("programmes/stepney.plan.yaml", ("move", "day-1", "2011-01-20")),
        ("programmes/other.plan.yaml", ("diff", "programmes/other.plan.yaml")),
        ("programmes/school.ics", ("validate",)),
        ("programmes/days.csv", ("validate",)),
        ("programmes/shared.yaml", ("validate",)),
        ("programmes/templates/joining.html", ("export", "-f", "joining")),
        ("stepney.ics", ("export",)),
        ("picture.svg", ("show", "--svg", "picture.svg")),
        ("stepney-joining/day-1.html", ("export", "-f", "joining")),
    ],
)
def test_a_pipe_or_a_device_is_told(planned: Path, run: Run, name: str, words: tuple[str, ...], made: object) -> None:
    taking = {
        "programmes/school.ics": ("\n  closed: ", "\n  prefer: {a: {ics: school.ics}}\n  closed: "),
        "programmes/days.csv": ("\n  closed: ", "\n  prefer: {a: {csv: days.csv}}\n  closed: "),
        "programmes/shared.yaml": ("\nlength: ", "\nuse: shared.yaml\nlength: "),
    }
    if name in taking:
        planned.write_text(planned.read_text().replace(*taking[name]))
    path = planned.parent.parent / name
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    made(path)  # type: ignore[operator]
    done = run(*words)
    harmless(words, done)
    assert done.code == 1
    assert "no ordinary file" in done.err + done.out or "out of" in done.err + done.out


@POSIX
@pytest.mark.usefixtures("at_most_20_seconds")
@pytest.mark.parametrize("words", [("validate",), ("schedule", "--start", "2011-01"), ("publish",), ("new", "a")])
def test_a_folder_of_programmes_that_is_a_pipe_holds_nobody_up(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("programmes")
    done = run(*words)
    harmless(words, done)
    assert done.code == 1


@POSIX
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("programmes/stepney.yaml", ("validate",)),
        ("programmes/stepney.yaml", ("validate", "stepney")),
        ("programmes/stepney.yaml", ("validate", "programmes/stepney.yaml", "--report", "github")),
        ("programmes/stepney.plan.yaml", ("show",)),
        ("programmes/stepney.plan.yaml", ("publish",)),
        ("programmes/templates/joining.html", ("export", "-f", "joining")),
        ("stepney.ics", ("export",)),
        ("out/stepney.md", ("export", "-f", "md", "-o", "out/")),
        ("picture.svg", ("show", "--svg", "picture.svg")),
        ("stepney-joining/day-1.html", ("export", "-f", "joining")),
    ],
)
def test_a_link_out_of_the_workspace_is_neither_read_nor_written(
    planned: Path, run: Run, tmp_path_factory: pytest.TempPathFactory, name: str, words: tuple[str, ...]
) -> None:
    outside = tmp_path_factory.mktemp("elsewhere") / "kept"
    outside.write_text("a secret: word\n")
    path = planned.parent.parent / name
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(outside)
    done = run(*words)
    assert (done.code, outside.read_text()) == (1, "a secret: word\n")
    assert "secret" not in done.out + done.err
    assert "out of" in done.out + done.err


@POSIX
def test_a_folder_of_documents_that_leads_out_is_not_written_to(
    planned: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("elsewhere")
    Path("stepney-joining").symlink_to(outside)
    assert run("export", "-f", "joining").code == 1
    Path("named").symlink_to(outside)
    Path("stepney-joining").unlink()
    assert list(outside.iterdir()) == []
    assert run("export", "-f", "md", "-o", "named/").code == 0  # somebody named it
    assert [path.name for path in outside.iterdir()] == ["stepney.md"]


@POSIX
def test_a_link_to_a_file_beside_it_is_written_where_it_leads(planned: Path, run: Run) -> None:
    Path("shown").mkdir()
    Path("shown/feed.ics").write_text("")
    Path("stepney.ics").symlink_to("shown/feed.ics")
    assert run("export").code == 0
    assert Path("stepney.ics").is_symlink()
    assert Path("shown/feed.ics").read_text().startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    "name", ["con", "prn", "aux", "nul", "com1", "lpt9", "CON", "aux.", "../x", ".x", "a/b", "-", ""]
)
def test_no_programme_and_no_session_is_called_as_a_device_or_a_path(workspace: Path, run: Run, name: str) -> None:
    assert run("new", name).code == 2
    path = workspace / "programmes" / "a.yaml"
    path.write_text(f"title: x\nlength: 1 month\nsessions: {{'{name}': {{kind: workshop}}}}\n")
    done = run("validate", "a", "--report", "concise")
    assert (done.code, "error[bad-" in done.out) == (1, True)


VERBOSE = {
    "plain": {},
    "with all that makes Python and its libraries talk": {
        "PYTHONWARNINGS": "always",
        "PYTHONDEVMODE": "1",
        "PYTHONFAULTHANDLER": "1",
        "_TYPER_STANDARD_TRACEBACK": "1",
        "TYPER_STANDARD_TRACEBACK": "1",
        "LOGLEVEL": "DEBUG",
        "DEBUG": "1",
        "VERBOSE": "1",
    },
}
ERRS = "    raise KeyError(schedules[0].title, schedules[0].people[0].name) from ValueError(json_of(schedules))\n"


@pytest.fixture(scope="module")
def erring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An hsplan that errs over a programme's names, in somebody's folder."""
    folder = tmp_path_factory.mktemp("home-of-somebody")
    shutil.copytree(ROOT / "hsplan", folder / "hsplan", ignore=shutil.ignore_patterns("__pycache__"))
    view = folder / "hsplan" / "views" / "md.py"
    begin = "def render(schedules: Sequence[Schedule]) -> bytes:\n"
    text = view.read_text()
    assert begin in text
    view.write_text(text.replace(begin, f"{begin}    from json import dumps as json_of\n{ERRS}"))
    return folder


@pytest.mark.parametrize("variables", VERBOSE.values(), ids=VERBOSE)
def test_a_mistake_of_ours_is_told_without_names(planned: Path, erring: Path, variables: dict[str, str]) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(erring), "SOURCE_DATE_EPOCH": INSTANT, **variables}
    command = [sys.executable, "-m", "hsplan", "export", "-f", "md"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "hsplan has made a mistake (TypeError)" in done.stderr
    assert "json/encoder.py" in done.stderr
    for word in ("Facilitator A", "tepney", "Clinical", "somebody", "Traceback", str(planned.parent), sys.base_prefix):
        assert word not in done.stderr + done.stdout, word
