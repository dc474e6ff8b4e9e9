"""What can be judged of a programme without a plan: one file a check."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Protocol

from hsplan.checks import (
    brings_too_deep,
    country,
    days_outside,
    every_once,
    gaps_too_long,
    group_not_filled,
    id_used_twice,
    joint_apart,
    kind_circle,
    longer_than_host,
    need_not_served,
    never_taught,
    no_code_of_ethics,
    no_day_closed,
    no_effect,
    no_run_of_days,
    nobody_there,
    not_said,
    not_so_many,
    number_not_known,
    only_if_certain,
    other_weekend,
    overnight_of_one_day,
    parts_overlap,
    phases_too_long,
    project_half_said,
    relations_in_circle,
    shape,
    stated_differs,
    time_and_length,
    time_twice,
    time_zone,
    too_few_days,
    too_few_to_choose,
    too_few_to_lead,
    too_long,
    too_many_sessions,
    two_roles,
    unknown_name,
    unknown_rule,
    venue_too_small,
    when_impossible,
    which_session,
    years_without_days,
)
from hsplan.findings import MOST_WRONG, Severity, with_more

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hsplan.calendars.model import Calendar
    from hsplan.findings import Finding
    from hsplan.programme.model import Programme


class DatedCheck(Protocol):
    """A module that judges requests once their days are known."""

    @property
    def CODES(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """What its findings are called."""

    def check_dated(self, programme: Programme, calendar: Calendar) -> Iterator[Finding]:
        """A finding for each place where the request makes no sense on these days."""


class Check(Protocol):
    """A module that judges requests by one measure."""

    @property
    def CODES(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """What its findings are called."""

    def check(self, programme: Programme) -> Iterator[Finding]:
        """A finding for each place where the request makes no sense."""


NAMES: tuple[Check, ...] = (id_used_twice, unknown_name, nobody_there, kind_circle)
"""What refers to what."""
LOCAL: tuple[Check, ...] = (
    country,
    parts_overlap,
    time_twice,
    no_code_of_ethics,
    unknown_rule,
    too_few_to_choose,
    no_effect,
    only_if_certain,
)
"""What can be judged by looking at one place, whatever else is wrong."""
WHOLE: tuple[Check, ...] = (shape, time_zone, too_long, too_many_sessions)
"""What needs the whole programme to be readable."""
LEANING: tuple[Check, ...] = (
    not_said,
    too_few_to_lead,
    venue_too_small,
    never_taught,
    need_not_served,
    project_half_said,
    group_not_filled,
    number_not_known,
    other_weekend,
    every_once,
    no_run_of_days,
    time_and_length,
    overnight_of_one_day,
    relations_in_circle,
    longer_than_host,
    which_session,
    two_roles,
    brings_too_deep,
    stated_differs,
    not_so_many,
    joint_apart,
)
"""What follows from names: not judged while one refers to nothing (one cause, one finding)."""
DATED: tuple[DatedCheck, ...] = (
    phases_too_long,
    too_few_days,
    gaps_too_long,
    when_impossible,
    days_outside,
    years_without_days,
    no_day_closed,
)
"""What needs to know the days."""
CHECKS: tuple[Check | DatedCheck, ...] = (*NAMES, *LOCAL, *WHOLE, *LEANING, *DATED)
"""All of them."""


def check_dated(programme: Programme, calendar: Calendar) -> list[Finding]:
    """Every finding of the checks that need to know the days."""
    return [finding for one in DATED for finding in _told(one.check_dated(programme, calendar))]


def check(programme: Programme) -> list[Finding]:
    """Every finding of every check."""
    names = _all(NAMES, programme)
    broken = any(finding.severity is Severity.ERROR for finding in names)
    return [*names, *_all(LOCAL + WHOLE, programme), *([] if broken else _all(LEANING, programme))]


def check_in_part(programme: Programme) -> list[Finding]:
    """What can be said of a programme of which something could not be read and was left out."""
    return _all(NAMES + LOCAL, programme)


def _all(checks: tuple[Check, ...], programme: Programme) -> list[Finding]:
    return [finding for one in checks for finding in _told(one.check(programme))]


def _told(findings: Iterable[Finding]) -> list[Finding]:
    """What one check says; where that has no end, no more than anyone mends."""
    return with_more(list(islice(findings, MOST_WRONG + 1)))
