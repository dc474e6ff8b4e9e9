"""Short texts that stand for much: a programme with its days, or all that is shown of a session."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from hsplan.dates.days import AllBut, EveryOther, ToldDays, days_in
from hsplan.plan.telling import parts_with_entries
from hsplan.programme.clock import timezone_of
from hsplan.programme.groups import named_participants
from hsplan.programme.stretches import phases_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from hsplan.calendars.model import Calendar
    from hsplan.plan.model import Booking, Status, Window
    from hsplan.programme.model import Programme, Venue
    from hsplan.programme.sessions import Session

SHOWN_AS = {"delivered": "confirmed"}
"""The statuses that look like another in a calendar: that a session was delivered is no change to those who came."""


LATER: dict[type, tuple[str, ...]] = {EveryOther: ("days", "last")}
"""Fields that values of a programme got when there were plans already: those keep their fingerprints."""


def _plain(value: Any) -> Any:  # noqa: ANN401 - anything that a noun may hold
    """A value as JSON can say it; mappings keep their order, which may carry meaning."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, BaseModel):
        return {name: _plain(getattr(value, name)) for name in _told(type(value))}
    if dataclasses.is_dataclass(value) and not isinstance(value, type | ToldDays):  # its days are told with the others
        return [type(value).__name__, *(_plain(getattr(value, name)) for name in _written(value))]
    if isinstance(value, dict):
        return [[_plain(key), _plain(held)] for key, held in value.items()]
    if isinstance(value, tuple | list):
        return [_plain(held) for held in value]
    return str(value)


def _written(value: Any) -> Iterator[str]:  # noqa: ANN401 - of any dataclass
    """The fields that are written down; of those that came later none that says what was meant before they came."""
    later = LATER.get(type(value), ())
    return (f.name for f in dataclasses.fields(value) if f.name not in later or getattr(value, f.name) != f.default)


@cache
def _told(noun: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a noun that are written down."""
    return tuple(name for name, field in noun.model_fields.items() if not field.exclude)


def _hash(value: Any) -> str:  # noqa: ANN401
    text = json.dumps(_plain(value), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def fingerprint(programme: Programme, calendar: Calendar) -> str:
    """Stands for all that a plan depends on: the programme as read and what each of its days is."""
    return f"sha256:{_hash([programme, _days(calendar), *_days_of_some(programme, calendar)])}"


def _days(calendar: Calendar) -> list[dict[date, str]]:
    """What each day is, whoever it is for."""
    return [dict(sorted(block.items())) for block in (calendar.closed, calendar.avoid, calendar.prefer)]


def _days_of_some(programme: Programme, calendar: Calendar) -> list[Any]:
    """What is not in the programme's text, or not for everyone: weights, days of a role, what files and tables tell."""
    parts = {id_: [*_days(part), _weights(part)] for id_, part in calendar.parts.items()}
    told = {f"person {id_}": one.away for id_, one in programme.people.items()}
    told |= {f"venue {id_}": one.closed for id_, one in programme.venues.items()}
    told |= {f"participant {id_}": one.away for id_, one in named_participants(programme).items()}
    resolved = {
        id_: sorted({day for one in some for day in days_in(one, calendar.within)})
        for id_, some in told.items()
        if any(isinstance(one, ToldDays | AllBut) for one in some)
    }
    return [held for held in (_weights(calendar), parts, resolved, _members(programme)) if held]


def _members(programme: Programme) -> dict[str, list[str]]:
    """Who is in which group, as far as that is said: nobody is wanted in two places at a time."""
    return {id_: sorted(map(str, one.in_)) for id_, one in named_participants(programme).items() if one.in_}


def _weights(calendar: Calendar) -> list[Any]:
    return sorted([word, day, weight] for (word, day), weight in calendar.weights.items())


def digest(programme: Programme, session: Session, booking: Booking, steps: Sequence[str] = ()) -> str:
    """Stands for all that an entry in a calendar shows of a session, and for nothing else.

    The steps of the project that fall on it are shown as well. What changes an entry changes its digest, and so its
    DTSTAMP; what is not shown (which weekdays it might have had, a challenge's scenario) does not. What was delivered
    by somebody, at a place or in parts that the programme knows no more keeps the one that it had: nothing of it has
    changed.
    """
    if booking.digest and booking.status == "delivered" and _is_forgotten(programme, session, booking):
        return booking.digest
    people = [programme.people[id_].name for id_ in booking.people if id_ in programme.people]
    venue = programme.venues.get(booking.venue or "")
    skills = [
        [programme.skills[id_].title for id_ in ids if id_ in programme.skills]
        for ids in (session.teaches, session.practises)
    ]
    key, phases = phases_of(programme)
    phase = (phases[session.phase].title or session.phase) if session.phase is not None else None
    return _hash(
        [
            [programme.title, programme.provider, programme.client, programme.network, timezone_of(programme)],
            [session.kind_title, session.title, key, phase, session.summary, session.preparation, skills],
            [
                [name, part.title, part.words, str(part.for_)]
                for name, part in zip(booking.names(session), session.parts, strict=True)
            ],
            [
                session.modes,
                session.depends_on,
                str(session.for_),
                session.taken,
                session.choose,
                str(session.attendance or ""),
            ],
            [
                [one.rule, one.why, one.by, one.until]
                for one in programme.waive
                if {session.id, session.item} & {*one.for_}
            ],
            [booking.date, booking.last, booking.times, SHOWN_AS.get(booking.status, booking.status), people],
            [venue.name, venue.town] if venue is not None else None,
            steps,
            *_found_by(programme, session, venue, booking.status),
        ]
    )[:12]


def _is_forgotten(programme: Programme, session: Session, booking: Booking) -> bool:
    """Whether a booking names somebody, a place or a part that the programme has no more."""
    known = programme.people.keys() >= {*booking.people} and programme.venues.keys() >= {booking.venue} - {None}
    return not (known and {*booking.names(session)} >= booking.times.keys())


def window_digest(programme: Programme, session: Session, window: Window, *, held: bool = True) -> str:
    """Stands for all that an entry in a calendar shows of a window."""
    _, phases = phases_of(programme)
    phase = (phases[session.phase].title or session.phase) if session.phase is not None else None
    return _hash(
        [
            [programme.title, programme.provider, programme.client, programme.network],
            [session.kind_title, session.title, phase, session.depends_on, str(session.for_), str(session.lasts)],
            [session.count, str(session.rhythm or ""), session.choose],
            [window.from_, window.until, window.arranged_by],
            *([] if held else ["cancelled"]),
        ]
    )[:12]


def deadline_digest(programme: Programme, block: str, day: Window, *, held: bool) -> str:
    """The same of a date or milestone."""
    whose = [programme.title, programme.provider, programme.client, programme.network]
    return _hash([whose, block, day.title, day.from_, day.until, *([] if held else ["cancelled"])])[:12]


def _found_by(programme: Programme, session: Session, venue: Venue | None, status: Status) -> list[Any]:
    """How people find a session, of what its entries are, who holds it with them; nothing where nothing is said.

    So plans made before these words were known keep their digests.
    """
    address = venue.address if venue is not None else None
    said = [session.link, address, "part" if parts_with_entries(programme, session) else None]
    joint = programme.joint.get(session.id) if status != "cancelled" else None
    return [said if joint is None else [*said, [*joint.called.values()]]] if any(said) or joint is not None else []
