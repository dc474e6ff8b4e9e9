"""Days named in the programme's own file, or in files that it names: each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import EitherDays, ToldDays, days_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hsplan.calendars.model import Days
    from hsplan.dates.days import DayRange, SomeDays


def named_days(blocks: Mapping[str, Days], within: DayRange) -> dict[date, str]:
    """The days of some blocks that lie in a stretch, each with what it is called."""
    found: dict[date, str] = {}
    for id_, block in blocks.items():
        for day, reason in days_of(id_, block, within).items():
            found.setdefault(day, reason)
    return found


def days_of(id_: str, block: Days, within: DayRange) -> dict[date, str]:
    """The days of one block that lie in a stretch: by their own names, unless the block has a title."""
    found: dict[date, str] = {}
    for stretch in block.ranges:
        for day, name in _named(stretch, within).items():
            words = block.title or name or name_of(id_, block)
            found.setdefault(day, words + " (provisional)" * (block.provisional or isinstance(stretch, EitherDays)))
    return found


def _named(stretch: SomeDays, within: DayRange) -> dict[date, str]:
    if isinstance(stretch, ToldDays):
        return stretch.named(within)
    return dict.fromkeys(days_in(stretch, within), "")


def name_of(id_: str, block: Days) -> str:
    """What the days of a block are called: its title, else its id in words."""
    return block.title or id_.replace("-", " ").capitalize()
