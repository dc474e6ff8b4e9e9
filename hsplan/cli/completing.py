"""How a shell that completes words is answered: what was typed, put together again, and answers that are only words."""

from __future__ import annotations

import os
import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import typer

ASKED = "_HSPLAN_COMPLETE"
"""The variable by which the scripts of `--install-completion` ask: `complete_bash`, `complete_zsh`, `complete_fish`."""
BREAKS = frozenset(":=@")
"""Of the characters at which bash parts words (`COMP_WORDBREAKS`), those that a word of a command may hold."""

NO_ANSWER = ("", "_files")
"""What typer prints where it knows none; zsh offers files then."""
KEPT = "@"
"""The one of them that an answer begins with: readline takes it for the beginning of a name (`rl_special_prefixes`)."""


@dataclass(frozen=True)
class Typed:
    """The words before the cursor, the last of which is not finished."""

    words: tuple[str, ...]
    before: str = ""
    """What of the last word bash keeps as it is, so that answers begin after it: `stepney:` of `stepney:day`."""
    option: str = ""
    """What the answers of typer lack for other shells, which take `--format=h` for one word: `--format=`."""


def asked() -> bool:
    """Whether a shell asks for what a word may become, rather than for its script (`source_bash`)."""
    return os.environ.get(ASKED, "").startswith("complete_")


def complete(build: Callable[[Sequence[str]], typer.Typer]) -> int:
    """Print what the last word may become, a line each, and give the exit code; nothing where that cannot be known.

    Whatever goes wrong is told by the command itself, when it is run: a line that is being typed is no place for it.
    """
    typed = _typed()
    printed, code = StringIO(), 0
    try:
        with redirect_stdout(printed), redirect_stderr(StringIO()):
            build(typed.words[1:2])(prog_name="hsplan", standalone_mode=False)
    except SystemExit as done:  # how typer ends when it has answered
        code = done.code if isinstance(done.code, int) else 0
    except Exception:  # noqa: BLE001 - as is said above
        return 0
    sys.stdout.write("".join(_fitted(line, typed) for line in printed.getvalue().splitlines(keepends=True)))
    return code


def _fitted(line: str, typed: Typed) -> str:
    """A line of an answer as it goes on from what was typed; that of zsh is a command with a word in quotes."""
    fitted = line.removeprefix(typed.before)
    if not typed.option or line.strip() in NO_ANSWER:
        return fitted
    return re.sub(r'^(_arguments .*?)?"', rf"\g<0>{typed.option}", line) if '"' in line else typed.option + line


def _typed() -> Typed:
    """What was typed; of bash, which parts words that are one for us, its variables are put right as well."""
    if os.environ[ASKED] != "complete_bash":
        line = os.environ.get("_TYPER_COMPLETE_ARGS", "")
        option = re.search(r"(?<= )--[a-z-]+=(?=[^ ]*$)", line)
        return Typed(tuple(line.split()), option=option[0] if option else "")
    typed = put_together(*_of_bash())
    os.environ["COMP_WORDS"] = "\n".join(typed.words)
    os.environ["COMP_CWORD"] = str(len(typed.words) - 1)
    return typed


def _of_bash() -> tuple[list[str], int]:
    """The words as bash has parted them, a line each, and the number of the one at the cursor."""
    text, at = os.environ.get("COMP_WORDS", ""), os.environ.get("COMP_CWORD", "")
    words = text.split("\n") if "\n" in text else text.split()
    return words, int(at) if at.isdecimal() else len(words)


def put_together(parted: Sequence[str], at: int) -> Typed:
    """The words up to the cursor, each whole again where bash has parted it.

    >>> put_together(["hsplan", "pin", "stepney", ":", "day"], 4)
    Typed(words=('hsplan', 'pin', 'stepney:day'), before='stepney:', option='')
    >>> put_together(["hsplan", "export", "--for", "=", "venue", ":"], 5)
    Typed(words=('hsplan', 'export', '--for=venue:'), before='venue:', option='')
    """
    words: list[str] = []
    before, holds = "", False
    for piece in (*parted[: at + 1], *[""] * (at + 1 - len(parted))):
        breaks = bool(piece) and BREAKS.issuperset(piece)
        if words and (breaks or (holds and piece)):
            words[-1] += piece
            before = words[-1].removesuffix(KEPT) if breaks else before
        else:
            words.append(piece)
            before = ""
        holds = breaks
    option, equals, _ = before.partition("=")
    return Typed(tuple(words), before.removeprefix(option + equals) if option.startswith("--") else before)
