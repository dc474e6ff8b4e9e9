"""Those who lead a session are free on its days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.problem import Because, Forbidden, touching
from hsplan.programme.people import free, needed_of, qualified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term

RULE = "not-led"


def pose(request: Request) -> Iterator[Term]:
    """The days on which too few of those who qualify are free, or one who is named is away, are forbidden."""
    people = request.programme.people
    for session in request.sessions:
        for id_ in session.leaders.people:
            away = touching((n for n, day in enumerate(request.within) if not free(people[id_], day)), session.days)
            if away:
                yield Forbidden(session.id, away, Because(f"led by {people[id_].name}", session.origins["with"]))
        able = [people[id_] for id_ in qualified(request.programme, session)]
        needed, days = needed_of(request.programme, session), range(session.days)
        short = frozenset(
            n
            for n, day in enumerate(request.within)
            if sum(all(free(one, day + timedelta(days=more)) for more in days) for one in able) < needed
        )
        if short:
            names = ", ".join(one.name for one in able) or "nobody"
            words = f"led by {needed} of {names}, on a day when they are free"
            yield Forbidden(session.id, short, Because(words, session.origins["with"]))
