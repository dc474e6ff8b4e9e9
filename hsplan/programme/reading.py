"""Document → nouns, or findings: Pydantic's complaints in our words, each at its place. All of them in one run."""

from __future__ import annotations

import copy
import re
import types
import typing
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError, WithJsonSchema

from hsplan.calendars.model import AS_CSV
from hsplan.dates.day_phrases import is_range, read_range, read_start
from hsplan.dates.days import WEEKDAYS
from hsplan.dates.hour_phrases import said_hours
from hsplan.dates.lengths import Length, months_between
from hsplan.dates.misread import EXAMPLE_START, MisreadError, shown
from hsplan.dates.weekday_phrases import read_weekdays
from hsplan.findings import MOST_WRONG, Finding, Path, did_you_mean, with_more
from hsplan.language import as_id, descriptions, kebab
from hsplan.programme.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pydantic_core import ErrorDetails

N = TypeVar("N", bound=BaseModel)


STAND_INS = {
    "title": "?",
    "name": "?",
    "measure": "?",
    "kind": "workshop",
    "length": "1 month",
    "when": "1 Jan 2011",
    "size": "1",
}
"""For each key that some noun cannot do without, a value that lets the rest of the noun be read."""
PASSES = 5


def read(noun: type[N], values: Mapping[str, Any]) -> tuple[N | None, list[Finding]]:
    """The noun that the values describe, or None and every reason why they do not, as far as anyone mends them."""
    try:
        return noun.model_validate(dict(values)), []
    except ValidationError as error:
        wrong = error.errors(include_url=False)[: MOST_WRONG + 1]
        found = [_finding(noun, values, one) for one in wrong]
        found += _once_put_right(noun, values, found)
        return None, _one_for_each_cause(with_more(found[: MOST_WRONG + 1]))


def _once_put_right(noun: type[N], values: Mapping[str, Any], found: list[Finding]) -> list[Finding]:
    """What is wrong besides with values under keys that are not ours, and in lists whose entries want ids."""
    left = copy.deepcopy(dict(values))
    stood: dict[Path, Path] = {}
    for one in found:
        held, key = _held(left, one.path[:-1]), str(one.path[-1]) if one.path else ""
        if not isinstance(held, dict):
            continue
        meant = re.match("did you mean `([^`]+)`", one.help) if one.code == "unknown-key" else None
        if meant and key in held and meant[1] not in held:
            held[meant[1]] = held.pop(key)
            stood[(*one.path[:-1], meant[1])] = one.path
        elif one.help.startswith(GIVE_IDS) and isinstance(held.get(key), list) and held[key]:
            ids = [f"{_id_for(entry)}-{n}".strip("-") for n, entry in enumerate(held[key], 1)]
            days = _needed_keys(_model_at(noun, (*one.path, ids[0]))) == ["when"]
            held[key] = {
                id_: entry for id_, entry in zip(ids, held[key], strict=True) if days or isinstance(entry, dict)
            }
            stood |= {(*one.path, id_): (*one.path, n) for n, id_ in enumerate(ids)}
    more = read(noun, left)[1] if stood else []
    return [
        replace(one, path=(*was, *one.path[len(stands) :]))
        for one in more
        for stands, was in stood.items()
        if one.path[: len(stands)] == stands
    ]


def _one_for_each_cause(findings: list[Finding]) -> list[Finding]:
    """The findings without those that say a key is missing which is there, misspelt."""
    meant = {
        (one.path[:-1], near)
        for one in findings
        if one.code == "unknown-key"
        and (near := one.help.removeprefix("did you mean `").removesuffix("`?")) != one.help
    }
    missing = {id(one): (one.path, _quoted(one.expected)) for one in findings if one.code == "missing-key"}
    return [one for one in findings if missing.get(id(one)) not in meant]


def _quoted(expected: str) -> str:
    """The key that an expectation begins with: `` `kind:` what it is ``."""
    return expected.removeprefix("`").partition(":")[0]


