"""Nobody can choose more sessions than there are.

    sessions: {masterclass: {kind: masterclass, count: 4, choose: 5}}      # five of four

A choice says how many of `count` each participant takes; a number above it has been mistyped, or sessions are missing.

Write a `choose` of at most `count`, or `any`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding
from hsplan.programme.items import items_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("too-few-to-choose",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each session of which more are to be chosen than there are."""
    for item in items_of(programme):
        choose, count = item.written.choose, item.written.count
        if choose is not None and choose.isdecimal() and count is not None and int(choose) > count:
            yield Finding(
                "too-few-to-choose",
                f"{choose} of `{item.id}` are to be chosen, and there {'is' if count == 1 else 'are'} {count}",
                (*item.path, "choose"),
                expected=f"at most {count}, or `any`" if count > 1 else "a `count` of how many there are",
            )
