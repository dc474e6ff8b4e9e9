"""A document for each session: joining instructions, briefings, registers, and room sheets without anybody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.templates.shipped import documents, sessions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.schedule.rows import Row, Schedule
    from hsplan.views import Own

IN_PERSON = "in person"


def files(document: str, schedule: Schedule, own: Own) -> Iterator[tuple[str, bytes]]:
    """One for each session, also for those that people were told of and that are cancelled: it says so.

    A venue has one of each session that needs a room, also where none is found yet: it asks for one.
    """
    rows = [row for row in sessions(schedule) if document != "room" or _needs_room(row)]
    return documents(document, schedule, rows, own)


def _needs_room(row: Row) -> bool:
    return row.venue is not None or ((not row.modes or IN_PERSON in row.modes) and row.link is None)
