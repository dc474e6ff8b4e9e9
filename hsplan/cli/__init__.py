"""The commands: each a file, imported when it is wanted, doing its heavy imports when it runs."""

from __future__ import annotations

import codecs
import os
import sys
from importlib import import_module
from inspect import getdoc
from typing import TYPE_CHECKING, Annotated

import typer

from hsplan import __version__

if TYPE_CHECKING:
    from collections.abc import Collection

EPILOG = """\
A programme is a file in `programmes/`; its plan is kept beside it. Exit codes: 0 fine, 1 errors or no plan, 2 wrong
command line, 3 a bug in hsplan.

Example: hsplan new --from stepney
         hsplan validate
         hsplan schedule --start 2011-01
         hsplan export --format ics
"""

COMMANDS = {
    "new": "Write a programme to start from.",
    "validate": "Check programmes and their plans.",
    "schedule": "Date every session, and write the plan.",
    "show": "Show plans on the screen.",
    "explain": "Say why a session is on its day, or what a finding means.",
    "move": "Move a session, and the others as little as it asks for.",
    "pin": "Keep a session's date, people or venue.",
    "unpin": "Let a session's date, people or venue change again.",
    "confirm": "Mark a session as one to count on.",
    "deliver": "Mark a session as held.",
    "cancel": "Cancel a session, or all of a programme.",
    "undo": "Take the last change back.",
    "publish": "Mark plans as what people were told.",
    "diff": "Say what changed, and whom it affects.",
    "export": "Write plans as calendars and other files.",
    "schema": "Print the JSON Schema of programmes, for editors.",
}
"""Every command with what the list of them says: each is a function of its name, in a file of its name."""


def build(wanted: Collection[str]) -> typer.Typer:
    """The command line with these commands; of the others it knows the names, so that they are listed.

    typer reads every option of every command before it runs one, which takes longer than most of them do.
    """
    app = typer.Typer(
        name="hsplan",
        help="Plan bespoke leadership programmes: from one YAML file to a dated, checked calendar.",
        epilog=_lines_kept(EPILOG),
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name, short_help in COMMANDS.items():
        known = getattr(import_module(f"hsplan.cli.{name}"), name) if name in wanted else _only_listed
        app.command(name, short_help=short_help, help=_lines_kept(getdoc(known) or ""))(known)
    return app


def _lines_kept(text: str) -> str:
    """A help whose examples stay a line each: typer fills all other paragraphs."""
    return text.replace("\n\nExample: ", "\n\n\b\nExample: ")


def _only_listed() -> None:
    """Stands for a command that is not wanted now."""


def _version(asked: bool) -> None:  # noqa: FBT001 - typer hands it over by position
    if asked:
        typer.echo(f"hsplan {__version__}")
        raise typer.Exit


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
    codecs.register_error("hsplan.near", _near)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="hsplan.near")  # a title that the terminal cannot show is no reason to stop
    if "_HSPLAN_COMPLETE" in os.environ:
        from hsplan.cli.completing import asked, complete

        if asked():
            sys.exit(complete(build))
    try:
        _refuse_unknown(sys.argv[1:])
        code = build(sys.argv[1:])(prog_name="hsplan", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 - told apart below, so that `--help` need not know of findings
        code = _tell(error)
    sys.exit(code if isinstance(code, int) else 0)


def _near(error: UnicodeError) -> tuple[str, int]:
    """What stands for characters that the terminal has not; looked for when there is one."""
    from hsplan.views.terminal.letters import near

    return near(error)


def _refuse_unknown(words: list[str]) -> None:
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        from hsplan.cli.wrong import no_command

        raise no_command(words[0], list(COMMANDS))


def _tell(error: Exception) -> int:
    """Say what went wrong, and give its exit code: 1 for what the user can mend, 2 a wrong command, 3 what we must."""
    from hsplan.cli.wrong import USAGE, WrongCommandError, misread
    from hsplan.findings import RefusedError

    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(str(error), err=True)
        return 2
    if isinstance(error, USAGE):
        error = misread(error, build(sys.argv[1:]), sys.argv[1:])
    if isinstance(error, RefusedError | WrongCommandError):
        from hsplan.cli.onward import after
        from hsplan.cli.report import report
        from hsplan.cli.talk import say

        findings = (error.finding,) if isinstance(error, WrongCommandError) else error.findings
        if any(one.code == "no-plan-yet" for one in findings):
            from hsplan.cli.ready import with_start

            findings = tuple(map(with_start, findings))
        say(report(findings))
        say(after(findings))
        return 2 if isinstance(error, WrongCommandError) else 1
    if isinstance(error, OSError) and error.filename is None:
        typer.echo(f"error[cannot-write]: the answer cannot be written: {error.strerror}", err=True)
        return 1
    from hsplan.cli.bug import tell_bug

    typer.echo(tell_bug(error), err=True)
    return 3
