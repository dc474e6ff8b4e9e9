"""The words of a `calendar` block, and the days that it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator

from hsplan.dates.days import DayRange
from hsplan.language import ALength, Id, Noun, Ranges, Words, YesOrNo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.dates.days import SomeDays
    from hsplan.findings import Path


class Days(Noun):
    """Days by name: a range or several, with what is not certain about them."""

    title: Words | None = None
    """What the days are called. The id in words unless stated."""
    when: Ranges
    """The days: `22 Apr 2011`, `1 to 29 Aug 2011`, `August` of every year, `Mon` of every week; or a list of such."""
    certainty: ALength | None = None
    """How far the days may still shift: `1 day` widens each range on both sides."""
    note: Words | None = None
    """Words only, such as the source of the dates."""

    @property
    def ranges(self) -> tuple[SomeDays, ...]:
        """The days, their ranges widened by what is uncertain about them."""
        doubt = 0 if self.certainty is None else (self.certainty.after(date(2001, 1, 1)) - date(2001, 1, 1)).days
        return tuple(days.widened(doubt) if isinstance(days, DayRange) else days for days in self.when)


def only_when(value: object) -> object:
    """A block of days whose `when` may be written alone: `easter: 22 to 25 Apr 2011`."""
    return {"when": value} if isinstance(value, str | list) else value


NamedDays = Annotated[Days, BeforeValidator(only_when, json_schema_input_type=Days | str | list[str])]


class CalendarAsked(Noun):
    """Which days are closed, which to avoid, which to prefer, and which are the only ones allowed."""

    bank_holidays: YesOrNo = True
    """Whether the country's bank holidays are closed days. Yes unless stated."""
    closed: dict[Id, NamedDays] = {}
    """Days on which nothing can be held."""
    avoid: dict[Id, NamedDays] = {}
    """Days on which nothing should be held, if it can be helped."""
    prefer: dict[Id, NamedDays] = {}
    """Days on which sessions are best held."""
    only: dict[Id, NamedDays] = {}
    """The only days on which anything can be held."""


@dataclass(frozen=True)
class Calendar:
    """What each day of a stretch is; days that are not named are open. The texts say why."""

    within: DayRange
    start: date
    """The first day of the programme; the stretch may begin before it."""
    closed: Mapping[date, str] = field(default_factory=dict)
    avoid: Mapping[date, str] = field(default_factory=dict)
    prefer: Mapping[date, str] = field(default_factory=dict)
    prefers: bool = False
    """Whether the calendar prefers any day at all, be it outside the stretch."""
    places: Mapping[str, Path] = field(default_factory=dict)
    """For each reason that closes days, where the programme says so."""
    unknown_years: tuple[int, ...] = ()
    """Years of the stretch for which a source has no days."""
