"""A kind does not extend itself, not even by way of others.

    kinds:
      core-day: {extends: long-day}
      long-day: {extends: core-day}   # and so round again

Let one of them extend a built-in kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding
from hsplan.programme.kinds import KINDS
from hsplan.programme.sessions import lineage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each kind that leads back to itself."""
    for id_ in programme.kinds:
        if id_ not in KINDS and lineage(programme, id_)[-1] not in KINDS:
            last = programme.kinds.get(lineage(programme, id_)[-1])
            if last is not None and last.extends is not None:
                message = f"`{id_}` extends a kind that leads back to itself"
                yield Finding(
                    "kind-circle",
                    message,
                    ("kinds", id_, "extends"),
                    expected="a kind that goes back to a built-in one",
                )
