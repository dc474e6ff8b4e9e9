"""Every session is led by enough people who qualify and are free.

    with: 2 facilitators
    people: {facilitator-a: {name: Facilitator A, leads: everything, away: 1 to 14 Mar 2011}}
    sessions:
      day-3: {date: 8 Mar 2011, people: [facilitator-a]}   # away, and alone

Name someone who leads such sessions and is free, or run `hsplan schedule` to have them chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import in_words
from hsplan.plan.case import at, breach
from hsplan.programme.people import free, needed_of, qualified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Finding
    from hsplan.plan.case import Case

CODE = "not-led"


def broken(case: Case) -> Iterator[Finding]:
    """A finding for each person who cannot lead a booking, and for each booking with too few."""
    for session, booking in case.ahead():
        able = qualified(case.programme, session)
        for n, id_ in enumerate(booking.people):
            path = (*at(session, "people"), n)
            if id_ not in able:
                yield breach(
                    CODE,
                    f"`{id_}` does not lead `{session.id}`",
                    path,
                    expected=f"one of {', '.join(able) or 'nobody'}",
                )
            elif away := [day for day in booking.days if not free(case.programme.people[id_], day)]:
                name = case.programme.people[id_].name
                yield breach(
                    CODE, f"{name} is unavailable on {in_words(away[0])}", path, expected="someone who is free"
                )
        needed = needed_of(case.programme, session)
        if len(set(booking.people)) < needed:
            message = f"`{session.id}` is led by {len(set(booking.people)) or 'nobody'}, not by {needed}"
            yield breach(CODE, message, at(session, "people"), expected=f"{needed} to lead it")
        for id_ in session.leaders.people:
            if id_ not in booking.people:
                message = f"`{session.id}` is not led by `{id_}`"
                yield breach(CODE, message, at(session, "people"), expected="those whom the programme names")
