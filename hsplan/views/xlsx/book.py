"""How a workbook is written: cells that are only what they show, columns as wide as they need, pages that print.

Numbers and limits are Excel's (support.microsoft.com, "Excel specifications and limits"); how a sheet may be called and
what an ampersand does in a header are in ECMA-376 part 1, 18.2.19 and 18.3.1.46.
"""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import xlsxwriter

from hsplan.dates.days import in_words
from hsplan.programme.kinds import capital
from hsplan.schedule.listing import readers_named
from hsplan.schedule.plain import MOST_OF_A_CELL, clipped, plain, plain_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from hsplan.schedule.rows import Schedule

Value = str | int | float | date | time | tuple[str, ...] | None
"""What a cell holds; a tuple is lines of words, one beneath the other."""
Looks = Mapping[str, object]

MOST_LINE_ENDS = 250
"""In a cell; Excel takes 253."""
MOST_OF_A_NAME = 31
MOST_OF_A_HEADER = 255
MOST_OF_HALF_A_HEADER = 110
FIRST_DAY = date(1900, 3, 1)
"""Before that day Excel counts wrongly (it knows a 29 February 1900), or not at all."""
A4 = 9
MOST_ACROSS = 240
"""So many characters beside each other can still be read on a page across, where they are made to fit it."""
HIGHEST_ROW = 409
LINE_HEIGHT = 13.5
"""Points: of a row, and of a line of words of 10 points."""
MARGIN, INDENT, ROOM_FOR_A_FILTER = 2.5, 2, 1
"""Widths of a digit, in which columns are measured: around words, the least around them, a heading's button."""
LETTER, FRAYED = 0.92, 1.12
"""A letter beside a digit that is a point larger, in Calibri and its stand-in; what broken lines leave free."""

INK, PALE, LINE, HEAD, HEAD_INK = "#1F2933", "#7B8794", "#D9E2EC", "#243B53", "#FFFFFF"
TINTS = ("#DCEEFB", "#FCE5D8", "#E3F5E1", "#FFF3C4", "#EEE3F7", "#FFE0E6")
"""Behind the kinds of sessions, in order of first use: pale enough for print and for black words."""
BODY: Looks = {"font_size": 10, "valign": "vcenter", "font_color": INK, "bottom": 1, "bottom_color": LINE}
LEFT: Looks = {"align": "left", "indent": 1}
HEADING: Looks = {
    "bold": True,
    "font_size": 10,
    "font_color": HEAD_INK,
    "bg_color": HEAD,
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
    "border_color": LINE,
}
_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    heading: str
    widest: int = 30
    """In characters: what is longer goes on beneath."""
    least: int = 0
    looks: Looks = field(default_factory=dict)
    """How its cells differ from others."""


class Book:
    """A workbook in memory, whose bytes depend on nothing but what is written into it."""

    def __init__(self, properties: Mapping[str, object]) -> None:
        self._file = io.BytesIO()
        # Words stay words, whatever they look like.
        self._book = xlsxwriter.Workbook(
            self._file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_properties(
            {
                key: plain(value)[:MOST_OF_A_HEADER] if isinstance(value, str) else value
                for key, value in properties.items()
            }
        )
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._names: set[str] = {"history"}  # kept by Excel for itself

    def bytes(self) -> bytes:
        """The file. Nothing can be written after it."""
        self._book.close()
        return self._file.getvalue()

    def sheet(self, name: str) -> Worksheet:
        """A new sheet, of this name or one near to it that Excel takes and no other sheet has."""
        sheet = self._book.add_worksheet(self._free(name))
        sheet.hide_gridlines(2)
        return sheet

    def looks(self, *looks: Looks) -> Format:
        """The format that has all these looks; of two that contradict, the later."""
        wanted: dict[str, object] = {}
        for one in looks:
            wanted |= one
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]

    def write(self, sheet: Worksheet, at: tuple[int, int], value: Value, looks: Looks) -> None:
        """A cell with a real date, time or number, or with words that are never taken for anything else."""
        row, column = at
        match value:
            case None | "" | ():
                sheet.write_blank(row, column, None, self.looks(looks))
            case int() | float():
                sheet.write_number(row, column, value, self.looks({"align": "center"}, looks))
            case time():
                sheet.write_datetime(row, column, value, self.looks({"num_format": "hh:mm", "align": "center"}, looks))
            case date() if value >= FIRST_DAY:
                shown = {**LEFT, "num_format": "d mmm yyyy"}
                sheet.write_datetime(row, column, value, self.looks(shown, looks))
            case date():
                sheet.write_string(row, column, in_words(value), self.looks(LEFT, looks))
            case _:
                words = written(value)
                # The mark of a quoted cell: else Excel reads it anew as soon as somebody edits it.
                quoted = {"quote_prefix": True} if _FORMULA.match(words) else {}
                sheet.write_string(row, column, words, self.looks({**LEFT, "text_wrap": True}, looks, quoted))

    def headings(self, sheet: Worksheet, columns: Sequence[Column], fit: Fit, top: int = 0) -> None:
        """The row above a table."""
        sheet.set_row(top, fit.height([column.heading for column in columns]))
        for n, column in enumerate(columns):
            aligned = {key: value for key, value in column.looks.items() if key == "align"}
            sheet.write_string(top, n, written(column.heading), self.looks(LEFT, HEADING, aligned))

    def table(
        self, sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Sequence[Value]], fit: Fit, top: int = 0
    ) -> None:
        """A table with headings, each row as high as what it holds."""
        self.headings(sheet, columns, fit, top)
        for n, row in enumerate(rows, top + 1):
            sheet.set_row(n, fit.height(row))
            for m, (column, value) in enumerate(zip(columns, row, strict=True)):
                self.write(sheet, (n, m), value, {**BODY, **column.looks})

    def _free(self, name: str) -> str:
        r"""A name that Excel takes for a sheet: at most 31 characters, none of `[]:*?/\`, no quote at its ends."""
        wanted = _NOT_IN_A_NAME.sub(" ", plain(name)).strip("' ") or "Sheet"
        found, n = clipped(wanted, MOST_OF_A_NAME), 1
        while found.casefold() in self._names:
            n += 1
            ending = f" {n}"
            found = clipped(wanted, MOST_OF_A_NAME - len(ending)).rstrip() + ending
        self._names.add(found.casefold())
        return found


