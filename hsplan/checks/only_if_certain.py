"""The only days allowed are certain.

A session may then lie on any of them, also on the one that turns out to be wrong.

    calendar: {only: {hall: {when: 3 or 4 May 2011}}}        # which of them can we have?

Name under `only` the days that are sure. What is not certain yet can be preferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.calendars.observances import Observance
from hsplan.dates.days import EitherDays
from hsplan.findings import Finding, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("only-if-certain",)


def check(programme: Programme) -> Iterator[Finding]:
    """A warning for each block of days that are the only ones, and of which not all will be."""
    for id_, block in programme.calendar.only.items():
        doubt = block.certainty is not None and block.certainty.amount > 0
        if doubt or any(isinstance(days, EitherDays | Observance) for days in block.when):
            yield warning(
                "only-if-certain",
                f"`{id_}` are the only days allowed, and not all of them are certain",
                ("calendar", "only", id_),
                at_key=True,
                expected="days that are sure",
                help="leave out what is not certain, or put it under `prefer`",
            )
