"""A booking has the days, parts and times that the programme asks for.

The calendar that people open shows the plan's times: were they others than the programme's, half of them would
come at the wrong hour.

    kinds: {insight-day: {parts: {workshop: {time: 9:30-12:30}}}}
    sessions:
      day-1: {times: {workshop: 10:00-12:30}}

Change the time in the programme and run `hsplan schedule`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding
from hsplan.plan.case import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.case import Case

CODE = "times-differ"
HELP = "run `hsplan schedule`, which takes the times from the programme"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each booking whose days, parts or times are not the programme's."""
    for session, booking in case.ahead():
        parts = zip(booking.names(session), session.parts, strict=True)
        asked = {name: part.time for name, part in parts if part.time is not None}
        if booking.times != asked:
            wanted = ", ".join(f"{id_} {time}" for id_, time in asked.items()) or "no times"
            found = ", ".join(f"{id_} {time}" for id_, time in booking.times.items()) or "no times"
            message = f"`{session.id}` has {found}, not {wanted}"
            yield Finding(CODE, message, at(session, "times"), expected=wanted, help=HELP, step=("schedule",))
        if len(booking.days) != session.days:
            days = f"{len(booking.days)} day{'s' * (len(booking.days) != 1)}"
            lasts = f"`{session.id}` takes {days}, not {session.lasts}"
            yield Finding(CODE, lasts, at(session, "last"), expected=str(session.lasts), help=HELP, step=("schedule",))
