"""Not on days to avoid, and on preferred days where there are any: each miss costs as much as a gap five days out.

Days may weigh less or more than that. Those that are for some only weigh on the sessions that these come to, or that
cannot be held without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import touching
from hsplan.problem import SCALE, Because, Dearer
from hsplan.programme.coming import only_those, roles_coming

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from hsplan.calendars.model import Calendar
    from hsplan.problem import Term
    from hsplan.programme.sessions import Session
    from hsplan.request import Request

UNIT = 25
PATH = ("preferences", "days-to-avoid")


def prefer(request: Request) -> Iterator[Term]:
    """A cost on each day to avoid, and on each day that is not preferred where some are."""
    if request.programme.preferences.days_to_avoid != "off":
        yield from _dearer(request, request.calendar, request.sessions)
        for whom, calendar in request.calendar.parts.items():
            yield from _dearer(request, calendar, [one for one in request.sessions if _counts(request, one, whom)])


def _counts(request: Request, session: Session, whom: str) -> bool:
    return whom in roles_coming(request.programme, session) or whom in only_those(request.programme, session)


def _dearer(request: Request, calendar: Calendar, sessions: Sequence[Session]) -> Iterator[Dearer]:
    avoid = {request.day(day): _weight(request, calendar, "avoid", day) for day in calendar.avoid}
    liked = {request.day(day): _weight(request, calendar, "prefer", day) for day in calendar.prefer}
    most = max(liked.values(), default=UNIT * SCALE[request.programme.preferences.days_to_avoid])
    other = {n: most - liked.get(n, 0) for n in range(len(request.within)) if liked.get(n, 0) < most}
    for session in sessions:
        if avoid:
            yield Dearer(session.id, _by_first_day(avoid, session), Because("no days to avoid", PATH, asked=True))
        if calendar.prefers:
            yield Dearer(session.id, _by_first_day(other, session), Because("preferred days", PATH, asked=True))


def _weight(request: Request, calendar: Calendar, word: str, day: date) -> int:
    """What a day costs: the weight of the preference, in proportion to that of the day."""
    scale = SCALE[request.programme.preferences.days_to_avoid] * SCALE[calendar.weights.get((word, day), "normal")]
    return UNIT * scale // SCALE["normal"]


def _by_first_day(costs: Mapping[int, int], session: Session) -> dict[int, int]:
    """The dearest day that a session touches, by the day on which it begins."""
    found: dict[int, int] = {}
    for cost in sorted(set(costs.values())):
        found |= dict.fromkeys(touching((day for day, one in costs.items() if one == cost), session.days), cost)
    return dict(sorted(found.items()))
