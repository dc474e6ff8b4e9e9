"""A length binds: `about` is not yet planned.

A programme's sessions lie within its length, and a phase's within its own. What `about` would leave open is not
understood by the planner yet, and nothing is ignored in silence.

    length: about 12 months

Write the length without `about`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding
from hsplan.programme.sessions import phases_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("about-length",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each length that says `about`."""
    key, phases = phases_of(programme)
    lengths = {("length",): programme.length} | {(key, id_, "length"): phase.length for id_, phase in phases.items()}
    for path, length in lengths.items():
        if length is not None and length.about:
            yield Finding(
                "about-length",
                f"`{length}` is not planned yet",
                path,
                expected="a length that binds, such as `12 months`",
            )
