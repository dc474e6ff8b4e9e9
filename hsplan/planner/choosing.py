"""Dates, people and places chosen together, at the least cost of the whole, proven.

Each step looks at a choice that is easier than the real one: every session has the people and the venue that are the
cheapest for it on its day, whoever else wants them, and wishes that couple people cost what they must at the least. Its
dates are solved exactly (`solving`), so nothing that is still open costs less. Then people and venues are found that
really go with those dates (`assigning`). Where both cost the same, that is the best there is. Else all that is open is
parted in such a way that each plan is in one of the parts, and none of them has what stood in the way: a person leads
any of the sessions or none, two sessions that want the same person are apart or one of them is led by others, and so
on. The part whose bound is the lowest comes next, until no bound is below the best plan in hand, or for a count of
parts.
(Land and Doig, An automatic method of solving discrete programming problems, 1960.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.assigning import Assigning
from hsplan.planner.chain import Solution, Unfound
from hsplan.planner.clashes import Clash, Clashes, TooOften, sharing
from hsplan.planner.coupling import Coupling
from hsplan.planner.crews import crews
from hsplan.planner.solving import solve
from hsplan.planner.tables import INFINITY, plus, tables
from hsplan.problem import Staffing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hsplan.planner.crews import Crew, Staffed
    from hsplan.planner.tables import Ints, Tables
    from hsplan.problem import Problem

NODES = 300
"""How many parts may be looked into, each of which takes as long as choosing dates alone."""


@dataclass(frozen=True)
class Best:
    """The best choice found: by session its day, who leads it and where it is held."""

    dates: Mapping[str, int]
    people: Mapping[str, tuple[str, ...]]
    venues: Mapping[str, str | None]
    cost: int
    bound: int
    """No choice costs less."""
    tables: Tables
    nodes: int
    """How many parts were looked into."""

    @property
    def proven(self) -> bool:
        """Whether no choice costs less."""
        return self.cost == self.bound


@dataclass(frozen=True)
class _Node:
    """A part of all that may be chosen."""

    crews: Mapping[int, Crew]
    cuts: Mapping[tuple[int, int], Ints]
    """What keeps two sessions off each other, by the pair."""
    seen: tuple[frozenset[str], ...]
    """For each wish for few faces, those who lead one of its sessions at least."""
    bound: int
    solution: Solution | None = None
    """The dates of the part that this one is of."""

    def with_crew(self, k: int, crew: Crew) -> _Node:
        """The part in which a session has fewer people or venues to choose from."""
        return replace(self, crews={**self.crews, k: crew})

    def with_cut(self, pair: tuple[int, int], table: Ints) -> _Node:
        """The part in which two sessions are apart."""
        known = self.cuts.get(pair)
        return replace(self, cuts={**self.cuts, pair: table if known is None else plus(known, table)})

    def with_face(self, n: int, who: str) -> _Node:
        """The part in which someone leads one of the sessions of a wish for few faces."""
        seen = tuple(one | {who} if m == n else one for m, one in enumerate(self.seen))
        return replace(self, seen=seen)

    def without_face(self, sessions: Sequence[int], who: str) -> _Node:
        """The part in which someone leads none of some sessions."""
        mine = {k: self.crews[k].without(who) for k in sessions if who in self.crews[k].pool}
        return replace(self, crews={**self.crews, **mine})


def best(problem: Problem, nodes: int = NODES) -> Best | Unfound | None:
    """The best choice of dates, people and places, or None where it is proven that there is none.

    Raises:
        TooLargeError: if the problem is larger than what can be laid out.
    """
    return _Search(problem).run(nodes)


class _Search:
    """What is known while the parts are looked into."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.tables = tables(problem)
        self.crews = crews(problem, self.tables)
        self.coupling = Coupling.of(problem, self.crews)
        place = {session: k for k, session in enumerate(problem.sessions)}
        self.longs = {place[one.session]: one.long for one in problem.terms if isinstance(one, Staffing)}
        self.clashes = Clashes.of(problem, self.longs)
        self.cost = int(INFINITY)
        self.found: tuple[Solution, Mapping[int, Staffed]] | None = None
        self.attended: dict[tuple[int, int], Ints] = {}
        """Those who take part are in no two places, whoever leads: holds in every part."""
        self.unsettled: list[int] = []
        """The bounds of parts of which no more can be known."""
        self.count = 0

    def run(self, nodes: int) -> Best | Unfound | None:
        """Look into the parts, the lowest bound first."""
        start = _Node(self.crews, {}, tuple(frozenset[str]() for _ in self.coupling.faces), 0)
        heap: list[tuple[int, int, int, _Node]] = [(0, 0, 0, start)]
        made = 0
        while heap and heap[0][0] < self.cost and self.count < nodes:
            _, depth, _, node = heappop(heap)
            for child in self._look_into(node):
                made -= 1  # of those alike, the deepest and latest first
                heappush(heap, (child.bound, depth - 1, made, child))
        open_ = [*(bound for bound, _, _, _ in heap[:1]), *self.unsettled, self.cost]
        if self.found is None:
            return None if not heap and not self.unsettled else Unfound()
        return self._best(min(open_))

    def _best(self, bound: int) -> Best:
        assert self.found is not None  # noqa: S101 - asked for by whoever calls
        solution, staff = self.found
        sessions = self.problem.sessions
        days = self._days(solution)
        none: tuple[str, ...] = ()
        return Best(
            {id_: days[k] for k, id_ in enumerate(sessions)},
            {id_: staff[k].people if k in staff else none for k, id_ in enumerate(sessions)},
            {id_: staff[k].venue if k in staff else None for k, id_ in enumerate(sessions)},
            self.cost,
            bound,
            self.tables,
            self.count,
        )

    def _days(self, solution: Solution) -> list[int]:
        return [int(self.tables.days[k][at]) for k, at in enumerate(solution.chosen)]

    def _look_into(self, node: _Node) -> list[_Node]:
        """The parts that are left of a part once the best of it is known as well as it can be."""
        self.count += 1
        floor = self.coupling.floor(node.crews, node.seen)
        solution = self._dates(node)
        if solution is None:
            return []
        if isinstance(solution, Unfound):
            self.unsettled.append(node.bound)
            return []
        bound = max(node.bound, solution.bound + floor)
        if bound >= self.cost:
            return []
        node = replace(node, bound=bound, solution=solution)
        days = self._days(solution)
        options = {k: crew.options(solution.chosen[k]) for k, crew in node.crews.items()}
        apart = sum(one[0].cost for one in options.values())
        dated = solution.cost - apart
        assigning = Assigning(days, options, self.coupling, self.clashes, floor + apart)
        assigned = assigning.cheapest(self.cost - dated)
        if assigned.staff is not None:
            self.cost, self.found = dated + assigned.cost, (solution, assigned.staff)
        if self.cost <= bound:
            return []
        wanted = {k: self._easy(options[k], assigned.staff[k] if assigned.staff else None) for k in options}
        parts = self._parted(node, wanted, solution.chosen)
        if parts is None:
            self.unsettled.append(bound)
            return []
        return [one for one in parts if one.bound < self.cost]

    @staticmethod
    def _easy(options: Sequence[Staffed], assigned: Staffed | None) -> Staffed:
        """The cheapest choice of a session by itself; of those alike, the one that was really found."""
        return assigned if assigned is not None and assigned.cost == options[0].cost else options[0]

    def _dates(self, node: _Node) -> Solution | Unfound | None:
        """The cheapest dates of a part, each day with the cheapest people and venue for it."""
        while True:
            solution = self._kept(node) or self._solved(node)
            if not isinstance(solution, Solution):
                return solution
            days = self._days(solution)
            clashes = list(self.clashes.attended_at_once(days))
            for clash in clashes:
                pair = (clash.one, clash.other)
                table = self._apart(clash)
                known = self.attended.get(pair)
                self.attended[pair] = table if known is None else plus(known, table)
            if not clashes:
                return solution
            node = replace(node, solution=None)

    def _kept(self, node: _Node) -> Solution | None:
        """The dates of the part that this one is of, if they cost no more here: then they are the best here as well."""
        before = node.solution
        if before is None or not before.proven:
            return None
        at = before.chosen
        cuts = (*node.cuts.items(), *self.attended.items())
        if any(table[at[a], at[b]] for (a, b), table in cuts):
            return None
        cost = self._cost(at, node.crews)
        return before if cost == before.cost else None

    def _cost(self, at: Sequence[int], crew: Mapping[int, Crew]) -> int:
        """What dates cost, each with the cheapest people and venue."""
        total = self.tables.price(at)
        return min(total + sum(int(one.costs[at[k]]) for k, one in crew.items()), int(INFINITY))

    def _solved(self, node: _Node) -> Solution | Unfound | None:
        unary = list(self.tables.unary)
        for k, crew in node.crews.items():
            unary[k] = plus(unary[k], crew.costs)
        pairs = dict(self.tables.pairs)
        for pair, table in (*node.cuts.items(), *self.attended.items()):
            pairs[pair] = plus(pairs[pair], table) if pair in pairs else table
        return solve(replace(self.tables, unary=tuple(unary), pairs=pairs))

    def _apart(self, clash: Clash) -> Ints:
        """The table that keeps the two sessions of a clash off each other."""
        a, b = clash.one, clash.other
        ends = (self.tables.days[a], self.tables.days[b])
        return clash.alone.table(ends, (self.longs[a], self.longs[b]), (a, b))

    def _parted(self, node: _Node, staff: Mapping[int, Staffed], at: Sequence[int]) -> list[_Node] | None:
        """Parts that hold all of a part between them, without what stands in the way of the easy choice.

        None of them is left where nothing will do; and it cannot be parted where only the dates are not proven.
        """
        found = list(
            self.clashes.found(staff, [int(days[one]) for days, one in zip(self.tables.days, at, strict=True)])
        )
        certain = [one for one in found if isinstance(one, Clash) and self._in_any_case(node, one)]
        if certain:
            for one in certain:
                node = node.with_cut((one.one, one.other), self._apart(one))
            return [node]
        if found:
            first = found[0]
            return list(
                self._often(node, first, at) if isinstance(first, TooOften) else self._clashing(node, first, staff)
            )
        if self.coupling.cost(staff) <= self.coupling.floor(node.crews, node.seen):
            return None
        return self._faces(node, staff) or self._loads(node, staff) or None

    def _in_any_case(self, node: _Node, clash: Clash) -> bool:
        """Whether the two sessions of a clash want the same whatever else is chosen."""
        one, other = node.crews[clash.one], node.crews[clash.other]
        if clash.two_towns:
            return False
        if clash.alone.venue:
            return one.sole == other.sole == clash.alone.who
        return clash.alone.who in one.forced and clash.alone.who in other.forced

    def _clashing(self, node: _Node, clash: Clash, staff: Mapping[int, Staffed]) -> Iterator[_Node]:
        pair = (clash.one, clash.other)
        yield node.with_cut(pair, self._apart(clash))
        for k in pair:
            crew = node.crews[k]
            if not clash.alone.venue and clash.alone.who not in crew.forced:
                yield node.with_crew(k, crew.without(clash.alone.who))
            if clash.alone.venue or clash.two_towns:
                yield node.with_crew(k, crew.not_at(staff[k].venue))

    def _often(self, node: _Node, often: TooOften, at: Sequence[int]) -> Iterator[_Node]:
        """One of the sessions takes fewer days of the period, or is led by others; or two of them share a day.

        Where some share a day already, that proves too little: then one of them is not on its very day.
        """
        cap = often.cap
        pairs = list(combinations(sorted(often.sessions), 2))
        shared = {
            (a, b): sharing((self.tables.days[a], self.tables.days[b]), (self.longs[a], self.longs[b]))
            for a, b in pairs
        }
        exactly = any(shared[a, b][at[a], at[b]] for a, b in pairs)
        for k in often.sessions:
            new = cap.new_days(often.period, self.tables.days[k], self.longs[k], cap.aside.get(k, -1))
            which = np.arange(len(new)) == at[k] if exactly else new >= new[at[k]]
            yield node.with_crew(k, node.crews[k].without(cap.who, which))
        for pair in pairs if not exactly else ():
            bound = self.tables.pairs.get(pair)
            if (shared[pair] if bound is None else shared[pair] & (bound < INFINITY)).any():
                yield node.with_cut(pair, np.where(shared[pair], np.int64(0), INFINITY))

    def _faces(self, node: _Node, staff: Mapping[int, Staffed]) -> list[_Node]:
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

    def _loads(self, node: _Node, staff: Mapping[int, Staffed]) -> list[_Node]:
        """One session is led by someone, or not: by who leads most."""
        open_: list[tuple[int, int, str]] = []
        for load in self.coupling.loads:
            led = load.led(staff)
            open_ += [
                (-(led[who] + load.already[who]), k, who)
                for k in load.sessions
                for who in staff[k].people
                if who in load.already and who not in node.crews[k].forced
            ]
        if not open_:
            return []
        _, k, who = min(open_)
        crew = node.crews[k]
        return [node.with_crew(k, crew.without(who)), node.with_crew(k, crew.led_by(who))]
