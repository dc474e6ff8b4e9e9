"""Registers: for the office, a sheet for each session on which those who come sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.templates.shipped import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.schedule.rows import Schedule
    from hsplan.views import Own


def files(schedule: Schedule, own: Own) -> Iterator[tuple[str, bytes]]:
    """One for each session; what is cancelled has one that says so, to be put in the place of an older one."""
    return documents("register", schedule, (*schedule.rows, *schedule.gone), own)
