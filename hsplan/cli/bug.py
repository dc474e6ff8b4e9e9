"""Our own mistakes, told without the names of people that a traceback's values might hold."""

from __future__ import annotations

import platform
import traceback

from hsplan import __version__


def tell_bug(error: Exception) -> str:
    """What happened and where in our code, for a report; the values at work are left out."""
    steps = [
        f"  {frame.filename.rpartition('hsplan')[2]}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-6:]
    ]
    return "\n".join(
        [
            f"hsplan has made a mistake ({type(error).__name__}). Your files are as they were.",
            *steps,
            f"hsplan {__version__}, Python {platform.python_version()}, {platform.system()}",
            "Please report these lines; they hold no names from your files.",
        ]
    )
