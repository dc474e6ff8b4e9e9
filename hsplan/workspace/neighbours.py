"""What other programmes of a folder want: those that are not named, but share people and venues with those that are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hsplan.findings import RefusedError
from hsplan.language import ID, LONGEST_ID
from hsplan.plan.held import Party
from hsplan.programme.model import Programme
from hsplan.programme.reading import read
from hsplan.workspace.files import exists, read_bytes, resolved
from hsplan.workspace.names import PLAN, Source
from hsplan.workspace.opening import open_plan
from hsplan.workspace.reusing import cohorts_of, read_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from hsplan.plan.held import Holdings, Key, Who

SHARING = (b"use", b"extends", b"cohorts", b"\\")
"""One of these stands in every file that shares anyone; a word may be written with escapes."""


def key_of(source: Source) -> Key:
    """What tells a programme or cohort from all others."""
    return resolved(source.path).as_posix(), source.cohort


def add_neighbours(holdings: Holdings, named: Sequence[Source], whom: Collection[Who] | None = None) -> list[str]:
    """Write down whom the plans of other programmes in the same folders want; those that cannot be read.

    Args:
        holdings: Where to write it down.
        named: The programmes that are known already.
        whom: Of whom that matters; those who are held already unless given.
    """
    whom = set(holdings.wanted() if whom is None else whom)
    unread = []
    for source in _beside(named) if whom else ():
        try:
            party = _party(source)
            stored = open_plan(source) if not whom.isdisjoint(party.shares.values()) else None
            if stored is not None:
                holdings.put(party, stored.plan)
        except RefusedError:
            unread.append(source.name)
    return unread


def _beside(named: Sequence[Source]) -> Iterator[Source]:
    """The programmes and cohorts of the same folders that have a plan and may share someone, by name."""
    known = {(resolved(one.path), one.cohort) for one in named}
    for folder in dict.fromkeys(one.path.parent for one in named):
        for path in _files(folder):
            source = Source(path.stem, path)
            runs = [replace(source, cohort=cohort) for cohort in cohorts_of(path)] or [source]
            for run in runs:
                if (resolved(path), run.cohort) not in known and exists(run.plan_path):
                    yield run


def _files(folder: Path) -> list[Path]:
    """The files of programmes that may share someone."""
    found = []
    for path in sorted(folder.glob("*.yaml"), key=lambda path: path.name):
        fit = ID.fullmatch(path.stem) and len(path.stem) <= LONGEST_ID and not path.name.endswith(PLAN)
        if fit and path.is_file() and _may_share(path):
            found.append(path)
    return found


def _may_share(path: Path) -> bool:
    try:
        data = read_bytes(path)
    except RefusedError:
        return True  # told when it is read
    return any(word in data for word in SHARING)


def _party(source: Source) -> Party:
    """A programme as those see it who share people with it, without any check of its own.

    Raises:
        RefusedError: where it cannot be understood.
    """
    whole = read_whole(source.path)
    document = whole.common() if source.cohort is None else whole.with_cohort(source.cohort)[0]
    programme, findings = read(Programme, document.values)
    if programme is None:
        raise RefusedError(*map(document.placed, findings))
    file = resolved(source.path).as_posix()
    return Party(source.full_id, file, source.cohort, programme, whole.shares(file, document, source.cohort))
