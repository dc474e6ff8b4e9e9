"""Tells the search of the rules: one file a rule, each giving terms of the problem."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from hsplan.posing import (
    closed_days,
    gaps,
    joint,
    moments,
    order,
    people_free,
    phases,
    relations,
    rhythm,
    venue_free,
    weekdays,
)
from hsplan.problem import Apart, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term


class Posing(Protocol):
    """A module that tells the search of rules."""

    @property
    def RULES(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """The codes of the rules that it tells of: what waives one of them waives its terms."""

    def pose(self, request: Request) -> Iterator[Term]:
        """The terms that the rules come to for a request."""


POSINGS: tuple[Posing, ...] = (
    order,
    relations,
    phases,
    closed_days,
    weekdays,
    moments,
    gaps,
    rhythm,
    people_free,
    venue_free,
    joint,
)


def pose(request: Request) -> Iterator[Term]:
    """Every term of every rule, save what is waived."""
    for posing in POSINGS:
        waived = {id_: day for rule in posing.RULES for id_, day in request.waived(rule).items()}
        for term in posing.pose(request):
            if isinstance(term, Forbidden) and term.session in waived:
                until = waived[term.session]
                yield replace(term, days=frozenset(day for day in term.days if day > until))
            elif not (isinstance(term, Apart) and {term.earlier, term.later} & waived.keys()):
                yield term
