"""A file with cohorts from the first plan to a change of one of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import Run

BASE = """\
title: Clinical leadership
template: yes
length: 12 months
country: England
weekdays: Tue-Thu
gap: at least 1 week
with: 1 facilitator
people: {facilitator-a: {name: Facilitator A, leads: everything}}
variants:
  apl: {length: 6 months, sessions: {review-1: null}}
sessions:
  day-1: {kind: insight-day}
  review-1: {kind: review}
  day-2: {kind: insight-day}
"""
OWN = """\
extends: clinical
use: [shared/venues.yaml]
title: Tower Hamlets
cohorts:
  north: {start: 2011-02, variant: apl, where: leeds}
  south: {start: 2011-03, where: york}
"""


@pytest.fixture
def tower(workspace: Path) -> Path:
    """A programme of two cohorts that extends another and uses a shared file."""
    folder = workspace / "programmes"
    (folder / "shared").mkdir()
    (folder / "clinical.yaml").write_text(BASE)
    (folder / "shared" / "venues.yaml").write_text("venues: {leeds: {name: Leeds}, york: {name: York}}\n")
    (folder / "tower.yaml").write_text(OWN)
    return folder / "tower.yaml"


def plans(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.plan.yaml"))}


def test_each_cohort_is_planned_by_itself(tower: Path, run: Run) -> None:
    assert run("schedule").code == 0
    found = plans(tower.parent)
    assert list(found) == ["tower.north.plan.yaml", "tower.south.plan.yaml"]
    north, south = found.values()
    assert b"programme: tower.north\ncalendar-id: tower-north-2011-02\n" in north
    assert b"review-1" not in north
    assert b"review-1:" in south
    assert run("validate").code == 0


@pytest.mark.parametrize("name", ["tower", "tower.yaml", "programmes/tower.yaml"])
def test_a_programme_means_all_its_cohorts(tower: Path, run: Run, name: str) -> None:
    assert run("schedule", name).code == 0
    assert len(plans(tower.parent)) == 2


@pytest.mark.parametrize("name", ["tower.south", "programmes/tower.south"])
def test_a_cohort_is_named_with_its_programme(tower: Path, run: Run, name: str) -> None:
    assert run("schedule", name).code == 0
    assert list(plans(tower.parent)) == ["tower.south.plan.yaml"]
    shown = run("show", name)
    assert (shown.code, "York" in shown.out) == (0, True)


def test_a_cohort_in_another_folder_is_named_by_its_path_as_hsplan_names_it(
    tower: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tower.parent)
    refused = run("show", "./tower.north")
    assert "run `hsplan schedule ./tower.north`" in " ".join(refused.err.split())
    assert run("schedule", "./tower.north").code == 0


def test_each_cohort_is_exported_to_a_file_of_its_own_with_entries_of_its_own(tower: Path, run: Run) -> None:
    run("schedule")
    assert run("export").out == "tower.north.ics\ntower.south.ics\n"
    assert "UID:day-1.tower-north-2011-02@" in Path("tower.north.ics").read_text()
    assert "UID:day-1.tower-south-2011-03@" in Path("tower.south.ics").read_text()
    assert run("export", "tower.north", "-f", "json").out == "tower.north.json\n"
    assert len(json.loads(run("show", "--json").out)["programmes"]) == 2


def test_a_change_of_one_cohort_changes_no_other_plan(tower: Path, run: Run) -> None:
    run("schedule")
    before = plans(tower.parent)
    tower.write_text(OWN.replace("where: york", "where: leeds") + "  west: {start: 2011-09, where: york}\n")
    ran = run("schedule")
    assert ran.code == 0
    after = plans(tower.parent)
    assert after["tower.north.plan.yaml"] == before["tower.north.plan.yaml"]
    assert b"revision: 2\n" in after["tower.south.plan.yaml"]
    assert "tower.west.plan.yaml" in after
    assert "tower.north: nothing changed" in ran.err


def test_a_change_of_the_base_changes_every_plan(tower: Path, run: Run) -> None:
    run("schedule")
    base = tower.with_name("clinical.yaml")
    base.write_text(BASE.replace("Facilitator A", "Facilitator B"))
    assert run("schedule", "--check").code == 1
    run("schedule")
    assert all(b"revision: 2\n" in plan for plan in plans(tower.parent).values())


def test_a_sound_file_is_told_in_one_sentence(tower: Path, run: Run) -> None:
    assert run("validate", "tower").out == (
        "programmes/tower.yaml is sound: 2 cohorts (north, south), 2 insight days, 1\n  facilitator, 2 venues\n"
    )
    assert run("validate", "tower.north").out.startswith("programmes/tower.yaml (north) is sound: 2 insight days")
    run("schedule")
    assert "tower.yaml and its plans are sound: 2 cohorts" in run("validate", "tower").out


def test_what_all_cohorts_share_is_found_once(tower: Path, run: Run) -> None:
    tower.with_name("clinical.yaml").write_text(BASE.replace("kind: review", "kind: reviw"))
    tower.write_text(OWN.replace("variant: apl, ", "") + "wher: x\n")
    ran = run("validate", "tower", "--report", "concise")
    assert ran.code == 1
    assert [line.split(": ")[:2] for line in ran.out.splitlines()] == [
        ["programmes/tower.yaml:7:1", "error[unknown-key]"],
        ["programmes/clinical.yaml:13:20", "error[unknown-name]"],
    ]
    assert run("schedule", "tower").err.count("error[unknown-key]") == 1


def test_what_is_wrong_with_one_cohort_alone_names_it_where_the_place_does_not(tower: Path, run: Run) -> None:
    tower.write_text(OWN.replace("where: york", "skills: {x: null}, people: {facilitator-a: {leads: [workshop]}}"))
    out = run("validate", "tower").out
    assert "note: so it is in the cohort `south`" in out
    assert "`north`" not in out


def test_an_unknown_cohort_is_told_with_those_that_there_are(tower: Path, run: Run) -> None:
    for command in ("validate", "schedule", "show", "export"):
        ran = run(command, "tower.nroth")
        assert ran.code == 1
        assert "error[no-such-cohort]" in ran.err
        assert "one of north, south" in ran.err
        assert "did you mean `north`?" in ran.err
    assert "no-such-cohort" in run("show", "clinical.north").err


@pytest.mark.parametrize(
    ("other", "more", "named"),
    [
        ("tower-north", "", "tower-north"),
        ("tower-north", "", "tower"),
        ("tower-north", "cohorts: {east: {}}", "tower.north-east"),
        ("tower-north", "cohorts: {east: {}}", "tower-north.east"),
    ],
)
def test_cohorts_and_programmes_whose_entries_would_have_the_same_ids_are_refused(
    tower: Path, run: Run, other: str, more: str, named: str
) -> None:
    tower.write_text(OWN + ("  north-east: {start: 2011-05}\n" if more else ""))
    tower.with_name(f"{other}.yaml").write_text(BASE.replace("template: yes\n", "start: 2011-01\n") + more)
    ran = run("schedule", named)
    assert (ran.code, "same-entries" in ran.err) == (1, True)
    assert plans(tower.parent) == {}


def test_names_that_only_begin_alike_do_not_clash(tower: Path, run: Run) -> None:
    tower.with_name("tower-east.yaml").write_text(BASE.replace("template: yes\n", "start: 2011-01\n"))
    assert run("schedule").code == 0
    assert len(plans(tower.parent)) == 3


def test_a_plan_of_a_cohort_that_is_gone_is_told(tower: Path, run: Run) -> None:
    run("schedule")
    tower.write_text(OWN.replace("  south:", "  east:"))
    ran = run("validate", "tower")
    assert ran.code == 0
    assert "warning[plan-left-over]: programmes/tower.south.plan.yaml belongs to no cohort" in ran.out
    assert "--> programmes/tower.yaml:4:1\n" in ran.out
    assert ran.out.count("plan-left-over") == 1
    said = " ".join(ran.out.split())
    assert "rename it to `tower.east.plan.yaml`, with `programme: tower.east` in it, to go on from it" in said
    assert "bring its cohort back and run `hsplan cancel tower.south --all`" in said
    assert "plan-left-over" in run("schedule").err


def test_a_plan_of_before_there_were_cohorts_goes_on_as_that_of_one(tower: Path, run: Run) -> None:
    tower.write_text(OWN[: OWN.index("cohorts:")] + "where: york\nstart: 2011-03\n")
    run("schedule")
    tower.write_text(OWN)
    said = " ".join(run("validate").out.split())
    assert "tower.plan.yaml belongs to no cohort" in said
    assert "rename it to `tower.north.plan.yaml`, with `programme: tower.north` in it" in said
    assert "take `cohorts` out for once and run `hsplan cancel tower --all`" in said
    tower.with_name("tower.plan.yaml").rename(tower.with_name("tower.north.plan.yaml"))
    assert "write `programme: tower.north` if it was renamed" in " ".join(run("validate").out.split())
    tower.with_name("tower.north.plan.yaml").rename(tower.with_name("tower.plan.yaml"))
    text = tower.with_name("tower.plan.yaml").read_text().replace("programme: tower\n", "programme: tower.south\n")
    tower.with_name("tower.plan.yaml").rename(tower.with_name("tower.south.plan.yaml")).write_text(text)
    ran = run("schedule", "tower")
    assert ran.code == 0
    assert "tower.south: nothing changed" in ran.err
    assert "calendar-id: tower-2011-03\n" in tower.with_name("tower.south.plan.yaml").read_text()


@pytest.mark.parametrize(("year", "outside"), [(2012, 0), (2014, 0), (2016, 1)])
def test_days_of_one_cohort_are_not_outside_for_the_other(tower: Path, run: Run, year: int, outside: int) -> None:
    """Who is ill in the year of the first is written once for both."""
    later = OWN.replace("{start: 2011-03", "{start: 2014-03").replace("{start: 2011-02", "{start: 2012-02")
    closed = f"calendar: {{closed: {{flood: {{when: 3 to 4 May {year}}}}}}}\n"
    tower.write_text(f"{later}{closed}")
    for commands in ((), (("schedule",),)):
        for command in commands:
            run(*command)
        ran = run("validate", "tower")
        assert (ran.code, ran.out.count("days-outside")) == (0, outside)


def test_the_plan_of_another_cohort_is_refused(tower: Path, run: Run) -> None:
    run("schedule")
    found = plans(tower.parent)
    tower.with_name("tower.south.plan.yaml").write_bytes(found["tower.north.plan.yaml"])
    ran = run("show", "tower.south")
    assert (ran.code, "plan-of-another" in ran.err) == (1, True)


def test_a_plan_is_still_no_programme(tower: Path, run: Run) -> None:
    run("schedule")
    assert "is a plan" in run("show", "programmes/tower.north.plan.yaml").err


def test_the_same_cohort_named_twice_is_planned_once(tower: Path, run: Run) -> None:
    run("schedule")
    assert run("export", "tower", "tower.north").out == "tower.north.ics\ntower.south.ics\n"
    assert run("schedule", "tower", "tower").err.endswith("\nNext: hsplan export tower --format ics\n")


def test_editors_are_told_of_the_keys(run: Run, workspace: Path) -> None:
    keys = json.loads(run("schema").out)["properties"]
    for key in ("use", "extends", "variants", "cohorts"):
        assert keys[key]["description"]
    assert "variant" in keys["cohorts"]["additionalProperties"]["properties"]


def test_no_cohort_is_written_where_the_one_that_shares_a_session_has_no_plan(workspace: Path, run: Run) -> None:
    text = """\
