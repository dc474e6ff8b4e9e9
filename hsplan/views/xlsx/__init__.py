"""The schedule as a workbook for Excel and LibreOffice: sessions, other dates, load, registers, the project.

Dates and times are real ones, and no cell holds a formula. Every sheet keeps its headings in sight, can be filtered,
and prints. The same schedules give the same bytes: the workbook's date is that of their last change.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hsplan.programme.kinds import capital
from hsplan.schedule.listing import told_apart
from hsplan.schedule.readers import BY_NAME
from hsplan.views.xlsx.book import Book
from hsplan.views.xlsx.lists import loads, other_dates, projects, sessions
from hsplan.views.xlsx.registers import registers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.schedule.rows import Schedule


OLDEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of a workbook without any session: the first that its file format knows (PKWARE APPNOTE, 4.4.6)."""


def render(schedules: Sequence[Schedule]) -> bytes:
    """One workbook for all programmes; what only the office or facilitators may see is there for them alone."""
    book = Book(_properties(schedules))
    sessions(book, schedules)
    other_dates(book, schedules)
    if all(schedule.reader is None and schedule.eyes != "participants" for schedule in schedules):
        loads(book, schedules)
    registers(book, [schedule for schedule in schedules if schedule.eyes in BY_NAME])
    projects(book, schedules)
    return book.bytes()


def _properties(schedules: Sequence[Schedule]) -> dict[str, object]:
    """What a workbook says of itself."""
    changes = [row.changed for schedule in schedules for row in (*schedule.rows, *schedule.gone)]
    changed = max(changes, default=OLDEST)
    single = schedules[0] if len(schedules) == 1 else None
    return {
        "title": ", ".join(dict.fromkeys(told_apart(schedules))),
        "subject": single.reader.name if single and single.reader else "Sessions, load, registers and project",
        "author": ", ".join(dict.fromkeys(schedule.provider for schedule in schedules if schedule.provider))
        or "hsplan",
        "comments": f"{capital(single.status)}, revision {single.revision}" if single else "",
        "created": changed.astimezone(UTC).replace(tzinfo=None),
    }
