"""Times are meant in a time zone that is known.

A calendar entry without a zone shows at another hour on every device. The zone comes from the country where it has
one, else from `timezone`.

    country: United States
    time: 9:30-16:30          # in which zone?

Write `timezone: America/New_York`, say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.countries import find_country
from hsplan.calendars.zones import zone_names, zones_of
from hsplan.findings import Finding, did_you_mean, first_of
from hsplan.programme.clock import timezone_of
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.calendars.countries import Country
    from hsplan.programme.model import Programme

CODES = ("unknown-time-zone", "no-time-zone")
MOST_NAMED = 12


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for a zone that does not exist, or that is needed and missing."""
    if programme.timezone is not None and programme.timezone not in zone_names():
        cities = [name for name in zone_names() if "/" in name and not name.startswith("Etc/")]
        mend = did_you_mean(programme.timezone, cities, "look it up under the name of the nearest large city")
        yield Finding(
            "unknown-time-zone",
            f"`{programme.timezone}` is no time zone",
            ("timezone",),
            expected="an IANA name such as `Europe/London`",
            help=mend,
        )
    country = find_country(programme.country) if programme.country is not None else None
    if programme.country is not None and country is None:
        return  # the country is at fault, and told elsewhere
    timed = any(part.time is not None for session in sessions_of(programme) for part in session.parts)
    if timed and timezone_of(programme) is None:
        yield Finding(
            "no-time-zone",
            "times are stated, but no time zone",
            ("country",),
            at_key=True,
            expected=f"`timezone:` with one of {_some_of(country)}"
            if country is not None
            else "`timezone:` such as `Europe/London`, or a `country` that has only one",
        )


def _some_of(country: Country) -> str:
    """The zones of a country, without those of single counties: `America/Kentucky/Monticello`."""
    names = [name for name in zones_of(country.code) if name.count("/") == 1]
    return first_of(names, MOST_NAMED)
