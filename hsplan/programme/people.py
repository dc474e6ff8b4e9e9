"""Who may lead what, who is free when, and which venue will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.programme.groups import cohort_size, members_of, named_participants
from hsplan.programme.items import lineage
from hsplan.programme.who import EVERYTHING, FACILITATOR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hsplan.dates.hours import TimeRange
    from hsplan.findings import Path
    from hsplan.programme.model import Participant, Person, Programme, Venue
    from hsplan.programme.sessions import Session
    from hsplan.programme.who import Leaders


def qualified(programme: Programme, session: Session) -> tuple[str, ...]:
    """The ids of those who may lead a session: those asked for by name first, then by id.

    The order of the file is no meaning: whoever sorts the people anew changes no plan. What is held together with other
    cohorts is led by those who may lead it in all of them.
    """
    kinds = lineage(programme, session.kind)
    role = same_role(programme, session.leaders.role)
    able = [
        id_
        for id_, person in sorted(programme.people.items())
        if same_role(programme, person.role or FACILITATOR) == role
        and (
            EVERYTHING in person.leads
            or session.id in person.leads
            or session.item in person.leads
            or any(kind in person.leads for kind in kinds)
            or (role != FACILITATOR and not person.leads)
        )
    ]
    joint = programme.joint.get(session.id)
    if joint is not None and joint.able is not None:
        able = [id_ for id_ in able if id_ in joint.able]
    return tuple(dict.fromkeys([*session.leaders.people, *able]))


def same_role(programme: Programme, role: str) -> str:
    """The role that one is another name for; a circle of names ends where it closes."""
    if not programme.roles:
        return role
    seen = [role]
    while (own := programme.roles.get(seen[-1])) is not None and own.is_ is not None and own.is_ not in seen:
        seen.append(own.is_)
    return seen[-1]


def needed_of(programme: Programme, session: Session) -> int:
    """How many of those named in the programme a session takes; none where it names nobody of that role."""
    if session.leaders.people:
        return session.leaders.needed
    role = same_role(programme, session.leaders.role)
    staffed = any(
        same_role(programme, person.role or FACILITATOR) == role and (person.leads or role != FACILITATOR)
        for person in programme.people.values()
    )
    return session.leaders.needed if staffed else 0


def led_groups(programme: Programme, session: Session) -> dict[Path, Leaders]:
    """Who leads each of the groups that a session or a part of it is for, by the place that says so."""
    each = dict.fromkeys(one.each for one in (session.for_, *(part.for_ for part in session.parts)))
    leading = {id_: programme.groups[id_].with_ for id_ in each if id_ in programme.groups}
    return {("groups", id_, "with"): one for id_, one in leading.items() if one is not None}


def free(person: Person, day: date) -> bool:
    """Whether a person can come on a day."""
    return not any(day in stretch for stretch in person.away)


def working(programme: Programme) -> tuple[Participant, ...]:
    """The participants of whom it is known on which days they work, or when they are away."""
    return tuple(one for one in named_participants(programme).values() if one.weekdays is not None or one.away)


def part_time(programme: Programme) -> bool:
    """Whether it is known of any participant on which days of the week they work."""
    return any(one.weekdays is not None for one in working(programme))


def can_attend(participant: Participant, day: date) -> bool:
    """Whether a participant works on a day, as far as that is known."""
    works = participant.weekdays is None or day in participant.weekdays
    return works and not any(day in stretch for stretch in participant.away)


def open_on(venue: Venue, day: date) -> bool:
    """Whether a venue can be used on a day."""
    return not any(day in stretch for stretch in venue.closed)


def seats_needed(programme: Programme, session: Session) -> int | None:
    """How many come to a session: all participants, or the members of the one group that it is for.

    Those of other cohorts that hold it together in the same place are counted with them.
    """
    joint = programme.joint.get(session.id)
    own = _own_seats(programme, session)
    return own if joint is None or own is None else own + joint.beside


def _own_seats(programme: Programme, session: Session) -> int | None:
    one_group = session.member is not None or session.for_.number
    group = programme.groups.get(session.for_.each)
    if one_group and group is not None:
        members = members_of(group)
        return members.most if members is not None else None
    return cohort_size(programme) if not session.for_.roles else None


def large_enough(venue: Venue, programme: Programme, session: Session) -> bool:
    """Whether a venue seats all who come, as far as both numbers are stated."""
    needed = seats_needed(programme, session)
    return venue.seats is None or needed is None or venue.seats >= needed


def together(one: Session, other: Session) -> bool:
    """Whether one session is held within the other, or both within one, as their author says."""
    return other.id in one.hosts or one.id in other.hosts or not set(one.hosts).isdisjoint(other.hosts)


def overlap(one: TimeRange | None, other: TimeRange | None) -> bool:
    """Whether two stretches of one day have a time in common; one that is not stated takes the whole day."""
    return one is None or other is None or (one.start < other.end and other.start < one.end)


def apart_in_time(one: Session, other: Session) -> bool:
    """Whether two sessions on one day cannot clash: one is held within the other, or at other times."""
    return together(one, other) or not any(
        overlap(mine.hours, theirs.hours) for mine in one.parts for theirs in other.parts
    )


def at_other_times(session: Session, times: Sequence[TimeRange]) -> bool:
    """Whether a session is held at other times of its day than these, as far as both are stated."""
    return bool(times) and not any(overlap(part.hours, other) for part in session.parts for other in times)
