"""Why no plan exists: an irreducible set of wishes that clash, found by QuickXplain.

Most conflicts are between wishes for days, and the days on which people and venues can. Where days would do, and only
who leads what stands in the way, the whole search is asked each time, for so many parts at most.

Junker, U.: QUICKXPLAIN: Preferred Explanations and Relaxations for Over-Constrained Problems, AAAI 2004.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from hsplan.planner.choosing import parts_needed
from hsplan.planner.counting import shortage
from hsplan.planner.feasibility import feasible
from hsplan.planner.tables import LaidOut, TooLargeError, tables
from hsplan.planner.twins import needs
from hsplan.problem import AtMostDays, Because, DateRule, NeverTogether, OneAtATime, Problem, Staffing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hsplan.problem import Term
    from hsplan.request import Request

Asked = TypeVar("Asked")

PARTS = 30
"""How many parts of the whole search decide whether people and places go together."""
ALL_PARTS = 300
"""How many parts may be looked into in all, until what is undecided counts as possible."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Wishes that cannot all be kept; leaving out any one of them would do, as far as that could be decided."""

    wishes: tuple[Because, ...]
    proven: bool = True
    """Whether it is proven that there is no plan; otherwise none was found, and no wish is to blame."""
    alone: bool = True
    """Whether it stands for itself; else there is a plan, were it not for those whom other programmes have."""
    request: Request | None = field(default=None, compare=False, repr=False)
    """What was asked for: from it follows what would do instead (`refusing`)."""


def find_conflict(problem: Problem) -> Conflict:
    """An irreducible set of wishes for which there is no plan, of a problem that has none.

    With fewer wishes a problem has more days, maybe more than can be laid out: what that leaves undecided counts as
    possible.
    """
    rules = [term for term in problem.terms if isinstance(term, DateRule)]
    days, dates = [*rules, *_kept_apart(problem)], _dates(problem, LaidOut())
    if not dates(days):
        return _irreducible(days, dates)
    staff = [term for term in problem.terms if isinstance(term, Staffing | OneAtATime)]
    caps = [term for term in problem.terms if isinstance(term, AtMostDays)]

    left = ALL_PARTS
    # Where adding up proves it, adding up finds the wishes, in a fraction of the time.
    short = shortage(replace(problem, terms=(*rules, *caps, *staff))) is not None

    def staffed(terms: Sequence[Term]) -> bool:
        nonlocal left
        asked = replace(problem, terms=(*terms, *staff))
        try:
            too_few = shortage(asked) is not None
            possible, count = (not too_few, 0) if short or too_few else parts_needed(asked, min(PARTS, left))
        except TooLargeError:
            return True
        left -= count
        return possible

    return _irreducible([*rules, *caps], staffed)


def clash_again(problem: Problem, wishes: Sequence[Because], laid_out: LaidOut) -> bool:
    """Whether some wishes for days clash in a problem, and do not with any one of them left out.

    That is far quicker to know than which wishes do, and near by it is often the same ones.
    """
    rules = [term for term in problem.terms if isinstance(term, DateRule)]
    days, dates = [*rules, *_kept_apart(problem)], _dates(problem, laid_out)

    def possible(kept: Sequence[Because]) -> bool:
        return dates([term for term in days if term.because.fact or term.because in kept])

    return not possible(wishes) and all(possible([one for one in wishes if one != out]) for out in wishes)


def _dates(problem: Problem, laid_out: LaidOut) -> Callable[[Sequence[Term]], bool]:
    """Whether some rules about days leave any; what is too large to be laid out counts as possible."""

    def possible(terms: Sequence[Term]) -> bool:
        try:
            return feasible(tables(replace(problem, terms=tuple(terms)), laid_out))
        except TooLargeError:
            return True

    return possible


def _kept_apart(problem: Problem) -> Iterator[NeverTogether]:
    """The sessions that need the same people or venue whatever else is chosen, or those who take part."""
    staffing = {term.session: term for term in problem.terms if isinstance(term, Staffing)}
    for alone in problem.terms:
        if not isinstance(alone, OneAtATime) or alone.aside:
            continue
        for a, b in combinations(sorted(alone.sessions), 2):
            if frozenset((a, b)) not in alone.apart and all(needs(staffing[one], alone) for one in (a, b)):
                words = (
                    f"{a} and {b} both need `{alone.who}`" if alone.who else f"those who take part are at {a} and {b}"
                )
                because = Because(words, staffing[b].because.path)
                yield NeverTogether(a, b, staffing[b].long, staffing[a].long, because)


def _irreducible(rules: Sequence[DateRule | AtMostDays], feasible: Callable[[Sequence[Term]], bool]) -> Conflict:
    """The wishes of rules that cannot all be kept, none of them too many."""
    facts = tuple(term for term in rules if term.because.fact)
    by_wish: dict[Because, list[Term]] = {}
    for term in rules:
        if not term.because.fact:
            by_wish.setdefault(term.because, []).append(term)
    wishes = list(by_wish)

    def possible(kept: list[Because]) -> bool:
        return feasible((*facts, *(term for wish in kept for term in by_wish[wish])))

    if not wishes or not possible([]):
        return Conflict(())
    found = irreducible(wishes, possible)
    # Where the budget leaves a part of the wishes undecided, the proof is only of all together.
    return Conflict(tuple(wishes if possible(found) else found))


def irreducible(asked: Sequence[Asked], possible: Callable[[list[Asked]], bool]) -> list[Asked]:
    """Some of what is asked that is not possible together, but is without any one of them.

    Which of several such sets is found depends on the order: what comes early is rather left out.

    Args:
        asked: What cannot be had together.
        possible: Whether some of it can; what leaves out more is never less possible.
    """

    def explain(background: list[Asked], *, changed: bool, candidates: list[Asked]) -> list[Asked]:
        if changed and not possible(background):
            return []
        if len(candidates) == 1:
            return candidates
        half = len(candidates) // 2
        first, second = candidates[:half], candidates[half:]
        of_second = explain([*background, *first], changed=bool(first), candidates=second)
        of_first = explain([*background, *of_second], changed=bool(of_second), candidates=first)
        return [*of_first, *of_second]

    return explain([], changed=False, candidates=list(asked)) if asked else []
