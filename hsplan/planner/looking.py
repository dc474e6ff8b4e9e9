"""A clash for which repairs are looked for: what a change would have to do, and how large it has to be."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from hsplan.planner.altering import asked_again
from hsplan.planner.crowding import some_plan
from hsplan.planner.refusing import Grouped
from hsplan.posing import OF_DAYS, pose
from hsplan.problem import Forbidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from hsplan.planner.refusing import Wish
    from hsplan.programme.model import Programme
    from hsplan.programme.sessions import Session
    from hsplan.request import Request

SEARCHED = 6_000_000
"""How much is searched for the repairs of a refusal, in days of sessions: 60 sessions in a year have 22 thousand."""
LEAST_SEARCHES = 240
"""How many searches there are at least, however many sessions and days there are."""
TRIED_PARTS = 40
"""How many parts of the search may be looked into for a plan. The search goes the same way and further."""
LOOKED_PARTS = 12
"""How many parts of the search are looked into each time; what they do not decide is left to the trial."""
DROPPED = 100
"""How large it is to take something out altogether."""


@dataclass(frozen=True)
class Repair:
    """A change to the programme that makes room."""

    words: str
    size: int
    """About how many days of freedom it gives: the smallest is offered first."""
    change: Callable[[Programme], Programme]
    unpins: tuple[tuple[str, str], ...] = ()
    """Sessions, and what of each is pinned no more: changes to the plan."""


@dataclass
class Searches:
    """How many times a changed programme may still be searched: one count for all clashes of a refusal."""

    left: int

    @classmethod
    def of(cls, request: Request) -> Searches:
        """As many as its sessions and days leave."""
        return cls(max(LEAST_SEARCHES, SEARCHED // max(1, len(request.sessions) * len(request.days))))

    def one(self) -> bool:
        """Whether there was one left, which is taken."""
        self.left -= 1
        return self.left >= 0


@dataclass
class Looking:
    """A clash for which repairs are looked for, and the wishes of other clashes, which do not count meanwhile."""

    request: Request
    apart: frozenset[object]
    searches: Searches
    of_days: bool = True
    """Whether the clash can be seen from the days alone."""

    @property
    def programme(self) -> Programme:
        """The programme as it is, which leaves no plan."""
        return self.request.programme

    def will_do(self, request: Request) -> bool:
        """Whether the rules about days leave a plan; of a clash over people and places, whether there is any plan."""
        if not self.searches.one():
            return False
        if self.of_days:
            return Grouped.of(request).possible_without(self.apart)
        return some_plan(request, LOOKED_PARTS, self.apart)

    def passes(self, change: Callable[[Programme], Programme]) -> bool:
        """Whether a change makes room."""
        return self.will_do(asked_again(self.request, change(self.programme)))

    def first(self, repairs: Iterable[Repair]) -> Iterator[Repair]:
        """The first of some repairs that makes room, if one does; those after it are not looked at."""
        yield from islice((one for one in repairs if self.passes(one.change)), 1)

    def nearest(self, most: int, repair: Callable[[int], Repair]) -> Iterator[Repair]:
        """The repair by a small number, 1 to at most so many, that makes room, if one does.

        It is the first of 1, 2, 4, … that does, and then as small as can be.
        """

        def passes(n: int) -> bool:
            return self.passes(repair(n).change)

        high = 1
        while not passes(min(high, most)):
            if high >= most:
                return
            high *= 2
        high, low = min(high, most), high // 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if passes(middle) else (middle, high)
        yield repair(high)

    def sessions_of(self, wish: Wish) -> list[Session]:
        """The sessions for which a wish takes part in the clash, in their order."""
        return [one for one in self.request.sessions if one.id in wish.sessions]

    def open_days(self, sessions: Sequence[str]) -> set[date]:
        """The days that are open to any of some sessions, as far as the rules about days go."""
        rules = [one for one in pose(self.request, OF_DAYS) if isinstance(one, Forbidden)]
        found: set[int] = set()
        for session in sessions or [one.id for one in self.request.sessions]:
            shut = frozenset[int]().union(*(one.days for one in rules if one.session == session))
            found |= self.request.every - shut
        return {self.request.on(day) for day in found}
