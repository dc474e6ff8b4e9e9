"""A conflict told as a finding, and a date told as a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding, Note
from hsplan.problem import Dearer, Evenly

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsplan.dates.days import DayRange, Length
    from hsplan.planner.conflict import Conflict
    from hsplan.problem import Problem


def tell(conflict: Conflict, length: Length | None, within: DayRange) -> Finding:
    """The finding of a conflict: its wishes as notes, each at its line, and the length that they have to fit into."""
    span = f"{in_words(within.first)} to {in_words(within.last)}"
    if not conflict.proven:
        return Finding(
            "no-plan-found",
            f"no plan was found, {span}, which is not to say that there is none",
            ("length",),
            expected="wishes that leave more days, people or venues for each session",
            help="widen a gap, a window or the weekdays, or name more people and venues",
            notes=tuple(Note(wish.words, wish.path) for wish in conflict.wishes),
        )
    if not conflict.wishes:
        message = f"there are too few days for the sessions in their order, {span}"
        return Finding("no-plan", message, ("length",), expected="a longer programme, or fewer sessions")
    first, *others = conflict.wishes
    clash = (
        f"no plan keeps this wish: {first.words}" if not others else f"no plan keeps {len(others) + 1} wishes together"
    )
    return Finding(
        "no-plan",
        clash,
        first.path,
        at_key=True,
        expected=f"wishes that leave a day for every session within {length or 'the days that are searched'}, {span}",
        help="change or drop any one of them" if others else "change or drop it",
        notes=tuple(Note(f"{'and ' if n else ''}{wish.words}", wish.path) for n, wish in enumerate(conflict.wishes))
        if others
        else (),
    )


def why(even: Evenly | None, days: int, ideal: int) -> str | None:
    """Why a session is on its day, in a few words: how far it lies from the gap that would be best, if one is."""
    if even is None:
        return None
    out = days - ideal
    share = even.because.words
    nearness = (
        f"exactly {share}"
        if not out
        else f"{abs(out)} day{'s' * (abs(out) != 1)} {'more' if out > 0 else 'less'} than {share}"
    )
    return f"{days} days after {even.earlier}, {nearness}"


def missed(problem: Problem, chosen: Mapping[str, int]) -> tuple[str, ...]:
    """The author's wishes that the best plan does not fulfil, each with its sessions: `weekdays: mostly Tue (day-3)`.

    A gap counts as missed if it is out by more than half of what was asked for.
    """
    found: dict[str, list[str]] = {}
    for term in problem.terms:
        if isinstance(term, Dearer) and term.because.asked and term.costs.get(chosen[term.session], 0):
            found.setdefault(term.because.words, []).append(term.session)
        elif isinstance(term, Evenly) and term.because.asked:
            ideal = term.ideal[chosen[term.earlier]]
            if 2 * abs(chosen[term.later] - chosen[term.earlier] - ideal) > ideal:
                found.setdefault(term.because.words, []).append(term.later)
    return tuple(f"{wish} ({', '.join(sessions)})" for wish, sessions in found.items())
