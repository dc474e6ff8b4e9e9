"""The same findings in each report, and the page of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run


@pytest.fixture
def mistaken(workspace: Path) -> Path:
    path = workspace / "programmes" / "a.yaml"
    path.write_text("title: x\nlenght: 12 months\nlength: 12 months\nsessions:\n  a: {kind: workshp}\n")
    return path


def test_a_line_each(mistaken: Path, run: Run) -> None:
    ran = run("validate", "--report", "concise")
    assert ran.code == 1
    assert ran.out == (
        "programmes/a.yaml:2:1: error[unknown-key]: `lenght` is not a key that hsplan knows here\n"
        "programmes/a.yaml:5:13: error[unknown-name]: there is no kind `workshp`\n"
    )


@pytest.mark.parametrize("words", [("--json",), ("--report", "json")])
def test_json(mistaken: Path, run: Run, words: tuple[str, ...]) -> None:
    ran = run("validate", *words)
    told = json.loads(ran.out)
    assert (ran.code, told["version"], told["errors"], told["warnings"]) == (1, 1, 2, 0)
    assert told["findings"][1] == {
        "code": "unknown-name",
        "severity": "error",
        "message": "there is no kind `workshp`",
        "expected": told["findings"][1]["expected"],
        "help": "did you mean `workshop`?",
        "place": {
            "file": "programmes/a.yaml",
            "start": {"line": 5, "column": 13},
            "end": {"line": 5, "column": 20},
            "text": "  a: {kind: workshp}",
        },
        "notes": [],
    }


def test_json_of_a_sound_programme_has_no_findings(stepney: Path, run: Run) -> None:
    ran = run("validate", "--json")
    assert (ran.code, json.loads(ran.out)) == (0, {"version": 1, "errors": 0, "warnings": 0, "findings": []})


def test_github_marks_the_lines(mistaken: Path, run: Run) -> None:
    lines = run("validate", "--report", "github").out.splitlines()
    assert lines[1].startswith(
        "::error title=unknown-name,file=programmes/a.yaml,line=5,endLine=5,col=13::there is no kind"
    )


def test_a_title_cannot_write_a_command_of_its_own(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "a.yaml").write_text(
        'title: x\nlength: "1\\n::error::100% x"\nsessions: {a: {kind: workshop}}\n'
    )
    out = run("validate", "--report", "github").out
    assert out.count("\n") == 1
    assert "100%25" in out


def test_an_unknown_report_is_a_wrong_command_line(stepney: Path, run: Run) -> None:
    ran = run("validate", "--report", "jsno")
    assert (ran.code, "did you mean `json`?" in ran.err) == (2, True)


def test_a_page_says_what_a_finding_means(stepney: Path, run: Run) -> None:
    ran = run("explain", "--code", "closed-day")
    assert ran.code == 0
    assert ran.out.startswith("closed-day\n\nNo session on a closed day: a bank holiday")
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("words", [("--code", "closed-dya"), ("--code", "xyzzy")])
def test_an_unknown_code_lists_those_that_are(stepney: Path, run: Run, words: tuple[str, ...]) -> None:
    ran = run("explain", *words)
    assert (ran.code, "closed-day" in ran.err) == (2, True)


@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_what_is_wrong_in_a_file_that_several_take_from_is_told_once(workspace: Path, run: Run, form: str) -> None:
    folder = workspace / "programmes"
    (folder / "shared").mkdir()
    (folder / "shared" / "team.yaml").write_text("people: {a: {name: Facilitator A, leads: [workshp]}}\n")
    for id_ in ("ash", "bow", "elm"):
        text = "title: A day\nlength: 2 months\nuse: [shared/team.yaml]\nsessions: {day-1: {kind: workshop}}\n"
        (folder / f"{id_}.yaml").write_text(text)
    ran = run("validate", "--report", form)
    told = ran.out + ran.err
    assert (ran.code, told.count("there is no kind or session `workshp`")) == (1, 1)
    assert "and 2 more files" in told or form == "concise"
    assert form != "json" or json.loads(ran.out)["errors"] == 1
