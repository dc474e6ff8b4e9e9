"""Joining instructions: for those who take part, when and where a session is and what to bring to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.templates.shipped import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.schedule.rows import Schedule
    from hsplan.views import Own


def files(schedule: Schedule, own: Own) -> Iterator[tuple[str, bytes]]:
    """One for each session, also for those that people were told of and that are cancelled: it says so."""
    return documents("joining", schedule, (*schedule.rows, *schedule.gone), own)
