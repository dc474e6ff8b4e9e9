"""Nobody leads on more days of a week or month than they can."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hsplan.problem import AtMostDays, Because

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Literal

    from hsplan.problem import Term
    from hsplan.request import Request

RULE = "led-too-often"
LONGEST_PERIOD = 31


def pose(request: Request) -> Iterator[Term]:
    """For each person who leads so much at most, what they may lead here and lead elsewhere."""
    aside, taken = request.waived(RULE), _taken(request)
    led = [(one, found.people) for one, found in request.candidates.items() if found.needed]
    periods: dict[str, Mapping[int, int]] = {}
    for id_, person in request.programme.people.items():
        cap = person.at_most
        mine = frozenset([one for one, people in led if id_ in people])
        if cap is not None and mine:
            if cap.unit not in periods:
                periods[cap.unit] = _periods(request, cap.unit)
            already = frozenset(taken.get(id_, set()) & periods[cap.unit].keys())
            because = Because(f"{person.name} leads at most {cap}", ("people", id_, "at-most"))
            mine_aside = {one: aside[one] for one in sorted(mine) if one in aside}
            yield AtMostDays(id_, mine, periods[cap.unit], cap.days, already, because, mine_aside)


def _taken(request: Request) -> dict[str, set[int]]:
    """By person the days on which they lead elsewhere."""
    found: dict[str, set[int]] = {}
    for one in request.taken.held:
        found.setdefault(one.who, set()).update(range(request.day(one.days.first), request.day(one.days.last) + 1))
    return found


def _periods(request: Request, unit: Literal["week", "month"]) -> dict[int, int]:
    """By day a number that is the same for all days of a week, or of a month."""
    # A session that begins on the last day may go on for some days more, and so does its week or month.
    more = max([LONGEST_PERIOD, *(one.days for one in request.sessions)])
    first, days = request.within.first.toordinal(), range(-more, len(request.days) + more)
    if unit == "week":
        return {n: (first + n - 1) // 7 for n in days}
    dates = ((n, date.fromordinal(first + n)) for n in days)
    return {n: 12 * day.year + day.month for n, day in dates}
