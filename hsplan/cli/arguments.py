"""The arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from hsplan.cli import known


def _names(otherwise: str) -> object:
    words = f"Programmes by name or path, a cohort as NAME.COHORT; {otherwise} unless given."
    return typer.Argument(metavar="NAME", help=words, autocompletion=known.programmes, callback=_each_once)


def _each_once(names: list[str] | None) -> list[str] | None:
    """Names without those that were written before; nothing where none is."""
    return list(dict.fromkeys(names)) if names else names


ProgrammeNames = Annotated[list[str] | None, _names("all of them")]
PlanNames = Annotated[list[str] | None, _names("all with a plan")]
ForWhom = Annotated[
    list[str] | None,
    typer.Option(
        "--for",
        metavar="WHO",
        help="For one person, role, set or venue: `facilitator-a`, `set-1`.",
        autocompletion=known.readers,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead.")]
Yes = Annotated[bool, typer.Option("--yes", help="Cancel many published sessions at once.")]
SessionWords = Annotated[
    str,
    typer.Argument(
        metavar="SESSION", help="SESSION, PROGRAMME:SESSION or NAME.COHORT:SESSION.", autocompletion=known.sessions
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing.")]
PinDate = Annotated[bool, typer.Option("--date", help="Its date.")]
PinPeople = Annotated[bool, typer.Option("--people", "--facilitator", help="Who leads it.")]
PinVenue = Annotated[bool, typer.Option("--venue", help="Where it is held.")]


def chosen(*, date: bool, people: bool, venue: bool) -> tuple[str, ...]:
    """What of a booking the options name, in its usual order."""
    return tuple(word for word, asked in (("date", date), ("people", people), ("venue", venue)) if asked)
