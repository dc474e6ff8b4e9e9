"""A day says its times once: as a whole, or on its parts.

    day-1:
      time: 9:30-16:30
      parts: {workshop: {time: 9:30-12:30}}   # until 12:30, or until 16:30?

Write the times on the parts; the day lasts from the first to the last of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.items import written_sessions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Brought, Kind, Programme

CODES = ("time-twice",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each session or kind that has both `time` and `parts`."""
    blocks: list[tuple[Path, Kind | Brought]] = [(("kinds", id_), kind) for id_, kind in programme.kinds.items()]
    blocks += [(path, session) for path, _, session in written_sessions(programme)]
    for path, block in blocks:
        if block.time is not None and block.parts:
            notes = (Note("the parts", (*path, "parts")),)
            message = f"`{path[-1]}` has a `time` and `parts`"
            yield Finding(
                "time-twice", message, (*path, "time"), at_key=True, expected="the times on the parts", notes=notes
            )
