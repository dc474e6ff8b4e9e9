"""What is told of a text that YAML's parser cannot read: its complaint in our words, with the usual slips named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hsplan.dates.misread import shown
from hsplan.findings import Finding, Span

if TYPE_CHECKING:
    import yaml

STRANGE_SPACE = re.compile(r" *([\xa0\u2000-\u200b\u3000])")
_COMMENT = r"\s+(?:#.*)?$"
_BARE = re.compile(r"( *)([A-Za-z][\w-]*)(|\s+[^:]*)")
"""A line that begins with what may be a key, and has no colon."""
_BEFORE_BRACE = re.compile(r"( *)([A-Za-z][\w-]*)( +[{[].*)")
_NO_SPACE = re.compile(r"\s*([A-Za-z][\w-]*):([^\s:/].*)")


def strange_space(found: str, span: Span) -> Finding:
    """That a line, or a key, begins with a character that looks like a space and is none."""
    return Finding(
        "strange-space",
        f"this line is indented with U+{ord(found):04X}, which looks like a space and is none",
        expected="ordinary spaces",
        help="delete it and type spaces",
        span=span,
    )


def _never_closed(name: str, lines: tuple[str, ...], row: int, column: int) -> Finding:
    """A quote or a bracket that is opened and never closed, told where it is opened."""
    opened = lines[row][column]
    span = Span(name, row + 1, column + 1, row + 1, column + 2, lines[row])
    if opened in _CLOSES:
        message = f"a `{opened}` is opened here and never closed"
        return Finding("yaml-syntax", message, help=f"write `{_CLOSES[opened]}` at its end", span=span)
    mend = "close it at the end of the words; inside single quotes, write an apostrophe twice"
    return Finding("yaml-syntax", "a quote is opened here and never closed", help=mend, span=span)


_CLOSES = {"{": "}", "[": "]"}
_IN_QUOTES = 'put the words in quotes: `title: "Day 1: Change"`'


def _open_quote(lines: tuple[str, ...], row: int) -> tuple[int, int] | None:
    """Where a double quote was opened above a line that never was closed on its own; None where each was."""
    odd = [n for n, line in enumerate(lines[:row]) if line.count('"') % 2 and not line.lstrip().startswith("#")]
    return (odd[-1], lines[odd[-1]].rindex('"')) if len(odd) % 2 else None


def _in_brackets(name: str, lines: tuple[str, ...], error: yaml.MarkedYAMLError, column: int) -> Finding | None:
    """A bracket that is not closed before the next key or the end of the file; None where the YAML broke otherwise."""
    opened, mark = error.context_mark, error.problem_mark
    if opened is None or mark is None or "flow" not in (error.context or "") or opened.line == mark.line:
        return None
    line, first = lines[min(mark.line, len(lines) - 1)], lines[opened.line]
    deeper = len(line) - len(line.lstrip()) > len(first) - len(first.lstrip())
    begins = re.fullmatch(r"\s*[\w-]*", line[:column]) is not None
    return _never_closed(name, lines, opened.line, opened.column) if begins and not deeper else None


_NO_ALIAS = "expected alphabetic or numeric character"
_QUOTED_ENDS = 'inside single quotes, write an apostrophe twice; inside double ones, `\\"`'


def _at_character(problem: str, line: str, column: int) -> tuple[str, str]:
    """What is told of the character that broke the YAML, and the mend."""
    here, before = line[column : column + 1], line[column - 1 : column] if column else ""
    if before in ("'", '"') and here.isalnum():
        return "words go on here behind the quote that ends them", _QUOTED_ENDS
    if here == ":":
        return "a second `: ` in one value, or no comma before its key", _IN_QUOTES
    if here in ("}", "]"):
        return f"this `{here}` closes nothing", "delete it, or write the bracket that was opened"
    if here and re.search(f"{_NO_ALIAS}|any token|sequence entries|mapping keys|node content", problem):
        return f"a value cannot begin with `{here}`", "put the words in quotes; a list begins on the line below its key"
    return f"the YAML is broken here ({problem})", "check quotes, brackets and indentation here and on the line before"


def _indented_otherwise(lines: tuple[str, ...], row: int, column: int) -> str:
    """That a line begins further right or left than the one before, where that is what broke it; else nothing."""
    above = next((one for one in reversed(lines[:row]) if one.strip() and not one.lstrip().startswith("#")), "")
    mine, others = (len(one) - len(one.lstrip(" ")) for one in (lines[row], above))
    if not above or mine != column or mine == others or above.rstrip().endswith((",", "{", "[")):
        return ""
    return f"this line is indented by {mine} space{'s' * (mine != 1)}, the one before by {others}"


def _without_colon(name: str, lines: tuple[str, ...], row: int, error: yaml.MarkedYAMLError) -> Finding | None:
    """A line whose key has no colon, or no space after it: it is read on into the next one, where the YAML breaks.

    The parser says where the key begins that has no colon. Where one follows in the next line, it takes that one for a
    second colon: then it is the line above, if it stands beside this one and has none.
    """
    written = [n for n in range(row) if lines[n].strip() and not lines[n].lstrip().startswith("#")]
    above = written[-1] if written else 0
    if found := _NO_SPACE.match(lines[above]):
        return Finding(
            "yaml-syntax",
            "there is no space after the colon",
            expected="`key: value`",
            help=f"write `{found[1]}: {shown(re.split(_COMMENT, found[2])[0])}`",
            span=Span(name, above + 1, found.end(1) + 1, above + 1, found.end(1) + 2, lines[above]),
        )
    asked = error.context_mark is not None and "could not find expected ':'" in (error.problem or "")
    at = min(error.context_mark.line, row) if asked and error.context_mark is not None else above
    at = row if _BEFORE_BRACE.match(lines[row]) and not asked else at
    bare = _BEFORE_BRACE.match(lines[at]) or _BARE.fullmatch(lines[at])
    if bare is None or not (asked or at == row or _is_beside(lines, written[-2:], row)):
        return None
    words = f"{bare[2]}: {re.split(_COMMENT, bare[3])[0].strip()}".rstrip()
    return Finding(
        "yaml-syntax",
        "a key without a colon",
        help=f"write `{shown(words)}`, or indent the line if it goes on from the one above",
        span=Span(name, at + 1, len(bare[1]) + 1, at + 1, len(bare[1] + bare[2]) + 1, lines[at]),
    )


def _is_beside(lines: tuple[str, ...], two: list[int], row: int) -> bool:
    """Whether the second of two lines stands beside one, and is no words that go on from the first of them."""
    first, above, this = (len(line) - len(line.lstrip(" ")) for line in (lines[two[0]], lines[two[-1]], lines[row]))
    return above == this and (first >= above or re.search(r":\s*(?:#.*)?$", lines[two[0]]) is not None)


def broken_yaml(name: str, lines: tuple[str, ...], error: yaml.MarkedYAMLError) -> Finding:
    """The parser's complaint in our words: of the usual slips, which one it is and where it was made."""
    problem = error.problem or "cannot be read"
    mark = (error.context_mark if _NO_ALIAS in problem else None) or error.problem_mark or error.context_mark
    row = min(mark.line, len(lines) - 1) if mark else 0
    line = lines[row]
    column = min(mark.column, len(line)) if mark else 0
    if strange := STRANGE_SPACE.match(line):
        at = strange.start(1) + 1
        return strange_space(strange[1], Span(name, row + 1, at, row + 1, at + 1, line))
    no_colon = re.search(
        "mapping values are not allowed|could not find expected ':'|did not find expected key", problem
    )
    if no_colon and (found := _without_colon(name, lines, row, error)) is not None:
        return found
    if "mapping values are not allowed" in problem:
        message, mend = "a second `: ` on one line", f"{_IN_QUOTES}, or check the indentation"
    elif (
        "found unexpected end of stream" in problem and (mark := error.context_mark) and "quoted" in str(error.context)
    ):
        return _never_closed(name, lines, mark.line, mark.column)
    elif (unclosed := _in_brackets(name, lines, error, column)) is not None:
        return unclosed
    elif "did not find expected" in problem and (quote := _open_quote(lines, row)) is not None:
        return _never_closed(name, lines, *quote)
    elif "\t" in line[: column + 1]:
        message, mend = "a tab is used for indentation", "use spaces"
    elif "did not find expected key" in problem and (beside := _indented_otherwise(lines, row, column)):
        message, mend = beside, "give it the same indentation as the lines that it stands beside"
    else:
        message, mend = _at_character(problem, line, column)
    return Finding("yaml-syntax", message, help=mend, span=Span(name, row + 1, column + 1, row + 1, column + 2, line))
