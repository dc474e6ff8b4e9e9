"""The README shows what hsplan really prints: all that it does is done in order, as `manuals` says.

`pytest --accept` writes what was really printed into the README and into `tests/printed/`, where all of it stands
whole; the difference is for a person to read.
"""

from __future__ import annotations

import inspect
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SEED, Run
from manuals import MOST_LINES, Follower

from hsplan.programme.schema import schema

pytestmark = pytest.mark.no_cover

README = ROOT / "README.md"
PRINTED = ROOT / "tests" / "printed"
KEYS = ROOT / "examples" / "keys.md"
PLACES = {
    "programme": "At the top",
    "CalendarAsked": "`calendar`",
    "Days": "Each of `closed`, `avoid`, `prefer`, `only`",
}
PLACES |= {"Phase": "`phases`", "WrittenSession": "`sessions`", "Part": "`parts`"}
PLACES |= {"Kind": "`kinds`", "Group": "`groups`", "Person": "`people`", "Venue": "`venues`"}
PLACES |= {"Topic": "`skills`, `needs`", "Project": "`project`", "Outcome": "`outcomes`"}
PLACES |= {"Milestone": "`milestones`", "Preferences": "`preferences`"}
PLACES |= {"Brought": "`brings`", "Role": "`roles`", "Waiver": "`waive`"}
PLACES |= {"Participant": "`participants`", "Organiser": "`organiser`", "Entries": "`entries`"}
PLACES |= {"Stated": "`stated`", "HoursStated": "`stated` → `hours`"}


def keys() -> str:
    """A page of every key, from the schema that editors are given; what says the same is said once."""
    made = schema()
    nouns = {"programme": made, **made["definitions"]}
    assert nouns.keys() == PLACES.keys()
    places: dict[tuple[str, str], list[str]] = {}
    for noun, place in PLACES.items():
        for key, described in nouns[noun]["properties"].items():
            places.setdefault((key, " ".join(described["description"].split())), []).append(place)
    rows: dict[tuple[str, ...], list[str]] = {}
    for (key, says), where in places.items():
        rows.setdefault(tuple(where), []).append(f"| `{key}` | {says} |")
    order = list(PLACES.values())
    text = "# Every key of a programme\n\nBy where it may stand. Editors show the same words (`hsplan schema`).\n"
    for group in sorted(rows, key=lambda group: (order.index(group[0]), len(group))):
        text += "\n".join([f"\n## {', '.join(group)}", "", "| key | what it says |", "| --- | --- |", *rows[group], ""])
    return text


def accepted(path: Path, text: str, *, accept: bool) -> None:
    """Hold a file against what it should be, or write it."""
    if accept:
        path.write_text(text)
    assert path.read_text() == text


