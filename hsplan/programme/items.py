"""What a programme's file writes down as sessions and strands, in its order, and of which kinds they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.programme.kinds import CONCLUDING, KINDS, several_of
from hsplan.programme.remembering import once_for_each
from hsplan.programme.stretches import phases_of
from hsplan.programme.when import AtEnd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Brought, Programme, WrittenSession


@dataclass(frozen=True, slots=True)
class Item:
    """A session as written, and where."""

    path: Path
    phase: str | None
    written: WrittenSession
    strand: bool = False

    @property
    def id(self) -> str:
        """Its key."""
        return str(self.path[-1])


@once_for_each
def items_of(programme: Programme) -> tuple[Item, ...]:
    """Every session and strand as written, in the order of the file; what others bring is not among them."""
    return tuple(_items(programme))


def _items(programme: Programme) -> Iterator[Item]:
    key, phases = phases_of(programme)
    for phase_id, phase in phases.items():
        for id_, written in phase.sessions.items():
            yield Item((key, phase_id, "sessions", id_), phase_id, written)
        for id_, written in phase.strands.items():
            yield Item((key, phase_id, "strands", id_), phase_id, written, strand=True)
    for id_, written in programme.sessions.items():
        yield Item(("sessions", id_), None, written)
    for id_, written in programme.strands.items():
        yield Item(("strands", id_), None, written, strand=True)


def written_sessions(programme: Programme) -> Iterator[tuple[Path, str | None, Brought]]:
    """Every session, strand and session that others bring, once, with its path and phase."""
    for item in items_of(programme):
        yield item.path, item.phase, item.written
        for id_, brought in item.written.brings.items():
            yield (*item.path, "brings", id_), item.phase, brought
    for kind_id, kind in programme.kinds.items():
        for id_, brought in kind.brings.items():
            yield ("kinds", kind_id, "brings", id_), None, brought


def id_at(path: Path) -> str:
    """The id of what is written at a path: of a session that another brings, with that of the one that brings it."""
    return f"{path[-3]}-{path[-1]}" if path[-2] == "brings" else str(path[-1])


def lineage(programme: Programme, kind: str) -> tuple[str, ...]:
    """A kind and those that it extends, nearest first; the last is built in. A circle ends where it closes."""
    found = {kind: None}
    at = kind
    while (own := programme.kinds.get(at)) is not None:
        if own.extends is None or own.extends in found:
            break
        at = own.extends
        found[at] = None
    return tuple(found)


def plural_of(programme: Programme, kind: str) -> str:
    """What several of a kind are called: as the nearest of its kinds with a title says, or as that title suggests."""
    for id_ in lineage(programme, kind):
        own = programme.kinds.get(id_)
        if own is not None and own.plural:
            return own.plural
        if own is not None and own.title:
            return several_of(own.title)
        if own is None and id_ in KINDS:
            return KINDS[id_][1]
    return several_of(kind.replace("-", " "))


def concludes(programme: Programme, phase: str | None, written: Brought) -> bool:
    """Whether a session is the last of its phase: a challenge is, and whatever says so."""
    return AtEnd() in written.when or (phase is not None and CONCLUDING in lineage(programme, written.kind))
