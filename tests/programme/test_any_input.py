"""Whatever the bytes, reading ends in values or in findings."""

from __future__ import annotations

import pytest
from conftest import SEED
from hypothesis import given, settings
from hypothesis import strategies as st

from hsplan.checks import check
from hsplan.findings import RefusedError
from hsplan.programme.document import read_document
from hsplan.programme.model import Programme
from hsplan.programme.reading import read, read_in_part
from hsplan.programme.unfolding import sessions_of

YAML = st.text(st.sampled_from(list("ab:-[]{},#&*!|>'\"%@`~ \n\t.0189é😀\u00a0\x85\u2028<")), max_size=60)
NASTY = ["", "~", "[]", "{}", "x", "0", "-1", "[[x]]", "{x: y}", "9" * 50, "31 Dec 9999", "1:2:3", "yes", "'", '"\\0"']


def outcome(data: bytes) -> str:
    """How reading ends: never in anything but values or findings that stand somewhere."""
    try:
        document = read_document("f", data)
    except RefusedError as refused:
        return "refused" if all(one.span for one in refused.findings) else "lost"
    programme, findings = read(Programme, document.values)
    if programme is None:
        part, _ = read_in_part(Programme, document.values)
        findings += check(part) if part is not None else []
    else:
        findings += check(programme)
        sessions_of(programme)
    assert all(document.placed(one).span for one in findings)
    return "findings" if findings else "sound"


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes(data: bytes) -> None:
    assert outcome(data) != "lost"


@settings(derandomize=True, max_examples=500, deadline=None)
@given(YAML)
def test_any_text(text: str) -> None:
    assert outcome(text.encode()) != "lost"


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.data())
@pytest.mark.no_cover
def test_the_seed_with_any_line_spoilt(data: st.DataObject) -> None:
    lines = SEED.read_text().splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[number].partition(":")
    lines[number] = f"{key}{colon} {data.draw(st.sampled_from(NASTY))}"
    assert outcome("\n".join(lines).encode()) != "lost"


@pytest.mark.fuzz
@settings(max_examples=20_000, deadline=None)
@given(st.one_of(YAML.map(str.encode), st.binary()))
def test_any_input_at_length(data: bytes) -> None:
    assert outcome(data) != "lost"