def read_in_part(noun: type[N], values: Mapping[str, Any]) -> tuple[N | None, set[Path]]:
    """What can be understood of values that cannot all be: the noun without them, and the places that were left out.

    It serves only to find what else is wrong, in the same run.
    """
    left = copy.deepcopy(dict(values))
    lost: set[Path] = set()
    for _ in range(PASSES):
        try:
            return noun.model_validate(left), lost
        except ValidationError as error:
            for one in error.errors(include_url=False, include_context=False):
                lost.add(_leave_out(left, _without_tag(one["loc"]), missing=one["type"] == "missing"))
    return None, lost


def _leave_out(values: dict[str, Any], loc: Path, *, missing: bool) -> Path:
    """Take what is at fault out of the values, or put a stand-in in its place; where that was."""
    path = loc if missing else _standing(values, loc)
    holder: Any = values
    for part in path[:-1]:
        try:
            holder = holder[part]
        except (KeyError, IndexError, TypeError):
            return path  # went with something that was left out before
    if path and isinstance(holder, dict) and isinstance(key := path[-1], str):
        if key in STAND_INS and (missing or loc[-1] == key):
            holder[key] = STAND_INS[key]
        else:
            holder.pop(key, None)
    return path


def _finding(noun: type[BaseModel], values: Mapping[str, Any], error: ErrorDetails) -> Finding:
    loc, kind = _without_tag(error["loc"]), error["type"]
    misread = error.get("ctx", {}).get("error")
    if isinstance(misread, MisreadError):
        return _misread(noun, misread, loc, values)
    if kind == "missing":
        return _missing(noun, loc)
    if kind == "extra_forbidden":
        return _unknown(noun, loc, _held(values, loc[:-1]))
    if kind in ("literal_error", "enum"):
        return _choice(loc, error["input"], error["ctx"]["expected"])
    found = f"`{_last_key(loc)}` holds {_in_short(error['input'])}"
    if kind in ("tuple_type", "list_type"):
        return Finding("wrong-shape", found, _standing(values, loc), expected="a list: each entry behind a `-`")
    return Finding(
        "wrong-shape",
        found,
        _standing(values, loc),
        expected=f"keys with values: {_some_keys(noun, loc)}",
        help=_as_key(noun, loc, error["input"]),
    )


def _without_tag(loc: Path) -> Path:
    """A location without Pydantic's word for which of the two `participants` holds, which is no key of the file."""
    return loc[:1] + loc[2:] if loc[:1] == ("participants",) and loc[1:2] in (("people",), ("number",)) else loc


GIVE_IDS = "give each an id:"


def _id_for(entry: object) -> str:
    """An id for an entry of a list, by what it is called; nothing where it is not."""
    named = [entry[key] for key in ("id", "title", "name") if key in entry] if isinstance(entry, dict) else [entry]
    return as_id(re.split("[(,:]", str(named[0]))[0]) if named and named[0] else ""


def _with_id(noun: type[BaseModel], loc: Path, entry: object) -> str:
    """An entry of a list as it is written under an id; of one that is a block, as much as its id."""
    id_ = _id_for(entry)
    id_ = "first-one" if not id_ or id_[0].isdecimal() else id_
    needed = _needed_keys(_model_at(noun, (*loc, id_)))
    if not isinstance(entry, str) or len(needed) != 1:
        return f"{id_}: …"
    if needed == ["kind"] and as_id(entry) not in KINDS:
        return f"{id_}: {{kind: workshop, title: {shown(entry)}}}"
    return f"{id_}: {{{needed[0]}: {shown(re.split(' *[(]', entry)[0])}}}"


def _needed_keys(model: type[BaseModel] | None) -> list[str]:
    """The keys without which a block is none."""
    return [kebab(name) for name, f in model.model_fields.items() if f.is_required()] if model else []


