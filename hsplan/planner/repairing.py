"""What would do instead of a refusal: changes to the programme, each tried on the whole plan before it is offered.

For each wish of a clash the smallest change of each sort is looked for with the quick question whether the rules about
days leave any plan; what passes is planned for real, people and places included. A repair that is offered works.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from hsplan.checks import check, check_dated
from hsplan.findings import Severity
from hsplan.plan.revising import Decision
from hsplan.planner.altering import asked_again
from hsplan.planner.choosing import plan_within
from hsplan.planner.crowding import Everything
from hsplan.planner.demands import unpin
from hsplan.planner.looking import TRIED_PARTS, Repair, Searches
from hsplan.planner.refusing import apart_from, clashes, crowds
from hsplan.planner.remedies import remedies
from hsplan.planner.search import posed, search
from hsplan.planner.tables import TooLargeError
from hsplan.problem import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.planner.refusing import Clash
    from hsplan.problem import Problem
    from hsplan.request import Request

DEAR = 4
A_MONTH_OUT = SCALE["normal"] * 30**2
"""A plan is far worse that costs so many times what the one before did, and a gap that is a month out besides."""
OFFERED = 4
"""How many repairs of a clash are offered."""
FIRSTS = 4
TWOFOLD = 2
MORE = 3
"""Where no one change would do: to how many others are looked for, how many such rows are offered, and how many others
a row may have."""


def mended(request: Request, changes: Sequence[Repair]) -> Request:
    """The request after some repairs."""
    programme = request.programme
    for one in changes:
        programme = one.change(programme)
        for session, what in one.unpins:
            request = unpin(request, session, what)
    return asked_again(request, programme)


def repairs(request: Request, found: Sequence[Clash]) -> tuple[tuple[Repair, ...], ...]:
    """For the first clashes the repairs of each that work, smallest first; each works with the first of the others.

    One count of searches is for all, and as many plans may be tried; the clashes that are not reached count as mended
    meanwhile, and have none here.
    Where nothing mends them all, rows of changes are offered for the first one, which work by themselves.
    """
    searches = Searches.of(request)
    candidates: list[list[Repair]] = []
    for clash in found:
        mine = remedies(request, clash, searches, found)
        if candidates and searches.left < 0:
            break  # it was not looked at to the end
        candidates.append(mine)
    tried = _Tried(request, Searches.of(request), unreached(found, candidates))
    return _that_work(tried, found, candidates)


def unreached(found: Sequence[Clash], reached: Sequence[object]) -> frozenset[object]:
    """What the clashes are made of that no repairs are looked for."""
    return apart_from(found[len(reached) :])


def _that_work(
    tried: _Tried, found: Sequence[Clash], candidates: Sequence[Sequence[Repair]]
) -> tuple[tuple[Repair, ...], ...]:
    firsts = tried.first(candidates) if all(candidates) else None
    if firsts is None:
        return tuple(() if n else tuple(_together(tried, found[0], mine)) for n, mine in enumerate(candidates))
    offered = []
    for n, mine in enumerate(candidates):
        others = [one for k, one in enumerate(firsts) if k != n]
        works = [firsts[n]]
        for one in mine:
            if len(works) < OFFERED and one is not firsts[n] and tried.works([*others, one]):
                works.append(one)
        if len(works) == 1:
            works += _together(tried, found[n], mine, Beside(tuple(others), tuple(works)))
        offered.append(tuple(works))
    return tuple(offered)


@dataclass(frozen=True)
class Beside:
    """What is known already when changes are looked for that make a plan only together."""

    others: tuple[Repair, ...] = ()
    """Those that are made to the other clashes."""
    enough: tuple[Repair, ...] = ()
    """Those that are enough by themselves: no row has one of them."""

    def takes(self, repair: Repair) -> bool:
        """Whether a change is none of those that are enough."""
        return repair.words not in {one.words for one in self.enough}


NOTHING = Beside()


def _together(tried: _Tried, clash: Clash, candidates: Sequence[Repair], beside: Beside = NOTHING) -> Iterator[Repair]:
    """Some changes that make a plan only together: one to a clash, each with those for what still stands in the way."""
    if tried.apart:
        return  # what still stands in the way is then known already, and is told
    alone = remedies(tried.request, clash, tried.searches)
    firsts = {one.words: one for one in [*candidates, *alone] if beside.takes(one)}
    rows = (_with_others(tried, one, beside) for one in islice(firsts.values(), FIRSTS))
    yield from islice((row for row in rows if row is not None), TWOFOLD)


def _with_others(tried: _Tried, one: Repair, beside: Beside) -> Repair | None:
    """A change, and one for each clash that is left after it, until there is a plan; None where that takes too many."""
    said = _about(one)
    for _ in range(MORE):
        again = mended(tried.request, [*beside.others, one])
        rest = clashes(again)
        rest = (*rest, *crowds(again, rest))
        able = (
            [each for apart in (rest, None) for each in remedies(again, rest[0], tried.searches, apart)] if rest else []
        )
        other = next((each for each in able if not _about(each) & said and beside.takes(each)), None)
        if other is None:
            return None
        said |= _about(other)
        one = _both(one, other)
        if tried.works([*beside.others, one]):
            return one
    return None


def _about(repair: Repair) -> set[str]:
    """What a repair changes, whatever to: nobody wants to be told to make a programme longer, and then longer still.

    Another day (`7 Feb`) is another thing to change.
    """
    sessions = set(re.findall(r"`([\w-]+)`", repair.words)) - {"when", "every", "away", "closed"}
    return {re.split(r"\d+(?! [A-Z]|\d)", repair.words, maxsplit=1)[0], *sessions}


def _both(one: Repair, other: Repair) -> Repair:
    words, unpins = f"{one.words}, and {other.words}", one.unpins + other.unpins
    return Repair(words, one.size + other.size, lambda programme: other.change(one.change(programme)), unpins)


def dearest_last(
    request: Request, works: Sequence[Sequence[Repair]], apart: frozenset[object] = frozenset()
) -> tuple[tuple[Repair, ...], ...]:
    """The same repairs, but those that make a plan far worse than the one before come last, with what it costs.

    What the clashes are made of that count as mended is left out.
    """
    made = re.search(r"cost (\d+)", request.previous.optimum) if request.previous is not None else None
    if made is None:
        return tuple(map(tuple, works))
    before, found = int(made[1]), []
    for n, mine in enumerate(works):
        others = [other[0] for k, other in enumerate(works) if k != n and other]
        good, dear = [], []
        for one in mine:
            again = mended(request, [*others, one])
            plan = search(again, problem=_problem(again, apart), nodes=TRIED_PARTS, why=False)
            if isinstance(plan, Decision) and plan.cost > DEAR * before + A_MONTH_OUT:
                words = f"{one.words}, at the cost of a far worse plan ({plan.cost}; {before} before)"
                dear.append(replace(one, words=words))
            else:
                good.append(one)
        found.append((*good, *dear))
    return tuple(found)


class _Tried:
    """Real plans of changed programmes, without what clashes are made of that count as mended."""

    def __init__(self, request: Request, searches: Searches, apart: frozenset[object]) -> None:
        self.request, self.searches, self.apart, self.errors = request, searches, apart, _errors(request)

    def works(self, changes: Sequence[Repair]) -> bool:
        """Whether there is a plan with some changes."""
        return self.searches.one() and self._will_do(mended(self.request, changes))

    def _will_do(self, again: Request) -> bool:
        """Whether a changed programme would not be refused before it is planned, and has a plan."""
        return not _errors(again) - self.errors and _has_plan(again, self.apart)

    def first(self, candidates: Sequence[Sequence[Repair]]) -> list[Repair] | None:
        """The smallest repair of each clash that work together; the next one of each in turn where they do not."""
        at = [0] * len(candidates)
        while True:
            chosen = [mine[n] for mine, n in zip(candidates, at, strict=True)]
            if self.works(chosen):
                return chosen
            able = [k for k, mine in enumerate(candidates) if at[k] + 1 < len(mine)]
            if not able or self.searches.left <= 0:
                return None
            at[min(able, key=lambda k: (at[k], k))] += 1


def _has_plan(request: Request, apart: frozenset[object]) -> bool:
    """Whether a plan is found; why there is none is not asked."""
    try:
        return plan_within(_problem(request, apart), TRIED_PARTS)
    except TooLargeError:
        return False


def _problem(request: Request, apart: frozenset[object]) -> Problem:
    """The problem of a request without what stands in some lines."""
    return Everything.of(request, apart).problem if apart else posed(request)


def _errors(request: Request) -> set[str]:
    """What makes no sense in a programme on its days."""
    found = [*check(request.programme), *check_dated(request.programme, request.calendar)]
    return {f"{one.code} {one.message}" for one in found if one.severity is Severity.ERROR}
