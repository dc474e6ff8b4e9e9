"""Why somebody who might lead a session, or a venue that might hold it, cannot on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange, span_in_words
from hsplan.programme.absences import OFF, days_off
from hsplan.programme.people import at_other_times, qualified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from hsplan.findings import Path
    from hsplan.plan.held import Held
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A person or a venue, with the reason why they cannot be had on a day."""

    id: str
    name: str
    why: str
    path: Path = ()
    """Where the programme says so, if it does."""


def elsewhere(programme: Programme, session: Session, day: date, held: Iterable[Held]) -> Iterator[Elsewhere]:
    """Those who might lead a session, and its venues, that cannot be had on a day; each with the first reason."""
    wanted = [one for one in held if day in one.days and one.joint != session.id]
    known = {
        id_: ("people", programme.people[id_].name) for id_ in qualified(programme, session) if id_ in programme.people
    }
    known |= {id_: ("venues", venue.name) for id_, venue in programme.venues.items() if id_ in session.venues}
    for id_, (block, name) in known.items():
        off = ((path, one) for path, days in days_off(programme, block, id_) for one in days if day in one)
        path, gone = next(off, ((), None))
        taken = next((one for one in wanted if one.who == id_ and not at_other_times(session, one.times)), None)
        if gone is not None:
            when = span_in_words(gone) if isinstance(gone, DayRange) else gone
            yield Elsewhere(id_, name, f"{OFF[block]} {when}", path)
        elif taken is not None:
            yield Elsewhere(id_, name, f"wanted by {taken.session}")
