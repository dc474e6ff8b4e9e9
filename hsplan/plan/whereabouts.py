"""Why somebody who might lead a session, or a venue that might hold it, cannot on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange, span_in_words
from hsplan.programme.people import at_other_times, qualified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from hsplan.calendars.model import AwayDays
    from hsplan.plan.held import Held
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A person or a venue, with the reason why they cannot be had on a day."""

    id: str
    name: str
    why: str


def elsewhere(programme: Programme, session: Session, day: date, held: Iterable[Held]) -> Iterator[Elsewhere]:
    """Those who might lead a session, and its venues, that cannot be had on a day; each with the first reason."""
    wanted = [one for one in held if day in one.days and one.joint != session.id]
    known: dict[str, tuple[str, AwayDays, str]] = {
        id_: (programme.people[id_].name, programme.people[id_].away, "away")
        for id_ in qualified(programme, session)
        if id_ in programme.people
    }
    known |= {
        id_: (venue.name, venue.closed, "closed") for id_, venue in programme.venues.items() if id_ in session.venues
    }
    for id_, (name, days, word) in known.items():
        gone = next((one for one in days if day in one), None)
        taken = next((one for one in wanted if one.who == id_ and not at_other_times(session, one.times)), None)
        if gone is not None:
            yield Elsewhere(id_, name, f"{word} {span_in_words(gone) if isinstance(gone, DayRange) else gone}")
        elif taken is not None:
            yield Elsewhere(id_, name, f"wanted by {taken.session}")
