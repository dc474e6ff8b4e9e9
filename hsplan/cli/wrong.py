"""A wrong command line, told as a finding like all else that is wrong, with the right word where one is near."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Protocol

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.findings import Finding

MEANT = {
    **dict.fromkeys(("create", "init", "start"), "new"),
    **dict.fromkeys(("check", "lint", "test"), "validate"),
    **dict.fromkeys(("plan", "run", "solve", "replan"), "schedule"),
    **dict.fromkeys(("list", "ls", "print", "view", "status"), "show"),
    "why": "explain",
    "lock": "pin",
    "unlock": "unpin",
    "done": "deliver",
    **dict.fromkeys(("delete", "remove", "rm", "stop"), "cancel"),
    **dict.fromkeys(("reschedule", "postpone", "shift"), "move"),
    "revert": "undo",
    **dict.fromkeys(("release", "send"), "publish"),
    **dict.fromkeys(("compare", "changes"), "diff"),
    **dict.fromkeys(("ics", "save", "write"), "export"),
    "help": "--help",
}
"""What other programs call our commands."""
BY_HAND = ("change", "edit", "modify", "set", "swap", "replace", "assign", "reassign", "substitute", "rename")
"""What is done in a file, not by a command; `change` is near `cancel`, and must not lead there."""
MOST_LISTED = 40
"""How many words are listed where one of them is near."""
USAGE = next(one for one in typer.BadParameter.__mro__ if one.__name__ == "UsageError")
"""What typer raises for any wrong command line; it brings its own, or takes click's, as its version is."""


