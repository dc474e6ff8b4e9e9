"""A booking, or a window, as a row: with names for ids, moments for times, and what somebody may see of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from hsplan.calendars.zones import zone as find_zone
from hsplan.dates.days import in_words
from hsplan.plan.telling import Known, known_of, now_former, parts_entered
from hsplan.plan.windows import is_cancelled
from hsplan.programme.clock import timezone_of
from hsplan.programme.groups import known_number, named_participants, whom_in_words
from hsplan.programme.items import plural_of
from hsplan.programme.kinds import capital
from hsplan.programme.people import seats_needed
from hsplan.programme.who import PARTICIPANT, ForWhom
from hsplan.schedule.readers import BY_NAME, attendees, only_for_others, part_concerns
from hsplan.schedule.rows import Named, Place, Row, RowPart, WindowRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from hsplan.plan.model import Booking, Plan, Status, Window
    from hsplan.programme.model import Programme, Venue
    from hsplan.programme.sessions import Session
    from hsplan.schedule.readers import Eyes, Reader


def booked(programme: Programme, plan: Plan, session: Session, eyes: Eyes) -> Row:
    """The row of a session that is booked, with what these eyes may see of it."""
    booking, zone, told = plan.sessions[session.id], _zone(programme), plan.told.get(session.id)
    names, each = booking.names(session), parts_entered(programme, session, booking, told)
    had = dict.fromkeys((*booking.times, *each)) if booking.status == "delivered" else {}
    gone = [name for name in had if name not in names]
    each = each if told is not None or not gone else ()
    coming = attendees(programme, session, booking)
    former = now_former(plan, booking, session.id, known_of(programme, [one.id for one in coming], each))
    joint = programme.joint.get(session.id) if booking.status != "cancelled" else None
    come, coming = len(coming), coming if eyes in BY_NAME else ()
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
                *_moments(booking, name, zone),
                "" if name in booking.times else part.words,
                "" if part.for_.everyone or part.for_ == session.for_ else whom_in_words(programme, part.for_),
                apart=_apart(programme, session, part.for_),
                attendees=tuple(one.id for one in coming if part_concerns(part.for_, programme, one)),
                earliest=part.hours.start if part.hours is not None else None,
            )
            for name, part in zip(names, session.parts, strict=True)
            if not gone or name in booking.times
        )
        + _parts_gone(booking, gone, zone),
        teaches=skills_named(programme, session.teaches),
        practises=skills_named(programme, session.practises),
        facilitators=tuple(_led_by(programme, booking)),
        venue=_held_at(programme, booking),
        summary=session.summary,
        preparation=session.preparation,
        status=booking.status,
        sequence=booking.sequence,
        changed=plan.stamped_at(session.id, booking),
        whom=_whom(programme, session),
        modes=session.modes,
        attendance=str(session.attendance or ""),
        depends_on=session.depends_on,
        host=session.host,
        joint=joint.others if joint is not None else (),
        together_with=tuple(joint.called.values()) if joint is not None else (),
        one_room_with=tuple(called for one, called in joint.called.items() if one in joint.placed_with)
        if joint is not None
        else (),
        overnight=session.overnight,
        waived=tuple(
            f"{one.rule}: {one.why} ({one.by}, until {in_words(one.until)})"
            for one in programme.waive
            if session.id in one.for_ or session.item in one.for_
        ),
        link=session.link,
        expected=_expected(programme, session, come),
        attendees=tuple(one.id for one in coming),
        scenario=session.scenario if eyes in BY_NAME else None,
        note=session.note if eyes != "participants" else None,
        kind_plural=plural_of(programme, session.kind),
        each=each,
        ended=former.entries,
        no_longer=former.participants if eyes == "office" else (),
        leads_no_longer=former.people if eyes == "office" else (),
        left=plan.called_off(session.id),
        untold=tuple(_untold(plan, session.id, coming)),
        only_for_others=only_for_others(programme, session),
    )


def _untold(plan: Plan, session: str, coming: Iterable[Reader]) -> Iterator[str]:
    """Who would have been wanted at a session that is cancelled, and was never told so."""
    booking, told = plan.sessions[session], plan.told.get(session)
    if plan.published is not None and booking.status == "cancelled":
        had = (*told.leading, *told.coming) if told is not None else ()
        unsaid = told is not None and told.others is None
        had = (*had, *(one.id for one in coming if unsaid and one.kind == "facilitator"))
        yield from (id_ for id_ in (*booking.people, *(one.id for one in coming)) if id_ not in had)


def only_booked(programme: Programme, plan: Plan, id_: str, eyes: Eyes) -> Row:
    """The row of a booking whose session the programme has no more."""
    booking, zone, told = plan.sessions[id_], _zone(programme), plan.told.get(id_)
    each = told.each if told is not None else ()
    former = now_former(plan, booking, id_, Known(each))
    return Row(
        id=id_,
        item=id_,
        kind="",
        kind_title="",
        title=booking.title,
        phase=None,
        first=booking.date,
        last=booking.days.last,
        parts=_parts_gone(booking, each or booking.times, zone),
        teaches=(),
        practises=(),
        facilitators=(),
        venue=None,
        summary=None,
        preparation=None,
        status=booking.status,
        sequence=booking.sequence,
        changed=plan.stamped_at(id_, booking),
        each=each,
        ended=former.entries,
        no_longer=former.participants if eyes == "office" else (),
        leads_no_longer=(*booking.people, *former.people) if eyes == "office" else (),
    )


def _parts_gone(booking: Booking, parts: Iterable[str], zone: ZoneInfo | None) -> tuple[RowPart, ...]:
    """Parts that the programme has no more, called as the plan calls them."""
    return tuple(RowPart(part, part.replace("-", " "), *_moments(booking, part, zone)) for part in parts)


def window_row(programme: Programme, plan: Plan, session: Session) -> WindowRow:
    """The row of what has no date, with the days within which it lies."""
    window = plan.windows[session.id]
    counted = "number unknown" if session.count is None else f"{session.count} of them" if session.count > 1 else ""
    details = [
        counted,
        f"every {session.rhythm}" if session.rhythm is not None else "",
        f"{session.choose} to be chosen" if session.choose is not None else "",
        str(session.lasts) if session.lasts.words != "1 day" else "",
        "" if session.for_.everyone else f"for {whom_in_words(programme, session.for_)}",
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
        skills_named(programme, session.teaches),
        skills_named(programme, session.practises),
        "cancelled" if is_cancelled(window, plan.stopped) else "tentative" if plan.published is None else "confirmed",
        window.sequence,
        plan.window_stamped_at(window),
    )


def kept_window(plan: Plan, id_: str, window: Window, status: Status) -> WindowRow:
    """The row of what a plan has days for and the programme no session: a window that it has no more, or a date."""
    return WindowRow(
        id=id_,
        kind="",
        kind_title="",
        title=window.title,
        phase=None,
        first=window.from_,
        last=window.until,
        arranged_by=window.arranged_by,
        detail="",
        depends_on=None,
        status=status,
        sequence=window.sequence,
        changed=plan.window_stamped_at(window),
    )


def _expected(programme: Programme, session: Session, by_name: int) -> int | None:
    """How many come: counted where it is known of each by name whether they do, else as many as may.

    With them are counted all whom other cohorts bring to the same place; None where that is not known of one.
    """
    joint = programme.joint.get(session.id)
    beside = [one.coming for one in joint.holders if one.cohort in joint.placed_with] if joint is not None else []
    if None in beside:
        return None
    everyone = named_participants(programme).values()
    if everyone and not session.for_.everyone:
        group = session.member[0] if session.member is not None else session.for_.each * bool(session.for_.number)
        sorted_out = all(any(mine.each == group for mine in one.in_) for one in everyone)
        if sorted_out or (session.for_.roles and all(one.role for one in everyone)):
            return by_name + sum(one or 0 for one in beside)
    return seats_needed(programme, session)


def _apart(programme: Programme, session: Session, for_: ForWhom) -> int:
    """In how many groups those who come meet apart: each set by itself; not where the session is one group's own."""
    if not for_.each or for_.number or session.member is not None or for_.each == PARTICIPANT:
        return 0
    return known_number(programme, for_.each) or 0


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
        return place_of(id_, venue)
    return Place(id_, _in_words(id_), None, None, None) if id_ and booking.status == "delivered" else None


