"""What is tied to another session, or to the start or the end, best lies near to it.

Where a gap is about so much, what is out costs its square, as a gap does. What lies between two best lies halfway, and
what is merely before or after another near it: at the least weight. Before the start and after the end, each day
between costs one. `at the start` and `at the end` are the author's word: each day between costs more than any gap that
is a month out, but where that day is closed, or the start is the first of a month, the next one will do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.lengths import After
from hsplan.problem import SCALE, Because, Dearer, Evenly
from hsplan.programme.when import AtEnd, AtStart
from hsplan.request import evenly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.problem import Term
    from hsplan.programme.sessions import Link, Session
    from hsplan.request import Request

BECAUSE = Because("near what it is tied to")
ANCHORED = 1000 * SCALE["normal"]


def prefer(request: Request) -> Iterator[Term]:
    """For each link with a gap of about so much the ideal distance; for each to an edge the nearest days."""
    known = {one.id: one for one in request.booked}
    for session in request.sessions:
        yield from _anchored(request, session)
        for link in session.links:
            edge = request.frame.edge(session, link.other)
            if edge is not None:
                yield _edge(request, session, link, edge)
            elif link.other in known:
                yield from _near(request, session, known[link.other], link)


def _near(request: Request, session: Session, other: Session, link: Link) -> Iterator[Evenly | Dearer]:
    """As far from the other one as is asked for, or near to it; between two, as far from the one as from the other."""
    earlier, later = (other, session) if link.kind == "after" else (session, other)
    about = link.gap.about if link.gap is not None else None
    if about is not None:
        ideal = tuple(days + earlier.days - 1 for days in request.ahead(After(about)))
        because = Because(f"{session.id} {link.words}", link.path, asked=True)
        yield from evenly(request, (earlier.id, later.id), ideal, SCALE["normal"], because)
    elif link.gap is None and link.kind in ("after", "before"):
        between = {one.kind for one in session.links if one.gap is None} >= {"after", "before"}
        half = len(request.frame.whole) // (2 * max(1, len(request.booked)))
        apart = max(earlier.days, half) if between else earlier.days
        yield from evenly(request, (earlier.id, later.id), (apart,) * len(request.days), SCALE["low"], BECAUSE)


def _anchored(request: Request, session: Session) -> Iterator[Dearer]:
    level = request.frame.level(session)
    edges = {AtStart(): request.day(level.first), AtEnd(): request.day(level.last) - (session.days - 1)}
    for when, best in edges.items():
        if when in session.when and (request.programme.length is not None or when == AtStart()):
            costs = {n: ANCHORED * abs(n - best) for n in range(len(request.days))}
            yield Dearer(session.id, costs, Because(str(when), (*session.path, "when")))


def _edge(request: Request, session: Session, link: Link, day: date) -> Dearer:
    """The days near to an edge; where a gap is about so much, those near to the day that it comes to."""
    about = link.gap.about if link.gap is not None else None
    if about is not None:
        long = session.days - 1 if link.kind == "before" else 0  # what comes before is measured by its last day
        best = request.day(about.before(day) if link.kind == "before" else about.after(day)) - long
        because = Because(f"{session.id} is {link.words}", link.path, asked=True)
        return Dearer(session.id, {n: SCALE["normal"] * (n - best) ** 2 for n in range(len(request.days))}, because)
    edge = request.day(day)
    return Dearer(session.id, {n: abs(n - edge) for n in range(len(request.days))}, BECAUSE)