def test_the_readme_shows_what_is_really_printed(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    (tmp_path / "clone" / "programmes").mkdir(parents=True)
    (tmp_path / "clone" / "examples").mkdir()
    (tmp_path / "clone" / "programmes" / SEED.name).write_bytes(SEED.read_bytes())
    monkeypatch.chdir(tmp_path / "clone")
    follower = Follower(run, monkeypatch, tmp_path)
    accept = pytestconfig.getoption("--accept")
    rewritten = follower.follow(README.read_text())
    accepted(PRINTED / "readme.txt", "\n".join(follower.transcript), accept=accept)
    accepted(README, rewritten, accept=accept)


def test_the_page_of_keys_has_every_key(pytestconfig: pytest.Config) -> None:
    accepted(KEYS, keys(), accept=pytestconfig.getoption("--accept"))


def test_no_block_scrolls_past_what_a_person_reads() -> None:
    blocks = re.findall(r"^```\w+\n.*?^```$", README.read_text(), re.MULTILINE | re.DOTALL)
    assert [block for block in blocks if block.count("\n") - 1 > MOST_LINES] == []


def commands() -> dict[str, Any]:
    """Every command by its name."""
    from hsplan.cli import COMMANDS, build

    return {str(command.name): command.callback for command in build(COMMANDS).registered_commands}


def test_what_the_helps_say_is_kept_whole(run: Run, pytestconfig: pytest.Config) -> None:
    """The README sends its readers to `--help`; what they find there is looked at before it changes."""
    asked = ["hsplan --help", *(f"hsplan {name} --help" for name in commands())]
    text = "\n".join(f"$ {command}\n{run(*shlex.split(command)[1:]).out}" for command in asked)
    accepted(PRINTED / "help.txt", text, accept=pytestconfig.getoption("--accept"))


def reference() -> dict[str, tuple[str, str]]:
    """Of each command of the reference its example and what is said of it."""
    text = README.read_text()
    section = text[text.index("\n## Commands") : text.index("\n## Questions")]
    rows = re.findall(r"^\| `(hsplan ([a-z]+).*?)` \| (.*) \|$", section, re.MULTILINE)
    return {name: (example, says) for example, name, says in rows}


def test_every_command_stands_in_the_reference_with_options_that_it_has(run: Run) -> None:
    assert reference().keys() == commands().keys()
    for name, (_, says) in reference().items():
        helped = run(name, "--help").out
        assert [option for option in re.findall(r"--[a-z-]+", says) if option not in helped] == [], name
        assert "Example: hsplan" in str(inspect.getdoc(commands()[name]))


def test_every_format_stands_in_its_table() -> None:
    from hsplan.views import FORMATS

    text = README.read_text()
    rows = re.findall(
        r"^\| (`.*?`) \|", text[text.index("### What is written") : text.index("### On the screen")], re.MULTILINE
    )
    assert [name.strip("`") for row in rows for name in row.split(", ")] == list(FORMATS)


def test_the_fields_of_the_json_are_really_there(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    text = README.read_text()
    rows = re.findall(r"^\| (`.*?`) \|", text[text.index("## For programs") : text.index("## Measured")], re.MULTILINE)
    there = set(re.findall(r'"(\w+)":', run("show", "--json").out))
    assert {name.strip("`").rpartition(".")[2] for row in rows for name in row.split(", ")} <= there


@pytest.fixture
def lived(stepney: Path, run: Run) -> Run:
    """Runs commands where the case study was planned, published and changed."""
    for words in (["schedule", "--start", "2011-01"], ["publish"], ["move", "challenge-2", "20 Jul 2011"]):
        assert run(*words).code == 0
    return run


@pytest.mark.parametrize("name", commands())
def test_each_example_of_the_reference_runs(name: str, lived: Run) -> None:
    example, _ = reference()[name]
    ran = lived(*shlex.split(example.partition(" > ")[0])[1:])
    assert ran.code == 0, ran.err


def examples(helped: str) -> list[str]:
    """The commands that a help gives as examples, as they stand there."""
    found = re.search(r"^  Example: (hsplan .*\n(?: {11}hsplan .*\n)*)", helped, re.MULTILINE)
    return [line.strip() for line in found[1].splitlines()] if found else []


@pytest.mark.parametrize("name", commands())
def test_each_example_of_a_help_runs_after_the_other(name: str, lived: Run) -> None:
    found = examples(lived(name, "--help").out)
    assert [len(found) >= 2, {shlex.split(one)[1] for one in found}] == [True, {name}]
    for example in found:
        ran = lived(*shlex.split(example.partition(" > ")[0])[1:])
        assert ran.code == 0, f"{example}: {ran.err}"


def test_the_examples_of_the_first_help_lead_from_nothing_to_a_calendar(workspace: Path, run: Run) -> None:
    for example in examples(run("--help").out):
        assert run(*shlex.split(example)[1:]).code == 0, example
    assert Path("stepney.ics").exists()


def test_each_help_says_in_a_line_what_the_command_is_for() -> None:
    helps = re.split(r"^\$ hsplan .*--help$", (PRINTED / "help.txt").read_text(), flags=re.MULTILINE)[2:]
    assert len(helps) == len(commands())
    assert [text for text in helps if not re.match(r"\nUsage: .*\n\n  \S.*\.\n\n", text)] == []


def test_no_help_is_wider_than_a_terminal() -> None:
    text = (PRINTED / "help.txt").read_text()
    assert [line for line in text.splitlines() if len(line) > 80] == []


def test_the_quick_start_names_the_three_lines() -> None:
    text = README.read_text()
    for line in ("hsplan validate stepney.yaml", "hsplan schedule --start 2011-01", "hsplan export --format ics"):
        assert line in text[text.index("## Quick start") : text.index("\n## ", text.index("## Quick start") + 1)]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_link_leads_somewhere(name: str) -> None:
    text = (ROOT / name).read_text()
    for path in re.findall(r"\]\((?!https?://|#)([^)]+)\)", text) + re.findall(r'src="(.*?)"', text):
        assert (ROOT / path).exists(), path
    headings = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings
