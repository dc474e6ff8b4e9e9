"""The parts of a day follow each other.

    parts:
      workshop: {time: 9:30-12:30}
      action-learning: {time: 12:00-15:00}   # begins before the workshop ends

Change the times so that each part ends before the next begins. Parts are the pieces of a day, the same on each day that
a session lasts: what others lead on its second day, or at the same time, is a session of its own, or one it brings.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hsplan.dates.days import TimeRange
from hsplan.findings import Finding, Note
from hsplan.programme.items import written_sessions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hsplan.findings import Path
    from hsplan.programme.model import Part, Programme

CODES = ("parts-overlap",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each part that begins before the one before it ends."""
    blocks: list[tuple[Path, Mapping[str, Part]]] = [
        (("kinds", id_), kind.parts or {}) for id_, kind in programme.kinds.items()
    ]
    blocks += [(path, session.parts or {}) for path, _, session in written_sessions(programme)]
    for path, parts in blocks:
        timed = [(id_, part.time) for id_, part in parts.items() if isinstance(part.time, TimeRange)]
        for (before, earlier), (after, later) in pairwise(timed):
            if later.start < earlier.end:
                notes = (Note("the part before", (*path, "parts", before)),)
                message = f"`{after}` begins at {later.start:%H:%M}, before `{before}` ends at {earlier.end:%H:%M}"
                yield Finding(
                    "parts-overlap",
                    message,
                    (*path, "parts", after, "time"),
                    expected="parts of one day that follow each other",
                    help="correct the times; what is on another day, or alongside, is a session of its own",
                    notes=notes,
                )
