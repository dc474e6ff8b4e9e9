"""Days named in the programme's own file: single days and ranges, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import days_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hsplan.calendars.model import Days
    from hsplan.dates.days import DayRange


def named_days(blocks: Mapping[str, Days], within: DayRange) -> dict[date, str]:
    """The days of some blocks that lie in a stretch, each with what it is called."""
    found: dict[date, str] = {}
    for id_, block in blocks.items():
        reason = name_of(id_, block)
        for stretch in block.ranges:
            for day in days_in(stretch, within):
                found.setdefault(day, reason)
    return found


def name_of(id_: str, block: Days) -> str:
    """What the days of a block are called: its title, else its id in words."""
    return block.title or id_.replace("-", " ").capitalize()
