"""Programme + plan → rows to show: everything that a view needs, with names for ids and moments for times.

Views know nothing else. A challenge's scenario stays out: it is for facilitators' eyes only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from hsplan.calendars.zones import zone as find_zone
from hsplan.programme.clock import timezone_of
from hsplan.programme.sessions import Session, phase_stretches, phases_of, sessions_of, stretch
from hsplan.programme.when import During, InMonths, When, Within

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from zoneinfo import ZoneInfo

    from hsplan.calendars.model import Calendar
    from hsplan.dates.days import DayRange, TimeRange
    from hsplan.plan.model import Booking, Plan, Status
    from hsplan.programme.model import Outcome, Programme


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id and a name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A venue as people see it."""

    id: str
    name: str
    town: str | None


@dataclass(frozen=True, slots=True)
class RowPart:
    """A stretch of a session's day; start and end carry their time zone, and are None where no time is stated."""

    id: str
    title: str
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """A session on its day."""

    id: str
    kind: str
    kind_title: str
    title: str
    phase: str | None
    first: date
    last: date
    parts: tuple[RowPart, ...]
    teaches: tuple[Named, ...]
    practises: tuple[Named, ...]
    facilitators: tuple[Named, ...]
    venue: Place | None
    summary: str | None
    preparation: str | None
    status: Status
    sequence: int
    changed: datetime
    """When what is shown of it last changed."""

    @property
    def start(self) -> datetime | None:
        """When the first of its parts starts, where times are stated."""
        return min((part.start for part in self.parts if part.start is not None), default=None)

    @property
    def end(self) -> datetime | None:
        """When the last of its parts ends, where times are stated."""
        return max((part.end for part in self.parts if part.end is not None), default=None)


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase and its days."""

    id: str
    title: str | None
    days: DayRange


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A step of the project; its day is None where nothing fixes one, its session where it belongs to none."""

    id: str
    title: str
    date: date | None
    session: str | None


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """The project with its milestones on their days."""

    title: str
    serves: tuple[Named, ...]
    outcomes: Mapping[str, Outcome]
    milestones: tuple[MilestoneRow, ...]


@dataclass(frozen=True)
class Schedule:
    """A programme on its days, ready to be shown."""

    id: str
    title: str
    provider: str | None
    client: str | None
    network: str | None
    audience: tuple[str, ...]
    cohort: str | None
    days: DayRange
    length_months: int | None
    timezone: str | None
    status: Literal["tentative", "confirmed"]
    calendar_id: str
    domain: str
    revision: int
    phase_word: str
    phases: tuple[PhaseRow, ...]
    rows: tuple[Row, ...]
    project: ProjectRow | None
    closed: Mapping[date, str]


def schedule(programme: Programme, plan: Plan, calendar: Calendar) -> Schedule:
    """The rows of a programme and its plan, in order of date."""
    timezone = timezone_of(programme)
    key, phases = phases_of(programme)
    rows = [
        _row(programme, session, plan, plan.sessions[session.id], timezone)
        for session in sessions_of(programme)
        if session.id in plan.sessions
    ]
    rows.sort(key=lambda row: row.first)
    return Schedule(
        id=plan.programme,
        title=programme.title,
        provider=programme.provider,
        client=programme.client,
        network=programme.network,
        audience=programme.audience,
        cohort=None,
        days=stretch(programme, plan.start),
        length_months=programme.length.months,
        timezone=timezone,
        status="tentative" if plan.published is None else "confirmed",
        calendar_id=plan.calendar_id,
        domain=plan.domain,
        revision=plan.revision,
        phase_word="trimester" if key == "trimesters" else "phase",
        phases=tuple(
            PhaseRow(id_, phases[id_].title, days) for id_, days in phase_stretches(programme, plan.start).items()
        ),
        rows=tuple(rows),
        project=_project(programme, rows),
        closed=calendar.closed,
    )


def _row(programme: Programme, session: Session, plan: Plan, booking: Booking, timezone: str | None) -> Row:
    zone = find_zone(timezone) if timezone else None
    venue = programme.venues.get(booking.venue or "")
    return Row(
        id=session.id,
        kind=session.kind,
        kind_title=session.kind_title,
        title=session.title,
        phase=session.phase,
        first=booking.date,
        last=booking.date,
        parts=tuple(
            RowPart(part.id, part.title, *_moments(booking.date, booking.times.get(part.id), zone))
            for part in session.parts
        ),
        teaches=_skills(programme, session.teaches),
        practises=_skills(programme, session.practises),
        facilitators=tuple(Named(id_, programme.people[id_].name) for id_ in booking.people if id_ in programme.people),
        venue=Place(booking.venue, venue.name, venue.town) if booking.venue and venue else None,
        summary=session.summary,
        preparation=session.preparation,
        status=booking.status,
        sequence=booking.sequence,
        changed=plan.changed_at(booking),
    )


def _skills(programme: Programme, ids: tuple[str, ...]) -> tuple[Named, ...]:
    return tuple(Named(id_, programme.skills[id_].title) for id_ in ids)


def _moments(day: date, times: TimeRange | None, zone: ZoneInfo | None) -> tuple[datetime | None, datetime | None]:
    if times is None:
        return None, None
    return datetime.combine(day, times.start, zone), datetime.combine(day, times.end, zone)


def _project(programme: Programme, rows: list[Row]) -> ProjectRow | None:
    asked = programme.project
    if asked is None:
        return None
    milestones = [_milestone(id_, one.title, one.when, rows) for id_, one in asked.milestones.items()]
    if asked.delivery is not None:
        milestones.append(_milestone("delivery", "Delivery of the project", asked.delivery, rows))
    serves = tuple(Named(id_, programme.needs[id_].title) for id_ in asked.serves)
    return ProjectRow(asked.title, serves, asked.outcomes, tuple(milestones))


def _milestone(id_: str, title: str, when: When | During, rows: list[Row]) -> MilestoneRow:
    """A milestone on the day of its session; at the end, that is the last day of the last session."""
    if isinstance(when, Within):
        return MilestoneRow(id_, title, when.days.last, None)
    if isinstance(when, InMonths):
        return MilestoneRow(id_, title, None, None)
    last = rows[-1] if rows else None
    row = next((row for row in rows if row.id == when.session), None) if isinstance(when, During) else last
    return MilestoneRow(id_, title, row.last if row else None, row.id if row else None)
