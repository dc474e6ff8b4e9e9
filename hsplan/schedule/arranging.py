"""Programme + plan → rows to show: everything that a view needs, with names for ids and moments for times.

What somebody may not see is not in what is made for them: no view can let it out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hsplan.calendars.countries import find_country, weekend_of
from hsplan.calendars.gathering import unsettled
from hsplan.plan.deadlines import dated, deadlines
from hsplan.plan.telling import Known, known_of, now_former
from hsplan.plan.windows import is_cancelled
from hsplan.programme.clock import timezone_of
from hsplan.programme.groups import cohort_size, named_participants, role_of, roles_of
from hsplan.programme.stretches import phase_stretches, phases_of, stretch
from hsplan.programme.unfolding import occasions_of
from hsplan.programme.who import FACILITATOR
from hsplan.schedule.booked import booked, kept_window, only_booked, place_of, skills_named, window_row
from hsplan.schedule.milestones import day_row, project_row
from hsplan.schedule.readers import (
    BY_NAME,
    Reader,
    attendees,
    beside_participants,
    concerns,
    has_left,
    is_said_to_arrange,
    part_concerns,
)
from hsplan.schedule.rows import (
    SATURDAY_AND_SUNDAY,
    Contact,
    EntriesWished,
    Named,
    PersonRow,
    PhaseRow,
    Row,
    Schedule,
    Taught,
    WindowRow,
    as_participants_see,
    called_off,
    in_order,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hsplan.calendars.model import Calendar
    from hsplan.plan.model import Booking, Plan
    from hsplan.programme.model import Participant, Person, Programme, Venue
    from hsplan.programme.sessions import Session
    from hsplan.schedule.readers import Eyes


@dataclass(frozen=True)
class Planned:
    """A programme with its plan and the days of its calendars."""

    programme: Programme
    plan: Plan
    calendar: Calendar
    cohort: str | None = None
    shared: Mapping[str, str] = field(default_factory=dict)
    """What tells a person or venue of a shared file, by id, from those of one id in other programmes."""


def schedule(planned: Planned, eyes: Eyes = "participants", reader: Reader | None = None) -> Schedule:
    """The rows of a programme and its plan, in order of date: all of them, or those that concern one reader.

    Args:
        planned: What is shown.
        eyes: Who may see it; the reader may see more where they lead, and less where they only come, or have left.
        reader: For whom it is narrowed.
    """
    eyes = _eyes_of(planned, reader, eyes) if reader is not None else eyes
    programme, plan = planned.programme, planned.plan
    held = _all_rows(planned, eyes)
    whole = [row for _, row in held]
    days, on_days = stretch(programme, plan.start), dated(programme, plan.sessions)
    key, phases = phases_of(programme)
    beside = beside_participants(programme, reader)
    made = Schedule(
        id=plan.programme,
        title=programme.title,
        provider=programme.provider,
        client=programme.client,
        network=programme.network,
        audience=programme.audience,
        cohort=planned.cohort,
        days=days,
        length_months=programme.length.months if programme.length is not None else None,
        timezone=timezone_of(programme),
        status="tentative" if plan.published is None else "confirmed",
        calendar_id=plan.calendar_id,
        domain=plan.domain,
        revision=plan.revision,
        phase_word="trimester" if key == "trimesters" else "phase",
        phases=tuple(
            PhaseRow(id_, phases[id_].title, days, phases[id_].depends_on)
            for id_, days in phase_stretches(programme, plan.start).items()
        ),
        rows=tuple(_concerning(held, planned, reader, eyes)) if reader is not None else tuple(whole),
        windows=tuple(
            window_row(programme, plan, session)
            for session in occasions_of(programme)
            if session.id in plan.windows and (reader is None or concerns(programme, session, None, reader))
        ),
        dates=() if beside else tuple(day_row(id_, when, on_days, days) for id_, when in programme.dates.items()),
        facts=_facts(programme),
        project=None if beside else project_row(programme, on_days, days, plan.stopped),
        closed=planned.calendar.closed,
        gone=tuple(_gone(planned, held, reader, eyes)),
        gone_windows=tuple(_gone_windows(programme, plan, reader)),
        size=cohort_size(programme),
        needs=tuple(Named(id_, need.title) for id_, need in programme.needs.items()),
        skills=skills_named(programme, tuple(programme.skills)),
        taught=_taught(whole),
        venues=tuple(place_of(id_, venue) for id_, venue in programme.venues.items()),
        people=tuple(_person(programme, id_) for id_ in programme.people),
        shared=planned.shared,
        entries=EntriesWished(programme.entries.each, programme.entries.reminder, programme.entries.windows),
        organiser=Contact(programme.organiser.name, programme.organiser.email) if programme.organiser else None,
        reader=reader,
        eyes=eyes,
        kinds=tuple(dict.fromkeys(session.kind_title for session in occasions_of(programme) if not session.window)),
        weekend=_weekend(programme),
        unsettled=tuple(unsettled(programme.calendar, to_all=True)),
    )
    made = replace(made, deadlines=tuple(_deadlines(planned, made)))
    if eyes not in BY_NAME:
        return made
    met = _coached(planned, reader) if eyes == "facilitators" and reader is not None else None
    known = replace(made, participants=tuple(one for one in _participants(programme) if met is None or one.id in met))
    if eyes == "facilitators":
        return known
    before = {id_: Contact(one.name, one.email) for id_, one in plan.addresses.items()}
    return replace(known, contacts=before | _contacts(programme))


def _eyes_of(planned: Planned, reader: Reader, eyes: Eyes) -> Eyes:
    """With whose eyes a reader sees what is made for some eyes: what is one person's own names nobody else who comes.

    But for those who lead anything now, and the office, which writes the mails of all.
    """
    if eyes == "office":
        return eyes
    if reader.leads and (reader.kind == "role" or _leads_now(planned, reader)):
        return "facilitators" if eyes == "participants" else eyes
    own = reader.kind in ("participant", "facilitator")
    return "participants" if own or (eyes == "venue" and reader.kind != "venue") else eyes


def _leads_now(planned: Planned, reader: Reader) -> bool:
    """Whether somebody whom the programme knows leads a session that is not cancelled, or what is arranged."""
    if has_left(planned.programme, reader):
        return False
    return _leads_on_a_day(planned, reader) or _arranges(planned, reader)


def _leads_on_a_day(planned: Planned, reader: Reader) -> bool:
    held = (one for one in planned.plan.sessions.values() if one.status != "cancelled")
    return any(reader.id in one.people for one in held)


def _arranges(planned: Planned, reader: Reader) -> bool:
    """Whether somebody leads what is arranged without a date."""
    return any(
        concerns(planned.programme, one, None, reader)
        for one in occasions_of(planned.programme)
        if one.id in planned.plan.windows
    )


def _coached(planned: Planned, reader: Reader) -> set[str] | None:
    """The ids of the participants of whom it is said that somebody coaches them who leads nothing else; None for all.

    Of which participants several coaches have whom is not said: then they have to be told by the office.
    """
    programme = planned.programme
    if reader.kind != "facilitator" or _leads_on_a_day(planned, reader):
        return None
    arranged = [
        one
        for one in occasions_of(programme)
        if one.id in planned.plan.windows and is_said_to_arrange(programme, one, reader.id)
    ]
    each = [Reader("participant", id_, one.name) for id_, one in named_participants(programme).items()]
    return {one.id for one in each if any(concerns(programme, window, None, one) for window in arranged)}


def _weekend(programme: Programme) -> tuple[int, ...]:
    country = find_country(programme.country) if programme.country is not None else None
    return weekend_of(country) if country is not None else SATURDAY_AND_SUNDAY


def leads_or_led(planned: Planned, reader: Reader) -> bool:
    """Whether somebody leads anything of a plan, or was ever told that they do."""
    plan = planned.plan
    told = any(_were_told(planned, one, id_, reader, Known()) for id_, one in plan.sessions.items())
    return told or _arranges(planned, reader)


def _all_rows(planned: Planned, eyes: Eyes) -> list[tuple[Session, Row]]:
    """Every dated session, in order of date and time; what is held within another comes after it."""
    programme, plan = planned.programme, planned.plan
    held = [
        (session, booked(programme, plan, session, eyes))
        for session in occasions_of(programme)
        if session.id in plan.sessions
    ]
    return sorted(held, key=lambda item: in_order(item[1]))


def _concerning(held: list[tuple[Session, Row]], planned: Planned, reader: Reader, eyes: Eyes) -> Iterator[Row]:
    """The sessions that a reader is wanted at, each with those of its parts that they take part in.

    Who leads others sees as participants do what they only come to; the office, which writes to them, sees all.
    """
    programme = planned.programme
    for session, row in held:
        if concerns(programme, session, planned.plan.sessions[session.id], reader):
            others = {part.id for part in session.parts if not part_concerns(part.for_, programme, reader)}
            comes = reader.kind == "facilitator" and reader.id not in planned.plan.sessions[session.id].people
            mine = replace(row, parts=tuple(part for part in row.parts if part.id not in others))
            yield as_participants_see(mine) if comes and eyes != "office" else mine


def _gone(planned: Planned, held: Sequence[tuple[Session, Row]], reader: Reader | None, eyes: Eyes) -> Iterator[Row]:
    """What was told and is no more: what was dropped, of which the booking is left; and what is not this reader's."""
    for session, row in held:
        booking = planned.plan.sessions[session.id]
        if reader is not None and not concerns(planned.programme, session, booking, reader):
            coming = [one.id for one in attendees(planned.programme, session, booking)]
            known = known_of(planned.programme, coming)
            if _were_told(planned, booking, session.id, reader, known):
                yield called_off(row)
    shown = {session.id for session, _ in held}
    for id_, booking in planned.plan.sessions.items():
        if booking.dropped and id_ not in shown and _may_have(planned, booking, id_, reader):
            yield only_booked(planned.programme, planned.plan, id_, eyes)


def _may_have(planned: Planned, booking: Booking, session: str, reader: Reader | None) -> bool:
    """Whether somebody may have an entry of what was dropped: where it is not known who came, all who take part may."""
    if reader is None or reader.kind in ("role", "group"):
        return True
    came = now_former(planned.plan, booking, session, Known()).participants
    unknown = reader.kind == "participant" and not came
    return unknown or _were_told(planned, booking, session, reader, Known())


def _were_told(planned: Planned, booking: Booking, session: str, reader: Reader, known: Known) -> bool:
    """Whether somebody was ever told that they lead a session or come to it, or that it is held at their place."""
    former = now_former(planned.plan, booking, session, known)
    told = {
        "facilitator": (*booking.people, *former.people, *former.participants),
        "participant": former.participants,
        "venue": (booking.venue, *former.venues),
    }
    return reader.id in told.get(reader.kind, ())


def _gone_windows(programme: Programme, plan: Plan, reader: Reader | None) -> Iterator[WindowRow]:
    """The windows that people were told of and that the programme has no more; for a participant who left, all."""
    if reader is not None and reader.kind in ("facilitator", "venue"):
        return
    for id_, one in plan.windows.items():
        if one.dropped or has_left(programme, reader):
            yield kept_window(plan, id_, one, "cancelled")


