"""Time zones by their IANA names, from the tzdata package: the same on every machine, whatever its system knows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def _data() -> Traversable:
    return resources.files("tzdata")


@cache
def zone_names() -> tuple[str, ...]:
    """Every zone's name, in order; without `Factory`, which is no place's."""
    names = (_data() / "zones").read_text(encoding="utf-8").split()
    return tuple(sorted(name for name in names if name != "Factory"))


@cache
def zone_folders() -> frozenset[str]:
    """What zones' names begin with, which is no zone by itself: `Europe`, `America/Argentina`."""
    return frozenset(name[:at] for name in zone_names() for at, sign in enumerate(name) if sign == "/")


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of a name that `zone_names` gives."""
    with _data().joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def is_there(name: str, moment: datetime) -> bool:
    """Whether the clocks of a zone ever show a day and time; they never do where they have gone forward past it."""
    there = moment.replace(tzinfo=zone(name))
    return there.astimezone(UTC).astimezone(there.tzinfo).replace(tzinfo=None) == moment


@cache
def days_without(name: str, clock: time, year: int) -> tuple[date, ...]:
    """The days of a year on which the clocks of a zone never show a time."""
    return tuple(day for day in _changing(name, year) if not is_there(name, datetime.combine(day, clock)))


@cache
def _changing(name: str, year: int) -> tuple[date, ...]:
    """The days of a year around which the clocks of a zone change; none has ever changed back within a week."""
    first = datetime(year, 1, 1, tzinfo=zone(name))
    weeks = pairwise(first + timedelta(weeks=n) for n in range(54))
    near = (
        week + timedelta(days=n) for week, next_ in weeks if week.utcoffset() != next_.utcoffset() for n in range(-1, 8)
    )
    return tuple(dict.fromkeys(day.date() for day in near if day.year == year))


@cache
def rule_from_now_on(name: str) -> str:
    """What holds in a zone for all years to come, as POSIX writes it (RFC 9636, 3.3): `GMT0BST,M3.5.0/1,M10.5.0`."""
    data = _data().joinpath("zoneinfo", *name.split("/")).read_bytes()
    return data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii")


@cache
def zones_of(code: str) -> tuple[str, ...]:
    """The zones of a country (ISO 3166-1 alpha-2), by the table of the IANA database, in its order."""
    lines = (_data() / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    return tuple(line.split("\t")[2] for line in lines if line.startswith(f"{code}\t"))


@cache
def only_zone(code: str) -> str | None:
    """The zone of a country that has but one, or several whose clocks have always shown the same: Busingen, Berlin."""
    found = zones_of(code)
    return found[0] if found and all(_same_clocks(found[0], other) for other in found[1:]) else None


def _same_clocks(one: str, other: str) -> bool:
    """Whether two zones have the same time now and for all years to come, and had in every month since 2000."""
    if rule_from_now_on(one) != rule_from_now_on(other):
        return False
    months = (datetime(2000 + n // 12, n % 12 + 1, 15, 12) for n in range(12 * 40))  # noqa: DTZ001 - of each zone itself
    return all(zone(one).utcoffset(month) == zone(other).utcoffset(month) for month in months)
