"""Days from a table: a CSV file with a row for each day or range, as Excel and others save it.

The first row says what each column is: `date`, or `first` and `last`, and `title` if there is one. Days are written
as in a programme, or with numbers as the UK writes them: 22/04/2011 is in April.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.calendars.listings import tidy_title
from hsplan.dates.day_phrases import read_range
from hsplan.dates.days import DayRange
from hsplan.dates.misread import MisreadError, shown
from hsplan.findings import Finding, RefusedError, Span, first_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_ROWS = 5000
MOST_COLUMNS = 500
MOST_TOLD = 20
MOST_NAMED = 8
LONGEST_DAYS = 3660
COLUMNS = {
    "first": ("date", "day", "first", "from", "start", "start date", "date from", "from date", "begins", "when"),
    "last": ("last", "to", "until", "end", "end date", "date to", "to date", "ends"),
    "title": ("title", "name", "summary", "subject", "what", "reason", "description", "event", "holiday"),
}
"""What a column is, by what its heading may be."""
_UK = re.compile(r"(?:[A-Za-z]+,? +)?(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: 0?0:00(?::00)?)?", re.ASCII)
_WITH_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00(?::00)?", re.ASCII)
_HYPHENS = re.compile(r"(\d{1,2})-([A-Za-z]{3,9})-(\d{4})", re.ASCII)
SOME_DAY = "a day such as `2011-04-22`, `22/04/2011` (day first) or `22 Apr 2011`"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: days, and what they are called."""

    title: str
    days: DayRange

    def stretches(self, within: DayRange, zone: str | None) -> Iterator[DayRange]:  # noqa: ARG002 - as every entry has it
        """Its days, if they touch a range."""
        if self.days.first <= within.last and self.days.last >= within.first:
            yield self.days

    def hours(self, zone: str | None) -> None:
        """None: it takes whole days."""


def read_table(name: str, data: bytes) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """The days of a table, in its order.

    Raises:
        RefusedError: where its columns cannot be told, or any row cannot be understood.
    """
    lines = _decoded(name, data).splitlines()
    header = next((n for n, line in enumerate(lines) if line.strip(" ,;\t")), None)
    if header is None:
        raise RefusedError(_finding(name, 1, "", "the file is empty", "a first row such as `date,title`"))
    rows = csv.reader(lines[header:], delimiter=max(",;\t", key=lines[header].count))
    found: list[Row] = []
    findings: list[Finding] = []
    try:
        columns = _columns(name, header + 1, lines[header], next(rows, []))
        for cells in rows:
            number = header + rows.line_num
            if any(cell.strip() for cell in cells):
                _read_row(name, (number, lines[number - 1]), dict(zip(columns, cells, strict=False)), found, findings)
            if len(found) + len(findings) > MOST_ROWS or len(findings) > MOST_TOLD:
                break
    except csv.Error:
        findings.append(
            _finding(name, header + rows.line_num, "", "this row cannot be read", "cells with commas between")
        )
    if len(found) > MOST_ROWS:
        findings = [_finding(name, 1, lines[0], f"the table has more than {MOST_ROWS} rows", "a few pages")]
    if findings:
        raise RefusedError(*findings)
    return tuple(found), ()


def _decoded(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # `Unicode text` of Excel
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text or text.startswith("PK\x03"):
        message = "the file is a workbook, not a table in text" if text.startswith("PK") else "the file is no text"
        raise RefusedError(_finding(name, 1, "", message, "a file that Excel saved as CSV"))
    return text


def _finding(name: str, number: int, line: str, message: str, expected: str, help_: str = "") -> Finding:  # noqa: PLR0913, PLR0917 - a finding is made of these
    span = Span(name, number, 1, number, max(2, len(line) + 1), line)
    return Finding("row-not-understood", message, expected=expected, help=help_, span=span)


def _columns(name: str, number: int, line: str, header: list[str]) -> list[str]:
    """What each column is; nothing for one that says nothing of days."""
    if len(header) > MOST_COLUMNS:
        raise RefusedError(_finding(name, number, line, f"it has more than {MOST_COLUMNS} columns", "a few columns"))
    words = [" ".join(cell.lower().split()) for cell in header]
    found = [next((column for column, known in COLUMNS.items() if word in known), "") for word in words]
    found = [column if column not in found[:n] else "" for n, column in enumerate(found)]
    if "first" in found:
        return found
    headings = first_of([f"`{shown(cell.strip())}`" for cell in header if cell.strip()], MOST_NAMED)
    message, mend = "there is no column of days" + f" among {headings}" * bool(headings), "head that column `date`"
    if any(re.search(r"\d", word) for word in words):
        message, mend = "the first row holds days, not headings", "put such a row above it"
    read = listed([f"`{word}`" for word in COLUMNS["first"]])
    expected = f"a first row such as `date,title` or `first,last,title`; days are read from {read}"
    raise RefusedError(_finding(name, number, line, message, expected, mend))


def _read_row(
    name: str, at: tuple[int, str], cells: Mapping[str, str], found: list[Row], findings: list[Finding]
) -> None:
    """Add what a row says to what was found, or what is wrong with it to the findings."""
    try:
        days = _days(cells)
    except MisreadError as misread:
        findings.append(_finding(name, *at, misread.found, misread.expected, misread.mend))
    else:
        found.append(Row(tidy_title(cells.get("title", "")), days))


def _days(cells: Mapping[str, str]) -> DayRange:
    """The days of a row, from its first to its last."""
    first = _day(cells.get("first", ""))
    last = _day(cells["last"]) if cells.get("last", "").strip() else first
    if last.last < first.first:
        raise MisreadError("the row ends before it begins", "the earlier day first")
    if (last.last - first.first).days > LONGEST_DAYS:
        raise MisreadError("the row is longer than ten years", "a row for each stretch of days")
    return DayRange(first.first, last.last)


OF_EXCEL = {
    r"\d{1,2}[/.-](?:\d{1,2}|[A-Za-z]{3,9})[/.-]\d{2}": "write the year in full; in Excel the format is `yyyy-mm-dd`",
    r"[34]\d{4}": "that is Excel's number of a day: give the column the format `yyyy-mm-dd`",
}
"""What Excel makes of days, and what to do."""


def _day(text: str) -> DayRange:
    """A day, or a range of days, as programmes write it or as the UK writes it in numbers."""
    words = " ".join(text.split())
    if match := _WITH_MIDNIGHT.fullmatch(words):
        words = match[1]
    if match := _HYPHENS.fullmatch(words):
        words = " ".join(match.groups())
    if match := _UK.fullmatch(words):
        day, month, year = map(int, match.groups())
        mend = "the day comes first, as in the UK" if month > 12 >= day else ""  # noqa: PLR2004 - months of a year
        if month > 12:  # noqa: PLR2004
            raise MisreadError(f"there is no day `{shown(words)}`", SOME_DAY, mend)
        words = f"{year:04d}-{month:02d}-{day:02d}"
    try:
        return read_range(words)
    except MisreadError as misread:
        found = misread.found if words else "the row has no day"
        mend = next((mend for form, mend in OF_EXCEL.items() if re.fullmatch(form, words, re.ASCII)), misread.mend)
        raise MisreadError(found, SOME_DAY, mend if "month as a word" not in mend else "") from None
