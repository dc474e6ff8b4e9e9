"""What is tied to another session, or to the start or the end, best lies near to it.

Where a gap is about so much, what is out costs its square, as a gap does. What is merely before or after another best
lies near it, at the least weight. What is held several times is spread from there over the days that are likely to be
left for it, and what lies between two over those between: each measured from one of the two alone, so that none pulls
the two together or apart. Before the start and after the end, each day between costs one. `at the start` and `at the
end` are the author's word: each day between costs more than any gap that is a month out, but where that day is closed,
or the start is the first of a month, the next one will do.
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
    elif link.gap is None and (near := _how_near(request, session, other, link)) is not None:
        because = Because(f"spread {link.words}") if all(_bounding(request, session)) else BECAUSE
        yield from evenly(request, (earlier.id, later.id), (near,) * len(request.days), SCALE["low"], because)


def _how_near(request: Request, session: Session, other: Session, link: Link) -> int | None:
    """How far apart two sessions best begin that are tied without a gap; None where the one need not be near."""
    count, number = session.count or 1, session.number
    nearest = {"after": 1, "before": count}.get(link.kind)
    if nearest is None or ((session.gaps or session.rhythm) and number != nearest):
        return None  # those that keep a gap or a rhythm of their own follow the nearest
    after, before = _bounding(request, session)
    if not (after and before):
        room = _likely(request, *((other, None) if link.kind == "after" else (None, other)))
        return (other if link.kind == "after" else session).days + room * abs(number - nearest) // count
    if link.kind == "before" or other != after[-1]:
        return None
    room = _likely(request, other, before[0]) - other.days
    return other.days + max(0, room) * (2 * number - 1) // (2 * count)


def _bounding(request: Request, session: Session) -> tuple[list[Session], list[Session]]:
    """Those after which a session merely lies, and those before which: where one was cancelled, the others alone."""
    after, before = session.merely("after"), session.merely("before")
    return [one for one in request.booked if one.id in after], [one for one in request.booked if one.id in before]


def _likely(request: Request, one: Session | None, other: Session | None) -> int:
    """How many days are likely to lie between two sessions (or an end): so many even shares, or gaps as asked for."""
    anchor = next(each for each in (one, other) if each is not None)
    apart = one is not None and other is not None and one.phase != other.phase
    mine = [each for each in request.booked if each.lane == anchor.lane and (apart or each.phase == anchor.phase)]
    level = request.frame.whole if apart else request.frame.level(anchor)
    bound = AtStart() in mine[0].when and AtEnd() in mine[-1].when
    places = sorted({each.place for each in mine})
    share = len(level) // max(1, len(places) - bound)
    first = one.place if one is not None else places[0] - (not bound)
    last = other.place if other is not None else places[-1] + (not bound)
    turns = 1 if anchor.lane is None or (other is not None and other.lane != anchor.lane) else last - first
    gaps = [gap for pair in request.successions if anchor in (pair.earlier, pair.later) for gap in pair.gaps]
    about = next((gap.about for gap in gaps if gap.about is not None), None)
    return turns * (share if bound or about is None else request.ahead(After(about))[0])


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
