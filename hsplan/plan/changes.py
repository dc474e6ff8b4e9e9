"""What differs between two plans of a programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hsplan.plan.fingerprint import digest
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.plan.model import Booking, Plan
    from hsplan.programme.model import Programme


Kind = Literal["added", "dropped", "cancelled", "moved", "times", "people", "venue", "words", "window"]


@dataclass(frozen=True, slots=True)
class Change:
    """A session whose booking differs: what kind of change, and the booking before and after."""

    session: str
    kind: Kind
    before: Booking | None
    after: Booking | None


def changes(old: Plan, new: Plan) -> Iterator[Change]:
    """Each session's first difference that matters to those who come: the day before times, people, place and words."""
    for id_, after in new.sessions.items():
        before = old.sessions.get(id_)
        kind = _kind(before, after)
        if kind is not None:
            yield Change(id_, kind, before, after)
    for id_, gone in old.sessions.items():
        if id_ not in new.sessions:
            yield Change(id_, "dropped", gone, None)
    for id_ in dict.fromkeys([*new.windows, *old.windows]):
        if old.windows.get(id_) != new.windows.get(id_):
            yield Change(id_, "window", None, None)


def _kind(before: Booking | None, after: Booking) -> Kind | None:
    """The first thing in which a booking differs from the one before."""
    if before is None:
        return "added"
    differs: dict[Kind, bool] = {
        "cancelled": before.status != after.status == "cancelled",
        "moved": before.days != after.days,
        "times": before.times != after.times,
        "people": before.people != after.people,
        "venue": before.venue != after.venue,
        "words": before.digest != after.digest,
    }
    return next((kind for kind, other in differs.items() if other), None)


def changed_since(programme: Programme, plan: Plan) -> tuple[str, ...]:
    """The sessions of which the plan, by hand, or the programme now says something else than was written down."""
    return tuple(
        session.id
        for session in sessions_of(programme)
        if (booking := plan.sessions.get(session.id)) is not None
        and (booking.dropped or booking.digest != digest(programme, session, booking))
    )
