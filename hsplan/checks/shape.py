"""The programme has sessions, in phases or without, under one word.

Without a session there is nothing to plan; with both `trimesters` and `phases`, or with sessions outside of phases that
do not say when, nobody could tell in which order they come.

    trimesters: {first: {...}}
    phases: {second: {...}}        # under which of the two do the phases stand?

Put all phases under one key, and all sessions into phases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.sessions import written_sessions
from hsplan.programme.stretches import phases_of
from hsplan.programme.when import AtEnd, AtStart, Beside, Between, During, OnDay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme, WrittenSession

CODES = ("two-shapes", "nothing-to-plan")


def check(programme: Programme) -> Iterator[Finding]:
    """A finding where there is nothing to plan, or two shapes at once."""
    if programme.trimesters and programme.phases:
        notes = (Note("the trimesters", ("trimesters",)),)
        yield Finding(
            "two-shapes",
            "the programme has `trimesters` and `phases`",
            ("phases",),
            at_key=True,
            expected="one of the two",
            notes=notes,
        )
        return
    key, phases = phases_of(programme)
    if phases and not all(_placed(written) for written in programme.sessions.values()):
        message = f"`sessions` stand beside the {key}"
        expected = f"inside the {key} all sessions that are not at the start, at the end or beside another"
        yield Finding("two-shapes", message, ("sessions",), at_key=True, expected=expected)
    if not any(written_sessions(programme)) and not programme.template:
        yield Finding(
            "nothing-to-plan",
            "the programme has no session",
            expected="`sessions:` with at least one session",
            help="write them under `sessions`, or under `trimesters` → `sessions`",
        )


def _placed(written: WrittenSession) -> bool:
    """Whether a session says itself where it lies to the phases."""
    return any(isinstance(when, AtStart | AtEnd | Beside | OnDay | Between | During) for when in written.when)
