"""How the entries of one session are told apart in people's calendars, by day and by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_DAY = "d1"
"""How a plan's file calls the entry of the first day, which nothing tells from the session."""


def entry_of(nth: int, part: str) -> str:
    """What tells one entry of a session from its others, by its day and, where each part has one, its part.

    >>> entry_of(0, ""), entry_of(2, ""), entry_of(0, "talk"), entry_of(2, "talk")
    ('', 'd3', 'talk', 'd3.talk')
    """
    return ".".join(word for word in (f"d{nth + 1}" if nth else "", part) if word)


def entries_of(days: int, parts: Iterable[str]) -> tuple[str, ...]:
    """The entries of a session of so many days: one a day, or one for each of the parts that have their own."""
    return tuple(entry_of(nth, part) or FIRST_DAY for nth in range(days) for part in parts or ("",))
