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
from hsplan.programme.unfolding import occasions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Programme

CODES = ("id-used-twice",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each session whose id another one has, be it by its number or its group."""
    first: dict[str, Path] = {}
    told: set[tuple[str, Path]] = set()
    written = [(id_at(path), path) for path, _, _ in written_sessions(programme)]
    for id_, path in (*written, *((one.id, one.path) for one in occasions_of(programme))):
        other = first.setdefault(id_, path)
        if other != path and (id_, path) not in told:
            told.add((id_, path))
            yield _twice(id_, path, other)


def _twice(id_: str, path: Path, other: Path) -> Finding:
    notes = (Note("first used here", other),)
    message = f"a session `{id_}` exists already"
    return Finding("id-used-twice", message, path, at_key=True, expected="an id of its own", notes=notes)
