"""What a command says at any terminal, at a poor one, and at none: nothing breaks, and nothing is lost.

Every command at every place: `python -m pytest -m fuzz tests/cli/test_terminals.py`.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import INSTANT, ROOT, Run

from hsplan.cli.report import report
from hsplan.findings import Finding, Span
from hsplan.views.terminal.letters import in_ascii, near

PROGRAMME = """\
title: Führung – “Ça va…” · Łódź
weekdays: Tue-Thu
gap: at least 1 week
length: 6 months
sessions:
  first: {kind: workshop, title: "Übung → Praxis"}
  second: {kind: review, title: Ärztinnen & Ärzte}
"""
FEW = ("schedule --start 2011-01", "show --agenda", "export --format csv -o -", "shwo")
MANY = (
    "",
    "--version",
    "--help",
    "new",
    "new bow",
    "validate",
    "validate --report concise",
    "validate nobody",
    *FEW,
    "show",
    "show --timeline",
    "show --load",
    "explain first",
    "explain first --on 2011-03-08",
    "explain bad-date",
    "explain --code bad-date",
    "pin first",
    "unpin first",
    "confirm first",
    "confirm first",
    "move first 2011-03-09",
    "deliver second --dry-run",
    "cancel second",
    "undo",
    "publish",
    "publish",
    "diff",
    "diff --format json",
    "export --format all -o all/",
    "schema",
    "schedule --help",
)
DATA = ("csv", "json", "schema")
"""Of what a command prints for programs, which is UTF-8 everywhere."""


@dataclass(frozen=True)
class Place:
    """Where a command runs: with some variables, and with some of its streams closed (as `<&-` does)."""

    variables: dict[str, str] = field(default_factory=dict)
    closed: str = ""
    encoding: str = "utf-8"


POOR = {
    "ascii, without stdin": Place({"PYTHONIOENCODING": "ascii", "TERM": "dumb"}, "<&-", "ascii"),
    "cp437, narrow": Place({"PYTHONIOENCODING": "cp437", "COLUMNS": "40"}, "", "cp437"),
    "no stdout": Place({}, ">&-"),
}
PLACES = POOR | {
    "cp1252": Place({"PYTHONIOENCODING": "cp1252"}, "", "cp1252"),
    "cp1252, said to be strict": Place({"PYTHONIOENCODING": "cp1252:strict"}, "", "cp1252"),
    "latin-1": Place({"PYTHONIOENCODING": "latin-1"}, "", "latin-1"),
    "LANG=C": Place({"LANG": "C", "LC_ALL": "C"}),
    "LANG=C without UTF-8": Place({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "", "ascii"),
    "no colour": Place({"NO_COLOR": "1", "TERM": "xterm-256color"}),
    "colour": Place({"FORCE_COLOR": "1", "TERM": "xterm-256color"}),
    "colour on a dumb terminal": Place({"FORCE_COLOR": "1", "TERM": "dumb"}),
    "no kind of terminal": Place({"TERM": ""}),
    "wide": Place({"COLUMNS": "200", "LINES": "5"}),
    "no width": Place({"COLUMNS": "0"}),
    "a width that is no number": Place({"COLUMNS": "wide"}),
    "no stdin": Place({}, "<&-"),
    "no stderr": Place({}, "2>&-"),
    "no stream": Place({}, "<&- >&- 2>&-"),
}


def walk(place: Place, folder: Path, lines: tuple[str, ...]) -> list[tuple[int, bytes, bytes]]:
    """How each command of a line ended at a place, and what it printed."""
    (folder / "programmes").mkdir(parents=True)
    (folder / "programmes" / "leading.yaml").write_text(PROGRAMME, encoding="utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    variables = {**kept, "SOURCE_DATE_EPOCH": INSTANT, "PYTHONPATH": str(ROOT), **place.variables}
    found = []
    for line in lines:
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {place.closed}', "sh", sys.executable, "-m", "hsplan", *line.split()],
            cwd=folder,
            env=variables,
            capture_output=True,
            check=False,
            timeout=60,
        )
        found.append((done.returncode, done.stdout, done.stderr))
    return found


@dataclass(frozen=True)
class Usual:
    """How commands end where nothing is the matter."""

    folder: Path
    lines: tuple[str, ...]
    found: list[tuple[int, bytes, bytes]]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Usual:
    folder = tmp_path_factory.mktemp("few") / "usual"
    return Usual(folder, FEW, walk(Place(), folder, FEW))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Usual:
    folder = tmp_path_factory.mktemp("many") / "usual"
    return Usual(folder, MANY, walk(Place(), folder, MANY))


def check(place: Place, folder: Path, usual: Usual) -> None:
    """The commands end as they do elsewhere, write the same, and print what their place can show."""
    lines = usual.lines
    found = walk(place, folder / "here", lines)
    for line, (code, out, err), (usual_code, usual_out, usual_err) in zip(lines, found, usual.found, strict=True):
        assert code == usual_code, (line, err)
        assert b"Traceback" not in err, (line, err)
        if not place.closed.startswith((">&-", "<&- >&-", "2>&-")):
            assert bool(out) == bool(usual_out), line
        if any(word in line for word in DATA):
            assert out in (usual_out, b""), line
            continue
        for shown, usually in ((out, usual_out), (err, usual_err)):
            assert shown.decode(place.encoding).count("?") <= usually.decode().count("?"), (line, shown)
    assert written(folder / "here") == written(usual.folder)


def written(folder: Path) -> dict[str, bytes]:
    """The files that the commands have left."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
