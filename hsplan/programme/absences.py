"""Days put where they are asked for: those of files, own dates of observances, those of a person or a venue.

Whoever asks whether a person is free or a venue open looks at that person's and that venue's days alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.calendars.listings import FileDays
from hsplan.calendars.observances import Observance
from hsplan.dates.days import AllBut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hsplan.calendars.model import Days
    from hsplan.dates.days import SomeDays
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
        away = (*map(resolved, person.away), *_shut(id_, blocks))
        people[id_] = person if _same(away, person.away) else person.model_copy(update={"away": away})
    for id_, venue in programme.venues.items():
        closed = (*map(resolved, venue.closed), *_shut(id_, blocks))
        venues[id_] = venue if _same(closed, venue.closed) else venue.model_copy(update={"closed": closed})
    calendar = asked.model_copy(update=blocks)
    found = {"calendar": calendar, "people": people, "venues": venues}
    if isinstance(programme.participants, dict):
        away_too = {id_: tuple(map(resolved, one.away)) for id_, one in programme.participants.items()}
        found["participants"] = {
            id_: one if _same(away_too[id_], one.away) else one.model_copy(update={"away": away_too[id_]})
            for id_, one in programme.participants.items()
        }
    return programme.model_copy(update=found)


def _same(one: Iterable[SomeDays], other: Iterable[SomeDays]) -> bool:
    """Whether days are the very same objects: two that name the same file need not hold the same."""
    return [*map(id, one)] == [*map(id, other)]


def _shut(id_: str, blocks: Mapping[str, Mapping[str, Days]]) -> tuple[SomeDays, ...]:
    """The days on which someone or something cannot be had, by the blocks that are for it."""
    closed = [days for one in blocks["closed"].values() if id_ in one.for_ for days in one.ranges]
    only = [days for one in blocks["only"].values() if id_ in one.for_ for days in one.ranges]
    return (*closed, *([AllBut(tuple(only))] if only else []))
