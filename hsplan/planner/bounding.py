"""What many first plans cost together at the least, those who lead sharing the load of all.

No plan beside others costs less than alone, so that the sum of that is a bound. What a fair load costs rises with all
that somebody leads, in whichever programme: each two sessions of one person are paid for once, by the programme that is
planned later. So the load of all may be counted apart, given out as evenly as can be, and the rest without it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hsplan.plan.held import MONTH
from hsplan.planner.coupling import filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hsplan.dates.days import DayRange
    from hsplan.plan.held import Who


@dataclass(frozen=True)
class LeastLoad:
    """What a wish for a fair load comes to at the least."""

    weight: int
    needs: int
    """How often one of those who share it is needed."""
    already: Mapping[str, int]
    """What each leads elsewhere."""
    room: Mapping[str, int]
    """How many sessions each can lead."""


@dataclass(frozen=True)
class AtLeast:
    """What a plan costs at the least."""

    cost: int
    without_loads: int
    """The same without what a fair load costs."""
    loads: tuple[LeastLoad, ...] = ()


@dataclass(frozen=True)
class Alone:
    """A programme as if it were the only new one."""

    id: str
    within: DayRange
    shares: Mapping[str, Who]
    """Whom it shares with others, by the id that it knows them by."""
    least: AtLeast


def least_together(programmes: Sequence[Alone]) -> int:
    """What the first plans of some programmes cost together at the least."""
    return sum(_least_of(some) for some in _at_one_time(programmes))


def _least_of(programmes: Sequence[Alone]) -> int:
    """The same for programmes of one time: all that one of them holds counts for the others."""
    apart = sum(one.least.cost for one in programmes)
    return max(apart, sum(one.least.without_loads for one in programmes) + _load_of_all(programmes))


def _at_one_time(programmes: Sequence[Alone]) -> Iterator[list[Alone]]:
    """The programmes in sets: those of one lie within a month of each other, at either end (as `Holdings.against`)."""
    some: list[Alone] = []
    for one in sorted(programmes, key=lambda one: (one.within.first, one.within.last, one.id)):
        lasts = [each.within.last for each in (*some, one)]
        if some and (one.within.first - some[0].within.first > MONTH or max(lasts) - min(lasts) > MONTH):
            yield some
            some = []
        some.append(one)
    if some:
        yield some


def _load_of_all(programmes: Sequence[Alone]) -> int:
    """What a fair load costs at the least, whoever may lead what."""
    loads = [(one, load) for one in programmes for load in one.least.loads]
    already: dict[Who, int] = {}
    room: Counter[Who] = Counter()
    for one, load in loads:
        for id_, count in load.room.items():
            who = one.shares.get(id_, (one.id, "", id_))
            already[who] = min(load.already[id_], already.get(who, load.already[id_]))
            room[who] += count
    needs = sum(load.needs for _, load in loads)
    cost, _ = filled([(already[who], room[who]) for who in sorted(room)], needs)
    return min((load.weight for _, load in loads), default=0) * cost
