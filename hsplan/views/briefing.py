"""Briefings: for those who lead, what a session is to do, who comes, and what it builds on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.templates.shipped import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.schedule.rows import Schedule
    from hsplan.views import Own


def files(schedule: Schedule, own: Own) -> Iterator[tuple[str, bytes]]:
    """One for each session, also for those that people were told of and that are cancelled: it says so."""
    return documents("briefing", schedule, (*schedule.rows, *schedule.gone), own)
