"""A wrong command line suggests the right one, and the last line of every command is the next useful step."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from conftest import Run


@pytest.mark.parametrize(
    ("typed", "onward"),
    [
        ("shedule", "schedule"),
        ("plan", "schedule"),
        ("nix", "--help"),
        ("--hepl", "--help"),
        ("schedule --strt 2011-01", "schedule --start 2011-01"),
        ("schedule --strt=2011-01", "schedule --start=2011-01"),
        ("schedule --start", "schedule --help"),
        ("export --formt ics", "export --format ics"),
        ("export --format ics,htm", "export --format ics,html"),
        ("schema plann", "schema plan"),
        ("diff --format mrkdown", "diff --format markdown"),
        ("validate --report ful", "validate --report full"),
        ("validate --json=3", "validate --help"),
        ("explain", "explain --help"),
        ("explain --code close-day", "explain --code closed-day"),
        ("move day-3", "move --help"),
        ("move day-3 17/05/2011", 'move day-3 "17 May 2011"'),
        ("move day-3 6/5/2011", "move --help"),
        ("show --on 17.5.2011", 'show --on "17 May 2011"'),
        ("pin day-3 day-4", "pin --help"),
        ("new bow --from stepny", "new bow --from stepney"),
        ("show --json --agenda", "show --help"),
        ('export -o " "', "export --help"),
    ],
)
def test_a_wrong_command_line_is_told_like_any_error_and_leads_on(
    stepney: Path, run: Run, typed: str, onward: str
) -> None:
    run("schedule", "--start", "2011-01")
    ran = run(*shlex.split(typed))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error[wrong-command]: ")
    assert ran.err.splitlines()[-1] == f"Next: hsplan {onward}"
    assert max(map(len, ran.err.splitlines())) <= 80
    assert run(*shlex.split(onward)).code != 2


def test_what_an_argument_looks_like_is_shown_where_it_is_missing(stepney: Path, run: Run) -> None:
    assert "  = help: for example `hsplan move day-3 5 May 2011`\n" in run("move", "day-3").err


@pytest.mark.parametrize(
    ("typed", "onward"),
    [
        ("validate stepny", "validate stepney"),
        ("show", "schedule stepney --start 2011-01"),
        ("explain stepny:day-1", "explain stepney:day-1"),
        ('explain "leading change in practice"', "explain day-2"),
    ],
)
def test_after_an_error_comes_what_mends_it(stepney: Path, run: Run, typed: str, onward: str) -> None:
    ran = run(*shlex.split(typed))
    assert (ran.code, ran.err.splitlines()[-1]) == (1, f"Next: hsplan {onward}")


@pytest.mark.parametrize("typed", ["Leading change in practice", "stepney:leading change in PRACTICE"])
def test_a_title_in_place_of_an_id_leads_to_the_session(stepney: Path, run: Run, typed: str) -> None:
    run("schedule", "--start", "2011-01")
    ran = run("confirm", typed)
    assert "did you mean `day-2`?" in ran.err
    assert ran.err.splitlines()[-1] in {"Next: hsplan confirm day-2", "Next: hsplan confirm stepney:day-2"}


@pytest.mark.parametrize("kept", [False, True], ids=["a sample", "published"])
def test_every_command_says_what_comes_next(workspace: Path, run: Run, kept: bool) -> None:
    steps = {
        "new --from stepney": "validate stepney",
        "validate": "schedule --start 2011-01",
        "schedule --start 2011-01": "export --format ics",
        "show": "export --format ics",
        "export": "publish",
        "pin day-1": "show stepney",
        "undo --dry-run": "undo",
        "explain --code closed-day": "validate",
        "move day-3 25 Apr 2011": 'explain day-3 --on "25 Apr 2011"',
        "schema": "validate",
    }
    if kept:
        steps = {key: steps[key] for key in ("new --from stepney", "schedule --start 2011-01")}
        steps |= {"publish": "export --format ics", "diff": "show stepney", "export": "show --on today"}
        steps |= {"cancel day-8": "publish stepney", "show": "publish stepney", "validate": "show"}
    found = {typed: run(*typed.split()).err.splitlines()[-1] for typed in steps}
    assert found == {typed: f"Next: hsplan {onward}" for typed, onward in steps.items()}


@pytest.mark.parametrize("typed", ["show --json", "diff --format json", "validate --json", "export -o -"])
def test_what_a_program_reads_ends_without_advice(stepney: Path, run: Run, typed: str) -> None:
    run("schedule", "--start", "2011-01")
    run("publish")
    assert "Next:" not in run(*typed.split()).err
