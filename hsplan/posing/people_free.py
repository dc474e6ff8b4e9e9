"""Those who lead a session are free on its days."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange, numbers_in
from hsplan.problem import Because, Forbidden, touching
from hsplan.programme.people import needed_of, qualified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term

RULE = "not-led"


def _longer(request: Request) -> DayRange:
    """The days that a plan may use and those that its last session may still take."""
    most = max((session.days for session in request.sessions), default=1)
    return DayRange(request.within.first, request.within.last + timedelta(days=most))


def pose(request: Request) -> Iterator[Term]:
    """The days on which too few of those who qualify are free, or one who is named is away, are forbidden."""
    people = request.programme.people
    for session in request.sessions:
        for id_ in session.leaders.people:
            away = touching(numbers_in(people[id_].away, request.within), session.days)
            if away:
                yield Forbidden(session.id, away, Because(f"led by {people[id_].name}", session.origins["with"]))
        able = [people[id_] for id_ in qualified(request.programme, session)]
        needed = needed_of(request.programme, session)
        gone = Counter(n for one in able for n in touching(numbers_in(one.away, _longer(request)), session.days))
        short = frozenset(n for n in range(len(request.within)) if len(able) - gone[n] < needed)
        if short:
            names = ", ".join(one.name for one in able) or "nobody"
            words = f"led by {needed} of {names}, on a day when they are free"
            yield Forbidden(session.id, short, Because(words, session.origins["with"]))
