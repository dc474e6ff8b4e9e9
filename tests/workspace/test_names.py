"""Which programmes a workspace has, and what is told of a name that is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from whole_road import counted

from hsplan.findings import RefusedError
from hsplan.workspace.names import Source, find, in_fewer_words, plans_beside


def told(names: list[str] | None) -> tuple[str, str]:
    with pytest.raises(RefusedError) as caught:
        find(names)
    (finding,) = caught.value.findings
    return finding.code, finding.message


def test_every_file_of_the_folder_is_a_programme_or_is_told(stepney: Path) -> None:
    assert [source.id for source in find(None)] == ["stepney"]
    odd = stepney.with_name("Stepney 2011.yaml")
    odd.write_bytes(stepney.read_bytes())
    assert told(None) == ("bad-file-name", "programmes/Stepney 2011.yaml is not named by an id")
    assert told(["programmes/Stepney 2011.yaml"]) == (
        "bad-file-name",
        "programmes/Stepney 2011.yaml is not named as a programme",
    )
    odd = odd.rename(stepney.with_name("bow.yaml.txt"))
    assert told(None) == ("bad-file-name", "programmes/bow.yaml.txt ends in `.txt`")
    for name in ("bow", "bow.yaml", "programmes/bow", "programmes/bow.yaml", "programmes/bow.yaml.txt"):
        assert told([name]) == ("bad-file-name", "programmes/bow.yaml.txt ends in `.txt`")
    odd.rename(stepney.with_name("bow.yml"))
    assert told(["bow"]) == ("bad-file-name", "programmes/bow.yml ends in `.yml`")
    assert told(["programmes/bow.yml"]) == ("bad-file-name", "programmes/bow.yml ends in `.yml`")


def test_a_plan_or_a_folder_is_no_programme(stepney: Path) -> None:
    stepney.with_name("stepney.plan.yaml").write_text("programme: stepney\n")
    assert told(["programmes/stepney.plan.yaml"]) == ("bad-file-name", "programmes/stepney.plan.yaml is a plan")
    assert told(["programmes"]) == ("not-a-file", "programmes is a folder")


def test_thousands_of_other_files_beside_a_programme_cost_a_look_at_each_name(workspace: Path) -> None:
    folder = workspace / "programmes"
    for n in range(500):
        (folder / f"p{n}.yaml").touch()
    (folder / "p7.north.plan.yaml").touch()
    found, calls = counted(lambda: plans_beside(Source("p7", Path("programmes/p7.yaml"))))
    assert [path.name for path in found] == ["p7.north.plan.yaml"]
    assert calls < 700


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("run.two stepney run.one", "run stepney"),
        ("run.one stepney", "run.one stepney"),
        ("once.only", "once.only"),  # as it was typed
        ("run.one nowhere.at run.two", "run nowhere.at"),
        ("other/run.one other/run.two run.one", "other/run.yaml run.one"),
        ("run.one run.two -o run.one", "run -o run.one"),
    ],
)
def test_all_cohorts_of_a_programme_are_named_by_it(workspace: Path, named: str, told: str) -> None:
    (workspace / "other").mkdir()
    for path in ("programmes/run", "other/run"):
        (workspace / f"{path}.yaml").write_text("cohorts: {one: {}, two: {}}\n")
    (workspace / "programmes/once.yaml").write_text("cohorts: {only: {}}\n")
    assert in_fewer_words(named.split()) == told.split()
