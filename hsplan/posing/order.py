"""Sessions follow each other in their order, one a day at most."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hsplan.problem import Apart, Because

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.problem import Request, Term


BECAUSE = Because("sessions follow each other in their order", fact=True)


def pose(request: Request) -> Iterator[Term]:
    """Each session is at least a day after the one before it."""
    for earlier, later in pairwise(request.sessions):
        yield Apart(earlier.id, later.id, (1,) * len(request.within), None, BECAUSE)
