"""A change that cancels many sessions that people were told of is made only on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding, Note, RefusedError

if TYPE_CHECKING:
    from hsplan.plan.model import Entry, Plan

FEW = 3
"""How many sessions may be cancelled without `--yes`."""


def cancellations(plan: Plan, after: Plan) -> dict[str, Entry]:
    """The sessions that people were told of and that no longer take place, as they were told."""
    same = after.calendar_id == plan.calendar_id
    return {
        id_: entry
        for id_, entry in plan.told.items()
        if entry.status != "cancelled"
        and not (same and id_ in after.sessions and after.sessions[id_].status != "cancelled")
    }


def refuse_many(name: str, found: dict[str, Entry]) -> None:
    """Nothing where few are cancelled.

    Raises:
        RefusedError: where more are; it lists each.
    """
    if len(found) <= FEW:
        return
    notes = tuple(Note(f"cancelled: {id_} ({one.title}), {in_words(one.date)}") for id_, one in found.items())
    raise RefusedError(
        Finding(
            "many-cancelled",
            f"`{name}` would cancel {len(found)} sessions that people were told of",
            expected=f"at most {FEW} at once",
            help="if that is meant, run the command again with `--yes`; nothing was changed",
            notes=notes,
        )
    )
