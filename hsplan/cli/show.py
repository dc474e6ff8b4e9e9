"""`hsplan show`: a plan on the screen, or for programs."""

from __future__ import annotations

from typing import Annotated

import typer


def show(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME", help="Programmes by name or path, a cohort as NAME.COHORT; all with a plan unless given."
        ),
    ] = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for programs instead.")] = False,
) -> None:
    """Show plans as a year of months with the sessions marked, and a list beneath.

    A plan that breaks a rule is shown under its findings, and the exit code is 1.

    Example: hsplan show stepney
    """
    from hsplan.cli.ready import ready
    from hsplan.cli.report import report
    from hsplan.cli.talk import tell_stale, tell_unsettled

    found = ready(names)
    broken = [finding for one in found for finding in one.findings]
    if broken:
        typer.echo(report(broken) + "\n", err=True)
    if json:
        from hsplan.views import view

        typer.echo(view("json").render([one.schedule for one in found]), nl=False)
    else:
        from hsplan.cli import screen
        from hsplan.views import terminal

        for n, one in enumerate(found):
            form = terminal.Form(screen.width(), utf8=screen.unicode_shown())
            screen.show([*([terminal.blank()] if n else []), *terminal.year(one.schedule, form)])
    for one in found:
        tell_unsettled(one.source.full_id, one.schedule.unsettled)
    tell_stale(found)
    if broken:
        raise typer.Exit(1)
