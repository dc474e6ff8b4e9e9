"""What lies in `examples/` is what hsplan really makes of the case study, and every example can be planned.

`pytest --accept` writes the files anew. The published programmes have tests of their own.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, Run

EXAMPLES = ROOT / "examples"
PROGRAMMES = sorted(path for path in EXAMPLES.glob("*.yaml") if not path.name.endswith(".plan.yaml"))


def test_the_files_of_the_case_study_are_what_is_really_made(
    stepney: Path, run: Run, pytestconfig: pytest.Config
) -> None:
    run("schedule", "--start", "2011-01")
    made = {"stepney.plan.yaml": stepney.with_name("stepney.plan.yaml")}
    for form in ("ics", "json"):
        run("export", "--format", form)
        made[f"stepney.{form}"] = Path(f"stepney.{form}")
    for name, path in made.items():
        if pytestconfig.getoption("--accept"):
            (EXAMPLES / name).write_bytes(path.read_bytes())
        assert (EXAMPLES / name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_every_example_is_sound_and_can_be_planned(path: Path, workspace: Path, run: Run) -> None:
    (workspace / "programmes" / path.name).write_bytes(path.read_bytes())
    assert "is sound" in run("validate").out
    ran = run("schedule", "--start", "2012-04")
    assert ran.code == 0
    assert "optimum proven" in ran.err
    assert run("show").code == 0
    assert run("export").code == 0
