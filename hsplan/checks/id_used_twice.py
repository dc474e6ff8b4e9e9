"""A session's id stands once in the whole programme, and so does that of a person, a venue or a participant.

Ids make calendar entries what they are: two sessions of one id would overwrite each other in everyone's calendar, and
of a facilitator and a participant of one id, one would have the mails of the other.

    trimesters:
      first: {sessions: {day-1: {...}}}
      second: {sessions: {day-1: {...}}}   # a second day-1

Give each an id of its own. Who leads and takes part as well is told so as two: `p-leading` under `people`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.groups import named_participants
from hsplan.programme.items import id_at, written_sessions
from hsplan.programme.unfolding import occasions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Programme

CODES = ("id-used-twice",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each session whose id another one has, be it by its number or its group; and so of people."""
    told: set[tuple[str, Path]] = set()
    written = [(id_at(path), path) for path, _, _ in written_sessions(programme)]
    sessions = (*written, *((one.id, one.path) for one in occasions_of(programme)))
    for id_, path, other in _again(sessions):
        if (id_, path) not in told:
            told.add((id_, path))
            yield _twice(f"a session `{id_}` exists already", path, other)
    people = [("people", id_) for id_ in programme.people]
    people += [("venues", id_) for id_ in programme.venues]
    people += [("participants", id_) for id_ in named_participants(programme)]
    for id_, path, other in _again((path[-1], path) for path in people):
        yield _twice(f"`{id_}` stands under `{other[0]}` already", path, other)


def _again(found: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, Path, Path]]:
    """Each id that was had before at another place, with its place and that one."""
    first: dict[str, Path] = {}
    for id_, path in found:
        other = first.setdefault(id_, path)
        if other != path:
            yield id_, path, other


def _twice(message: str, path: Path, other: Path) -> Finding:
    notes = (Note("first used here", other),)
    return Finding("id-used-twice", message, path, at_key=True, expected="an id of its own", notes=notes)
