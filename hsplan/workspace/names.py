"""Which files a command is about: the programmes of a workspace, by name or path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hsplan.findings import Finding, RefusedError, did_you_mean, printable
from hsplan.language import ID, LONGEST_ID
from hsplan.workspace.files import exists, refusal, resolved, shown

FOLDER = "programmes"
PLAN = ".plan.yaml"
"""How the name of a plan's file ends; no programme's does."""


@dataclass(frozen=True, slots=True)
class Source:
    """A programme's file and the name that commands know it by."""

    id: str
    path: Path

    @property
    def name(self) -> str:
        """What to call it on the command line: its id within the workspace, else its path."""
        return self.id if self.path.parent == Path(FOLDER) else shown(self.path)

    @property
    def plan_path(self) -> Path:
        """Where its plan is kept: beside it."""
        return self.path.with_name(f"{self.id}{PLAN}")


def find(names: list[str] | None) -> list[Source]:
    """The programmes of the names or paths given; without any, every programme of the workspace, by name.

    Raises:
        RefusedError: with a finding for each name that is no programme's.
    """
    if not names:
        return _all()
    found: dict[Path, Source] = {}
    findings: list[Finding] = []
    for name in names:
        try:
            source = _named(name)
            found.setdefault(resolved(source.path), source)
        except RefusedError as refused:
            findings += refused.findings
    if findings:
        raise RefusedError(*findings)
    return list(found.values())


def _all() -> list[Source]:
    folder = Path(FOLDER)
    if not folder.is_dir():
        raise RefusedError(
            Finding(
                "no-workspace",
                f"there is no folder `{FOLDER}` here",
                expected="a folder that holds `programmes/`",
                help="go to the folder that holds `programmes/`, or name a file",
            )
        )
    found: list[Source] = []
    findings: list[Finding] = []
    for path in _entries(folder):
        if path.suffix == ".yml":
            findings.append(_misnamed(path, "ends in `.yml`", f"rename it to `{path.stem}.yaml`"))
        elif path.suffix == ".yaml" and not path.name.endswith(PLAN) and not path.is_dir():
            if ID.fullmatch(path.stem) and len(path.stem) <= LONGEST_ID:
                found.append(Source(path.stem, path))
            else:
                findings.append(_misnamed(path, "is not named by an id", "use lower-case letters, digits and hyphens"))
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


def _misnamed(path: Path, what: str, mend: str) -> Finding:
    return Finding("bad-file-name", f"{shown(path)} {what}", expected="a name such as `stepney.yaml`", help=mend)


def _named(name: str) -> Source:
    stem = name.removesuffix(".yaml")
    if ID.fullmatch(stem):
        inside = Path(FOLDER) / f"{stem}.yaml"
        if exists(inside):
            return Source(stem, inside)
    path = Path(name)
    if not exists(path):
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
    if path.suffix == ".yml":
        raise RefusedError(_misnamed(path, "ends in `.yml`", f"rename it to `{path.stem}.yaml`"))
    if path.is_dir():
        raise RefusedError(
            Finding("not-a-file", f"{shown(path)} is a folder", expected="a programme's file", help="name a file in it")
        )
    if path.suffix != ".yaml" or not ID.fullmatch(path.stem) or len(path.stem) > LONGEST_ID:
        raise RefusedError(
            _misnamed(path, "is not named as a programme", "use lower-case letters, digits and hyphens, and `.yaml`")
        )
    return Source(path.stem, path)


def _no_such(name: str, stem: str) -> Finding:
    folder = Path(FOLDER)
    known = sorted(
        path.stem for path in (folder.glob("*.yaml") if folder.is_dir() else ()) if not path.name.endswith(PLAN)
    )
    return Finding(
        "no-such-programme",
        f"there is no programme `{printable(name)[:60]}`",
        expected=f"one of {', '.join(known)}" if known else f"a file in `{FOLDER}`, or a path",
        help=did_you_mean(stem, known),
    )
