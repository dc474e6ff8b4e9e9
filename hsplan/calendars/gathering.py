"""All sources of days together: what each day of a stretch is, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.bank_holidays import bank_holidays
from hsplan.calendars.countries import find_country
from hsplan.calendars.model import WEIGHTS, Calendar, CalendarAsked, Days, Weight
from hsplan.calendars.named_days import days_of, name_of, named_days
from hsplan.dates.days import EitherDays

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from hsplan.dates.days import DayRange
    from hsplan.findings import Path


def gather(asked: CalendarAsked, country: str | None, within: DayRange, start: date | None = None) -> Calendar:
    """What each day of a stretch is, from a `calendar` block and a country.

    The programme starts on the first of them unless another day is given. Where several sources close a day, the
    file's own reason is kept before a bank holiday's. What is for some only is in the calendar's parts.
    """
    start = start or within.first
    lists = {"closed": asked.closed, "only": asked.only, "avoid": asked.avoid, "prefer": asked.prefer}
    shared = {word: _for_each(blocks) for word, blocks in lists.items()}
    everyone = _calendar(shared, "", within, start)
    closed, places = dict(everyone.closed), dict(everyone.places)
    known = find_country(country) if country and asked.bank_holidays else None
    unknown: tuple[int, ...] = ()
    if known is not None:
        holidays, unknown = bank_holidays(known, within)
        closed = holidays | closed if not asked.only else _with_holidays(closed, holidays, places)
        places = dict.fromkeys(holidays.values(), ("country",)) | places
    for_some = dict.fromkeys(id_ for _, block in asked.blocks for id_ in block.for_)
    return Calendar(
        within=within,
        start=start,
        closed=closed,
        avoid=everyone.avoid,
        prefer=everyone.prefer,
        prefers=everyone.prefers,
        places=places,
        unknown_years=unknown,
        weights=everyone.weights,
        parts={id_: _calendar(shared, id_, within, start) for id_ in for_some},
    )


def _with_holidays(
    closed: dict[date, str], holidays: Mapping[date, str], places: Mapping[str, Path]
) -> dict[date, str]:
    """Closed days and bank holidays, whose names tell more than that only other days are allowed."""
    but = {day for day, reason in closed.items() if places[reason] == ("calendar", "only")}
    return closed | {day: name for day, name in holidays.items() if day not in closed or day in but}


def _for_each(blocks: Mapping[str, Days]) -> dict[str, dict[str, Days]]:
    """The blocks that are for each of those who are named; under no name those that are for everyone."""
    found: dict[str, dict[str, Days]] = {"": {}}
    for id_, block in blocks.items():
        for whom in block.for_ or ("",):
            found.setdefault(whom, {})[id_] = block
    return found


def _calendar(
    shared: Mapping[str, Mapping[str, Mapping[str, Days]]], whom: str, within: DayRange, start: date
) -> Calendar:
    """What the blocks that are for someone, or for everyone, make of the days."""
    blocks, only, avoid, prefer = (shared[word].get(whom, {}) for word in ("closed", "only", "avoid", "prefer"))
    closed = named_days(blocks, within)
    places: dict[str, Path] = {}
    for id_, block in blocks.items():
        for reason in days_of(id_, block, within).values():
            places.setdefault(reason, ("calendar", "closed", id_))
    if only:
        allowed = named_days(only, within)
        words = f"all days but {', '.join(name_of(*item) for item in only.items())}"
        closed |= {day: words for day in within if day not in allowed | closed}
        places[words] = ("calendar", "only")
    return Calendar(
        within=within,
        start=start,
        closed=closed,
        avoid=named_days(avoid, within),
        prefer=named_days(prefer, within),
        prefers=bool(prefer),
        places=places,
        weights=_weights("avoid", avoid, within) | _weights("prefer", prefer, within),
    )


def _weights(word: str, blocks: Mapping[str, Days], within: DayRange) -> dict[tuple[str, date], Weight]:
    """The greatest weight of each day, where it is not the usual one."""
    found: dict[tuple[str, date], Weight] = {}
    if all(block.weight == "normal" for block in blocks.values()):
        return found
    for id_, block in sorted(blocks.items(), key=lambda one: WEIGHTS.index(one[1].weight)):
        found |= {(word, day): block.weight for day in days_of(id_, block, within)}
    return {key: weight for key, weight in found.items() if weight != "normal"}


def unsettled(asked: CalendarAsked, *, to_all: bool = False) -> Iterator[str]:
    """For each block that is provisional, or of which one of several days will be right: its id, and which days.

    When somebody may be away, and what that is called, is not told to all.
    """
    for path, block in asked.blocks:
        if to_all and block.for_:
            continue
        either = [str(days) for days in block.when if isinstance(days, EitherDays)]
        if not block.settled:
            yield f"`{path[-1]}` ({', '.join(either) or 'provisional'})"
