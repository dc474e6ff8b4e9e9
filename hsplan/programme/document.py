"""YAML text → plain values, and where each one stands.

Built straight from the parser's events, so that size, depth and reuse are bounded before anything grows, and
every scalar stays the text that was written: what `13:30` or `no` means is for the field that reads it.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml

from hsplan.dates.misread import shown
from hsplan.findings import MOST_WRONG, Finding, Note, Path, RefusedError, Span, with_more
from hsplan.programme.syntax import STRANGE_SPACE, broken_yaml, strange_space

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LARGEST_BYTES = 1024 * 1024
DEEPEST = 50
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NOTHING = ("", "~", "null", "Null", "NULL")

DOUBLED = "duplicate-key"
Value = str | None | list[Any] | dict[str, Any]


_NEXT_KEY = re.compile(r" *[,}]")
MOST_KEYS = 200
"""How many keys a block between braces may have for its commas to be understood: each of them may be wrong."""


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a file, and what messages call it."""

    name: str
    lines: tuple[str, ...]

    def span(self, event: Any) -> Span:  # noqa: ANN401 - PyYAML's events are untyped
        """Where an event of the parser stands; of one on several lines, its first."""
        start, end = event.start_mark, event.end_mark
        line = self.lines[start.line] if start.line < len(self.lines) else ""
        last, column = (end.line, end.column) if end.line == start.line else (start.line, len(line))
        return Span(self.name, start.line + 1, start.column + 1, last + 1, max(column, start.column + 1) + 1, line)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands, and the key that leads to it: worked out when it is asked for, which few ever are."""

    text: Text
    value_event: Any
    key_event: Any = None

    @property
    def value(self) -> Span:
        """Where the value stands."""
        return self.text.span(self.value_event)

    @property
    def key(self) -> Span | None:
        """Where its key stands, if it has one."""
        return self.text.span(self.key_event) if self.key_event is not None else None


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text that is a key or a value, on one line or several. Counted from 0; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    is_block: bool
    """Whether it stands below a `|` or `>`, whose line may still end in a comment."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file's text as values, with the place of each."""

    name: str
    lines: tuple[str, ...]
    values: dict[str, Any]
    places: Mapping[Path, Place]
    scalars: tuple[Any, ...] = ()
    """The parser's events of keys and values, in their order."""
    findings: tuple[Finding, ...] = ()
    """Each key that stands in it a second time: blocks are read as one, of other values the first one counts."""

    def words(self) -> Iterator[Words]:
        """Where keys and values stand as text, from first to last character: all else is structure or comment."""
        for event in self.scalars:
            start, end = event.start_mark, event.end_mark
            yield Words(start.line, start.column, end.line, end.column, is_block=event.style in ("|", ">"))

    def span(self, path: Path, *, at_key: bool = False) -> Span:
        """Where a value stands; for one that does not exist, the nearest thing that would hold it."""
        while path not in self.places and isinstance(path[-1], int):
            path = path[:-1]  # the n-th of a list that was written as one value
        found = path
        while found not in self.places:
            found = found[:-1]
        place = self.places[found]
        if place.key is not None and (at_key or found != path or place.value.line != place.key.line):
            return place.key
        return place.value

    def placed(self, finding: Finding) -> Finding:
        """The finding with its place, and those of its notes, in this document."""
        if finding.code == "unknown-key" and not finding.help.startswith("write "):
            finding = replace(finding, help=self._cut_by_a_comma(finding.path) or finding.help)
        notes = tuple(
            replace(note, span=note.span or (self.span(note.path, at_key=True) if note.path else None))
            for note in finding.notes
        )
        return replace(finding, span=finding.span or self.span(finding.path, at_key=finding.at_key), notes=notes)

    def _cut_by_a_comma(self, path: Path) -> str:
        """How to write words between braces of which a comma has made a key without a colon; nothing of other keys."""
        place = self.places.get(path)
        if place is None or place.value_event is not place.key_event:
            return ""
        end = place.key_event.end_mark
        holder: dict[str, Any] = self._at(path[:-1])
        if len(holder) > MOST_KEYS or not _NEXT_KEY.match(self.lines[end.line], end.column):
            return ""
        keys = list(holder)
        first = n = keys.index(str(path[-1]))
        while n > 0 and holder[keys[n]] is None:
            n -= 1
        value = holder[keys[n]]
        if not isinstance(value, str):
            return ""
        words = ", ".join([value, *keys[n + 1 : first + 1]]).strip('“”"')
        ids = re.fullmatch(r"[a-z0-9, -]+", words) is not None
        written = f"[{shown(words)}]" if ids else f'"{shown(words)}"'
        return f"write `{keys[n]}: {written}`: between braces a comma ends a value that stands alone"

    def _at(self, path: Path) -> Any:  # noqa: ANN401 - values of a document have no common type
        found: Any = self.values
        for part in path:
            found = found[part]
        return found


