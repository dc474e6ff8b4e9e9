"""The phases fit into the programme's length.

    length: 6 months
    trimesters:
      first: {length: 4 months}
      second: {length: 4 months}   # eight months in six

Shorten the phases, or lengthen the programme.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.sessions import phase_stretches, phases_of, stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme


def check(programme: Programme) -> Iterator[Finding]:
    """A finding where the phases take longer than the programme, or leave a phase no day."""
    start = date(2011, 1, 1)
    key, phases = phases_of(programme)
    stretches = phase_stretches(programme, start)
    whole = stretch(programme, start)
    for id_, days in stretches.items():
        if days.last > whole.last or not len(days):
            stated = "ends after the programme" if days.last > whole.last else "is left no day"
            message = f"`{id_}` {stated}"
            path = (key, id_, "length") if phases[id_].length else (key, id_)
            notes = (Note("the length of the programme", ("length",)),)
            yield Finding(
                "phases-too-long",
                message,
                path,
                at_key=True,
                expected=f"phases that fit into {programme.length}",
                notes=notes,
            )
            return
