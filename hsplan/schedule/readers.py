"""For whom a programme can be narrowed, and what concerns them: one person, a role, a set, a venue."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from hsplan.plan.case import HELD
from hsplan.plan.changes import since_told
from hsplan.programme.groups import known_number, named_participants, role_named, role_of, role_titled, roles_of
from hsplan.programme.people import qualified, same_role
from hsplan.programme.remembering import once_for_each
from hsplan.programme.unfolding import occasions_of, sessions_of
from hsplan.programme.who import FACILITATOR, PARTICIPANT, Leaders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hsplan.plan.model import Booking, Plan
    from hsplan.programme.model import Participant, Programme
    from hsplan.programme.sessions import Session
    from hsplan.programme.who import ForWhom

Eyes = Literal["participants", "venue", "facilitators", "office"]
"""Who may see something. Venues see notes, facilitators a challenge's scenario as well, and the office how to write to
people."""
BY_NAME: tuple[Eyes, ...] = ("facilitators", "office")
"""Who may see who comes, and a challenge's scenario."""
WHO_COMES = "who comes"
Kind = Literal["facilitator", "participant", "role", "group", "venue"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has a calendar, a page or a sheet of their own."""

    kind: Kind
    id: str
    name: str
    number: int = 0
    """Of a group: which one of it, from 1."""

    @property
    def word(self) -> str:
        """What they are called on the command line and in names of files: `facilitator-a`, `set-1`."""
        return f"{self.id}-{self.number}" if self.number else self.id

    @property
    def leads(self) -> bool:
        """Whether they are, or stand for, those who lead."""
        return self.kind == "facilitator" or (self.kind == "role" and self.id == FACILITATOR)


def readers_of(programme: Programme) -> tuple[Reader, ...]:
    """All for whom a programme can be narrowed: who leads, who takes part, roles, groups, venues."""
    return tuple(_readers(programme))


def _readers(programme: Programme) -> Iterator[Reader]:
    for id_, person in programme.people.items():
        yield Reader("facilitator", id_, person.name)
    for id_, participant in named_participants(programme).items():
        yield Reader("participant", id_, participant.name)
    for id_, title in (_of_participants(programme) | _beside_participants(programme)).items():
        yield Reader("role", id_, title)
    yield Reader("role", FACILITATOR, "Facilitators")
    for id_, group in programme.groups.items():
        title = (group.title or id_.replace("-", " ")).capitalize()
        for number in range(1, (known_number(programme, id_) or 0) + 1):
            yield Reader("group", id_, f"{title} {number}", number)
    for id_, venue in programme.venues.items():
        yield Reader("venue", id_, venue.name)


def who_left(programme: Programme, plan: Plan) -> tuple[Reader, ...]:
    """Those who were told of sessions and whom the programme has no more: as long as they are told that."""
    told = [
        one for id_, one in plan.told.items() if id_ not in plan.sessions or plan.sessions[id_].status != "delivered"
    ]
    then: Kind = "participant" if isinstance(programme.participants, dict) else "facilitator"
    kinds: dict[str, Kind] = {}
    for one in told:
        kinds.update((id_, "facilitator") for id_ in one.leading)
        kinds.update((id_, then) for id_ in one.coming)
        kinds.update((id_, "participant") for id_ in one.participants)
        kinds.update((id_, "facilitator") for id_ in one.others or ())
    names = {id_: one.name for id_, one in plan.addresses.items()}
    readers = (Reader(kind, id_, names.get(id_, id_)) for id_, kind in kinds.items())
    return tuple(one for one in readers if has_left(programme, one))


def has_left(programme: Programme, reader: Reader | None) -> bool:
    """Whether somebody is no participant, nor of those who lead or come for their role, any more."""
    if reader is None or reader.kind not in ("participant", "facilitator") or reader.id in programme.people:
        return False
    known = programme.participants
    return reader.kind == "facilitator" or (isinstance(known, dict) and reader.id not in known)


def concerns(programme: Programme, session: Session, booking: Booking | None, reader: Reader) -> bool:
    """Whether a session, or a window (which has no booking), is one that a reader is wanted at.

    Where it is not known of somebody whether they come (of which set they are, which of several they choose), they do.
    """
    if reader.kind == "participant" and has_left(programme, reader):
        return False
    if reader.kind == "venue":
        return booking is not None and booking.venue == reader.id
    if reader.kind == "facilitator":
        leading = booking.people if booking is not None else _arranging(programme, session)
        return reader.id in leading or (booking is not None and reader.id in _for_their_role(programme, session))
    return reader.leads or _comes(programme, session, reader)


def _arranging(programme: Programme, session: Session) -> Iterator[str]:
    """Who leads what gets no date: those who are named, and those of a role that arranges it who may lead it.

    Where any of that role are named, none of its others.
    """
    named = session.leaders.people
    yield from named
    words = (word for by in session.arranged_by for word in re.findall("[a-z0-9-]+", by.lower()))
    for role in dict.fromkeys(role_named(programme, word) for word in words):
        able = qualified(programme, replace(session, leaders=Leaders(role=role)))
        yield from able if not {*named}.intersection(able) else ()


def is_said_to_arrange(programme: Programme, session: Session, id_: str) -> bool:
    """Whether it is said that somebody leads what gets no date: by name, or as no more of their role could."""
    found = list(_arranging(programme, session))
    enough = len(found) <= max(1, session.leaders.needed)
    return id_ in session.leaders.people or (enough and id_ in found)


def attendees(programme: Programme, session: Session, booking: Booking) -> tuple[Reader, ...]:
    """Those participants, of the ones known by name, who come to a session, and those whom it is for by their role."""
    readers = [Reader("participant", id_, one.name) for id_, one in named_participants(programme).items()]
    readers += [Reader("facilitator", id_, programme.people[id_].name) for id_ in _for_their_role(programme, session)]
    return tuple(one for one in readers if concerns(programme, session, booking, one) and one.id not in booking.people)


def coming(programme: Programme, bookings: Mapping[str, Booking]) -> dict[str, tuple[str, ...]]:
    """By the id of each session that is booked, the ids of those who come to it and are known by name."""
    return {
        one.id: tuple(reader.id for reader in attendees(programme, one, bookings[one.id]))
        for one in sessions_of(programme)
        if one.id in bookings
    }


def _others_come(programme: Programme, plan: Plan) -> bool:
    """Whether others, of those known by name, come to what is still to be held than those who were told of it."""
    told, now = told_to_come(programme, plan), still_coming(programme, plan)
    return any({*ids} != {*told[id_]} for id_, ids in now.items() if id_ in told)


def still_coming(programme: Programme, plan: Plan) -> dict[str, tuple[str, ...]]:
    """By the id of each session that is still to be held, the ids of those who come and are known by name."""
    return coming(programme, {id_: one for id_, one in plan.sessions.items() if one.status in HELD})


def told_to_come(programme: Programme, plan: Plan) -> dict[str, tuple[str, ...]]:
    """By the id of each session, the ids of those who were told that they come, as far as they would be known now.

    Not of what was held since, nor of what they were told is cancelled. Where a plan does not say who came for their
    role, those did who do now: nobody who came all along has joined.
    """
    named = isinstance(programme.participants, dict)
    unsaid = {id_: plan.sessions[id_] for id_, one in plan.told.items() if one.others is None and id_ in plan.sessions}
    come = coming(programme, unsaid)
    for_role = {id_: tuple(one for one in ids if one in programme.people) for id_, ids in come.items()}
    over = {id_ for id_, one in plan.sessions.items() if one.status == "delivered"}
    over |= {id_ for id_, one in plan.told.items() if one.status == "cancelled"}
    return {id_: (*one.came(named=named), *for_role.get(id_, ())) for id_, one in plan.told.items() if id_ not in over}


def untold(programme: Programme, plan: Plan) -> tuple[str, ...]:
    """What people, once they were told of a plan, have not been told of it: sessions, days, and `who comes`."""
    if plan.published is None:
        return ()
    return (*(one.session for one in since_told(plan)), *[WHO_COMES] * _others_come(programme, plan))


def part_concerns(for_: ForWhom, programme: Programme, reader: Reader | None) -> bool:
    """Whether a part of a session is one that a reader takes part in: not that of another set."""
    if reader is None or reader.kind in ("facilitator", "venue", "role"):
        return True
    return not for_.number or _is_of(programme, for_.each, for_.number, reader)


@once_for_each
def _of_participants(programme: Programme) -> dict[str, str]:
    """The ids and titles of the roles that participants have: of the audience, of groups, and what is said of each."""
    said = [one for one in named_participants(programme).values() if one.role]
    known = roles_of(programme)
    found = {role_titled(programme, title): title for title in programme.audience}
    found |= {role: known[role] for group in programme.groups.values() for role in group.of if role in known}
    return found | {role_of(programme, one): known.get(role_of(programme, one), one.role or "") for one in said}


@once_for_each
def _beside_participants(programme: Programme) -> dict[str, str]:
    """The ids and titles of other roles that sessions ask for, such as line managers."""
    asked = {role for session in occasions_of(programme) for role in _asked_for(programme, session)}
    known = roles_of(programme)
    others = asked - _of_participants(programme).keys() - {FACILITATOR, PARTICIPANT}
    return {id_: known[id_] for id_ in sorted(others) if id_ in known}


@once_for_each
def _no_participants(programme: Programme) -> frozenset[str]:
    """The roles that no participant has: of others, those who lead, and what there is one of for each group."""
    named = named_participants(programme).values()
    known = bool(programme.audience) or (bool(named) and all(one.role for one in named))
    own = programme.roles
    others = {id_ for id_ in _beside_participants(programme) if known or (id_ in own and own[id_].per is not None)}
    return frozenset({*others, FACILITATOR})


def beside_participants(programme: Programme, reader: Reader | None) -> bool:
    """Whether what a reader has is not what participants have, as of venues and line managers, also by name."""
    if reader is None or reader.kind == "venue":
        return reader is not None
    person = programme.people.get(reader.id) if reader.kind == "facilitator" else None
    role = (
        reader.id if reader.kind == "role" else (person.role or "") if person is not None and not person.leads else ""
    )
    return role in _beside_participants(programme)


def only_for_others(programme: Programme, session: Session) -> bool:
    """Whether a session is for roles that no participant has, such as line managers."""
    asked = {role_named(programme, one) for one in session.for_.roles}
    return bool(asked) and asked <= _no_participants(programme)


def roles_without_people(programme: Programme) -> tuple[str, ...]:
    """The titles of those roles, beside the participants, that sessions ask for and nobody holds."""
    held = {same_role(programme, one.role or FACILITATOR) for one in programme.people.values()}
    return tuple(
        title for id_, title in _beside_participants(programme).items() if same_role(programme, id_) not in held
    )


def _for_their_role(programme: Programme, session: Session) -> list[str]:
    """The ids of those people, beside the participants, for whose role a session is."""
    asked = {same_role(programme, role) for role in _asked_for(programme, session)}
    return [
        id_
        for id_, one in programme.people.items()
        if (one.role or one.leads) and same_role(programme, one.role or FACILITATOR) in asked
    ]


def _asked_for(programme: Programme, session: Session) -> tuple[str, ...]:
    """The roles that a session is for, or of which it says whether they have to come."""
    attending = session.attendance.roles if session.attendance is not None else ()
    return tuple(role_named(programme, one) for one in (*session.for_.roles, *(role for role, _ in attending)))


def _comes(programme: Programme, session: Session, reader: Reader) -> bool:
    """Whether participants of a role or group, or one of them, come to a session; of other roles, those it names."""
    role = _role_of(programme, reader)
    if reader.kind == "role" and role in _beside_participants(programme):
        return role in _asked_for(programme, session)
    asked = {role_named(programme, one) for one in session.for_.roles}
    if only_for_others(programme, session) or (asked and role and not asked & {role, PARTICIPANT}):
        return False
    group, number = session.member or (session.for_.each, session.for_.number)
    return not number or _is_of(programme, group, number, reader)


def _role_of(programme: Programme, reader: Reader) -> str:
    """The id of the role that a reader has; nothing where it is not known."""
    if reader.kind == "role":
        return reader.id
    participant = _participant(programme, reader)
    return role_of(programme, participant) if participant is not None else ""


def _participant(programme: Programme, reader: Reader) -> Participant | None:
    return named_participants(programme).get(reader.id) if reader.kind == "participant" else None


def _is_of(programme: Programme, group: str, number: int, reader: Reader) -> bool:
    """Whether a reader is that one of a group, or in it, as far as that is known."""
    if reader.kind == "group":
        return reader.id != group or reader.number == number
    participant = _participant(programme, reader)
    numbers = [one.number for one in participant.in_ if one.each == group] if participant is not None else []
    return not numbers or number in numbers
