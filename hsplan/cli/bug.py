"""Our own mistakes, told without the names of people that a traceback's values might hold."""

from __future__ import annotations

import platform
import traceback

from hsplan import __version__

STEPS = 6
"""How many of the last calls are told."""


def tell_bug(error: Exception) -> str:
    """What happened and where in our code, for a report; the values at work are left out."""
    frames = traceback.extract_tb(error.__traceback__)[-STEPS:]
    steps = [f"  {one.filename.rpartition('hsplan')[2]}:{one.lineno} in {one.name}" for one in frames]
    return "\n".join(
        [
            f"hsplan has made a mistake ({type(error).__name__}). Every file is whole: old or new.",
            *steps,
            f"hsplan {__version__}, Python {platform.python_version()}, {platform.system()}",
            "Please report these lines; they hold no names from your files.",
        ]
    )
