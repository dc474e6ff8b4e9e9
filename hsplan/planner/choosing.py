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
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.assigning import STEPS, Assigned, Assigning, Least
from hsplan.planner.bounding import AtLeast, LeastLoad
from hsplan.planner.chain import Solution, Unfound
from hsplan.planner.clashes import Clashes
from hsplan.planner.coupling import Coupling
from hsplan.planner.crews import Staffed, crews
from hsplan.planner.dating import Dating, by_themselves
from hsplan.planner.improving import price
from hsplan.planner.pairing import Pairing
from hsplan.planner.parting import Known, Node, Parting
from hsplan.planner.pricing import Choice, keeps
from hsplan.planner.rounding import rounded
from hsplan.planner.sharing import tuned
from hsplan.planner.solving import Effort
from hsplan.planner.tables import INFINITY, tables
from hsplan.planner.twins import in_order
from hsplan.problem import AtMostDays, Because, DateRule, Forbidden, OneAtATime, Staffing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hsplan.planner.crews import Crew
    from hsplan.planner.sharing import Prices
    from hsplan.planner.tables import Tables
    from hsplan.problem import Problem

NODES = 300
"""How many parts may be looked into, each of which takes as long as choosing dates alone."""
EASY = 12
"""How many parts are looked into before a plan in hand is made better: most are proven to be the best by then."""
TURNS = 4
"""How often the dates of a plan in hand are chosen anew for its people, and its people for its dates."""
RULES = DateRule | Staffing | OneAtATime | AtMostDays
"""What decides whether any choice is allowed."""
FEW_STEPS = 300
"""How many choices of people are looked at before it is worked out what any choice costs; all where there is a plan."""
MOST_KNOWN = 3
"""How many known choices are tried for their dates before any others are looked for."""
RETUNED = 3
"""How often people may be priced anew before a part is parted."""


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


def best(problem: Problem, nodes: int = NODES, effort: Effort | None = None) -> Best | Unfound | None:
    """The best choice of dates, people and places, or None where it is proven that there is none.

    Args:
        problem: What is asked.
        nodes: How many parts may be looked into.
        effort: How much work the dates of all parts may take together, if not as much as for a problem by itself.

    Raises:
        TooLargeError: if the problem is larger than what can be laid out.
    """
    search = _Search(problem, effort=effort)
    found = search.run(nodes)
    if not isinstance(found, Unfound):
        return found
    allowed = _by_rules(problem).run(nodes)
    return search.made_better(allowed) if isinstance(allowed, Best) else allowed


def at_least(problem: Problem) -> AtLeast:
    """What any choice costs at the least, as far as the cheapest dates tell.

    Raises:
        TooLargeError: if the problem is larger than what can be laid out.
    """
    return _Search(problem).at_least()


def parts_needed(problem: Problem, nodes: int) -> tuple[bool, int]:
    """Whether any choice is possible, costs aside, and how many parts it took to know.

    What cannot be decided with so many parts counts as possible.
    """
    asked = _by_rules(problem)
    return asked.run(nodes) is not None, asked.count


def allowed(problem: Problem, nodes: int, known: Sequence[Choice] = ()) -> Choice | Unfound | None:
    """Any choice that is allowed, costs aside, or None where it is proven, with twice so many parts, that none is.

    The dates of known choices are tried first: of many problems that are much alike few need a search. Then any dates,
    which is quick; then the dates that `best` would try.
    """
    for same in [one for one in known if keeps(problem, one)][:MOST_KNOWN]:
        days = frozenset(range(problem.days))
        only = (Forbidden(id_, days - {day}, Because("")) for id_, day in same.days.items())
        if isinstance(_by_rules(replace(problem, terms=(*problem.terms, *only))).run(nodes), Best):
            return same
    found = _by_rules(problem).run(nodes)
    if isinstance(found, Unfound):
        found = _by_rules(problem, priced=True).run(nodes)
    return Choice(found.dates, found.people, found.venues) if isinstance(found, Best) else found


def plan_within(problem: Problem, nodes: int) -> bool:
    """Whether the search for the best finds any plan within so many parts, or costs aside, as it does in the end.

    Raises:
        TooLargeError: if the problem is larger than what can be laid out.
    """
    found = _by_rules(problem).run(nodes)  # which is quick
    if isinstance(found, Unfound):
        found = _Search(problem, until_found=True).run(nodes)
    return isinstance(found, Best)


