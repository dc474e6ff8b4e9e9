"""Programme + plan → rows to show: everything that a view needs, with names for ids and moments for times.

What somebody may not see is not in what is made for them: no view can let it out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from hsplan.calendars.countries import find_country, weekend_of
from hsplan.calendars.gathering import unsettled
from hsplan.calendars.zones import zone as find_zone
from hsplan.dates.days import in_words
from hsplan.plan.deadlines import dated, deadlines
from hsplan.plan.telling import Known, now_former, parts_with_entries
from hsplan.plan.windows import is_cancelled
from hsplan.programme.clock import timezone_of
from hsplan.programme.groups import cohort_size, known_number, role_of, roles_of
from hsplan.programme.items import plural_of
from hsplan.programme.kinds import capital
from hsplan.programme.people import seats_needed
from hsplan.programme.stretches import phase_stretches, phases_of, stretch
from hsplan.programme.unfolding import occasions_of
from hsplan.programme.who import FACILITATOR, PARTICIPANT
from hsplan.schedule.milestones import day_row, project_row
from hsplan.schedule.readers import Reader, attendees, concerns, part_concerns
from hsplan.schedule.rows import (
    SATURDAY_AND_SUNDAY,
    Contact,
    EntriesWished,
    Named,
    PersonRow,
    PhaseRow,
    Place,
    Row,
    RowPart,
    Schedule,
    Taught,
    WindowRow,
    in_order,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from hsplan.calendars.model import Calendar
    from hsplan.dates.days import TimeRange
    from hsplan.plan.model import Booking, Plan, Window
    from hsplan.programme.model import Participant, Person, Programme, Venue
    from hsplan.programme.sessions import Session
    from hsplan.programme.who import ForWhom
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
        eyes: Who may see it; for a reader who leads, at least what facilitators may see.
        reader: For whom it is narrowed.
    """
    if reader is not None and reader.leads and eyes == "participants":
        eyes = "facilitators"
    programme, plan = planned.programme, planned.plan
    held = _all_rows(planned, eyes)
    whole = [row for _, row in held]
    days, booked = stretch(programme, plan.start), dated(programme, plan.sessions)
    key, phases = phases_of(programme)
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
        rows=tuple(_concerning(held, planned, reader)) if reader is not None else tuple(whole),
        windows=tuple(
            _window(programme, session, plan, plan.windows[session.id])
            for session in occasions_of(programme)
            if session.id in plan.windows and (reader is None or concerns(programme, session, None, reader))
        ),
        dates=tuple(day_row(id_, when, booked, days) for id_, when in programme.dates.items()),
        facts=_facts(programme),
        project=project_row(programme, booked, days),
        closed=planned.calendar.closed,
        gone=tuple(_gone(planned, held, reader, eyes)),
        gone_windows=tuple(_gone_windows(plan, reader)),
        size=cohort_size(programme),
        needs=tuple(Named(id_, need.title) for id_, need in programme.needs.items()),
        skills=_skills(programme, tuple(programme.skills)),
        taught=_taught(whole),
        venues=tuple(_place(id_, venue) for id_, venue in programme.venues.items()),
        people=tuple(_person(programme, id_) for id_ in programme.people),
        shared=planned.shared,
        entries=EntriesWished(programme.entries.each, programme.entries.reminder, programme.entries.windows),
        organiser=Contact(programme.organiser.name, programme.organiser.email) if programme.organiser else None,
        reader=reader,
        eyes=eyes,
        weekend=_weekend(programme),
        unsettled=tuple(unsettled(programme.calendar, to_all=True)),
    )
    made = replace(made, deadlines=tuple(_deadlines(planned, made)))
    if eyes == "participants":
        return made
    known = replace(made, participants=tuple(_participants(programme)))
    return known if eyes == "facilitators" else replace(known, contacts=_contacts(programme))


def _weekend(programme: Programme) -> tuple[int, ...]:
    country = find_country(programme.country) if programme.country is not None else None
    return weekend_of(country) if country is not None else SATURDAY_AND_SUNDAY


def leads_or_led(planned: Planned, reader: Reader) -> bool:
    """Whether somebody leads anything of a plan, or was ever told that they do."""
    plan = planned.plan
    return any(_were_told(planned, one, id_, reader, Known()) for id_, one in plan.sessions.items()) or any(
        concerns(planned.programme, one, None, reader)
        for one in occasions_of(planned.programme)
        if one.id in plan.windows
    )


