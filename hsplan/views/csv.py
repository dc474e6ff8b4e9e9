"""The sessions as a table for spreadsheets and programs: comma-separated values (RFC 4180), one line a session and day.

UTF-8 with a byte order mark, without which Excel reads é as two characters; dates and times as in ISO 8601; CRLF, and
quotes where they are needed. Columns are always the same, those of the workbook's sheet of sessions, and in that order.

A spreadsheet computes any cell that begins with = + - @, a tab or a line break (OWASP, "CSV Injection"), quoted or not.
Such words get an apostrophe before them, which OWASP advises and which spreadsheets take as the mark of a text; a space
would be trimmed away by some. So do those after a semicolon, at which Excel cuts lines where the comma is for decimals.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date, time
from typing import TYPE_CHECKING

from hsplan.schedule.listing import COLUMNS, lines
from hsplan.schedule.plain import MOST_OF_A_CELL, clipped, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.schedule.rows import Schedule

MARK = "\ufeff"
_FORMULA = re.compile('(^|;)([\\s"]*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])')
"""Where a formula would begin; the last four are the wide forms, which some spreadsheets take for the same."""


def render(schedules: Sequence[Schedule]) -> bytes:
    """One file for all programmes, in order of date."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    for line in lines(schedules):
        writer.writerow([_cell(getattr(line, key)) for key in COLUMNS])
    return (MARK + text.getvalue()).encode()


def _cell(value: str | int | date | time | tuple[str, ...] | None) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case int():
            return str(value)
        case tuple():
            return _harmless("; ".join(map(plain, value)))
        case str():
            return _harmless(plain(value))


def _harmless(words: str) -> str:
    """Words that no spreadsheet computes, and that fit a cell: what is longer, Excel puts into the next lines.

    >>> _harmless("=1+1"), _harmless("a; -b"), _harmless("a - b")
    ("'=1+1", "a; '-b", 'a - b')
    """
    return clipped(_FORMULA.sub(r"\1\2'", words), MOST_OF_A_CELL)
