"""What a user gets wrong is told in a line, with the exit code of its sort, and never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run, run_apart


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("validate", "stepny"), 1, "did you mean `stepney`?"),
        (("validate", "stepney.yml"), 1, "there is no programme"),
        (("validate", "programmes"), 1, "is a folder"),
        (("validate", "../../etc/passwd"), 1, "error["),
        (("schedule", "--start", "soon"), 2, "`soon` is not a month or a day"),
        (("schedule", "--start", "2011-13"), 2, "no such month"),
        (("schedule", "--start", "2011-02-30"), 2, "there is no day"),
        (("export", "--format", "pdf"), 2, "there are ics, json"),
        (("export", "--format", "isc"), 2, "did you mean `ics`?"),
        (("export",), 1, "hsplan schedule stepney --start 2011-01"),
        (("show",), 1, "has no plan yet"),
        (("show", "--jsn"), 2, "--json"),
        (("shcedule",), 2, "schedule"),
    ],
)
def test_a_mistake_is_told(stepney: Path, run: Run, words: tuple[str, ...], code: int, told: str) -> None:
    ran = run(*words)
    assert ran.code == code
    assert told in " ".join((ran.out + ran.err).split())
    assert "Traceback" not in ran.err


def test_a_folder_without_programmes_is_told(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("validate")
    assert (ran.code, "no-workspace" in ran.err) == (1, True)


def test_a_programme_that_ends_in_yml_is_told(stepney: Path, run: Run) -> None:
    stepney.with_name("bow.yml").write_bytes(b"title: x\n")
    ran = run("validate")
    assert (ran.code, "rename it to `bow.yaml`" in ran.err) == (1, True)


def test_a_finding_shows_the_line_with_a_caret(stepney: Path, run: Run) -> None:
    stepney.write_text("title: x\nlenght: 12 months\nlength: 12 months\nsessions: {a: {kind: workshop}}\n")
    ran = run("validate", "stepney.yaml")
    assert ran.code == 1
    assert ran.out.startswith(
        "error[unknown-key]: `lenght` is not a key that hsplan knows here\n"
        " --> programmes/stepney.yaml:2:1\n"
        "  |\n"
        "2 | lenght: 12 months\n"
        "  | ^^^^^^\n"
        "  = expected: one of "
    )
    assert "  = help: did you mean `length`?\n" in ran.out


def test_no_line_of_a_report_is_wider_than_the_terminal(stepney: Path, run: Run) -> None:
    long = "x " * 100
    stepney.write_text(f"title: {long}\nlength: 12 months\nsessions: {{a: {{kind: wrong}}}}\nfoo: {{a: '{long}'}}\n")
    out = run("validate", "stepney.yaml").out
    assert out
    assert max(map(len, out.splitlines())) <= 80


def test_the_caret_stands_under_wide_characters(stepney: Path, run: Run) -> None:
    stepney.write_text("title: x\nlength: 12 months\nsessions: {a: {title: 会議, kind: nope}}\n")
    out = run("validate", "stepney.yaml").out.splitlines()
    line, caret = (next(n for n, row in enumerate(out) if row.startswith(start)) for start in ("3 |", "  |  "))
    assert out[caret].index("^") == out[line].index("nope") + 2  # two characters, each two columns wide


def test_what_could_act_on_the_terminal_does_not(stepney: Path, run: Run) -> None:
    stepney.write_text(
        'title: "\\e[2J\\u202Etitle"\nlength: 12 months\nsessions: {a: {kind: workshop, title: "[red]x[/] \\e[31m"}}\n'
    )
    out = run("schedule", "--start", "2011-01").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[red]x[/]" in out


def test_an_unwritable_folder_is_told_and_nothing_is_left(stepney: Path) -> None:
    folder = stepney.parent
    stepney.with_name("stepney.plan.yaml").mkdir()
    ran = run_apart("schedule", "--start", "2011-01", cwd=folder.parent)
    assert (ran.code, "is a folder" in ran.err) == (1, True)
    assert sorted(path.name for path in folder.iterdir()) == ["stepney.plan.yaml", "stepney.yaml"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told(stepney: Path) -> None:
    stepney.parent.chmod(0o555)
    ran = run_apart("schedule", "--start", "2011-01", cwd=stepney.parent.parent)
    stepney.parent.chmod(0o755)
    assert (ran.code, "cannot be written: permission denied" in ran.err) == (1, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_told(stepney: Path) -> None:
    run_apart("schedule", "--start", "2011-01", cwd=stepney.parent.parent)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "hsplan", "show", "--json"],
            cwd=stepney.parent.parent,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert b"Traceback" not in done.stderr
    assert done.returncode != 0


def test_a_closed_pipe_is_no_mistake(stepney: Path) -> None:
    run_apart("schedule", "--start", "2011-01", cwd=stepney.parent.parent)
    command = f"'{sys.executable}' -m hsplan show | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=stepney.parent.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "Clinical Leadership Programme\n"
    assert done.stderr == ""


def test_a_newer_plan_is_refused(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    plan = stepney.with_name("stepney.plan.yaml")
    plan.write_text(plan.read_text().replace("hsplan-plan: 1", "hsplan-plan: 2"))
    before = plan.read_bytes()
    for command in ("show", "export", "schedule", "validate"):
        ran = run(command)
        assert (ran.code, "newer-plan" in ran.out + ran.err) == (1, True)
    assert plan.read_bytes() == before


def test_a_plan_that_cannot_be_kept_is_explained(stepney: Path, run: Run) -> None:
    stepney.write_text(stepney.read_text().replace("gap: 3 to 7 weeks", "gap: at least 6 weeks"))
    ran = run("schedule", "--start", "2011-01")
    assert ran.code == 1
    assert "error[no-plan]" in ran.err
    assert "gap: at least 6 weeks" in ran.err
    assert not stepney.with_name("stepney.plan.yaml").exists()


def test_a_bad_epoch_is_told(stepney: Path, run: Run) -> None:
    ran = run("schedule", "--start", "2011-01", SOURCE_DATE_EPOCH="yesterday")
    assert (ran.code, "SOURCE_DATE_EPOCH" in ran.err) == (1, True)


def test_an_interrupt_is_no_traceback(stepney: Path) -> None:
    code = (
        "import signal, sys; import hsplan.workspace.names as names\n"
        "sys.argv = ['hsplan', 'validate']\n"
        "names.find = lambda wanted: signal.raise_signal(signal.SIGINT)\n"
        "from hsplan.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=stepney.parent.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (128 + signal.SIGINT, False)
