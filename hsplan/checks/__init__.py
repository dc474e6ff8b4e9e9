"""What can be judged of a programme without a plan: one file a check.

Names come first: where something refers to nothing, what would follow from it is not judged (one cause, one finding).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hsplan.checks import (
    code_of_ethics,
    country,
    days_outside,
    id_used_twice,
    kind_circle,
    no_holiday_data,
    parts_overlap,
    phases_too_long,
    shape,
    time_zone,
    too_few_to_lead,
    too_long,
    unknown_name,
    venue_too_small,
)
from hsplan.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.calendars.model import Calendar
    from hsplan.findings import Finding
    from hsplan.programme.model import Programme


class DatedCheck(Protocol):
    """A module that judges requests once their days are known."""

    def check_dated(self, programme: Programme, calendar: Calendar) -> Iterator[Finding]:
        """A finding for each place where the request makes no sense on these days."""


class Check(Protocol):
    """A module that judges requests by one measure."""

    def check(self, programme: Programme) -> Iterator[Finding]:
        """A finding for each place where the request makes no sense."""


NAMES: tuple[Check, ...] = (shape, id_used_twice, unknown_name, kind_circle)
SENSE: tuple[Check, ...] = (
    country,
    time_zone,
    too_long,
    phases_too_long,
    parts_overlap,
    too_few_to_lead,
    code_of_ethics,
    venue_too_small,
)


DATED: tuple[DatedCheck, ...] = (days_outside, no_holiday_data)


def check_dated(programme: Programme, calendar: Calendar) -> list[Finding]:
    """Every finding of the checks that need to know the days."""
    return [finding for one in DATED for finding in one.check_dated(programme, calendar)]


def check(programme: Programme) -> list[Finding]:
    """Every finding of every check."""
    names = [finding for one in NAMES for finding in one.check(programme)]
    if any(finding.severity is Severity.ERROR for finding in names):
        return names
    return names + [finding for one in SENSE for finding in one.check(programme)]
