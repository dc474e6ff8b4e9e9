"""Findings for other programs: a line each, JSON, or the annotations of GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hsplan.findings import Severity, json_text, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.findings import Finding, Span

VERSION = 1
"""Of the JSON: raised only if a program that reads it would break."""


def concise(findings: Sequence[Finding]) -> str:
    """A line for each finding: `file:line:column: error[code]: message`, as compilers and editors have it."""
    return "".join(f"{_where(one)}{one.severity}[{one.code}]: {printable(one.message)}\n" for one in findings)


def as_json(findings: Sequence[Finding]) -> str:
    """One object: `version`, `errors` and `warnings` counted, `findings` each with all that is told of it."""
    errors = sum(one.severity is Severity.ERROR for one in findings)
    values = {
        "version": VERSION,
        "errors": errors,
        "warnings": len(findings) - errors,
        "findings": [_finding(one) for one in findings],
    }
    return json_text(values)


def github(findings: Sequence[Finding]) -> str:
    """Workflow commands of GitHub Actions, which mark the lines of a pull request.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(map(_annotation, findings))


def _where(finding: Finding) -> str:
    span = finding.span
    return f"{printable(span.file)}:{span.line}:{span.column}: " if span else ""


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "expected": finding.expected or None,
        "help": finding.help or None,
        "place": _place(finding.span),
        "notes": [{"message": note.words, "place": _place(note.span)} for note in finding.notes],
    }


def _place(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    start, end = {"line": span.line, "column": span.column}, {"line": span.end_line, "column": span.end_column}
    return {"file": span.file, "start": start, "end": end, "text": span.text}


def _annotation(finding: Finding) -> str:
    fields = {"title": finding.code}
    if finding.span is not None:
        span = finding.span
        fields |= {"file": span.file, "line": str(span.line), "endLine": str(span.end_line), "col": str(span.column)}
    expected, help_ = finding.expected and f"Expected {finding.expected}", finding.help
    words = ". ".join(part for part in (finding.message, expected, f"{help_[:1].upper()}{help_[1:]}") if part)
    given = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in fields.items())
    return f"::{finding.severity} {given}::{_escaped(words)}\n"


def _escaped(words: str, more: str = "") -> str:
    """Words as a workflow command takes them: per cent, line ends and what separates fields are percent-encoded.

    What acts on a terminal, as in the name of a file, is a question mark: the same lines are read on screens as well.
    """
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else printable(c) for c in words)


REPORTS = {"concise": concise, "json": as_json, "github": github}
"""The reports besides the full one, by name."""
