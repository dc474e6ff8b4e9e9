"""Plan ↔ the text of its file: readable, diffable, and kind to the comments that people put into it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import yaml

from hsplan.dates.days import in_words
from hsplan.findings import Finding, RefusedError
from hsplan.plan.model import BLOCKS, FORMAT, Plan
from hsplan.programme.document import read_document
from hsplan.programme.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from hsplan.findings import Path
    from hsplan.plan.model import Booking, Entry, Stretch, Told, Undo, Window
    from hsplan.programme.document import Document

MOST_DAYS = 100
"""On how many days in a row a session is held at most."""
MOST_PLAIN = 100
"""How long a text is at most that libyaml may write."""
HEADER = """\
# The plan that hsplan made. Keep it beside its programme, under version control.
# A date, a person or a venue may be changed by hand: hsplan checks it like anything else.
"""


def read_plan(document: Document) -> Plan:
    """The plan that a document holds.

    Raises:
        RefusedError: with every finding that keeps it from being read.
    """
    version = document.values.get("hsplan-plan")
    if isinstance(version, str) and re.fullmatch(r"\d{1,9}", version, re.ASCII) and int(version) > FORMAT:
        newer = Finding(
            "newer-plan",
            f"this plan has format {version}, and this hsplan reads up to {FORMAT}",
            ("hsplan-plan",),
            expected=f"a plan of format {FORMAT}",
            help="use the hsplan that wrote it, or a newer one",
        )
        raise RefusedError(document.placed(newer))
    if isinstance(version, str) and re.fullmatch(r"0+", version, re.ASCII):
        message = f"no plan has format {version[:9]}"
        raise RefusedError(document.placed(Finding("bad-number", message, ("hsplan-plan",), expected=f"`{FORMAT}`")))
    plan, findings = read(Plan, document.values)
    findings += _wrong(plan) if plan is not None else []
    if plan is None or findings or document.findings:
        raise RefusedError(*document.findings, *map(document.placed, findings))
    return plan


def _wrong(plan: Plan) -> Iterator[Finding]:
    """What is wrong with a plan that can be read, and not with any one value of it."""
    if not plan.history:
        yield Finding("wrong-shape", "`history` is empty", ("history",), expected="at least one step")
    kept = plan.undo.sessions if plan.undo is not None else {}
    blocks: list[tuple[Path, Mapping[str, Entry]]] = [
        (("sessions",), plan.sessions),
        (("told",), plan.told),
        (("undo", "sessions"), kept),
    ]
    for path, block in blocks:
        for id_, one in block.items():
            if not 0 < len(one.days) <= MOST_DAYS:
                yield _ends_early((*path, id_, "last"))


def _ends_early(path: Path) -> Finding:
    expected = f"a day not before the first, and at most {MOST_DAYS} days in all"
    return Finding("ends-before-start", f"`{path[-2]}` has no such days", path, expected=expected)


def write_plan(plan: Plan, before: Document | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of a plan's file, and the comments of the file before that found no place in it."""
    text = HEADER + _dumped(_values(plan))
    return _with_comments(text, before) if before is not None else (text, ())


class _Dumper(yaml.SafeDumper):
    """Writes short lists on one line, and never an alias."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - PyYAML's signature
        return True


class _UnusualError(ValueError):
    """A text that libyaml may write in another way than PyYAML."""


class _Quick(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes the same with libyaml, where it is installed, ten times as quickly.

    Raises:
        _UnusualError: for a text of which that is not sure: the two differ over emoji, ends of lines and long keys.
    """

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - PyYAML's signature
        return True

    def represent_str(self, data: str) -> yaml.Node:
        """A short text of plain characters."""
        if len(data) > MOST_PLAIN or not data.isascii() or not data.isprintable():
            raise _UnusualError
        node: yaml.Node = super().represent_str(data)
        return node


def _dumped(values: dict[str, Any]) -> str:
    """The same bytes whether libyaml is installed or not."""
    if yaml.__with_libyaml__:
        with suppress(_UnusualError):
            return str(yaml.dump(values, Dumper=_Quick, sort_keys=False, allow_unicode=True, width=-1))
    return str(yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=float("inf")))


def _short_list(dumper: yaml.SafeDumper, values: tuple[Any, ...]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=True)


class _Line(dict[str, Any]):
    """Keys that are written on one line, for what only hsplan reads."""


def _one_line(dumper: yaml.SafeDumper, values: _Line) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", values.items(), flow_style=True)


for _dumper in (_Dumper, _Quick):
    _dumper.add_representer(tuple, _short_list)
    _dumper.add_representer(_Line, _one_line)
_Quick.add_representer(str, _Quick.represent_str)


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _values(plan: Plan) -> dict[str, Any]:
    """The plan as plain values, in the order in which people read them; what says nothing is left out."""
    found: dict[str, Any] = {
        "hsplan-plan": FORMAT,
        "programme": plan.programme,
        "calendar-id": plan.calendar_id,
        "retired": plan.retired or None,
        "domain": plan.domain,
        "start": in_words(plan.start),
        "revision": plan.revision,
        "published": plan.published,
        "stopped": in_words(plan.stopped) if plan.stopped is not None else None,
        "optimum": plan.optimum,
        "fingerprint": plan.fingerprint,
        "sessions": {id_: _booking(booking) for id_, booking in plan.sessions.items()},
        **{block: {id_: _window(one) for id_, one in getattr(plan, block).items()} or None for block in BLOCKS},
        "told": {id_: _Line(_told(told)) for id_, told in plan.told.items()} or None,
        "organiser": plan.organiser,
        "addresses": {id_: _Line(dict(one)) for id_, one in plan.addresses.items()} or None,
        "undo": _undo(plan.undo) if plan.undo is not None else None,
        "history": [{"revision": step.revision, "at": _instant(step.at), "did": step.did} for step in plan.history],
    }
    return _said(found)


