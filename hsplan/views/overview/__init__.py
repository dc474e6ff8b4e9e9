"""All programmes of a workspace on one page: how firm each is, what comes next, and who and where is how busy.

Each title leads to the programme's own page, which lies beside this one when both are exported.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hsplan import webpage
from hsplan.dates.days import MONTHS, DayRange, in_words
from hsplan.schedule.listing import readers_named
from hsplan.schedule.loads import loads_of
from hsplan.schedule.turning import turns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hsplan.schedule.loads import Load
    from hsplan.schedule.rows import Schedule

FULL = 4
"""So many in a month have the strongest shade."""


@dataclass(frozen=True, slots=True)
class Line:
    """A programme in the table."""

    schedule: Schedule
    sessions: int
    turns: tuple[tuple[str, str, str], ...]
    """From which day how much is delivered and what comes next, in words."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The months of a year, with how many days or sessions each has."""

    name: str
    months: tuple[int, ...]

    @property
    def total(self) -> int:
        """Of the whole year."""
        return sum(self.months)


@dataclass(frozen=True, slots=True)
class Year:
    """A year with a strip for each that has anything in it."""

    year: int
    strips: tuple[Strip, ...]

    @property
    def all(self) -> tuple[int, ...]:
        """What every month has in sum."""
        return tuple(sum(strip.months[n] for strip in self.strips) for n in range(len(MONTHS)))


@dataclass(frozen=True, slots=True)
class Busy:
    """People, or venues, each with the names of the programmes that want them; and their months."""

    loads: tuple[tuple[Load, tuple[str, ...]], ...]
    years: tuple[Year, ...]


def render(schedules: Sequence[Schedule]) -> bytes:
    """The whole page."""
    loads = loads_of(schedules)
    names = _told_apart([(schedule.name, schedule.network or schedule.id) for schedule in schedules])
    by_id = {schedule.id: name for schedule, name in zip(schedules, names, strict=True)}
    held = [_held(schedule) for schedule in schedules]
    return webpage.written(
        __name__,
        title="Programmes",
        zone=next((schedule.timezone for schedule in schedules if schedule.timezone), ""),
        readers=readers_named(schedules),
        lines=[_line(schedule) for schedule in schedules],
        sessions=sum(sum(months.values()) for months in held),
        years=_years(zip(names, held, strict=True)),
        busy=[
            (title, word, _busy([one for one in loads if one.kind == kind], by_id))
            for title, word, kind in (("Who leads", "Name", "facilitator"), ("Venues", "Venue", "venue"))
        ],
        months=MONTHS,
        month_of=_month_of,
        shade=lambda number: min(number, FULL),
        span=_span,
    )


def _line(schedule: Schedule) -> Line:
    turns: list[tuple[str, str, str]] = []
    for one in turns_of(schedule):
        ahead = f"{one.next.title}, {in_words(one.next.first)}" if one.next is not None else "None ahead"
        now = f"Today: {', '.join(row.title for row in one.today)}. Then " if one.today else ""
        words = (f"{one.sessions.done} of {one.sessions.of}", f"{now}{ahead}")
        if not turns or turns[-1][1:] != words:
            turns.append((one.day.isoformat(), *words))
    return Line(schedule, len(schedule.held), tuple(turns))


def _busy(loads: Sequence[Load], names: Mapping[str, str]) -> Busy:
    where = [tuple(_together(names[id_] for id_ in one.programmes)) for one in loads]
    told = _told_apart([(one.name, ", ".join(words)) for one, words in zip(loads, where, strict=True)])
    months = (dict(one.by_month) for one in loads)
    return Busy(tuple(zip(loads, where, strict=True)), tuple(_years(zip(told, months, strict=True))))


def _together(names: Iterable[str]) -> Iterator[str]:
    """Names, with what tells several of one title apart behind it: `Leading (north, south)`."""
    found: dict[str, list[str]] = {}
    for name in names:
        title, _, apart = name.removesuffix(")").rpartition(" (")
        found.setdefault(title or name, []).extend([apart] if title else [])
    for title, more in found.items():
        yield f"{title} ({', '.join(more)})" if more else title


def _told_apart(named: Sequence[tuple[str, str]]) -> list[str]:
    """Each name alone where it is the only one of its kind, else with what tells it from the others."""
    often = Counter(name for name, _ in named)
    return [name if often[name] == 1 else f"{name} ({more})" for name, more in named]


def _held(schedule: Schedule) -> dict[date, int]:
    """How many sessions begin in each month, by its first day."""
    return Counter(row.first.replace(day=1) for row in schedule.held)


def _years(named: Iterable[tuple[str, Mapping[date, int]]]) -> list[Year]:
    """The years in which anything is, each with those that have anything in it."""
    found: dict[int, list[Strip]] = {}
    for name, months in named:
        for year in sorted({month.year for month in months}):
            counts = tuple(months.get(date(year, n, 1), 0) for n in range(1, len(MONTHS) + 1))
            found.setdefault(year, []).append(Strip(name, counts))
    return [Year(year, tuple(found[year])) for year in sorted(found)]


def _month_of(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _span(days: DayRange) -> str:
    first, last = _month_of(days.first), _month_of(days.last)
    return first if first == last else f"{first} to {last}"
