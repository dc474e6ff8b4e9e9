"""What commands say beside their answer, on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from hsplan.findings import first_of, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hsplan.cli.ready import Ready
    from hsplan.plan.model import Plan
    from hsplan.programme.model import Programme

MOST_LISTED = 12
"""How many sessions, mails or people a line lists."""


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


def tell_organiser(name: str, programme: Programme, plan: Plan) -> None:
    """Warn where another one invites than before: to calendars its changes look forged.

    Cyrus refuses them (cyrusimap/cyrus-imapd#3965), Tutanota looks who sent them (tutao/tutanota#11148).
    """
    from hsplan.cli.screen import folded

    now = programme.organiser.email if programme.organiser is not None else plan.organiser
    if plan.organiser and now and now.lower() != plan.organiser.lower():
        so = f"calendars take changes from nobody else, so that {now} may be refused"
        say(folded(f"{name}: people were invited by {plan.organiser}; {so}. Keep that address in `organiser`."))


def tell_changed(id_: str, name: str, stale: Sequence[str]) -> None:
    """Say what a programme says otherwise than its plan, and how to record that."""
    from hsplan.cli.screen import two_sentences

    if stale:
        changed = f"{id_}: changed since the plan was written: {first_of(stale, MOST_LISTED)}."
        say(two_sentences(changed, f"Record it: hsplan schedule {name}"))


def tell_stale(found: Iterable[Ready]) -> None:
    """Say which sessions changed since their plan was written, and how to record that."""
    from hsplan.cli.screen import folded, two_sentences

    for one in found:
        id_, name = one.source.full_id, one.source.name
        tell_changed(id_, name, one.stale)
        if one.untold:
            other = f"{id_}: not as people were told: {first_of(one.untold, MOST_LISTED)}."
            say(two_sentences(other, f"Tell them, then: hsplan publish {name}"))
        if one.gone:
            gone = first_of(one.gone, MOST_LISTED)
            say(folded(f"{id_}: planned, but no longer in the programme, and so not shown: {gone}"))
