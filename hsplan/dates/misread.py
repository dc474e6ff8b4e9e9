"""Words that could not be read: what was found, what was expected, and how they are quoted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

Mend = str | Callable[[date], str]
"""What to write instead; by the start of the programme, where that says which year is meant."""
EXAMPLE_START = date(2027, 1, 1)
"""The start of a programme that does not say its own: for the years of examples."""


class MisreadError(ValueError):
    """A phrase that cannot be read: what was found, what was expected, and a mend where one suggests itself."""

    def __init__(self, found: str, expected: str, mend: Mend = "", code: str = "phrase-not-understood") -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected
        self._mend = mend
        self.code = code
        self.item: int | None = None
        """Which of a list of phrases it is, where it stands in one."""

    @property
    def mend(self) -> str:
        """What to write instead, or nothing."""
        return self.mend_from(EXAMPLE_START)

    @mend.setter
    def mend(self, mend: Mend) -> None:
        self._mend = mend

    def mend_from(self, start: date) -> str:
        """The same in a programme from a start."""
        return self._mend if isinstance(self._mend, str) else self._mend(start)


def nearest_word(word: str, known: tuple[str, ...]) -> str:
    """The known word most like the given one, or nothing if none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:40].lower(), known, n=1)), "")


LONGEST_PHRASE = 200


def tidy(text: str) -> str:
    """A phrase with single spaces; one that is longer than any that can be understood is cut, and then is not."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_PHRASE else f"{words[:LONGEST_PHRASE]}..."


def shown(text: str) -> str:
    """A phrase short enough, and harmless enough, to quote in a message."""
    plain = "".join(c if c.isprintable() else "?" for c in text)
    return plain if len(plain) <= 60 else f"{plain[:57]}..."  # noqa: PLR2004 - fits a line of 80 with its message
