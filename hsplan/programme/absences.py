"""Days put where they are asked for: those of files, own dates of observances, those of a person or a venue.

Whoever asks whether a person is free or a venue open looks at that person's and that venue's days alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hsplan.calendars.listings import FileDays
from hsplan.calendars.observances import Observance
from hsplan.dates.days import AllBut
from hsplan.programme.groups import named_participants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hsplan.calendars.model import CalendarAsked, Days
    from hsplan.dates.days import SomeDays
    from hsplan.findings import Path
    from hsplan.programme.model import Programme


def with_days(programme: Programme, fill: Callable[[FileDays], FileDays]) -> Programme:
    """A programme whose days are all in place; the same where there is nothing to put there."""

    def resolved(days: SomeDays) -> SomeDays:
        if isinstance(days, FileDays):
            return fill(days)
        if isinstance(days, Observance) and days.id in programme.calendar.observances:
            return replace(days, own=programme.calendar.observances[days.id])
        return days

    def block(days: Days) -> Days:
        files = tuple(fill(file) for _, file in days.files)
        when = (*map(resolved, days.when), *files)
        return days if when == days.when and not files else days.model_copy(update={"when": when})

    asked = programme.calendar
    kinds = {"closed": asked.closed, "avoid": asked.avoid, "prefer": asked.prefer, "only": asked.only}
    blocks = {key: {id_: block(days) for id_, days in held.items()} for key, held in kinds.items()}
    people, venues = {}, {}
    for id_, person in programme.people.items():
        away = tuple(map(resolved, person.away))
        people[id_] = person if _same(away, person.away) else person.model_copy(update={"away": away})
    for id_, venue in programme.venues.items():
        closed = tuple(map(resolved, venue.closed))
        venues[id_] = venue if _same(closed, venue.closed) else venue.model_copy(update={"closed": closed})
    calendar = asked.model_copy(update=blocks)
    found = {"calendar": calendar, "people": people, "venues": venues}
    if named := named_participants(programme):
        away_too = {id_: tuple(map(resolved, one.away)) for id_, one in named.items()}
        found["participants"] = {
            id_: one if _same(away_too[id_], one.away) else one.model_copy(update={"away": away_too[id_]})
            for id_, one in named.items()
        }
    return with_closed(programme.model_copy(update=found))


def with_closed(programme: Programme) -> Programme:
    """A programme in which the days that its calendar names for people and venues are theirs, behind their own."""
    return _with_off(programme, lambda own, shut: (*own, *(days for _, held in shut for days in held)))


def without_closed(programme: Programme) -> Programme:
    """The same programme before that."""
    return _with_off(programme, _own)


def days_off(programme: Programme, block: str, id_: str) -> Iterator[tuple[Path, tuple[SomeDays, ...]]]:
    """The days on which a person or a venue cannot be had, by the place in the programme where they stand."""
    shut = _shut(id_, programme.calendar)
    days = programme.people[id_].away if block == "people" else programme.venues[id_].closed
    if own := _own(days, shut):
        yield (block, id_, OFF[block]), own
    yield from shut


def own_days_off(programme: Programme) -> Iterator[tuple[Path, tuple[SomeDays, ...]]]:
    """The days that people and venues name themselves, by the place in the programme where they stand."""
    for block in OFF:
        for id_ in getattr(programme, block):
            yield from (one for one in days_off(programme, block, id_) if one[0][0] == block)


OFF = {"people": "away", "venues": "closed"}
"""By block the key for the days on which what stands there cannot be had."""
Shut = list[tuple["Path", tuple["SomeDays", ...]]]


def _with_off(programme: Programme, off: Callable[[tuple[SomeDays, ...], Shut], tuple[SomeDays, ...]]) -> Programme:
    """A programme with other days for the people and venues for whom its calendar names days."""
    found: dict[str, Any] = {}
    for block, key in OFF.items():
        held = getattr(programme, block)
        shut = {id_: days for id_ in held if (days := _shut(id_, programme.calendar))}
        found[block] = held | {
            id_: held[id_].model_copy(update={key: off(getattr(held[id_], key), days)}) for id_, days in shut.items()
        }
    return programme.model_copy(update=found)


def _own(days: tuple[SomeDays, ...], shut: Shut) -> tuple[SomeDays, ...]:
    """Of the days of a person or venue those that they name themselves."""
    return days[: len(days) - sum(len(held) for _, held in shut)]


def _same(one: Iterable[SomeDays], other: Iterable[SomeDays]) -> bool:
    """Whether days are the very same objects: two that name the same file need not hold the same."""
    return [*map(id, one)] == [*map(id, other)]


def _shut(id_: str, calendar: CalendarAsked) -> Shut:
    """The days on which someone or something cannot be had, by the block of the calendar that is for it.

    Of what alone is allowed, all blocks count together, at the place of the first.
    """
    closed: Shut = [
        (("calendar", "closed", key), one.ranges) for key, one in calendar.closed.items() if id_ in one.for_
    ]
    only = {key: one.ranges for key, one in calendar.only.items() if id_ in one.for_}
    open_days = AllBut(tuple(days for ranges in only.values() for days in ranges))
    return [*closed, *((("calendar", "only", key), (open_days,)) for key in list(only)[:1])]
