"""Tells the search of the rules: one file a rule, each giving terms of the problem."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from hsplan.posing import (
    caps,
    clocks,
    closed_days,
    gaps,
    joint,
    moments,
    notice,
    one_at_a_time,
    order,
    past,
    people_free,
    phases,
    pinned_dates,
    programme_days,
    relations,
    rhythm,
    staffing,
    venue_free,
    weekdays,
)
from hsplan.problem import Apart, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hsplan.problem import Term
    from hsplan.request import Request


class Posing(Protocol):
    """A module that tells the search of rules."""

    @property
    def RULE(self) -> str:  # noqa: N802 - a constant of the module
        """The code of the rule that it tells of: what waives that waives its terms."""

    def pose(self, request: Request) -> Iterator[Term]:
        """The terms that the rules come to for a request."""


OF_PEOPLE_AND_PLACES: tuple[Posing, ...] = (people_free, venue_free, staffing, one_at_a_time, caps)
POSINGS: tuple[Posing, ...] = (
    order,
    relations,
    phases,
    programme_days,
    closed_days,
    weekdays,
    clocks,
    moments,
    gaps,
    rhythm,
    *OF_PEOPLE_AND_PLACES,
    joint,
    pinned_dates,
    past,
    notice,
)
OF_DAYS = tuple(one for one in POSINGS if one not in OF_PEOPLE_AND_PLACES)


def pose(request: Request, posings: Iterable[Posing] = POSINGS) -> Iterator[Term]:
    """Every term of every rule, or of those that some modules tell of, save what is waived."""
    for posing in posings:
        waived = request.waived(posing.RULE)
        for term in posing.pose(request):
            if isinstance(term, Forbidden) and term.session in waived:
                until = waived[term.session]
                yield replace(term, days=frozenset(day for day in term.days if day > until))
            elif not (waived and isinstance(term, Apart) and _open(request, term, waived)):
                yield term


def _open(request: Request, term: Apart, waived: Mapping[str, int]) -> bool:
    """Whether a bond is set aside: for the session that the checker would blame, and on all days.

    A bond that is set aside on some days only is kept on all: stricter than the rule, and never wrong. So is one to a
    window, which needs its day.
    """
    dated = {one.id: one for one in request.sessions}
    if not {term.earlier, term.later} <= dated.keys():
        return False
    own = [id_ for id_ in (term.earlier, term.later) if term.because.path[:-1] == dated[id_].path]
    blamed = own[0] if len(own) == 1 else term.later
    return waived.get(blamed, -1) >= len(request.days) - 1
