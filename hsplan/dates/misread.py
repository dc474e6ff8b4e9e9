"""Words that could not be read: what was found, what was expected, and how they are quoted."""

from __future__ import annotations


class MisreadError(ValueError):
    """A phrase that cannot be read: what was found, what was expected, and a mend where one suggests itself."""

    def __init__(self, found: str, expected: str, mend: str = "", code: str = "phrase-not-understood") -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected
        self.mend = mend
        self.code = code
        self.item: int | None = None
        """Which of a list of phrases it is, where it stands in one."""


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
