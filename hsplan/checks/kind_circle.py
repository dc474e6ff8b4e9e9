"""A kind does not extend itself, not even by way of others.

    kinds:
      core-day: {extends: long-day}
      long-day: {extends: core-day}   # and so round again

Let one of them extend a built-in kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hsplan.programme.model import Programme

CODES = ("kind-circle",)


def check(programme: Programme) -> Iterator[Finding]:
    """A finding for each kind that leads back to itself."""
    round_: dict[str, bool] = {}
    for id_ in programme.kinds:
        _follow(programme, id_, round_)
        if round_[id_]:
            message = f"`{id_}` extends a kind that leads back to itself"
            expected = "a kind that goes back to a built-in one"
            yield Finding("kind-circle", message, ("kinds", id_, "extends"), expected=expected)


def _follow(programme: Programme, kind: str, round_: dict[str, bool]) -> None:
    """Note of a kind, and of all on its way, whether they lead round in a circle; each is passed once."""
    way: dict[str, None] = {}
    at: str | None = kind
    while at is not None and at not in way and at not in round_:
        way[at] = None
        own = programme.kinds.get(at)
        at = own.extends if own is not None else None
    circles = at is not None and round_.get(at, True)
    round_.update(dict.fromkeys(way, circles))
