"""A conflict told as a finding, and a date told as a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding, Note

if TYPE_CHECKING:
    from hsplan.dates.days import DayRange, Length
    from hsplan.planner.conflict import Conflict
    from hsplan.problem import Evenly


def tell(conflict: Conflict, length: Length, within: DayRange) -> Finding:
    """The finding of a conflict: its wishes as notes, each at its line, and the length that they have to fit into."""
    span = f"{in_words(within.first)} to {in_words(within.last)}"
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
        expected=f"wishes that leave a day for every session within {length}, {span}",
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
