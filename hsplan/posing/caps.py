"""Nobody leads on more days of a week or month than they can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import AtMostDays, Because

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Literal

    from hsplan.problem import Request, Term

RULE = "led-too-often"
LONGEST_PERIOD = 31


def pose(request: Request) -> Iterator[Term]:
    """For each person who leads so much at most, what they may lead here and lead elsewhere."""
    aside = request.waived(RULE)
    held = request.taken.held if request.taken is not None else ()
    for id_, person in request.programme.people.items():
        cap = person.at_most
        mine = frozenset(one for one, found in request.candidates.items() if found.needed and id_ in found.people)
        if cap is not None and mine:
            # A session that begins on the last day may go on for some days more, and so does its week or month.
            more = max(LONGEST_PERIOD, *(one.days for one in request.sessions))
            periods = {n: _period(request.on(n), cap.unit) for n in range(-more, len(request.days) + more)}
            already = frozenset(request.day(day) for one in held if one.who == id_ for day in one.days) & periods.keys()
            because = Because(f"{person.name} leads at most {cap}", ("people", id_, "at-most"))
            mine_aside = {one: aside[one] for one in sorted(mine) if one in aside}
            yield AtMostDays(id_, mine, periods, cap.days, already, because, mine_aside)


def _period(day: date, unit: Literal["week", "month"]) -> int:
    """A number that is the same for all days of a week, or of a month."""
    return (day.toordinal() - 1) // 7 if unit == "week" else 12 * day.year + day.month
