"""People and venues that are wanted in other plans: the same one in two programmes is in one place at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hsplan.dates.days import DayRange, TimeRange


@dataclass(frozen=True, slots=True)
class Held:
    """A person or venue of this programme, wanted by a session of another one."""

    who: str
    """The id that this programme knows them by."""
    days: DayRange
    times: tuple[TimeRange, ...]
    """Its times on those days; none where they are not stated, and the whole day is taken."""
    town: str | None
    """The town in which they are then, if it is known."""
    session: str
    """Which session wants them, as it is told: `PROGRAMME:SESSION`."""
