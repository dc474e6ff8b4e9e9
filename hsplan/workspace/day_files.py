"""The files of days that a programme names, read and put into it, or told at the line that names them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from hsplan.calendars.listings import FileDays
from hsplan.findings import Finding, RefusedError, Severity, did_you_mean
from hsplan.programme.absences import with_days
from hsplan.programme.clock import timezone_of
from hsplan.programme.groups import named_participants
from hsplan.workspace.files import named_at, not_to_be_had, read_bytes, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hsplan.calendars.listings import Entry, Listing
    from hsplan.findings import Path as At
    from hsplan.findings import Span
    from hsplan.programme.document import Document
    from hsplan.programme.model import Programme

LARGEST_BYTES = 2 * 1024 * 1024
LARGEST_TOGETHER = 4 * LARGEST_BYTES
MOST_FILES = 30
MOST_NAMED = 8


def with_day_files(programme: Programme, document: Document, folder: Path) -> tuple[Programme, list[Finding]]:
    """A programme with all of its days in place, and what is wrong with the files that it takes them from.

    Names of files count from the folder of the programme, and lead to nothing outside it.
    """
    named = dict(_named(programme, document))
    if not (named or programme.calendar.observances or any(block.for_ for _, block in programme.calendar.blocks)):
        return programme, []
    reader = _Reader(folder, document)
    for at, file in named.items():
        reader.read(at, file)
    zone = timezone_of(programme) if reader.entries else None
    listings: dict[tuple[str, str, str], Listing | None] = {}

    def fill(file: FileDays) -> FileDays:
        key = (file.ending, file.name, file.titled)
        if key not in listings:  # each is worked out once, however often it is named
            listings[key] = file.filled(reader.entries.get(file.name, ()), zone).listing
        return replace(file, listing=listings[key])

    return with_days(programme, fill), reader.findings


def _named(programme: Programme, document: Document) -> Iterator[tuple[At, FileDays]]:
    """Each file of days, by the place that names it."""
    for path, block in programme.calendar.blocks:
        yield from (((*path, key), file) for key, file in block.files)
    away = {("people", id_, "away"): person.away for id_, person in programme.people.items()}
    away |= {("venues", id_, "closed"): venue.closed for id_, venue in programme.venues.items()}
    away |= {("participants", id_, "away"): one.away for id_, one in named_participants(programme).items()}
    for path, listed in away.items():
        for n, file in enumerate(listed):
            if isinstance(file, FileDays):
                among = (*path, n, file.ending)
                yield among if among in document.places else (*path, file.ending), file


@dataclass
class _Reader:
    """Reads files of days, and remembers what was found."""

    folder: Path
    document: Document
    findings: list[Finding] = field(default_factory=list)
    entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    """What each file holds, by its name."""
    seen: set[str] = field(default_factory=set)
    size: int = 0

    def read(self, at: At, file: FileDays) -> None:
        """Read a file that is named at a place, unless that has been done."""
        where = self.document.span(at)
        if file.name not in self.seen:
            self.seen.add(file.name)
            self._read(file, where)
        titles = {one.title: None for one in self.entries.get(file.name, ())}
        if file.titled and titles and not any(map(file.suits, titles)):
            self.findings.append(_no_such_title(file, list(titles), self.document.span((*at[:-1], "titled"))))

    def _read(self, file: FileDays, where: Span) -> None:
        path = self.folder / file.name
        if refused := self._refused(file):
            self.findings.append(named_at(refused, where))
            return
        try:
            self.entries[file.name], found = _entries(file.ending, shown(path), self._bytes(path))
        except RefusedError as refusal:
            found = refusal.findings
        self.findings += [named_at(one, where) for one in found]

    def _bytes(self, path: Path) -> bytes:
        """The bytes of one more file, where they are not too many together."""
        data = read_bytes(path, LARGEST_BYTES)
        self.size += len(data)
        if len(data) > LARGEST_BYTES or self.size > LARGEST_TOGETHER:
            message = f"{shown(path)} is larger than hsplan reads"
            expected = f"files of at most {LARGEST_BYTES // 1024**2} MiB"
            mend = "export only the days that matter here"
            raise RefusedError(Finding("file-too-large", message, expected=expected, help=mend))
        return data

    def _refused(self, file: FileDays) -> Finding | None:
        """Why a file is not to be read at all, if so."""
        if len(self.seen) > MOST_FILES:
            message = f"the programme takes days from more than {MOST_FILES} files"
            return Finding("too-many-files", message, expected="a few files", help="put some together")
        ending = f".{file.ending}"
        return not_to_be_had(file.name, self.folder, lambda name: name.lower().endswith(ending), MOST_NAMED)


def _no_such_title(file: FileDays, titles: list[str], where: Span) -> Finding:
    such = ", ".join(f"`{one}`" for one in sorted(titles)[:MOST_NAMED] if one)
    return Finding(
        "no-such-title",
        f"nothing in {file.name} is titled `{file.titled}`",
        expected=f"words of a title such as {such}"
        if such
        else "days with titles: of a table, in a column headed `title`, `name` or `event`",
        help=did_you_mean(file.titled, [*_in_common(titles), *titles]),
        severity=Severity.WARNING,
        span=where,
    )


MOST_COMPARED = 200


def _in_common(titles: list[str]) -> list[str]:
    """The words, in a row, that several titles hold: what is probably meant by some that are a little otherwise."""
    times: Counter[str] = Counter()
    for title in titles[:MOST_COMPARED]:
        words = title.split()[:MOST_NAMED]
        runs = (" ".join(words[n:end]) for n in range(len(words)) for end in range(n + 1, len(words) + 1))
        times.update({run.strip(" :;,.()-") for run in runs})
    return [run for run, many in times.items() if many > 1 and run]


@lru_cache(maxsize=2 * MOST_FILES)
def _entries(ending: str, name: str, data: bytes) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """What a file holds; read once for all cohorts. Only what is needed for its kind is imported."""
    if ending == "ics":
        from hsplan.calendars.ics import read_ics

        return read_ics(name, data)
    from hsplan.calendars.tables import read_table

    return read_table(name, data)
