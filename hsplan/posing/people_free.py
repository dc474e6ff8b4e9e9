"""Those who lead a session are free on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.problem import Because, Forbidden
from hsplan.programme.people import free, qualified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term


def pose(request: Request) -> Iterator[Term]:
    """The days on which too few of those who qualify are free, or one who is named is away, are forbidden."""
    people = request.programme.people
    for session in request.sessions:
        for id_ in session.leaders.people:
            away = frozenset(n for n, day in enumerate(request.within) if not free(people[id_], day))
            if away:
                yield Forbidden(session.id, away, Because(f"led by {people[id_].name}", session.origins["with"]))
        able = [people[id_] for id_ in qualified(request.programme, session)]
        needed = session.leaders.needed
        short = frozenset(n for n, day in enumerate(request.within) if sum(free(one, day) for one in able) < needed)
        if short:
            names = ", ".join(one.name for one in able) or "nobody"
            words = f"led by {needed} of {names}, on a day when they are free"
            yield Forbidden(session.id, short, Because(words, session.origins["with"]))
