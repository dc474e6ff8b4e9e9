"""The museum of errors: each file in tests/cases provokes what it says on the line at fault, and nothing else.

`# finds CODE at WORDS` names the finding and where on that line it points. What each of them says, to the word, is in
`tests/cases/said.txt`: `pytest tests/programme/test_cases.py --accept` writes it anew, and the difference is for a
person to read.
"""

from __future__ import annotations

import re
from contextlib import chdir
from pathlib import Path

import pytest
from conftest import ROOT

from hsplan.findings import Finding, once
from hsplan.workspace.names import Source
from hsplan.workspace.neighbours import Namesakes
from hsplan.workspace.opening import calendar_of, dated_findings, open_programme
from hsplan.workspace.reusing import cohorts_of

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.yaml"))
SAID = CASES[0].parent / "said.txt"
LONG = 200
"""Lists of all that could stand somewhere are longer: they grow with each new word, and are cut."""
MARK = re.compile(r"#\s*finds ([a-z-]+) at (.+?)\s*(?=#\s*finds|$)")


def marked(text: str) -> set[tuple[str, int, int]]:
    """Code, line and column of each finding that a file announces."""
    found = set()
    for number, line in enumerate(text.splitlines(), 1):
        for mark in MARK.finditer(line):
            found.add((mark[1], number, line.index(mark[2].lstrip(" ")) + 1))
    return found


def told(findings: tuple[Finding, ...]) -> set[tuple[str, int, int]]:
    return {(one.code, one.span.line, one.span.column) for one in findings if one.span}


def found_in(path: Path) -> tuple[Finding, ...]:
    """All findings of a file and its cohorts; where it says its start, with those that need to know the days."""
    found: list[Finding] = []
    namesakes = Namesakes()
    with chdir(ROOT):  # files are told as they lie from here
        for cohort in (None, *cohorts_of(path)):
            opened = open_programme(Source(path.stem, path, cohort))
            found += opened.findings
            if opened.sound and opened.programme is not None and opened.programme.start is not None:
                calendar = calendar_of(opened.programme, opened.programme.start)
                found += dated_findings(opened, calendar)
                namesakes.put(opened, calendar.within)
        found += namesakes.findings()
    return once(found)


@pytest.fixture(scope="module")
def words(pytestconfig: pytest.Config) -> dict[str, str]:
    """What each case is to say; written anew first, where that is asked for."""
    if pytestconfig.getoption("--accept"):
        SAID.write_text("\n".join(f"# {path.stem}\n{said(found_in(path))}\n" for path in CASES), encoding="utf-8")
    return written()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_finds_what_it_says_and_nothing_else(path: Path) -> None:
    findings = found_in(path)
    assert told(findings) == marked(path.read_text())
    assert len(findings) == len(marked(path.read_text())) > 0


def said(findings: tuple[Finding, ...]) -> str:
    """What findings say, as it stands in `said.txt`: each message, then what else is told with it."""
    lines = []
    for one in findings:
        lines.append(f"{one.severity} {one.code}: {one.message}")
        lines += [f"    expected {one.expected}"] * bool(one.expected) + [f"    help: {one.help}"] * bool(one.help)
        lines += [f"    {note.span.line}:{note.span.column}: {note.words}" for note in one.notes if note.span]
        lines += [f"    nowhere: {note.words}" for note in one.notes if not note.span]
        lines += [f"    mend: {mend}" for mend in one.mends]
    joined = (line.replace("\n", " / ") for line in lines)
    return "\n".join(line if len(line) < LONG else f"{line[:100]} …" for line in joined)


def written() -> dict[str, str]:
    """What `said.txt` has, by case."""
    parts = re.split(r"^# ", SAID.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {name: words.strip("\n") for name, _, words in (part.partition("\n") for part in parts)}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_says_to_the_word_what_is_written(path: Path, words: dict[str, str]) -> None:
    assert said(found_in(path)) == words.get(path.stem)


def test_what_is_written_is_of_cases_that_there_are(words: dict[str, str]) -> None:
    assert list(words) == [path.stem for path in CASES]


def test_every_finding_says_what_was_expected_or_what_to_do(words: dict[str, str]) -> None:
    for name, lines in words.items():
        for told in re.split(r"\n(?! )", lines):
            assert re.match(r"(error|warning) [a-z-]+: [`\w]", told), name
            assert "\n    expected " in told or "\n    help: " in told, name
