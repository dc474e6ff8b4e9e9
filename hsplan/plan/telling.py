"""Which entries of a session stand in people's calendars, and which did once: what they are to be told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.plan.entry_names import entries_of
from hsplan.plan.model import Entry, Former, Told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hsplan.plan.model import Booking, Plan
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session


def parts_with_entries(programme: Programme, session: Session) -> tuple[str, ...]:
    """The parts of a session that have an entry each: none where the author wants one a day, or where it has none."""
    whole = len(session.parts) == 1 and session.parts[0].id == session.kind
    return () if programme.entries.each == "day" or whole else tuple(part.id for part in session.parts)


def told_of(booking: Booking, before: Told | None, parts: tuple[str, ...]) -> Told:
    """What people are told of a booking, with what they were told before and is no more."""
    values = {name: getattr(booking, name) for name in Entry.model_fields}
    return Told.model_construct(**values, each=parts, formerly=formerly(booking, before, parts))


def formerly(booking: Booking, before: Told | None, parts: tuple[str, ...]) -> Former | None:
    """What people were told of a session and does not hold for its booking; None where all of it does."""
    if before is None:
        return None
    once = before.formerly or Former()
    mine = entries_of(len(booking.days), parts)
    theirs = (*once.entries, *entries_of(len(before.days), before.each))
    people, venues = (*once.people, *before.people), (*once.venues, *([before.venue] if before.venue else []))
    found = Former.model_construct(
        people=_without(people, booking.people),
        venues=_without(venues, (booking.venue,)),
        entries=_without(theirs, mine),
    )
    return found if any(words for _, words in found) else None


def _without(words: Iterable[str], those: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word not in set(those))


def now_former(plan: Plan, booking: Booking, session: str, parts: tuple[str, ...]) -> Former:
    """What people were ever told of a session and does not hold as it is now planned."""
    return formerly(booking, plan.told.get(session), parts) or Former()
