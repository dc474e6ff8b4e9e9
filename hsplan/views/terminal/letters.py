"""What stands for characters that a terminal has not: the nearest of ASCII, which every terminal has."""

from __future__ import annotations

import unicodedata

MARKS = "●◆▲■★○◇△□☆"
MARKS_IN_ASCII = "*#+@%o&$=!"
SIGNS = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212·─━╍", "-"),
    **dict.fromkeys("\u2018\u2019\u201a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e«»", '"'),
    **dict.fromkeys("•✓", "*"),
    "→": "->",
    "←": "<-",
    "↔": "<->",
    "█": "#",
    "░": ".",
    "\u2044": "/",
    "€": "EUR",
    "£": "GBP",
}
"""Dashes, quotation marks and dots of pasted text, and what views draw with."""
LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "Æ": "AE",
    "ø": "o",
    "Ø": "O",
    "œ": "oe",
    "Œ": "OE",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
}
"""Letters of names that are no letter with an accent (Unicode decomposes none of them)."""
NEAR = str.maketrans(dict(zip(MARKS, MARKS_IN_ASCII, strict=True)) | SIGNS | LETTERS)


def in_ascii(words: str) -> str:
    """Words in ASCII: letters without their accents, dashes and quotation marks as they are typed, else `?`."""
    apart = unicodedata.normalize("NFKD", words.translate(NEAR)).translate(NEAR)
    return "".join(c for c in apart if not unicodedata.combining(c)).encode("ascii", "replace").decode()


def near(error: UnicodeError) -> tuple[str, int]:
    """What codecs write for characters that an encoding has not (`codecs.register_error`), and where they go on.

    Raises:
        UnicodeError: the same, where something else than writing has failed.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return in_ascii(error.object[error.start : error.end]), error.end
