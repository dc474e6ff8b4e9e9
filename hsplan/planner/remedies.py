"""The repairs that a clash suggests, wish by wish: for each the smallest change of each sort that leaves room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.findings import IN_PLAN
from hsplan.language import Noun
from hsplan.planner.altering import value_at
from hsplan.planner.easing_days import (
    days_off,
    dropped,
    fewer,
    gaps,
    holidays,
    longer,
    longer_phase,
    only,
    timed,
    weekdays,
)
from hsplan.planner.easing_staff import leaders, leads, oftener, places, seats, unpinned
from hsplan.planner.looking import Looking, Repair
from hsplan.planner.refusing import apart_from, everything_asked
from hsplan.programme.stretches import phases_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hsplan.findings import Path
    from hsplan.planner.looking import Searches
    from hsplan.planner.refusing import Clash, Wish
    from hsplan.request import Request


def remedies(
    request: Request, clash: Clash, searches: Searches, clashes: Sequence[Clash] | None = None
) -> list[Repair]:
    """The repairs of a clash that leave a plan, were it not for other clashes that are known, the smallest first.

    Of a clash of days they leave one as far as rules about days go. Where no others are given, whatever else is asked
    for does not count.
    """
    if clashes is None:
        apart = everything_asked(request) - apart_from([clash])
    else:
        apart = apart_from(one for one in clashes if one is not clash)
    looking = Looking(request, apart, searches, clash.of_days)
    named = tuple(dict.fromkeys(session for wish in clash.wishes for session in wish.sessions))
    found: list[Repair] = []
    for wish in clash.wishes:
        for path in wish.paths[:1]:
            found += _of_wish(looking, wish if wish.sessions else replace(wish, sessions=named), path)
    found += timed(looking, clash)
    found += longer(looking)
    found += fewer(looking, clash)
    unique = {one.words: one for one in found}
    return sorted(unique.values(), key=lambda one: one.size)


def _of_wish(looking: Looking, wish: Wish, path: Path) -> Iterator[Repair]:
    """The repairs that a wish suggests, by the key that it stands at."""
    key = path[-1] if path else ""
    phases = phases_of(looking.programme)[0]
    sorts: dict[object, Callable[[], Iterator[Repair]]] = {
        "gap": lambda: gaps(looking, wish),
        "weekdays": lambda: weekdays(looking, path),
        "when": lambda: dropped(looking, path, wish),
        "every": lambda: dropped(looking, path, wish),
        "with": lambda: leaders(looking, path, wish),
        "where": lambda: places(looking, path, wish),
        "away": lambda: days_off(looking, path, wish),
        "closed": lambda: days_off(looking, path, wish),
        "at-most": lambda: oftener(looking, path),
        "seats": lambda: seats(looking, path),
        "leads": lambda: leads(looking, str(path[1]), wish),
    }
    if path[:1] == (IN_PLAN,):
        yield from unpinned(looking, str(path[2]))
    elif path[:2] == ("calendar", "closed"):
        yield from days_off(looking, path, wish)
    elif path == ("country",):
        yield from holidays(looking)
    elif path[:2] == ("calendar", "only"):
        yield from only(looking, path[2:])
    elif len(path) == 2 and path[0] == phases:  # noqa: PLR2004 - the key of the phases and a phase
        yield from longer_phase(looking, path)
    elif key in sorts and not isinstance(value_at(looking.programme, path), Noun):  # a session may be called `when`
        yield from sorts[key]()
