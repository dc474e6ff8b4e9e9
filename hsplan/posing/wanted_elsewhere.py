"""Those who lead a session and its venue are not wanted by another programme at the time, nor led out of days."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hsplan.dates.days import numbers_in
from hsplan.plan.held import apart_from, period
from hsplan.problem import Because, Forbidden
from hsplan.programme.people import large_enough, needed_of, qualified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hsplan.problem import Request, Term
    from hsplan.programme.sessions import Session

RULE = "two-places-at-once"


def pose(request: Request) -> Iterator[Term]:
    """The days on which others want too many of those who could lead a session, or all of its venues."""
    held = request.taken.held if request.taken is not None else ()
    if not held:
        return
    away = {id_: numbers_in(one.away, request.within) for id_, one in request.programme.people.items()}
    shut = {id_: numbers_in(one.closed, request.within) for id_, one in request.programme.venues.items()}
    led_out = _led_out(request)
    known: dict[object, Mapping[str, set[int]]] = {}
    for session in request.sessions:
        alike = tuple(part.time for part in session.parts), session.venues, session.joint_with and session.id
        busy = known[alike] if alike in known else known.setdefault(alike, _busy(request, session))
        able = qualified(request.programme, session)
        none: set[int] = set()
        gone = {id_: away[id_] | busy.get(id_, none) | led_out.get(id_, none) for id_ in able}
        spare = len(able) - needed_of(request.programme, session)
        short = {n for n, count in Counter(n for days in gone.values() for n in days).items() if count > spare}
        short |= {n for id_ in session.leaders.people for n in gone[id_]}
        room = [
            id_ for id_ in session.venues if large_enough(request.programme.venues[id_], request.programme, session)
        ]
        if room:
            full = [shut[id_] | busy.get(id_, none) for id_ in room]
            short |= set(full[0]).intersection(*full)
        starts = frozenset(n - before for n in short for before in range(session.days) if n >= before)
        if starts:
            words = (
                f"{session.id} is on a day when those who lead it, and its venue, are not wanted by other programmes"
            )
            yield Forbidden(session.id, starts, Because(words, session.origins["with"]))


def _busy(request: Request, session: Session) -> Mapping[str, set[int]]:
    """By id of a person or venue, the days on which another programme wants them at the time of a session."""
    towns = {request.programme.venues[id_].town for id_ in session.venues} or {None}
    found: dict[str, set[int]] = {}
    for one in request.taken.held if request.taken is not None else ():
        near = None in towns or one.town is None or one.town in towns
        if one.joint != session.id and not (near and apart_from(session, one)):
            found.setdefault(one.who, set()).update(request.day(day) for day in one.days if day in request.within)
    return found


def _led_out(request: Request) -> Mapping[str, set[int]]:
    """By person, the days of the weeks or months in which they lead elsewhere as often as they can."""
    led: dict[str, dict[tuple[int, int], set[int]]] = {}
    for one in request.taken.held if request.taken is not None else ():
        cap = request.programme.people[one.who].at_most if one.who in request.programme.people else None
        for day in one.days if cap is not None else ():
            led.setdefault(one.who, {}).setdefault(period(cap.unit if cap else "", day), set()).add(request.day(day))
    found: dict[str, set[int]] = {}
    for id_, periods in led.items():
        cap = request.programme.people[id_].at_most
        for n, day in enumerate(request.within):
            days = periods.get(period(cap.unit, day), set()) if cap is not None else set()
            if cap is not None and len(days) >= cap.days and n not in days:
                found.setdefault(id_, set()).add(n)
    return found
