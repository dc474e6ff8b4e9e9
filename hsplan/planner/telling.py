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
    count = len(conflict.wishes)
    whole = Note(f"and all of it within {length}: {in_words(within.first)} to {in_words(within.last)}", ("length",))
    if not count:
        message = "there are more sessions than days to hold them on"
        return Finding("no-plan", message, ("length",), expected="a longer programme, or fewer sessions")
    return Finding(
        "no-plan",
        f"no plan of {length} keeps this wish"
        if count == 1
        else f"no plan of {length} keeps these {count} wishes together",
        conflict.wishes[0].path,
        at_key=True,
        expected="wishes that leave at least one day for every session",
        help=f"change or drop {'it' if count == 1 else 'any one of them'}, or make the programme longer",
        notes=(*(Note(wish.words, wish.path) for wish in conflict.wishes), whole),
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
