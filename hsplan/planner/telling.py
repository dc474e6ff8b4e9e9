"""A conflict told as a finding, and a date told as a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import WEEKDAY_NAMES, in_words
from hsplan.dates.lengths import Length
from hsplan.findings import Finding, Note
from hsplan.problem import Dearer, Evenly, Rotation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from hsplan.dates.days import DayRange
    from hsplan.planner.conflict import Conflict
    from hsplan.planner.pricing import Choice
    from hsplan.problem import Problem, Term


def tell(conflict: Conflict, length: Length | None, within: DayRange) -> Finding:
    """The finding of a conflict: its wishes as notes, each at its line, and the length that they have to fit into."""
    span = f"{in_words(within.first)} to {in_words(within.last)}"
    if not conflict.proven:
        message = f"no plan was found, {span}, which is not to say that there is none"
        expected = "wishes that leave more days, people or venues for each session"
        help_ = "widen a gap, a window or the weekdays, or name more people and venues"
        step: tuple[str, ...] = ()
        if not conflict.alone:
            message = "no plan was found beside the other programmes; alone it has one"
            expected = "other days, people or venues than those that are wanted elsewhere"
            help_ = "name more people and venues, leave more days, or plan all of them at once: `hsplan schedule`"
            step = ("schedule",)
        notes = tuple(Note(wish.words, wish.path) for wish in conflict.wishes)
        return Finding("no-plan-found", message, ("length",), expected=expected, help=help_, notes=notes, step=step)
    if not conflict.wishes:
        message = f"there are too few days for the sessions, {span}"
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


def why(even: Evenly, earlier: int, later: int) -> str:
    """Why a session is on its day, in a few words: how far it lies from the gap that would be best."""
    days = later - earlier
    out = days - even.ideal[earlier]
    near = f"{Length(abs(out), 'day')} {'more' if out > 0 else 'less'} than" if out else "exactly"
    return f"{Length(days, 'day')} after {even.earlier}, {near} {even.because.words}"


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


def how(term: Term, choice: Choice, session: str, date_of: Callable[[int], date]) -> str:
    """How a session comes to what a wish costs, in a few words; empty where the wish says it all.

    Args:
        term: The wish as the search has it.
        choice: The plan.
        session: One that the term speaks of.
        date_of: The date of a day.
    """
    if isinstance(term, Evenly):
        first, second = choice.days[term.earlier], choice.days[term.later]
        ideal = term.ideal_after(first)
        lies = f"{Length(second - first, 'day')} after {term.earlier}"
        return f"{lies if session == term.later else f'{term.later} is {lies}'}, {Length(ideal, 'day')} would be best"
    if isinstance(term, Dearer):
        best = [day for day, price in term.costs.items() if not price]
        return f"{in_words(date_of(best[0]))} would be best" if len(best) == 1 else ""
    if isinstance(term, Rotation) and term.alike is None:
        label = term.labels[choice.days[session]]
        same = [one for one in choice.days if one in term.sessions and term.labels.get(choice.days[one]) == label]
        weekday = WEEKDAY_NAMES[date_of(choice.days[session]).weekday()]
        return f"also on a {weekday}: {', '.join(one for one in same if one != session)}"
    return ""
