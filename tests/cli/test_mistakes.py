"""What a user gets wrong is told in a line, with the exit code of its sort, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run, run_apart


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("validate", "stepny"), 1, "did you mean `stepney`?"),
        (("validate", "stepney.yml"), 1, "there is no programme"),
        (("validate", "programmes"), 1, "is a folder"),
        (("validate", "../../etc/passwd"), 1, "error["),
        (("schedule", "--start", "soon"), 2, "`soon` is not a month or a day"),
        (("schedule", "--start", "2011-13"), 2, "no such month"),
        (("schedule", "--start", "Jan"), 2, "say its month: `2027-01`"),
        (("schedule", "--start", "2011-02-30"), 2, "there is no day"),
        (("export", "--format", "pdf"), 2, "one of ics, html, xlsx"),
        (("export", "--format", "isc"), 2, "did you mean `ics`?"),
        (("export",), 1, "hsplan schedule stepney --start 2011-01"),
        (("show",), 1, "has no plan yet"),
        (("show", "--jsn"), 2, "--json"),
        (("shcedule",), 2, "schedule"),
        (("move", "day-2", "to", "16", "Sep", "2027"), 2, "write `16 Sep 2027`"),
        (("change", "day-2"), 2, "is changed by hand in its plan"),
    ],
)
def test_a_mistake_is_told(stepney: Path, run: Run, words: tuple[str, ...], code: int, told: str) -> None:
    ran = run(*words)
    assert ran.code == code
    assert told in " ".join((ran.out + ran.err).split())
    assert "Traceback" not in ran.err


def test_a_folder_without_programmes_is_told(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("validate")
    assert (ran.code, "no-workspace" in ran.err) == (1, True)


def test_a_programme_that_ends_in_yml_is_told(stepney: Path, run: Run) -> None:
    stepney.with_name("bow.yml").write_bytes(b"title: x\n")
    ran = run("validate")
    assert (ran.code, "rename it to `bow.yaml`" in ran.err) == (1, True)


def test_a_finding_shows_the_line_with_a_caret(stepney: Path, run: Run) -> None:
    stepney.write_text("title: x\nlenght: 12 months\nlength: 12 months\nsessions: {a: {kind: workshop}}\n")
    ran = run("validate", "stepney.yaml")
    assert ran.code == 1
    assert ran.out.startswith(
        "error[unknown-key]: `lenght` is not a key that hsplan knows here\n"
        " --> programmes/stepney.yaml:2:1\n"
        "  |\n"
        "2 | lenght: 12 months\n"
        "  | ^^^^^^\n"
        "  = expected: one of "
    )
    assert "  = help: did you mean `length`?\n" in ran.out


def test_no_line_of_a_report_is_wider_than_the_terminal(stepney: Path, run: Run) -> None:
    long = "x " * 100
    stepney.write_text(f"title: {long}\nlength: 12 months\nsessions: {{a: {{kind: wrong}}}}\nfoo: {{a: '{long}'}}\n")
    out = run("validate", "stepney.yaml").out
    assert out
    assert max(map(len, out.splitlines())) <= 80


def test_the_caret_stands_under_wide_characters(stepney: Path, run: Run) -> None:
    stepney.write_text("title: x\nlength: 12 months\nsessions: {a: {title: 会議, kind: nope}}\n")
    out = run("validate", "stepney.yaml").out.splitlines()
    line, caret = (next(n for n, row in enumerate(out) if row.startswith(start)) for start in ("3 |", "  |  "))
    assert out[caret].index("^") == out[line].index("nope") + 2  # two characters, each two columns wide


def test_what_could_act_on_the_terminal_does_not(stepney: Path, run: Run) -> None:
    stepney.write_text(
        'title: "\\e[2J\\u202Etitle"\nlength: 12 months\nsessions: {a: {kind: workshop, title: "[red]x[/] \\e[31m"}}\n'
    )
    out = run("schedule", "--start", "2011-01").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[red]x[/]" in out


def test_an_unwritable_folder_is_told_and_nothing_is_left(stepney: Path) -> None:
    folder = stepney.parent
    stepney.with_name("stepney.plan.yaml").mkdir()
    ran = run_apart("schedule", "--start", "2011-01", cwd=folder.parent)
    assert (ran.code, "is a folder" in ran.err) == (1, True)
    assert sorted(path.name for path in folder.iterdir()) == ["stepney.plan.yaml", "stepney.yaml"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_told(stepney: Path) -> None:
    run_apart("schedule", "--start", "2011-01", cwd=stepney.parent.parent)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "hsplan", "show", "--json"],
            cwd=stepney.parent.parent,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert b"Traceback" not in done.stderr
    assert done.returncode != 0


def test_a_closed_pipe_is_no_mistake(stepney: Path) -> None:
    run_apart("schedule", "--start", "2011-01", cwd=stepney.parent.parent)
    command = f"'{sys.executable}' -m hsplan show | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=stepney.parent.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "Clinical Leadership Programme\n"
    # Where all was written before the reader went, nobody saw it go, and the next step is told.
    assert [line for line in done.stderr.splitlines() if not line.startswith("Next: hsplan ")] == []


def test_a_reader_who_stops_reading_costs_no_plan(stepney: Path) -> None:
    stepney.with_name("bow.yaml").write_bytes(stepney.read_bytes())
    command = f"'{sys.executable}' -m hsplan schedule --start 2011-01 | head -n 1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        ["bash", "-c", command], cwd=stepney.parent.parent, env=environment, capture_output=True, check=False
    )
    assert stepney.with_name("stepney.plan.yaml").exists()
    assert stepney.with_name("bow.plan.yaml").exists()


def test_a_plan_that_cannot_be_kept_is_explained(stepney: Path, run: Run) -> None:
    stepney.write_text(stepney.read_text().replace("gap: 3 to 7 weeks", "gap: at least 34 days"))
    ran = run("schedule", "--start", "2011-01")
    assert ran.code == 1
    assert "error[no-plan]" in ran.err
    assert "gap: at least 34 days" in ran.err
    assert not stepney.with_name("stepney.plan.yaml").exists()


def test_a_bad_epoch_is_told(stepney: Path, run: Run) -> None:
    ran = run("schedule", "--start", "2011-01", SOURCE_DATE_EPOCH="yesterday")
    assert (ran.code, "SOURCE_DATE_EPOCH" in ran.err) == (1, True)


def test_a_plural_or_a_plan_cannot_act_on_the_terminal(stepney: Path, run: Run) -> None:
    text = stepney.read_text().replace("  insight-day:\n", '  insight-day:\n    plural: "x\\e[31mred\\e]0;title\\a"\n')
    stepney.write_text(text)
    out = run("validate").out
    assert "x?[31mred?]0;title?" in out
    run("schedule", "--start", "2011-01")
    plan = stepney.with_name("stepney.plan.yaml")
    plan.write_text(plan.read_text().replace("optimum: proven", 'optimum: "proven\\e[31m" #'))
    ran = run("schedule")
    assert "proven?[31m" in ran.err
    assert "\x1b" not in ran.err


def test_a_terminal_that_says_it_has_no_columns_still_shows_something(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    assert "20 Jan 2011" in run("show", COLUMNS="0").out


def test_a_plan_that_is_a_link_stays_one_and_what_it_leads_to_is_replaced(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    plan, real = stepney.with_name("stepney.plan.yaml"), stepney.parent.parent / "kept.yaml"
    plan.rename(real)
    plan.symlink_to(real)
    stepney.write_text(
        stepney.read_text().replace("title: Leading change in practice", "title: Leading changes in practice")
    )
    assert run("schedule").code == 0
    assert plan.is_symlink()
    assert "revision: 2" in real.read_text()


def test_a_folder_that_is_gone_and_a_closed_output_are_no_bugs(stepney: Path) -> None:
    gone = stepney.parent.parent / "gone"
    gone.mkdir()
    hsplan = f"'{sys.executable}' -m hsplan"
    script = f"cd {gone} && rmdir {gone} && {hsplan} validate '{stepney}'; {hsplan} show >&-"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", script], cwd=stepney.parent.parent, env=environment, capture_output=True, text=True, check=False
    )
    assert "is sound" in done.stdout
    assert "made a mistake" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.no_cover
@pytest.mark.parametrize("phrase", ["1{}x", "Tue{}x", "9:30{}x", "1 to{}2", "about{}x"])
@pytest.mark.parametrize("key", ["weekdays", "time", "gap", "length", "start", "participants"])
def test_a_phrase_of_a_hundred_thousand_spaces_is_a_finding(workspace: Path, run: Run, key: str, phrase: str) -> None:
    values = {"title": "x", "length": "12 months", key: f'"{phrase.format(" " * 100_000)}"'}
    text = "".join(f"{name}: {value}\n" for name, value in values.items())
    (workspace / "programmes" / "a.yaml").write_text(text + "sessions: {a: {kind: workshop}}\n")
    assert run("validate").code == 1


@pytest.mark.no_cover
def test_a_thousand_mistakes_are_counted_and_the_first_hundred_shown(workspace: Path, run: Run) -> None:
    wrong = ", ".join(f"skil-nmber-{n}" for n in range(1000))
    skills = "".join(f"  skill-number-{n}: Skill\n" for n in range(1000))
    text = f"title: x\nlength: 12 months\nskills:\n{skills}sessions: {{a: {{kind: workshop, teaches: [{wrong}]}}}}\n"
    (workspace / "programmes" / "a.yaml").write_text(text)
    out = run("validate").out
    assert out.endswith("1000 errors; the first 100 are shown\n")
    assert out.count("error[") == 100


def test_a_start_too_far_ahead_is_refused_before_a_plan_is_written(stepney: Path, run: Run) -> None:
    assert run("schedule", "--start", "8901-01").code == 2
    assert run("schedule", "--start", "8900-01").code == 0
    assert run("show").code == 0


def test_a_session_that_is_brought_may_be_in_a_refusal(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "a.yaml").write_text(
        "title: A\nstart: 18 Apr 2011\nlength: 1 week\ncountry: England\n"
        "calendar: {closed: {x: 19 to 20 Apr 2011}}\n"
        "sessions:\n  a: {kind: workshop, when: 20 to 21 Apr 2011,\n"
        "      brings: {talk: {kind: dinner, when: the evening before}}}\n"
    )
    ran = run("schedule")
    assert (ran.code, "error[no-plan]" in ran.err) == (1, True)


def test_a_notice_may_reach_beyond_the_end(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "a.yaml").write_text(
        "title: A\nstart: 18 Apr 2011\nlength: 6 weeks\nnotice: 6 weeks\nsessions: {a: {kind: workshop}}\n"
    )
    ran = run("schedule", "--as-of", "2011-05-05")
    assert (ran.code, "nothing new within the notice" in ran.err) == (1, True)


@pytest.mark.parametrize("name", ["it's", "x`y", 'x"y', "x`'y", "x\\y", "a $b", "\u2018x\u2019", "x 'y\" z"])
def test_a_name_with_quotes_in_it_is_told_and_not_taken_apart(workspace: Path, run: Run, name: str) -> None:
    if os.name == "nt":
        pytest.skip("no such names there")
    folder = workspace / name
    folder.mkdir()
    (folder / "bow.yaml").write_text("title: x\nlength: 3 months\nsessions: {a: {kind: workshop}}\n")
    for words in (("show", f"{name}/bow.yaml"), ("show", f"{name}/none.yaml"), ("validate", name)):
        ran = run(*words)
        assert (ran.code, ran.err.count("Traceback")) == (1, 0)
