"""Room sheets: for the venue, when people come, how many, and into how many groups they part; without their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.templates.shipped import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.schedule.rows import Row, Schedule
    from hsplan.views import Own

IN_PERSON = "in person"


def files(schedule: Schedule, own: Own) -> Iterator[tuple[str, bytes]]:
    """One for each session that needs a room, also where none is found yet: it asks for one."""
    return documents("room", schedule, [row for row in (*schedule.rows, *schedule.gone) if _needs_room(row)], own)


def _needs_room(row: Row) -> bool:
    return row.venue is not None or ((not row.modes or IN_PERSON in row.modes) and row.link is None)
