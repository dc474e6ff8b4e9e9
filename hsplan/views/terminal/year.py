"""The months of a programme with its sessions marked, what the marks mean, and the list of sessions beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from hsplan.dates.days import WEEKDAYS
from hsplan.schedule.months import months_of
from hsplan.views.terminal.agenda import listing
from hsplan.views.terminal.form import blank, heading, legend, looks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.schedule.months import Day, Month
    from hsplan.schedule.rows import Schedule
    from hsplan.views.terminal.form import Form

MONTH_WIDTH = 21
BETWEEN = 3
ACROSS = (4, 3, 2, 1)
"""How many months may stand beside each other: what divides a year into rows as long as each other."""


def year(schedule: Schedule, form: Form) -> Iterator[Text]:
    """The months of the programme, what the marks mean, and the list of sessions."""
    yield from heading(schedule, form)
    yield blank()
    months = months_of(schedule)
    closed = any(day is not None and day.closed is not None for one in months for week in one.weeks for day in week)
    yield from _months(months, schedule, form)
    yield from legend(schedule, form, *[f"{form.closed} closed"] * closed)
    yield blank()
    yield from listing(schedule, form)


def _months(months: Sequence[Month], schedule: Schedule, form: Form) -> Iterator[Text]:
    """The months in rows of as many as stand beside each other, an empty line below each."""
    across = next((n for n in ACROSS if n * (MONTH_WIDTH + BETWEEN) - BETWEEN <= form.width), 1)
    marks = looks(schedule, form)
    for start in range(0, len(months), across):
        blocks = [list(_month(month, marks, form)) for month in months[start : start + across]]
        for n in range(max(map(len, blocks))):
            cells = [block[n] if n < len(block) else Text(" " * MONTH_WIDTH) for block in blocks]
            line = Text(" " * BETWEEN).join(cells)
            line.rstrip()
            yield line
        yield blank()


def _month(month: Month, marks: dict[str, tuple[str, str]], form: Form) -> Iterator[Text]:
    yield Text(f"{month.name:^{MONTH_WIDTH}}", style="bold")
    yield Text("".join(f"{day[:2]} " for day in WEEKDAYS), style="dim")
    for week in month.weeks:
        line = Text()
        for day in week:
            line.append_text(_cell(day, marks, form) if day is not None else Text("   "))
        yield line


def _cell(day: Day, marks: dict[str, tuple[str, str]], form: Form) -> Text:
    """A day with what is held on it: of several sessions the first, before those held within it."""
    number = f"{day.date.day:>2}"
    if day.rows:
        mark, style = marks[day.rows[0].kind_title]
        return Text(number + mark, style=f"{style} reverse")
    if day.closed is not None:
        return Text(number + form.closed, style="dim")
    return Text(f"{number} ", style="dim" if day.is_weekend else "")
