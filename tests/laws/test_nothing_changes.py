"""What carries no meaning changes nothing: the order of keys, a closed day that touches nothing, planning twice."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from by_chance import (
    START,
    Made,
    Values,
    every_published,
    file_of,
    plan_of_published,
    planned,
    planned_again,
    programme_by_chance,
    shuffled,
    with_said,
)
from conftest import Run, run_apart
from published_plans import FOLDER

from hsplan.calendars.model import Calendar
from hsplan.plan.file import read_plan, write_plan
from hsplan.plan.model import Plan
from hsplan.planner.planning import Planned
from hsplan.programme.document import read_document

PLACES = ({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C", "LANG": "de_DE.UTF-8", "TZ": "Asia/Gaza"})
FEW = ("common-purpose-meridian", "elam-2025-26", "omidyar-fellows-v-vii-viii")


def decided(plan: Plan) -> dict[str, object]:
    """What was decided, without the words that stand for what was asked."""
    dated = {id_: (one.days, one.people, one.venue, one.times) for id_, one in plan.sessions.items()}
    return dated | {id_: (one.from_, one.until, one.arranged_by) for id_, one in plan.windows.items()}


def by_chance(seeds: range) -> list[tuple[int, Values, Made]]:
    """Those programmes by chance that have a plan."""
    found = [(seed, said := programme_by_chance(seed), planned(said)) for seed in seeds]
    held = [(seed, said, plan) for seed, said, plan in found if plan is not None]
    assert 3 * len(held) > len(seeds), "too few plans to hold a law for"
    return held


def touching_nothing(plan: Plan, calendar: Calendar, seed: int) -> date:
    """A day that is open and on which nothing lies."""
    taken = {day for one in plan.sessions.values() for day in one.days}
    free = [day for day in calendar.within if day not in taken and day not in calendar.closed]
    return random.Random(seed).choice(free)


def day_closed(said: Values, day: date) -> Values:
    return with_said(said, ("calendar", "closed", "one-more"), {"when": f"{day:%d %b %Y}"})


def same_however_it_is_ordered(said: Values, start: date, plan: Plan, seed: int) -> None:
    other = shuffled(said, seed)
    again = planned(other, start)
    assert again is not None
    assert decided(again[2]) == decided(plan)
    kept = planned_again(other, plan)
    assert isinstance(kept, Planned)
    assert not kept.touched, kept.changes


def same_with_a_day_closed(said: Values, start: date, found: Made, seed: int) -> None:
    _, calendar, plan = found
    more = day_closed(said, touching_nothing(plan, calendar, seed))
    kept = planned_again(more, plan)
    assert isinstance(kept, Planned)
    assert not kept.touched, kept.changes
    if "within" not in plan.optimum:
        again = planned(more, start)
        assert again is not None
        assert decided(again[2]) == decided(plan)


def a_workspace(folder: Path) -> None:
    """A few published programmes and some by chance, as files."""
    for id_ in FEW:
        file_of(folder, id_, {}).write_bytes((FOLDER / f"{id_}.yaml").read_bytes())
    for seed in (0, 1, 3):
        file_of(folder, f"by-chance-{seed}", programme_by_chance(seed))


def everything(folder: Path, place: dict[str, str]) -> dict[str, bytes | str]:
    """All that is written and printed for a workspace that is planned in a process of its own."""
    a_workspace(folder)
    ran = run_apart("schedule", "--start", "2011-04-04", cwd=folder, PYTHONUTF8="1", **place)
    plans = {path.name: path.read_bytes() for path in sorted((folder / "programmes").glob("*.plan.yaml"))}
    return {**plans, "out": ran.out, "err": ran.err}


def test_a_workspace_is_planned_to_the_same_bytes_everywhere(tmp_path: Path) -> None:
    seen = [everything(tmp_path / str(n), place) for n, place in enumerate(PLACES)]
    assert len(seen[0]) > len(FEW) + 2
    assert all(one == seen[0] for one in seen[1:])


def as_it_stands(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of a workspace, with when it was last written."""
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in (folder / "programmes").iterdir()}


def test_planning_twice_touches_no_file(workspace: Path, run: Run) -> None:
    a_workspace(workspace)
    assert run("schedule", "--start", "2011-04-04").code == 0
    before = as_it_stands(workspace)
    again = run("schedule", SOURCE_DATE_EPOCH="1300000000").err
    assert again.count("nothing changed") == sum(".plan." in name for name in before) > len(FEW)
    assert run("schedule", "--check", SOURCE_DATE_EPOCH="1400000000").code == 0
    assert as_it_stands(workspace) == before


@pytest.mark.parametrize("block", range(4))
@pytest.mark.no_cover
def test_planning_twice_changes_no_plan_by_chance_nor_does_its_file(block: int) -> None:
    for _, said, (_, _, plan) in by_chance(range(80 + block * 5, 85 + block * 5)):
        again = planned(said)
        assert again is not None
        assert write_plan(again[2]) == write_plan(plan)
        kept = planned_again(said, read_plan(read_document("test", write_plan(plan)[0].encode())))
        assert isinstance(kept, Planned)
        assert not kept.touched
        searched = planned_again(with_said(said, ("note",), "words"), plan)  # another fingerprint: searched again
        assert isinstance(searched, Planned)
        assert not searched.touched, searched.changes


@pytest.mark.parametrize("block", range(4))
@pytest.mark.no_cover
def test_the_order_of_keys_without_meaning_changes_no_programme_by_chance(block: int) -> None:
    for seed, said, (_, _, plan) in by_chance(range(60 + block * 5, 65 + block * 5)):
        same_however_it_is_ordered(said, START, plan, seed)


@pytest.mark.parametrize("name", every_published())
@pytest.mark.no_cover
def test_the_order_of_keys_without_meaning_changes_no_published_programme(name: str) -> None:
    said, start, found = plan_of_published(name)
    same_however_it_is_ordered(said, start, found[2], len(name))


@pytest.mark.parametrize("block", range(4))
@pytest.mark.no_cover
def test_a_closed_day_that_touches_nothing_changes_no_programme_by_chance(block: int) -> None:
    for seed, said, found in by_chance(range(100 + block * 5, 105 + block * 5)):
        same_with_a_day_closed(said, START, found, seed)


@pytest.mark.parametrize("name", every_published())
@pytest.mark.no_cover
def test_a_closed_day_that_touches_nothing_changes_no_published_programme(name: str) -> None:
    said, start, found = plan_of_published(name)
    same_with_a_day_closed(said, start, found, len(name))