def _all_rows(planned: Planned, eyes: Eyes) -> list[tuple[Session, Row]]:
    """Every dated session, in order of date and time; what is held within another comes after it."""
    programme, plan = planned.programme, planned.plan
    held = [
        (session, _row(planned, session, plan.sessions[session.id], eyes))
        for session in occasions_of(programme)
        if session.id in plan.sessions
    ]
    return sorted(held, key=lambda item: in_order(item[1]))


def _concerning(held: list[tuple[Session, Row]], planned: Planned, reader: Reader) -> Iterator[Row]:
    """The sessions that a reader is wanted at, each with those of its parts that they take part in."""
    programme = planned.programme
    for session, row in held:
        if concerns(programme, session, planned.plan.sessions[session.id], reader):
            theirs = {part.id for part in session.parts if part_concerns(part.for_, programme, reader)}
            yield replace(row, parts=tuple(part for part in row.parts if part.id in theirs))


def _gone(planned: Planned, held: Sequence[tuple[Session, Row]], reader: Reader | None, eyes: Eyes) -> Iterator[Row]:
    """What was told and is no more: what was dropped, of which the booking is left; and what is not this reader's."""
    for session, row in held:
        booking = planned.plan.sessions[session.id]
        if reader is not None and not concerns(planned.programme, session, booking, reader):
            known = Known((), tuple(one.id for one in attendees(planned.programme, session, booking)))
            if _were_told(planned, booking, session.id, reader, known):
                yield replace(row, status="cancelled")
    shown = {session.id for session, _ in held}
    for id_, booking in planned.plan.sessions.items():
        if booking.dropped and id_ not in shown and _may_have(planned, booking, id_, reader):
            yield _only_booked(id_, booking, planned, eyes)


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
        "facilitator": (*booking.people, *former.people),
        "participant": former.participants,
        "venue": (booking.venue, *former.venues),
    }
    return reader.id in told.get(reader.kind, ())


def _gone_windows(plan: Plan, reader: Reader | None) -> Iterator[WindowRow]:
    """The windows that people were told of and that the programme has no more."""
    if reader is not None and reader.kind in ("facilitator", "venue"):
        return
    for id_, one in plan.windows.items():
        if one.dropped:
            yield WindowRow(
                id=id_,
                kind="",
                kind_title="",
                title=one.title,
                phase=None,
                first=one.from_,
                last=one.until,
                arranged_by=one.arranged_by,
                detail="",
                depends_on=None,
                status="cancelled",
                sequence=one.sequence,
                changed=plan.window_stamped_at(one),
            )


def _deadlines(planned: Planned, made: Schedule) -> Iterator[WindowRow]:
    """The dates and milestones, for all but venues and who leads nothing; cancelled for those who lead no more."""
    reader, plan = made.reader, planned.plan
    idle = reader is not None and reader.kind == "facilitator" and not (made.rows or made.windows)
    if (reader is not None and reader.kind == "venue") or (idle and not made.gone):
        return
    blocks = {"dates": plan.dates, "milestones": plan.milestones}
    if not any(blocks.values()):  # in plans from before they were kept
        blocks |= deadlines(planned.programme, plan.start, plan.sessions)
    for block, found in blocks.items():
        for id_, one in found.items():
            off = idle or one.dropped or is_cancelled(one, plan.stopped)
            yield WindowRow(
                id=id_,
                kind=block,
                kind_title="date" if block == "dates" else "milestone of the project",
                title=one.title,
                phase=None,
                first=one.from_,
                last=one.until,
                arranged_by=(),
                detail="",
                depends_on=None,
                status="cancelled" if off else made.status,
                sequence=one.sequence,
                changed=plan.window_stamped_at(one),
            )