@dataclass(frozen=True, slots=True)
class Fit:
    """How wide the columns of a sheet are, and so how high its rows have to be."""

    widths: tuple[float, ...]
    """In characters."""

    @classmethod
    def of(cls, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Fit:
        """Columns as wide as the longest line that they hold, within their bounds."""
        found: list[float] = [
            max(map(_width, column.heading.split()), default=0) + ROOM_FOR_A_FILTER for column in columns
        ]
        for row in rows:
            for n, value in enumerate(row):
                found[n] = max(found[n], _longest(value) * (1.1 if columns[n].looks.get("bold") else 1))
        room = [
            min(max(width + MARGIN, column.least), column.widest) for column, width in zip(columns, found, strict=True)
        ]
        return cls(tuple(room))

    def height(self, row: Sequence[Value]) -> float:
        """How high a row is, in points. Neither Excel nor LibreOffice finds that out for every file that it opens."""
        most = max((_lines(value, width) for value, width in zip(row, self.widths, strict=False)), default=1)
        return min(most * LINE_HEIGHT + 6, HIGHEST_ROW)

    @property
    def pages(self) -> int:
        """On how many pages beside each other it can be read in print."""
        return math.ceil(sum(self.widths) / MOST_ACROSS)

    def set(self, sheet: Worksheet) -> None:
        """Make the columns so wide."""
        for n, width in enumerate(self.widths):
            sheet.set_column(n, n, width)


def printed(sheet: Worksheet, name: str, schedules: Sequence[Schedule]) -> None:
    """How a sheet prints: on A4 across, as wide as the page, the programme above and the number of the page below."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    single = schedules[0] if len(schedules) == 1 else None
    title = plain(single.name if single else f"{len(schedules)} programmes")
    readers = readers_named(schedules)
    what = f": {name}" + (f" for {readers[0]}" if len(readers) == 1 else "")
    firm = [capital(single.status), f"revision {single.revision}"] if single else []
    zones = {schedule.timezone for schedule in schedules if schedule.timezone}
    times = [f"times in {zones.pop()}"] if len(zones) == 1 else []
    right = capital(" · ".join([*firm, *times]))
    title = clipped(title, max(MOST_OF_HALF_A_HEADER - len(what) - len(right), MOST_OF_A_NAME))
    names = single.organisers if single else ()
    sheet.set_header(f'&L&"-,Bold"{_in_header(f"{title}{what}")}&R{_in_header(right)}')
    sheet.set_footer(f"&L{_in_header(' · '.join(names))}&RPage &P of &N")


def written(value: str | tuple[str, ...]) -> str:
    """Words as a cell may hold them: on their lines, without what cannot be seen, cut where a cell ends."""
    held = [plain(one) for one in value] if isinstance(value, tuple) else plain_lines(value)
    words = ("\n" if len(held) <= MOST_LINE_ENDS else " ").join(held)
    # xlsxwriter takes what looks so for XML of its own, and writes it as it is.
    if words.startswith("<r>") and words.endswith("</r>"):
        words += " "
    return clipped(words, MOST_OF_A_CELL)


def _in_header(words: str) -> str:
    """Words in half a header, where `&` begins an instruction; xlsxwriter takes `&G` for a picture all the same."""
    cut = clipped(plain(words), MOST_OF_HALF_A_HEADER)
    while len(found := re.sub(r"&(?=[G\[])", "& ", cut).replace("&", "&&")) > MOST_OF_HALF_A_HEADER:
        cut = clipped(cut, len(cut) - 1)
    return found


def _lines(value: Value, width: float) -> int:
    """On how many lines a value stands in a column of a width; words are not broken, which takes some room."""
    if not isinstance(value, str | tuple):
        return 1
    held = value if isinstance(value, tuple) else plain_lines(value)
    room = max(width - INDENT, 1)
    lengths = (_width(line) * LETTER for line in held)
    return sum(1 if length <= room else math.ceil(length * FRAYED / room) for length in lengths) or 1


def _longest(value: Value) -> float:
    """How wide a value is, in characters."""
    match value:
        case None:
            return 0
        case datetime() | date():
            return len("20 Mar 2011")
        case time():
            return len("09:30")
        case tuple():
            return max(map(_width, value), default=0)
        case str():
            return max(map(_width, plain_lines(value)), default=0)
        case _:
            return len(str(value))


def _width(words: str) -> float:
    """How wide words are, in small letters: capitals are wider, and those of Chinese or Japanese twice as wide."""
    capitals = sum(map(str.isupper, words)) * 0.25
    wide = 0 if words.isascii() else sum(unicodedata.east_asian_width(c) in "WF" for c in words)
    return len(words) + capitals + wide
