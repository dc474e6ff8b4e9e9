"""Findings: what is wrong, where, and what to do about it. Values only; how they look is decided elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Path = tuple[str | int, ...]
"""Which value of a file is meant: the keys, and positions in lists, that lead to it."""


IN_PLAN = "the plan"
"""The first step of a path that leads into the plan beside a programme: no key of a programme is written so."""


class Severity(StrEnum):
    """Whether the files can be used at all."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of a file. Lines and columns count from 1, columns in characters; the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str = ""
    """The first line of the stretch, as it stands in the file."""


@dataclass(frozen=True, slots=True)
class Note:
    """Another place that has to do with a finding, in words: `first written here`."""

    words: str
    path: Path = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, worded for the person who can mend it.

    A finding that knows its noun but not its place carries a `path` (and `at_key` when the key itself is at
    fault); the document it came from turns that into a `span` when the finding is told.
    """

    code: str
    message: str
    path: Path = ()
    at_key: bool = False
    expected: str = ""
    help: str = ""
    severity: Severity = Severity.ERROR
    span: Span | None = None
    notes: tuple[Note, ...] = ()
    mends: tuple[str, ...] = ()
    """What would do, each tried before it is said; the smallest change first."""
    step: tuple[str, ...] = ()
    """The command of hsplan that mends it or shows how, word by word: without what a shell wants in quotes."""


warning = partial(Finding, severity=Severity.WARNING)
"""A finding that keeps nobody from going on."""


class RefusedError(Exception):
    """The request cannot be carried out as it stands; `findings` say why. Caught only in `cli`."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings


def printable(words: str) -> str:
    """Words with whatever could act on a terminal, or turn the reading direction, replaced by a question mark.

    >>> printable("Day 1" + chr(27) + "[2J")
    'Day 1?[2J'
    """
    if words.isprintable():
        return words
    return "".join(c if c.isprintable() else " " if c in "\t\n\r" else "?" for c in words)


# The C1 controls, of which one starts a terminal's commands, the marks that turn or hide text (UAX 9), and halves of
# characters, which are in no file.
_ACTING = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")


def json_text(values: object) -> str:
    r"""JSON with a line end, the same wherever it is read, in which nothing acts on a terminal that it is printed on.

    >>> json_text("Day 1" + chr(0x9B) + "2J").strip()
    '"Day 1\\u009b2J"'
    """
    from json import dumps

    text = dumps(values, ensure_ascii=False, indent=2)
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


MOST_WRONG = 1_000
"""How many findings of one cause are made: a hostile file may hold ten thousand names, none of which is known."""
MANY = 100
SLIP = 2
"""By how many letters a slip of the pen makes a word longer or shorter."""
ALIKE = 0.75
"""How much of two words is the same where one is a slip of the pen for the other."""


@lru_cache(maxsize=4)
def _by_beginning(known: tuple[str, ...]) -> dict[str, list[str]]:
    """Very many words by their first two letters: sorted out once, however many are looked for."""
    found: dict[str, list[str]] = {}
    for name in known:
        found.setdefault(name[:2].lower(), []).append(name)
    return found


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """The known word most like the given one, or nothing if none is near.

    >>> nearest("sesions", ["sessions", "strands"])
    'sessions'
    >>> nearest("banana", ["sessions", "strands"])
    ''
    """
    from difflib import get_close_matches

    low = word[:80].lower()
    # Comparing is slow: among very many words, only those that begin alike are compared.
    like = known if len(known) <= MANY else _by_beginning(tuple(known)).get(low[:2], ())
    near = {name.lower(): name for name in like}
    close = get_close_matches(low, list(near)[:MANY], n=1, cutoff=0.6)
    return near[close[0]] if close else ""


def nearly(word: str, known: Iterable[str]) -> str:
    """The known word that a slip of the pen may have made another of; nothing for that word itself.

    >>> nearly("coahc", ["coach"]), nearly("co-coach", ["coach"]), nearly("coach", ["coach"])
    ('coach', '', '')
    """
    from difflib import SequenceMatcher

    near = nearest(word, [one for one in known if abs(len(one) - len(word)) <= SLIP])
    return near if near != word and SequenceMatcher(None, word.lower(), near.lower()).ratio() >= ALIKE else ""


def first_of(names: Sequence[str], most: int) -> str:
    """The first of some names, and how many more there are.

    >>> first_of(["a", "b", "c", "d"], 2)
    'a, b and 2 more'
    """
    return ", ".join(names[:most]) + f" and {len(names) - most} more" * (len(names) > most)


def did_you_mean(word: str, known: list[str] | tuple[str, ...], otherwise: str = "") -> str:
    """A help line with the nearest known word, or what else to say where none is near."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else otherwise


def with_more(findings: list[Finding]) -> list[Finding]:
    """As many findings as anyone mends; where there are more, the last of them with a word of the rest."""
    if len(findings) <= MOST_WRONG:
        return findings
    more = Note(f"there are more such findings; no more than {MOST_WRONG} are told at once")
    last = findings[MOST_WRONG - 1]
    return [*findings[: MOST_WRONG - 1], replace(last, notes=(*last.notes, more))]


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them; there is one at least.

    >>> listed(["one"]), listed(["one", "two", "three"])
    ('one', 'one, two and three')
    """
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def written_again(times: int) -> Note:
    """That what a finding tells of stands in so many more places."""
    return Note(f"written so {times} more times" if times > 1 else "written so once more")


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without those that say the same of the same place."""
    return tuple({(one.code, one.message, one.span or one.path): one for one in reversed([*findings])}.values())[::-1]
