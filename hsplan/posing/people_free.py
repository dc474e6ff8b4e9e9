"""Those who lead a session are free on its days: not away, and not wanted by another programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import IN_PLAN
from hsplan.problem import Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.candidates import Candidates
    from hsplan.problem import Term
    from hsplan.programme.sessions import Session
    from hsplan.request import Request

RULE = "not-led"


def pose(request: Request) -> Iterator[Term]:
    """The days on which too few of those who qualify are free, or one who is named or pinned is away, are forbidden."""
    people = request.programme.people
    every = request.every
    known: dict[tuple[int, tuple[frozenset[int], ...]], frozenset[int]] = {}
    for session in request.sessions:
        found = request.candidates[session.id]
        told: set[int] = set()
        for id_ in people:
            if id_ in found.asked and (away := every - found.people.get(id_, frozenset())):
                yield Forbidden(session.id, away, _named(session, id_, people[id_].name))
                told |= away
        alike = (found.needed, tuple(found.people.values()))
        if alike not in known:
            known[alike] = _short(found, every)
        if (short := known[alike]) - told:
            names = ", ".join(people[id_].name for id_ in found.people) or "nobody"
            words = f"led by {found.needed} of {names}, on a day when they are free"
            yield Forbidden(session.id, short, Because(words, session.origins["with"]))


def _named(session: Session, id_: str, name: str) -> Because:
    """Why one person is to lead: the programme asks for them by name, or else the plan has them pinned."""
    if id_ in session.leaders.people:
        return Because(f"led by {name}", session.origins["with"])
    return Because(f"led by {name}, which is pinned", (IN_PLAN, "sessions", session.id, "pinned"))


def _short(found: Candidates, every: frozenset[int]) -> frozenset[int]:
    """The days on which fewer can than are needed."""
    enough = [every, *[frozenset[int]()] * found.needed]
    for days in found.people.values():
        if len(enough[-1]) == len(every):
            break
        for n in range(found.needed, 0, -1):
            enough[n] |= enough[n - 1] & days  # the days on which so many can, of those looked at
    return every - enough[-1]
