"""A conflict told as a finding, and a date told as a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note

if TYPE_CHECKING:
    from hsplan.planner.conflict import Conflict


def tell(conflict: Conflict) -> Finding:
    """The finding of a conflict: its wishes as notes, each at its line."""
    if not conflict.wishes:
        return Finding(
            "no-plan",
            "there are more sessions than days to hold them on",
            ("length",),
            expected="a longer programme, or fewer sessions",
        )
    count = len(conflict.wishes)
    return Finding(
        "no-plan",
        "no plan keeps this wish" if count == 1 else f"no plan keeps these {count} wishes together",
        conflict.wishes[0].path,
        at_key=True,
        expected="wishes that leave at least one day for every session",
        help="change or drop any one of them" if count > 1 else "change or drop it",
        notes=tuple(Note(wish.words, wish.path) for wish in conflict.wishes),
    )


def why(gap: int | None, ideal: int | None, before: str) -> str:
    """Why a session is on its day, in a few words: how far it lies from an even spread."""
    if gap is None or ideal is None:
        return "the first; half an even share after the start would be best"
    away = abs(gap - ideal)
    nearness = (
        "as evenly spread as can be"
        if not away
        else f"{away} day{'s' * (away != 1)} {'more' if gap > ideal else 'less'} than an even share"
    )
    return f"{gap} days after {before}, {nearness}"