def _only_booked(id_: str, booking: Booking, planned: Planned, eyes: Eyes) -> Row:
    timezone = timezone_of(planned.programme)
    zone = find_zone(timezone) if timezone else None
    told = planned.plan.told.get(id_)
    each = told.each if told is not None else ()
    former = now_former(planned.plan, booking, id_, Known(each))
    return Row(
        id=id_,
        item=id_,
        kind="",
        kind_title="",
        title=booking.title,
        phase=None,
        first=booking.date,
        last=booking.days.last,
        parts=tuple(
            RowPart(part, part.replace("-", " "), *_moments(booking.date, booking.times.get(part), zone))
            for part in each or booking.times
        ),
        teaches=(),
        practises=(),
        facilitators=(),
        venue=None,
        summary=None,
        preparation=None,
        status=booking.status,
        sequence=booking.sequence,
        changed=planned.plan.stamped_at(id_, booking),
        each=each,
        ended=former.entries,
        no_longer=(*former.participants, *booking.people, *former.people) if eyes == "office" else (),
    )


def _row(planned: Planned, session: Session, booking: Booking, eyes: Eyes) -> Row:
    programme = planned.programme
    timezone = timezone_of(programme)
    zone = find_zone(timezone) if timezone else None
    each = parts_with_entries(programme, session)
    coming = attendees(programme, session, booking)
    known = Known(each, tuple(one.id for one in coming))
    former = now_former(planned.plan, booking, session.id, known)
    coming = coming if eyes != "participants" else ()
    return Row(
        id=session.id,
        item=session.item,
        kind=session.kind,
        kind_title=session.kind_title,
        title=session.title,
        phase=session.phase,
        first=booking.date,
        last=booking.days.last,
        parts=tuple(
            RowPart(
                part.id,
                part.title,
                *_moments(booking.date, booking.times.get(part.id), zone),
                part.words,
                "" if part.for_.everyone or part.for_ == session.for_ else str(part.for_),
                apart=_apart(programme, session, part.for_),
                attendees=tuple(one.id for one in coming if part_concerns(part.for_, programme, one)),
            )
            for part in session.parts
        ),
        teaches=_skills(programme, session.teaches),
        practises=_skills(programme, session.practises),
        facilitators=tuple(_led_by(programme, booking)),
        venue=_held_at(programme, booking),
        summary=session.summary,
        preparation=session.preparation,
        status=booking.status,
        sequence=booking.sequence,
        changed=planned.plan.stamped_at(session.id, booking),
        whom=_whom(session),
        modes=session.modes,
        attendance=str(session.attendance or ""),
        depends_on=session.depends_on,
        host=session.host,
        overnight=session.overnight,
        waived=tuple(
            f"{one.rule}: {one.why} ({one.by}, until {in_words(one.until)})"
            for one in programme.waive
            if session.id in one.for_ or session.item in one.for_
        ),
        link=session.link,
        expected=_expected(programme, session, len(known.participants)),
        attendees=tuple(one.id for one in coming),
        scenario=session.scenario if eyes != "participants" else None,
        kind_plural=plural_of(programme, session.kind),
        each=each,
        ended=former.entries,
        no_longer=(*former.participants, *former.people) if eyes == "office" else (),
    )


def _expected(programme: Programme, session: Session, by_name: int) -> int | None:
    """How many come: counted where it is known of each by name whether they do, else as many as may."""
    if isinstance(programme.participants, dict) and programme.participants and not session.for_.everyone:
        group = session.member[0] if session.member is not None else session.for_.each * bool(session.for_.number)
        everyone = programme.participants.values()
        sorted_out = all(any(mine.each == group for mine in one.in_) for one in everyone)
        if sorted_out or (session.for_.roles and all(one.role for one in everyone)):
            return by_name
    return seats_needed(programme, session)


def _apart(programme: Programme, session: Session, for_: ForWhom) -> int:
    """In how many groups those who come meet apart: each set by itself; not where the session is one group's own."""
    if not for_.each or for_.number or session.member is not None or for_.each == PARTICIPANT:
        return 0
    return known_number(programme, for_.each) or 0


def _taught(rows: list[Row]) -> dict[str, tuple[Taught, ...]]:
    """By the id of a skill the sessions that teach it and are held."""
    found: dict[str, list[Taught]] = {}
    for row in rows:
        for skill in row.teaches if row.status != "cancelled" else ():
            found.setdefault(skill.id, []).append(Taught(row.id, row.title, row.first))
    return {id_: tuple(held) for id_, held in found.items()}


