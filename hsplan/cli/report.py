"""Findings as people read them in a terminal: what, where, the line itself, what was expected and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hsplan.cli.screen import line_width
from hsplan.findings import Severity, Span, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hsplan.findings import Finding

MOST = 100
"""How many findings are shown: nobody reads more at once, and a hostile file could hold a million."""


def report(findings: Iterable[Finding]) -> str:
    """All findings in full, with a count at the end where there are several."""
    found = list(findings)
    texts = [_full(finding) for finding in found[:MOST]]
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    warnings = len(found) - errors
    if len(found) > 1:
        counts = [f"{n} {word}{'s' * (n != 1)}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
        texts.append(", ".join(counts) + f"; the first {MOST} are shown" * (len(found) > MOST))
    return "\n\n".join(texts)


def _full(finding: Finding) -> str:
    lines = _wrapped(f"{finding.severity}[{finding.code}]: ", finding.message)
    gutter = max((len(str(span.line)) for span in _spans(finding)), default=1)
    if finding.span is not None:
        lines += _excerpt(finding.span, gutter, "-->")
    pad = " " * gutter
    lines += _wrapped(f"{pad} = expected: ", finding.expected)
    lines += _wrapped(f"{pad} = help: ", finding.help)
    for note in finding.notes:
        lines += _wrapped(f"{pad} = note: ", note.words)
        lines += _excerpt(note.span, gutter, ":::") if note.span else []
    for mend in finding.mends:
        lines += _wrapped(f"{pad} = would do: ", mend)
    return "\n".join(lines)


def _spans(finding: Finding) -> list[Span]:
    return [span for span in (finding.span, *(note.span for note in finding.notes)) if span is not None]


def _excerpt(span: Span, gutter: int, arrow: str) -> list[str]:
    """The place, the line and a caret below what is meant; a long line is cut to a window around it."""
    from rich.cells import cell_len

    pad = " " * gutter
    where = [f"{pad}{arrow} {printable(span.file)}:{span.line}:{span.column}"]
    if not span.text.strip():
        return where
    room = line_width() - gutter - 4
    start = 0 if span.column <= room * 3 // 4 else span.column - room // 2
    text = printable(span.text[start : start + room])
    before, meant = text[: span.column - 1 - start], text[span.column - 1 - start : span.end_column - 1 - start]
    if start:
        before, text = f"...{before[3:]}", f"...{text[3:]}"
    if len(span.text.rstrip()) > start + room:
        text = f"{text[:-3]}..."
    return [
        *where,
        f"{pad} |",
        f"{span.line:>{gutter}} | {text.rstrip()}",
        f"{pad} | {' ' * cell_len(before)}{'^' * max(1, cell_len(meant))}",
    ]


def _wrapped(label: str, words: str) -> list[str]:
    """A labelled line, its words continued below themselves; nothing for no words."""
    import textwrap

    if not words.strip():
        return []
    return textwrap.wrap(
        printable(words),
        line_width(),
        initial_indent=label,
        subsequent_indent=" " * (len(label) if 2 * len(label) <= line_width() else 4),  # a narrow one has no such room
        break_long_words=False,
        break_on_hyphens=False,  # an id is copied from here
    )
