"""What other programmes of a folder want, and whom several of them name each for itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hsplan.dates.misread import shown as cut
from hsplan.findings import Finding, Note, RefusedError, warning
from hsplan.language import is_id
from hsplan.plan.held import Party
from hsplan.programme.model import Programme
from hsplan.programme.reading import read
from hsplan.programme.unfolding import sessions_of
from hsplan.workspace.files import exists, read_bytes
from hsplan.workspace.names import Source
from hsplan.workspace.opening import open_plan
from hsplan.workspace.reusing import cohorts_of, read_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from hsplan.dates.days import DayRange
    from hsplan.findings import Span
    from hsplan.plan.held import Holdings, Who
    from hsplan.workspace.opening import Opened

MOST_NAMED = 4
"""How many programmes a message lists."""
SHARING = (b"use", b"extends", b"cohorts", b"\\")
"""One of these stands in every file that shares anyone; a word may be written with escapes."""


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
    known = {one.key for one in named}
    for folder in dict.fromkeys(one.path.parent for one in named):
        for path in _files(folder):
            source = Source(path.stem, path)
            runs = [replace(source, cohort=cohort) for cohort in cohorts_of(path)] or [source]
            for run in runs:
                if run.key not in known and exists(run.plan_path):
                    yield run


def _files(folder: Path) -> list[Path]:
    """The files of programmes that may share someone."""
    found = sorted(folder.glob("*.yaml"), key=lambda path: path.name)
    return [path for path in found if is_id(path.stem) and path.is_file() and _may_share(path)]


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
    return Party(source.full_id, *source.key, programme, whole.shares(document, *source.key))


@dataclass(frozen=True, slots=True)
class _Named:
    """A person or venue that a programme may want, and as whom they count."""

    who: tuple[object, ...]
    name: str
    programme: str
    within: DayRange
    span: Span


@dataclass
class Namesakes:
    """People and venues of several programmes, by name: those of one name that are not shared count as several."""

    _by_name: dict[tuple[str, str], list[_Named]] = field(default_factory=lambda: defaultdict(list))

    def put(self, opened: Opened, within: DayRange) -> None:
        """Write down whom a programme may want in its days."""
        programme, document = opened.programme, opened.document
        if programme is None or document is None or programme.template:
            return
        sessions = sessions_of(programme)
        wanted = {id_ for one in sessions for id_ in (*one.leaders.people, *one.venues)}
        wanted |= {id_ for id_, person in programme.people.items() if person.leads or person.role}
        for block, nouns in (("people", programme.people), ("venues", programme.venues)):
            for id_ in (one for one in nouns if one in wanted):
                who = opened.shares.get(id_) or (*opened.source.key, block, id_)
                span, name = document.span((block, id_), at_key=True), nouns[id_].name
                key = (block, " ".join(name.casefold().split()))
                self._by_name[key].append(_Named(who, name, opened.source.full_id, within, span))

    def findings(self) -> Iterator[Finding]:
        """A warning for each name that stands for several at one time, at the first place, with all others."""
        for (block, _), named in self._by_name.items():
            if _at_one_time(named):
                yield _not_shared(block, named)


def _at_one_time(named: Sequence[_Named]) -> bool:
    """Whether any two of one name who count as two are of programmes that run at the same time."""
    longest: list[_Named] = []  # of those so far, whoever lasts longest, and who does of those who count as another one
    for one in sorted(named, key=lambda each: each.within.first):
        if any(other.who != one.who and other.within.last >= one.within.first for other in longest):
            return True
        first, *others = sorted((*longest, one), key=lambda each: each.within.last, reverse=True)
        longest = [first, *[other for other in others if other.who != first.who][:1]]
    return False


def _not_shared(noun: str, named: Sequence[_Named]) -> Finding:
    first = named[0]
    programmes = [f"`{id_}`" for id_ in dict.fromkeys(one.programme for one in named)]
    more = [f"{len(programmes) - MOST_NAMED} more"] * (len(programmes) > MOST_NAMED)
    *listed, last = [*programmes[:MOST_NAMED], *more]
    among = f"{', '.join(listed)} and {last}" if listed else last
    spans = dict.fromkeys(one.span for one in named if one.span != first.span)
    cohorts = len({one.partition(".")[0] for one in programmes}) == 1
    shared = f"into `programmes/shared/{noun}.yaml`, with `use: shared/{noun}.yaml` in each"
    where = "once" if not listed else "at the top of the file" if cohorts else shared
    many = f"{len({one.who for one in named})} {noun}"
    return warning(
        "not-shared",
        f"`{cut(first.name)}` of {among} counts as {many}, and may be booked twice on a day",
        expected=f"one entry under `{noun}` for all, if it is one",
        help=f"write it {where}; if there are {many}, give each a name of its own",
        span=first.span,
        notes=tuple(Note("and here", span=span) for span in list(spans)[:MOST_NAMED]),
    )
