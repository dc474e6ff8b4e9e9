"""The README shows what hsplan really prints: its `console` blocks are run in order, in one workspace.

`pytest --accept` writes what was really printed into the README; the difference is for a person to read.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SEED, Run

from hsplan.programme.schema import schema

README = ROOT / "README.md"
BLOCK = re.compile(
    r"^<!-- edit (?P<file>\S+): (?P<before>.*?) => (?P<after>.*?) ?-->$|^<!-- (?P<undo>undo) -->$"
    r"|^<!-- write (?P<new>\S+) -->\n```\w+\n(?P<text>.*?)^```$"
    r"|^```console\n(?P<commands>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
"""A block of commands, a file that the example writes, or an invisible note that it edits one or undoes that."""


def printed(run: Run, workspace: Path, command: str) -> str:
    """What a command prints; one with a pipe goes through a real shell."""
    if "|" not in command:
        ran = run(*shlex.split(command)[1:])
        return (ran.out + ran.err).rstrip("\n") + "\n"
    function = f"hsplan() {{ '{sys.executable}' -m hsplan \"$@\"; }}\n"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-c", function + command], cwd=workspace, env=environment, capture_output=True, text=True, check=True
    ).stdout


def real(found: re.Match[str], run: Run, workspace: Path) -> str:
    """A block with what its commands really print; a note as it is, once it is done."""
    if found["undo"]:
        (workspace / "programmes" / "stepney.yaml").write_bytes(SEED.read_bytes())
    elif found["new"]:
        (workspace / found["new"]).parent.mkdir(exist_ok=True)
        (workspace / found["new"]).write_text(found["text"])
    elif found["file"]:
        path = workspace / found["file"]
        before, after = ((found[side] or "").replace("\\n", "\n") for side in ("before", "after"))
        assert before in path.read_text()
        path.write_text(path.read_text().replace(before, after, 1))
    else:
        commands = [line for line in found["commands"].splitlines() if line.startswith("$ ")]
        shown = "\n".join(f"{line}\n{printed(run, workspace, line[2:])}" for line in commands)
        return f"```console\n{shown}```"
    return found[0]


KEYS = re.compile(r"(?<=<!-- keys -->\n).*?(?=<!-- end of keys -->)", re.DOTALL)
PLACES = {
    "programme": "at the top",
    "CalendarAsked": "`calendar`",
    "Days": "`calendar` → `closed`, `avoid`, `prefer`, `only`: each",
}
PLACES |= {"Phase": "`trimesters` or `phases`: each", "WrittenSession": "`sessions`: each", "Part": "`parts`: each"}
PLACES |= {"Kind": "`kinds`: each", "Group": "`groups`: each", "Person": "`people`: each", "Venue": "`venues`: each"}
PLACES |= {"Topic": "`skills`, `needs`: each", "Project": "`project`", "Outcome": "`outcomes`: each"}
PLACES |= {"Milestone": "`milestones`: each", "Preferences": "`preferences`"}
PLACES |= {"Brought": "`brings`: each", "Role": "`roles`: each", "Waiver": "`waive`: each"}
PLACES |= {"Participant": "`participants`: each"}
PLACES |= {"Organiser": "`organiser`", "Entries": "`entries`"}
PLACES |= {"Stated": "`stated`", "HoursStated": "`stated` → `hours`"}


def keys() -> str:
    """The table of every key, from the schema that editors are given."""
    made = schema()
    nouns = {"programme": made, **made["definitions"]}
    rows = ["| where | key | what it says |", "| --- | --- | --- |"]
    for noun, place in PLACES.items():
        fields = nouns[noun]["properties"].items()
        rows += [f"| {place} | `{key}` | {' '.join(field['description'].split())} |" for key, field in fields]
    assert nouns.keys() == PLACES.keys()
    return "\n".join(["", *rows, "", ""])


def test_the_readme_shows_what_is_really_printed(stepney: Path, run: Run, pytestconfig: pytest.Config) -> None:
    workspace = stepney.parent.parent
    text = README.read_text()
    rewritten = BLOCK.sub(lambda found: real(found, run, workspace), text)
    rewritten = KEYS.sub(lambda _: keys(), rewritten)
    if pytestconfig.getoption("--accept"):
        README.write_text(rewritten)
    else:
        assert text == rewritten


def test_every_command_stands_in_the_readme_with_its_help() -> None:
    from hsplan.cli import COMMANDS, build

    text = README.read_text()
    for command in build(COMMANDS).registered_commands:
        assert f"$ hsplan {command.name} --help" in text
        assert command.callback is not None
        assert "Example: hsplan" in str(command.callback.__doc__)


def test_the_plan_quoted_in_the_readme_is_the_real_one(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    quoted = re.search(r"^```yaml\n(  day-1:.*?)^```$", README.read_text(), re.MULTILINE | re.DOTALL)
    assert quoted is not None
    assert quoted[1] in stepney.with_name("stepney.plan.yaml").read_text()


def test_the_quick_start_names_the_three_lines() -> None:
    text = README.read_text()
    for line in ("hsplan validate stepney.yaml", "hsplan schedule --start 2011-01", "hsplan export --format ics"):
        assert line in text[text.index("## Quick start") : text.index("## A first tour")]