def read_document(name: str, data: bytes) -> Document:
    """The values of a YAML file.

    Args:
        name: What messages call the file.
        data: Its bytes: UTF-8, at most 1 MiB, one document of keys, at most 50 levels deep, without anchors,
            aliases or tags.

    Raises:
        RefusedError: with every finding of a text that cannot be read. One that can has findings of its own.
    """
    text = _decoded(name, data)
    lines = tuple(_BREAK.split(text))
    builder = _Builder(name, lines)
    try:
        events = yaml.parse(text, Loader=_LOADER)
        values = builder.document(events)
    except yaml.MarkedYAMLError as error:
        told = broken_yaml(name, lines, error)
        above = [one for one in builder.findings if one.span and told.span and one.span.line < told.span.line]
        raise RefusedError(*above, told) from None
    if builder.findings and not (isinstance(values, dict) and all(one.code == DOUBLED for one in builder.findings)):
        raise RefusedError(*builder.findings)
    if values is None or values == "":
        message = "the file is empty" if not builder.any_event else "the file holds no keys"
        raise RefusedError(
            Finding(
                "empty-file",
                message,
                expected="a programme in YAML",
                span=_whole(name, lines),
                help="`hsplan validate stepney.yaml` shows that a full one passes; start from programmes/stepney.yaml",
                step=("validate", "stepney.yaml"),
            )
        )
    if not isinstance(values, dict):
        what = "a list" if isinstance(values, list) else "plain words"
        raise RefusedError(
            Finding(
                "wrong-shape",
                f"the file holds {what}",
                expected="keys with values, such as `title: …`",
                span=_whole(name, lines),
            )
        )
    return Document(name, lines, values, builder.places, tuple(builder.scalars), tuple(builder.findings))


def _whole(name: str, lines: tuple[str, ...]) -> Span:
    return Span(name, 1, 1, 1, max(2, len(lines[0]) + 1), lines[0])


def _at(name: str, text: str, index: int) -> Span:
    before = _BREAK.split(text[:index])
    line = _BREAK.split(text[index - len(before[-1]) : index + 200], maxsplit=1)[0]
    return Span(name, len(before), len(before[-1]) + 1, len(before), len(before[-1]) + 2, line)


