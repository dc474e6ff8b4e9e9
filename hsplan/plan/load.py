"""How much each person leads, and how often each venue is used, over all programmes that share any of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hsplan.plan.held import holdings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from hsplan.plan.held import Holdings, Party, Who
    from hsplan.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Load:
    """On how many days a person or venue is wanted."""

    who: Who
    name: str
    days: int
    programmes: int
    """By how many programmes."""
    most: int
    """On how many days of the month in which it is most."""
    month: tuple[int, int]
    """That month, the first of several: year and month."""

    @property
    def leads(self) -> bool:
        """Whether it is a person."""
        return self.who[1] == "people"


def busiest(days: Iterable[date]) -> tuple[tuple[int, int], int]:
    """The month that has most of some days, the first of several, and how many; there is a day at least.

    >>> from datetime import date
    >>> busiest([date(2011, 2, 1), date(2011, 3, 1), date(2011, 3, 2)])
    ((2011, 3), 2)
    """
    months = Counter((day.year, day.month) for day in sorted(days))
    return max(months.items(), key=lambda item: item[1])


def loads(plans: Sequence[tuple[Party, Plan | None]], beside: Holdings) -> list[Load]:
    """The load of each person and venue of some programmes; who has most first, then by name.

    None of programmes that share nobody: these are told one by one.
    """
    if not any(party.shares for party, _ in plans):
        return []
    parties = [_with_its_own(party) for party, _ in plans]
    pairs = ((party, plan) for party, (_, plan) in zip(parties, plans, strict=True) if plan is not None)
    holdings = holdings_of(pairs, beside)
    names: dict[Who, str] = {}
    for party in parties:
        for id_, who in party.shares.items():
            known = party.programme.people if who[1] == "people" else party.programme.venues
            names.setdefault(who, known[id_].name)
    found = []
    for who, wanted in holdings.wanted().items():
        days = {day for stretch, _ in wanted for day in stretch}
        if who in names:
            month, most = busiest(days)
            programmes = len({session.partition(":")[0] for _, session in wanted})
            found.append(Load(who, names[who], len(days), programmes, most, month))
    return sorted(found, key=lambda one: (not one.leads, -one.days, one.name, one.who))


def _with_its_own(party: Party) -> Party:
    """A programme as if it shared all its people and venues, so that those count which nobody else has."""
    blocks = (("people", party.programme.people), ("venues", party.programme.venues))
    own = {id_: (f"{party.file} {party.cohort}", block, id_) for block, nouns in blocks for id_ in nouns}
    return replace(party, shares={**own, **party.shares})
