"""What would do instead of a refusal: changes to the programme, each tried on the whole plan before it is offered.

For each wish of a clash the smallest change of each sort is looked for with the quick question whether the rules about
days leave any plan; what passes is planned for real, people and places included. A repair that is offered works.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.checks import check, check_dated
from hsplan.findings import Severity
from hsplan.plan.revising import Decision
from hsplan.planner.altering import asked_again
from hsplan.planner.choosing import plan_within
from hsplan.planner.demands import unpin
from hsplan.planner.looking import TRIED_PARTS, Repair
from hsplan.planner.refusing import crowds
from hsplan.planner.remedies import remedies
from hsplan.planner.search import posed, search
from hsplan.planner.tables import TooLargeError
from hsplan.problem import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.planner.refusing import Clash
    from hsplan.request import Request

DEAR = 4
A_MONTH_OUT = SCALE["normal"] * 30**2
"""A plan is far worse that costs so many times what the one before did, and a gap that is a month out besides."""
OFFERED = 4
"""How many repairs of a clash are offered."""
PLANNED = 24
"""How many repairs of a clash are planned for real, before no more are looked for; of each further one `OFFERED`."""
TWOFOLD = 2
"""Where no one change would do: to how many a second one is looked for, and how many such pairs are offered."""


def mended(request: Request, changes: Sequence[Repair]) -> Request:
    """The request after some repairs."""
    programme = request.programme
    for one in changes:
        programme = one.change(programme)
        for session, what in one.unpins:
            request = unpin(request, session, what)
    return asked_again(request, programme)


def repairs(request: Request, clashes: Sequence[Clash]) -> tuple[tuple[Repair, ...], ...]:
    """For each clash the repairs that work, the smallest first; each works with the first one of every other clash.

    Where nothing was found for one clash, nothing is offered for any: no change to the others would make a plan.
    """
    candidates = [remedies(request, clash, clashes) for clash in clashes]
    tried = _Tried(request, PLANNED + OFFERED * len(clashes[1:]))
    if not all(candidates):
        return tuple(() for _ in clashes)
    firsts = tried.first(candidates)
    if firsts is None:
        single = len(clashes) == 1 and clashes[0].of_days
        return (tuple(_with_another(request, candidates[0], tried)),) if single else tuple(() for _ in clashes)
    found = []
    for n, mine in enumerate(candidates):
        others = [one for k, one in enumerate(firsts) if k != n]
        works = [firsts[n]]
        for one in mine:
            if len(works) < OFFERED and one is not firsts[n] and tried.works([*others, one]):
                works.append(one)
        if len(works) == 1 and len(clashes) == 1 and clashes[0].of_days:
            works += _with_another(request, [one for one in mine if one is not works[0]], tried)
        found.append(tuple(works))
    return tuple(found)


def _with_another(request: Request, candidates: Sequence[Repair], tried: _Tried) -> Iterator[Repair]:
    """Two changes at once: one that leaves days, and one by which people and places are enough as well."""
    for one in candidates[:TWOFOLD]:
        again = mended(request, [one])
        crowd = crowds(again)
        works = 0
        for other in remedies(again, crowd[0], crowd) if crowd else ():
            both = _both(one, other)
            if works < TWOFOLD and tried.works([both]):
                works += 1
                yield both
        if works:
            return


def _both(one: Repair, other: Repair) -> Repair:
    words, unpins = f"{one.words}, and {other.words}", one.unpins + other.unpins
    return Repair(words, one.size + other.size, lambda programme: other.change(one.change(programme)), unpins)


def dearest_last(request: Request, works: Sequence[Sequence[Repair]]) -> tuple[tuple[Repair, ...], ...]:
    """The same repairs, but those that make a plan far worse than the one before come last, with what it costs."""
    made = re.search(r"cost (\d+)", request.previous.optimum) if request.previous is not None else None
    if made is None:
        return tuple(map(tuple, works))
    before, found = int(made[1]), []
    for n, mine in enumerate(works):
        others = [other[0] for k, other in enumerate(works) if k != n and other]
        good, dear = [], []
        for one in mine:
            plan = search(mended(request, [*others, one]), nodes=TRIED_PARTS, why=False)
            if isinstance(plan, Decision) and plan.cost > DEAR * before + A_MONTH_OUT:
                words = f"{one.words}, at the cost of a far worse plan ({plan.cost}; {before} before)"
                dear.append(replace(one, words=words))
            else:
                good.append(one)
        found.append((*good, *dear))
    return tuple(found)


class _Tried:
    """Real plans of changed programmes, a bounded number of them."""

    def __init__(self, request: Request, most: int) -> None:
        self.request, self.left, self.errors = request, most, _errors(request)

    def works(self, changes: Sequence[Repair]) -> bool:
        """Whether there is a plan with some changes."""
        self.left -= 1
        return self.left >= 0 and self._will_do(mended(self.request, changes))

    def _will_do(self, again: Request) -> bool:
        """Whether a changed programme would not be refused before it is planned, and has a plan."""
        return not _errors(again) - self.errors and _has_plan(again)

    def first(self, candidates: Sequence[Sequence[Repair]]) -> list[Repair] | None:
        """The smallest repair of each clash that work together; the next one of each in turn where they do not."""
        at = [0] * len(candidates)
        while True:
            chosen = [mine[n] for mine, n in zip(candidates, at, strict=True)]
            if self.works(chosen):
                return chosen
            able = [k for k, mine in enumerate(candidates) if at[k] + 1 < len(mine)]
            if not able or self.left <= 0:
                return None
            at[min(able, key=lambda k: (at[k], k))] += 1


def _has_plan(request: Request) -> bool:
    """Whether a plan is found; why there is none is not asked."""
    try:
        return plan_within(posed(request), TRIED_PARTS)
    except TooLargeError:
        return False


def _errors(request: Request) -> set[str]:
    """What makes no sense in a programme on its days."""
    found = [*check(request.programme), *check_dated(request.programme, request.calendar)]
    return {f"{one.code} {one.message}" for one in found if one.severity is Severity.ERROR}
