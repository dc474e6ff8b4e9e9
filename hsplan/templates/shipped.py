"""The templates that hsplan comes with, and which one a document is made from."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from hsplan.templates.filling import filled
from hsplan.templates.saying import said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hsplan.schedule.rows import Row, Schedule

DOCUMENTS = ("joining", "briefing", "register", "room")
ENDINGS = ("html", "md")
NAMES = tuple(f"{document}.{ending}" for document in DOCUMENTS for ending in ENDINGS)


@cache
def shipped(name: str) -> str:
    """The text of a file that hsplan comes with: a template, or `style.css`."""
    return (resources.files("hsplan.templates") / name).read_text(encoding="utf-8")


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
        RefusedError: where a template of the provider's own is wrong.
    """
    names = [f"{document}.{ending}" for ending in ENDINGS]
    texts = {name: text for name in names if (text := own(name)) is not None}
    texts = texts or {names[0]: shipped(names[0])}
    for row in rows:
        values = replace(said(schedule, row), style=shipped("style.css"))
        for name, text in texts.items():
            yield f"{row.id}.{name.rpartition('.')[2]}", filled(name, text, values)
