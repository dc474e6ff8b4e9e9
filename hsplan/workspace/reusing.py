"""Programmes put together from several files: their shared files, what they extend, their variants and cohorts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from hsplan.dates.misread import shown as cut
from hsplan.findings import Finding, RefusedError, Severity, did_you_mean, once
from hsplan.language import is_id
from hsplan.programme.document import DOUBLED, LARGEST_BYTES, read_document
from hsplan.programme.merging import merged_with_warnings, part, without
from hsplan.programme.model import Programme
from hsplan.programme.reading import read
from hsplan.programme.reuse import REUSE, Reuse
from hsplan.workspace.files import exists, named_at, not_to_be_had, read_bytes, resolved, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hsplan.findings import Path as At
    from hsplan.findings import Span
    from hsplan.plan.held import Who
    from hsplan.programme.document import Document
    from hsplan.programme.joint import Holder

MOST_FILES = 20
"""How many other files a programme may be put together from."""
SMALL = 64 * 1024
"""Up to how many bytes a file is kept when it is read: as values and places it takes fifty times as many."""
MOST_NAMED = 100
"""How often a programme, with all that it takes from, may name another file."""
MOST_VALUES = 20_000
"""How many keys and values a programme may have, with all that it takes from others; long ones have some hundreds."""
MOST_JUDGED = 200_000
"""How many keys and values the cohorts and variants of a programme may have together: each is judged by itself."""
MOST_RUNS = 60
"""How many cohorts, and how many variants, a programme may have."""
ENDINGS = ("yaml", "yml", "plan")
"""What cannot be the id of a cohort: `stepney.yaml` and `stepney.plan` mean files."""
OF_ITS_OWN = ("use", "extends", "template", "cohorts")
"""What a file says of itself, and nobody takes from it."""
SHARED_BLOCKS = ("people", "venues")
"""What is in one place at a time, whoever wants it."""


@dataclass(frozen=True)
class Whole:
    """A programme's file over all that it takes from others; the findings of putting it together."""

    document: Document
    findings: tuple[Finding, ...]
    complete: bool
    """Whether all that it takes from other files is there."""
    variants: tuple[str, ...] = ()
    """The ids of its variants, its own and those that it extends."""
    cohorts: tuple[str, ...] = ()
    shared: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By block and id of each person and venue of a shared file, which file that is."""
    joint: dict[str, Mapping[str, Holder]] = field(default_factory=dict, compare=False)
    """By cohort, what it asks for in what it holds together with others; worked out by who asks first."""
    _read: dict[str, tuple[Document, Programme | None]] = field(default_factory=dict, compare=False)

    def of_cohort(self, cohort: str) -> tuple[Document, Programme | None]:
        """What a cohort is put together to, and as which programme it reads, without a check; kept once it is asked."""
        if cohort not in self._read:
            document = self.with_cohort(cohort)[0]
            self._read[cohort] = document, read(Programme, document.values)[0]
        return self._read[cohort]

    def shares(self, document: Document, own: str, cohort: str | None) -> dict[str, Who]:
        """Whom the programme, or one of its cohorts, shares with others: those of shared files, and of its own file.

        Another programme has them from the same shared file. What a file with cohorts says for all of them is one
        person for all; whom only a cohort or a variant names is its own.
        """
        found: dict[str, Who] = {}
        for block in SHARED_BLOCKS:
            common = self.document.values.get(block) if cohort is not None else None
            for id_ in document.values.get(block) or ():
                file = self.shared.get((block, id_)) or (own if common and id_ in common else None)
                if file is not None:
                    found[id_] = (file, block, id_)
        return found

    @property
    def unused(self) -> tuple[str, ...]:
        """The variants of its own file that no cohort follows."""
        runs = self.document.values.get("cohorts") or {}
        used = {runs[id_].get("variant") for id_ in self.cohorts}
        places = {id_: self.document.places[("variants", id_)] for id_ in self.variants}
        return tuple(id_ for id_, place in places.items() if id_ not in used and place.value.file == self.document.name)

    def common(self) -> Document:
        """What holds for every cohort, or for the programme where it has none."""
        return without(self.document, REUSE)

    def is_complete(self, cohort: str | None) -> bool:
        """Whether all that a cohort is put together from is there."""
        run = self.document.values["cohorts"][cohort] if cohort in self.cohorts else {}
        return self.complete and ("variant" not in run or run["variant"] in self.variants)

    def with_variant(self, variant: str | None) -> tuple[Document, list[Finding]]:
        """The programme as a variant has it, and a warning for each thing that the variant removes in vain."""
        if variant is None:
            return self.common(), []
        return merged_with_warnings(self.common(), part(self.document, ("variants", variant)))

    def with_cohort(self, cohort: str) -> tuple[Document, list[Finding]]:
        """The programme as a cohort has it, and a warning for each thing that the cohort removes in vain.

        Raises:
            RefusedError: where there is no such cohort.
        """
        if cohort not in self.cohorts:
            raise RefusedError(*self.findings, no_such_cohort(self.document.name, cohort, self.cohorts))
        variant = self.document.values["cohorts"][cohort].get("variant")
        base, before = self.with_variant(variant if variant in self.variants else None)
        over = without(part(self.document, ("cohorts", cohort)), ("variant",))
        document, after = merged_with_warnings(base, over)
        return document, [*before, *after]


_SMALL_ONES = lru_cache(maxsize=2 * MOST_FILES)(read_document)
_LARGE_ONES = lru_cache(maxsize=2)(read_document)


def _read(name: str, data: bytes) -> Document:
    """A document; what several programmes take from is read once, but many large ones are not kept."""
    return (_SMALL_ONES if len(data) <= SMALL else _LARGE_ONES)(name, data)


@dataclass(frozen=True)
class _Kept:
    """What a programme's files came to together."""

    files: Mapping[Path, bytes | None]
    """What each of them holds; nothing where there is none."""
    whole: Whole | RefusedError

    def is_of_today(self) -> bool:
        """Whether each file still holds the same."""
        try:
            return all((read_bytes(one) if exists(one) else None) == data for one, data in self.files.items())
        except RefusedError:
            return False


