"""Programme + plan → rows to show: everything that a view needs, with names for ids and moments for times.

Views know nothing else. A challenge's scenario stays out: it is for facilitators' eyes only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from hsplan.calendars.gathering import unsettled
from hsplan.calendars.zones import zone as find_zone
from hsplan.dates.days import in_words
from hsplan.programme.clock import timezone_of
from hsplan.programme.stretches import phase_stretches, phases_of, stretch
from hsplan.programme.unfolding import occasions_of
from hsplan.programme.when import THE_END, THE_START, AtEnd, AtStart, Beside, During, OnDay, When, Within

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from zoneinfo import ZoneInfo

    from hsplan.calendars.model import Calendar
    from hsplan.dates.days import DayRange, TimeRange
    from hsplan.plan.model import Booking, Plan, Status, Window
    from hsplan.programme.model import Outcome, Programme
    from hsplan.programme.sessions import Session


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
    words: str = ""
    """The time where it is no stretch: `from 14:00`, `evening`."""
    whom: str = ""
    """For whom, where that is not everyone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A session on its day."""

    id: str
    item: str
    """The id that it is written under, which those of one `count` share."""
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
    whom: str = ""
    """For whom, where that is not everyone."""
    modes: tuple[str, ...] = ()
    attendance: str = ""
    depends_on: str | None = None
    """What it still depends on: until then it is provisional."""
    host: str | None = None
    """The session that it is held together with."""
    overnight: bool = False
    waived: tuple[str, ...] = ()
    """Rules that are set aside for it, each with the reason and who decided it."""

    @property
    def start(self) -> datetime | None:
        """When the first of its parts starts, where times are stated."""
        return min((part.start for part in self.parts if part.start is not None), default=None)

    @property
    def end(self) -> datetime | None:
        """When the last of its parts ends, where times are stated."""
        return max((part.end for part in self.parts if part.end is not None), default=None)


@dataclass(frozen=True, slots=True)
class WindowRow:
    """What gets no date: the days within which it is arranged, or which it fills."""

    id: str
    kind: str
    kind_title: str
    title: str
    phase: str | None
    first: date | None
    last: date | None
    """The last day: the deadline of what is arranged."""
    arranged_by: tuple[str, ...]
    detail: str
    """How many, how often and for whom, in words."""
    depends_on: str | None


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day that is no session's; without a day where only the words are known."""

    id: str
    title: str
    first: date | None
    last: date | None
    words: str


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase and its days."""

    id: str
    title: str | None
    days: DayRange
    depends_on: str | None = None
    """What it still depends on: until then it is provisional."""


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
    windows: tuple[WindowRow, ...]
    dates: tuple[DayRow, ...]
    facts: Mapping[str, str]
    """What else the programme says of taking part: attendance, assessment, award, load, fee, notice."""
    project: ProjectRow | None
    closed: Mapping[date, str]
    gone: tuple[Row, ...] = ()
    """What people were told of and the programme has no more: cancelled, and shown only to those who have it."""
    unsettled: tuple[str, ...] = ()
    """Days that are provisional, or either of several, by the id of their block and in words."""

    @property
    def name(self) -> str:
        """What it is called, with the cohort whose run it is."""
        return self.title if self.cohort is None else f"{self.title} ({self.cohort})"


def schedule(programme: Programme, plan: Plan, calendar: Calendar, cohort: str | None = None) -> Schedule:
    """The rows of a programme and its plan, in order of date."""
    timezone = timezone_of(programme)
    key, phases = phases_of(programme)
    occasions = occasions_of(programme)
    days = stretch(programme, plan.start)
    rows = [
        _row(programme, session, plan, plan.sessions[session.id], timezone)
        for session in occasions
        if session.id in plan.sessions
    ]
    rows.sort(key=lambda row: (row.first, row.host is not None, row.start.time() if row.start else time.min))
    return Schedule(
        id=plan.programme,
        title=programme.title,
        provider=programme.provider,
        client=programme.client,
        network=programme.network,
        audience=programme.audience,
        cohort=cohort,
        days=days,
        length_months=programme.length.months if programme.length is not None else None,
        timezone=timezone,
        status="tentative" if plan.published is None else "confirmed",
        calendar_id=plan.calendar_id,
        domain=plan.domain,
        revision=plan.revision,
        phase_word="trimester" if key == "trimesters" else "phase",
        phases=tuple(
            PhaseRow(id_, phases[id_].title, days, phases[id_].depends_on)
            for id_, days in phase_stretches(programme, plan.start).items()
        ),
        rows=tuple(rows),
        windows=tuple(
            _window(session, plan.windows[session.id]) for session in occasions if session.id in plan.windows
        ),
        dates=tuple(_day(id_, when, rows, days) for id_, when in programme.dates.items()),
        facts=_facts(programme),
        project=_project(programme, rows, days),
        closed=calendar.closed,
        unsettled=tuple(unsettled(programme.calendar)),
        gone=tuple(
            _gone(id_, booking, plan, timezone)
            for id_, booking in plan.sessions.items()
            if booking.dropped and id_ not in {row.id for row in rows}
        ),
    )


def _gone(id_: str, booking: Booking, plan: Plan, timezone: str | None) -> Row:
    """A cancelled session of which only the booking is left."""
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
        changed=plan.changed_at(booking),
    )


def _row(programme: Programme, session: Session, plan: Plan, booking: Booking, timezone: str | None) -> Row:
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
        venue=Place(booking.venue, venue.name, venue.town) if booking.venue and venue else None,
        summary=session.summary,
        preparation=session.preparation,
        status=booking.status,
        sequence=booking.sequence,
        changed=plan.changed_at(booking),
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
    )


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
        return MilestoneRow(id_, title, row.last if row else None, row.id if row else None)
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
