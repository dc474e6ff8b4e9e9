"""How the nouns of a YAML file are read: strict, frozen, in kebab-case, from text as it was written.

The document reader makes no types: every scalar arrives as the text that stands in the file (or None where
nothing stands). Each field says here what it reads that text as, so that `13:30` is a time and never 810,
and `no` is a word wherever a word is wanted.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, is_dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, model_validator
from pydantic_core import core_schema

from hsplan.dates.day_phrases import read_day, read_start
from hsplan.dates.days import Weekdays
from hsplan.dates.hour_phrases import read_times
from hsplan.dates.hours import TimeRange
from hsplan.dates.length_phrases import read_gap, read_length
from hsplan.dates.lengths import Gap, Length
from hsplan.dates.misread import LONGEST_PHRASE, MisreadError, shown
from hsplan.dates.weekday_phrases import read_weekdays

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler


def kebab(name: str) -> str:
    """The key that a field is written as."""
    return name.rstrip("_").replace("_", "-")


UNKNOWN = "unknown"
"""Written for a value: it is not stated, which is not the same as nothing."""
NONE_TAKEN = {"where": [], "with": [], "time": UNKNOWN}
"""Keys whose value is not taken from further up either where it is `unknown`, with what they read instead."""

_NOT_STATED = (UNKNOWN, [UNKNOWN])


class Noun(BaseModel):
    """A thing that a file describes: frozen, and nothing in it is ignored."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=kebab,
        validate_by_name=False,
        arbitrary_types_allowed=True,
        defer_build=True,  # most nouns are only read as parts of another, which has its own copy of them
    )

    @model_validator(mode="before")
    @classmethod
    def _stated_only(cls, values: object) -> object:
        """What is said to be `unknown` is left out; a key that cannot be left out reads the word itself."""
        if not isinstance(values, dict) or not any(value in _NOT_STATED for value in values.values()):
            return values
        stated = {key: UNKNOWN if value in _NOT_STATED else value for key, value in values.items()}
        kept = NONE_TAKEN.keys() | (stated.keys() - _optional_keys(cls))
        told = {key: value for key, value in stated.items() if value != UNKNOWN or key in kept}
        return {key: NONE_TAKEN.get(key, value) if value == UNKNOWN else value for key, value in told.items()}


@cache
def descriptions(noun: type[BaseModel]) -> dict[str, str]:
    """What each field of a noun is: the words that stand below it in the source, by its name.

    Pydantic would read them for every noun when it is imported, which takes longer than all else that validating does;
    they are wanted only for the schema and where a key is missing.
    """
    found: dict[str, str] = {}
    for cls in reversed(noun.__mro__):
        if issubclass(cls, Noun) and cls is not Noun:
            found |= _described(cls.__module__).get(cls.__name__, {})
    return found


@cache
def _described(module: str) -> dict[str, dict[str, str]]:
    """For each class of a module, the words below its fields."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {cls.name: dict(_below(cls)) for cls in tree.body if isinstance(cls, ast.ClassDef)}


def _below(cls: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, words in pairwise(cls.body):
        target = field.target if isinstance(field, ast.AnnAssign) else None
        if isinstance(target, ast.Name) and isinstance(words, ast.Expr) and isinstance(words.value, ast.Constant):
            yield target.id, inspect.cleandoc(str(words.value.value))


@cache
def _optional_keys(noun: type[BaseModel]) -> frozenset[str]:
    """The keys that a noun can do without; a count is none of them, since `unknown` is not one."""
    fields = noun.model_fields.items()
    return frozenset(kebab(name) for name, field in fields if not field.is_required() and name != "count")


DEVICES = r"con|prn|aux|nul|com\d|lpt\d"
"""What Windows takes for a device, whatever the ending of the file (learn.microsoft.com, "Naming Files, Paths")."""
ID = re.compile(rf"(?!(?:{DEVICES})\Z)[a-z0-9][a-z0-9-]*", re.ASCII)
LONGEST_ID = 60


def _text(value: object) -> str:
    if not isinstance(value, str):
        kind = "nothing" if value is None else "a list" if isinstance(value, list) else "a block of keys"
        raise MisreadError(f"expected words, found {kind}", "words", code="wrong-shape")
    return value


def read_words(value: object) -> str:
    """Words for people: at least one. The line separators of Unicode, which come with pasted text, become spaces."""
    words = re.sub("[\x85\u2028\u2029]+", " ", _text(value)).strip()
    if not words:
        raise MisreadError("expected words, found nothing", "words", code="wrong-shape")
    return words


def is_id(text: str) -> bool:
    """Whether a word is an id, of a length that all systems take."""
    return ID.fullmatch(text) is not None and len(text) <= LONGEST_ID


def as_id(text: str) -> str:
    """The id that is nearest to some words: `Müller` → `muller`."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID]


def read_id(value: object) -> str:
    """An id: lower-case letters, digits and hyphens."""
    text = _text(value)
    if not is_id(text):
        mend = as_id(text.removesuffix(".yaml"))
        if found := re.match("([a-z0-9-]+) +[{[]", text):
            mend = f"{found[1]}: {found[0][-1]}"
        mend = f"write `{mend}`" if found or ID.fullmatch(mend) else "Windows takes this for a device" if mend else ""
        raise MisreadError(
            f"`{shown(text)}` cannot be an id",
            f"an id of lower-case letters, digits and hyphens, at most {LONGEST_ID}",
            mend,
            code="bad-id",
        )
    return text