_KEPT: dict[tuple[Path, Path], _Kept] = {}
"""The last programme that was put together: all of its cohorts are read one after the other."""


def read_whole(path: Path) -> Whole:
    """A programme's file over all that it takes from others.

    Raises:
        RefusedError: where the file itself cannot be read, or says more than is ever judged.
    """
    at = (path, resolved(path))
    if at not in _KEPT or not _KEPT[at].is_of_today():
        together = _Together(path.parent)
        _KEPT.clear()
        try:
            whole: Whole | RefusedError = _put_together(path, together)
        except RefusedError as refused:
            whole = refused
        _KEPT[at] = _Kept(together.files, whole)
    if isinstance(found := _KEPT[at].whole, RefusedError):
        raise RefusedError(*found.findings)
    return found


def _put_together(path: Path, together: _Together) -> Whole:
    own = _read(shown(path), together.bytes_of(path))
    together.findings += own.findings
    merged = together.programme(own, (resolved(path),))
    if len(merged.places) > MOST_VALUES:  # each of them may be wrong, and would be told
        raise _too_large(own, f"the programme has more than {MOST_VALUES} keys and values")
    complete = not any(one.severity is Severity.ERROR and one.code != DOUBLED for one in together.findings)
    if not complete:  # what is missing was perhaps to be removed
        together.findings = [one for one in together.findings if one.code != "nothing-to-remove"]
    reuse, findings = read(Reuse, _some(merged, ("variants", "cohorts")))
    findings += _runs(merged)
    variants = tuple(reuse.variants)[:MOST_RUNS] if reuse else ()
    cohorts = _ids(merged)
    if _values_of_runs(merged, variants, cohorts) > MOST_JUDGED:
        what = "cohorts" if cohorts else "variants"
        raise _too_large(own, f"the {what} have more than {MOST_JUDGED} keys and values together")
    found = (*together.findings, *map(merged.placed, findings))
    return Whole(merged, once(found), complete, variants, cohorts, together.shared)


def _too_large(own: Document, message: str) -> RefusedError:
    return RefusedError(own.placed(Finding("file-too-large", message, expected="a programme, of a few pages")))


def _values_of_runs(merged: Document, variants: tuple[str, ...], cohorts: tuple[str, ...]) -> int:
    """How many keys and values all cohorts and variants have at most, with what they share."""
    sizes = Counter(path[:2] for path in merged.places if path[:1] in (("variants",), ("cohorts",)))
    shared = len(merged.places) - sizes.total()
    followed = [merged.values["cohorts"][cohort].get("variant") for cohort in cohorts]
    runs = [("cohorts", one) for one in cohorts] + [("variants", one) for one in variants]
    return sum(shared + sizes[run] for run in runs) + sum(sizes["variants", one] for one in followed if one in variants)