def _deadlines(planned: Planned, made: Schedule) -> Iterator[WindowRow]:
    """The dates and milestones of participants and those who lead; cancelled for those who did, or came."""
    reader, plan = made.reader, planned.plan
    leads = reader is not None and reader.kind == "facilitator"
    idle = (leads and not (made.rows or made.windows)) or has_left(planned.programme, reader)
    if beside_participants(planned.programme, reader) or (idle and not made.gone):
        return
    blocks = {"dates": plan.dates, "milestones": plan.milestones}
    if not any(blocks.values()):  # in plans from before they were kept
        blocks |= deadlines(planned.programme, plan.start, plan.sessions)
    for block, found in blocks.items():
        for id_, one in found.items():
            off = idle or one.dropped or is_cancelled(one, plan.stopped)
            row = kept_window(plan, id_, one, "cancelled" if off else made.status)
            yield replace(row, kind=block, kind_title="date" if block == "dates" else "milestone of the project")


def _taught(rows: list[Row]) -> dict[str, tuple[Taught, ...]]:
    """By the id of a skill the sessions that teach it and are held."""
    found: dict[str, list[Taught]] = {}
    for row in rows:
        for skill in row.teaches if row.status != "cancelled" else ():
            found.setdefault(skill.id, []).append(Taught(row.id, row.title, row.first))
    return {id_: tuple(held) for id_, held in found.items()}


def _participants(programme: Programme) -> Iterator[PersonRow]:
    for id_, one in named_participants(programme).items():
        yield PersonRow(id_, one.name, one.role or "", one.practice, tuple(map(str, one.in_)), role_of(programme, one))


def _person(programme: Programme, id_: str) -> PersonRow:
    """Somebody who leads, or is to be known, with their position or role in words."""
    one = programme.people[id_]
    role_id = one.role or FACILITATOR
    role = roles_of(programme).get(role_id, role_id) if one.leads or one.role else ""
    return PersonRow(id_, one.name, one.title or role, role_id=role_id)


def _contacts(programme: Programme) -> dict[str, Contact]:
    """How to write to those of whom it is known: facilitators, participants, venues; ids are as in the programme."""
    named = named_participants(programme)
    known: dict[str, Venue | Participant | Person] = {**programme.venues, **named, **programme.people}
    return {id_: Contact(one.name, one.email) for id_, one in known.items() if one.email}


FACTS = ("attendance", "otherwise", "assessment", "award", "load", "fee", "notice")
"""The keys of what a programme says of taking part in it."""


def _facts(programme: Programme) -> dict[str, str]:
    told = {key: getattr(programme, key) for key in FACTS}
    return {key: str(value) for key, value in told.items() if value is not None}