title: Two
length: 3 months
start: 2011-01
sessions: {launch: {kind: launch, joint-with: [north, south]}, day: {kind: workshop}}
cohorts:
  north: {weekdays: Tue}
  south: {weekdays: Wed}
"""
    (workspace / "programmes" / "two.yaml").write_text(text)
    ran = run("schedule")
    assert ran.code == 1
    assert not list((workspace / "programmes").glob("*.plan.yaml"))
    (workspace / "programmes" / "two.yaml").write_text(text.replace("weekdays: Wed", "weekdays: Tue-Wed"))
    assert run("schedule").code == 0
    assert len(list((workspace / "programmes").glob("*.plan.yaml"))) == 2


def test_views_call_a_cohort_as_its_files_are_called(tower: Path, run: Run) -> None:
    """The page of all programmes leads to files that are there."""
    assert run("schedule").code == 0
    assert run("export", "-f", "overview,html,csv,ics", "-o", "out/").code == 0
    out = tower.parent.parent / "out"
    assert sorted(re.findall(r'href="([^"#]+\.html)"', (out / "overview.html").read_text())) == [
        "tower.north.html",
        "tower.south.html",
    ]
    assert all((out / f"tower.{cohort}.html").exists() for cohort in ("north", "south"))
    assert (out / "tower.north.csv").read_text().splitlines()[1].endswith(",tower.north:day-1")
    names = {re.findall("X-WR-CALNAME:(.*)\n", path.read_text())[0] for path in out.glob("*.ics")}
    assert names == {"Tower Hamlets (north)", "Tower Hamlets (south)"}


def test_a_cohort_that_stops_is_cancelled_whole_and_the_other_goes_on(tower: Path, run: Run) -> None:
    run("schedule")
    run("publish")
    run("deliver", "tower.north:day-1")
    before = plans(tower.parent)
    refused = run("cancel", "tower.north")
    assert "name one of its sessions, such as `tower.north:day-1`" in " ".join(refused.err.split())
    assert run("cancel", "tower.north", "--all", "--dry-run").code == 0
    assert plans(tower.parent) == before
    assert "cancelled all that was still to be held" in run("cancel", "tower.north", "--all").out
    after = plans(tower.parent)
    assert after["tower.south.plan.yaml"] == before["tower.south.plan.yaml"]
    now, _, _ = after["tower.north.plan.yaml"].partition(b"\ntold:")
    assert re.findall(rb"status: (\w+)", now) == [b"delivered", b"cancelled"]
    run("schedule")
    assert plans(tower.parent)["tower.north.plan.yaml"] == after["tower.north.plan.yaml"]
    assert "nothing changed; nothing of it is to be held from today on" in run("cancel", "tower.north", "--all").err
    run("undo", "tower.north")
    years_later = "1700000000"
    assert "nothing changed" in run("cancel", "tower.north", "--all", SOURCE_DATE_EPOCH=years_later).err
    assert b"cancelled\n" not in plans(tower.parent)["tower.north.plan.yaml"].partition(b"\ntold:")[0]


def test_a_cohort_named_alone_leads_to_the_programme_that_has_it(tower: Path, run: Run) -> None:
    run("schedule")
    assert "did you mean `tower.south`?" in run("show", "south").err


@pytest.mark.parametrize(
    "typed",
    [
        "schedule clinical",
        "show clinical",
        "export clinical",
        "publish clinical",
        "diff clinical",
        "undo clinical",
        "explain clinical:day-1",
        "move clinical:day-1 2 Feb 2011",
        "cancel clinical --all",
    ],
)
def test_a_base_is_never_asked_for_a_plan(tower: Path, run: Run, typed: str) -> None:
    ran = run(*typed.split())
    assert (ran.code, ran.err.count("error["), "error[is-template]" in ran.err) == (1, 1, True)
    assert "name one that says `extends: clinical`" in ran.err
    assert ran.err.splitlines()[-1] == "Next: hsplan validate"
    assert run("validate", "clinical").err.splitlines()[-1] == "Next: hsplan validate"
    assert "schedule tower --start" not in run("validate").err


@pytest.mark.parametrize("typed", ["show", "export", "publish", "schedule", "diff", "explain day-1", "undo"])
def test_where_another_file_is_wrong_or_has_no_plan_nothing_is_said_of_a_base(
    tower: Path, run: Run, typed: str
) -> None:
    tower.write_text(OWN.replace("north: {start", "north: {strt"))
    assert "is-template" not in run(*typed.split()).err + run("schedule").err
    tower.unlink()
    ran = run(*typed.split())
    assert (ran.code, ran.err.count("error["), "error[is-template]" in ran.err) == (1, 1, True)
    assert run("validate").err.splitlines()[-1] == "Next: hsplan explain --code is-template"


def test_of_several_programmes_the_ones_that_can_be_planned_are_told(tower: Path, run: Run) -> None:
    tower.write_text(OWN.replace("north: {start", "north: {strt"))
    (tower.parent / "bow.yaml").write_text(BASE.replace("template: yes", "start: 2011-01"))
    assert run("schedule", "bow").code == 0
    ran = run("show")
    assert (ran.code, ran.err.count("error["), "no-plan-yet" in ran.err) == (1, 1, False)
