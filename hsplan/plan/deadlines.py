"""The days of what is no session: of dates, and of the project's milestones, where their words come to a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from hsplan.calendars.countries import find_country, weekend_of
from hsplan.dates.days import in_words
from hsplan.findings import Finding, warning
from hsplan.plan.model import Window
from hsplan.programme.stretches import stretch
from hsplan.programme.unfolding import sessions_of
from hsplan.programme.when import THE_END, THE_START, AtEnd, AtStart, Beside, During, OnDay, When, Within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hsplan.calendars.model import Calendar
    from hsplan.dates.days import DayRange
    from hsplan.findings import Path
    from hsplan.plan.model import Booking
    from hsplan.programme.model import Programme


DELIVERY, DELIVERED = "delivery", "Delivery of the project"


@dataclass(frozen=True, slots=True)
class Dated:
    """A session on its days."""

    id: str
    item: str
    host: str | None
    first: date
    last: date
    status: str


def dated(programme: Programme, bookings: Mapping[str, Booking]) -> list[Dated]:
    """The sessions that are booked, in order of date and time; what is held within another comes after it."""
    booked = sorted(
        ((bookings[one.id], one) for one in sessions_of(programme) if one.id in bookings),
        key=lambda item: (item[0].date, item[1].host is not None, _starts(item[0])),
    )
    return [Dated(one.id, one.item, one.host, at.date, at.days.last, at.status) for at, one in booked]


def deadlines(programme: Programme, start: date, bookings: Mapping[str, Booking]) -> dict[str, dict[str, Window]]:
    """The dates that come to a day, and those milestones that do and are told in no session's entry."""
    held = dated(programme, bookings)
    days = stretch(programme, start)
    dates, milestones = {}, {}
    for id_, when in programme.dates.items():
        first, last = days_of(when, held, days)
        if first is not None:
            dates[id_] = Window.model_construct(title=title_of(id_), from_=first, until=last)
    for id_, title, when in steps_of(programme):
        day, session = day_of(when, held, days)
        if day is not None and session is None:
            milestones[id_] = Window.model_construct(title=title, from_=day, until=day)
    in_order = dict(sorted(dates.items(), key=lambda item: (item[1].from_, item[0])))  # that of keys is no meaning
    return {"dates": in_order, "milestones": milestones}


def on_closed_days(programme: Programme, calendar: Calendar, bookings: Mapping[str, Booking]) -> Iterator[Finding]:
    """A warning for each date or milestone that falls on a closed day, or comes to a weekend by its distance.

    It is no check, as it must know the plan, which lies above `checks/`; and no rule, as the search has no say in it.
    """
    moments: dict[Path, When] = {("dates", id_): when for id_, when in programme.dates.items()}
    if programme.project is not None:
        steps = programme.project.milestones.items()
        moments |= {("project", "milestones", id_, "when"): one.when for id_, one in steps}
    if not moments:
        return
    held, days = dated(programme, bookings), stretch(programme, calendar.start)
    country = find_country(programme.country) if programme.country is not None else None
    weekend = set(weekend_of(country) if country is not None else (5, 6)) - {one.first.weekday() for one in held}
    for path, when in moments.items():
        first, day = days_of(when, held, days)
        if day is None or first != day or any(day in (one.first, one.last) for one in held):
            continue
        reason = calendar.closed.get(day)
        if reason is not None and calendar.places[reason] == ("calendar", "only"):
            reason = None
        if reason is None and not isinstance(when, Within) and day.weekday() in weekend:
            reason = "a weekend"
        if reason is not None:
            yield warning(
                "deadline-closed",
                f"`{path[1] if path[0] == 'dates' else path[2]}` falls on {in_words(day)}: {reason}",
                path,
                expected="a day on which people work",
                help="write another day, or another distance",
            )


def _starts(booking: Booking) -> time:
    return min((one.start for one in booking.times.values()), default=time.min)


def title_of(id_: str) -> str:
    """What a date is called: by its id."""
    return id_.replace("-", " ").capitalize()


def steps_of(programme: Programme) -> list[tuple[str, str, When]]:
    """The milestones of the project, the delivery last, each with its id, title and moment."""
    project = programme.project
    if project is None:
        return []
    found = [(id_, one.title, one.when) for id_, one in project.milestones.items()]
    return found + ([(DELIVERY, DELIVERED, project.delivery)] if project.delivery else [])


def days_of(when: When, held: Sequence[Dated], days: DayRange) -> tuple[date | None, date | None]:
    """The first and the last day of a date; None where its words come to none."""
    if isinstance(when, Within):
        return when.days.first, when.days.last
    day, _ = day_of(when, held, days)
    return day, day


def day_of(when: When, held: Sequence[Dated], days: DayRange) -> tuple[date | None, str | None]:
    """The day of a milestone, and the session that it falls on; at the end, that is the last day of the last one."""
    if isinstance(when, Within):
        return when.days.last, None
    if isinstance(when, AtEnd | During):
        at = _on_session(when, held)
        return at.last if at is not None and at.status != "cancelled" else None, at.id if at is not None else None
    return _beside(when, held, days), None


def _on_session(when: AtEnd | During, held: Sequence[Dated]) -> Dated | None:
    if isinstance(when, During):
        return next((one for one in held if when.target in (one.id, one.item)), None)
    own = (one for one in held if one.host is None and one.status != "cancelled")
    return max(own, key=lambda one: one.last, default=None)


def steps_on(programme: Programme, bookings: Mapping[str, Booking], *, stopped: bool) -> dict[str, list[str]]:
    """By the id of a session the steps of the project told in its entry; where all has stopped, none at the end."""
    held = dated(programme, bookings) if programme.project is not None else []
    found: dict[str, list[str]] = {}
    for id_, title, when in steps_of(programme):
        at = _on_session(when, held) if isinstance(when, During) or (isinstance(when, AtEnd) and not stopped) else None
        if at is not None:
            found.setdefault(at.id, []).append(DELIVERY if (id_, title) == (DELIVERY, DELIVERED) else title)
    return found


def _beside(when: When, sessions: Sequence[Dated], days: DayRange) -> date | None:
    """The day that a moment beside a session, or an edge of the programme, comes to, where it comes to one."""
    if isinstance(when, AtStart):
        return days.first
    target = getattr(when, "target", None)
    edges = {THE_START: days.first, THE_END: days.last}
    held = [(one.first, one.last) for one in sessions if target in (one.id, one.item)]
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
