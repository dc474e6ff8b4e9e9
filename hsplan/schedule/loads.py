"""How much each person leads, and how often each venue is used, over schedules of several programmes.

A person or venue of one shared file is the same one in all programmes that take it from there (`schedule.shared`);
others are apart, whatever they are called. `plan/load.py` counts the days of plans as the planner sees them, those of
other folders' programmes as well; this is for the eye, from what is shown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from hsplan.plan.load import busiest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hsplan.schedule.arranging import Planned
    from hsplan.schedule.rows import Named, Place, Row, Schedule

Kind = Literal["facilitator", "venue"]
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Load:
    """What a person leads, or a venue holds. What is cancelled does not count, and a joint session counts once."""

    kind: Kind
    id: str
    name: str
    shared: bool
    """Whether other programmes may have the same one."""
    programmes: tuple[str, ...]
    """By which programmes they are wanted, by id, in the order of the schedules."""
    sessions: int
    untimed: int
    """Of these, how many have a part whose times are not stated; its hours are not counted."""
    days: int
    """On how many days: two sessions of one day are one."""
    hours: float
    """The hours of all parts with stated times, on all their days; breaks between parts are left out."""
    by_month: tuple[tuple[date, int], ...]
    """How many days in each month that has any, by its first day, in order."""
    month: date
    """The first day of the month with most days, the first of several."""
    most: int
    """On how many days of that month."""


@dataclass
class _Led:
    """What was found of one person or venue so far."""

    kind: Kind
    id: str
    name: str
    shared: bool
    programmes: dict[str, None] = field(default_factory=dict)
    sessions: dict[tuple[object, ...], bool] = field(default_factory=dict)
    """Each session, and whether a part of it has no times."""
    days: set[date] = field(default_factory=set)
    times: set[tuple[datetime, datetime]] = field(default_factory=set)

    def add(self, schedule: Schedule, row: Row) -> None:
        self.programmes[schedule.id] = None
        # What cohorts of a file hold together is one session, on one day, also where its hours are not known.
        file, _, cohort = schedule.id.partition(".")
        key = (file, frozenset((cohort, *row.joint)), row.id, row.first)
        self.sessions[key] = any(part.start is None for part in row.parts) or not row.parts
        self.days.update(row.days)
        self.times.update(_times(row))

    def load(self) -> Load:
        (year, month), most = busiest(self.days)
        return Load(
            self.kind,
            self.id,
            self.name,
            self.shared,
            tuple(self.programmes),
            len(self.sessions),
            sum(self.sessions.values()),
            len(self.days),
            hours(self.times),
            tuple(sorted(Counter(day.replace(day=1) for day in self.days).items())),
            date(year, month, 1),
            most,
        )


def loads_of(schedules: Iterable[Schedule]) -> tuple[Load, ...]:
    """The load of everyone who leads, then of every venue that is used; who has most days first, then by name.

    Of what is narrowed to one person who leads, or to one venue, only theirs: it does not hold all that others have.
    """
    found: dict[tuple[str, ...], _Led] = {}
    for schedule in schedules:
        for row in schedule.held:
            for kind, one in _wanted(schedule, row):
                who = _who(schedule, kind, one.id)
                led = found.setdefault(who, _Led(kind, one.id, one.name, shared=one.id in schedule.shared))
                led.add(schedule, row)
    loads = (led.load() for led in found.values())
    return tuple(sorted(loads, key=lambda one: (one.kind, -one.days, one.name, one.id, one.programmes)))


def idle(planned: Iterable[Planned], schedules: Sequence[Schedule]) -> tuple[tuple[Kind, str], ...]:
    """Those who might lead, and the venues, by name, for whom some programmes have nothing; each once.

    Of what is narrowed to some reader, nobody: it does not hold all that others have.
    """
    if any(schedule.reader is not None for schedule in schedules):
        return ()
    used = {
        _who(schedule, kind, one.id)
        for schedule in schedules
        for row in schedule.held
        for kind, one in _wanted(schedule, row)
    }
    known: dict[tuple[str, ...], tuple[Kind, str]] = {}
    for one, schedule in zip(planned, schedules, strict=True):
        people = {id_: person.name for id_, person in one.programme.people.items() if person.leads}
        venues = {id_: venue.name for id_, venue in one.programme.venues.items()}
        known |= {_who(schedule, "facilitator", id_): ("facilitator", name) for id_, name in people.items()}
        known |= {_who(schedule, "venue", id_): ("venue", name) for id_, name in venues.items()}
    return tuple(sorted(named for who, named in known.items() if who not in used))


def hours(stretches: Iterable[tuple[datetime, datetime]]) -> float:
    """How many hours some stretches of time cover, to the tenth; what several cover counts once.

    >>> nine, ten, noon = (datetime(2011, 1, 18, hour, tzinfo=UTC) for hour in (9, 10, 12))
    >>> hours([(nine, noon), (ten, noon)])
    3.0
    """
    total = timedelta()
    until = datetime.min.replace(tzinfo=UTC)
    for start, end in sorted(stretches):
        total += max(end - max(start, until), timedelta())
        until = max(until, end)
    return round(total / HOUR, 1)


def _wanted(schedule: Schedule, row: Row) -> Iterator[tuple[Kind, Named | Place]]:
    only = schedule.reader
    for one in row.facilitators:
        if only is None or (only.kind != "venue" and (only.kind != "facilitator" or only.id == one.id)):
            yield "facilitator", one
    if row.venue is not None and (only is None or only.kind != "facilitator"):
        yield "venue", row.venue


def _who(schedule: Schedule, kind: Kind, id_: str) -> tuple[str, ...]:
    """What tells somebody from all others: the shared file they come from, or else the programme."""
    shared = schedule.shared.get(id_)
    return (kind, shared) if shared is not None else (kind, schedule.id, id_)


def _times(row: Row) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of its parts on each of its days. Where a programme has no time zone, all its times are in one."""
    for part in row.parts:
        if part.start is not None and part.end is not None:
            for n in range(len(row.days)):
                yield _moment(part.start, n), _moment(part.end, n)


def _moment(time: datetime, days: int) -> datetime:
    later = time + timedelta(days=days)
    return (later if later.tzinfo is not None else later.replace(tzinfo=UTC)).astimezone(UTC)
