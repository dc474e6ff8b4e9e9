"""What is known of the terminal: how wide it is, whether it shows colour and more than ASCII."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

WIDEST = 100


def width() -> int:
    """The columns to use: those of the terminal, or 80 where there is none; never more than reads well."""
    import shutil

    return max(40, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


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
