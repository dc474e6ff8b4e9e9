"""Bank holidays, observances and files of days have some in every year of the programme.

Where they have not, a session may fall on days that will be closed, and nobody notices.

    start: 2150-01                                       # bank holidays reach to 2100, from the holidays library
    calendar:
      closed:
        festivals: [Diwali]                              # its dates reach to 2035
        school: {ics: school-2011.ics}                   # was published for one year only

Name the closed days of those years under `calendar`: in another block, in a file that has these years as well, or for
an observance as `observances: {diwali: 18 Oct 2036}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.listings import FileDays
from hsplan.calendars.observances import Observance
from hsplan.findings import Note, warning
from hsplan.programme.absences import own_days_off
from hsplan.programme.moments import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.calendars.model import Calendar
    from hsplan.findings import Finding, Path
    from hsplan.programme.model import Programme

CODES = ("no-holiday-data", "no-observance-data", "no-days-that-year")


def check_dated(programme: Programme, calendar: Calendar) -> Iterator[Finding]:
    """A warning for the years without bank holidays, and for each observance and file that lacks some years."""
    if calendar.unknown_years:
        yield warning(
            "no-holiday-data",
            f"no bank holidays are known of {programme.country} in {_listed(calendar.unknown_years)}",
            ("country",),
            expected="years for which the holidays library has days",
            help="name the closed days under `calendar`",
        )
    days = Frame.of(programme, calendar.start).whole
    years = range(days.first.year, days.last.year + 1)
    yield from _observances(programme, years)
    yield from _files(programme, years)


def _observances(programme: Programme, years: range) -> Iterator[Finding]:
    """A warning for each observance with years of which no dates are known, at the first place that names it."""
    places: dict[Observance, list[Path]] = {}
    named = [*((path, block.when) for path, block in programme.calendar.blocks), *own_days_off(programme)]
    for path, ranges in named:
        for one in ranges:
            if isinstance(one, Observance) and one.unknown(years):
                places.setdefault(one, []).append(path)
    for one, paths in places.items():
        yield warning(
            "no-observance-data",
            f"no dates of {one} are known in {_listed(one.unknown(years))}",
            paths[0],
            at_key=True,
            expected="years of which hsplan has dates: 2010 to 2035",
            help=f"give them under `calendar`: `observances: {{{one.id}: …}}`",
            notes=tuple(Note("and here", path) for path in paths[1:]),
        )


def _files(programme: Programme, years: range) -> Iterator[Finding]:
    """A warning for each file of the calendar with years of which it has no day, though it has one of others."""
    for path, block in programme.calendar.blocks:
        for file in block.when:
            named = file.listing.years_named(years) if isinstance(file, FileDays) and file.listing is not None else ()
            missing = [year for year in years if year not in named]
            if isinstance(file, FileDays) and named and missing:
                yield warning(
                    "no-days-that-year",
                    f"{file} names no day in {_listed(missing)}",
                    (*path, file.ending),
                    expected="days in each year of the programme",
                    help="take a newer file, or name the days of that year in another block",
                )


def _listed(years: Sequence[int]) -> str:
    return ", ".join(map(str, years))
