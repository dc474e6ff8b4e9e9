"""Time zones by their IANA names."""

from __future__ import annotations

import zoneinfo


def zone_names() -> list[str]:
    """Every zone's name, in order."""
    return sorted(zoneinfo.available_timezones())


def is_zone(name: str) -> bool:
    """Whether a zone of that name exists."""
    return name in zoneinfo.available_timezones()
