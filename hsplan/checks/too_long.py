"""A programme is at most ten years long: no plan of dates holds longer.

    length: 90 years

Write a length of at most ten years; split what is longer.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hsplan.findings import Finding
from hsplan.programme.stretches import stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("too-long",)
SOME_START = date(2011, 1, 1)
LONGEST_DAYS = 3653


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for a length that is too long to plan."""
    if len(stretch(programme, SOME_START)) > LONGEST_DAYS:
        yield Finding(
            "too-long",
            f"`length: {programme.length}` is more than hsplan plans at once",
            ("length",),
            expected="at most 10 years",
        )
