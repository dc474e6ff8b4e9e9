"""What a plan may never break: one file a rule, judged from the programme, the plan and the days alone.

This is the independent checker. It shares no code with the search; a plan is judged the same way whether hsplan
made it or a person wrote it by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hsplan.programme.waivers import waived_until
from hsplan.rules import (
    closed_day,
    gap_not_kept,
    led_too_often,
    no_venue,
    not_dated,
    not_joint,
    not_led,
    out_of_order,
    outside_phase,
    outside_programme,
    past_changed,
    relation_not_kept,
    rhythm_not_kept,
    time_not_there,
    times_differ,
    too_short_notice,
    two_places_at_once,
    window_closed,
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
    relation_not_kept,
    gap_not_kept,
    rhythm_not_kept,
    window_closed,
    not_joint,
    times_differ,
    time_not_there,
    not_led,
    led_too_often,
    no_venue,
    two_places_at_once,
    past_changed,
    too_short_notice,
)


def judge(case: Case) -> list[Finding]:
    """Every breach of every rule, save those that are waived; nothing where the plan is sound."""
    return [finding for rule in RULES for finding in rule.broken(case) if not _waived(case, rule.CODE, finding)]


def _waived(case: Case, code: str, finding: Finding) -> bool:
    """Whether a rule is set aside for the session that a finding is about, on the day of its booking."""
    session = str(finding.path[1]) if len(finding.path) > 1 else ""
    booking = case.plan.sessions.get(session)
    until = waived_until(case.programme, code).get(session) if case.programme.waive else None
    return booking is not None and until is not None and booking.date <= until
