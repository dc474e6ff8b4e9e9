"""Which entries of a session stand in people's calendars, and which did once: what they are to be told of."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    return () if programme.entries.each == "day" or session.undivided else tuple(part.id for part in session.parts)


def parts_entered(programme: Programme, session: Session, booking: Booking, told: Told | None) -> tuple[str, ...]:
    """The parts of a booking that have an entry each: of what was delivered, those of which people were told."""
    return told.each if told is not None and booking.status == "delivered" else parts_with_entries(programme, session)


@dataclass(frozen=True, slots=True)
class Known:
    """What calendars go by of a session that is not in its booking."""

    each: tuple[str, ...] = ()
    """Its parts, where each has an entry of its own."""
    participants: tuple[str, ...] | None = ()
    """The ids of those participants, of the ones known by name, who come to it; None where nobody is known by name."""
    others: tuple[str, ...] = ()
    """The ids of those who come for their role."""
    people: tuple[str, ...] = ()
    """The ids of all who may lead."""

    @property
    def coming(self) -> tuple[str, ...]:
        """The ids of all of them."""
        return (*(self.participants or ()), *self.others)


def known_of(programme: Programme, coming: Iterable[str], each: tuple[str, ...] = ()) -> Known:
    """What is known of a session to which these come, of those known by name."""
    others = tuple(id_ for id_ in coming if id_ in programme.people)
    named = isinstance(programme.participants, dict)
    return Known(each, _without(coming, others) if named else None, others, tuple(programme.people))


def told_of(booking: Booking, before: Told | None, known: Known, revision: int) -> Told:
    """What people are told of a booking in a revision, with what they were told before and is no more."""
    values = {name: getattr(booking, name) for name in Entry.model_fields}
    if booking.status == "cancelled":  # that it would have been theirs is told to nobody who was not told before
        values["people"] = _of_those(booking.people, before.leading if before is not None else ())
        had = before.coming if before is not None else ()
        named = _of_those(known.participants, had) if known.participants is not None else None
        unsaid = before is not None and before.others is None
        known = replace(known, participants=named, others=known.others if unsaid else _of_those(known.others, had))
    former = formerly(booking, before, known)
    same = before is not None and (before.digest, before.sequence) == (booking.digest, booking.sequence)
    if before is not None and former is not None and same and _left(booking, before, known):
        counted = {"sequence": max(booking.sequence, highest(before)) + 1, "revision": revision}
        former = former.model_copy(update=counted)
    return Told.model_construct(
        **values,
        each=known.each,
        participants=known.participants if known.participants is not None else before.participants if before else (),
        others=known.others,
        formerly=former,
        revision=(before.revision if before is not None and same else 0) or booking.revision,
    )


def _of_those(ids: Iterable[str], those: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_ in those)


def highest(told: Told) -> int:
    """The highest sequence with which anybody was told of a session."""
    return max(told.sequence, told.formerly.sequence if told.formerly is not None else 0)


def _left(booking: Booking, before: Told, known: Known) -> tuple[str, ...]:
    """Those who were told that they come and do not; not of what was held, or cancelled for all.

    Where participants are not known by name any more, none of them has left.
    """
    if booking.status == "delivered" or before.status == "cancelled":
        return ()
    return _without(before.came(named=known.participants is not None), known.coming)


def formerly(booking: Booking, before: Told | None, known: Known) -> Former | None:
    """What people were told of a session and does not hold for its booking; None where all of it does.

    Who was told already that they are not wanted is told no more with the next change.
    """
    if before is None:
        return None
    once, left = before.formerly or Former(), _left(booking, before, known)
    if left or before.digest != booking.digest:
        once = Former(entries=once.entries)
    led = before.people if before.status != "cancelled" else ()
    leading = booking.people if booking.status == "delivered" else _of_those(booking.people, known.people)
    theirs = (*once.entries, *entries_of(len(before.days), before.each))
    found = Former.model_construct(
        people=_without((*once.people, *led), leading),
        venues=_without((*once.venues, before.venue), (booking.venue,)),
        participants=_without((*once.participants, *left), known.coming),
        entries=_without(theirs, entries_of(len(booking.days), known.each)),
        sequence=once.sequence,
        revision=once.revision,
    )
    return found if any(words for _, words in found) else None


def _without(words: Iterable[str | None], those: Iterable[str | None]) -> tuple[str, ...]:
    aside = {*those, None}
    return tuple(word for word in dict.fromkeys(words) if word is not None and word not in aside)


def now_former(plan: Plan, booking: Booking, session: str, known: Known) -> Former:
    """What people were ever told of a session and does not hold as it is now planned."""
    return formerly(booking, plan.told.get(session), known) or Former()
