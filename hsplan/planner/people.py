"""Who leads each session and where it is held, once its day is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from hsplan.dates.days import DayRange
from hsplan.plan.held import apart_from
from hsplan.programme.people import apart_in_time, both_wanted, free, large_enough, needed_of, open_on, qualified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from hsplan.plan.held import Held
    from hsplan.problem import Request
    from hsplan.programme.sessions import Session


PARTICIPANTS = ""
"""Stands for all who take part, where people and venues go by their ids."""


@dataclass(frozen=True, slots=True)
class Staffed:
    """Who leads a session, and where it is held."""

    people: tuple[str, ...]
    venue: str | None


@dataclass(frozen=True, slots=True)
class Stuck:
    """A session that nobody can lead, or no venue hold, on its day, and the session in its way, if there is one."""

    session: str
    other: str | None


@dataclass
class _Taken:
    """Who and what is taken on which day, and by which sessions."""

    request: Request
    days: Mapping[str, DayRange]
    by: dict[tuple[date, str], list[Session]] = field(default_factory=dict)
    led: dict[str, int] = field(default_factory=dict)
    held: dict[tuple[date, str], list[Held]] = field(default_factory=dict)

    def in_the_way(self, session: Session, id_: str) -> Session | None:
        """The session that has a person or venue when this one needs them."""
        if self.aside("two-places-at-once", session):
            return None
        for day in self.days[session.id]:
            for other in self.by.get((day, id_), ()):
                if other is not session and not apart_in_time(session, other):
                    return None if self.aside("two-places-at-once", other) else other
        return None

    def elsewhere(self, session: Session, id_: str) -> bool:
        """Whether another programme wants a person or venue at the time of a session."""
        towns = {self.request.programme.venues[one].town for one in session.venues} or {None}
        return not self.aside("two-places-at-once", session) and any(
            one.joint != session.id
            and not (apart_from(session, one) and (towns == {one.town} or None in (*towns, one.town)))
            for day in self.days[session.id]
            for one in self.held.get((day, id_), ())
        )

    def aside(self, rule: str, session: Session) -> bool:
        """Whether a rule is set aside for a session on its day."""
        return self.request.waived(rule).get(session.id, -1) >= self.request.day(self.days[session.id].first)

    def over(self, session: Session, id_: str) -> bool:
        """Whether a person would lead on more days of a week or month than they can."""
        cap = self.request.programme.people[id_].at_most
        if cap is None or self.aside("led-too-often", session):
            return False
        for day in self.days[session.id]:
            same = (
                (lambda other, day=day: other.isocalendar()[:2] == day.isocalendar()[:2])
                if cap.unit == "week"
                else (lambda other, day=day: (other.year, other.month) == (day.year, day.month))
            )
            days = {
                other
                for (other, who), held in self.by.items()
                if who == id_ and same(other) and any(not self.aside("led-too-often", one) for one in held)
            }
            days |= {other for other, who in self.held if who == id_ and same(other)}
            if len(days | {one for one in self.days[session.id] if same(one)}) > cap.days:
                return True
        return False

    def attended(self, session: Session) -> Iterator[Stuck]:
        """Whether its participants are to be elsewhere at its time; they are written down for it all the same."""
        for day in self.days[session.id]:
            for other in self.by.get((day, PARTICIPANTS), ()):
                aside = self.aside("two-places-at-once", session) or self.aside("two-places-at-once", other)
                if both_wanted(session, other) and not aside:
                    yield Stuck(session.id, other.id)
        self.take(session, PARTICIPANTS)

    def take(self, session: Session, id_: str) -> None:
        """Write a person or venue down for a session."""
        for day in self.days[session.id]:
            self.by.setdefault((day, id_), []).append(session)


def staff(request: Request, dates: Mapping[str, date]) -> tuple[dict[str, Staffed], list[Stuck]]:
    """Who leads each session and where it is held; and the sessions for which that cannot be done on these days.

    Those of the plan before come first, then those asked for by name, then those who lead most: participants keep the
    same faces where they can. Ties go to the order of the file. Whoever is asked for by name somewhere is kept free
    for it.
    """
    days = {one.id: DayRange(dates[one.id], dates[one.id] + timedelta(days=one.days - 1)) for one in request.sessions}
    taken = _Taken(request, days)
    for one in request.taken.held if request.taken is not None else ():
        for day in one.days:
            taken.held.setdefault((day, one.who), []).append(one)
    for session in request.sessions:
        for id_ in session.leaders.people:
            taken.take(session, id_)
        if len(session.venues) == 1:
            taken.take(session, session.venues[0])
    found: dict[str, Staffed] = {}
    stuck: list[Stuck] = []
    for session in sorted(request.sessions, key=lambda one: dates[one.id]):
        people, blocked = _people(request, session, taken)
        venue, shut = _venue(request, session, taken)
        stuck += [*blocked, *shut, *taken.attended(session)]
        found[session.id] = Staffed(people, venue)
        for id_ in (*people, *([venue] if venue else [])):
            if id_ not in session.leaders.people and (id_,) != session.venues:
                taken.take(session, id_)
        for id_ in people:
            taken.led[id_] = taken.led.get(id_, 0) + 1
    return found, stuck


def _people(request: Request, session: Session, taken: _Taken) -> tuple[tuple[str, ...], list[Stuck]]:
    people = request.programme.people
    able = [
        id_
        for id_ in qualified(request.programme, session)
        if all(free(people[id_], day) for day in taken.days[session.id]) and not taken.elsewhere(session, id_)
    ]
    blocking = {id_: taken.in_the_way(session, id_) for id_ in able}
    open_ = [id_ for id_ in able if blocking[id_] is None and not taken.over(session, id_)]
    needed = needed_of(request.programme, session)
    if taken.aside("not-led", session):
        return tuple(open_[:needed]), []
    if len(open_) < needed or not set(session.leaders.people) <= set(open_):
        others = [other.id for other in blocking.values() if other is not None]
        return tuple(open_[:needed]), [Stuck(session.id, others[0] if others else None)]
    return _before(request, session, open_, needed) or _chosen(request, session, open_, taken.led), []


def _before(request: Request, session: Session, able: list[str], needed: int) -> tuple[str, ...]:
    """Those of the plan before, if they still will do."""
    booking = request.booking(session)
    people = booking.people if booking is not None else ()
    enough = len(set(people)) >= needed and set(session.leaders.people) <= set(people)
    return people if enough and set(people) <= set(able) else ()


def _chosen(request: Request, session: Session, able: list[str], led: Mapping[str, int]) -> tuple[str, ...]:
    booking = request.booking(session)
    before = booking.people if booking is not None else ()
    best = sorted(able, key=lambda id_: (id_ not in session.leaders.people, id_ not in before, -led.get(id_, 0)))
    needed = needed_of(request.programme, session)
    return tuple(sorted(best[:needed], key=list(request.programme.people).index))


def _venue(request: Request, session: Session, taken: _Taken) -> tuple[str | None, list[Stuck]]:
    """Where a session is held: where it was in the plan before if that still will do, else the first that does."""
    will_do = list(_open_venues(request, session, taken.days[session.id]))
    if will_do and not (will_do := [id_ for id_ in will_do if not taken.elsewhere(session, id_)]):
        return session.venues[0], [Stuck(session.id, None)]
    if not will_do:
        return next(iter(session.venues), None), []  # only where the rule is set aside: else no such day is chosen
    blocking = {id_: taken.in_the_way(session, id_) for id_ in will_do}
    open_ = [id_ for id_ in will_do if blocking[id_] is None]
    booking = request.booking(session)
    if booking is not None and booking.venue in open_:
        return booking.venue, []
    if open_:
        return open_[0], []
    return will_do[0], [Stuck(session.id, next(other.id for other in blocking.values() if other is not None))]


def _open_venues(request: Request, session: Session, days: DayRange) -> Iterator[str]:
    for id_ in session.venues:
        venue = request.programme.venues[id_]
        if large_enough(venue, request.programme, session) and all(open_on(venue, day) for day in days):
            yield id_
