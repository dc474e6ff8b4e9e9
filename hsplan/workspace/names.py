"""Which files a command is about: the programmes of a workspace, by name or path."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from hsplan.findings import Finding, RefusedError, did_you_mean, printable
from hsplan.language import ID, as_id, is_id
from hsplan.workspace.files import exists, refusal, resolved, shown
from hsplan.workspace.reusing import ENDINGS, cohorts_of, no_such_cohort

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.plan.held import Key

FOLDER = "programmes"
OTHER_ENDINGS = (".yml", ".yaml.txt", ".yml.txt")
"""What a programme's name may end in by a slip: the last two are what Notepad makes of it, with its ending hidden."""
PLAN = ".plan.yaml"
"""How the name of a plan's file ends; no programme's does."""


@dataclass(frozen=True, slots=True)
class Source:
    """A programme's file and the name that commands know it by."""

    id: str
    path: Path
    cohort: str | None = None
    """Which run of the programme is meant, where its file has several."""

    @property
    def full_id(self) -> str:
        """What its plan and its exports are called: `stepney`, or `stepney.north`."""
        return self.id if self.cohort is None else f"{self.id}.{self.cohort}"

    @property
    def name(self) -> str:
        """What to call it on the command line: its id within the workspace, else its path."""
        if self.path.parent == Path(FOLDER):
            return self.full_id
        path = shown(self.path if self.cohort is None else self.path.with_name(self.full_id))
        return path if self.cohort is None or "/" in path else f"./{path}"

    @property
    def told(self) -> str:
        """Its file, and which cohort of it."""
        return shown(self.path) if self.cohort is None else f"{shown(self.path)} ({self.cohort})"

    @property
    def key(self) -> Key:
        """What tells it from all others, of whatever folder and by whatever name: where its file really lies."""
        return resolved(self.path).as_posix(), self.cohort

    @property
    def plan_path(self) -> Path:
        """Where its plan is kept: beside it."""
        return self.path.with_name(f"{self.full_id}{PLAN}")


def command(*words: str) -> str:
    """A command of hsplan as it is typed, in the shells of all systems.

    >>> print(command("show", "My programmes/bow.yaml"))
    hsplan show "My programmes/bow.yaml"
    """
    return " ".join(map(_in_shell, ("hsplan", *words)))


def _in_shell(word: str) -> str:
    """A word as it is; in quotes where it holds a blank, or anything else that a shell may act on."""
    if re.fullmatch(r"[\w./:@=,+-]+", word):
        return word
    return quote(word) if re.search(r'["$`\\!]', word) else f'"{word}"'


def find(names: list[str] | None) -> list[Source]:
    """The programmes of the names or paths given; without any, every programme of the workspace, by name.

    Raises:
        RefusedError: with a finding for each name that is no programme's.
    """
    if not names:
        return [one for source in _all() for one in _runs(source)]
    found: dict[Key, Source] = {}
    findings: list[Finding] = []
    for name in names:
        try:
            for source in _runs(_named(name)):
                found.setdefault(source.key, source)
        except RefusedError as refused:
            findings += refused.findings
    if findings:
        raise RefusedError(*findings)
    return list(found.values())


def in_fewer_words(words: Sequence[str]) -> list[str]:
    """Names and then options of a command, with a programme in place of its cohorts where all of them are named."""
    names = [*takewhile(lambda word: not word.startswith("-"), words)]
    sources: dict[str, Source] = {}
    cohorts: dict[Path, set[str]] = {}
    for name in names:
        with suppress(RefusedError):  # told when it is looked for
            one = _named(name)
            if one.cohort is not None:
                sources[name] = one
                cohorts.setdefault(one.path, set()).add(one.cohort)
    all_ = {path for path, named in cohorts.items() if len(named) > 1 and named.issuperset(cohorts_of(path))}
    whole = {name: replace(one, cohort=None).name for name, one in sources.items() if one.path in all_}
    return [*dict.fromkeys(whole.get(name, name) for name in names), *words[len(names) :]]


def folders_of(names: Sequence[str] | None) -> list[Path]:
    """The folders of the programmes of some names or paths, or the workspace's; of no name that is none's."""
    found = []
    for name in names or ():
        with suppress(RefusedError):  # told when it is looked for
            found.append(_named(name).path.parent)
    return found if names else [Path(FOLDER)]


def _runs(source: Source) -> list[Source]:
    """The cohorts of a programme, or the programme where it has none.

    Raises:
        RefusedError: where a cohort is named that there is not, or that would pass for another one.
    """
    known = cohorts_of(source.path)
    if source.cohort is not None:
        if source.cohort not in known:
            raise RefusedError(no_such_cohort(shown(source.path), source.cohort, known))
        found = [source]
    else:
        found = [replace(source, cohort=cohort) for cohort in known] or [source]
    if taken := [finding for one in found for finding in _same_entries(one)]:
        raise RefusedError(*taken)
    return found


def _same_entries(source: Source) -> Iterator[Finding]:
    """A finding where another cohort or programme would give its calendar entries the same ids.

    In those ids the dot of `a.b-c` is a hyphen, as that of `a-b.c` is, and a programme `a-b-c` has no dot at all.
    """
    words = source.full_id.replace(".", "-").split("-")
    for n in range(1, len(words) + 1):
        id_, cohort = "-".join(words[:n]), "-".join(words[n:])
        path = source.path.with_name(f"{id_}.yaml")
        if id_ != source.id and exists(path) and (cohort in cohorts_of(path) or not cohort):
            yield Finding(
                "same-entries",
                f"`{source.full_id}` and `{id_}{'.' * bool(cohort)}{cohort}` would give their calendar entries the "
                "same ids",
                expected="names that differ in more than a dot and a hyphen",
                help="rename one of the two",
            )