def _led_by(programme: Programme, booking: Booking) -> Iterator[Named]:
    """Who leads a session, of those whom the programme knows; who led what was delivered, also of those it forgot."""
    for id_ in booking.people:
        person = programme.people.get(id_)
        if person is not None or booking.status == "delivered":
            yield Named(id_, person.name if person is not None else _in_words(id_))


def _held_at(programme: Programme, booking: Booking) -> Place | None:
    """Where a session is; of what was delivered, also a place that the programme has forgotten."""
    id_, venue = booking.venue, programme.venues.get(booking.venue or "")
    if id_ and venue is not None:
        return _place(id_, venue)
    return Place(id_, _in_words(id_), None, None, None) if id_ and booking.status == "delivered" else None


def _in_words(id_: str) -> str:
    """An id as a name, where no other is known."""
    return capital(id_.replace("-", " "))


def _place(id_: str, venue: Venue) -> Place:
    return Place(id_, venue.name, venue.town, venue.address, venue.seats)


def _participants(programme: Programme) -> Iterator[PersonRow]:
    named = programme.participants if isinstance(programme.participants, dict) else {}
    for id_, one in named.items():
        yield PersonRow(id_, one.name, one.role or "", one.practice, tuple(map(str, one.in_)), role_of(programme, one))


def _person(programme: Programme, id_: str) -> PersonRow:
    """Somebody who leads, or is to be known, with their position or role in words."""
    one = programme.people[id_]
    role = roles_of(programme).get(one.role or FACILITATOR, one.role or FACILITATOR)
    return PersonRow(id_, one.name, one.title or (role if one.leads or one.role else ""))


def _contacts(programme: Programme) -> dict[str, Contact]:
    """How to write to those of whom it is known: facilitators, participants, venues; ids are as in the programme."""
    named = programme.participants if isinstance(programme.participants, dict) else {}
    known: dict[str, Venue | Participant | Person] = {**programme.venues, **named, **programme.people}
    return {id_: Contact(one.name, one.email) for id_, one in known.items() if one.email}


def _whom(session: Session) -> str:
    """For whom a session is: the one group whose own date it is, or all, and how they take it; nothing for everyone."""
    if session.member is not None:
        return f"{session.member[0]} {session.member[1]}"
    if session.choose is not None:
        return f"those who choose it: {session.choose} of {session.count}"
    if session.for_.everyone:
        return ""
    taken = f", {session.taken}" if session.for_.each and not session.for_.number else ""
    return f"{session.for_}{taken}"


def _window(programme: Programme, session: Session, plan: Plan, window: Window) -> WindowRow:
    counted = "number unknown" if session.count is None else f"{session.count} of them" if session.count > 1 else ""
    details = [
        counted,
        f"every {session.rhythm}" if session.rhythm is not None else "",
        f"{session.choose} to be chosen" if session.choose is not None else "",
        str(session.lasts) if session.lasts.words != "1 day" else "",
        "" if session.for_.everyone else f"for {session.for_}",
    ]
    return WindowRow(
        session.id,
        session.kind,
        session.kind_title,
        session.title,
        session.phase,
        window.from_,
        window.until,
        session.arranged_by,
        ", ".join(detail for detail in details if detail),
        session.depends_on,
        _skills(programme, session.teaches),
        _skills(programme, session.practises),
        "cancelled" if is_cancelled(window, plan.stopped) else "tentative" if plan.published is None else "confirmed",
        window.sequence,
        plan.window_stamped_at(window),
    )


def _facts(programme: Programme) -> dict[str, str]:
    """What a programme says in words of taking part in it."""
    told = {
        "attendance": programme.attendance,
        "otherwise": programme.otherwise,
        "assessment": programme.assessment,
        "award": programme.award,
        "load": programme.load,
        "fee": programme.fee,
        "notice": programme.notice,
    }
    return {key: str(value) for key, value in told.items() if value is not None}


def _skills(programme: Programme, ids: tuple[str, ...]) -> tuple[Named, ...]:
    return tuple(Named(id_, programme.skills[id_].title) for id_ in ids)


def _moments(day: date, times: TimeRange | None, zone: ZoneInfo | None) -> tuple[datetime | None, datetime | None]:
    if times is None:
        return None, None
    return datetime.combine(day, times.start, zone), datetime.combine(day, times.end, zone)
