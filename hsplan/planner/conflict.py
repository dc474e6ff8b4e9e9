"""Why no plan exists: an irreducible set of wishes that clash, found by QuickXplain.

Junker, U.: QUICKXPLAIN: Preferred Explanations and Relaxations for Over-Constrained Problems, AAAI 2004.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from hsplan.planner.feasibility import feasible
from hsplan.planner.tables import tables
from hsplan.problem import Apart, Because, Forbidden, NeverTogether, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hsplan.problem import Request, Term

Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Wishes that cannot all be kept; leaving out any one of them would do, as far as that could be decided."""

    wishes: tuple[Because, ...]
    proven: bool = True
    """Whether it is proven that there is no plan; otherwise none was found, and no wish is to blame."""
    request: Request | None = field(default=None, compare=False, repr=False)
    """What was asked for: from it follows what would do instead (`refusing`)."""


def find_conflict(problem: Problem) -> Conflict:
    """An irreducible set of wishes for which there is no plan, of a problem that has none."""
    rules = [term for term in problem.terms if isinstance(term, Forbidden | Apart | NeverTogether)]
    facts = tuple(term for term in rules if term.because.fact)
    wishes = list(dict.fromkeys(term.because for term in rules if not term.because.fact))
    by_wish: dict[Because, tuple[Term, ...]] = {
        wish: tuple(term for term in rules if term.because == wish) for wish in wishes
    }

    def possible(kept: list[Because]) -> bool:
        terms = (*facts, *(term for wish in kept for term in by_wish[wish]))
        return feasible(tables(replace(problem, terms=terms)))

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
