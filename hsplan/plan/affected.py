"""Who is affected by what differs between two plans: names for ids, and for whom each session is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.plan.changes import differences, other_days
from hsplan.programme.groups import cohort_size, named_participants, whom_in_words
from hsplan.programme.unfolding import occasions_of, sessions_of
from hsplan.programme.who import ForWhom

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, time

    from hsplan.plan.changes import Kind
    from hsplan.plan.model import Address, Block, Entry, Plan, Window
    from hsplan.programme.model import Participant, Person, Programme
    from hsplan.programme.sessions import Session

    Stretches = Mapping[tuple[Block, str], Window]
    Coming = Mapping[str, tuple[str, ...]]
    """By the id of a session the ids of those who come to it."""

EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person or a venue, by id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Side:
    """When and where a session is in one of two plans, and who leads it; of what is none its days alone."""

    first: date | None
    """None where the first day, or the last, of a window is not known."""
    last: date | None
    start: time | None = None
    """When the first of its parts starts, where times are stated."""
    end: time | None = None
    people: tuple[Someone, ...] = ()
    venue: Someone | None = None
    status: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A session, or what else has days, that is not in both plans, or not the same in both."""

    session: str
    title: str
    kinds: tuple[Kind, ...]
    """What differs, what matters most first."""
    before: Side | None
    """None where it was not there."""
    after: Side | None
    """None where it no longer takes place."""
    whom: str
    """Who attends: `everyone`, a role, one of a group; empty where the programme has no such session any more."""
    block: Block | None = None
    """Where a plan has it, if it is no session."""

    @property
    def people(self) -> tuple[Someone, ...]:
        """Who leads it, before or after."""
        return tuple(dict.fromkeys(one for side in (self.before, self.after) if side for one in side.people))

    @property
    def venues(self) -> tuple[Someone, ...]:
        """Where it is held, before or after."""
        sides = (self.before, self.after)
        return tuple(dict.fromkeys(side.venue for side in sides if side is not None and side.venue is not None))


@dataclass(frozen=True, slots=True)
class Comers:
    """How those who come, and are known by name, differ between two plans that both know who comes."""

    joined: tuple[Someone, ...] = ()
    """Who came to nothing before, and leads nothing."""
    left: tuple[Someone, ...] = ()
    """Who is no participant any more, or does not come for their role."""
    regrouped: tuple[str, ...] = ()
    """The sessions to which others come of those who neither joined nor left, as where somebody changes sets."""

    def __len__(self) -> int:
        """How many changes these are."""
        return len(self.joined) + len(self.left) + len(self.regrouped)


NOBODY_ELSE = Comers()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans of a programme, what each is called, and what differs between them."""

    programme: str
    title: str
    old: str
    new: str
    differences: tuple[Difference, ...]
    comers: Comers = NOBODY_ELSE
    days: tuple[Difference, ...] = ()
    """The windows, dates and milestones that differ, where both plans know them."""

    @property
    def all(self) -> tuple[Difference, ...]:
        """All that differs and has days, the sessions first."""
        return (*self.differences, *self.days)


def comers(programme: Programme | None, plan: Plan, old: Coming, new: Coming) -> Comers:
    """How those who come differ between two plans, of which one keeps both; nobody where one does not say who comes.

    Who is still a participant has not left, also where all that they would come to is cancelled, and has not joined
    when it is held again; nor who leads, be it without coming. Where no participant was known by name, none has joined.
    """
    if programme is None or not (old and new):
        return NOBODY_ELSE
    leading = {id_ for id_, one in programme.people.items() if one.leads}
    ever = {*_all(old), *(id_ for one in plan.told.values() for id_ in one.came(named=True))}
    new_ones = [id_ for id_ in _all(new) if id_ not in ever | leading]
    joined = [id_ for id_ in new_ones if id_ in programme.people or not ever <= programme.people.keys()]
    here = {*named_participants(programme), *leading, *_all(new)}
    left = [id_ for id_ in _all(old) if id_ not in here]
    others = (id_ for id_ in new if id_ in old and {*old[id_]}.difference(left) != {*new[id_]}.difference(new_ones))
    return Comers(_called(programme, plan, joined), _called(programme, plan, left), tuple(others))


def _all(come: Coming) -> dict[str, None]:
    """Everybody who comes to anything, once."""
    return dict.fromkeys(id_ for ids in come.values() for id_ in ids)


def _called(programme: Programme, plan: Plan, ids: Iterable[str]) -> tuple[Someone, ...]:
    """People by the names that they have, or had when they were told; by id where that is not known."""
    known: dict[str, Address | Participant | Person] = {
        **plan.addresses,
        **named_participants(programme),
        **programme.people,
    }
    return tuple(Someone(id_, known[id_].name if id_ in known else id_) for id_ in ids)


def affected(programme: Programme | None, old: Mapping[str, Entry], new: Mapping[str, Entry]) -> tuple[Difference, ...]:
    """What differs between the bookings of two plans; without the programme, ids stand for names."""
    sessions = {one.id: one for one in sessions_of(programme)} if programme is not None else {}
    found = []
    for change in differences(old, new):
        entry = change.after or change.before
        found.append(
            Difference(
                change.session,
                entry.title if entry is not None else change.session,
                change.kinds,
                _side(programme, change.before),
                _side(programme, change.after),
                _whom(programme, sessions.get(change.session)),
            )
        )
    return tuple(found)


def affected_days(programme: Programme | None, old: Stretches | None, new: Stretches | None) -> tuple[Difference, ...]:
    """What differs between the windows, dates and milestones of two plans; nothing where one does not know them."""
    windows = {one.id: one for one in occasions_of(programme)} if programme is not None else {}
    found = []
    for change in other_days(old, new) if old is not None and new is not None else ():
        before, after = (Side(one.from_, one.until) if one is not None else None for one in (change.was, change.now))
        one = change.now or change.was
        whom = _whom(programme, windows.get(change.session)) if change.block == "windows" else _everyone(programme)
        title = one.title if one is not None else change.session
        kinds: tuple[Kind, ...] = ("moved",) if change.kind == "window" else change.kinds
        found.append(Difference(change.session, title, kinds, before, after, whom, change.block))
    return tuple(found)


def _side(programme: Programme | None, entry: Entry | None) -> Side | None:
    if entry is None:
        return None
    people = programme.people if programme is not None else {}
    venue = programme.venues.get(entry.venue or "") if programme is not None else None
    place = f"{venue.name}, {venue.town}" if venue is not None and venue.town else venue.name if venue else entry.venue
    return Side(
        entry.days.first,
        entry.days.last,
        min((one.start for one in entry.times.values()), default=None),
        max((one.end for one in entry.times.values()), default=None),
        tuple(Someone(id_, people[id_].name if id_ in people else id_) for id_ in entry.people),
        Someone(entry.venue, place or entry.venue) if entry.venue else None,
        entry.status,
        entry.sequence,
    )


def _whom(programme: Programme | None, session: Session | None) -> str:
    """Who attends a session, in words; with how many where that is said."""
    if programme is None or session is None:
        return ""
    if session.member is not None:
        return whom_in_words(programme, ForWhom(*session.member))
    if not session.for_.everyone:
        return whom_in_words(programme, session.for_)
    return _everyone(programme)


def _everyone(programme: Programme | None) -> str:
    size = cohort_size(programme) if programme is not None else None
    return f"{EVERYONE} ({size})" if size else EVERYONE
