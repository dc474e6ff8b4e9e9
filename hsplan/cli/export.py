"""`hsplan export`: plans as files that other programs open."""

from __future__ import annotations

from typing import Annotated

import typer


def export(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME", help="Programmes by name or path, a cohort as NAME.COHORT; all with a plan unless given."
        ),
    ] = None,
    *,
    format_: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="As what; may be repeated, and `all` is every one. ics unless given.",
        ),
    ] = None,
    for_: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="WHO", help="For one person, role, set or venue: `facilitator-a`, `set-1`."),
    ] = None,
    each: Annotated[
        list[str] | None,
        typer.Option("--each", metavar="KIND", help="A file for each facilitator, participant, role, group or venue."),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="PATH", help="A file, a folder, or `-` for stdout. ./NAME.FORMAT unless given."
        ),
    ] = "",
) -> None:
    """Write plans as files, for everyone or for one reader.

    Formats: ics (a calendar to open or to subscribe to), json (for programs).

    A plan that breaks a rule is refused, and nothing is written.

    Example: hsplan export --format ics
    """
    from hsplan.cli.exporting import STDOUT, make, put
    from hsplan.cli.picking import pick
    from hsplan.cli.ready import ready
    from hsplan.cli.talk import answer, say, tell_stale
    from hsplan.findings import RefusedError
    from hsplan.workspace.files import shown

    formats = _formats(format_ or ["ics"])
    found = ready(names)
    broken = [finding for one in found for finding in one.findings]
    if broken:
        raise RefusedError(*broken)
    tell_stale(found)
    files = make(pick(found, for_ or [], each or []), formats, output)
    if STDOUT in files:
        typer.echo(files[STDOUT], nl=False)
        return
    for path in put(files):
        answer(shown(path))
    if "ics" in formats:
        say("Open the file in your calendar, or put it where people can subscribe to it.")


def _formats(words: list[str]) -> list[str]:
    """The formats that are asked for, each once: `ics`, `ics,html`, `all`."""
    from hsplan.findings import did_you_mean
    from hsplan.views import FORMATS

    found: dict[str, None] = {}
    for word in (part.strip() for one in words for part in one.split(",")):
        if word not in (*FORMATS, "all"):
            mend = did_you_mean(word, tuple(FORMATS))
            raise typer.BadParameter(
                f"there is no format {word!r}; there are {', '.join(FORMATS)}. {mend}".strip(), param_hint="--format"
            )
        found |= dict.fromkeys(FORMATS if word == "all" else [word])
    return list(found)
