"""What the documents of a session say: its row in words, as the variables of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.dates.days import MONTH_NAMES, WEEKDAY_NAMES, in_words
from hsplan.programme.kinds import capital
from hsplan.schedule.registers import MOST_LINES, UNKNOWN_LINES
from hsplan.templates.values import (
    ContactSaid,
    LineSaid,
    OtherSaid,
    PartSaid,
    PersonSaid,
    ProgrammeSaid,
    Said,
    SessionSaid,
    SkillSaid,
    VenueSaid,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hsplan.schedule.readers import Reader
    from hsplan.schedule.rows import PersonRow, Row, RowPart, Schedule

DAYS_SIDE_BY_SIDE = 5
MOST_DAYS_SIGNED = 14
"""Nobody signs each day of what lasts longer."""
SPARE_LINES = 2
"""Lines for those who come and are not expected."""


def said(schedule: Schedule, row: Row) -> Said:
    """All that is known of a session, for those who may see the schedule."""
    held = [one for one in schedule.held if one.host is None and _theirs(schedule, one, row)]
    before = [one for one in held if (one.first, one.id) < (row.first, row.id)]
    after = [one for one in held if (one.first, one.id) > (row.first, row.id)]
    coming = tuple(_person(one) for one in _coming(schedule, row))
    organiser = schedule.organiser
    return Said(
        programme=_programme(schedule),
        session=_session(schedule, row),
        organiser=ContactSaid(organiser.name, organiser.email) if organiser else ContactSaid(),
        reader=schedule.reader.name if schedule.reader else "",
        participants=coming,
        register=tuple(_lines(coming or _alone(schedule), row.expected)),
        to_sign=tuple(_to_sign(row)),
        previous=_other(before[-1]) if before else OtherSaid(),
        next=_other(after[0]) if after else OtherSaid(),
    )


def _theirs(schedule: Schedule, other: Row, row: Row) -> bool:
    """Whether those whom a session is for come to another: one set does not come to what the next has, nor do all.

    What is narrowed to one person, set or venue is all theirs; what is each group's, of one date, is everyone's.
    """
    reader = schedule.reader
    if reader is not None and reader.kind != "role":
        return True
    if row.only_for_others and reader is None:
        return other.whom == row.whom
    return other.whom in ("", row.whom, reader.name if reader else "") or other.whom.startswith("each ")


def in_full(first: date, last: date) -> str:
    """A day, or the first and the last of several, with its weekday.

    >>> from datetime import date
    >>> in_full(date(2011, 1, 20), date(2011, 1, 20))
    'Thursday 20 January 2011'
    >>> in_full(date(2011, 12, 31), date(2012, 1, 1))
    'Saturday 31 December 2011 to Sunday 1 January 2012'
    """
    end = f"{_weekday_and_day(last)} {MONTH_NAMES[last.month - 1]} {last.year}"
    if first == last:
        return end
    year = f" {first.year}" if first.year != last.year else ""
    return f"{_weekday_and_day(first)} {MONTH_NAMES[first.month - 1]}{year} to {end}"


def _weekday_and_day(day: date) -> str:
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.day}"


def _programme(schedule: Schedule) -> ProgrammeSaid:
    return ProgrammeSaid(
        title=schedule.title,
        name=schedule.name,
        cohort=schedule.cohort or "",
        provider=schedule.provider or "",
        client=schedule.client or "",
        network=schedule.network or "",
        by=" · ".join(schedule.organisers),
        project=schedule.project.title if schedule.project else "",
    )


def _session(schedule: Schedule, row: Row) -> SessionSaid:
    phase = schedule.phase_of(row)
    expected = row.expected or 0
    return SessionSaid(
        id=row.id,
        title=row.title,
        kind=capital(row.kind_title),
        phase=(phase.title or capital(phase.id.replace("-", " "))) if phase else "",
        date=in_full(row.first, row.last),
        iso=row.first.isoformat(),
        days=tuple(in_full(day, day) for day in row.days) if len(row.days) > 1 else (),
        times=_times(row),
        start=f"{row.start:%H:%M}" if row.start else "",
        end=f"{row.end:%H:%M}" if row.end else "",
        timezone=schedule.timezone or "",
        parts=tuple(_part(part) for part in row.parts),
        venue=_venue(row),
        link=row.link or "",
        mode=" or ".join(row.modes),
        whom=row.whom,
        attendance=row.attendance,
        overnight=row.overnight,
        summary=(row.summary or "").strip(),
        preparation=(row.preparation or "").strip(),
        teaches=tuple(skill.name for skill in row.teaches),
        practises=tuple(_skills(schedule, row)),
        leads=tuple(one.name for one in row.facilitators),
        milestones=_milestones(schedule, row),
        expected=expected,
        people=expected + len(row.facilitators) if expected else 0,
        cancelled=row.status == "cancelled",
        confirmed=row.status in ("confirmed", "delivered"),
        depends_on=row.depends_on or "",
        set_aside=row.waived,
        scenario=(row.scenario or "").strip(),
        note=(row.note or "").strip(),
        together_with=", ".join(row.together_with),
        one_booking_with=", ".join(row.one_room_with),
    )


def _venue(row: Row) -> VenueSaid:
    venue = row.venue
    if venue is None:
        return VenueSaid()
    return VenueSaid(venue.name, venue.town or "", (venue.address or "").strip(), venue.seats or 0)


def _part(part: RowPart) -> PartSaid:
    start, end = (f"{moment:%H:%M}" if moment else "" for moment in (part.start, part.end))
    times = f"{start}–{end}" if start and end else capital(part.words)
    return PartSaid(capital(part.title.replace("-", " ")), times, start, end, part.whom, part.apart)


def _times(row: Row) -> str:
    """From the first start to the last end, or in words where there is no clock."""
    if row.start and row.end:
        return f"{row.start:%H:%M}–{row.end:%H:%M}"
    return ", ".join(dict.fromkeys(capital(part.words) for part in row.parts if part.words))


def _other(row: Row) -> OtherSaid:
    return OtherSaid(row.title, in_full(row.first, row.last), _times(row), row.venue.name if row.venue else "")


def _skills(schedule: Schedule, row: Row) -> Iterator[SkillSaid]:
    """What is practised, each with what taught it before."""
    for skill in row.practises:
        earlier = [one for one in schedule.taught.get(skill.id, ()) if one.first < row.first]
        yield SkillSaid(skill.name, tuple(OtherSaid(one.title, in_full(one.first, one.first)) for one in earlier))


def _milestones(schedule: Schedule, row: Row) -> tuple[str, ...]:
    """What the project reaches in a session, or on one of its days."""
    return tuple(
        one.title
        for one in schedule.milestones
        if one.session == row.id or (one.session is None and one.date in row.days)
    )


def _coming(schedule: Schedule, row: Row) -> Iterator[PersonRow]:
    """Those who come, of the ones known by name; for one group, those who are in it or in none that is known.

    For participants of one role, those of that role.
    """
    reader = schedule.reader
    for one in (*schedule.participants, *(schedule.people if schedule.participants else ())):
        if one.id not in row.attendees or (reader and not _of_role(one, reader)):
            continue
        others = [group for group in one.groups if reader and group.startswith(f"{reader.id} ")]
        if reader is None or reader.kind != "group" or not others or f"{reader.id} {reader.number}" in others:
            yield one


def _of_role(one: PersonRow, reader: Reader) -> bool:
    """Whether somebody has the role that a schedule was narrowed to, if it was; those who lead read of all."""
    return reader.kind != "role" or reader.leads or reader.id == one.role_id


def _alone(schedule: Schedule) -> tuple[PersonSaid, ...]:
    """The one person whom a schedule was narrowed to, if they do not lead: they sign for nobody else."""
    reader = schedule.reader
    one = reader is not None and reader.kind in ("participant", "facilitator") and schedule.eyes == "participants"
    return (PersonSaid(reader.name),) if reader is not None and one else ()


def _person(one: PersonRow) -> PersonSaid:
    return PersonSaid(one.name, one.role, one.practice or "", ", ".join(one.groups))


def _to_sign(row: Row) -> Iterator[tuple[str, ...]]:
    """The days of a session, or that it is signed once, as far as they go side by side."""
    days = [in_words(day) for day in row.days] if 1 < len(row.days) <= MOST_DAYS_SIGNED else ["Signature"]
    for n in range(0, len(days), DAYS_SIDE_BY_SIDE):
        yield tuple(days[n : n + DAYS_SIDE_BY_SIDE])


def _lines(coming: tuple[PersonSaid, ...], expected: int | None) -> Iterator[LineSaid]:
    """A line for each who comes, and some that are empty for those of whom no more is known than that they may."""
    for number, one in enumerate(coming, 1):
        yield LineSaid(number, one.name, one.role, one.practice, one.groups)
    wanted = len(coming) + SPARE_LINES if coming else min(MOST_LINES, expected or UNKNOWN_LINES)
    for number in range(len(coming) + 1, wanted + 1):
        yield LineSaid(number)
