"""The sheets that are one table each: sessions, other dates, load; and the project's two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.dates.days import MONTHS
from hsplan.dates.lengths import months_after, months_between
from hsplan.programme.kinds import capital
from hsplan.schedule.listing import COLUMNS, lines, told_apart
from hsplan.schedule.loads import loads_of
from hsplan.views.xlsx.book import BODY, PALE, TINTS, Column, Fit, printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from xlsxwriter.worksheet import Worksheet

    from hsplan.schedule.listing import Line
    from hsplan.schedule.loads import Load
    from hsplan.schedule.rows import MilestoneRow, Schedule
    from hsplan.views.xlsx.book import Book, Looks, Value

MONTH: Looks = {"num_format": "mmm yyyy"}
CANCELLED: Looks = {"font_strikeout": True, "font_color": PALE}
BOLD: Looks = {"bold": True}
CENTRED: Looks = {"align": "center"}
SHOWN = {
    "weekday": Column("", 7, looks=CENTRED),
    "day": Column("", 14),
    "start": Column("", 8, looks=CENTRED),
    "end": Column("", 8, looks=CENTRED),
    "programme": Column("", 24),
    "title": Column("", 30, looks=BOLD),
    "kind": Column("", 16),
    "phase": Column("", 22),
    "whom": Column("", 18),
    "led_by": Column("", 18),
    "venue": Column("", 18),
    "address": Column("", 22),
    "skills": Column("", 34),
    "status": Column("", 12),
    "expected": Column("", 11),
    "id": Column("", 40, looks={"font_color": PALE}),
}
"""How wide columns of sessions may be, where that is not as usual."""
NOT_PRINTED = ("preparation", "summary", "expected", "link", "id")
"""The last columns: for whom works at the screen."""
ONLY_IF_SEVERAL = ("programme", "timezone")
ALWAYS = ("Programme", "From", "What")
"""The columns of other dates that are there even if they are empty."""
MOST_MONTHS = 36
"""More than three years of months are no page any more."""


def sessions(book: Book, schedules: Sequence[Schedule]) -> None:
    """Every day of every session; columns that would be empty, or the same throughout, are left out."""
    found = lines(schedules)
    keys = [key for key in COLUMNS if _wanted(key, found)]
    columns = [_column(key) for key in keys]
    rows = [[getattr(line, key) for key in keys] for line in found]
    kinds = {kind: TINTS[n % len(TINTS)] for n, kind in enumerate(dict.fromkeys(line.kind for line in found))}
    sheet = book.sheet("Sessions")
    fit = Fit.of(columns, rows)
    fit.set(sheet)
    book.headings(sheet, columns, fit)
    for n, (line, row) in enumerate(zip(found, rows, strict=True), 1):
        sheet.set_row(n, fit.height(row))
        struck = CANCELLED if line.status == "Cancelled" else {}
        for m, (key, column, value) in enumerate(zip(keys, columns, row, strict=True)):
            tint = {"bg_color": kinds[line.kind]} if key == "kind" else {}
            book.write(sheet, (n, m), value, {**BODY, **column.looks, **tint, **struck})
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    across = sum(key not in NOT_PRINTED for key in keys)
    sheet.print_area(0, 0, len(rows), across - 1)
    sheet.freeze_panes(1, keys.index("day") + 1)
    sheet.repeat_rows(0)
    printed(sheet, "Sessions", schedules)
    if (pages := Fit(fit.widths[:across]).pages) > 1:
        sheet.fit_to_pages(pages, 0)
        sheet.repeat_columns(0, keys.index("title"))


def other_dates(book: Book, schedules: Sequence[Schedule]) -> None:
    """What has no session: days of other kinds, and stretches of days in which something is arranged or runs."""
    columns = [
        Column("Programme", 30),
        Column("From", 13),
        Column("To", 13),
        Column("What", 40, looks=BOLD),
        Column("Kind", 20),
        Column("Arranged by", 24),
        Column("Details", 50),
    ]
    rows = sorted(_other_dates(schedules), key=lambda row: (row[1] is None, str(row[1] or row[2] or "")))
    if rows:
        kept = [n for n, column in enumerate(columns) if column.heading in ALWAYS or any(row[n] for row in rows)]
        _table(book, "Other dates", [columns[n] for n in kept], [[row[n] for n in kept] for row in rows], schedules)


def loads(book: Book, schedules: Sequence[Schedule]) -> None:
    """How much each person leads and each venue is used, with their days in each month."""
    found = loads_of(schedules)
    if not found:
        return
    months = _months([month for load in found for month, _ in load.by_month])
    columns = [
        Column("Programme", 30),
        Column("Name", 32, looks=BOLD),
        Column("Who or what", 16),
        Column("Sessions", 12, looks=CENTRED),
        Column("Days", 12, looks=CENTRED),
        Column("Hours", 12, looks=CENTRED),
        Column("Busiest month", 14, 14, looks=MONTH),
        Column("Days in it", 11, looks=CENTRED),
    ]
    across = [Column(f"{MONTHS[month.month - 1]}\n{month.year}", 8, 8, looks=CENTRED) for month in months]
    names = dict(zip((one.id for one in schedules), told_apart(schedules), strict=True))
    rows = [[*_load(load, names), *(dict(load.by_month).get(month) for month in months)] for load in found]
    sheet, fit = _table(book, "People and load", [*columns, *across], rows, schedules)
    name = 1 - _left_out(schedules)
    sheet.freeze_panes(1, name + 1)
    sheet.repeat_columns(0, name)
    sheet.fit_to_pages(fit.pages, 0)
    if months:
        first = len(columns) - _left_out(schedules)
        pale_to_strong = {"min_color": "#FFFFFF", "max_color": "#F9B384", "min_type": "num", "min_value": 0}
        shades = {"type": "2_color_scale", **pale_to_strong}
        sheet.conditional_format(1, first, len(rows), first + len(months) - 1, shades)


def projects(book: Book, schedules: Sequence[Schedule]) -> None:
    """The milestones with their days, and beneath them the outcomes with where they stood and are to stand."""
    names = told_apart(schedules)
    found = [(name, one, one.project) for name, one in zip(names, schedules, strict=True) if one.project]
    if not found:
        return
    steps = _project_columns("Milestone", "Date", "During", "Reached")
    ends = _project_columns("Outcome", "Baseline", "Target", "Result")
    reached: list[list[Value]] = [
        [name, project.title, step.title, step.date, _during(one, step), None]
        for name, one, project in found
        for step in project.milestones
    ]
    measured: list[list[Value]] = [
        [name, project.title, end.measure, end.baseline, end.target, None]
        for name, _, project in found
        for end in project.outcomes.values()
    ]
    sheet, fit = _table(book, "Project", steps, reached, schedules)
    if measured:
        left = _left_out(schedules)
        book.table(sheet, ends[left:], [row[left:] for row in measured], fit, len(reached) + 2)


def _project_columns(what: str, where: str, how: str, so_far: str) -> list[Column]:
    """The columns of both tables of projects: as wide in the one as in the other, the last to be filled in."""
    said = [Column("Programme", 24, 24), Column("Project", 28, 28), Column(what, 44, 44, BOLD), Column(where, 20, 20)]
    return [*said, Column(how, 34, 34), Column(so_far, 18, 18)]


def _left_out(schedules: Sequence[Schedule]) -> int:
    """How many columns at the left need not be shown: that of the programme, where there is only one."""
    return int(len(schedules) == 1)


def _table(
    book: Book,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    schedules: Sequence[Schedule],
) -> tuple[Worksheet, Fit]:
    """A sheet of one table, whose first column, the programme, is left out where there is only one."""
    left = _left_out(schedules)
    columns, rows = columns[left:], [row[left:] for row in rows]
    sheet, fit = book.sheet(name), Fit.of(columns, rows)
    fit.set(sheet)
    book.table(sheet, columns, rows, fit)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    printed(sheet, name, schedules)
    return sheet, fit


def _wanted(key: str, found: Sequence[Line]) -> bool:
    values = {getattr(line, key) for line in found}
    if key in ONLY_IF_SEVERAL:
        return len(values) > 1
    return key in ("day", "title") or bool(values - {None, "", ()})


def _column(key: str) -> Column:
    return replace(SHOWN.get(key, Column("")), heading=COLUMNS[key])


def _other_dates(schedules: Sequence[Schedule]) -> Iterator[list[Value]]:
    for schedule, name in zip(schedules, told_apart(schedules), strict=True):
        for one in schedule.dates:
            yield [name, one.first, one.last if one.last != one.first else None, one.title, None, None, one.words]
        for window in schedule.windows:
            provisional = f"Provisional: depends on {window.depends_on}" if window.depends_on else ""
            standing = "Cancelled" if window.status == "cancelled" else provisional
            details = tuple(filter(None, [capital(window.detail), standing]))
            by = tuple(capital(one) for one in window.arranged_by)
            yield [name, window.first, window.last, window.title, capital(window.kind_title), by, details]


def _load(load: Load, names: dict[str, str]) -> list[Value]:
    who = "Venue" if load.kind == "venue" else "Person"
    several = f"{len(load.programmes)} programmes"
    programme = names[load.programmes[0]] if len(load.programmes) == 1 else several
    hours = load.hours if load.untimed < load.sessions else None  # not stated is not none
    return [programme, load.name, who, load.sessions, load.days, hours, load.month, load.most]


def _months(held: Sequence[date]) -> list[date]:
    """All months from the first to the last that anything is held in; none where they are too many for a page."""
    if not held:
        return []
    count = months_between(min(held), max(held)) + 1
    return [months_after(min(held), n) for n in range(count)] if count <= MOST_MONTHS else []


def _during(schedule: Schedule, step: MilestoneRow) -> str:
    return next((row.title for row in schedule.rows if row.id == step.session), step.session or "")
