"""Commands that change plans take turns: what one reads, nobody else changes until it has written."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from hsplan.cli.talk import say
from hsplan.workspace.locks import alone
from hsplan.workspace.names import folders_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@contextmanager
def turn(names: Sequence[str] | None, *, writes: bool = True) -> Iterator[None]:
    """From reading until writing. What is told comes after it: whoever reads that may take their time.

    Plans of one folder want the same people and venues, so all of the folder is held, not only what is named.

    Raises:
        RefusedError: where another command has its turn for too long.
    """
    if not writes:
        yield
        return
    with alone(folders_of(names), say):
        yield