def cohorts_of(path: Path) -> tuple[str, ...]:
    """The ids of the cohorts that a file has; none where that cannot be told, which is told when it is opened."""
    try:
        data = read_bytes(path)
        if b"cohorts" not in data and b"\\" not in data:  # most files have none, and need not be read twice
            return ()
        return _ids(_read(shown(path), data))
    except RefusedError:
        return ()


def no_such_cohort(name: str, cohort: str, known: tuple[str, ...]) -> Finding:
    """The finding for a cohort that a programme does not have."""
    return Finding(
        "no-such-cohort",
        f"{name} has no cohort `{cut(cohort)}`",
        expected=f"one of {', '.join(known)}" if known else "a programme with `cohorts`, or the name of the programme",
        help=did_you_mean(cohort, known),
    )


def _ids(document: Document) -> tuple[str, ...]:
    runs = document.values.get("cohorts")
    found = runs.items() if isinstance(runs, dict) else ()
    fit = [id_ for id_, run in found if isinstance(run, dict) and is_id(id_)]
    return tuple([id_ for id_ in fit if id_ not in ENDINGS][:MOST_RUNS])


def _some(document: Document, keys: tuple[str, ...]) -> dict[str, object]:
    return {key: document.values[key] for key in keys if key in document.values}


def _runs(document: Document) -> Iterator[Finding]:
    """What is wrong with variants and cohorts besides their shape."""
    variants, cohorts = document.values.get("variants"), document.values.get("cohorts")
    for key, runs in (("variants", variants), ("cohorts", cohorts)):
        if isinstance(runs, dict) and len(runs) > MOST_RUNS:
            message = f"there are {len(runs)} {key}"
            yield Finding("too-many-runs", message, (key,), at_key=True, expected=f"at most {MOST_RUNS}")
        for id_, run in runs.items() if isinstance(runs, dict) else ():
            found = [one for one in (*OF_ITS_OWN, "variants") if isinstance(run, dict) and one in run]
            yield from (_not_here(one, f"a {key[:-1]}", (key, id_, one)) for one in found)
    for id_, run in cohorts.items() if isinstance(cohorts, dict) else ():
        if id_ in ENDINGS:
            message = f"`{id_}` cannot be the id of a cohort: it is how the name of a file ends"
            yield Finding("bad-id", message, ("cohorts", id_), at_key=True, expected="another id")
        if isinstance(run, dict) and "variant" in run:
            known = list(variants) if isinstance(variants, dict) else []
            yield from _variant(run["variant"], known, ("cohorts", id_, "variant"))


def _variant(variant: object, known: list[str], at: At) -> Iterator[Finding]:
    expected = f"one of {', '.join(known[:MOST_RUNS])}" if known else "a variant that `variants` defines"
    if not isinstance(variant, str):
        yield Finding("wrong-shape", "`variant` does not hold one word", at, expected=expected)
    elif variant not in known:
        message = f"there is no variant `{cut(variant)}`"
        yield Finding("unknown-name", message, at, expected=expected, help=did_you_mean(variant, known))


def _not_here(key: str, where: str, at: At) -> Finding:
    return Finding(
        "not-here",
        f"`{key}` has no place in {where}",
        at,
        at_key=True,
        expected="what the sessions, people and days are",
        help=f"write `{key}` at the top of the programme's own file",
    )


