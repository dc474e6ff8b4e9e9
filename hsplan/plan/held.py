"""People and venues that are wanted in other plans: the same one in two programmes is in one place at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from hsplan.programme.people import at_other_times, together
from hsplan.programme.unfolding import sessions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hsplan.dates.days import DayRange
    from hsplan.dates.hours import TimeRange
    from hsplan.plan.model import Booking, Plan
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session
    from hsplan.programme.who import AtMost

MONTH = timedelta(days=31)
Who = tuple[str, str, str]
"""A person or venue that programmes share: the file that they come from, its block (`people` or `venues`), their id."""
Key = tuple[str, str | None]
"""What tells a programme or cohort from all others: its file, and which cohort of it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A person or venue of this programme, wanted by a session of another one."""

    who: str
    """The id that this programme knows them by."""
    days: DayRange
    times: tuple[TimeRange, ...]
    """Its times on those days; none where they are not stated, and the whole day is taken."""
    town: str | None
    """The town in which they are then, if it is known."""
    session: str
    """Which session wants them, as it is told: `PROGRAMME:SESSION`."""
    joint: str | None = None
    """The session of this programme that is the very same one, held together: for that one they are not taken."""
    within: frozenset[str] = frozenset()
    """The sessions of this programme that are held together with it: for those they are there, but in one town."""

    @property
    def programme(self) -> str:
        """The programme or cohort whose session it is."""
        return self.session.partition(":")[0]


@dataclass(frozen=True)
class Party:
    """A programme, or a cohort of one, among those that share people and venues."""

    id: str
    """What it is called: `stepney`, or `stepney.north`."""
    file: str
    """Its file: with its cohort it is told from all others, of whatever folder."""
    cohort: str | None
    programme: Programme
    shares: Mapping[str, Who]
    """Whom it shares with others, by the id that it knows them by."""

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return self.file, self.cohort


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Somebody shared, wanted by a session of a party; it holds on to no programme, of which there may be thousands."""

    days: DayRange
    times: tuple[TimeRange, ...]
    town: str | None
    party: str
    session: str
    file: str
    joint_with: tuple[str, ...]
    cap: AtMost | None
    """How much somebody leads at most, as that party has it."""

    def held(self, id_: str, by: Party) -> Held:
        """How another party is told of it."""
        joint = by.file == self.file and by.cohort in self.joint_with and self.session in by.programme.joint
        told = f"{self.party}:{self.session}"
        return Held(id_, self.days, self.times, self.town, told, self.session if joint else None)


@dataclass
class Holdings:
    """Who and what is wanted when by the plans of many programmes, by person or venue: no pair is ever compared."""

    _by_who: dict[Who, dict[Key, tuple[_Wanted, ...]]] = field(default_factory=lambda: defaultdict(dict))
    _of: dict[Key, tuple[Who, ...]] = field(default_factory=dict)
    _last: tuple[Party, DayRange | None, tuple[Held, ...]] | None = None
    """What was asked last, and what it came to: it is often asked once more."""

    def put(self, party: Party, plan: Plan) -> None:
        """Write down whom a plan wants, in place of what was wanted before; what is cancelled wants nobody."""
        self.drop(party)
        wanted: dict[Who, list[_Wanted]] = {}
        for session in sessions_of(party.programme) if party.shares else ():
            booking = plan.sessions.get(session.id)
            if booking is not None and booking.status != "cancelled":
                for id_ in _whom(party, booking):
                    wanted.setdefault(party.shares[id_], []).append(_wanted(party, session, booking, id_))
        for who, found in wanted.items():
            self._by_who[who][party.key] = tuple(found)
        self._of[party.key] = tuple(wanted)

    def drop(self, party: Party) -> None:
        """Forget what a programme wanted."""
        self._last = None
        for who in self._of.pop(party.key, ()):
            del self._by_who[who][party.key]

    def without(self, session: str) -> Holdings:
        """The same, were it not for one session (`PROGRAMME:SESSION`)."""
        left: dict[Who, dict[Key, tuple[_Wanted, ...]]] = defaultdict(dict)
        for who, by_party in self._by_who.items():
            for key, wanted in by_party.items():
                left[who][key] = tuple(one for one in wanted if f"{one.party}:{one.session}" != session)
        return Holdings(left, dict(self._of))

    def copy(self) -> Holdings:
        """The same, to be changed apart from this one."""
        found = Holdings(_of=dict(self._of))
        found._by_who.update((who, dict(wanted)) for who, wanted in self._by_who.items())
        return found

    def against(self, party: Party, within: DayRange | None = None) -> tuple[Held, ...]:
        """Whom others want of those that a programme shares with them, in order; those near a stretch, if one is given.

        A week or month at either end of the stretch counts whole.
        """
        if self._last is None or self._last[0] is not party or self._last[1] != within:
            self._last = party, within, self._against(party, within)
        return self._last[2]

    def _against(self, party: Party, within: DayRange | None) -> tuple[Held, ...]:
        first, last = (within.first - MONTH, within.last + MONTH) if within is not None else (date.min, date.max)
        found = [
            one.held(id_, party)
            for id_, who in party.shares.items()
            for key, wanted in self._by_who.get(who, {}).items()
            if key != party.key
            for one in wanted
            if one.days.first <= last and first <= one.days.last
        ]
        return tuple(sorted(found, key=lambda one: (one.days.first, one.who, one.session)))

    def wanted(self) -> dict[Who, list[tuple[DayRange, str]]]:
        """For each person and venue the days on which somebody wants them, and which session does; in order."""
        return {
            who: sorted(
                ((one.days, f"{one.party}:{one.session}") for wanted in by_party.values() for one in wanted),
                key=lambda item: (item[0].first, item[1]),
            )
            for who, by_party in sorted(self._by_who.items())
            if by_party
        }

    def crowded(self) -> set[Key]:
        """Those who may want somebody while another does, or too often with others: all who do are among them."""
        found: set[Key] = set()
        for by_party in self._by_who.values():
            if len(by_party) > 1:
                found |= _on_one_day(by_party) | _over_cap(by_party)
        return found


