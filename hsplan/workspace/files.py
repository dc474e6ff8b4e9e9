"""Files read within bounds, and replaced whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hsplan.findings import Finding, Note, RefusedError, did_you_mean
from hsplan.programme.document import LARGEST_BYTES
from hsplan.workspace.ending import tidied, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hsplan.findings import Span

TEMPORARY = ".hsplan.tmp"
"""How the name of a file ends that is to take another one's place."""
CLAIM = f".claim{TEMPORARY}"
"""How the name of a file ends by which a run claims another for the moment in which it is compared and replaced."""
DEAD = 3.0
"""Seconds after which who made a claim counts as dead: it takes a few calls of the system to look and to replace."""
PAUSE = 0.02
"""Seconds between two looks at somebody's claim."""
AT_A_TIME = 8
"""How many files the disk is asked to keep at the same time."""


def resolved(path: Path) -> Path:
    """Where a path leads in the end; a path whose links lead round in a circle, or nowhere, stays as it is."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 tell a circle of links as a RuntimeError
        return path


def shown(path: Path) -> str:
    """A path as messages show it: relative to the current folder where it lies within, with forward slashes."""
    with suppress(ValueError, OSError):  # it lies elsewhere, or the current folder is gone
        path = resolved(path).relative_to(Path.cwd().resolve())
    return path.as_posix()


def folder_made(path: Path) -> Path:
    """A folder, made if it is not there yet."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise RefusedError(refusal("cannot-write", "cannot be made", path, error)) from None
    return path


def exists(path: Path) -> bool:
    """Whether there is anything of that name, be it out of reach: why it cannot be read is told when it is."""
    try:
        return path.exists() or path.is_symlink()
    except PermissionError:
        return True
    except (OSError, ValueError):  # a name too long for the system, or with a NUL in it
        return False


def read_bytes(path: Path, most: int = LARGEST_BYTES) -> bytes:
    """A file's bytes, at most one more than it may have: as many as a document, unless stated.

    Raises:
        RefusedError: where it cannot be read, saying why.
    """
    _regular(path)
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise RefusedError(refusal("cannot-read", "cannot be read", path, error)) from None


def replace_all(files: Sequence[tuple[Path, bytes, bytes | None]]) -> None:
    """Put new bytes in the places of some files: of each all or none, and only if each still holds what was expected.

    Args:
        files: Each file, whose folder must exist; what it is to hold; and what it held when it was read, None if there
            was none.

    Raises:
        RefusedError: where a folder cannot be written, or another run has changed a file since.
    """

    def unchanged() -> None:
        for path, _, expected in files:
            if _held(path) != expected:
                raise RefusedError(_meanwhile(path))

    _put([(path, data) for path, data, _ in files], unchanged)


def write_all(files: Mapping[Path, bytes]) -> None:
    """Put new bytes in the place of several files: all are written beside them before the first takes its place.

    What can be made again at any time is not forced to the disk; a full disk or a kill still leaves each file whole,
    old or new.

    Raises:
        RefusedError: where one cannot be written; then none was changed.
    """
    _put(list(files.items()), lambda: None, lasting=False)


def _put(files: Sequence[tuple[Path, bytes]], last_look: Callable[[], None], *, lasting: bool = True) -> None:
    """Write a temporary file beside each file, look once more, and let them take the files' places."""
    for path, _ in files:
        _regular(path)
    # A link stays a link; what it leads to is replaced.
    places = [resolved(path) if os.path.islink(path) else path for path, _ in files]  # noqa: PTH114 - of any length
    temporaries: list[Path] = []
    with tidied(lambda: _remove(temporaries)):
        for path in places:
            with _writing(path):
                handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=TEMPORARY, dir=path.parent)
                os.close(handle)
            temporaries.append(Path(name))
        for path, temporary, (_, data) in zip(places, temporaries, files, strict=True):
            with _writing(path, ours=True):
                temporary.write_bytes(data)
        if lasting:
            _sync(places, temporaries)
        for path, temporary in zip(places, temporaries, strict=True):
            with suppress(OSError):  # a drive that keeps no permissions
                temporary.chmod(_mode(path))
        with _claimed(places), whole():
            last_look()
            for path, temporary in zip(places, temporaries, strict=True):
                with _writing(path, ours=True):
                    temporary.replace(path)
        for folder in dict.fromkeys(path.parent for path in places) if lasting else ():
            _sync_folder(folder)


@contextmanager
def _claimed(places: Sequence[Path]) -> Iterator[None]:
    """While this lasts no other hsplan looks at some files and replaces them, also where a drive has no locks, or lies.

    Each has a claim beside it, a file that only one can make (O_EXCL, which network drives keep as well: NFS from its
    third version, SMB). All claim in one order, so that no two wait for each other.
    """
    claims: list[Path] = []
    with tidied(lambda: _remove(claims)):
        for path in sorted(places):
            claim = path.with_name(f".{path.name}{CLAIM}")
            with _writing(path):
                while not _made(claim):
                    outwait(claim)
            claims.append(claim)
        yield


