"""CONTRIBUTING.md is true: what it names is there, and the lines that it shows stand in the files that it names."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from manuals import ELISION, fits

TEXT = (ROOT / "CONTRIBUTING.md").read_text()
PROSE = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
PLACES = [ROOT, ROOT / "hsplan", ROOT / "hsplan" / "planner"]
SHOWN = [
    (name, lines)
    for block in re.findall(r"^```diff\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    for name, lines in re.findall(r"^\+\+\+ (\S+)\n((?:(?!\+\+\+ ).*\n)*)", block, re.MULTILINE)
]
"""Each file of which lines are shown, with these."""


def named() -> set[str]:
    """What stands in backticks and looks like a path: with a slash, or the ending of a file of ours."""
    words = {word for quoted in re.findall(r"`([^`\n]+)`", PROSE) for word in quoted.split()}
    paths = {word for word in words if re.fullmatch(r"[a-z_.][\w./-]*(?:/|\.(?:py|md|yaml|toml))", word)}
    return paths | {word for word in words if re.fullmatch(r"(?:hsplan|tests|[a-z]+)/[\w./-]+", word)}


def test_what_it_names_is_there() -> None:
    found = named()
    assert len(found) > 30
    assert [name for name in sorted(found) if not any((place / name).exists() for place in PLACES)] == []


@pytest.mark.parametrize(("name", "lines"), SHOWN, ids=[f"{n}-{name}" for n, (name, _) in enumerate(SHOWN)])
def test_the_lines_that_it_shows_stand_in_their_files(name: str, lines: str) -> None:
    assert fits(
        [line if line == ELISION else line[1:] for line in lines.splitlines()],
        (ROOT / name).read_text().splitlines(),
        anywhere=True,
    )


def test_each_kind_of_thing_that_can_be_added_is_shown() -> None:
    kinds = re.findall(r"^### An? (.*)$", TEXT, re.MULTILINE)
    assert kinds == ["rule", "preference", "calendar source", "view", "command"]
    for kind in kinds:
        section = TEXT[re.search(rf"^### An? {kind}$", TEXT, re.MULTILINE).start() :]  # type: ignore[union-attr]
        assert "```diff" in section.split("\n### ")[0].split("\n## ")[0]
