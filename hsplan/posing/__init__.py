"""Tells the search of the rules: one file a rule, each giving terms of the problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hsplan.posing import closed_days, gaps, moments, order, people_free, phases, venue_free, weekdays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term


class Posing(Protocol):
    """A module that tells the search of a rule."""

    def pose(self, request: Request) -> Iterator[Term]:
        """The terms that the rule comes to for a request."""


POSINGS: tuple[Posing, ...] = (order, phases, closed_days, weekdays, moments, gaps, people_free, venue_free)


def pose(request: Request) -> Iterator[Term]:
    """Every term of every rule."""
    for posing in POSINGS:
        yield from posing.pose(request)