def _made(claim: Path) -> bool:
    with suppress(FileExistsError):
        os.close(os.open(claim, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        return True
    return False


def outwait(claim: Path) -> None:
    """Wait until a claim is given up; one that nobody gives up is of a run that was killed, and is removed."""
    first = _seen(claim)
    waited = 0.0
    while first is not None and _seen(claim) == first:
        if waited >= DEAD:
            claim.unlink(missing_ok=True)
            return
        time.sleep(PAUSE)
        waited += PAUSE


def _seen(claim: Path) -> tuple[int, int] | None:
    """What tells a claim from a later one of the same name; None where there is none."""
    with suppress(FileNotFoundError):
        found = claim.stat()
        return found.st_ino, found.st_mtime_ns
    return None


def _remove(temporaries: Sequence[Path]) -> None:
    for temporary in temporaries:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def _writing(path: Path, *, ours: bool = False) -> Iterator[None]:
    """Tells what the system would not do with a file, or with our temporary one beside it."""
    try:
        yield
    except FileNotFoundError as error:
        if ours and path.parent.is_dir():  # only another hsplan takes that away
            raise RefusedError(_meanwhile(path)) from None
        raise RefusedError(refusal("cannot-write", "cannot be written", path, error)) from None
    except OSError as error:
        raise RefusedError(refusal("cannot-write", "cannot be written", path, error)) from None


def _meanwhile(path: Path) -> Finding:
    return Finding(
        "changed-meanwhile",
        f"{shown(path)} was changed by someone else meanwhile",
        expected="the file as it was read",
        help="nothing was written; run the command again",
    )


def _sync(places: Sequence[Path], temporaries: Sequence[Path]) -> None:
    """Make what was written last, whatever happens to the machine; side by side, which takes a tenth as long."""
    if len(places) <= 1:
        list(map(_sync_file, places, temporaries))
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        list(pool.map(_sync_file, places, temporaries))


def _sync_file(path: Path, temporary: Path) -> None:
    with _writing(path, ours=True), temporary.open("rb+") as file:
        os.fsync(file.fileno())


def leads_out(path: Path) -> bool:
    """Whether something is a link that leads out of the folder in which it lies, and of the current one.

    A workspace may come from anybody: what is read may be told, and what is written may be somebody's words.
    """
    if not path.is_symlink():
        return False
    real = Path(os.path.realpath(path))  # of links that lead round in a circle, the link itself
    return not any(real.is_relative_to(os.path.realpath(folder)) for folder in (path.parent, Path()))


def not_to_be_had(name: str, folder: Path, fit: Callable[[str], bool], most: int) -> Finding | None:
    """Why a programme cannot have a file that it names, if so: it is not there, or leads out of its folder.

    Args:
        name: The file, as it is named from that folder.
        folder: The folder of the programme.
        fit: Whether a name is that of such a file.
        most: How many of those that lie there are told.
    """
    path = folder / name
    if not exists(path):
        known = list(filter(fit, _beside(path)))
        expected = f"one of {', '.join(known[:most])}" if known else "a file that is there"
        mend = did_you_mean(path.name, known, "names of files count from the folder of the programme")
        return Finding("no-such-file", f"there is no file {shown(path)}", expected=expected, help=mend)
    if resolved(folder) not in resolved(path).parents:
        message = f"`{name}` leads out of the folder of the programme"
        return Finding("outside-folder", message, expected=f"a file in {shown(folder)}")
    return None


def _beside(path: Path) -> list[str]:
    """The names of what lies where a file should be; none where that cannot be told."""
    try:
        return sorted(one.name for one in path.parent.iterdir())
    except OSError:
        return []


def named_at(finding: Finding, where: Span) -> Finding:
    """A finding about a file: at its own line with a note of where the file is named, else at that place."""
    if finding.span is None:
        return replace(finding, span=where)
    return replace(finding, notes=(*finding.notes, Note("named here", span=where)))


def outside(path: Path) -> Finding:
    """The finding that a link leads out."""
    message = f"{path.as_posix()} is a link that leads out of this folder"
    return Finding(
        "outside-folder", message, expected="a file in this folder", help="name what it leads to by its path"
    )


def _regular(path: Path) -> None:
    """Refuse a folder, a pipe or a device, on which a program could wait for ever, and a link that leads out."""
    with suppress(OSError, ValueError):
        if leads_out(path):
            raise RefusedError(outside(path))
    with suppress(OSError, ValueError):
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
            raise RefusedError(Finding("not-a-file", f"{shown(path)} is {what}", expected="a file"))


def _held(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RefusedError(refusal("cannot-read", "cannot be read", path, error)) from None


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, else those that a new file usually gets."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name last, where the system lets a folder be synced (Windows does not)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def refusal(code: str, words: str, path: Path, error: OSError) -> Finding:
    """The finding for what the system would not do with a file."""
    reason = error.strerror or type(error).__name__
    return Finding(code, f"{shown(path)} {words}: {reason[:1].lower()}{reason[1:]}", help=_mend(error))


def _mend(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "check who may write there, or work in another folder"
    if isinstance(error, FileNotFoundError):
        return "check the name and the folder"
    return "nothing was changed; mend that and run the command again"
