"""What a plan may never break: one file a rule, judged from the programme, the plan and the days alone.

This is the independent checker. It shares no code with the search; a plan is judged the same way whether hsplan
made it or a person wrote it by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hsplan.rules import (
    closed_day,
    gap_not_kept,
    no_venue,
    not_dated,
    not_led,
    out_of_order,
    outside_phase,
    outside_programme,
    times_differ,
    two_places_at_once,
    wrong_moment,
    wrong_weekday,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.findings import Finding
    from hsplan.plan.case import Case


class Rule(Protocol):
    """A module that judges plans by one rule."""

    CODE: str

    def broken(self, case: Case) -> Iterator[Finding]:
        """A finding for each place where the plan breaks the rule."""


RULES: tuple[Rule, ...] = (
    not_dated,
    outside_programme,
    outside_phase,
    closed_day,
    wrong_weekday,
    wrong_moment,
    out_of_order,
    gap_not_kept,
    times_differ,
    not_led,
    no_venue,
    two_places_at_once,
)


def judge(case: Case) -> list[Finding]:
    """Every breach of every rule; nothing where the plan is sound."""
    return [finding for rule in RULES for finding in rule.broken(case)]
