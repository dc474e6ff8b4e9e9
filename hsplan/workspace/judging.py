"""What is wrong with a programme, as far as its document can be understood, told at the places where it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hsplan.checks import check, check_in_part
from hsplan.findings import MOST_WRONG, Finding, first_of, nearest, written_again
from hsplan.programme.model import Programme
from hsplan.programme.reading import read, read_in_part
from hsplan.workspace.day_files import with_day_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from hsplan.findings import Path as At
    from hsplan.programme.document import Document


def judged(
    document: Document, folder: Path, *, complete: bool, beside: Callable[[Programme], Programme] = lambda one: one
) -> tuple[Programme | None, list[Finding]]:
    """The programme that a document holds, with the days of the files that it names; what is wrong, at its places.

    Names of files count from a folder. Where a document is not complete, what may follow from that is left out. What
    the programme is to know of others is put into it before it is judged.
    """
    programme, found = read(Programme, document.values)
    findings = _slips_once(found)
    if not complete:
        return None, placed((one for one in findings if one.code != "missing-key"), document)
    if programme is not None:
        programme, of_files = with_day_files(programme, document, folder)
        programme = beside(programme)
        findings = _slips_once([*findings, *of_files, *check(programme)])
    elif len(findings) < MOST_WRONG // 2:  # else nobody mends all of that before looking again
        findings += _what_else(document)
    return programme, placed(findings, document)


A_FEW = 3
"""How often a slip may be written and still be told at each of its lines."""


def _slips_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, of a slip that was copied down many lines the first alone, with how often it is there."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        slip = (one.path[:1], one.path[-1:]) if one.code.startswith(("bad-", "unknown-name")) else one.path
        alike.setdefault((one.code, one.message, slip), []).append(one)
    told: list[Finding] = []
    for found in alike.values():
        first = replace(found[0], notes=(*found[0].notes, written_again(len(found) - 1)))
        told += [first] if len(found) > A_FEW else found
    return told


def placed(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """Findings at their places, with the ids of what is named otherwise."""
    titles = _Titles(document.values)
    return [document.placed(_by_name(one, titles)) for one in findings]


MOST_NAMED = 12
"""How many people or venues a message lists."""
TITLED_IN = {
    "where": ("venues",),
    "with": ("people",),
    **dict.fromkeys(("teaches", "practises"), ("skills",)),
    "leads": ("kinds", "sessions", "strands", "trimesters", "phases"),
    **dict.fromkeys(("away", "closed"), ("calendar",)),
}
"""The blocks that hold what a key names by its id."""


class _Titles:
    """The titles in a programme's blocks, gathered once however many findings ask for them."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self.known: dict[str, tuple[frozenset[str], dict[str, str]]] = {}

    def named_by(self, key: str) -> tuple[frozenset[str], dict[str, str]]:
        """The ids that a key may name; and by title, as it reads without capitals, the first id that has it."""
        if key not in self.known:
            titled = dict(one for block in TITLED_IN[key] for one in _titled(self.values.get(block)))
            by_title: dict[str, str] = {}
            for id_, title in titled.items():
                by_title.setdefault(title.casefold(), id_)
            self.known[key] = frozenset(titled), by_title
        return self.known[key]


OF_ONE_FILE = (
    "only cohorts of one file hold a session together, each named by its id alone, such as `north`; to hold it with "
    "another programme, write that as one of the `cohorts` of this file"
)


def _by_name(finding: Finding, titles: _Titles) -> Finding:
    """A finding about words that are no id; where they are the name or title of what is meant, with the id of that."""
    key = next((str(key) for key in reversed(finding.path) if isinstance(key, str)), "")
    wanted = _about(finding)
    if finding.code == "bad-id" and key == "joint-with" and "." in wanted:
        return replace(finding, help=OF_ONE_FILE)
    if finding.code not in ("bad-id", "bad-leads", "bad-leaders", "bad-date") or key not in TITLED_IN or not wanted:
        return finding
    ids, by_title = titles.named_by(key)
    if key in ("away", "closed"):
        mend = f"in the `calendar`, say `for: {finding.path[1]}` at `{wanted}`" if wanted in ids else ""
    else:
        mend = f"write its id, `{by_title[wanted]}`" if wanted in by_title else ""
    return replace(finding, help=mend) if mend else finding


def with_known(finding: Finding, known: Mapping[str, Any]) -> Finding:
    """A finding about words that are no id: the id of what has that name, or about that, else those that there are."""
    wanted = _about(finding)
    names = {str(one.get("name") if isinstance(one, dict) else one).casefold(): id_ for id_, one in known.items()}
    if wanted in names:
        return replace(finding, help=f"write its id, `{names[wanted]}`")
    near = nearest(wanted, [*names, *known])
    others = first_of([*known], MOST_NAMED)
    return replace(finding, help=f"did you mean `{names.get(near, near)}`?" if near else f"write one of {others}")


def _about(finding: Finding) -> str:
    """The words that a finding is about, as they read without capitals."""
    return finding.message.partition("`")[2].partition("`")[0].casefold()


def _titled(block: object) -> Iterator[tuple[str, str]]:
    """The ids in a block, and in those within it, with their names or titles."""
    for id_, value in block.items() if isinstance(block, dict) else ():
        keys = value if isinstance(value, dict) else {"name": value}
        yield str(id_), str(keys.get("name", keys.get("title", "")))
        yield from _titled(value)


def _what_else(document: Document) -> list[Finding]:
    """What else is wrong with a programme that cannot be read whole; what follows from the unread is left out."""
    part, lost = read_in_part(Programme, document.values)
    found = check_in_part(part) if part is not None else []
    keys = {str(path[-1]) for path in lost if path}
    nouns = {NAMED_IN[block] for key in keys if (block := nearest(key, list(NAMED_IN)))}
    blocks = {path[:-1] for path in lost if len(path) > 1}
    return [one for one in found if not _follows(one, keys, nouns, blocks)]


NAMED_IN = {
    "skills": "skill",
    "needs": "need",
    "kinds": "kind",
    "groups": "group",
    "people": "person",
    "venues": "venue",
}
NAMED_IN |= dict.fromkeys(("sessions", "trimesters", "phases"), "session")
"""The blocks that names refer to, and what a thing in each is called."""


def _follows(finding: Finding, keys: set[str], nouns: set[str], blocks: set[At]) -> bool:
    """Whether a finding says no more than that something could not be read.

    A name refers to nothing if what it refers to, or the whole block of it, was left out; what is said of a block of
    which a part was left out may be about that part.
    """
    if finding.code != "unknown-name":
        return any(finding.path[:n] in blocks for n in range(1, len(finding.path) + 1))
    named = re.findall("`([^`]*)`", finding.message)
    return not keys.isdisjoint(named) or any(f"no {noun} " in finding.message for noun in nouns)
