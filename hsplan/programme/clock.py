"""In which time zone a programme's times are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.countries import find_country

if TYPE_CHECKING:
    from hsplan.programme.model import Programme


def timezone_of(programme: Programme) -> str | None:
    """The IANA name of the zone: the programme's own, else its country's if that has but one, else None."""
    if programme.timezone is not None:
        return programme.timezone
    country = find_country(programme.country) if programme.country else None
    return country.timezone if country else None
