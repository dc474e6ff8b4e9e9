"""A session that is tied to another, or to an edge of its phase or programme, lies as its `when` says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hsplan.dates.lengths import After, Gap, Length, days_after
from hsplan.problem import Because, Forbidden
from hsplan.programme.when import THE_END, THE_START
from hsplan.request import bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.programme.sessions import Link, Session
    from hsplan.request import Reach, Request

RULE = "relation-not-kept"
ONE_DAY = Length(1, "day")


def pose(request: Request) -> Iterator[Term]:
    """Each link of each session: after, before, on a day of, or during another."""
    known = {one.id: one for one in (*request.booked, *request.windows)}
    delivered = request.delivered
    for session in known.values():
        for link in session.links:
            because = Because(f"{session.id} is {link.words}", link.path)
            edge = request.frame.edge(session, link.other)
            if edge is not None and session.id not in delivered:
                yield Forbidden(session.id, _off_edge(request, session, link, edge), because)
            elif link.other in known:
                yield from _tie(request, (session, known[link.other]), link, because)


def _tie(request: Request, pair: tuple[Session, Session], link: Link, because: Because) -> Iterator[Term]:
    session, other = pair
    if link.kind == "before" and link.gap is None:
        return bound(request, (session.id, other.id), days_after(session.days), None, because)
    soonest, latest = _reach(request, session, other, link)
    return bound(request, (other.id, session.id), soonest, latest, because)


def _reach(request: Request, session: Session, other: Session, link: Link) -> tuple[Reach, Reach | None]:
    """How soon and how late a session may begin, by the first day of the other."""
    gap = link.gap or Gap()
    if link.kind == "before":
        return _back(request, gap, timedelta(days=session.days - 1))
    if link.kind == "after":  # a gap counts from the last of the other's days
        latest = After(gap.most, other.days - 1) if gap.most is not None else None
        return After(gap.least or ONE_DAY, other.days - 1), latest
    if link.kind == "day":
        by = days_after({-1: -session.days, 0: 0, 1: other.days}[link.offset])
        return by, by
    return days_after(0), days_after(max(other.days - session.days, 0))


def _back(request: Request, gap: Gap, to_last: timedelta) -> tuple[Reach, Reach]:
    """How soon and how late something may begin before a day; a gap counts back from that to its last day."""
    least, most = gap.least or ONE_DAY, gap.most

    def latest(day: date) -> date:
        return least.before(day) - to_last

    if most is None:
        return lambda _: request.within.first, latest
    return lambda day: most.before(day) - to_last, latest


def _off_edge(request: Request, session: Session, link: Link, edge: date) -> frozenset[int]:
    """The first days that do not lie to an edge of the phase or programme as they should."""
    long = timedelta(days=session.days - 1)
    return frozenset(n for n, day in enumerate(request.days) if not _keeps(link, edge, day, day + long))


def _keeps(link: Link, edge: date, first: date, last: date) -> bool:
    gap = link.gap or Gap()
    if link.kind == "before":  # counted back from the edge: a month before 31 December is 30 November
        least = gap.least.before(edge) if gap.least is not None else edge
        most = gap.most.before(edge) if gap.most is not None else last
        return most <= last <= least and (last < edge or link.other == THE_END)
    least = gap.least.after(edge) if gap.least is not None else edge
    most = gap.most.after(edge) if gap.most is not None else first
    return least <= first <= most and (edge < first or link.other == THE_START)
