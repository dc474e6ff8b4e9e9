"""On which days two sessions cannot be staffed together, whoever leads them: what holds for a pair holds for all plans.

Two days go together if each session has a choice of people and venue there such that nobody is wanted twice at a time,
or more often in a week or month than they can. That is a table over two sessions, like any other bond between them.
"""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from hsplan.planner.clashes import sharing
from hsplan.planner.tables import INFINITY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hsplan.planner.clashes import Alone, Cap, Clash, Clashes
    from hsplan.planner.crews import Crew, Staffed
    from hsplan.planner.tables import Ints, Truths

Pair = tuple[int, int]
Like = tuple[int, int, tuple[tuple[str, bool], ...]]
"""The sorts of two sessions, and who may have both on one day: the same is true of all such pairs."""
MOST_CELLS = 10_000
"""Of how many pairs of days it is looked at from the beginning whether both can be staffed."""
MOST_BITS = 40
"""How many people and venues two sessions may share to be looked at."""


class Pairing:
    """Finds the days of two sessions that do not go together."""

    def __init__(self, days: Sequence[Ints], clashes: Clashes) -> None:
        self.days = days
        self.clashes = clashes
        self._twice: dict[tuple[Like, str, bool], Truths | None] = {}
        self._in_period: dict[tuple[str, int, int], tuple[Ints, Ints, Ints]] = {}
        self._apart: dict[tuple[Like, Crew, Crew], Ints | None] = {}

    @cached_property
    def _sort(self) -> dict[int, int]:
        """By session a number that is the same for those with the same days, to which the same clashes apply."""
        numbers: dict[object, int] = {}
        found = {}
        caps = (cap for caps in self.clashes.caps.values() for cap in caps)
        apply: list[Alone | Cap] = [*self.clashes.people.values(), *self.clashes.venues.values(), *caps]
        for k, long in self.clashes.longs.items():
            bound = tuple((k in one.sessions, one.aside.get(k)) for one in apply)
            found[k] = numbers.setdefault((self.days[k].tobytes(), long, bound), len(numbers))
        return found

    @cached_property
    def _held_apart(self) -> dict[frozenset[int], tuple[tuple[str, bool], ...]]:
        """By two sessions who may have both on one day."""
        found: dict[frozenset[int], tuple[tuple[str, bool], ...]] = {}
        for one in (*self.clashes.people.values(), *self.clashes.venues.values()):
            for pair in one.apart:
                found[pair] = (*found.get(pair, ()), (one.who, one.venue))
        return found

    def _like(self, pair: Pair) -> Like:
        """What two pairs have in common of which the same is true."""
        return self._sort[pair[0]], self._sort[pair[1]], self._held_apart.get(frozenset(pair), ())

    def apart_of(self, bonds: Mapping[Pair, Ints], crews: Mapping[int, Crew]) -> dict[Pair, Ints]:
        """What keeps two sessions that are bound to each other off days on which they cannot both be staffed."""
        pairs = [pair for pair, table in bonds.items() if set(pair) <= crews.keys() and table.size <= MOST_CELLS]
        return {pair: table for pair in pairs if (table := self.apart(pair, crews)) is not None}

    def apart(self, pair: Pair, crews: Mapping[int, Crew]) -> Ints | None:
        """Infinity for each two days on which a pair of sessions cannot be staffed; None if there are none."""
        one, other = crews[pair[0]], crews[pair[1]]
        key = (self._like(pair), one, other)
        if key not in self._apart:
            self._apart[key] = None if one.cut_short or other.cut_short else self._found_apart(pair, one, other)
        return self._apart[key]

    def _found_apart(self, pair: Pair, one: Crew, other: Crew) -> Ints | None:
        twice = [(who, False, self.twice(pair, who, venue=False)) for who in sorted(one.pool & other.pool)]
        houses = sorted({house for house in one.venues if house is not None} & set(other.venues))
        twice += [(house, True, self.twice(pair, house, venue=True)) for house in houses]
        known = [(who, venue, table) for who, venue, table in twice if table is not None]
        if not known or len(known) > MOST_BITS:
            return None
        which = np.zeros(known[0][2].shape, dtype=np.int64)
        for n, (_, _, table) in enumerate(known):
            which |= table.astype(np.int64) << n
        rows, columns = np.nonzero(which)
        kinds = (one.kinds[rows] * (int(other.kinds.max()) + 1) + other.kinds[columns]) << len(known)
        _, first, back = np.unique(kinds | which[rows, columns], return_index=True, return_inverse=True)
        never = np.array(
            [
                not _possible(one.options(rows[n]), other.options(columns[n]), _wanted(known, rows[n], columns[n]))
                for n in first
            ]
        )
        if not never.any():
            return None
        apart: Ints = np.zeros(which.shape, dtype=np.int64)
        apart[rows, columns] = np.where(never[back], INFINITY, np.int64(0))
        return apart

    def off_each_other(self, clash: Clash) -> Ints:
        """Infinity for each two days on which the two sessions of a clash share one."""
        return clash.alone.table(*self.ends(clash.pair), clash.pair)

    def kept_apart(self, staff: Mapping[int, Staffed]) -> dict[Pair, Ints]:
        """What keeps sessions off each other that have the same people or venue."""
        pairs = {
            pair: self._kept_apart(pair, (staff[pair[0]], staff[pair[1]])) for pair in combinations(sorted(staff), 2)
        }
        return {pair: table for pair, table in pairs.items() if table is not None}

    def _kept_apart(self, pair: Pair, staff: tuple[Staffed, Staffed]) -> Ints | None:
        """Infinity for each two days on which a pair of sessions cannot both have these people and venues."""
        one, other = staff
        known = [self.twice(pair, who, venue=False) for who in one.people if who in other.people]
        if one.venue is not None and one.venue == other.venue:
            known.append(self.twice(pair, one.venue, venue=True))
        both = (self.clashes.people.get(who) for who in one.people if who in other.people)
        far = (*both, self.clashes.far.get(frozenset(pair)))
        known += [
            alone.table(*self.ends(pair), pair) > 0
            for alone in far
            if alone is not None and frozenset(pair) in alone.apart and alone.in_two_towns(staff)
        ]
        apart = [table for table in known if table is not None]
        if not apart:
            return None
        found: Ints = np.zeros(apart[0].shape, dtype=np.int64)
        for table in apart:
            found[table] = INFINITY
        return found

    def twice(self, pair: Pair, who: str, *, venue: bool) -> Truths | None:
        """The days on which somebody cannot lead, or a venue hold, both sessions of a pair; None if there are none."""
        key = (self._like(pair), who, venue)
        if key not in self._twice:
            alone = (self.clashes.venues if venue else self.clashes.people).get(who)
            found = self._clashing(pair, alone) if alone is not None else None
            for n, cap in enumerate(() if venue else self.clashes.caps.get(who, ())):
                if set(pair) <= cap.sessions:
                    more = self._too_often(pair, cap, n)
                    found = more if found is None else found | more
            self._twice[key] = found if found is not None and found.any() else None
        return self._twice[key]

    def ends(self, pair: Pair) -> tuple[tuple[Ints, Ints], tuple[int, int]]:
        """The candidates of two sessions, and how many days each takes."""
        longs = self.clashes.longs
        return (self.days[pair[0]], self.days[pair[1]]), (longs[pair[0]], longs[pair[1]])

    def _clashing(self, pair: Pair, alone: Alone) -> Truths | None:
        if not set(pair) <= alone.sessions or frozenset(pair) in alone.apart:
            return None
        clashing: Truths = alone.table(*self.ends(pair), pair) > 0
        return clashing

    def _too_often(self, pair: Pair, cap: Cap, n: int) -> Truths:
        """Where two sessions on days of their own, each within one period, are too much in it."""
        (period, new, room), (other, more, _) = (self._of(cap, k, n) for k in pair)
        same = (period[:, None] == other[None, :]) & (period >= 0)[:, None]
        often: Truths = same & (new[:, None] + more[None, :] > room[:, None]) & ~sharing(*self.ends(pair))
        return often

    def _of(self, cap: Cap, k: int, n: int) -> tuple[Ints, Ints, Ints]:
        """By candidate: the number of the one period that it lies in, its new days there, and for how many is room."""
        key = (cap.who, n, self._sort[k])
        if key not in self._in_period:
            self._in_period[key] = cap.in_one_period(self.days[k], self.clashes.longs[k], cap.aside.get(k, -1))
        return self._in_period[key]


def _wanted(known: Sequence[tuple[str, bool, Truths]], i: int, j: int) -> frozenset[tuple[str, bool]]:
    return frozenset((who, venue) for who, venue, table in known if table[i, j])


def _possible(options: Sequence[Staffed], others: Sequence[Staffed], never_both: frozenset[tuple[str, bool]]) -> bool:
    """Whether there are two choices that share none of those who can be in one of them only."""
    people = frozenset(who for who, venue in never_both if not venue)
    houses = frozenset(who for who, venue in never_both if venue)
    return any(
        not (people & set(one.people) & set(other.people)) and not (one.venue == other.venue and one.venue in houses)
        for one in options
        for other in others
    )
