"""What is said of days has an effect on them.

A weight counts among days to avoid and days to prefer; closed days are closed, whatever they weigh. And `titled`
chooses among the events of a calendar file or the rows of a table.

    calendar: {closed: {school: {when: Aug 2011, weight: high}}}        # closed is closed

Delete the key, or put the days under `avoid` or `prefer`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("no-effect",)
WEIGHED = ("avoid", "prefer")


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each weight of days that are closed, and for each choice by title where no file is named."""
    for path, block in programme.calendar.blocks:
        if "weight" in block.model_fields_set and path[1] not in WEIGHED:
            yield Finding(
                "no-effect",
                f"`weight` has no effect under `{path[1]}`",
                (*path, "weight"),
                at_key=True,
                expected="a weight under `avoid` or `prefer` only",
                help="delete it, or put the days under `avoid`",
            )
        if block.titled is not None and not block.files:
            yield Finding(
                "no-effect",
                "`titled` has no effect without a file",
                (*path, "titled"),
                at_key=True,
                expected="`ics` or `csv` beside it",
                help="name the file, or write `title` for what the days are called",
            )
