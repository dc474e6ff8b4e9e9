"""The commands: each a file, imported at once because it is light, doing its heavy imports when it runs."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from hsplan import __version__
from hsplan.cli import explain, export, new, schedule, schema, show, validate

EPILOG = (
    "A programme is a file in `programmes/`; its plan is kept beside it. "
    "Exit codes: 0 fine, 1 errors or no plan, 2 wrong command line, 3 a bug in hsplan."
)

app = typer.Typer(
    name="hsplan",
    help="Plan bespoke leadership programmes: from one YAML file to a dated, checked calendar.",
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("new", short_help="Write a programme to start from.")(new.new)
app.command("validate", short_help="Check programmes and their plans.")(validate.validate)
app.command("schedule", short_help="Date every session, and write the plan.")(schedule.schedule)
app.command("show", short_help="Show plans on the screen.")(show.show)
app.command("explain", short_help="Say why a session is on its day, or what a finding means.")(explain.explain)
app.command("export", short_help="Write plans as calendars and other files.")(export.export)
app.command("schema", short_help="Print the JSON Schema of programmes, for editors.")(schema.schema)


def _version(asked: bool) -> None:  # noqa: FBT001 - typer hands it over by position
    if asked:
        typer.echo(f"hsplan {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


def run() -> None:
    """Run the command line and exit with its code; the one place that turns exceptions into words."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - closed by the caller
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a title that the terminal cannot show is no reason to stop
    try:
        app(prog_name="hsplan")
    except Exception as error:  # noqa: BLE001 - told apart below, so that `--help` need not know of findings
        sys.exit(_tell(error))


def _tell(error: Exception) -> int:
    """Say what went wrong, and give its exit code: 1 for what the user can mend, 3 for what we must."""
    from hsplan.findings import RefusedError

    if isinstance(error, RefusedError):
        from hsplan.cli.report import report

        typer.echo(report(error.findings), err=True)
        return 1
    if isinstance(error, OSError) and error.filename is None:
        typer.echo(f"error[cannot-write]: the answer cannot be written: {error.strerror}", err=True)
        return 1
    from hsplan.cli.bug import tell_bug

    typer.echo(tell_bug(error), err=True)
    return 3
