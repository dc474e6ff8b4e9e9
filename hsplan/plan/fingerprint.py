"""Short texts that stand for much: a programme with its days, or all that is shown of a session."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from hsplan.calendars.model import Calendar
    from hsplan.plan.model import Booking
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session


def _plain(value: Any) -> Any:  # noqa: ANN401 - anything that a noun may hold
    """A value as JSON can say it; mappings keep their order, which may carry meaning."""
    if isinstance(value, BaseModel):
        return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(_plain(getattr(value, f.name)) for f in dataclasses.fields(value))]
    if isinstance(value, dict):
        return [[_plain(key), _plain(held)] for key, held in value.items()]
    if isinstance(value, tuple | list):
        return [_plain(held) for held in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _hash(value: Any) -> str:  # noqa: ANN401
    text = json.dumps(_plain(value), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def fingerprint(programme: Programme, calendar: Calendar) -> str:
    """Stands for all that a plan depends on: the programme as read and what each of its days is."""
    days = [dict(sorted(block.items())) for block in (calendar.closed, calendar.avoid, calendar.prefer)]
    return f"sha256:{_hash([programme, days])}"


def digest(programme: Programme, session: Session, booking: Booking) -> str:
    """Stands for all that a view may show of a session: its words, day, times, people and place."""
    people = [programme.people[id_] for id_ in booking.people if id_ in programme.people]
    named = [[person.name, person.title] for person in people]
    venue = programme.venues.get(booking.venue or "")
    skills = [programme.skills[id_].title for id_ in session.teaches + session.practises if id_ in programme.skills]
    shown = [programme.title, session, booking.date, booking.times, named, venue, skills, booking.status]
    return _hash(shown)[:12]
