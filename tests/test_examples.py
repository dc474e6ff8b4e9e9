"""What lies in `examples/` is what hsplan really makes of the case study, and every example can be planned.

`pytest --accept` writes the files anew. The published programmes have tests of their own.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, Run

EXAMPLES = ROOT / "examples"
PROGRAMMES = sorted(path for path in EXAMPLES.glob("*.yaml") if not path.name.endswith(".plan.yaml"))


def test_the_files_of_the_case_study_are_what_is_really_made(
    stepney: Path, run: Run, pytestconfig: pytest.Config
) -> None:
    """The plan, every format, and a picture of a terminal; the page's picture and the keys have tests of their own."""
    run("schedule", "--start", "2011-01")
    run("export", "--format", "all,eml", "-o", "made/")
    run("show", "--timeline", "--svg", "made/stepney-timeline.svg")
    made = {
        path.relative_to("made").as_posix(): path.read_bytes() for path in Path("made").rglob("*") if path.is_file()
    }
    made["stepney.plan.yaml"] = stepney.with_name("stepney.plan.yaml").read_bytes()
    if pytestconfig.getoption("--accept"):
        for name, data in made.items():
            (EXAMPLES / name).parent.mkdir(exist_ok=True)
            if not same(EXAMPLES / name, data):
                (EXAMPLES / name).write_bytes(data)
    here = {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*") if path.is_file()}
    others = {name for name in here if name.startswith("published/")} | {path.name for path in PROGRAMMES}
    here -= others | {"stepney.png", "keys.md"}
    assert sorted(made) == sorted(here)
    assert [name for name, data in made.items() if not same(EXAMPLES / name, data)] == []


def same(path: Path, data: bytes) -> bool:
    """Whether a file holds these bytes; of a workbook, which is a zip, what is packed in it: zip libraries differ."""
    if not path.exists() or path.suffix != ".xlsx":
        return path.exists() and path.read_bytes() == data
    return unpacked(path.read_bytes()) == unpacked(data)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_every_example_is_sound_and_can_be_planned(path: Path, workspace: Path, run: Run) -> None:
    (workspace / "programmes" / path.name).write_bytes(path.read_bytes())
    assert "is sound" in run("validate").out
    ran = run("schedule", "--start", "2012-04")
    assert ran.code == 0
    assert "optimum proven" in ran.err
    assert run("show").code == 0
    assert run("export").code == 0
