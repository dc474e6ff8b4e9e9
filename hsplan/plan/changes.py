"""What differs between two plans of a programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hsplan.plan.fingerprint import digest
from hsplan.programme.sessions import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.model import Booking, Plan
    from hsplan.programme.model import Programme


@dataclass(frozen=True, slots=True)
class Change:
    """A session whose booking differs: what kind of change, and the booking before and after."""

    session: str
    kind: Literal["added", "dropped", "moved", "times", "people", "venue", "words"]
    before: Booking | None
    after: Booking | None


def changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Each session's first difference that matters to those who come: the day before times, people, place and words."""
    for id_, after in new.sessions.items():
        before = old.sessions.get(id_)
        if before is None:
            yield Change(id_, "added", None, after)
        elif before.date != after.date:
            yield Change(id_, "moved", before, after)
        elif before.times != after.times:
            yield Change(id_, "times", before, after)
        elif before.people != after.people:
            yield Change(id_, "people", before, after)
        elif before.venue != after.venue:
            yield Change(id_, "venue", before, after)
        elif before.digest != after.digest:
            yield Change(id_, "words", before, after)
    for id_, gone in old.sessions.items():
        if id_ not in new.sessions:
            yield Change(id_, "dropped", gone, None)


def changed_since(programme: Programme, plan: Plan) -> tuple[str, ...]:
    """The sessions of which the plan, by hand, or the programme now says something else than was written down."""
    return tuple(
        session.id
        for session in sessions_of(programme)
        if (booking := plan.sessions.get(session.id)) is not None
        and booking.digest != digest(programme, session, booking)
    )
