"""Tells the search of the rules: one file a rule, each giving terms of the problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hsplan.posing import closed_days, gaps, moments, order, people_free, phases, venue_free, weekdays
from hsplan.problem import Apart, Because, Forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hsplan.problem import Request, Term


class Posing(Protocol):
    """A module that tells the search of a rule."""

    def pose(self, request: Request) -> Iterator[Term]:
        """The terms that the rule comes to for a request."""


POSINGS: tuple[Posing, ...] = (order, phases, closed_days, weekdays, moments, gaps, people_free, venue_free)

DELIVERED = Because("what was delivered stays", fact=True)


def pose(request: Request) -> Iterator[Term]:
    """Every term of every rule. What was delivered stays on its day, whatever the rules say of it."""
    delivered = request.delivered()
    for posing in POSINGS:
        yield from (term for term in posing.pose(request) if not _is_past(term, delivered))
    for session, held in delivered.items():
        yield Forbidden(session, frozenset(range(len(request.within))) - {held}, DELIVERED)


def _is_past(term: Term, delivered: Mapping[str, int]) -> bool:
    """Whether a term is only about what was delivered."""
    if isinstance(term, Apart):
        return term.earlier in delivered and term.later in delivered
    return isinstance(term, Forbidden) and term.session in delivered
