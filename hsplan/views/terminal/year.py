"""The months of a programme with its sessions marked, what the marks mean, and the list of sessions beneath."""

from __future__ import annotations

import calendar
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.text import Text

from hsplan.dates.days import MONTH_NAMES, WEEKDAYS, months_after
from hsplan.views.terminal.agenda import listing
from hsplan.views.terminal.form import blank, heading, legend, looks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from hsplan.schedule.rows import Schedule
    from hsplan.views.terminal.form import Form

    Held = Mapping[date, tuple[str, str]]
    """By day, the mark and style of what is held then."""

MONTH_WIDTH = 21
BETWEEN = 3
ACROSS = (4, 3, 2, 1)
"""How many months may stand beside each other: what divides a year into rows as long as each other."""


def year(schedule: Schedule, form: Form) -> Iterator[Text]:
    """The months of the programme, what the marks mean, and the list of sessions."""
    yield from heading(schedule, form)
    yield blank()
    yield from _months(schedule, form)
    yield from legend(schedule, form, f"{form.closed} closed")
    yield blank()
    yield from listing(schedule, form)


def _months(schedule: Schedule, form: Form) -> Iterator[Text]:
    held = _held(schedule, form)
    first = min([schedule.days.first, *held]).replace(day=1)
    last = max([schedule.days.last, *held])
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    across = next((n for n in ACROSS if n * (MONTH_WIDTH + BETWEEN) - BETWEEN <= form.width), 1)
    months = [months_after(first, n) for n in range(count)]
    for start in range(0, count, across):
        blocks = [list(_month(month, schedule, held, form)) for month in months[start : start + across]]
        for n in range(max(map(len, blocks))):
            cells = [block[n] if n < len(block) else Text(" " * MONTH_WIDTH) for block in blocks]
            line = Text(" " * BETWEEN).join(cells)
            line.rstrip()
            yield line
        yield blank()


def _held(schedule: Schedule, form: Form) -> Held:
    """What marks each day; of several sessions on one day the first, before those held within it."""
    marks = looks(schedule, form)
    held: dict[date, tuple[str, str]] = {}
    for row in schedule.rows:
        for n in range((row.last - row.first).days + 1 if row.status != "cancelled" else 0):
            held.setdefault(row.first + timedelta(days=n), marks[row.kind])
    return held


def _month(month: date, schedule: Schedule, held: Held, form: Form) -> Iterator[Text]:
    name = f"{MONTH_NAMES[month.month - 1]} {month.year}"
    yield Text(f"{name:^{MONTH_WIDTH}}", style="bold")
    yield Text("".join(f"{day[:2]} " for day in WEEKDAYS), style="dim")
    for week in calendar.Calendar().monthdatescalendar(month.year, month.month):
        line = Text()
        for day in week:
            line.append_text(_cell(day, schedule, held, form) if day.month == month.month else Text("   "))
        yield line


def _cell(day: date, schedule: Schedule, held: Held, form: Form) -> Text:
    if day in held:
        mark, style = held[day]
        return Text(f"{day.day:>2}{mark}", style=f"{style} reverse")
    if day in schedule.closed:
        return Text(f"{day.day:>2}{form.closed}", style="dim")
    return Text(f"{day.day:>2} ", style="dim" if day.weekday() > WEEKDAYS.index("Fri") else "")
