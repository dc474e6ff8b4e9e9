"""The facts of published programmes, and where a programme's file says each of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hsplan.dates.day_phrases import read_range
from hsplan.dates.misread import MisreadError

PUBLISHED = Path(__file__).parent / "published"
IDS = sorted(path.stem for path in PUBLISHED.glob("*.json"))
STATED = [
    "title",
    "provider",
    "client",
    "country",
    "sector",
    "audience",
    "edition",
    "length",
    "delivery",
    "structure",
    "components",
    "groups",
    "patterns",
    "attendance",
    "award",
    "hours",
    "cost",
    "venues",
]
IN_CALENDARS = {
    "time",
    "evening",
    "overnight",
    "mandatory",
    "who",
    "group",
    "choose_one",
    "conditional",
    "external",
    "mode",
    "venue",
    "weekday_stated",
    "route",
    "track",
}
"""What of a published calendar is more than a date or a name. The dates are the business of the plan beside it."""
WORDS_ONLY = re.compile(
    r"(title|provider|client|country|sector|audience|edition|award|venues|cost|hours|attendance)(\..*)?"
    r"|structure\.unit|delivery|(.*\.)?(note|name|derived|edition)"
)
"""Facts that plan nothing: these alone may be kept in a note, or be lost."""

Scalar = str | int | float | bool


@dataclass(frozen=True)
class Said:
    """Where a programme's file says a fact."""

    places: tuple[tuple[str, ...], ...]
    in_words: bool
    """Whether the number of the fact is said in words, or follows from what stands there."""

    @property
    def only_noted(self) -> bool:
        """Whether nothing but words that plan nothing say it."""
        return all(place[-1] == "note" for place in self.places)


@cache
def published(id_: str) -> dict[str, Any]:
    """What was published of a programme."""
    found: dict[str, Any] = json.loads((PUBLISHED / f"{id_}.json").read_text(encoding="utf-8"))
    return found


def calendars(id_: str) -> list[tuple[int, dict[str, Any]]]:
    """The published calendars that were not replaced by others, with their places in the list."""
    return [(n, one) for n, one in enumerate(published(id_)["schedule"]) if not one.get("superseded")]


def leaves(id_: str) -> dict[str, Scalar]:
    """Each fact that was published, by its path."""
    facts = published(id_)
    found = dict(_scalars({key: facts[key] for key in STATED if key in facts}))
    found |= {f"features.{name}": True for name in facts["features"]}
    for n, one in calendars(id_):
        for path, value in _scalars(one, f"schedule.{n}"):
            if path.rpartition(".")[2] in IN_CALENDARS:
                found[path] = value
    return found


def _scalars(value: object, at: str = "") -> Iterator[tuple[str, Scalar]]:
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, held in items:
            yield from _scalars(held, f"{at}.{key}" if at else str(key))
    elif isinstance(value, str | int | float):
        yield at, value


def accounts(facts: Path) -> tuple[dict[str, str | list[str]], dict[str, str]]:
    """Which facts a programme's file says, and where; and which are lost, and why."""
    found = yaml.load(facts.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes nothing but text
    assert set(found) <= {"said", "lost"}
    return found.get("said") or {}, found.get("lost") or {}


def read_said(written: str | list[str], programme: dict[str, Any]) -> Said:
    """The places that are written: one, a list, or the first and the last of several in a row."""
    phrases = [written] if isinstance(written, str) else written
    in_words = phrases[0].startswith("words ")
    places: list[tuple[str, ...]] = []
    for phrase in phrases:
        first, to, last = phrase.removeprefix("words ").partition(" .. ")
        places += _in_a_row(first, last, programme) if to else [tuple(first.split("."))]
    return Said(tuple(places), in_words)


def _in_a_row(first: str, last: str, programme: dict[str, Any]) -> list[tuple[str, ...]]:
    *above, start = first.split(".")
    *beside, end = last.split(".")
    assert above == beside, f"{first} and {last} do not stand in one block"
    keys = list(at(programme, tuple(above)))
    return [(*above, key) for key in keys[keys.index(start) : keys.index(end) + 1]]


def at(programme: object, path: tuple[str, ...]) -> Any:  # noqa: ANN401 - whatever stands there
    """What stands at a path of a programme's file.

    Raises:
        KeyError: where nothing does.
    """
    for key in path:
        if isinstance(programme, list):
            programme = programme[int(key)]
        elif isinstance(programme, dict):
            programme = programme[key]
        else:
            raise KeyError(key)
    return programme


def can_be_read(fact: Scalar, said: Said, programme: dict[str, Any]) -> bool:
    """Whether the very number, clock time or date of a fact can be read where it is said."""
    held = [at(programme, place) for place in said.places]
    words = " ; ".join(str(text) for value in held for _, text in _scalars(value))
    if isinstance(fact, bool):
        return True
    if isinstance(fact, int | float):
        return fact in _numbers(words) or fact in _counted(held)
    times = re.findall(r"\b\d{1,2}:\d{2}\b", fact)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", fact):
        return date.fromisoformat(fact) in _days(held)
    written = {_clock(time) for time in re.findall(r"\b\d{1,2}:\d{2}\b", words)}
    return all(_clock(time) in written for time in times)


def _numbers(words: str) -> set[float]:
    halves = {0.5} if re.search(r"\bhalf\b", words) else set()
    return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", words)} | halves


def _counted(held: list[Any]) -> set[float]:
    """How many entries are named: these, those of the one block that is named, or as many as these say."""
    counts = [
        int(value.get("count", 1)) for value in held if isinstance(value, dict) and value.get("count") != "unknown"
    ]
    inner = len(held[0]) if len(held) == 1 and isinstance(held[0], dict | list) else len(held)
    return {len(held), inner, sum(counts)}


def _days(held: list[Any]) -> set[date]:
    found = set()
    for value in held:
        for _, text in _scalars(value):
            try:
                days = read_range(str(text))
            except MisreadError:
                continue
            found |= {days.first, days.last}
    return found


def _clock(time: str) -> str:
    return time.zfill(5)


def plans_something(leaf: str) -> bool:
    """Whether a fact is structural: one that a plan depends on, or that the language must have a word for."""
    return WORDS_ONLY.fullmatch(leaf) is None
