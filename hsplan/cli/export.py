"""`hsplan export`: plans as files that other programs open."""

from __future__ import annotations

from typing import Annotated

import typer


def export(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Programmes by name or path; all with a plan unless given."),
    ] = None,
    *,
    format_: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="ics (calendar) or json.")] = "ics",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to; `-` is stdout. ./NAME.FORMAT unless given.")
    ] = "",
) -> None:
    """Write plans as files: a calendar to open or to subscribe to, or JSON.

    A plan that breaks a rule is refused, and nothing is written.

    Example: hsplan export --format ics
    """
    from pathlib import Path

    from hsplan.cli.ready import ready
    from hsplan.cli.talk import say, tell_stale
    from hsplan.findings import RefusedError, did_you_mean
    from hsplan.views import FORMATS, view
    from hsplan.workspace.files import shown, write_whole

    if format_ not in FORMATS:
        mend = did_you_mean(format_, FORMATS, " ")
        raise typer.BadParameter(
            f"there is no format {format_!r}; there are {', '.join(FORMATS)}. {mend}".strip(), param_hint="--format"
        )
    found = ready(names)
    broken = [finding for one in found for finding in one.findings]
    if broken:
        raise RefusedError(*broken)
    tell_stale(found)
    if output == "-":
        typer.echo(view(format_).render([one.schedule for one in found]), nl=False)
        return
    targets = [Path(output)] if output else [Path(f"{one.source.id}.{format_}") for one in found]
    groups = [[one.schedule for one in found]] if output else [[one.schedule] for one in found]
    for path, schedules in zip(targets, groups, strict=True):
        write_whole(path, view(format_).render(schedules))
        typer.echo(shown(path))
    if format_ == "ics":
        say("Open the file in your calendar, or put it where people can subscribe to it.")
