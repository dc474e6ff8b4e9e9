"""How many groups there are is known, where each takes a session on a date of its own.

Each of these dates is planned and gets an entry in the calendar: hsplan must know how many.

    groups: {set: {with: 1 facilitator}}        # how many sets?
    sessions: {learning: {kind: action-learning, for: each set, taken: on own dates}}

Say the `number` of groups, or their `size` and the number of `participants`; or let them arrange their dates, with
`arranged-by: set`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.groups import known_number
from hsplan.programme.unfolding import sessions_of
from hsplan.programme.who import PARTICIPANT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("number-not-known",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each group of which it matters, and is not known, how many there are."""
    told: set[str] = set()
    for session in sessions_of(programme):
        group = session.for_.each
        if session.taken != "on own dates" or not group or session.for_.number or group in told:
            continue
        if known_number(programme, group) is None:
            told.add(group)
            everyone = group == PARTICIPANT
            yield Finding(
                "number-not-known",
                f"`{session.item}` has a date for each {group}, and how many there are is not said",
                (*session.path, "taken"),
                at_key=True,
                expected="`participants:` with their number" if everyone else f"a `number` or a `size` of `{group}`",
                help="say how many there are, or let them arrange their dates: `arranged-by`",
                notes=() if everyone else (Note("the group", ("groups", group)),),
            )