def _on_one_day(by_party: Mapping[Key, tuple[_Wanted, ...]]) -> set[Key]:
    """Those who want somebody on a day on which another does."""
    by_day: dict[date, set[Key]] = {}
    for key, wanted in by_party.items():
        for one in wanted:
            for day in one.days:
                by_day.setdefault(day, set()).add(key)
    return {key for keys in by_day.values() if len(keys) > 1 for key in keys}


def _over_cap(by_party: Mapping[Key, tuple[_Wanted, ...]]) -> set[Key]:
    """Those who want somebody in a week or month in which they lead more than any of them allows."""
    days: dict[tuple[str, int, int], set[date]] = {}
    keys: dict[tuple[str, int, int], set[Key]] = {}
    caps: dict[str, int] = {}
    for key, wanted in by_party.items():
        for one in wanted:
            if one.cap is not None:
                caps[one.cap.unit] = min(one.cap.days, caps.get(one.cap.unit, one.cap.days))
            for day in one.days:
                for unit in ("week", "month"):
                    days.setdefault((unit, *period(unit, day)), set()).add(day)
                    keys.setdefault((unit, *period(unit, day)), set()).add(key)
    over = (one for one, found in days.items() if one[0] in caps and len(found) > caps[one[0]])
    return {key for one in over for key in keys[one]}


@lru_cache(maxsize=10_000)
def period(unit: str, day: date) -> tuple[int, int]:
    """The week (of ISO 8601) or month of a day: its year, and its number there."""
    return day.isocalendar()[:2] if unit == "week" else (day.year, day.month)


def delivered(programme: Programme, session: Session, booking: Booking, others: Iterable[Session]) -> Iterator[Held]:
    """Whom a session had that was delivered: none of the others has them then."""
    venue = programme.venues.get(booking.venue or "")
    town = venue.town if venue is not None else None
    within = frozenset(one.id for one in others if together(one, session))
    for id_ in dict.fromkeys((*booking.people, *([booking.venue] if booking.venue else ()))):
        yield Held(id_, booking.days, _times(session, booking), town, session.id, within=within)


def _times(session: Session, booking: Booking) -> tuple[TimeRange, ...]:
    """The times of a booking; none where any part may be at any time."""
    names = booking.names(session)
    hours = [booking.times.get(name, part.hours) for name, part in zip(names, session.parts, strict=True)]
    return () if None in hours else tuple(one for one in hours if one is not None)


def holdings_of(plans: Iterable[tuple[Party, Plan]], beside: Holdings | None = None) -> Holdings:
    """Whom some plans want, and what is held beside them."""
    found = beside.copy() if beside is not None else Holdings()
    for party, plan in plans:
        found.put(party, plan)
    return found


def _whom(party: Party, booking: Booking) -> list[str]:
    """The ids of those whom a booking wants and its programme shares."""
    ids = dict.fromkeys((*booking.people, *([booking.venue] if booking.venue else ())))
    return [id_ for id_ in ids if id_ in party.shares]


def _wanted(party: Party, session: Session, booking: Booking, id_: str) -> _Wanted:
    venue, person = party.programme.venues.get(booking.venue or ""), party.programme.people.get(id_)
    return _Wanted(
        booking.days,
        _times(session, booking),
        venue.town if venue is not None else None,
        party.id,
        session.id,
        party.file,
        session.joint_with,
        person.at_most if person is not None and id_ in booking.people else None,
    )


def holders(party: Party, plan: Plan, held: Sequence[Held]) -> list[Held]:
    """What others hold that a plan wants at the same time, or that makes somebody lead too often."""
    wants = {
        (day, id_): session
        for session in sessions_of(party.programme)
        if (booking := plan.sessions.get(session.id)) is not None and booking.status in ("tentative", "confirmed")
        for id_ in (*booking.people, *([booking.venue] if booking.venue else ()))
        for day in booking.days
    }
    at_once = [
        one
        for one in held
        for day in one.days
        if (session := wants.get((day, one.who))) is not None
        and one.joint != session.id
        and not (at_other_times(session, one.times) and _near(party, plan.sessions[session.id].venue, one))
    ]
    return [*at_once, *_too_often(party, {(day, id_) for day, id_ in wants}, held)]


def _near(party: Party, venue: str | None, held: Held) -> bool:
    """Whether a venue and another booking are in one town, as far as both are known."""
    own = party.programme.venues.get(venue or "")
    return own is None or None in (own.town, held.town) or own.town == held.town


def _too_often(party: Party, wants: set[tuple[date, str]], held: Sequence[Held]) -> Iterator[Held]:
    """The bookings in weeks or months in which somebody would lead more than they can."""
    caps = {id_: person.at_most for id_, person in party.programme.people.items() if person.at_most is not None}
    if not caps:
        return
    days: dict[tuple[str, int, int], set[date]] = {}
    for day, id_ in [*wants, *((day, one.who) for one in held for day in one.days)]:
        if id_ in caps:
            days.setdefault((id_, *period(caps[id_].unit, day)), set()).add(day)
    mine = {(id_, *period(caps[id_].unit, day)) for day, id_ in wants if id_ in caps}
    over = {key for key in mine if len(days[key]) > caps[key[0]].days}
    for one in held:
        if one.who in caps and any((one.who, *period(caps[one.who].unit, day)) in over for day in one.days):
            yield one
