"""What commands say beside their answer, on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from hsplan.findings import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hsplan.cli.ready import Ready


def say(words: str) -> None:
    """Talk: on stderr, so that what is on stdout stays data; without anything that acts on the terminal."""
    laid_out("\n".join(map(printable, words.split("\n"))), err=True)


def answer(words: str) -> None:
    """A line of the answer, on stdout; without anything that acts on the terminal."""
    laid_out(printable(words))


def laid_out(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Lines that are laid out, and hold nothing that acts on the terminal; in its own encoding.

    Where it has only ASCII, click would take it for mistaken and write UTF-8, unless it is handed over.
    """
    typer.echo(text, file=sys.stderr if err else sys.stdout, nl=nl)


def data(text: str) -> None:
    """What other programs read, on stdout: the same bytes everywhere, in UTF-8 whatever the terminal can show."""
    typer.echo(text.encode(), nl=False)


def tell_unread(names: Iterable[str]) -> None:
    """Of which other programmes of the folder it is not known whom they want."""
    for name in dict.fromkeys(names):
        say(f"{name} or its plan cannot be read, so that whom it wants is not known. See: hsplan validate {name}")


def tell_unsettled(name: str, unsettled: Iterable[str]) -> None:
    """Say which days are not settled yet: they are held free until the programme says which it will be."""
    found = ", ".join(unsettled)
    if found:
        say(f"{name}: not settled yet, and held free: {found}")


def tell_stale(found: Iterable[Ready]) -> None:
    """Say which sessions changed since their plan was written, and how to record that."""
    for one in found:
        if one.stale:
            say(
                f"{one.source.full_id}: changed since the plan was written: {', '.join(one.stale)}. "
                f"Record it: hsplan schedule {one.source.name}"
            )
        if one.untold:
            say(
                f"{one.source.full_id}: not as people were told: {', '.join(one.untold)}. "
                f"Tell them, then: hsplan publish {one.source.name}"
            )
        if one.gone:
            gone = ", ".join(one.gone)
            say(f"{one.source.full_id}: planned, but no longer in the programme, and so not shown: {gone}")