@dataclass
class _Together:
    """Reads the files that a programme is put together from, and remembers what was found."""

    folder: Path
    findings: list[Finding] = field(default_factory=list)
    read: dict[Path, Document | None] = field(default_factory=dict)
    shared: dict[tuple[str, str], str] = field(default_factory=dict)
    """By block and id of each person and venue of a shared file, which file that is: the last that names them."""
    files: dict[Path, bytes | None] = field(default_factory=dict)
    size: int = 0
    named: int = 0
    layered: int = 0

    def bytes_of(self, path: Path) -> bytes:
        """What a file holds, which is remembered."""
        self.files[path] = None
        self.files[path] = data = read_bytes(path)
        return data

    def programme(self, own: Document, trail: tuple[Path, ...]) -> Document:
        """A programme's document over its shared files and the programme that it extends."""
        reuse, findings = read(Reuse, _some(own, ("use", "extends")))
        self.findings += map(own.placed, findings)
        if reuse is None:
            return own
        shared = [self._shared(own, ("use", n), name, trail) for n, name in enumerate(reuse.use)]
        base = self._base(own, reuse.extends, trail) if reuse.extends is not None else None
        found = [one for one in (*shared, base) if one is not None]
        if (reuse.use or reuse.extends) and not found:
            found = [without(own, own.values)]  # what it removes was to come from what is missing
        return self._layered([*found, own])

    def _layered(self, layers: list[Document]) -> Document:
        merged, *rest = layers
        for layer in rest:
            self.layered += len(layer.places)
            if self.layered > MOST_JUDGED:
                what = "the files that the programme takes from"
                raise _too_large(layers[-1], f"{what} hold more than {MOST_JUDGED} keys and values, each time counted")
            merged, warnings = merged_with_warnings(merged, layer)
            self.findings += warnings
        return merged

    def _shared(self, own: Document, at: At, name: str, trail: tuple[Path, ...]) -> Document | None:
        document = self._document(name, own.span(at), trail)
        if document is None:
            return None
        alien = [key for key in OF_ITS_OWN if key in document.values]
        self.findings += [document.placed(_not_here(key, "a shared file", (key,))) for key in alien]
        file = resolved(self.folder / name).as_posix()
        for block in SHARED_BLOCKS:
            held = document.values.get(block)
            self.shared |= {(block, id_): file for id_ in held} if isinstance(held, dict) else {}
        return without(document, OF_ITS_OWN)

    def _base(self, own: Document, id_: str, trail: tuple[Path, ...]) -> Document | None:
        name = f"{id_}.yaml"
        before = len(self.findings)
        document = self._document(name, own.span(("extends",)), trail)
        self.findings[before:] = map(_as_ids, self.findings[before:])
        if document is None:
            return None
        whole = self.programme(document, (*trail, resolved(self.folder / name)))
        return without(whole, OF_ITS_OWN)

    def _document(self, name: str, where: Span, trail: tuple[Path, ...]) -> Document | None:
        """The document of a file that is named somewhere, or None and a finding."""
        path = self.folder / name
        real = resolved(path)
        self.named += 1
        if not exists(path):
            self.files[path] = None
        if refused := self._refused(path, real, trail):
            self.findings.append(named_at(refused, where))
            return None
        if real not in self.read:
            self.read[real] = self._opened(path, where)
        return self.read[real]

    def _refused(self, path: Path, real: Path, trail: tuple[Path, ...]) -> Finding | None:
        """Why a file is not to be read at all, if so."""
        if self.named > MOST_NAMED:
            message = f"other files are named more than {MOST_NAMED} times"
            return Finding("too-many-files", message, expected="a few files", help="put some together")
        if real in trail:
            return Finding(
                "circle-of-files",
                f"{shown(path)} takes from this file, and this file from it" * (real != trail[-1])
                or "the file takes from itself",
                expected="another file",
                help="delete the line, or name the file that is meant",
            )
        name = path.relative_to(self.folder).as_posix()

        def fit(other: str) -> bool:  # none that would take from itself
            return _is_programme(other) and resolved(path.parent / other) not in trail

        if refused := not_to_be_had(name, self.folder, fit, MOST_FILES):
            return refused
        if real not in self.read and len(self.read) >= MOST_FILES:
            message = f"the programme is put together from more than {MOST_FILES} other files"
            return Finding("too-many-files", message, expected="a few files", help="put some together")
        return None

    def _opened(self, path: Path, where: Span) -> Document | None:
        document: Document | None = None
        try:
            document = _read(shown(path), self._counted(self.bytes_of(path)))
            findings = document.findings
        except RefusedError as refused:
            findings = refused.findings
        self.findings += [named_at(one, where) for one in findings]
        return document

    def _counted(self, data: bytes) -> bytes:
        """The bytes of one more file, where they are not too many together."""
        if self.size + len(data) > LARGEST_BYTES:
            message = "the files that the programme takes from are larger than 1 MiB together"
            raise RefusedError(Finding("file-too-large", message, expected="a few pages"))
        self.size += len(data)
        return data


def _as_ids(finding: Finding) -> Finding:
    """That there is no such file, with what may be written in its place where a programme is named by its id."""
    if finding.code != "no-such-file":
        return finding
    return replace(finding, expected=finding.expected.replace(".yaml", ""), help=finding.help.replace(".yaml", ""))


def _is_programme(name: str) -> bool:
    """Whether a file is called so that a programme may be put together from it."""
    return name.endswith(".yaml") and not name.endswith(".plan.yaml")
