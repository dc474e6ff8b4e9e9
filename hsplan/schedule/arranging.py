"""Programme + plan → rows to show: everything that a view needs, with names for ids and moments for times.

What somebody may not see is not in what is made for them: no view can let it out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from hsplan.calendars.gathering import unsettled
from hsplan.calendars.zones import zone as find_zone
from hsplan.dates.days import in_words
from hsplan.programme.clock import timezone_of
from hsplan.programme.groups import roles_of
from hsplan.programme.people import seats_needed
from hsplan.programme.stretches import phase_stretches, phases_of, stretch
from hsplan.programme.unfolding import occasions_of
from hsplan.programme.when import THE_END, THE_START, AtEnd, AtStart, Beside, During, OnDay, When, Within
from hsplan.programme.who import FACILITATOR
from hsplan.schedule.readers import Reader, concerns, part_concerns
from hsplan.schedule.rows import (
    Contact,
    DayRow,
    EntriesWished,
    MilestoneRow,
    Named,
    PersonRow,
    PhaseRow,
    Place,
    ProjectRow,
    Row,
    RowPart,
    Schedule,
    WindowRow,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date
    from zoneinfo import ZoneInfo

    from hsplan.calendars.model import Calendar
    from hsplan.dates.days import DayRange, TimeRange
    from hsplan.plan.model import Booking, Plan, Window
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
        eyes: Who may see it; for a reader who leads, at least what facilitators may see.
        reader: For whom it is narrowed.
    """
    if reader is not None and reader.leads and eyes == "participants":
        eyes = "facilitators"
    programme, plan = planned.programme, planned.plan
    held = _all_rows(planned, eyes)
    whole = [row for _, row in held]
    days = stretch(programme, plan.start)
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
            _window(session, plan.windows[session.id])
            for session in occasions_of(programme)
            if session.id in plan.windows and (reader is None or concerns(programme, session, None, reader))
        ),
        dates=tuple(_day(id_, when, whole, days) for id_, when in programme.dates.items()),
        facts=_facts(programme),
        project=_project(programme, whole, days),
        closed=planned.calendar.closed,
        gone=tuple(_gone(planned, {row.id for row in whole}, reader)),
        skills=_skills(programme, tuple(programme.skills)),
        venues=tuple(_place(id_, venue) for id_, venue in programme.venues.items()),
        people=tuple(_person(programme, id_) for id_ in programme.people),
        shared=planned.shared,
        entries=EntriesWished(programme.entries.each, programme.entries.reminder, programme.entries.windows),
        organiser=Contact(programme.organiser.name, programme.organiser.email) if programme.organiser else None,
        reader=reader,
        eyes=eyes,
        unsettled=tuple(unsettled(programme.calendar)),
    )
    if eyes == "participants":
        return made
    known = replace(made, participants=tuple(_participants(programme)))
    return known if eyes == "facilitators" else replace(known, contacts=_contacts(programme))


def _all_rows(planned: Planned, eyes: Eyes) -> list[tuple[Session, Row]]:
    """Every dated session, in order of date and time; what is held within another comes after it."""
    programme, plan = planned.programme, planned.plan
    held = [
        (session, _row(planned, session, plan.sessions[session.id], eyes))
        for session in occasions_of(programme)
        if session.id in plan.sessions
    ]
    return sorted(held, key=lambda item: _order(item[1]))


def _order(row: Row) -> tuple[date, bool, time]:
    return row.first, row.host is not None, row.start.time() if row.start else time.min


def _concerning(held: list[tuple[Session, Row]], planned: Planned, reader: Reader) -> Iterator[Row]:
    """The sessions that a reader is wanted at, each with those of its parts that they take part in."""
    programme = planned.programme
    for session, row in held:
        if concerns(programme, session, planned.plan.sessions[session.id], reader):
            theirs = {part.id for part in session.parts if part_concerns(part.for_, programme, reader)}
            yield replace(row, parts=tuple(part for part in row.parts if part.id in theirs))


def _gone(planned: Planned, shown: Collection[str], reader: Reader | None) -> Iterator[Row]:
    """What people were told of and the programme has no more, of which only the booking is left."""
    named = {"facilitator", "venue"}
    for id_, booking in planned.plan.sessions.items():
        theirs = reader is None or reader.kind not in named or reader.id in (*booking.people, booking.venue)
        if booking.dropped and id_ not in shown and theirs:
            yield _only_booked(id_, booking, planned)


def _only_booked(id_: str, booking: Booking, planned: Planned) -> Row:
    timezone = timezone_of(planned.programme)
    zone = find_zone(timezone) if timezone else None
    return Row(
        id=id_,
        item=id_,
        kind="",
        kind_title="",
        title=booking.title,
        phase=None,
        first=booking.date,
        last=booking.days.last,
        parts=tuple(RowPart(part, part, *_moments(booking.date, time, zone)) for part, time in booking.times.items()),
        teaches=(),
        practises=(),
        facilitators=(),
        venue=None,
        summary=None,
        preparation=None,
        status=booking.status,
        sequence=booking.sequence,
        changed=planned.plan.changed_at(booking),
    )


