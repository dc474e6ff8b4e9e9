"""The table of sessions as CSV: what RFC 4180 and Excel want, and nothing that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from conftest import Run
from hostile import HOSTILE, hostile
from shown import a_schedule

from hsplan.schedule.listing import COLUMNS
from hsplan.views import csv as view

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def read(data: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


def test_the_bytes_are_what_excel_and_the_rfc_want(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    assert run("export", "-f", "csv").out == "stepney.csv\n"
    data = Path("stepney.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfDay,Date,Start,End,")
    assert data.endswith(b",stepney:challenge-3\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    headings, *rows = read(data)
    assert headings == list(COLUMNS.values())
    assert {len(row) for row in rows} == {len(headings)}
    assert [row[:4] for row in rows][:2] == [
        ["Thu", "2011-01-20", "09:30", "16:30"],
        ["Tue", "2011-03-01", "09:30", "16:30"],
    ]
    first = dict(zip(headings, rows[0], strict=True))
    assert first["Title"] == "Values, beliefs and the leader I am"
    assert first["Parts"] == "09:30-12:30 Workshop; 13:30-16:30 Action learning (each set)"
    assert first["Led by"] == "Facilitator A; Facilitator C"


def test_columns_are_the_same_for_every_programme() -> None:
    bare = view.render([a_schedule("sessions: {day: {kind: workshop}}\n", date(2011, 3, 1))])
    assert read(bare)[0] == list(COLUMNS.values())


@pytest.mark.parametrize("separator", [",", ";", "\t"])  # Excel cuts at what the country has between lists
def test_no_cell_begins_a_formula_wherever_a_spreadsheet_cuts_the_line(separator: str) -> None:
    for words in (*HOSTILE[:-1], "a;=1+1", "a\n=1+1", 'a";=1+1', "a; \t@b"):
        for row in read(view.render([hostile(words)]), separator):
            assert not [cell for cell in row if cell.lstrip(' "').startswith(FORMULAS)], words


def test_words_that_only_look_harmful_are_left_alone() -> None:
    for words in ("a - b", "a+b", "x = y", "mail a@b.example", "3-4", "'quoted'"):
        (_, row) = read(view.render([hostile(words)]))
        assert row[list(COLUMNS).index("summary")] == words


def test_what_is_neutralised_is_still_read() -> None:
    (_, row) = read(view.render([hostile("-2 to +3")]))
    assert row[list(COLUMNS).index("summary")] == "'-2 to +3"


def test_a_cell_holds_no_more_than_excel_does() -> None:
    (_, row) = read(view.render([hostile("é" * 40_000)]))
    assert {len(cell) for cell in row if len(cell) > 100} == {32_767}


def test_nothing_that_cannot_be_seen_is_in_it() -> None:
    for words in HOSTILE:
        text = view.render([hostile(words)]).decode("utf-8-sig")
        assert not [c for c in text.replace("\r\n", "") if ord(c) < 32 or c in "\u202e\ufffe"], words