def _entry(entry: Entry) -> dict[str, Any]:
    return _said(
        {
            "title": entry.title,
            "date": in_words(entry.date),
            "last": in_words(entry.last) if entry.last is not None else None,
            "times": {id_: str(time) for id_, time in entry.times.items()} or None,
            "people": entry.people or None,
            "venue": entry.venue,
            "status": entry.status,
            "sequence": entry.sequence,
            "digest": entry.digest,
        }
    )


def _told(told: Told) -> dict[str, Any]:
    former = told.formerly
    formerly = _Line(_said({key: words or None for key, words in former})) if former is not None else None
    more = {
        "each": told.each or None,
        "participants": told.participants or None,
        "others": told.others,
        "formerly": formerly,
        "revision": told.revision or None,
    }
    return _entry(told) | _said(more)


def _booking(booking: Booking) -> dict[str, Any]:
    found = _entry(booking)
    digest = found.pop("digest")
    status, sequence = found.pop("status"), found.pop("sequence")
    return found | _said(
        {
            "pinned": booking.pinned or None,
            "status": status,
            "dropped": "yes" if booking.dropped else None,
            "sequence": sequence,
            "revision": booking.revision,
            "digest": digest,
            "why": booking.why,
        }
    )


def _undo(undo: Undo) -> dict[str, Any]:
    return _said(
        {
            "revision": undo.revision,
            "did": undo.did,
            "optimum": undo.optimum,
            "fingerprint": undo.fingerprint,
            "sessions": {id_: _Line(_booking(booking)) for id_, booking in undo.sessions.items()} or None,
            "added": undo.added or None,
            "stopped": in_words(undo.stopped) if undo.stopped is not None else None,
        }
    )


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """What says something: a key without a value is left out."""
    return {key: value for key, value in values.items() if value is not None}


def _window(window: Window) -> dict[str, Any]:
    return _said(
        {
            **_stretch(window),
            "sequence": window.sequence or None,
            "revision": window.revision if window.revision > 1 else None,
            "digest": window.digest,
            "told": window.told,
            "told-in": window.told_in or None,
            "was": _Line(_stretch(window.was)) if window.was is not None else None,
        }
    )


def _stretch(stretch: Stretch) -> dict[str, Any]:
    found = {
        "title": stretch.title,
        "from": in_words(stretch.from_) if stretch.from_ is not None else None,
        "until": in_words(stretch.until) if stretch.until is not None else None,
        "arranged-by": stretch.arranged_by or None,
        "dropped": "yes" if stretch.dropped else None,
    }
    return _said(found)


def _with_comments(text: str, before: Document) -> tuple[str, tuple[str, ...]]:
    """The text with a person's comments put back where they stood: above a key, or behind its value."""
    above, behind = _comments(before)
    lines = text.rstrip("\n").split("\n")
    paths = _line_paths(read_document("plan", text.encode()))
    found: list[str] = []
    for number, line in enumerate(lines):
        path = paths.get(number)
        indent = line[: len(line) - len(line.lstrip())]
        found += [indent + comment for comment in above.pop(path, [])] if path else []
        found.append(f"{line}  {behind.pop(path)}" if path in behind else line)
    found += above.pop((), [])
    lost = (*(comment for comments in above.values() for comment in comments), *behind.values())
    return "\n".join(found) + "\n", lost


def _line_paths(document: Document) -> dict[int, Path]:
    """For each line that begins a key or an item, counted from 0, the outermost path that begins there."""
    found: dict[int, Path] = {}
    for path, place in sorted(document.places.items(), key=lambda item: len(item[0])):
        if path:
            found.setdefault((place.key or place.value).line - 1, path)
    return found


def _comments(document: Document) -> tuple[dict[Path, list[str]], dict[Path, str]]:
    """A person's comments by the path they stand above, and by the path they stand behind.

    One behind something that begins no path (the end of a folded value, a bracket) counts as above what follows.
    """
    paths = _line_paths(document)
    ours = set(HEADER.splitlines())
    ends = _ends(document)
    holders = {path[:-1] for path in document.places if path}
    above: dict[Path, list[str]] = {}
    behind: dict[Path, str] = {}
    waiting: list[str] = []
    for number, line in enumerate(document.lines):
        path = paths.get(number)
        if path and isinstance(path[-1], int) and path not in holders:
            path = path[:-1]  # a word in a list belongs to the list, which may come to stand on one line
        found = re.search(r"(?:^|(?<=\s))#.*$", line[ends.get(number, 0) :])
        if path and waiting:
            above.setdefault(path, []).extend(waiting)
            waiting = []
        if found and path and path not in behind:
            behind[path] = found[0].rstrip()
        elif found and line not in ours:
            waiting.append(found[0].rstrip())
    if waiting:
        above[()] = waiting
    return above, behind


def _ends(document: Document) -> dict[int, int]:
    """For each line, counted from 0, the column at which its last word ends: behind it there is only structure."""
    found: dict[int, int] = {}
    for words in document.words():
        header = re.match(r"[|>][-+0-9]*", document.lines[words.line][words.column :]) if words.is_block else None
        last = words.end_line - (words.is_block and words.end_column == 0)
        for line in range(words.line, last + 1):
            end = words.end_column if line == words.end_line else len(document.lines[line])
            if header is not None and line == words.line:
                end = words.column + header.end()
            found[line] = max(found.get(line, 0), end)
    return found
