"""What is known of the terminal: how wide it is, whether it shows colour and more than ASCII."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

WIDEST = 100
LONGEST_LINE = 80
"""Columns of a sentence at most: longer lines are harder to read."""


def width() -> int:
    """The columns to use: those of the terminal, or 80 where there is none; never more than reads well."""
    import shutil

    return max(40, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def line_width() -> int:
    """The columns for sentences: those of the terminal, 40 at least and 80 at most, or 80 where there is none."""
    return min(LONGEST_LINE, width())


def folded(words: str) -> str:
    """A sentence on as many lines as it takes, those after the first indented; no word is cut."""
    import textwrap

    indent = " " * (len(words) - len(words.lstrip()))
    return textwrap.fill(
        words.strip(),
        line_width(),
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def two_sentences(first: str, second: str) -> str:
    """Two sentences in one line, or the second below the first, indented, where they do not fit."""
    line = f"{first} {second}"
    return line if len(line) <= line_width() else f"{folded(first)}\n{folded(f'  {second}')}"


def unicode_shown() -> bool:
    """Whether the terminal shows more than ASCII."""
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def show(lines: Iterable[Text]) -> None:
    """Print lines as they are: no wrapping, and colour only on a terminal that wants it."""
    from rich.console import Console

    console = Console(width=width(), highlight=False, soft_wrap=True, emoji=False, markup=False)
    for line in lines:
        if console.color_system is None:
            console.file.write(f"{line.plain}\n")
        else:
            console.print(line, soft_wrap=True, end="\n")
    console.file.flush()  # what is said on stderr afterwards comes after it, also where both go into one pipe
