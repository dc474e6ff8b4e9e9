"""The registers: names down, days across, to tick on the screen or by hand."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hsplan.schedule.plain import clipped, plain
from hsplan.schedule.registers import register
from hsplan.views.xlsx.book import BODY, HEADING, INK, LEFT, PALE, Column, Fit, printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from hsplan.schedule.registers import Register, RegisterLine
    from hsplan.schedule.rows import Schedule
    from hsplan.views.xlsx.book import Book, Looks, Value

CHOICES = {"✓": "came", "½": "came for a part of it", "A": "apologies", "N": "did not come and sent no word"}
"""What may stand in a cell. No reason for an absence: that is nobody's business but theirs."""
LIGHT: Looks = {**HEADING, "font_color": INK, "bg_color": "#F0F4F8", "border_color": PALE, "valign": "bottom"}
"""Headings that spare the printer's ink: most of a register is headings."""
UPWARDS: Looks = {"rotation": 90, "align": "center", "indent": 0}
BOX: Looks = {"border": 1, "border_color": PALE, "align": "center", "valign": "vcenter"}
NOT_THEIRS: Looks = {"bg_color": "#D9E2EC"}
TITLES_HIGH, DAYS_HIGH, LINE_HIGH = 129.75, 105, 21
"""Points: of titles and days that stand upright, and of a line that a pen can tick. Whole pixels (3/4 of a point), to
which newer versions of XlsxWriter round and older ones do not."""
MOST_OF_A_TITLE = 44
"""Characters: on two lines that stand upright."""
ON_A_PAGE = 24
"""So many lines still go on one page."""
HEADINGS = 2
"""Rows above the names: what it is, and when."""


def registers(book: Book, schedules: Sequence[Schedule]) -> None:
    """A register for each programme that has sessions."""
    for schedule in schedules:
        made = register(schedule)
        if made.days:
            _register(book, schedule, made, "Register" if len(schedules) == 1 else f"Register {schedule.id}")


def _register(book: Book, schedule: Schedule, made: Register, name: str) -> None:
    known = [Column("No.", 6), Column("Name", 30, 26, {"bold": True})]
    more = [Column("Role", 20), Column("Practice", 24), Column("In", 18)]
    said = [_said(n, line) for n, line in enumerate(made.lines, 1)]
    kept = [0, 1, *(n for n in (2, 3, 4) if any(row[n] for row in said))]
    columns = [[*known, *more][n] for n in kept]
    rows = [[row[n] for n in kept] for row in said]
    sheet = book.sheet(name)
    fit = Fit.of([*columns, *(Column("", 6, 6) for _ in made.days)], rows)
    fit.set(sheet)
    _headings(book, sheet, columns, made)
    for n, (row, line) in enumerate(zip(rows, made.lines, strict=True), HEADINGS):
        sheet.set_row(n, max(fit.height(row), LINE_HIGH))
        for m, (column, value) in enumerate(zip(columns, row, strict=True)):
            book.write(sheet, (n, m), value, {**BODY, "bottom_color": PALE, **column.looks})
        for m, comes in enumerate(line.comes, len(columns)):
            sheet.write_blank(n, m, None, book.looks(BOX, {} if comes else NOT_THEIRS))
    _choices(sheet, made, len(columns))
    _key(book, sheet, made, len(rows) + HEADINGS + 1)
    sheet.autofilter(HEADINGS - 1, 0, HEADINGS - 1 + len(rows), len(columns) - 1)
    sheet.freeze_panes(HEADINGS, 2)
    sheet.repeat_rows(0, HEADINGS - 1)
    sheet.repeat_columns(0, 1)
    printed(sheet, "Register", [schedule])
    sheet.fit_to_pages(fit.pages, 1 if len(rows) <= ON_A_PAGE else 0)


def _said(number: int, line: RegisterLine) -> list[Value]:
    return [number, line.name, line.role, line.practice, line.groups]


def _headings(book: Book, sheet: Worksheet, columns: Sequence[Column], made: Register) -> None:
    """Two rows: the titles of the sessions, upright, and beneath them their days."""
    sheet.set_row(0, TITLES_HIGH)
    sheet.set_row(1, DAYS_HIGH)
    for m, column in enumerate(columns):
        sheet.write_blank(0, m, None, book.looks(LIGHT))
        sheet.write_string(1, m, column.heading, book.looks(LEFT, LIGHT))
    for m, day in enumerate(made.days, len(columns)):
        book.write(sheet, (0, m), clipped(plain(day.title), MOST_OF_A_TITLE), {**LIGHT, **UPWARDS, "bold": False})
        book.write(sheet, (1, m), day.day, {**LIGHT, **UPWARDS, "num_format": "ddd d mmm yyyy"})


def _choices(sheet: Worksheet, made: Register, left: int) -> None:
    """A list to choose from in every cell of a day that somebody is expected on."""
    runs = [
        (n, left + run[0][0], n, left + run[-1][0])
        for n, line in enumerate(made.lines, HEADINGS)
        for comes, held in groupby(enumerate(line.comes), key=lambda one: one[1])
        for run in [list(held)]
        if comes
    ]
    if runs and all(all(line.comes) for line in made.lines):
        runs = [(HEADINGS, left, HEADINGS - 1 + len(made.lines), left + len(made.days) - 1)]
    if runs:
        wish = {
            "validate": "list",
            "source": list(CHOICES),
            "error_type": "warning",
            "error_title": "Register",
            "error_message": f"Usually one of {', '.join(CHOICES)}.",
            "other_cells": [list(run) for run in runs[1:]],
        }
        sheet.data_validation(*runs[0], wish)


def _key(book: Book, sheet: Worksheet, made: Register, row: int) -> None:
    """What the marks mean, beneath the names."""
    small: Looks = {"font_size": 9, "font_color": PALE}
    words = "   ".join(f"{mark} {meaning}" for mark, meaning in CHOICES.items())
    grey = "" if all(all(line.comes) for line in made.lines) else "   (grey: not expected)"
    sheet.write_string(row, 1, words + grey, book.looks(small))
    if made.left_out:
        sheet.write_string(row + 1, 1, made.left_out, book.looks(small))
