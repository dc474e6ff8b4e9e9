"""A programme has no more sessions than can be planned at once.

    sessions: {...}      # a thousand of them

Split it into programmes of at most 400 sessions; a programme has seldom more than forty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding
from hsplan.programme.stretches import phases_of
from hsplan.programme.unfolding import number_unfolded, occasions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("too-many-sessions",)
MOST = 400


def check(programme: Programme) -> Iterator[Finding]:
    """A finding where there are more sessions than hsplan plans at once."""
    if len(occasions_of(programme)) > MOST:
        count = number_unfolded(programme)
        key, phases = phases_of(programme)
        path = (key,) if phases else ("sessions",)
        yield Finding(
            "too-many-sessions", f"the programme has {count} sessions", path, at_key=True, expected=f"at most {MOST}"
        )
