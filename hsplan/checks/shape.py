"""The programme has sessions, in phases or without, under one word.

Without a session there is nothing to plan; with both `trimesters` and `phases`, or with sessions outside of phases that
do not say when, nobody could tell in which order they come.

    trimesters: {first: {...}}
    phases: {second: {...}}        # under which of the two do the phases stand?

Put all phases under one key, and all sessions into phases. Beside phases may stand what is anchored to the start or the
end, or tied to another session: `launch: {kind: launch, when: before the start}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.items import written_sessions
from hsplan.programme.stretches import phases_of
from hsplan.programme.when import AnyTime, AtEnd, AtStart, Beside, Between, During, OnDay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme
    from hsplan.programme.when import When

CODES = ("two-shapes", "nothing-to-plan")


def _placed(when: When) -> bool:
    """Whether a moment tells where a session lies: at an edge, or by another session."""
    return isinstance(when, AtStart | AtEnd | AnyTime | Beside | OnDay | Between | During)


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
    plain = [id_ for id_, session in programme.sessions.items() if not any(map(_placed, session.when))]
    if phases and plain:
        yield Finding(
            "two-shapes",
            f"`{plain[0]}` stands beside the {key}, and nothing says where in their order",
            ("sessions", plain[0]),
            at_key=True,
            expected=f"all sessions inside the {key}, but those at an edge or beside another session",
            help="move it into one of them, or say `when`: `at the start`, `before the start`, `after day-1`",
        )
    if not any(written_sessions(programme)) and not programme.template:
        yield Finding(
            "nothing-to-plan",
            "the programme has no session",
            expected="`sessions:` with at least one session",
            help="write them under `sessions`, or under `trimesters` → `sessions`",
        )
