"""Words as views write them: without what acts and cannot be seen, listed, no longer than there is room for."""

from __future__ import annotations

import re

# What XML 1.0 (2.2) has no place for, C1 controls, and marks that turn or hide text (Unicode 23.2, 23.9 and UAX 9).
# Joiners stay: they are part of many scripts and of some emoji.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
MOST_OF_A_CELL = 32_767
"""Characters that a spreadsheet's cell holds (support.microsoft.com, "Excel specifications and limits")."""
_ENDS = re.compile("\r\n|[\n\r\u2028\u2029]")
_BLANKS = re.compile("[\t\n\r\u2028\u2029]+")


def visible(words: str) -> str:
    """Words without the characters that nobody sees and that act all the same; line ends stay."""
    return _INVISIBLE.sub("", words)


def plain(words: str) -> str:
    r"""Words on one line, as they can be seen.

    >>> plain("Day 1\r\n\x1b[2J ")
    'Day 1 [2J'
    """
    return visible(_BLANKS.sub(" ", words)).strip()


def plain_lines(words: str) -> tuple[str, ...]:
    r"""The lines of words, as they can be seen, without empty ones.

    >>> plain_lines("Bring:\n\n a pen\r\n")
    ('Bring:', 'a pen')
    """
    return tuple(filter(None, map(plain, _ENDS.split(words))))


def clipped(words: str, most: int) -> str:
    """Words of at most so many characters as UTF-16 counts them, with dots where they are cut."""
    data = words.encode("utf-16-le")
    if len(data) <= 2 * most:
        return words
    return data[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"
