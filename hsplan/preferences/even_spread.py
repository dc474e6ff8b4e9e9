"""Sessions evenly over the whole length: each best lies in the middle of its equal share of the programme.

With n sessions in L days the ideal gap is L / n, and half of it before the first and after the last. What is out
costs the square of the days: a day 1, two days 4, a week 49, so that one wide hole is worse than several small shifts.
Where the author asks for a gap (`gap: about 1 month`) or a rhythm (`every: month`), that takes the place of the equal
share. What stands in a strand is spread over the strand's own stretch. Where the length is unknown, what
has a gap with two ends lies in the middle of it, and all else as early as it may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.lengths import After, Length
from hsplan.problem import SCALE, Because, Dearer
from hsplan.programme.sessions import MAIN
from hsplan.programme.when import AtEnd, AtStart, Within
from hsplan.request import evenly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.programme.sessions import Session, Succession
    from hsplan.request import Request

BECAUSE = Because("an even share", ("preferences", "even-spread"))


def prefer(request: Request) -> Iterator[Term]:
    """The ideal gap of each pair of successive sessions without one of its own; the ideal first and last day."""
    weight = SCALE[request.programme.preferences.even_spread]
    found = request.successions
    pairs = [pair for pair in found if pair.adjacent]
    if not weight:
        return
    if request.programme.length is None:
        yield from _in_their_gaps(request, found, weight)
        return
    asked = {
        (pair.earlier.id, pair.later.id)
        for pair in found
        if pair.rhythm is not None or any(gap.about is not None for gap in pair.gaps)
    }
    for lane in dict.fromkeys(one.lane for one in request.booked if one.lane is not None):
        mine = [one for one in request.booked if one.lane == lane]
        if not any(one.outside for one in mine):
            yield from _lane(request, mine, [pair for pair in pairs if pair.earlier.lane == lane], asked)


def _in_their_gaps(request: Request, pairs: tuple[Succession, ...], weight: int) -> Iterator[Term]:
    """Without a length there is no share: what has a gap with two ends best lies in the middle of it."""
    for pair in pairs:
        for gap in pair.gaps:
            least, most = gap.least, gap.most
            if least is not None and most is not None:
                ends = zip(request.ahead(After(least)), request.ahead(After(most)), strict=True)
                ideal = tuple((soonest + latest) // 2 for soonest, latest in ends)
                because = Because(f"the middle of {gap}", pair.path)
                yield from evenly(request, (pair.earlier.id, pair.later.id), ideal, weight, because)


def _lane(
    request: Request, mine: list[Session], pairs: list[Succession], gaps_asked: set[tuple[str, str]]
) -> Iterator[Term]:
    """The wishes of one order of sessions, over the days that it may use; some pairs ask for a gap of their own."""
    weight = SCALE[request.programme.preferences.even_spread]
    first_day, days = _stretch(request, mine)
    share = days // len({one.place for one in mine})
    even = (share,) * len(request.days)
    asked = [pair for pair in pairs if (pair.earlier.id, pair.later.id) in gaps_asked]
    tied = bool(mine[0].merely("after", "before"))  # spread from there, by another preference
    for pair in pairs:
        if pair not in asked and not tied:
            yield from evenly(request, (pair.earlier.id, pair.later.id), even, weight, BECAUSE)
        elif pair in asked and (turn := _turn(pair)) is not None:
            ideal = request.ahead(After(turn))
            yield from evenly(request, (pair.earlier.id, pair.later.id), ideal, weight, BECAUSE)
    ends = [one for one in mine if AtStart() in one.when or AtEnd() in one.when]
    if tied or (asked and not ends):
        return  # the gaps say how long the sessions take; their ends are not to be pulled to those of the programme
    low, high = min(one.place for one in mine), max(one.place for one in mine)
    for session in mine:
        if session not in request.sessions or (asked and session not in ends):
            continue
        best = None
        if session.place == low:
            best = first_day + (0 if AtStart() in session.when else share // 2)
        elif session.place == high:
            best = first_day + days - (session.days if AtEnd() in session.when else share - share // 2)
        if best is not None:
            costs = {day: weight * (day - best) ** 2 for day in range(len(request.days))}
            yield Dearer(session.id, costs, BECAUSE)


def _turn(pair: Succession) -> Length | None:
    """How far apart a rhythm holds two sessions on average, where it does not say the day itself."""
    rhythm = pair.rhythm
    if rhythm is None or rhythm.weekday is not None or not (rhythm.months or rhythm.weeks):
        return None
    return Length(rhythm.months, "month") if rhythm.months else Length(rhythm.weeks, "week")


def _stretch(request: Request, mine: list[Session]) -> tuple[int, int]:
    """The first day of the stretch that an order of sessions is spread over, and its number of days."""
    level = request.frame.whole if mine[0].lane == MAIN else request.frame.level(mine[0])
    first, last = request.day(level.first), request.day(level.last)
    for when in mine[0].when if mine[0].strand else ():
        if isinstance(when, Within):
            first, last = max(first, request.day(when.days.first)), min(last, request.day(when.days.last))
    return first, max(1, last - first + 1)
