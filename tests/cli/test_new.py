"""A programme to start from, and the schema that editors check it with: both held against the model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT, SEED, Run

from hsplan.programme.document import read_document

EXAMPLES = [
    ROOT / "hsplan" / "template.yaml",
    *sorted(ROOT.glob("programmes/*.yaml")),
    *sorted(path for path in ROOT.glob("examples/**/*.yaml") if path.parent.name != "shared"),
]
EXAMPLES = [path for path in EXAMPLES if not path.name.endswith(".plan.yaml")]


def as_an_editor_reads_it(value: Any) -> Any:  # noqa: ANN401
    """Values by the core schema of YAML 1.2, which editors use."""
    if isinstance(value, dict):
        return {key: as_an_editor_reads_it(held) for key, held in value.items()}
    if isinstance(value, list):
        return [as_an_editor_reads_it(held) for held in value]
    if isinstance(value, str) and value.isdigit():
        return int(value)
    return {"true": True, "false": False}.get(value, value)


@pytest.fixture
def schema(run: Run, workspace: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("schema").out)
    jsonschema.Draft7Validator.check_schema(found)
    return found


@pytest.mark.no_cover
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_hsplan_accepts_the_schema_accepts(path: Path, schema: dict[str, Any]) -> None:
    values = as_an_editor_reads_it(read_document("f", path.read_bytes()).values)
    jsonschema.Draft7Validator(schema).validate(values)


@pytest.mark.parametrize("name", ["unknown-key", "words-for-block", "bad-choice", "missing-kind", "list-for-block"])
def test_what_the_schema_can_know_to_be_wrong_it_refuses(name: str, schema: dict[str, Any]) -> None:
    path = ROOT / "tests" / "cases" / f"{name}.yaml"
    if not path.exists():
        path = ROOT / "tests" / "cases" / "key-in-wrong-block.yaml"
    values = as_an_editor_reads_it(read_document("f", path.read_bytes()).values)
    assert list(jsonschema.Draft7Validator(schema).iter_errors(values))


def test_every_key_is_described(schema: dict[str, Any]) -> None:
    for name, noun in {"programme": schema, **schema["definitions"]}.items():
        for key, field in noun.get("properties", {}).items():
            assert field.get("description"), f"{name}.{key}"


def test_a_new_programme_is_sound_and_can_be_planned(workspace: Path, run: Run) -> None:
    ran = run("new", "bow")
    assert (ran.code, ran.out) == (0, "programmes/bow.yaml\n")
    text = Path("programmes/bow.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=programme.schema.json\n")
    assert Path("programmes/programme.schema.json").read_text() == run("schema").out
    assert "is sound: 2 trimesters, 3 workshops, 2 leadership\n  challenges, 1 project" in run("validate").out
    assert run("schedule", "--start", "2011-01").code == 0


def test_a_new_programme_in_an_empty_folder_makes_the_workspace(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "bow.yaml").code == 0
    assert run("validate", "bow").code == 0


def test_a_copy_of_the_case_study(workspace: Path, run: Run) -> None:
    assert run("new", "bow", "--from", "stepney").code == 0
    assert Path("programmes/bow.yaml").read_text().endswith(SEED.read_text())


def test_nothing_is_overwritten(stepney: Path, run: Run) -> None:
    before = stepney.read_bytes()
    ran = run("new", "stepney")
    assert (ran.code, "exists already" in ran.err) == (1, True)
    assert stepney.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new", "Bow Network"), "write `bow-network`"),
        (("new", "bow", "--from", "x"), "one of stepney"),
        (("new",), "NAME"),
    ],
)
def test_a_wrong_command_line(workspace: Path, run: Run, words: tuple[str, ...], told: str) -> None:
    ran = run(*words)
    assert (ran.code, told in ran.err) == (2, True)


def test_kinds_that_are_called_alike_are_counted_together(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "one.yaml").write_text(
        "title: One\nlength: 3 months\nstart: 2011-01\ncountry: England\n"
        "kinds: {long-day: {extends: workshop, title: workshop}, talk: {title: evening of talks}}\n"
        "sessions: {a: {kind: workshop}, b: {kind: long-day}, c: {kind: talk, count: 2}}\n"
    )
    assert "is sound: 2 workshops, 2 evenings of talks" in run("validate").out