def _in_words(id_: str) -> str:
    """An id as a name, where no other is known."""
    return capital(id_.replace("-", " "))


def place_of(id_: str, venue: Venue) -> Place:
    """A venue as people see it."""
    return Place(id_, venue.name, venue.town, venue.address, venue.seats)


def _whom(programme: Programme, session: Session) -> str:
    """For whom a session is: the one group whose own date it is, or all, and how they take it; nothing for everyone."""
    if session.member is not None:
        return whom_in_words(programme, ForWhom(*session.member))
    if session.choose is not None:
        return f"those who choose it: {session.choose} of {session.count}"
    if session.for_.everyone:
        return ""
    taken = f", {session.taken}" if session.for_.each and not session.for_.number else ""
    return f"{whom_in_words(programme, session.for_)}{taken}"


def skills_named(programme: Programme, ids: tuple[str, ...]) -> tuple[Named, ...]:
    """Skills with what they are called."""
    return tuple(Named(id_, programme.skills[id_].title) for id_ in ids)


def _zone(programme: Programme) -> ZoneInfo | None:
    timezone = timezone_of(programme)
    return find_zone(timezone) if timezone else None


def _moments(booking: Booking, part: str, zone: ZoneInfo | None) -> tuple[datetime | None, datetime | None]:
    """When a part of a session starts and ends on its first day, where its times are stated."""
    times = booking.times.get(part)
    if times is None:
        return None, None
    return datetime.combine(booking.date, times.start, zone), datetime.combine(booking.date, times.end, zone)
