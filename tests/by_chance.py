"""Programmes by chance, as their files would say them, and what can be done to what a file says."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from conftest import SEED
from nouns import AT
from published_facts import IDS
from published_plans import FOLDER, STARTS

from hsplan.calendars.model import Calendar
from hsplan.dates.day_phrases import read_start
from hsplan.plan.case import Case
from hsplan.plan.model import Plan
from hsplan.planner.conflict import Conflict
from hsplan.planner.planning import Planned, plan_again, plan_anew
from hsplan.programme.model import Programme
from hsplan.programme.reading import read
from hsplan.rules import judge
from hsplan.workspace.names import find
from hsplan.workspace.opening import calendar_of, open_programme

Values = dict[str, Any]
Made = tuple[Programme, Calendar, Plan]
"""A plan, with what it was made from."""
START = date(2011, 4, 4)
"""Three weeks before Easter Monday, so that bank holidays bite."""
IN_ORDER = frozenset({"sessions", "trimesters", "phases", "parts", "milestones"})
"""The keys of which the order of what stands under them is meaning."""


def programme_by_chance(seed: int) -> Values:
    """Three to six sessions in five weeks, with people, venues, days and blocks of every sort."""
    draw = random.Random(seed)
    return {
        "title": "By chance",
        "length": draw.choice(["5 weeks", "5 weeks", "about 4 weeks"]),
        "country": "England",
        "weekdays": draw.choice(["Mon-Fri", "Tue-Thu", "mostly Wed", "Mon-Sat"]),
        "gap": draw.choice(["at least 2 days", "2 to 10 days", "about 1 week", "at most 9 days"]),
        "participants": "12",
        "with": draw.choice(["1 facilitator", "2 facilitators", "p"]),
        "where": draw.choice(["hall", ["hall", "loft"], ["loft", "hall"]]),
        **_people_and_places(draw),
        **_days(draw),
        "groups": {"half": {"number": "2"}},
        "kinds": {"workshop": {"gap": "at least 3 days"}} if draw.random() < 0.2 else {},
        "preferences": {
            key: draw.choice(["off", "low", "normal", "high"]) for key in ("even-spread", "rotation", "days-to-avoid")
        },
        **_order(draw),
    }


def _people_and_places(draw: random.Random) -> Values:
    people: Values = {
        "q": {
            "name": "Facilitator B",
            "leads": "everything",
            "at-most": draw.choice(["1 day a week", "6 days a month"]),
        },
        "p": {"name": "Facilitator A", "leads": "everything"},
        "r": {"name": "Facilitator C", "leads": draw.choice([["workshop"], ["review", "workshop"]])},
    }
    if draw.random() < 0.6:
        people["q"]["away"] = draw.choice(["11 to 15 Apr 2011", "Wed", ["5 Apr 2011", "19 to 21 Apr 2011"]])
    if draw.random() < 0.3:
        people["p"]["away"] = draw.choice(["18 Apr 2011", "6 to 7 Apr 2011"])
    venues: Values = {
        "loft": {"name": "Venue B", "town": "Whitechapel", "seats": "20"},
        "hall": {"name": "Venue A", "town": "Stepney", "seats": "30"},
    }
    if draw.random() < 0.4:
        venues["hall"]["closed"] = draw.choice(["Tue", "12 to 14 Apr 2011"])
    return {"people": people, "venues": venues}


def _days(draw: random.Random) -> Values:
    closed: Values = {"works": draw.choice(["14 Apr 2011", "6 to 8 Apr 2011"])}
    if draw.random() < 0.5:
        closed["feast"] = {"when": "20 Apr 2011", "certainty": "1 day"}
    found: Values = {"closed": closed}
    if draw.random() < 0.4:
        found["avoid"] = {"quarter": "4 to 8 Apr 2011"}
    if draw.random() < 0.2:
        found["prefer"] = {"market": ["Thu", "12 Apr 2011"]}
    return {"calendar": found}


def _order(draw: random.Random) -> Values:
    """The sessions of the main order, in phases or not, and what runs alongside."""
    names = ["a", "b", "c", "d", "e"][: draw.randint(3, 5)]
    sessions = {name: _session(draw, name) for name in names}
    found: Values = {"sessions": sessions}
    if draw.random() < 0.3:
        cut = draw.randint(1, len(names) - 1)
        parts = {"one": names[:cut], "two": names[cut:]}
        found = {"phases": {key: {"sessions": {n: sessions[n] for n in ids}} for key, ids in parts.items()}}
    strands: Values = {}
    if draw.random() < 0.4:
        strands["talk"] = {"kind": "webinar", "count": draw.choice(["1", "2", "2"]), "time": "evening"}
        strands["talk"] |= {"every": "week"} if draw.random() < 0.7 else {}
    if draw.random() < 0.3:
        strands["coaching"] = {"kind": "coaching", "arranged-by": "set", "when": "between a and c"}
    return {**found, "strands": strands}


def _session(draw: random.Random, name: str) -> Values:
    found: Values = {"kind": draw.choice(["workshop", "workshop", "review"])}
    if draw.random() < 0.2:
        found["lasts"] = draw.choice(["2 days", "half a day"])
    if draw.random() < 0.15:
        found["gap"] = draw.choice(["3 to 8 days", "about 6 days"])
    if draw.random() < 0.15:
        found["weekdays"] = draw.choice(["Tue", "mostly Mon", "Wed-Fri"])
    if draw.random() < 0.1:
        found["brings"] = {"dinner": {"kind": "dinner", "when": "the evening before", "weekdays": "Mon-Sun"}}
    if draw.random() < 0.1:
        found |= {"for": "each half", "taken": "on own dates"}
    whens = {"a": ["at the start", "within 1 week after the start"], "b": ["in April", "usually in week 2 of a month"]}
    if name in whens and draw.random() < 0.3:
        found["when"] = draw.choice(whens[name])
    if name == "c" and draw.random() < 0.4:
        found["when"] = draw.choice(["2 to 9 days after a", "after b", "at least 3 days before the end", "at any time"])
    return found


@cache
def published(id_: str, cohort: str | None = None) -> tuple[Values, date]:
    """What a published programme, or a cohort of it, says once it is put together; and its start."""
    name = str(SEED if id_ == "stepney" else FOLDER / f"{id_}.yaml")
    source = next(one for one in find([name]) if cohort in (None, one.cohort))
    opened = open_programme(source)
    assert opened.document is not None
    start = opened.understood().start
    return opened.document.values, start or read_start({"stepney": "2011-01", **STARTS}[id_])


@cache
def every_published() -> list[str]:
    """The seed, and each published programme or cohort of one: `stepney`, `elam-2025-26`, `aurora-2017-18.column-1`."""
    files = [SEED, *(FOLDER / f"{id_}.yaml" for id_ in IDS)]
    return [source.full_id for path in files for source in find([str(path)])]


@cache
def plan_of_published(name: str) -> tuple[Values, date, Made]:
    """What a published programme or cohort says, its start, and its plan."""
    id_, _, cohort = name.partition(".")
    said, start = published(id_, cohort or None)
    made = planned(said, start)
    assert made is not None
    return said, start, made


def read_values(values: Values) -> Programme | None:
    """The programme that values say, or None where they say none."""
    programme, findings = read(Programme, copy.deepcopy(values))
    return programme if not findings else None


def as_text(values: Values) -> str:
    """The file that says these values, its keys in their order."""
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True)


def planned(values: Values, start: date = START) -> Made | None:
    """The first plan of a programme, with what it was made from; None where there is no plan."""
    programme = read_values(values)
    assert programme is not None, as_text(values)
    calendar = calendar_of(programme, start)
    found = plan_anew(("by-chance", programme), calendar, AT, None)
    return (programme, calendar, found.plan) if isinstance(found, Planned) else None


def planned_again(values: Values, before: Plan) -> Planned | Conflict:
    """What becomes of a plan when its programme says this."""
    programme = read_values(values)
    assert programme is not None, as_text(values)
    return plan_again(programme, calendar_of(programme, before.start), AT, before)


def breaches(programme: Programme, plan: Plan) -> set[str]:
    """The codes of the rules that a plan breaks, as the checker alone says."""
    calendar = calendar_of(programme, plan.start)
    return {finding.code for finding in judge(Case.of(programme, plan, calendar))}


def without(values: Values, path: tuple[str, ...]) -> Values:
    """What is said, but for one key."""
    found = copy.deepcopy(values)
    held = found
    for key in path[:-1]:
        held = held[key]
    del held[path[-1]]
    return found


def with_said(values: Values, path: tuple[str, ...], said: object) -> Values:
    """What is said, and one thing more, or in its place."""
    found = copy.deepcopy(values)
    held = found
    for key in path[:-1]:
        held = held.setdefault(key, {})
    held[path[-1]] = said
    return found


def shuffled(values: Values, seed: int, in_order: frozenset[str] = IN_ORDER) -> Values:
    """The same said in another order, but for what stands under some keys."""
    draw = random.Random(seed)

    def stirred(value: object, *, keep: bool) -> object:
        if isinstance(value, list):
            return [stirred(one, keep=False) for one in value]
        if not isinstance(value, dict):
            return value
        keys = list(value)
        if not keep:
            draw.shuffle(keys)
        return {key: stirred(value[key], keep=key in in_order) for key in keys}

    found = stirred(values, keep=False)
    assert isinstance(found, dict)
    return found


def paths(values: Values, wanted: Callable[[tuple[str, ...]], bool]) -> list[tuple[str, ...]]:
    """Where in what is said something wanted stands."""

    def walked(value: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for key, held in value.items() if isinstance(value, dict) else ():
            here = (*path, str(key))
            if wanted(here):
                yield here
            yield from walked(held, here)

    return list(walked(values, ()))


def file_of(folder: Path, name: str, values: Values) -> Path:
    """A programme's file in a workspace."""
    path = folder / "programmes" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_text(values), encoding="utf-8")
    return path
