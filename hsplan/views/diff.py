"""What differs between two plans, for people who are told of it: as text, as Markdown for a mail, as JSON.

The JSON only ever gains keys: `version`, and `comparisons` each with `changes` of sessions, and of what else has days
by what it is (`windows`, `dates`, `milestones`).
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any

from hsplan.dates.days import WEEKDAYS, edges_in_words
from hsplan.findings import json_text, printable
from hsplan.plan.model import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.plan.affected import Comparison, Difference, Side, Someone

VERSION = 1
"""Of the JSON: raised only if a program that reads it would break."""
WORDS = {"times": "new times", "people": "new people", "venue": "new place", "words": "reworded", "status": "status"}


def text(comparisons: Sequence[Comparison], width: int) -> str:
    """Each difference on a few lines, none wider than it may be unless a word is."""
    return "\n".join(line for one in comparisons for line in _lines(one, width)) + "\n"


def _lines(one: Comparison, width: int) -> Iterator[str]:
    yield from _wrapped("", f"{one.programme}: {_counted(one)}, {one.old} -> {one.new}", width)
    for difference in one.all:
        yield from _wrapped(f"  {_kinds(difference)}: ", _named(difference), width)
        was, now = _side(difference.before), _side(difference.after)
        for label, side in (("was", was), ("now", now)) if was != now else (("on ", now),):
            yield from _wrapped(f"    {label}  ", side, width)
        yield from _wrapped("    for  ", _who(difference), width)
    for word, people in _people(one):
        yield from _wrapped(f"  {word}: ", people, width)


def _people(one: Comparison) -> Iterator[tuple[str, str]]:
    """Who joined, and who left, each with their names and ids; and to which sessions others of them come."""
    comers = one.comers
    for word, people in (("joined", comers.joined), ("left", comers.left)):
        if people:
            named = (f"{who.name} ({who.id})" if who.name != who.id else who.id for who in people)
            yield word, ", ".join(named)
    if comers.regrouped:
        yield "other participants", ", ".join(comers.regrouped)


def _wrapped(label: str, words: str, width: int) -> list[str]:
    return textwrap.wrap(
        printable(words), width, initial_indent=label, subsequent_indent=" " * len(label), break_long_words=False
    )


def _counted(one: Comparison) -> str:
    number = len(one.all) + len(one.comers)
    return f"{number or 'no'} change{'s' * (number != 1)}"


def _named(difference: Difference) -> str:
    """The title and the id, which some titles hold already: `Workshop (day-1)`; what it is, if it is no session."""
    id_ = f" ({difference.session})"
    return difference.title.removesuffix(id_) + id_ + _sort(difference)


def _sort(difference: Difference) -> str:
    return f", {difference.block.removesuffix('s')}" if difference.block is not None else ""


def _kinds(difference: Difference) -> str:
    return ", ".join(WORDS.get(kind, kind) for kind in difference.kinds)


def _side(side: Side | None) -> str:
    """The weekday, date, time and place of one side; a side that is not there says so."""
    if side is None:
        return "not held"
    times = f"{side.start:%H:%M}-{side.end:%H:%M}" if side.start and side.end else ""
    place = side.venue.name if side.venue else ""
    people = ", ".join(one.name for one in side.people)
    days = edges_in_words(side.first, side.last)
    return "; ".join(part for part in (f"{days} {times}".rstrip(), place, people) if part)


def _who(difference: Difference) -> str:
    """For whom it is, and who leads; of what the programme no longer has, only who was told is known."""
    whom = difference.whom or ("those who were told of it" if difference.after is None else "")
    names = ", ".join(one.name for one in difference.people)
    return "; ".join(part for part in (whom, f"leads: {names}" if names else "") if part)


def markdown(comparisons: Sequence[Comparison]) -> str:
    """A table for each comparison, to be put into a mail or a pull request."""
    found = []
    for one in comparisons:
        found += [
            f"## {_cell(_headed(one, comparisons))}: {_counted(one)}",
            "",
            f"{_cell(one.old)} → {_cell(one.new)}",
            "",
        ]
        if one.all:
            found += ["| change | session | was | now | who is affected |", "| --- | --- | --- | --- | --- |"]
        found += [
            "| "
            + " | ".join(
                map(_cell, (_kinds(row), row.title + _sort(row), _side(row.before), _side(row.after), _who(row)))
            )
            + " |"
            for row in one.all
        ]
        found += [""] * bool(one.all)
        for word, people in _people(one):
            found += [f"- {word}: {_cell(people)}"]
        found += [""] * bool(one.comers)
    return "\n".join(found)


def _headed(one: Comparison, all_: Sequence[Comparison]) -> str:
    """The title, with the cohort; with the id, where another is called the same."""
    _, _, cohort = one.programme.partition(".")
    twice = sum(other.title == one.title for other in all_) > 1
    return f"{one.title} ({cohort})" if cohort else f"{one.title} [{one.programme}]" if twice else one.title


def _cell(words: str) -> str:
    """Words as they stand in a cell of a table: nothing in them is markup."""
    return re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", printable(words))


def as_json(comparisons: Sequence[Comparison]) -> str:
    """The same for programs: days and times in ISO form, people and venues by id and name."""
    values = {"version": VERSION, "comparisons": [_comparison(one) for one in comparisons]}
    return json_text(values)


def _comparison(one: Comparison) -> dict[str, Any]:
    return {
        "programme": one.programme,
        "title": one.title,
        "old": one.old,
        "new": one.new,
        "changes": [
            {
                "session": row.session,
                "title": row.title,
                "kinds": list(row.kinds),
                "before": _values(row.before),
                "after": _values(row.after),
                "affects": {
                    "participants": row.whom or None,
                    "people": [_someone(who) for who in row.people],
                    "venues": [_someone(where) for where in row.venues],
                },
            }
            for row in one.differences
        ],
        **{block: [_days(row) for row in one.days if row.block == block] for block in BLOCKS},
        "joined": [_someone(who) for who in one.comers.joined],
        "left": [_someone(who) for who in one.comers.left],
        "other_participants": list(one.comers.regrouped),
    }


def _days(row: Difference) -> dict[str, Any]:
    """A window, date or milestone: its first and last day, before and after."""
    sides = {
        word: {end: day and day.isoformat() for end, day in (("first", side.first), ("last", side.last))}
        if side is not None
        else None
        for word, side in (("before", row.before), ("after", row.after))
    }
    affects = {"participants": row.whom or None}
    return {"id": row.session, "title": row.title, "kinds": list(row.kinds), **sides, "affects": affects}


def _values(side: Side | None) -> dict[str, Any] | None:
    if side is None or side.first is None or side.last is None:
        return None  # that of a session has both
    return {
        "weekday": WEEKDAYS[side.first.weekday()],
        "first": side.first.isoformat(),
        "last": side.last.isoformat(),
        "start": f"{side.start:%H:%M}" if side.start else None,
        "end": f"{side.end:%H:%M}" if side.end else None,
        "people": [_someone(one) for one in side.people],
        "venue": _someone(side.venue) if side.venue else None,
        "status": side.status,
        "sequence": side.sequence,
    }


def _someone(one: Someone) -> dict[str, str]:
    return {"id": one.id, "name": one.name}
