"""A session that is tied to another, or to an edge of its phase or programme, lies as its `when` says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import After, days_after
from hsplan.problem import Because, Forbidden, bound
from hsplan.programme.when import THE_END, THE_START

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hsplan.problem import Request, Term
    from hsplan.programme.sessions import Link, Session

RULE = "relation-not-kept"


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
    if link.kind == "before" and link.gap is not None:
        earliest, last = _back(request, link, timedelta(days=session.days))
        yield from bound(request, (other.id, session.id), earliest, last, because)
    elif link.kind == "before":
        yield from bound(request, (session.id, other.id), days_after(session.days), None, because)
    elif link.kind == "after":
        soonest, latest = _by(link, other.days)
        yield from bound(request, (other.id, session.id), soonest, latest, because)
    elif link.kind == "day":
        by = days_after({-1: -session.days, 0: 0, 1: other.days}[link.offset])
        yield from bound(request, (other.id, session.id), by, by, because)
    else:
        room = max(other.days - session.days, 0)
        yield from bound(request, (other.id, session.id), days_after(0), days_after(room), because)


def _by(link: Link, long: int) -> tuple[After, After | None]:
    """How soon and how late what comes after so many days may begin; a gap counts from the last of them."""
    least = link.gap.least if link.gap is not None else None
    most = link.gap.most if link.gap is not None else None
    soonest = After(least, long - 1) if least is not None else days_after(long)
    return soonest, After(most, long - 1) if most is not None else None


def _back(request: Request, link: Link, long: timedelta) -> tuple[Callable[[date], date], Callable[[date], date]]:
    """How soon and how late something so long may begin before a day; a gap counts back from that to its last day."""
    gap, to_last = link.gap, long - timedelta(days=1)
    least = gap.least if gap is not None else None
    most = gap.most if gap is not None else None

    def latest(day: date) -> date:
        return least.before(day) - to_last if least is not None else day - long

    if most is None:
        return lambda _: request.within.first, latest
    return lambda day: most.before(day) - to_last, latest


def _off_edge(request: Request, session: Session, link: Link, edge: date) -> frozenset[int]:
    """The first days that do not lie to an edge of the phase or programme as they should."""
    long = timedelta(days=session.days - 1)
    wrong = (n for n, day in enumerate(request.days) if not _keeps(link, edge, day, day + long))
    return frozenset(wrong)


def _keeps(link: Link, edge: date, first: date, last: date) -> bool:
    gap = link.gap
    earlier, later = (last, edge) if link.kind == "before" else (edge, first)
    from_edge_on = link.kind == "after" and link.other == THE_START
    to_edge = link.kind == "before" and link.other == THE_END
    if not (earlier <= later if from_edge_on or to_edge else earlier < later):
        return False
    if gap is None:
        return True
    if link.kind == "before":  # counted back from the edge: a month before 31 December is 30 November
        return (gap.least is None or last <= gap.least.before(edge)) and (
            gap.most is None or gap.most.before(edge) <= last
        )
    return (gap.least is None or gap.least.after(edge) <= first) and (gap.most is None or first <= gap.most.after(edge))