def _decoded(name: str, data: bytes) -> str:
    here = Span(name, 1, 1, 1, 2)
    if len(data) > LARGEST_BYTES:
        raise RefusedError(
            Finding(
                "file-too-large",
                "the file is larger than 1 MiB",
                expected="a programme, which fits in a few pages",
                span=here,
            )
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        message = "the file is UTF-16 or UTF-32"
        raise RefusedError(Finding("not-utf-8", message, expected="UTF-8", help="save it again as UTF-8", span=here))
    data = data.removeprefix(BOM_UTF8)  # else places would be counted without it
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        rest = data[error.start :].split(b"\n", 1)[0].decode("cp1252", "replace")
        span = _at(name, before + rest, len(before))
        raise RefusedError(
            Finding(
                "not-utf-8",
                f"byte 0x{data[error.start]:02x} is not UTF-8 (as Windows-1252 it would be `{rest[:1]}`)",
                expected="UTF-8",
                help="save the file again as UTF-8",
                span=span,
            )
        ) from None
    if found := _FORBIDDEN.search(text):
        raise RefusedError(
            Finding(
                "control-character",
                f"the character U+{ord(found[0]):04X} cannot be seen and cannot be kept",
                expected="text without control characters",
                help="delete it",
                span=_at(name, text, found.start()),
            )
        )
    return text


class _Builder:
    """Turns the parser's events into values, remembering where each stands."""

    def __init__(self, name: str, lines: tuple[str, ...]) -> None:
        self.text = Text(name, lines)
        self.places: dict[Path, Place] = {}
        self.findings: list[Finding] = []
        self.scalars: list[Any] = []
        self.any_event = False
        self.again = 0
        """How many keys that stand there a second time lead to what is read."""

    def document(self, events: Iterator[Any]) -> Value:
        value: Value = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.any_event:
                    self._refuse(
                        "second-document",
                        event,
                        "a second document begins here",
                        "one document a file",
                        "delete `---`",
                    )
                    break
                self.any_event = True
                value = self._value(next(events), events, (), None)
        return value

    def _refuse(self, code: str, event: Any, message: str, expected: str, mend: str) -> None:  # noqa: ANN401 - one call a kind of mishap
        self._found(Finding(code, message, expected=expected, help=mend, span=self.text.span(event)))

    def _found(self, finding: Finding) -> None:
        """Remember a finding. Of a file that is wrong without end, the rest is not read."""
        self.findings.append(finding)
        if len(self.findings) > MOST_WRONG:
            raise RefusedError(*with_more(self.findings))

    def _value(self, event: Any, events: Iterator[Any], path: Path, key: Any) -> Value:  # noqa: ANN401
        if len(path) > DEEPEST:
            self._refuse("too-deep", event, f"more than {DEEPEST} levels deep", "a few levels", "")
            raise RefusedError(*self.findings)
        self._place(path, Place(self.text, event, key))
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                "alias",
                event,
                "`*` repeats another value",
                "each value written out",
                "use `kinds` for what sessions share",
            )
            return None
        if event.anchor is not None:
            self._refuse(
                "alias",
                event,
                "`&` names a value for reuse",
                "each value written out",
                "use `kinds` for what sessions share",
            )
        if event.tag is not None and not isinstance(event, yaml.ScalarEvent):
            self._refuse("tag", event, f"`{shown(event.tag)}` is a YAML tag", "plain values", "delete the tag")
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event)
            if value is None and key is not None:
                self._place(path, Place(self.text, key, key))  # nothing stands there; what is meant is its key
            return value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, path)
        return self._mapping(events, path)

    def _scalar(self, event: Any) -> str | None:  # noqa: ANN401
        self.scalars.append(event)
        if event.tag not in (None, "!"):
            self._refuse("tag", event, f"`{shown(event.tag)}` is a YAML tag", "plain values", "delete the tag")
        return None if event.style in (None, "") and event.value in _NOTHING else str(event.value)

    def _list(self, events: Iterator[Any], path: Path) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            found.append(self._value(event, events, (*path, len(found)), None))
        return found

    def _mapping(self, events: Iterator[Any], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._key(event, events, path, found)
            again = key in found
            self.again += again
            value = self._value(next(events), events, (*path, key), event)
            self.again -= again
            found[key] = _together(found[key], value) if again else value
        return found

    def _place(self, path: Path, place: Place) -> None:
        """Remember where a value stands; of one that stands there again, where it was first."""
        if self.again:
            self.places.setdefault(path, place)
        else:
            self.places[path] = place

    def _key(self, event: Any, events: Iterator[Any], path: Path, found: dict[str, Any]) -> str:  # noqa: ANN401
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse("bad-key", event, "a key cannot be a list or a block", "a word before the colon", "")
            self._value(event, events, (*path, ""), None)
            return ""
        self.scalars.append(event)
        key = str(event.value)
        if strange := STRANGE_SPACE.match(key):
            self._found(strange_space(strange[1], self.text.span(event)))
        elif key == "<<":
            self._refuse(
                "merge-key",
                event,
                "`<<` merges are not used here",
                "each value written out",
                "use `kinds` for what sessions share",
            )
        elif not key:
            self._refuse("bad-key", event, "a key is missing before the colon", "a word before the colon", "")
        elif key in found:
            first = self.places[(*path, key)].key
            self._found(
                Finding(
                    "duplicate-key",
                    f"`{key[:60]}` stands here a second time",
                    expected="each key once",
                    help="keep one of the two",
                    span=self.text.span(event),
                    notes=(Note("first written here", span=first),) if first else (),
                )
            )
        return key


def _together(first: Value, second: Value) -> Value:
    """Two values of one key as one: all that stands in two blocks, else the first one."""
    if isinstance(first, dict) and isinstance(second, dict):
        for key, value in second.items():
            first[key] = _together(first[key], value) if key in first else value
    return second if first is None else first
