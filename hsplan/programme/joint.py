"""What one session asks for in each of the cohorts that hold it together: when it is, where, led by whom, for how many.

It is one session: at one moment of one day, in one place, led by the same people. A cohort is elsewhere, or is led by
others, only where its `where` or `with` is another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from hsplan.dates.hours import TimeRange

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Holder:
    """A cohort among those that hold a session together, with what it asks for."""

    cohort: str
    with_: tuple[str, ...]
    """The cohorts that it says it holds it with."""
    coming: int | None
    """How many take part, where that is known."""
    hours: TimeRange | None
    """From when to when it is, by the clock there; none where that is not stated."""
    zone: str | None
    """The time zone of that clock."""
    place: tuple[tuple[str, ...], ...]
    """Where it may be held, each venue by what tells it from all others; none where it takes no venue."""
    leaders: tuple[int, tuple[tuple[str, ...], ...], str]
    """How many lead it, who of them by name, and in which role; nobody where none is named who could."""
    able: frozenset[str]
    """Who may lead it there."""
    said: frozenset[str]
    """What the session itself says there, of `where` and `with`: where that differs, it is meant so."""
    title: str = ""
    """What the programme of that cohort is called."""
    titled: bool = False
    """Whether that is a title of its own, and not that of the whole file."""
    days: int = 1
    """On how many days in a row it is held."""


@dataclass(frozen=True, slots=True)
class Joint:
    """A session that is held together with other cohorts, as one of them has it."""

    holders: tuple[Holder, ...]
    """All that hold it, in the order of the file."""
    mine: Holder
    placed_with: frozenset[str]
    """The other cohorts that are in the same venue: those that ask for the same."""
    led_with: frozenset[str]
    """The other cohorts that are led by the same people: those that ask for the same, and know enough who can."""
    able: frozenset[str] | None
    """Who may lead it in all of those; None where there are none."""
    beside: int
    """How many come to the same place from other cohorts, as far as that is known."""

    @property
    def others(self) -> tuple[str, ...]:
        """The other cohorts that hold it."""
        return tuple(one.cohort for one in self.holders if one is not self.mine)

    @property
    def called(self) -> dict[str, str]:
        """What people call those: by their own titles; by id where none has one, and beside what several are called."""
        own = [one.title for one in self.holders if one.titled]
        return {one.cohort: _called(one, own) for one in self.holders if one is not self.mine}

    @classmethod
    def of(cls, holders: tuple[Holder, ...], mine: Holder) -> Joint:
        """What follows from what each asks for; one of them is mine."""
        placed = [one for one in holders if one is not mine and one.place and one.place == mine.place]
        led = [one for one in holders if one is not mine and mine.leaders[0] and one.leaders == mine.leaders]
        able = mine.able.intersection(*(one.able for one in led))
        led = led if len(able) >= mine.leaders[0] else []
        return cls(
            holders,
            mine,
            frozenset(one.cohort for one in placed),
            frozenset(one.cohort for one in led),
            able if led else None,
            sum(one.coming or 0 for one in placed),
        )


def _called(one: Holder, own: list[str]) -> str:
    """What people call a cohort beside others, some of which have these titles of their own."""
    if not own:
        return one.cohort
    return one.title if one.titled and own.count(one.title) == 1 else f"{one.title} ({one.cohort})"


def at_one_time(one: Holder, other: Holder, day: date) -> bool:
    """Whether two cohorts hold a session at one moment of a day, as far as their times and zones are known."""
    if one.zone == other.zone:
        return None in (one.hours, other.hours) or one.hours == other.hours
    return None in (one.hours, other.hours, one.zone, other.zone) or hours_there(one, other, day) == other.hours


def hours_there(one: Holder, other: Holder, day: date) -> TimeRange | None:
    """When a session of one cohort is by the clock of another; None where that is on another day, or is not known."""
    if one.hours is None or one.zone is None or other.zone is None:
        return None
    from hsplan.calendars.zones import zone

    first, last = (
        datetime.combine(day, at, zone(one.zone)).astimezone(zone(other.zone))
        for at in (one.hours.start, one.hours.end)
    )
    return TimeRange(first.time(), last.time()) if first.date() == day == last.date() else None
