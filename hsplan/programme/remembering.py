"""What follows from a programme, worked out once for each: a programme never changes."""

from __future__ import annotations

import weakref
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from hsplan.programme.model import Programme

T = TypeVar("T")


def once_for_each(build: Callable[[Programme], T]) -> Callable[[Programme], T]:
    """What is built from a programme, kept as long as that very programme lives and no longer."""
    kept: dict[int, T] = {}

    @wraps(build)
    def found(programme: Programme) -> T:
        key = id(programme)
        if key not in kept:
            kept[key] = build(programme)
            weakref.finalize(programme, kept.pop, key).atexit = False
        return kept[key]

    return found
