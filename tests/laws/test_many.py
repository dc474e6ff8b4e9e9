"""Laws over programmes that share people and venues, from files to files: nobody is moved without need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from portfolio import SHARED_FILE, programme, shared

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

STAFF = 6
SESSIONS = 3


@pytest.fixture
def folder(workspace: Path) -> Path:
    (workspace / "programmes" / "shared").mkdir()
    (workspace / "programmes" / "shared" / SHARED_FILE).write_text(shared(STAFF))
    return workspace / "programmes"


def write(folder: Path, *numbers: int) -> None:
    for n in numbers:
        (folder / f"programme-{n}.yaml").write_text(programme(n, STAFF, SESSIONS))


def plans(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.plan.yaml"))}


@pytest.mark.no_cover
def test_planning_many_twice_changes_no_byte(folder: Path, run: Run) -> None:
    write(folder, 1, 2, 3)
    run("schedule")
    before = plans(folder)
    again = run("schedule")
    assert again.code == 0
    assert len(before) == 3
    assert plans(folder) == before


def test_one_more_programme_moves_nobody_where_there_is_room(folder: Path, run: Run) -> None:
    write(folder, 2, 3)
    run("schedule")
    before = plans(folder)
    write(folder, 1)
    more = run("schedule")
    assert more.code == 0
    after = plans(folder)
    assert {name: after[name] for name in before} == before
    assert len(after) == 3


@pytest.mark.no_cover
def test_many_planned_from_the_same_files_get_the_same_plans(folder: Path, run: Run) -> None:
    write(folder, 3, 1, 2)
    run("schedule")
    before = plans(folder)
    for name in before:
        (folder / name).unlink()
    for n in (1, 2, 3):
        (folder / f"programme-{n}.yaml").unlink()
    write(folder, 1, 2, 3)
    run("schedule")
    unsigned = [re.sub(rb"calendar-id: .*", b"", text) for text in before.values()]
    assert [re.sub(rb"calendar-id: .*", b"", text) for text in plans(folder).values()] == unsigned


@pytest.mark.no_cover
def test_no_programme_costs_less_beside_others_than_the_bound_says(folder: Path, run: Run) -> None:
    write(folder, 1, 2, 3)
    told = run("schedule").err
    worth = r"^3 new plans together: (?:proven best, |within ([\d,]+) of the best possible \()cost ([\d,]+)\)?$"
    found = re.search(worth, told, re.MULTILINE)
    assert found is not None
    beyond, cost = (int((one or "0").replace(",", "")) for one in found.groups())
    bound = cost - beyond
    for path in folder.glob("*.plan.yaml"):
        path.unlink()
    assert bound <= sum(cost_alone(run, n) for n in (1, 2, 3))


def cost_alone(run: Run, n: int) -> int:
    """What a programme costs when it is planned with no plan beside it."""
    found = re.search(r"cost ([\d,]+)\)?$", run("schedule", f"programme-{n}", "--dry-run").err, re.MULTILINE)
    assert found is not None
    return int(found[1].replace(",", ""))
