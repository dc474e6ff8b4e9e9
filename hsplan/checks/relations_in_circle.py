"""Sessions that are tied to each other leave an order that is possible.

    sessions:
      review: {kind: review, when: after launch}
      launch: {kind: launch, when: after review}      # and so round again

No dates can satisfy a circle, nor a session that is tied to itself.

Take out one of the moments, or tie it to another session.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note, first_of
from hsplan.programme.items import written_sessions
from hsplan.programme.sessions import share_people
from hsplan.programme.unfolding import occasions_of
from hsplan.programme.when import named_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Link, Session

CODES = ("circle-of-relations", "tied-to-itself")
Edge = tuple[str, str]
"""A session's first (`first`) or last (`last`) day."""
MOST_NAMED = 4
"""How many sessions of a circle a message names."""


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each session that is tied to itself, and for each circle."""
    for path, _, written in written_sessions(programme):
        for n, when in enumerate(written.when):
            if path[-1] in named_in(when):
                message = f"`{path[-1]}` is tied to itself"
                expected = "another session"
                yield Finding("tied-to-itself", message, (*path, "when", n), expected=expected)
    occasions = occasions_of(programme)
    if any(one.tied for one in occasions):
        known = {one.id: one for one in occasions}
        for circle in _circles(_order(occasions, known)):
            yield _finding([known[id_] for id_ in known if id_ in circle], circle)


def _order(occasions: Sequence[Session], known: dict[str, Session]) -> dict[Edge, dict[Edge, bool]]:
    """What comes no later than what: for each edge those behind it, and whether it must lie strictly before."""
    found: dict[Edge, dict[Edge, bool]] = {}

    def add(earlier: Edge, later: Edge, *, strictly: bool) -> None:
        behind = found.setdefault(earlier, {})
        behind[later] = behind.get(later, False) or strictly

    lanes: dict[str, list[Session]] = {}
    for one in occasions:
        add(("first", one.id), ("last", one.id), strictly=False)
        if one.lane is not None and not one.window:
            lanes.setdefault(one.lane, []).append(one)
        for link in one.links:
            if link.other in known:
                for earlier, later, strictly in _of_link(one.id, link):
                    add(earlier, later, strictly=strictly)
    for held in lanes.values():
        for before, after in _in_turn(held):
            add(("last", before.id), ("first", after.id), strictly=True)
    return found


def _in_turn(lane: Sequence[Session]) -> Iterator[tuple[Session, Session]]:
    """Each session of a lane with those before it, as far as no other stands between that both go round with.

    What is one set's own follows that set's last and what was for everyone; what is for everyone follows each set's.
    """
    latest: dict[tuple[str, int] | None, Session] = {}
    for _, level in groupby(sorted(lane, key=lambda one: one.place), key=lambda one: one.place):
        here = list(level)
        yield from ((before, one) for one in here for before in latest.values() if share_people(before, one))
        for one in here:
            latest = latest if one.member else {}
            latest[one.member] = one


def _of_link(id_: str, link: Link) -> Iterable[tuple[Edge, Edge, bool]]:
    """What a link says of the first and last days of the two."""
    first, last, others_first, others_last = ("first", id_), ("last", id_), ("first", link.other), ("last", link.other)
    if link.kind == "after" or (link.kind == "day" and link.offset > 0):
        return [(others_last, first, True)]
    if link.kind == "before" or (link.kind == "day" and link.offset < 0):
        return [(last, others_first, True)]
    if link.kind == "day":
        return [(first, others_first, False), (others_first, first, False)]
    return [(others_first, first, False), (first, others_last, False)]


def _circles(order: dict[Edge, dict[Edge, bool]]) -> Iterator[set[str]]:
    """The sessions of each knot in the order: those that come before each other, some of them strictly."""
    for knot in _knots(order):
        inside = set(knot)
        if any(strictly and later in inside for one in knot for later, strictly in order.get(one, {}).items()):
            yield {id_ for _, id_ in knot}


def _knots(order: dict[Edge, dict[Edge, bool]]) -> Iterator[list[Edge]]:
    """The strongly connected parts (Tarjan's, without recursion)."""
    index: dict[Edge, int] = {}
    low: dict[Edge, int] = {}
    stack: list[Edge] = []
    on_stack: set[Edge] = set()
    for root, next_to_it in order.items():
        if root in index:
            continue
        work = [(root, iter(next_to_it))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, behind = work[-1]
            for later in behind:
                if later not in index:
                    index[later] = low[later] = len(index)
                    stack.append(later)
                    on_stack.add(later)
                    work.append((later, iter(order.get(later, {}))))
                    break
                if later in on_stack:
                    low[node] = min(low[node], index[later])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    knot = _cut(stack, node)
                    on_stack.difference_update(knot)
                    yield knot


def _cut(stack: list[Edge], node: Edge) -> list[Edge]:
    """The top of the stack down to a node, taken off."""
    at = stack.index(node)
    knot = stack[at:]
    del stack[at:]
    return knot


def _finding(sessions: list[Session], circle: set[str]) -> Finding:
    tied = [(one, link) for one in sessions for link in one.links if link.other in circle]
    paths = list(dict.fromkeys(link.path for _, link in tied))
    named = first_of([f"`{one.id}`" for one in sessions], MOST_NAMED)
    return Finding(
        "circle-of-relations",
        f"{named} go round in a circle: `{tied[0][0].id}` is {tied[0][1].words}",
        paths[0],
        expected="moments that leave an order",
        help="take out one of the moments, or tie it to another session",
        notes=tuple(Note("and here", path) for path in paths[1:]),
    )
