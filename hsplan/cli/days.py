"""A day as it is given on the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hsplan.cli.wrong import unquoted, wrong

if TYPE_CHECKING:
    from datetime import date


TODAY = "today"


def is_today(words: str) -> bool:
    """Whether an option asks for the day that it is."""
    return words.strip().lower() == TODAY


def read_day_option(words: str, where: str, *, or_today: bool = False) -> date:
    """The day that an option or an argument gives; a wrong one is a wrong command line."""
    from hsplan.dates.day_phrases import read_day
    from hsplan.dates.misread import MisreadError

    try:
        return read_day(words)
    except MisreadError as misread:
        expected = f"{misread.expected}, or `{TODAY}`" if or_today else misread.expected
        raise unquoted(sys.argv[1:]) or wrong(f"{where}: {misread.found}", expected, misread.mend) from None
