"""The templates that hsplan comes with, and which one a document is made from."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from hsplan.findings import RefusedError
from hsplan.templates import DOCUMENTS
from hsplan.templates.filling import filled
from hsplan.templates.saying import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hsplan.findings import Finding
    from hsplan.schedule.rows import Row, Schedule

ENDINGS = ("html", "md")
NAMES = tuple(f"{document}.{ending}" for document in DOCUMENTS for ending in ENDINGS)


@cache
def shipped(name: str) -> str:
    """The text of a file that hsplan comes with: a template, or `style.css`."""
    return (resources.files("hsplan.templates") / name).read_text(encoding="utf-8")


def sessions(schedule: Schedule) -> Iterator[Row]:
    """Those that have documents: all that are shown, and what people were told of and the programme has no more.

    What is only no longer this reader's is still held; a document that calls it cancelled would be wrong.
    """
    yield from schedule.rows
    yield from (row for row in schedule.gone if not row.kind)


def documents(
    document: str, schedule: Schedule, rows: Iterable[Row], own: Callable[[str], str | None]
) -> Iterator[tuple[str, bytes]]:
    """A document of one sort for each session, with its name.

    A provider's own template says by its ending whether it is a page or Markdown; who has both gets both, and who has
    none gets the page.

    Args:
        document: Which one: `joining`.
        schedule: What is known, for those who may see it.
        rows: The sessions that have one.
        own: The text of the provider's own template of a name, if there is one.

    Raises:
        RefusedError: where templates of the provider's own are wrong; it tells all of them, at the end.
    """
    names = [f"{document}.{ending}" for ending in ENDINGS]
    refused: dict[str, tuple[Finding, ...]] = {}
    texts: dict[str, str] = {}
    for name in names:
        with _remembered(name, refused):
            text = own(name)
            if text is not None:
                texts[name] = text
    texts = texts or {names[0]: shipped(names[0])}
    for row in rows:
        values = replace(said(schedule, row), style=shipped("style.css"))
        for name in [one for one in texts if one not in refused]:
            with _remembered(name, refused):
                yield f"{row.id}.{name.rpartition('.')[2]}", filled(name, texts[name], values)
    if refused:
        raise RefusedError(*(finding for findings in refused.values() for finding in findings))


@contextmanager
def _remembered(name: str, refused: dict[str, tuple[Finding, ...]]) -> Iterator[None]:
    """What is wrong with a template is kept, so that the others are looked at as well."""
    try:
        yield
    except RefusedError as refusal:
        refused[name] = refusal.findings