def _as_key(noun: type[BaseModel], loc: Path, value: object) -> str:
    """How to write words that stand where keys are wanted of which one alone must be there; or a list of such."""
    model = _model_at(noun, loc)
    if isinstance(value, str) and model is None and value.lower() not in ("none", "n/a", *_NOT_KNOWN):
        return f"{GIVE_IDS} `{{{_with_id(noun, loc, value.split(', ')[0])}}}`"
    if isinstance(value, list) and model is None:
        return f"{GIVE_IDS} `{_with_id(noun, loc, value[0] if value else None)}`"
    called, number = (
        shown(str(loc[-1])),
        re.search(r"(\d+)(?: ?(?:-|to) ?(\d+))?", value if isinstance(value, str) else ""),
    )
    if number and model and {"size", "mixes"} <= model.model_fields.keys():
        return f"write `{{size: {number[1]}{f' to {number[2]}' if number[2] else ''}}}`"
    if number and model and "seats" in model.model_fields:
        return f"write `{{name: {called}, seats: {number[1]}}}`"
    needed = _needed_keys(model)
    return f"write `{{{needed[0]}: {shown(value)}}}`" if isinstance(value, str) and len(needed) == 1 else ""


def _in_short(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a block of keys"
    return f"`{shown(str(value))}`"


def _examples(noun: type[BaseModel], loc: Path) -> str:
    """What a key may hold: the first examples of how its field is read."""
    holder, field = _model_at(noun, loc[:-1]), loc[-1]
    at: Any = next((f for name, f in holder.model_fields.items() if kebab(name) == field), None) if holder else None
    found: list[str] = []
    waiting = [*getattr(at, "metadata", ()), getattr(at, "annotation", None)]
    while waiting and not found:
        one = waiting.pop(0)
        if isinstance(one, WithJsonSchema):
            schema = one.json_schema or {}
            found = schema.get("examples") or schema.get("anyOf", [{}])[0].get("examples") or []
        waiting += typing.get_args(one)
    return " or ".join(f"`{example}`" for example in found[:2])


def _needed(noun: type[BaseModel], loc: Path) -> bool:
    """Whether what holds a key cannot do without it."""
    holder = _model_at(noun, loc[:-1])
    return holder is not None and any(kebab(n) == loc[-1] and f.is_required() for n, f in holder.model_fields.items())


def _start_of(values: Mapping[str, Any]) -> date:
    """The start that a programme says, or is told to say, as far as it can be understood."""
    said = str(values.get("start", ""))
    try:
        return read_start(said)
    except MisreadError as misread:
        told = re.search("`(.+?)`", misread.mend)
        return read_start(told[1]) if told and is_range(told[1]) else EXAMPLE_START


def _not_words(noun: type[BaseModel], misread: MisreadError, loc: Path) -> MisreadError:
    """What is no text at all, told of its key and with what that may hold."""
    found = misread.found.removeprefix("expected words, found ")
    examples = _examples(noun, loc)
    mend = "write a value" + ", or delete the line" * (not _needed(noun, loc)) if found == "nothing" else misread.mend
    expected = f"a value such as {examples}" if examples else misread.expected
    told = MisreadError(f"`{_last_key(loc)}` holds {found}", expected, mend, misread.code)
    told.item = misread.item
    return told


_NOT_KNOWN = ("tbc", "tba", "tbd", "t.b.c.", "to be confirmed", "to be agreed", "to be decided", "not known", "?", "??")
"""What people write for what is `unknown`."""


def _misread(noun: type[BaseModel], misread: MisreadError, loc: Path, values: Mapping[str, Any]) -> Finding:
    if misread.found.startswith("expected words, found "):
        misread = _not_words(noun, misread, loc)
    elif re.search("[\u201c-\u201e\u2018\u2019]", misread.found) and not misread.mend:
        misread.mend = "delete the curly quotes"
    elif misread.found.split("`")[1:2] and misread.found.split("`")[1].strip().lower() in _NOT_KNOWN:
        out = _needed(noun, loc) and loc[-1] != "length"
        misread.mend = "delete it until it is known" if out else "leave it out, or write `unknown`"
    mend = misread.mend_from(_start_of(values))
    if loc and loc[-1] == "[key]":
        return Finding(misread.code, misread.found, loc[:-1], True, misread.expected, mend)  # noqa: FBT003
    path = _standing(values, loc)
    if misread.item is not None:
        path = (*path, misread.item)
    return Finding(misread.code, misread.found, path, expected=misread.expected, help=mend)


def _missing(noun: type[BaseModel], loc: Path) -> Finding:
    owner = "the file" if len(loc) == 1 else f"`{loc[-2]}`"
    if len(loc) > 2 and isinstance(loc[-2], int):  # noqa: PLR2004 - the list, the entry and its key
        owner = f"an entry of `{loc[-3]}`"
    model = _model_at(noun, loc[:-1])
    described = (
        next((words for name, words in descriptions(model).items() if kebab(name) == loc[-1]), "") if model else ""
    )
    return Finding(
        "missing-key",
        f"{owner} does not say its `{loc[-1]}`",
        loc[:-1],
        at_key=True,
        expected=f"`{loc[-1]}:` {_in_a_line(described or '')}",
    )


def _in_a_line(described: str) -> str:
    """The first sentence of a description, as the end of a line."""
    first = described.partition(". ")[0].rstrip(".")
    return first[:1].lower() + first[1:]


OTHER_WORDS = {
    "date": ("when",),
    **dict.fromkeys(("dates", "on", "day", "month"), ("when",)),
    "description": ("summary", "note"),
    "about": ("summary",),
    "duration": ("lasts", "length"),
    "length": ("lasts",),
    "lasts": ("length",),
    **dict.fromkeys(("end", "end-date", "finish", "finish-date", "ends", "until"), ("length",)),
    **dict.fromkeys(("start-date", "starts", "begins"), ("start", "when")),
    **dict.fromkeys(("delegates", "attendees", "learners", "fellows", "cohort-size"), ("participants",)),
    "persons": ("people",),
    "program": ("title",),
    "programme": ("title",),
    "facilitators": ("people", "with"),
    "facilitator": ("with",),
    "staff": ("people",),
    "trainers": ("people", "with"),
    "location": ("where",),
    "place": ("where",),
    "venue": ("where",),
    "holidays": ("bank-holidays",),
    "modules": ("phases",),
    "terms": ("trimesters",),
    "stages": ("phases",),
    "name": ("title",),
    "title": ("name",),
    "type": ("kind",),
    "order": ("when",),
    **dict.fromkeys(("unavailable", "absent", "leave", "busy"), ("away",)),
    "number": ("count",),
    "due": ("when",),
    "deadline": ("when",),
    "cost": ("fee",),
    "price": ("fee",),
    "capacity": ("seats",),
    "repeat": ("every",),
    "times": ("count", "time"),
    "members": ("size",),
    "participants": ("size",),
}
"""For words that people use, the keys of ours that may be meant, the likeliest first."""


OTHER_CHOICES = {
    **dict.fromkeys(("virtual", "remote", "zoom", "teams", "webinar", "on line"), "online"),
    **dict.fromkeys(("face to face", "face-to-face", "f2f", "in-person", "live", "on site"), "in person"),
    **dict.fromkeys(("hybrid", "mixed"), "blended"),
    **dict.fromkeys(("telephone", "call"), "phone"),
}
"""For words that people use of a `mode`, ours."""


def _unknown(noun: type[BaseModel], loc: Path, block: Mapping[str, Any]) -> Finding:
    known, word = _keys_at(noun, loc[:-1]), str(loc[-1])
    value = block[word]
    homes = [home for home, keys in _homes(noun).items() if word in keys]
    otherwise = (
        f"it belongs {_either(homes)}" if homes else "delete it" + ", or put words in `note`" * ("note" in known)
    )
    ours = next((key for key in OTHER_WORDS.get(as_id(word), ()) if key in known), "")
    ours = f"{word}s" if f"{word}s" in known else ours
    if written := _written_otherwise(word, block, known):
        return _unknown_key(word, loc, known, written)
    session = "kind" in value if isinstance(value, dict) else str(value).lower() in KINDS
    if session and "sessions" in known and not homes:
        otherwise = "a session stands under `sessions`"
    elif "csv" in known and word in ("docx", "doc", "xlsx", "xls", "pdf"):
        return _unknown_key(word, loc, known, AS_CSV)
    elif word in AT_WORK and (off := next((key for key in ("away", "closed") if key in known and "name" in known), "")):
        return _unknown_key(word, loc, known, _days_off(off, value))
    elif ours:
        homes, otherwise = [], f"did you mean `{ours}`?"
        return _unknown_key(word, loc, known, otherwise)
    return _unknown_key(word, loc, known, otherwise if homes else did_you_mean(word, known, otherwise))


def _written_otherwise(word: str, block: Mapping[str, Any], known: list[str]) -> str:
    """What to write for a key that is run together with its value, or that says a part of what another says."""
    first, between, rest = next((one for sep in ": " if (one := word.partition(sep))[0] in known), ("", "", ""))
    if between and rest:
        mend = "with a colon after the key" if between == " " else "with a space after the colon"
        return f"write `{first}: {shown(rest.strip())}`, {mend}"
    value = block[word]
    if days := _other_days(word, value, known):
        return days
    if word in ("after", "before", "during") and "when" in known:
        return f"write `when: {word} {shown(value) if isinstance(value, str) else 'SESSION'}`"
    if word == "times" and "time" in known and said_hours(str(value)):
        return f"write `time: {value}`"
    if word in (*_BEGINS, *_ENDS) and {"when", "time"} <= {*known}:
        return _from_to(block)
    return ""


def _other_days(word: str, value: object, known: list[str]) -> str:
    """What to write for days on which nothing is to be, or from when to when a phase runs."""
    if re.match("exclu|except|blackout", as_id(word)) and "calendar" in known:
        return (
            f"write it under `calendar`: `closed: {{not-then: {shown(value) if isinstance(value, str) else 'DAYS'}}}`"
        )
    if word in ("dates", "when", "runs") and {"length", "sessions"} <= {*known} and "dates" not in known:
        whole = read_range(str(value)) if is_range(str(value)) else None
        months = months_between(whole.first, whole.last) + 1 if whole else 4
        return f"phases follow each other, each with its length: `length: {months} month{'s' * (months > 1)}`"
    return ""


_BEGINS, _ENDS = ("start", "from"), ("end", "until", "finish")


def _from_to(block: Mapping[str, Any]) -> str:
    """What to write for when something begins and ends, in keys of their own: its hours, or its day and its length."""
    first, last = (next((str(block[key]) for key in keys if key in block), "") for keys in (_BEGINS, _ENDS))
    on_day = re.fullmatch(r"(.+?)[, T]+(\d\d?[:.]\d\d)\n.*?(\d\d?[:.]\d\d)", f"{first}\n{last}")
    if on_day and is_range(on_day[1]) and (hours := said_hours(f"{on_day[2]}-{on_day[3]}")):
        return f"write `when: {on_day[1]}` and `time: {hours}`, in place of both"
    if hours := said_hours(f"{first or '9:30'}-{last}") if said_hours(last) else said_hours(first):
        return f"write `time: {hours}`" + ", in place of both" * bool(first and last)
    if any(said_hours(one) for one in (first, last)) or not is_range(first or last):
        return "its day stands under `when`, its hours under `time`: `time: 9:30-16:30`"
    days = len(read_range(f"{first} to {last}")) if is_range(f"{first} to {last}") else 1
    return f"write `when: {first or last}`" + f" and `lasts: {days} days`, in place of both" * (days > 1)


AT_WORK = ("weekdays", "works", "working-days", "days", "available", "availability", "open")
"""What people write for the days on which somebody works, or a venue is open."""


def _days_off(key: str, value: object) -> str:
    """The key for the days on which it is not so, with the other days from Monday to Friday where those are told."""
    if key == "away" and (often := re.match(r"(\d) (?:days? )?(?:a|per|each) (week|month)", str(value))):
        return f"write `at-most: {Length(int(often[1]), 'day')} a {often[2]}`"
    try:
        days = read_weekdays(", ".join(map(str, value)) if isinstance(value, list) else str(value)).days
    except MisreadError:
        return f"say the other days, such as `{key}: [Fri, every other Thu from 6 Jan 2011]`"
    others = [name for n, name in enumerate(WEEKDAYS[:5]) if n not in days]
    return f"say the other days: `{key}: [{', '.join(others)}]`" if others else "delete it"


def _either(homes: list[str]) -> str:
    """Several places in words, each sort of them once."""
    each = [home.removeprefix("to each of ") for home in homes if home.startswith("to each of ")]
    listed = ", ".join(each[:-1]) + " or " * (len(each) > 1) + each[-1] if each else ""
    others = [home for home in homes if not home.startswith("to each of ")]
    return " or ".join([*others, *([f"to each of {listed}"] if listed else [])])


def _unknown_key(word: str, loc: Path, known: list[str], mend: str) -> Finding:
    return Finding(
        "unknown-key",
        f"`{shown(word)}` is not a key that hsplan knows here",
        loc,
        at_key=True,
        expected=f"one of {', '.join(known)}",
        help=mend,
    )


@cache  # the same for each of thousands of unknown keys
def _homes(noun: type[BaseModel], where: str = "", above: tuple[type[BaseModel], ...] = ()) -> dict[str, list[str]]:
    """Every place of a file, in words (`under `calendar``), with the keys that are known there."""
    found = {where or "at the top": [kebab(name) for name in noun.model_fields]}
    for name, field in noun.model_fields.items():
        at = _unwrapped(field.annotation)
        arguments = typing.get_args(at)
        inner = _unwrapped(arguments[-1]) if arguments else at
        if isinstance(inner, type) and issubclass(inner, BaseModel) and inner not in above:
            place = f"to each of `{kebab(name)}`" if arguments else f"under `{kebab(name)}`"
            found |= {
                home: keys for home, keys in _homes(inner, place, (*above, noun, inner)).items() if home not in found
            }
    return found


def _choice(loc: Path, value: object, expected: str) -> Finding:
    found = value if isinstance(value, str) else _in_short(value)
    ours = OTHER_CHOICES.get(found.lower(), "")
    known = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    return Finding(
        "bad-choice",
        f"`{shown(found)}` is not a choice for `{_last_key(loc)}`",
        loc,
        expected=f"one of {', '.join(known)}",
        help=f"did you mean `{ours}`?" if ours in known else did_you_mean(found, known),
    )


def _last_key(loc: Path) -> str:
    return next((str(part) for part in reversed(loc) if isinstance(part, str)), "the file")


def _some_keys(noun: type[BaseModel], loc: Path) -> str:
    return ", ".join(_keys_at(noun, loc)) or "an id for each"


def _keys_at(noun: type[BaseModel], loc: Path) -> list[str]:
    model = _model_at(noun, loc)
    return [kebab(name) for name in model.model_fields] if model else []


def _held(values: Any, loc: Path) -> dict[str, Any]:  # noqa: ANN401
    """The block of keys at a location, or the list of such."""
    for part in _standing(values, loc):
        values = values[part]
    return typing.cast("dict[str, Any]", values)


def _standing(values: Any, loc: Path) -> Path:  # noqa: ANN401
    """The part of a location that exists in the values: Pydantic adds labels of its own."""
    path: list[str | int] = []
    for part in loc:
        if not (isinstance(values, dict) and part in values) and not (
            isinstance(values, list) and isinstance(part, int)
        ):
            continue
        values = values[part]  # type: ignore[index]
        path.append(part)
    return tuple(path)


def _model_at(noun: type[BaseModel], loc: Path) -> type[BaseModel] | None:
    """The model that stands at a location: fields by their key, mappings by any key."""
    at: Any = noun
    for part in loc:
        if isinstance(at, type) and issubclass(at, BaseModel):
            at = next((f.annotation for name, f in at.model_fields.items() if kebab(name) == part), None)
        else:
            arguments = [one for one in typing.get_args(at) if one is not Ellipsis]
            at = arguments[-1] if arguments else None
        at = _unwrapped(at)
    return at if isinstance(at, type) and issubclass(at, BaseModel) else None


def _unwrapped(at: Any) -> Any:  # noqa: ANN401 - annotations have no common type
    """An annotation without `Annotated` and without its `| None`."""
    while True:
        if typing.get_origin(at) is typing.Annotated:
            at = typing.get_args(at)[0]
        elif typing.get_origin(at) in (typing.Union, types.UnionType):
            arguments = [arg for arg in typing.get_args(at) if arg is not type(None)]
            at = next((arg for arg in arguments if typing.get_origin(_unwrapped(arg)) is dict), arguments[0])
        else:
            return at
