"""The one place that asks what time it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from hsplan.findings import Finding, RefusedError

if TYPE_CHECKING:
    from hsplan.programme.model import Programme

LATEST = 253402300799
"""The last second of the year 9999."""


def now() -> datetime:
    """The instant of writing, to the second: SOURCE_DATE_EPOCH where it is set, else the clock.

    SOURCE_DATE_EPOCH counts seconds since 1970 (reproducible-builds.org/specs/source-date-epoch).
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    if not given.isascii() or not given.isdigit() or len(given) > len(str(LATEST)) or int(given) > LATEST:
        raise RefusedError(
            Finding(
                "bad-instant",
                "SOURCE_DATE_EPOCH is no number of seconds",
                expected="seconds since 1970, such as 1288602000",
            )
        )
    return datetime.fromtimestamp(int(given), UTC)


def today(timezone: str | None) -> date:
    """Which day it is in a time zone; in UTC where none is known."""
    from hsplan.calendars.zones import zone

    return now().astimezone(zone(timezone) if timezone else UTC).date()


def today_of(*programmes: Programme) -> date:
    """Which day it is where programmes are held; in UTC where they are held in several time zones."""
    from hsplan.programme.clock import timezone_of

    zones = {timezone_of(one) for one in programmes}
    return today(zones.pop() if len(zones) == 1 else None)
