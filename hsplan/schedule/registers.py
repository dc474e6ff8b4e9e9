"""Who comes to which session, as a list to tick: names down, days across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from hsplan.schedule.rows import Schedule

MOST_LINES = 500
MOST_DAYS = 400
"""A longer or wider list is no register any more, and costs more than it is worth."""
UNKNOWN_LINES = 20
"""Empty lines where nobody knows how many come."""


@dataclass(frozen=True, slots=True)
class RegisterDay:
    """A day of a session."""

    session: str
    """The session's id."""
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """Somebody who takes part; an empty line where they are not known by name."""

    name: str
    role: str
    practice: str
    groups: str
    """The sets and other groups that they are in, in words."""
    comes: tuple[bool, ...]
    """To which of the days."""


@dataclass(frozen=True, slots=True)
class Register:
    """Who comes on which day."""

    days: tuple[RegisterDay, ...]
    lines: tuple[RegisterLine, ...]
    left_out: str = ""
    """What is not in it, in words, where it would be too long or too wide."""


def register(schedule: Schedule) -> Register:
    """The register of a programme: without what is cancelled, and with each only where they are expected."""
    days = [
        (RegisterDay(row.id, row.title, day), frozenset(row.attendees)) for row in schedule.held for day in row.days
    ]
    named = schedule.participants
    size = len(named) or schedule.size or UNKNOWN_LINES
    kept = days[:MOST_DAYS]
    left = [f"{len(days) - MOST_DAYS} more days"] if len(days) > MOST_DAYS else []
    left += [f"{size - MOST_LINES} more people"] if size > MOST_LINES else []
    known = [
        RegisterLine(one.name, one.role, one.practice or "", ", ".join(one.groups), tuple(one.id in w for _, w in kept))
        for one in named[:MOST_LINES]
    ]
    blank = RegisterLine("", "", "", "", (True,) * len(kept))
    return Register(
        tuple(day for day, _ in kept),
        tuple(known or [blank] * min(size, MOST_LINES)),
        f"Not shown: {' and '.join(left)}" if left else "",
    )