def read_number(value: object) -> int:
    """A whole number from 1 to 100,000."""
    text = _text(value).strip()
    if not re.fullmatch(r"[0-9]{1,6}", text) or not 1 <= int(text) <= 100_000:  # noqa: PLR2004 - no programme seats more
        found = re.findall(r"(?:^|[^-0-9.]|(?<=[0-9])-)([1-9][0-9]{0,4})(?![0-9.])", text)
        mend = f"write `{found[-1]}`" if found else ""  # of a range the most, so that all have a seat
        raise MisreadError(
            f"`{shown(text)}` is not a number of people", "a whole number, 1 or more", mend, code="bad-number"
        )
    return int(text)


def read_yes_or_no(value: object) -> bool:
    """Yes or no."""
    known = {"yes": True, "true": True, "no": False, "false": False}
    text = _text(value).strip()
    if text.lower() not in known:
        raise MisreadError(f"`{shown(text)}` is neither yes nor no", "`yes` or `no`", code="bad-choice")
    return known[text.lower()]


Read = Callable[[str], Any]


def _as_written(value: object) -> bool:
    """Whether a value comes from a document; what Python code gives is left for the field's type to judge."""
    return value is None or isinstance(value, str | list | dict)


@dataclass(frozen=True, slots=True)
class ReadBy:
    """How a field makes its value of what stands in a document.

    Of a value in classes of our own Pydantic needs to see only that it is of them. Left to itself it takes them apart
    for each field of each noun, which takes longer than all else that a command does before it reads a file.
    """

    read: Callable[[object], object]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """What Pydantic makes a validator from."""
        return core_schema.no_info_before_validator_function(self.read, _judged(source, handler))


def _judged(source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:  # noqa: ANN401 - a type or a union
    held = get_args(source)
    if get_origin(source) is tuple:
        return core_schema.tuple_variable_schema(_judged(held[0], handler))
    return core_schema.is_instance_schema(source) if any(map(is_dataclass, held or (source,))) else handler(source)


def one_of(read: Read, *examples: str) -> tuple[ReadBy, WithJsonSchema]:
    """How a field reads one text; the examples are shown by editors."""

    def read_one(value: object) -> object:
        return read(_text(value)) if _as_written(value) else value

    return ReadBy(read_one), WithJsonSchema({"type": "string", "examples": list(examples)})


def some_of(read: Read, *examples: str, joined: Callable[[Any], object] = tuple) -> tuple[ReadBy, WithJsonSchema]:
    """How a field reads one text or a list of texts: as a tuple, or as what that is joined to."""

    def read_some(value: object) -> object:
        if not _as_written(value):
            return value
        if not isinstance(value, list):
            return joined((_alone(read, _text(value)),))
        return joined(tuple(_item(read, text, n) for n, text in enumerate(value)))

    one = {"type": "string", "examples": list(examples)}
    return ReadBy(read_some), WithJsonSchema({"anyOf": [one, {"type": "array", "items": one}]})


_BETWEEN_IDS = re.compile(r"[,&/]|\band\b|\bor\b", re.IGNORECASE)


def _alone(read: Read, text: str) -> object:
    """One text where a list may stand; where it holds several, the mend is a list of them."""
    try:
        return read(text)
    except MisreadError as misread:
        several = _BETWEEN_IDS.split(text) if len(text) <= LONGEST_PHRASE else []
        parts = [part if _is_read(read, part) else as_id(part) for one in several if (part := one.strip())]
        mended = misread.mend and as_id(text) not in misread.mend
        if not mended and len(parts) > 1 and all(_is_read(read, part) for part in parts):
            misread.mend = f"write `[{shown(', '.join(parts))}]`"
        raise


def _is_read(read: Read, text: str) -> bool:
    try:
        read(text)
    except MisreadError:
        return False
    return True


def _item(read: Read, value: object, n: int) -> object:
    try:
        return read(_text(value))
    except MisreadError as misread:
        misread.item = n
        raise


def _weekdays(value: object) -> object:
    if not _as_written(value):
        return value
    return read_weekdays(", ".join(map(_text, value)) if isinstance(value, list) else _text(value))


Words = Annotated[str, *one_of(read_words)]
Id = Annotated[str, *one_of(read_id)]
Number = Annotated[int, *one_of(read_number, "16")]
YesOrNo = Annotated[bool, *one_of(read_yes_or_no, "yes", "no")]
Day = Annotated[date, *one_of(read_day, "17 Jan 2011", "2011-01-17")]
Start = Annotated[date, *one_of(read_start, "2011-01", "17 Jan 2011")]
ALength = Annotated[Length, *one_of(read_length, "12 months", "about 6 weeks")]
Times = Annotated[TimeRange, *one_of(read_times, "9:30-16:30")]
OnWeekdays = Annotated[Weekdays, ReadBy(_weekdays), WithJsonSchema({"type": ["string", "array"]})]
Gaps = Annotated[tuple[Gap, ...], *some_of(read_gap, "3 to 6 weeks", "about 1 month")]
Ids = Annotated[tuple[str, ...], *some_of(read_id)]


def _listed(value: object) -> object:
    """Words with commas between them are several: `GP, Practice manager`."""
    return value.split(", ") if isinstance(value, str) and ", " in value else value


SomeWords = Annotated[tuple[str, ...], *some_of(read_words), BeforeValidator(_listed)]


def one_title(value: object) -> object:
    """A block of keys whose `title` may be written alone: `change: Change management`."""
    return {"title": value} if isinstance(value, str) else value
