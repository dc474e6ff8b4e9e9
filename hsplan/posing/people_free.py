"""Those who lead a session are free on its days: not away, and not wanted by another programme."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.candidates import Candidates
    from hsplan.problem import Request, Term

RULE = "not-led"


def pose(request: Request) -> Iterator[Term]:
    """The days on which too few of those who qualify are free, or one who is named is away, are forbidden."""
    people = request.programme.people
    every = request.every
    for session in request.sessions:
        found = request.candidates[session.id]
        for id_ in people:
            if id_ in found.asked and (away := every - found.people.get(id_, frozenset())):
                named = f"led by {people[id_].name}{', which is pinned' if found.people_pinned else ''}"
                yield Forbidden(session.id, away, Because(named, session.origins["with"]))
        short = _short(found, every)
        if short:
            names = ", ".join(people[id_].name for id_ in found.people) or "nobody"
            words = f"led by {found.needed} of {names}, on a day when they are free"
            yield Forbidden(session.id, short, Because(words, session.origins["with"]))


def _short(found: Candidates, every: frozenset[int]) -> frozenset[int]:
    """The days on which fewer can than are needed."""
    always = sum(len(days) == len(every) for days in found.people.values())
    if always >= found.needed:
        return frozenset()
    gone = Counter(n for days in found.people.values() if len(days) < len(every) for n in every - days)
    return frozenset(n for n in every if len(found.people) - gone[n] < found.needed)
