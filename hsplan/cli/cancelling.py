"""A change that cancels many sessions that people were told of is made only on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.findings import Finding, Note, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hsplan.plan.model import Entry, Plan

FEW = 3
"""How many sessions may be cancelled without `--yes`."""
MOST_LISTED = 40


def cancellations(plan: Plan, after: Plan) -> dict[str, Entry]:
    """The sessions that people were told of and that no longer take place, as they were told."""
    same = after.calendar_id == plan.calendar_id
    held = {id_ for id_, one in after.sessions.items() if same and one.status != "cancelled"}
    if same and after is not plan:  # what was cancelled already is left as it is
        held |= {id_ for id_, one in plan.sessions.items() if one.status == "cancelled"}
    return {id_: one for id_, one in plan.told.items() if one.status != "cancelled" and id_ not in held}


def are_many(plan: Plan, after: Plan) -> bool:
    """Whether so many would be cancelled that `--yes` is wanted: of a plan made anew, any."""
    return len(cancellations(plan, after)) > _few(plan, after)


def _few(plan: Plan, after: Plan) -> int:
    return FEW if after.calendar_id == plan.calendar_id else 0


def publish_step(names: Sequence[str], plans: Iterable[Plan]) -> list[str]:
    """The command that tells people of plans; where that would cancel many sessions, it is looked at first."""
    return ["publish", *names, *["--dry-run"] * any(are_many(one, one) for one in plans)]


def refuse_many(name: str, plan: Plan, after: Plan) -> None:
    """Nothing where few are cancelled.

    Raises:
        RefusedError: where more are; it lists each.
    """
    if not are_many(plan, after):
        return
    found, few = cancellations(plan, after), _few(plan, after)
    listed = list(found.items())[:MOST_LISTED]
    notes = [
        Note(f"cancelled: {id_} ({one.title.removesuffix(f' ({id_})')}), {in_words(one.date)}") for id_, one in listed
    ]
    notes += [Note(f"and {len(found) - len(listed)} more")] * (len(found) > len(listed))
    raise RefusedError(
        Finding(
            "many-cancelled",
            f"`{name}` would cancel {len(found)} sessions that people were told of",
            expected=f"at most {few} at once" if few else "a plan that goes on from the one that was published",
            help="if that is meant, run the command again with `--yes`; nothing was changed",
            notes=tuple(notes),
        )
    )
