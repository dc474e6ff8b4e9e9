"""The museum of errors: each file in tests/cases provokes what it says on the line at fault, and nothing else.

`# finds CODE at WORDS` names the finding and where on that line it points.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hsplan.findings import Finding, once
from hsplan.workspace.names import Source
from hsplan.workspace.opening import calendar_of, dated_findings, open_programme
from hsplan.workspace.reusing import cohorts_of

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.yaml"))
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
    for cohort in (None, *cohorts_of(path)):
        opened = open_programme(Source(path.stem, path, cohort))
        found += opened.findings
        if opened.sound and opened.programme is not None and opened.programme.start is not None:
            found += dated_findings(opened, calendar_of(opened.programme, opened.programme.start))
    return once(found)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_finds_what_it_says_and_nothing_else(path: Path) -> None:
    findings = found_in(path)
    assert told(findings) == marked(path.read_text())
    assert len(findings) == len(marked(path.read_text())) > 0


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_finding_says_what_was_expected_or_what_to_do(path: Path) -> None:
    for one in found_in(path):
        assert one.expected or one.help
        assert one.message[0].isalnum() or one.message[0] == "`"
