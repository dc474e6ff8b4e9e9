"""Plans of every age are read for ever; a newer one is refused with a word, by every command, and stays as it is.

`tests/plan/formats/FORMAT/NAME` has a programme and the plan that an hsplan of that time wrote of it; none is ever
changed. How to add one stands in CONTRIBUTING.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Run

from hsplan.dates.day_phrases import read_start
from hsplan.plan.fingerprint import fingerprint
from hsplan.plan.model import FORMAT, Address, Booking, Entry, Former, Plan, Step, Stretch, Told, Undo, Window
from hsplan.workspace.names import find
from hsplan.workspace.opening import calendar_of, open_programme

FORMATS = ROOT / "tests" / "plan" / "formats"
AGES = sorted(path for number in FORMATS.iterdir() for path in number.iterdir())
ENTRY = {"title", "date", "last", "times", "people", "venue", "status", "sequence", "digest"}
STRETCH = {"title", "from_", "until", "arranged_by", "dropped"}
WORDS: dict[type[Any], set[str]] = {
    Plan: {"hsplan_plan", "programme", "calendar_id", "retired", "domain", "start", "revision", "published", "optimum"}
    | {"fingerprint", "sessions", "windows", "told", "undo", "history", "stopped"}
    | {"dates", "milestones", "addresses", "organiser"},
    Entry: ENTRY,
    Booking: ENTRY | {"revision", "pinned", "dropped", "why"},
    Told: ENTRY | {"each", "participants", "others", "formerly", "revision"},
    Former: {"people", "venues", "participants", "entries", "sequence", "revision"},
    Address: {"name", "email"},
    Stretch: STRETCH,
    Window: STRETCH | {"sequence", "revision", "digest", "told", "told_in", "was"},
    Undo: {"revision", "did", "optimum", "fingerprint", "sessions", "added", "stopped"},
    Step: {"revision", "at", "did"},
}
"""What a plan of the last format may say. Another word is another format, once this one was released."""


@pytest.fixture(params=AGES, ids=lambda age: f"{age.parent.name}-{age.name}")
def plan(request: pytest.FixtureRequest, workspace: Path) -> Path:
    """A plan of some age, beside its programme."""
    for path in request.param.iterdir():
        shutil.copy(path, workspace / "programmes")
    return workspace / "programmes" / "bow.plan.yaml"


def said_in(plan: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(plan.read_text())
    return found


def decided(plan: Path) -> dict[str, Any]:
    """Which day, who and where, what was cancelled or pinned; and what makes calendar entries the same ones."""
    said = said_in(plan)
    kept = ("date", "last", "times", "people", "venue", "status", "sequence", "pinned")
    sessions = {id_: {key: one.get(key) for key in kept} for id_, one in said["sessions"].items()}
    return {key: said.get(key) for key in ("calendar-id", "domain", "start", "published")} | {"sessions": sessions}


def test_each_format_has_plans_that_are_kept_and_no_word_that_is_not_known() -> None:
    assert [path.name for path in sorted(FORMATS.iterdir())] == [str(number + 1) for number in range(FORMAT)]
    assert {noun: set(noun.model_fields) for noun in WORDS} == WORDS


def test_a_plan_of_any_age_is_read_and_shown(plan: Path, run: Run) -> None:
    before = plan.read_bytes()
    for words in (("validate",), ("show",), ("show", "--json"), ("explain", "day-2"), ("export", "--format", "all")):
        ran = run(*words)
        assert (ran.code, "error" in ran.err) == (0, False), ran
    assert plan.read_bytes() == before
    assert {"bow.ics", "bow.html", "bow.xlsx"} <= {path.name for path in Path().iterdir()}
    for date in (one["date"] for one in said_in(plan)["sessions"].values()):
        assert date[4:] in run("show", "--agenda").out


def test_a_plan_of_any_age_is_planned_again_with_nothing_moved(plan: Path, run: Run) -> None:
    before, revision = decided(plan), said_in(plan)["revision"]
    ran = run("schedule")
    assert (ran.code, "moved" in ran.err) == (0, False), ran
    assert decided(plan) == before
    assert said_in(plan)["revision"] in (revision, revision + 1)
    again = plan.read_bytes()
    assert run("schedule", "--check").code == 0
    assert plan.read_bytes() == again


OUTGROWN = ("dates", "told")
"""Plans of programmes whose fingerprint was still made of something else."""


def test_a_plan_keeps_its_fingerprint_and_is_not_searched_anew(plan: Path, request: pytest.FixtureRequest) -> None:
    opened = open_programme(find(["bow"])[0])
    programme, said = opened.understood(), said_in(plan)
    made = fingerprint(programme, calendar_of(programme, read_start(said["start"])))
    assert (made == said["fingerprint"]) is (request.node.callspec.params["plan"].name not in OUTGROWN)


def test_a_plan_of_any_age_is_changed_and_changed_back(plan: Path, run: Run) -> None:
    before = decided(plan)
    assert run("pin", "day-3", "--venue").code == 0
    assert said_in(plan)["hsplan-plan"] == FORMAT
    assert run("undo").code == 0
    assert decided(plan) == before
    if before["published"] is not None:
        assert run("diff").code == 0
        assert "day-4" in run("diff").out
    assert run("publish").code == 0


def test_what_a_plan_of_any_age_changed_last_is_undone(plan: Path, run: Run) -> None:
    can = "undo" in said_in(plan)
    ran = run("undo")
    assert ran.code == (0 if can else 1), ran
    if can:
        assert said_in(plan)["sessions"]["day-4"]["status"] == "confirmed"


EVERY = (
    ("validate",),
    ("schedule",),
    ("schedule", "--check"),
    ("schedule", "--fresh", "--yes"),
    ("show",),
    ("show", "--json"),
    ("show", "--load"),
    ("show", "--svg", "year.svg"),
    ("explain", "day-2"),
    ("move", "day-3", "4 May 2011"),
    *((name, "day-2") for name in ("pin", "unpin", "confirm", "deliver", "cancel")),
    ("undo",),
    ("publish",),
    ("diff",),
    ("diff", "bow"),
    ("diff", "programmes/bow.plan.yaml", "programmes/bow.plan.yaml"),
    *(
        ("export", "--format", name)
        for name in ("ics", "html", "xlsx", "csv", "md", "json", "overview", "eml", "joining")
    ),
)


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_a_newer_plan_is_refused_with_a_word_by_every_command(
    workspace: Path, run: Run, words: tuple[str, ...]
) -> None:
    """It may hold words that this hsplan has never heard of, and another shape."""
    for path in AGES[-1].iterdir():
        shutil.copy(path, workspace / "programmes")
    plan = workspace / "programmes" / "bow.plan.yaml"
    newer = plan.read_text().replace(f"hsplan-plan: {FORMAT}", f"hsplan-plan: {FORMAT + 1}\nmood: {{of: [everybody]}}")
    plan.write_text(newer.replace("sessions:", "meetings:", 1))
    before = plan.read_bytes()
    names = {path.name for path in workspace.rglob("*")}
    ran = run(*words)
    said = ran.out + ran.err
    assert ran.code == 1
    assert f"error[newer-plan]: this plan has format {FORMAT + 1}, and this hsplan reads up to {FORMAT}" in said
    assert "use the hsplan that wrote it, or a newer one" in said
    assert said.count("error[") == 1
    assert plan.read_bytes() == before
    assert {path.name for path in workspace.rglob("*")} == names