class WrongCommandError(Exception):
    """The command line makes no sense; the finding says why. Told in `cli`, with exit code 2."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def wrong(message: str, expected: str = "", help_: str = "", step: tuple[str, ...] = ()) -> WrongCommandError:
    """A wrong command line, in the words of a finding."""
    from hsplan.findings import Finding

    return WrongCommandError(Finding("wrong-command", message, expected=expected, help=help_, step=step))


def wrong_word(kind: str, word: str, known: Sequence[str]) -> WrongCommandError:
    """A word that is none of those that there are: `there is no format …`."""
    from hsplan.findings import did_you_mean, printable

    near = did_you_mean(word, tuple(known))
    listed = f"one of {', '.join(known)}" if not near or len(known) <= MOST_LISTED else ""
    return wrong(f"there is no {kind} `{printable(word)[:40]}`", listed, near)


def no_command(word: str, known: list[str]) -> WrongCommandError:
    """A first word that is none of the commands, with what was probably meant."""
    from hsplan.findings import nearest

    near = MEANT.get(word.lower()) or nearest(word, known)
    help_ = f"did you mean `{near}`?" if near else "`hsplan --help` says what each does"
    if word.lower() in BY_HAND:
        help_ = "who leads a session, and where, is changed by hand in its plan, `programmes/NAME.plan.yaml`"
    return wrong(f"there is no command `{word[:40]}`", f"one of {', '.join(known)}", help_)


DATED = ("--on", "--as-of", "--start")
"""The options that take a day."""
MOST_WORDS = 4
"""How many words a day is of: `Thu 20 May 2027`."""


def unquoted(words: Sequence[str]) -> WrongCommandError | None:
    """That a day of several words stands behind an option without quotes, where it does."""
    from hsplan.dates.day_phrases import is_range, mended_day

    for n, word in enumerate(words):
        option, _, first = word.partition("=")
        parts = [*([first] if first else []), *takewhile(lambda part: not part.startswith("-"), words[n + 1 :])]
        for many in range(min(MOST_WORDS, len(parts)), 1, -1) if option in DATED else ():
            said = " ".join(parts[:many])
            day = said if is_range(said) else mended_day(said).removeprefix("write `").removesuffix("`")
            if is_range(day):
                mend = f'put it in quotes: `{option} "{day}"`'
                step = *words[:n], option, day, *words[n + many + (not first) :]
                return wrong(f"`{said}` is {many} words, and `{option}` takes one", "a day in quotes", mend, step)
    return None


class _Parameter(Protocol):
    """What typer knows of an option or argument."""

    name: str
    opts: list[str]
    metavar: str | None
    help: str | None
    param_type_name: str


class _Command(Protocol):
    """What typer knows of a command."""

    name: str
    help: str | None
    params: list[_Parameter]


def misread(error: Exception, app: typer.Typer, words: Sequence[str]) -> WrongCommandError:
    """What typer could not make sense of in the words of a command line."""
    command = _command(error, app, words)
    name = f"hsplan {command.name}" if command.name != "hsplan" else "hsplan"
    option = str(getattr(error, "option_name", ""))
    message = str(getattr(error, "message", error))
    match type(error).__name__:
        case "NoSuchOption":
            return _no_such_option(name, option, command.params)
        case "BadOptionUsage" if "does not take a value" in message:
            return wrong(f"`{option}` takes no value", f"`{option}` alone")
        case "BadOptionUsage":
            return _lacks(option, command, next(one for one in command.params if option in one.opts))
        case "MissingParameter":
            missing = getattr(error, "param", None)
            return _lacks(name, command, next(one for one in command.params if one is missing))
        case _:
            pass
    if found := re.search(r"unexpected extra argument(?:s|\(s\))? \((.*)\)", message):
        return unquoted(words) or _too_much(name, found[1], command.params, words)
    return wrong(f"{message[:1].lower()}{message[1:]}".rstrip(".").replace("'", "`"))


def _command(error: Exception, app: typer.Typer, words: Sequence[str]) -> _Command:
    """The command that was meant; typer does not always say."""
    context = getattr(error, "ctx", None)
    found: Any = context.command if context is not None else typer.main.get_command(app)
    inner: _Command = getattr(found, "commands", {}).get(words[0], found) if context is None else found
    return inner


def _no_such_option(name: str, option: str, parameters: Sequence[_Parameter]) -> WrongCommandError:
    from hsplan.findings import nearest

    known = [option for one in parameters if one.param_type_name == "option" for option in one.opts]
    known = [one for one in dict.fromkeys((*known, "--help")) if one.startswith("--")]
    near = nearest(option.lstrip("-"), [one.lstrip("-") for one in known])
    help_ = f"did you mean `--{near}`?" if near else ""
    return wrong(f"`{name}` has no option `{option[:40]}`", f"one of {', '.join(known)}", help_)


def _lacks(what: str, command: _Command, parameter: _Parameter) -> WrongCommandError:
    """That a command lacks an argument, or an option its value; with an example."""
    said = (parameter.help or "").rstrip(".")
    said = said if said[:2].isupper() else f"{said[:1].lower()}{said[1:]}"
    example = re.search(r"^ *Example: (.+)$", command.help or "", re.MULTILINE)
    return wrong(
        f"`{what}` lacks its {(parameter.metavar or 'value').replace('|', ' or ')}",
        said,
        f"for example `{example[1]}`" if example else "",
    )


def _too_much(name: str, extra: str, parameters: Sequence[_Parameter], words: Sequence[str]) -> WrongCommandError:
    """More words than a command takes; a programme and a session are named as one."""
    from hsplan.workspace.names import known_ids

    wanted = [one.metavar or one.name for one in parameters if one.param_type_name == "argument"]
    ids = known_ids() if wanted == ["SESSION"] else ()
    named = next((word for word in words[1:] if word.partition(".")[0] in ids), "")
    usage = f"`{' '.join([name, *wanted])}`"
    if not named or " " in extra:
        return wrong(f"`{name}` cannot use `{extra[:40]}`", usage)
    return both_as_one(words[0], named, extra, f"`{name}` cannot use `{extra[:40]}`", usage)


def both_as_one(command: str, programme: str, rest: str, message: str, usage: str) -> WrongCommandError:
    """That a programme and its session, with what follows that, are words of their own where they are to be one."""
    mend = f"name both as one: `hsplan {command} {programme}:{rest}`"
    return wrong(message, usage, mend, (command, *f"{programme}:{rest}".split()))
