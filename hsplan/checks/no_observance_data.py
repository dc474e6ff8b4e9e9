"""Observances that a programme names are known for each of its years.

Where they are not, they close nothing, and a session may fall on them unnoticed.

    start: 2036-01
    calendar: {closed: {festivals: [Diwali]}}        # the dates of Diwali reach to 2035

Give the dates of those years under `calendar`: `observances: {diwali: 18 Oct 2036}`, or write them in the place of the
name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.observances import Observance
from hsplan.findings import Finding, Note, warning
from hsplan.programme.absences import own_days_off
from hsplan.programme.moments import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.calendars.model import Calendar
    from hsplan.dates.days import SomeDays
    from hsplan.findings import Path
    from hsplan.programme.model import Programme

CODES = ("no-observance-data",)


def check_dated(programme: Programme, calendar: Calendar) -> Iterator[Finding]:
    """A warning for each observance with years of which no dates are known, at the first place that names it."""
    days = Frame.of(programme, calendar.start).whole
    years = range(days.first.year, days.last.year + 1)
    places: dict[Observance, list[Path]] = {}
    for path, named in _named(programme):
        for one in named:
            if isinstance(one, Observance) and one.unknown(years):
                places.setdefault(one, []).append(path)
    for one, paths in places.items():
        unknown = ", ".join(map(str, one.unknown(years)))
        yield warning(
            "no-observance-data",
            f"no dates of {one} are known in {unknown}",
            paths[0],
            at_key=True,
            expected="years of which hsplan has dates: 2010 to 2035",
            help=f"give them under `calendar`: `observances: {{{one.id}: …}}`",
            notes=tuple(Note("and here", path) for path in paths[1:]),
        )


def _named(programme: Programme) -> Iterator[tuple[Path, tuple[SomeDays, ...]]]:
    """Every place that names days."""
    yield from ((path, block.when) for path, block in programme.calendar.blocks)
    yield from own_days_off(programme)
