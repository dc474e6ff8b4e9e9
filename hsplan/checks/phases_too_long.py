"""The phases fit into the programme's length.

    length: 6 months
    trimesters:
      first: {length: 4 months}
      second: {length: 4 months}   # eight months in six

Shorten the phases, or lengthen the programme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note
from hsplan.programme.stretches import phase_stretches, phases_of, stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.calendars.model import Calendar
    from hsplan.programme.model import Programme

CODES = ("phases-too-long",)


def check_dated(programme: Programme, calendar: Calendar) -> Iterator[Finding]:
    """A finding for the first phase that ends after the programme, or is left no day."""
    key, phases = phases_of(programme)
    if programme.length is None or programme.length.about:
        return
    whole = stretch(programme, calendar.start)
    for id_, days in phase_stretches(programme, calendar.start).items():
        if days.last > whole.last or not len(days):
            stated = "ends after the programme" if days.last > whole.last else "is left no day"
            path = (key, id_, "length") if phases[id_].length else (key, id_)
            notes = (Note("the length of the programme", ("length",)),)
            expected = f"phases that fit into {programme.length}"
            yield Finding("phases-too-long", f"`{id_}` {stated}", path, at_key=True, expected=expected, notes=notes)
            return
