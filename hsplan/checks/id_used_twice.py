"""A session's id stands once in the whole programme.

Ids make calendar entries what they are: two sessions of one id would overwrite each other in everyone's calendar.

    trimesters:
      first: {sessions: {day-1: {...}}}
      second: {sessions: {day-1: {...}}}   # a second day-1

Give each session an id of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.items import id_at, written_sessions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Programme

CODES = ("id-used-twice",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each session whose id another one has."""
    first: dict[str, Path] = {}
    for path, _, _ in written_sessions(programme):
        id_ = id_at(path)
        if id_ in first:
            notes = (Note("first used here", first[id_]),)
            yield Finding(
                "id-used-twice",
                f"a session `{id_}` exists already",
                path,
                at_key=True,
                expected="an id of its own",
                notes=notes,
            )
        else:
            first[id_] = path
