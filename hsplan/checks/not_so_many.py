"""`4 of 5` counts what is there: five sessions.

    attendance: 4 of 5
    sessions: {day-1: {...}, day-2: {...}, day-3: {...}}      # three

Participants could not tell how many they may miss.

Write the number that there is, or a rule that does not count: `all but 1`, `80%`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hsplan.findings import Finding, warning
from hsplan.programme.stretches import phases_of
from hsplan.programme.totals import sessions_held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hsplan.findings import Path
    from hsplan.programme.model import Programme, Shared
    from hsplan.programme.sessions import Session

CODES = ("not-so-many",)


def check(programme: Programme) -> Iterator[Finding]:
    """A warning for each rule that counts other sessions than there are where it stands."""
    for path, level, held in _levels(programme):
        attending = level.attendance
        rules = [((), attending.rule), *(((role,), rule) for role, rule in attending.roles)] if attending else []
        for at, rule in rules:
            match = re.fullmatch(r"\d+ of (\d+)", rule)
            counted = sessions_held(programme, held) if match else None
            if match and counted is not None and not counted.least <= int(match[1]) <= counted.most:
                yield warning(
                    "not-so-many",
                    f"`attendance: {rule}` counts {match[1]}, and there {counted.verb} {counted} here",
                    (*path, "attendance", *at),
                    expected=f"`… of {counted}`, or `all but 1`",
                )


def _levels(programme: Programme) -> Iterator[tuple[Path, Shared, Callable[[Session], bool]]]:
    """Each place where a rule of attendance may stand, and which sessions it speaks of."""
    key, phases = phases_of(programme)
    yield (), programme, lambda _: True
    for id_, phase in phases.items():
        yield (key, id_), phase, lambda one, id_=id_: one.phase == id_  # type: ignore[misc]
        for name, held in (("sessions", phase.sessions), ("strands", phase.strands)):
            for session_id, written in held.items():
                yield (key, id_, name, session_id), written, _is(session_id)
    for id_, kind in programme.kinds.items():
        yield ("kinds", id_), kind, lambda one, id_=id_: one.kind == id_  # type: ignore[misc]
    for name, held in (("sessions", programme.sessions), ("strands", programme.strands)):
        for session_id, written in held.items():
            yield (name, session_id), written, _is(session_id)


def _is(item: str) -> Callable[[Session], bool]:
    return lambda one: one.item == item
