"""The cheapest dates of a part of all that may be chosen, each day with the cheapest people and venue for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.planner.chain import Solution
from hsplan.planner.improving import price
from hsplan.planner.solving import any_days, solve
from hsplan.planner.tables import INFINITY, plus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hsplan.planner.chain import Unfound
    from hsplan.planner.clashes import Clashes
    from hsplan.planner.crews import Crew
    from hsplan.planner.pairing import Pair, Pairing
    from hsplan.planner.parting import Node
    from hsplan.planner.solving import Effort
    from hsplan.planner.tables import Ints, Tables


class Dating:
    """Finds the dates of parts, and what is learnt on the way that holds in every part."""

    def __init__(self, tables: Tables, clashes: Clashes, pairing: Pairing, effort: Effort, *, priced: bool) -> None:
        self.tables = tables
        """With what holds in every part: who takes part is in no two places, and who leads neither, whoever that is."""
        self.clashes = clashes
        self.pairing = pairing
        self.effort = effort
        self.priced = priced
        """Whether days cost anything; else any dates will do."""

    def cut(self, cuts: Mapping[Pair, Ints]) -> None:
        """Keep sessions off each other in every part."""
        self.tables = self.tables.with_cuts(cuts)

    def cheapest(self, node: Node, crews: Mapping[int, Crew], limit: int = int(INFINITY)) -> Solution | Unfound | None:
        """The cheapest dates of a part with these crews, if below a limit."""
        while True:
            solution = self._kept(node, crews) or self._solved(node, crews, limit)
            if not isinstance(solution, Solution):
                return solution
            clashes = list(self.clashes.attended_at_once(self.tables.days_of(solution.chosen)))
            for clash in clashes:
                self.cut({clash.pair: self.pairing.off_each_other(clash)})
            if not clashes:
                return solution
            node = replace(node, solution=None)

    def _kept(self, node: Node, crews: Mapping[int, Crew]) -> Solution | None:
        """The dates of the part that this one is of, if they cost no more here: then they are the best here as well."""
        before = node.solution
        if before is None or not before.proven or node.tuned:
            return None
        at = before.chosen
        if any(table[at[a], at[b]] for (a, b), table in node.cuts.items()):
            return None
        cost = price(self.tables, dict(enumerate(at))) + by_themselves(crews, at)
        return before if cost == before.cost else None

    def _solved(self, node: Node, crews: Mapping[int, Crew], limit: int) -> Solution | Unfound | None:
        unary = list(self.tables.unary)
        for k, crew in crews.items():
            unary[k] = plus(unary[k], crew.costs)
        asked = replace(self.tables.with_cuts(node.cuts), unary=tuple(unary))
        if not self.priced:
            return any_days(asked)
        start = node.solution.chosen if node.solution is not None else None
        return solve(asked, effort=self.effort, limit=limit, start=start)


def by_themselves(crews: Mapping[int, Crew], at: Sequence[int]) -> int:
    """What the cheapest people and venue of each session cost on its candidate."""
    return sum(int(crew.costs[at[k]]) for k, crew in crews.items())
