"""`hsplan export`: plans as files that other programs open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from hsplan.cli.ready import Ready
    from hsplan.schedule.rows import Schedule


def export(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME", help="Programmes by name or path, a cohort as NAME.COHORT; all with a plan unless given."
        ),
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
    from hsplan.cli.talk import answer, say, tell_stale
    from hsplan.findings import Finding, RefusedError, did_you_mean
    from hsplan.views import FORMATS, view
    from hsplan.workspace.files import shown, write_whole

    if format_ not in FORMATS:
        mend = did_you_mean(format_, FORMATS)
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
    whole = [one.schedule for one in found]
    files = {output: whole} if output else _one_each(found, format_)
    for name, schedules in files.items():
        if Path(name).suffix in (".yaml", ".yml"):
            message = f"{name} is named as a programme or a plan"
            raise RefusedError(Finding("would-overwrite", message, expected="a file of its own for the view"))
        write_whole(Path(name), view(format_).render(schedules))
        answer(shown(Path(name)))
    if format_ == "ics":
        say("Open the file in your calendar, or put it where people can subscribe to it.")


def _one_each(found: list[Ready], format_: str) -> dict[str, list[Schedule]]:
    """A file for each programme, `ID.FORMAT`.

    Raises:
        RefusedError: where two programmes of one id, from different folders, would share a file.
    """
    from hsplan.findings import Finding, RefusedError

    files: dict[str, list[Schedule]] = {}
    for one in found:
        name = f"{one.source.full_id}.{format_}"
        if name in files:
            message = f"two programmes would both be written to {name}"
            raise RefusedError(
                Finding("would-overwrite", message, expected="a file each", help="export one of them, or say `-o`")
            )
        files[name] = [one.schedule]
    return files
