"""All that is open parted so that each plan is in one of the parts, and none has what stood in the way.

A person leads any of the sessions or none; two sessions that want the same person are apart, or one of them is led by
others; of what is too much for one person in a month, one session is led by others or lies elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.clashes import Clash, TooOften, sharing
from hsplan.planner.crews import each
from hsplan.planner.tables import INFINITY, plus
from hsplan.problem import PARTICIPANTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hsplan.planner.chain import Solution
    from hsplan.planner.clashes import Clashes
    from hsplan.planner.coupling import Coupling
    from hsplan.planner.crews import Crew, Staffed
    from hsplan.planner.pairing import Pairing
    from hsplan.planner.sharing import Prices
    from hsplan.planner.tables import Ints, Tables

FEW_FACES = 4
"""Of how many people it is decided first whether they lead at all, before what clashes on some days."""


@dataclass(frozen=True)
class Known:
    """What is known of the people and venues that some dates may have."""

    crews: Mapping[int, Crew]
    chosen: tuple[int, ...]
    options: Mapping[int, Sequence[Staffed]]
    """The choices of each session on its date, the cheapest first."""
    least: int = 0
    """No choice for all of them costs less."""
    tuned: tuple[Prices, int] | None = None
    """Prices for the sake of a fair load, and what the choices cost at these."""


@dataclass(frozen=True)
class Node:
    """A part of all that may be chosen."""

    crews: Mapping[int, Crew]
    cuts: Mapping[tuple[int, int], Ints]
    """What keeps two sessions off each other, by the pair."""
    seen: tuple[frozenset[str], ...]
    """For each wish for few faces, those who lead one of its sessions at least."""
    bound: int
    solution: Solution | None = None
    """The dates of the part that this one is of."""
    prices: Prices | None = None
    """What people are priced at for the sake of a fair load."""
    tuned: int = 0
    """How often they have been priced since it was parted."""
    known: Known | None = None
    """What is known of the dates of the part that this one is of."""

    def known_of(self, chosen: tuple[int, ...]) -> Known:
        """What is known of the people and venues for some dates, be it from the part that this one is of."""
        if self.known is not None and self.known.crews is self.crews and self.known.chosen == chosen:
            return self.known
        return Known(self.crews, chosen, {k: crew.options(chosen[k]) for k, crew in self.crews.items()})

    def with_crew(self, k: int, crew: Crew) -> Node:
        """The part in which a session has fewer people or venues to choose from."""
        return replace(self, crews={**self.crews, k: crew}, tuned=0)

    def with_cut(self, pair: tuple[int, int], table: Ints) -> Node:
        """The part in which two sessions are apart."""
        known = self.cuts.get(pair)
        return replace(self, cuts={**self.cuts, pair: table if known is None else plus(known, table)}, tuned=0)

    def with_face(self, n: int, who: str) -> Node:
        """The part in which someone leads one of the sessions of a wish for few faces."""
        seen = tuple(one | {who} if m == n else one for m, one in enumerate(self.seen))
        return replace(self, seen=seen, tuned=0)

    def without_face(self, sessions: Sequence[int], who: str) -> Node:
        """The part in which someone leads none of some sessions."""
        mine = {k: self.crews[k] for k in sessions if who in self.crews[k].pool}
        return replace(self, crews={**self.crews, **each(mine, lambda crew: crew.without(who))}, tuned=0)


@dataclass(frozen=True)
class Parting:
    """How parts are made of a part."""

    tables: Tables
    clashes: Clashes
    coupling: Coupling
    pairing: Pairing

    def parts(self, node: Node, staff: Mapping[int, Staffed], at: Sequence[int]) -> list[Node] | None:
        """Parts that hold all of a part between them, without what stands in the way of an easy choice.

        None of them is left where nothing will do. There is no list where nothing stands in the way.
        """
        found = list(self.clashes.found(staff, self.tables.days_of(at)))
        sure = self._in_any_case(node, found, at)
        if sure is not None:
            return [sure]
        if found:
            first = found[0]
            return self._first_faces(node) or list(
                self._often(node, first, at) if isinstance(first, TooOften) else self._clashing(node, first, staff)
            )
        return self._faces(node, staff) or self._loads(node, staff) or None

    def _in_any_case(self, node: Node, found: Sequence[Clash | TooOften], at: Sequence[int]) -> Node | None:
        """The part without the days on which two sessions that clash cannot be staffed by anyone."""
        known: Node | None = None
        pairs = {pair: None for one in found for pair in _pairs(one)}
        for pair in pairs:
            table = self.pairing.apart(pair, node.crews)
            if table is not None and table[at[pair[0]], at[pair[1]]]:
                known = (known or node).with_cut(pair, table)
        return known

    def _clashing(self, node: Node, clash: Clash, staff: Mapping[int, Staffed]) -> Iterator[Node]:
        yield node.with_cut(clash.pair, self.pairing.off_each_other(clash))
        for k in clash.pair:
            crew = node.crews[k]
            if not clash.alone.venue and clash.alone.who not in (*crew.forced, PARTICIPANTS):
                yield node.with_crew(k, crew.without(clash.alone.who))
            if clash.alone.venue or clash.two_towns:
                yield node.with_crew(k, crew.not_at(staff[k].venue))

    def _often(self, node: Node, often: TooOften, at: Sequence[int]) -> Iterator[Node]:
        """One of the sessions takes fewer days of the period, or is led by others; or two of them share a day.

        Where some share a day already, that proves too little: then one of them is not on its very day.
        """
        cap = often.cap
        pairs = list(combinations(sorted(often.sessions), 2))
        shared = {pair: sharing(*self.pairing.ends(pair)) for pair in pairs}
        exactly = any(shared[a, b][at[a], at[b]] for a, b in pairs)
        for k in often.sessions:
            new = cap.new_days(often.period, self.tables.days[k], self.clashes.longs[k], cap.aside.get(k, -1))
            which = np.arange(len(new)) == at[k] if exactly else new >= new[at[k]]
            yield node.with_crew(k, node.crews[k].without(cap.who, which))
        for pair in pairs if not exactly else ():
            bound = self.tables.pairs.get(pair)
            if (shared[pair] if bound is None else shared[pair] & (bound < INFINITY)).any():
                yield node.with_cut(pair, np.where(shared[pair], np.int64(0), INFINITY))

    def _first_faces(self, node: Node) -> list[Node]:
        """Someone leads any of the sessions of a wish for few faces, or none, where few may lead and that costs."""
        for n, faces in enumerate(self.coupling.faces):
            alive = {who for k in faces.sessions for who in node.crews[k].pool if who in faces.people}
            certain = (node.seen[n] | faces.certain(node.crews)) & alive
            open_ = sorted(alive - certain)
            if 0 < len(open_) <= FEW_FACES and faces.price(len(alive)) > faces.price(len(certain)):
                who = min(open_, key=lambda who: (sum(who in node.crews[k].pool for k in faces.sessions), who))
                return [node.with_face(n, who), node.without_face(faces.sessions, who)]
        return []

    def _faces(self, node: Node, staff: Mapping[int, Staffed]) -> list[Node]:
        """Someone leads any of the sessions of a wish for few faces, or none: who leads fewest of them now."""
        undecided = []
        for n, faces in enumerate(self.coupling.faces):
            certain = node.seen[n] | faces.certain(node.crews)
            for who in sorted(faces.seen(staff) - certain):
                led = sum(who in staff[k].people for k in faces.sessions)
                undecided.append((faces.cost(staff) == 0, led, n, who))
        if not undecided:
            return []
        _, _, n, who = min(undecided)
        return [node.without_face(self.coupling.faces[n].sessions, who), node.with_face(n, who)]

    def _loads(self, node: Node, staff: Mapping[int, Staffed]) -> list[Node]:
        """One session is led by someone, or not: by who leads most; else by one of those who might."""
        open_: list[tuple[bool, int, int, str]] = []
        for load in self.coupling.loads:
            led = load.led(staff)
            open_ += [
                (who not in staff[k].people, -(led[who] + load.already[who]), k, who)
                for k in load.sessions
                for who in node.crews[k].pool - node.crews[k].forced
                if who in load.already
            ]
        if not open_:
            return []
        _, _, k, who = min(open_)
        crew = node.crews[k]
        return [node.with_crew(k, crew.without(who)), node.with_crew(k, crew.led_by(who))]


def _pairs(found: Clash | TooOften) -> list[tuple[int, int]]:
    if isinstance(found, Clash):
        return [found.pair]
    return list(combinations(sorted(found.sessions), 2))
