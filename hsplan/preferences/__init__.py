"""What makes one plan better than another: one file a preference, each giving terms of the problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hsplan.preferences import (
    asked_gaps,
    days_to_avoid,
    even_spread,
    fair_load,
    favourite_days,
    few_absences,
    least_change,
    little_travel,
    near_ties,
    nominal_lengths,
    notice,
    rotation,
    same_facilitator,
    usual_moments,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Term
    from hsplan.request import Request


class Preference(Protocol):
    """A module that tells the search what is better."""

    def prefer(self, request: Request) -> Iterator[Term]:
        """The terms that the preference comes to for a request."""


PREFERENCES: tuple[Preference, ...] = (
    even_spread,
    asked_gaps,
    favourite_days,
    usual_moments,
    rotation,
    days_to_avoid,
    nominal_lengths,
    near_ties,
    few_absences,
    same_facilitator,
    fair_load,
    little_travel,
    notice,
    least_change,
)


def prefer(request: Request) -> Iterator[Term]:
    """Every term of every preference."""
    for preference in PREFERENCES:
        yield from preference.prefer(request)
