"""A rhythm belongs to what is held more than once.

    sessions: {coaching: {kind: coaching, every: month}}      # once, or how many times?

`every` says how a session's own dates follow each other; of one date it says nothing.

Say how many there are (`count: 6`), write it under `strands` if it runs alongside, or delete `every`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, warning
from hsplan.programme.items import items_of
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("every-once",)


def check(programme: Programme) -> Iterator[Finding]:
    """A warning for each session with a rhythm that is held once; on the third Thursday of a month one can be held."""
    dated = {session.path for session in sessions_of(programme)}
    for item in items_of(programme):
        every = item.written.every
        if every is not None and every.weekday is None and item.written.count == 1 and item.path in dated:
            yield warning(
                "every-once",
                f"`{item.id}` has a rhythm, and is held once",
                (*item.path, "every"),
                at_key=True,
                expected="`count:` with how many there are",
                help="add `count`, or delete `every`",
            )