@pytest.mark.parametrize("name", POOR)
def test_at_a_poor_terminal_commands_do_their_work(tmp_path: Path, few: Usual, name: str) -> None:
    check(PLACES[name], tmp_path, few)


@pytest.mark.fuzz
@pytest.mark.parametrize("name", PLACES)
def test_at_every_terminal_every_command_does_its_work(tmp_path: Path, many: Usual, name: str) -> None:
    check(PLACES[name], tmp_path, many)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", 'Fuhrung - "Ca va..." - Lodz -> o * # ? EUR 1/2'),
        ("cp437", 'Führung - "Ça va..." · Lódz -> o * # ? EUR ½'),
        ("cp1252", "Führung – “Ça va…” · Lódz -> o * # ? € ½"),
    ],
)
def test_what_a_terminal_has_not_becomes_the_nearest_that_it_has(
    workspace: Path, run: Run, encoding: str, shown: str
) -> None:
    run("--help")  # from then on the way of writing is known
    words = "Führung – “Ça va…” · Łódź → ○ ● ◆ 字 € ½"
    assert words.encode(encoding, "hsplan.near").decode(encoding) == shown


def test_a_table_is_laid_out_by_what_a_terminal_has(workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("programmes/leading.yaml").write_text(PROGRAMME, encoding="utf-8")
    run("schedule", "--start", "2011-01")
    written_there = io.BytesIO()
    screen = io.TextIOWrapper(written_there, encoding="cp437")
    monkeypatch.setattr(sys, "stdout", screen)
    assert run("show", "--agenda").code == 0
    screen.flush()
    text = written_there.getvalue().decode("cp437")
    assert 'Fuhrung - "Ca va..." - Lodz' in text
    assert re.search(r"^ \* .*  Ubung -> Praxis", text, re.MULTILINE)


def test_only_what_is_written_is_made_nearer() -> None:
    error = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no letter")
    with pytest.raises(UnicodeDecodeError):
        near(error)
    assert in_ascii("« Œuvre », Straße") == '" OEuvre ", Strasse'


@pytest.mark.parametrize(("columns", "widest"), [("40", 40), ("60", 60), ("200", 80), ("10", 40)])
def test_a_finding_is_as_wide_as_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: str, widest: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    line = "  gap: now and then, and then again, whenever it suits, but rather sooner than any later"
    words = "a length of time, such as `2 weeks`, or two with `to` between them, and nothing else at all"
    span = Span("programmes/x.yaml", 3, 8, 3, 20, line)
    text = report([Finding("bad-gap", "no gap", expected=words, help=words, span=span)])
    assert max(map(len, text.splitlines())) <= widest
    assert max(map(len, text.splitlines())) > widest - 10
    assert " ".join(text.replace("=", "").split()).count(words) == 2


@pytest.mark.parametrize("columns", ["40", "80"])
def test_what_is_told_in_sentences_is_broken_between_words(stepney: Path, run: Run, columns: str) -> None:
    first = run("validate", COLUMNS=columns).out.splitlines()
    assert " ".join(line.strip() for line in first) == (
        "programmes/stepney.yaml is sound: 3 trimesters, 8 insight days, 3 leadership challenges, 1 project, "
        "5 skills, 3 facilitators, 2 venues"
    )
    assert all(line.startswith("  ") for line in first[1:])
    run("schedule", "--start", "2011-01")
    again = run("schedule", COLUMNS=columns).err.splitlines()
    assert any("nothing changed" in line for line in again)
    for line in first + again:
        assert len(line) <= int(columns), line
