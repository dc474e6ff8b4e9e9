"""What commands say beside their answer, on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hsplan.cli.ready import Ready


def say(words: str) -> None:
    """Talk: on stderr, so that what is on stdout stays data."""
    typer.echo(words, err=True)


def tell_stale(found: Iterable[Ready]) -> None:
    """Say which sessions changed since their plan was written, and how to record that."""
    for one in found:
        if one.stale:
            say(
                f"{one.source.id}: changed since the plan was written: {', '.join(one.stale)}. "
                f"Record it: hsplan schedule {one.source.id}"
            )
