"""Our own mistakes, told without the names of people that a traceback's values might hold."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

from hsplan import __version__

STEPS = 6
"""How many of the last calls are told."""
OURS = Path(__file__).parent.parent


def tell_bug(error: Exception) -> str:
    """What happened and where in our code, for a report; the values at work are left out."""
    frames = traceback.extract_tb(error.__traceback__)[-STEPS:]
    steps = [f"  {_file(one.filename)}:{one.lineno} in {one.name}" for one in frames]
    return "\n".join(
        [
            f"hsplan has made a mistake ({type(error).__name__}). Every file is whole: old or new.",
            *steps,
            f"hsplan {__version__}, Python {platform.python_version()}, {platform.system()}",
            "Please report these lines; they hold no names from your files.",
        ]
    )


def _file(name: str) -> str:
    """A file of ours within the package, another by its folder and name: what is above them may be called after you.

    >>> _file("/home/somebody/lib/python3/site-packages/icalendar/parser.py")
    'icalendar/parser.py'
    """
    path = Path(name)
    return "/" + path.relative_to(OURS).as_posix() if path.is_relative_to(OURS) else "/".join(path.parts[-2:])