def _all() -> list[Source]:
    folder = Path(FOLDER)
    if not folder.is_dir():
        raise RefusedError(
            Finding(
                "no-workspace",
                f"there is no folder `{FOLDER}` here",
                expected="a folder that holds `programmes/`",
                help=_go_up() or "go to the folder that holds `programmes/`, or name a file",
            )
        )
    found: list[Source] = []
    findings: list[Finding] = []
    for path in _entries(folder):
        if path.name.endswith(OTHER_ENDINGS):
            findings.append(_other_ending(path))
        elif path.suffix == ".yaml" and not path.name.endswith(PLAN) and not path.is_dir():
            if is_id(path.stem):
                found.append(Source(path.stem, path))
            else:
                mend = (
                    f"rename it to `{as_id(path.stem) or 'my-programme'}.yaml`: lower-case letters, digits and hyphens"
                )
                findings.append(_misnamed(path, "is not named by an id", mend))
    if findings:
        raise RefusedError(*findings)
    if not found:
        raise RefusedError(
            Finding(
                "no-programme",
                f"`{FOLDER}` holds no programme",
                expected=f"a file such as `{FOLDER}/stepney.yaml`",
                help="`hsplan new NAME` writes one to start from",
            )
        )
    return found


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        raise RefusedError(refusal("cannot-read", "cannot be read", folder, error)) from None


def plans_beside(source: Source) -> set[Path]:
    """The plans of a programme and of its cohorts, those of cohorts that it has no more among them."""
    try:
        held = os.listdir(source.path.parent)  # noqa: PTH208 - of thousands of other files no paths are made
        names = [name for name in held if name.startswith(f"{source.id}.")]
    except OSError:
        return set()
    runs = [name.removesuffix(PLAN).partition(".")[2] for name in names if name.endswith(PLAN)]
    return {replace(source, cohort=run or None).plan_path for run in runs if not run or ID.fullmatch(run)}


def _other_ending(path: Path) -> Finding:
    """That a programme's file has another ending than `.yaml`."""
    return _misnamed(path, f"ends in `{path.suffix}`", f"rename it to `{path.name.partition('.')[0]}.yaml`")


def _misnamed(path: Path, what: str, mend: str) -> Finding:
    return Finding("bad-file-name", f"{shown(path)} {what}", expected="a name such as `stepney.yaml`", help=mend)


def _named(name: str) -> Source:
    name = _slashed(name)
    stem = name.removesuffix(".yaml")
    if ID.fullmatch(stem):
        inside = Path(FOLDER) / f"{stem}.yaml"
        if exists(inside):
            return Source(stem, inside)
    elif (cohort := _of_cohort(name)) is not None:
        return cohort
    path = Path(name)
    if not exists(path):
        meant = (place / f"{stem}{ending}" for place in (Path(FOLDER), Path()) for ending in OTHER_ENDINGS)
        if (other := next(filter(exists, meant), None)) is not None:
            raise RefusedError(_other_ending(other))
        raise RefusedError(_no_such(name, stem))
    if path.name.endswith(PLAN):
        raise RefusedError(
            Finding(
                "bad-file-name",
                f"{shown(path)} is a plan",
                expected="a programme",
                help=f"name its programme: `{path.name.removesuffix(PLAN)}`",
            )
        )
    if path.name.endswith(OTHER_ENDINGS):
        raise RefusedError(_other_ending(path))
    if path.is_dir():
        raise RefusedError(
            Finding("not-a-file", f"{shown(path)} is a folder", expected="a programme's file", help="name a file in it")
        )
    if path.suffix != ".yaml" or not is_id(path.stem):
        raise RefusedError(
            _misnamed(path, "is not named as a programme", "use lower-case letters, digits and hyphens, and `.yaml`")
        )
    return Source(path.stem, path)


def _slashed(name: str) -> str:
    r"""A path with forward slashes: on Windows it is typed as `programmes\stepney.yaml`, and noted down so."""
    return name if exists(Path(name)) and os.sep == "/" else name.replace("\\", "/")


def _of_cohort(name: str) -> Source | None:
    """The programme and the cohort that `ID.COHORT` names, by itself or at the end of a path."""
    folder, slash, last = name.rpartition("/")
    id_, _, cohort = last.partition(".")
    path = Path(folder + slash if slash else FOLDER) / f"{id_}.yaml"
    if cohort in ENDINGS or not (ID.fullmatch(id_) and ID.fullmatch(cohort) and exists(path)):
        return None
    return Source(id_, path, cohort)


def _no_such(name: str, stem: str) -> Finding:
    known = known_ids()
    of_cohort = sorted(path.name for path in Path(FOLDER).glob(f"*.{stem}{PLAN}")) if ID.fullmatch(stem) else []
    cohort = f"did you mean `{of_cohort[0].removesuffix(PLAN)}`?" if of_cohort else ""
    return Finding(
        "no-such-programme",
        f"there is no programme `{printable(name)[:60]}`",
        expected=f"one of {', '.join(known)}" if known else f"a file in `{FOLDER}`, or a path",
        help=cohort or did_you_mean(stem, known) or _go_up(),
    )


def known_ids() -> list[str]:
    """The ids of the programmes of the workspace, as their files are named."""
    folder = Path(FOLDER)
    files = folder.glob("*.yaml") if folder.is_dir() else ()
    return sorted(path.stem for path in files if not path.name.endswith(PLAN))


def _go_up() -> str:
    """What to do where the command is run in the folder of the programmes, one too far down; else nothing."""
    inside = Path.cwd().name == FOLDER and not Path(FOLDER).exists()
    return "you are in it: go one folder up, with `cd ..`" if inside else ""
