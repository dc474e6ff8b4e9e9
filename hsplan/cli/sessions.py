"""The arguments that the commands which change one session share."""

from __future__ import annotations

from typing import Annotated

import typer

from hsplan.cli import known

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
