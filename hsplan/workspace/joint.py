"""What the cohorts of a file hold together: whether those named exist, and when their plans have it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.findings import Finding, did_you_mean
from hsplan.programme.sessions import items_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from hsplan.plan.model import Plan
    from hsplan.programme.model import Programme
    from hsplan.workspace.names import Source


def unknown_partners(programme: Programme, cohorts: Sequence[str]) -> Iterator[Finding]:
    """A finding for each cohort that a session is said to be joint with, and that the file does not have."""
    for item in items_of(programme):
        for n, partner in enumerate(item.written.joint_with):
            if partner not in cohorts:
                expected = f"one of {', '.join(cohorts)}" if cohorts else "a cohort of this file, and it has none"
                message, mend = f"there is no cohort `{partner}`", did_you_mean(partner, list(cohorts))
                yield Finding("unknown-name", message, (*item.path, "joint-with", n), expected=expected, help=mend)


def partners_of(programme: Programme, source: Source) -> list[Source]:
    """The other cohorts that hold something together with one."""
    named = [partner for item in items_of(programme) for partner in item.written.joint_with]
    return [replace(source, cohort=partner) for partner in dict.fromkeys(named) if partner != source.cohort]


def joint_dates(programme: Programme, plans: Mapping[str, Plan], cohort: str | None) -> dict[str, dict[str, date]]:
    """For each session held together with others, when those of them who have a plan hold it."""
    found: dict[str, dict[str, date]] = {}
    for item in items_of(programme):
        for partner in item.written.joint_with:
            booking = plans[partner].sessions.get(item.id) if partner in plans and partner != cohort else None
            if booking is not None and booking.status != "cancelled":
                found.setdefault(item.id, {})[partner] = booking.date
    return found
