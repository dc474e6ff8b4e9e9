"""A kind does not extend itself, not even by way of others.

    kinds:
      core-day: {extends: long-day}
      long-day: {extends: core-day}   # and so round again

Let one of them extend a built-in kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding
from hsplan.programme.items import lineage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("kind-circle",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each kind that leads back to itself."""
    for id_, kind in programme.kinds.items():
        last = programme.kinds.get(lineage(programme, id_)[-1])
        if kind.extends is not None and last is not None and last.extends is not None:
            message = f"`{id_}` extends a kind that leads back to itself"
            expected = "a kind that goes back to a built-in one"
            yield Finding("kind-circle", message, ("kinds", id_, "extends"), expected=expected)
