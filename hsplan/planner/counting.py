"""The sum over people and places: sessions need more days of somebody than all who may can give.

Of those who take part as well: sessions of which each two want some of the same take days of their own.

It proves at once that there is no plan where caps make too few days, which a search finds only after very many tries;
and it says why in one sentence. Each session takes its days of as many people as it needs, no two sessions share a day
of a person or venue, and nobody gives more days than they are free, nor more than their cap allows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from hsplan.planner.narrowing import consistent
from hsplan.planner.tables import tables
from hsplan.problem import NOBODY, PARTICIPANTS, AtMostDays, DateRule, OneAtATime, Staffing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hsplan.problem import Problem

MOST_ENDS = 12
"""Of how many first and last days all stretches between them are looked at."""


@dataclass(frozen=True)
class Gives:
    """How many days somebody can give at the most."""

    who: str
    days: int
    cap: AtMostDays | None
    """The cap that makes it so few, where one does."""


@dataclass(frozen=True)
class Shortage:
    """Sessions that need more days of people, of venues or of those who take part than there are."""

    sessions: tuple[str, ...]
    first: int
    last: int
    """The stretch in which all of their days lie."""
    needed: int
    """How many days they need together."""
    gives: tuple[Gives, ...]
    of: str
    """`people`, `venues` or `participants`."""


@dataclass(frozen=True)
class _Wanting:
    """A session with the days that it may be on, and who may lead it or where it may be held, each with their days."""

    session: str
    long: int
    number: int
    able: Mapping[str, int]
    """By person or venue the days on which they may be wanted, as the bits of a number."""
    first: int
    last: int


@dataclass(frozen=True)
class _Capping:
    """A cap with its periods: of each its days and those taken already, as bits, and how many are taken in all."""

    cap: AtMostDays
    periods: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, cap: AtMostDays) -> _Capping:
        """The periods of a cap."""
        masks: dict[int, int] = {}
        gone: dict[int, int] = {}
        for day, period in cap.periods.items():
            masks[period] = masks.get(period, 0) | (1 << day if day >= 0 else 0)
            gone[period] = gone.get(period, 0) + (day in cap.already)
        already = sum(1 << day for day in cap.already if day >= 0)
        return cls(cap, tuple((mask, mask & already, gone[period]) for period, mask in masks.items()))


def shortage(problem: Problem) -> Shortage | None:
    """The first shortage that is found of a problem; None where no sum shows one."""
    staffing = {one.session: one for one in problem.terms if isinstance(one, Staffing)}
    laid_out = tables(replace(problem, terms=tuple(one for one in problem.terms if isinstance(one, DateRule))))
    left = consistent(laid_out)
    if left is None:
        return None
    days = {
        id_: [int(day) for day in laid_out.days[k][left[k]]]
        for k, id_ in enumerate(problem.sessions)
        if id_ in staffing
    }
    alone = [one for one in problem.terms if isinstance(one, OneAtATime)]
    caps = [one for one in problem.terms if isinstance(one, AtMostDays)]
    people, venues = list(_people(staffing, days)), list(_venues(staffing, days))
    capping = [_Capping.of(one) for one in caps]
    found = (_short(some, capping, "people") for some in _together(_never_shared(people, alone, caps)))
    more = (_short(some, (), "venues") for some in _together(_never_shared(venues, alone, ())))
    most = (_short(some, (), "participants") for mine in _attended(alone, staffing, days) for some in _together(mine))
    return next((one for one in chain(found, more, most) if one is not None), None)


def _people(staffing: Mapping[str, Staffing], days: Mapping[str, Sequence[int]]) -> Iterator[_Wanting]:
    for id_, term in staffing.items():
        if term.needed and not any(one.startswith(NOBODY) for one in term.people):
            yield _wanting(term, term.needed, term.people, days[id_])
            for who in sorted(term.asked):
                yield _wanting(term, 1, {who: term.people.get(who, frozenset())}, days[id_])


def _venues(staffing: Mapping[str, Staffing], days: Mapping[str, Sequence[int]]) -> Iterator[_Wanting]:
    for id_, term in staffing.items():
        if term.venues:
            yield _wanting(term, 1, term.venues, days[id_])


def _attended(
    alone: Sequence[OneAtATime], staffing: Mapping[str, Staffing], days: Mapping[str, Sequence[int]]
) -> Iterator[list[_Wanting]]:
    """Sessions of which each two want some of the same participants."""
    for one in alone:
        found: list[_Wanting] = []
        for id_ in sorted(one.sessions - one.aside.keys()) if one.who == PARTICIPANTS else ():
            if not any(frozenset((id_, other.session)) in one.apart for other in found):
                found.append(_wanting(staffing[id_], 1, {PARTICIPANTS: frozenset(days[id_])}, days[id_]))
        yield found


def _wanting(term: Staffing, number: int, able: Mapping[str, frozenset[int]], days: Sequence[int]) -> _Wanting:
    open_days = frozenset(days)
    bits = {who: _bits(mine & open_days, term.long) for who, mine in able.items()}
    return _Wanting(term.session, term.long, number, bits, min(days), max(days) + term.long - 1)


def _bits(days: Iterable[int], long: int) -> int:
    """Days as the bits of a number, each with those after it that a session takes."""
    once = sum(1 << day for day in days)
    found = 0
    for more in range(long):
        found |= once << more
    return found


def _never_shared(
    wanting: Sequence[_Wanting], alone: Sequence[OneAtATime], caps: Sequence[AtMostDays]
) -> list[_Wanting]:
    """Those of which no two may share a day of a person or venue, and for which nothing is set aside."""
    aside = {id_ for one in alone for id_ in one.aside} | {id_ for one in caps for id_ in one.aside}
    shared = {pair for one in alone if one.who != PARTICIPANTS for pair in one.apart}
    found: list[_Wanting] = []
    for one in wanting:
        if one.session not in aside and not any(frozenset((one.session, other.session)) in shared for other in found):
            found.append(one)
    return found


def _together(wanting: Sequence[_Wanting]) -> Iterator[list[_Wanting]]:
    """Those that want the same, all together and by the stretches in which their days lie, the shortest first."""
    pools: dict[frozenset[str], list[_Wanting]] = {}
    for one in wanting:
        pools.setdefault(frozenset(one.able), []).append(one)
    for pool in pools:
        within = sorted((one for one in wanting if frozenset(one.able) <= pool), key=lambda one: one.number)
        mine = {one.session: one for one in within}  # of what is asked of one session, the most
        firsts = _few(sorted({one.first for one in mine.values()}))
        lasts = _few(sorted({one.last for one in mine.values()}))
        stretches = ((last - first, first, last) for first in firsts for last in lasts if first <= last)
        for _, first, last in sorted(stretches):
            some = [one for one in mine.values() if first <= one.first and one.last <= last]
            if some:
                yield some


def _few(days: list[int]) -> list[int]:
    step = max(1, -(-len(days) // MOST_ENDS))
    return sorted({*days[::step], days[-1]})


def _short(some: Sequence[_Wanting], caps: Sequence[_Capping], of: str) -> Shortage | None:
    """The shortage of some sessions, if there is one."""
    needed = sum(one.number * one.long for one in some)
    able = dict.fromkeys(who for one in some for who in one.able)
    gives = tuple(_gives(who, some, caps) for who in able)
    if sum(one.days for one in gives) >= needed:
        return None
    sessions = tuple(one.session for one in some)
    return Shortage(sessions, min(one.first for one in some), max(one.last for one in some), needed, gives, of)


def _gives(who: str, some: Sequence[_Wanting], caps: Sequence[_Capping]) -> Gives:
    """How many days somebody can give to some sessions, each of which takes them once."""
    mine = [one for one in some if who in one.able]
    free = 0
    for one in mine:
        free |= one.able[who]
    best = Gives(who, min(free.bit_count(), sum(one.long for one in mine)), None)
    sessions = {one.session for one in mine}
    for capping in caps:
        cap = capping.cap
        if cap.who == who and sessions <= cap.sessions and (capped := _capped(free, capping)) < best.days:
            best = Gives(who, capped, cap)
    return best


def _capped(free: int, capping: _Capping) -> int:
    """How many of some days a cap allows."""
    total = 0
    for mask, already, gone in capping.periods:
        if mine := free & mask:
            total += min(mine.bit_count(), max(0, capping.cap.most - gone) + (mine & already).bit_count())
    return total