def _row(planned: Planned, session: Session, booking: Booking, eyes: Eyes) -> Row:
    programme = planned.programme
    timezone = timezone_of(programme)
    zone = find_zone(timezone) if timezone else None
    venue = programme.venues.get(booking.venue or "")
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
            )
            for part in session.parts
        ),
        teaches=_skills(programme, session.teaches),
        practises=_skills(programme, session.practises),
        facilitators=tuple(Named(id_, programme.people[id_].name) for id_ in booking.people if id_ in programme.people),
        venue=_place(booking.venue, venue) if booking.venue and venue else None,
        summary=session.summary,
        preparation=session.preparation,
        status=booking.status,
        sequence=booking.sequence,
        changed=planned.plan.changed_at(booking),
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
        expected=seats_needed(programme, session),
        attendees=_attendees(programme, session, booking) if eyes != "participants" else (),
        scenario=session.scenario if eyes != "participants" else None,
    )


def _place(id_: str, venue: Venue) -> Place:
    return Place(id_, venue.name, venue.town, venue.address, venue.seats)


def _attendees(programme: Programme, session: Session, booking: Booking) -> tuple[str, ...]:
    """The ids of those participants, of the ones known by name, who come to a session."""
    named = programme.participants if isinstance(programme.participants, dict) else {}
    readers = (Reader("participant", id_, one.name) for id_, one in named.items())
    return tuple(reader.id for reader in readers if concerns(programme, session, booking, reader))


def _participants(programme: Programme) -> Iterator[PersonRow]:
    named = programme.participants if isinstance(programme.participants, dict) else {}
    for id_, one in named.items():
        yield PersonRow(id_, one.name, one.role or "", one.practice, tuple(map(str, one.in_)))


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


def _window(session: Session, window: Window) -> WindowRow:
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
    )


def _day(id_: str, when: When, rows: list[Row], days: DayRange) -> DayRow:
    title = id_.replace("-", " ").capitalize()
    if isinstance(when, Within):
        return DayRow(id_, title, when.days.first, when.days.last, "")
    one = _milestone(id_, title, when, rows, days)
    return DayRow(id_, title, one.date, one.date, str(when))


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


def _project(programme: Programme, rows: list[Row], days: DayRange) -> ProjectRow | None:
    asked = programme.project
    if asked is None:
        return None
    milestones = [_milestone(id_, one.title, one.when, rows, days) for id_, one in asked.milestones.items()]
    if asked.delivery is not None:
        milestones.append(_milestone("delivery", "Delivery of the project", asked.delivery, rows, days))
    serves = tuple(Named(id_, programme.needs[id_].title) for id_ in asked.serves)
    return ProjectRow(asked.title, serves, asked.outcomes, tuple(milestones))


def _milestone(id_: str, title: str, when: When, rows: list[Row], days: DayRange) -> MilestoneRow:
    """A milestone on the day of its session; at the end, that is the last day of the last session."""
    if isinstance(when, Within):
        return MilestoneRow(id_, title, when.days.last, None)
    if isinstance(when, AtEnd):
        held = (row for row in rows if row.host is None and row.status != "cancelled")
        last = max(held, key=lambda row: row.last, default=None)
        return MilestoneRow(id_, title, last.last if last else None, last.id if last else None)
    if isinstance(when, During):
        row = next((row for row in rows if when.target in (row.id, row.item)), None)
        day = row.last if row is not None and row.status != "cancelled" else None
        return MilestoneRow(id_, title, day, row.id if row is not None else None)
    return MilestoneRow(id_, title, _beside(when, rows, days), None)


def _beside(when: When, rows: list[Row], days: DayRange) -> date | None:
    """The day that a moment beside a session, or an edge of the programme, comes to, where it comes to one."""
    if isinstance(when, AtStart):
        return days.first
    target = getattr(when, "target", None)
    edges = {THE_START: days.first, THE_END: days.last}
    held = [(row.first, row.last) for row in rows if target in (row.id, row.item)]
    held += [(edges[target], edges[target])] if target in edges else []
    if not held:
        return None
    first, last = held[0][0], held[-1][1]
    if isinstance(when, OnDay):
        return (last if when.offset > 0 else first) + timedelta(days=when.offset)
    gap = when.gap if isinstance(when, Beside) else None
    exact = (gap.about or (gap.least if gap.least == gap.most else None)) if gap is not None else None
    if not isinstance(when, Beside) or exact is None:
        return None
    return exact.after(last) if when.side == "after" else exact.before(first)