def _by_rules(problem: Problem, *, priced: bool = False) -> _Search:
    """The search for any choice that is allowed, costs aside."""
    rules = tuple(term for term in problem.terms if isinstance(term, RULES))
    return _Search(replace(problem, terms=rules), priced=priced)


class _Search:
    """What is known while the parts are looked into."""

    def __init__(
        self, problem: Problem, *, priced: bool = True, until_found: bool = False, effort: Effort | None = None
    ) -> None:
        self.problem = problem
        self.until_found = until_found
        """Whether any plan will do."""
        self.effort = effort or Effort()
        laid_out = tables(replace(problem, terms=(*problem.terms, *in_order(problem))))
        self.clashes = Clashes.of(problem)
        self.crews = self.clashes.able(crews(problem, laid_out), laid_out.days)
        self.coupling = Coupling.of(problem, self.crews)
        self.pairing = Pairing(laid_out.days, self.clashes)
        self.parting = Parting(laid_out, self.clashes, self.coupling, self.pairing)
        self.dating = Dating(laid_out, self.clashes, self.pairing, self.effort, priced=priced)
        self.start = Node(self.crews, {}, tuple(frozenset[str]() for _ in self.coupling.faces), 0)
        self.cost = int(INFINITY)
        self.bound = 0
        """No choice costs less."""
        self.found: tuple[Solution, Mapping[int, Staffed]] | None = None
        self.unsettled: list[int] = []
        """The bounds of parts of which no more can be known."""
        self.makeshift = False
        """Whether the plan in hand was made of dates that could not be staffed: better ones may lie straight ahead."""
        self.first: Solution | None = None
        """The cheapest dates, each with the cheapest people and venue for it."""
        self.count = 0
        self.stale = False
        """Whether the plan in hand may be made better."""
        self._priced: dict[tuple[Crew, tuple[tuple[str, int], ...]], Crew] = {}

    @property
    def tables(self) -> Tables:
        """The days and what they cost, with what holds in every part."""
        return self.dating.tables

    def at_least(self) -> AtLeast:
        """What any choice costs at the least, as far as the cheapest dates tell."""
        dates = self.dating.cheapest(self.start, self.crews)
        bound = self.tables.quality(dates.bound) if isinstance(dates, Solution) else 0
        loads = tuple(
            LeastLoad(one.weight, one.needs(self.crews, one.sessions, one.already), one.already, one.room(self.crews))
            for one in self.coupling.loads
        )
        faces = self.coupling.floor_of_faces(self.crews, self.start.seen)
        return AtLeast(bound + self.coupling.floor(self.crews, self.start.seen), bound + faces, loads)

    def run(self, nodes: int) -> Best | Unfound | None:
        """Look into the parts, the lowest bound first; straight down until there is a plan in hand."""
        if self.clashes.caps:
            self.dating.cut(self.pairing.apart_of(self.tables.pairs, self.crews))
        heap: list[tuple[int, int, int, Node]] = [(0, 0, 0, self.start)]
        made = 0
        while heap and heap[0][0] < self.cost and self._may_go_on(nodes):
            _, depth, _, node = heappop(heap)
            down: Node | None = node
            while down is not None:
                parts, down, depth = self._look_into(down), None, depth - 1
                if self.found is None and self.count == EASY:
                    self._round_off()
                if self.stale and self.count >= EASY and not self.until_found:
                    self._in_turn()
                if (self.found is None or self.makeshift) and parts and self._may_go_on(nodes):
                    down = parts.pop(0)
                for child in parts:
                    made -= 1  # of those alike, the deepest and latest first
                    heappush(heap, (child.bound, depth, made, child))
        self.bound = min([*(one[0] for one in heap[:1]), *self.unsettled, self.cost])
        if self.found is None:
            return None if not heap and not self.unsettled else Unfound()
        if self.bound < self.cost and self.count >= NODES:
            self._without_each()
        return self._best(self.found)

    def made_better(self, allowed: Best) -> Best:
        """A choice that is allowed, made as good as it becomes by itself."""
        at, staff = [], {}
        for k, id_ in enumerate(self.problem.sessions):
            at.append(int(np.searchsorted(self.tables.days[k], allowed.dates[id_])))
            if k in self.crews:
                one = Staffed(allowed.people[id_], allowed.venues[id_])
                staff[k] = replace(one, cost=int(self.crews[k].fixed(one).costs[at[k]]))
        self.found = self._taken_up(tuple(at), staff)
        self._in_turn()
        return self._best(self.found)

    def _taken_up(self, at: tuple[int, ...], staff: Mapping[int, Staffed]) -> tuple[Solution, Mapping[int, Staffed]]:
        """A choice that is allowed, as the plan in hand, whatever it costs."""
        dated = price(self.tables, dict(enumerate(at)))
        self.cost, self.stale = dated + self._led(staff), True
        alone = sum(one.cost for one in staff.values())
        return Solution(at, dated + alone, 0, proven=False), staff

    def _round_off(self) -> None:
        """Make a plan of the cheapest dates of all, as near to them as people and venues allow."""
        wished = dict(enumerate(self.first.chosen)) if self.first is not None else {}
        found = rounded(self.tables, wished, self.crews, self.clashes) if wished else None
        if found is not None:
            at, staff = found
            self.found = self._taken_up(tuple(at[k] for k in sorted(at)), staff)
            self.makeshift = True

    def _may_go_on(self, nodes: int) -> bool:
        enough = self.until_found and self.found is not None
        return not enough and self.count < nodes and (self.effort.left > 0 or self.count < EASY)

    def _best(self, found: tuple[Solution, Mapping[int, Staffed]]) -> Best:
        solution, staff = found
        mine = {id_: staff.get(k, Staffed((), None)) for k, id_ in enumerate(self.problem.sessions)}
        return Best(
            dict(zip(self.problem.sessions, self.tables.days_of(solution.chosen), strict=True)),
            {id_: one.people for id_, one in mine.items()},
            {id_: one.venue for id_, one in mine.items()},
            self.cost,
            min(self.bound, self.cost),
            self.tables,
            self.count,
        )

    def _look_into(self, node: Node) -> list[Node]:
        """The parts that are left of a part once the best of it is known as well as it can be."""
        self.count += 1
        priced = self._with_prices(node)
        floor = self._floor(node)
        solution = self.dating.cheapest(node, priced, self.cost - floor)
        if isinstance(solution, Unfound):
            self.unsettled.append(node.bound)
        if not isinstance(solution, Solution):
            return []
        self.first = self.first or solution
        bound = max(node.bound, solution.bound + floor)
        if bound >= self.cost:
            return []
        node = replace(node, bound=bound, solution=solution)
        parts = self._staffed(node, solution, priced, floor)
        if parts is None:
            self.unsettled.append(bound)  # only the dates are not proven
        return [one for one in parts or () if one.bound < self.cost]

    def _staffed(self, node: Node, solution: Solution, priced: Mapping[int, Crew], floor: int) -> list[Node] | None:
        """The parts of a part whose dates are known, once it has its people and venues; None if it has none."""
        apart = by_themselves(priced, solution.chosen)
        dated = solution.cost - apart
        assigned, known = self._assigned(node, solution, floor + apart, self.cost - dated)
        if assigned.staff is not None:
            self.cost, self.found = dated + assigned.cost, (solution, assigned.staff)
            self.stale, self.makeshift = True, False
        if self.cost <= node.bound:
            return []
        node = replace(node, known=known)
        better = self._better(node, floor + apart)
        if better is not None and node.tuned < RETUNED:
            return [replace(node, prices=better, tuned=node.tuned + 1)]
        wanted = self._wanted(node, known.options, assigned.staff)
        worth = dated + self._led(wanted)
        clashes = self.clashes.found(wanted, self.tables.days_of(solution.chosen))
        if worth < self.cost and not any(clashes):  # allowed, though so many steps were not enough to find it
            self.cost, self.found, self.stale = worth, (solution, wanted), True
        return [] if self.cost <= node.bound else self.parting.parts(node, wanted, solution.chosen)

    def _led(self, staff: Mapping[int, Staffed]) -> int:
        """What people and venues cost, by themselves and by what couples them."""
        return sum(one.cost for one in staff.values()) + self.coupling.cost(staff)

    def _assigned(self, node: Node, solution: Solution, floor: int, limit: int) -> tuple[Assigned, Known]:
        """The cheapest people and venues for the dates of a part, and what is known of them then."""
        faces, known = self.coupling.floor_of_faces(node.crews, node.seen), node.known_of(solution.chosen)
        first, known = self._cheapest(known, Least(floor, faces), limit, FEW_STEPS)
        if first.staff is not None and first.cost <= floor:
            return first, known
        least = Least(floor, faces)
        if self.coupling.loads:
            prices, priced = known.tuned or tuned(self.coupling, node.crews, known.options)
            known = replace(known, tuned=(prices, priced))
            least = Least(max(floor, priced + faces), faces, prices, prices.less(node.crews))
        second, known = self._cheapest(known, least, first.cost, STEPS if self.found is None else FEW_STEPS)
        return first if second.staff is None else second, known

    def _cheapest(self, known: Known, least: Least, limit: int, steps: int) -> tuple[Assigned, Known]:
        """The cheapest people and venues found with so many steps; none where it is known that none are cheaper."""
        if known.least >= limit:
            return Assigned(None, limit), known
        days = self.tables.days_of(known.chosen)
        search = Assigning(days, known.options, self.coupling, self.clashes, least, steps)
        found = search.cheapest(limit)
        return found, replace(known, least=found.cost) if search.steps > 0 else known

    def _better(self, node: Node, floor: int) -> Prices | None:
        """Prices that tell more of what people cost than is known without them, for the dates of a part."""
        if node.known is None or node.known.tuned is None:
            return None
        prices, priced = node.known.tuned
        return prices if priced + self.coupling.floor_of_faces(node.crews, node.seen) > floor else None

    def _floor(self, node: Node) -> int:
        """The least that what couples people costs besides the dates and what each session costs by itself."""
        if node.prices is None:
            return self.coupling.floor(node.crews, node.seen)
        return self.coupling.floor_of_faces(node.crews, node.seen) + node.prices.less(node.crews)

    def _with_prices(self, node: Node) -> Mapping[int, Crew]:
        """The crews, each person at their price."""
        if node.prices is None:
            return node.crews
        found = {}
        for k, crew in node.crews.items():
            prices = node.prices.of(k)
            key = (crew, tuple(sorted(prices.items())))
            if key not in self._priced:
                self._priced[key] = crew.dearer(prices)
            found[k] = self._priced[key]
        return found

    def _wanted(
        self, node: Node, options: Mapping[int, Sequence[Staffed]], assigned: Mapping[int, Staffed] | None
    ) -> dict[int, Staffed]:
        """The cheapest choice of each session by itself; of those alike, the one that was really found."""
        found = {}
        for k, some in options.items():
            extra = node.prices.of(k) if node.prices is not None else {}
            alike = some if assigned is None else (assigned[k], *some)
            found[k] = min(alike, key=lambda one: one.cost + sum(extra.get(who, 0) for who in one.people))
        return found

    def _in_turn(self) -> None:
        """Make the plan in hand better: the best dates for its people, the best people for those, and so on."""
        self.stale = False
        turns = TURNS
        while turns and self._turned():
            turns -= 1

    def _turned(self) -> bool:
        """Take the best dates for the people of the plan in hand; whether those have better people."""
        assert self.found is not None  # noqa: S101 - asked for by whoever calls
        before, staff = self.found
        solution = self._redated(before, staff)
        if solution is None:
            return False
        dated = solution.cost - sum(one.cost for one in staff.values())
        if dated + self._led(staff) < self.cost:
            self.cost, self.found = dated + self._led(staff), (solution, staff)
        least = self._floor(self.start) + by_themselves(self.crews, solution.chosen)
        assigned, _ = self._assigned(self.start, solution, least, self.cost - dated)
        if assigned.staff is None:
            return False
        self.cost, self.found = dated + assigned.cost, (solution, assigned.staff)
        return True

    def _without_each(self) -> None:
        """Look for something better where one person leads none of the sessions of a wish for few faces."""
        for faces in self.coupling.faces:
            for who in sorted(faces.people):
                stack = [self.start.without_face(faces.sessions, who)]
                for _ in range(EASY):
                    if stack:
                        stack.extend(reversed(self._look_into(stack.pop())))
                if self.stale:
                    self._in_turn()

    def _redated(self, before: Solution, staff: Mapping[int, Staffed]) -> Solution | None:
        """The best dates for people and venues that stay as they are, if they are found, and not too much for any."""
        self.count += 1
        crew = {k: self.crews[k].fixed(one) for k, one in staff.items()}
        node = Node(crew, self.pairing.kept_apart(staff), (), 0, replace(before, proven=False))
        solution = self.dating.cheapest(node, crew)
        if not isinstance(solution, Solution) or any(
            self.clashes.too_often(who, staff, self.tables.days_of(solution.chosen)) for who in self.clashes.caps
        ):
            return None
        return solution
