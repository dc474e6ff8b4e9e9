"""Views made and written: everything is made before the first file is touched."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from hsplan.cli.progress import watched
from hsplan.findings import Finding, RefusedError
from hsplan.schedule.arranging import schedule
from hsplan.views import FORMATS, Format, folder_view, view
from hsplan.workspace.files import folder_made, write_all
from hsplan.workspace.templates import own_template

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hsplan.cli.picking import Picked
    from hsplan.schedule.rows import Schedule

STDOUT = "-"


def make(picked: Sequence[Picked], formats: Sequence[str], output: str) -> dict[str, bytes]:
    """Every file by its name; `-` for what goes to stdout.

    Raises:
        RefusedError: where two would have one name.
        BadParameter: where one file is named for what is several.
    """
    together = bool(output) and not _is_folder(output)
    if together and (len(formats) > 1 or FORMATS[formats[0]].folder):
        message = f"{output} is one file, and {', '.join(formats)} are more"
        raise typer.BadParameter(f"{message}; name a folder, with `/` at its end", param_hint="--output")
    jobs = [
        (name, one)
        for name in formats
        for one in ([_all(picked, output if together else name)] if together or FORMATS[name].together else picked)
    ]
    files: dict[str, bytes] = {}
    for name, one in watched(jobs, "Making"):
        for path, data in _made(name, one, output if together else ""):
            if path in files:
                raise RefusedError(_twice(path))
            files[path] = data
    return {path if together else os.path.join(output, path): data for path, data in files.items()}  # noqa: PTH118 - `./` stays


def put(files: dict[str, bytes]) -> list[Path]:
    """Write files, all of them or none; the folders that they lie in are made.

    Raises:
        RefusedError: where one cannot be written, or has the name of a programme or plan.
    """
    paths = {Path(name): data for name, data in files.items()}
    for path in paths:
        if path.suffix in (".yaml", ".yml"):
            message = f"{path.as_posix()} is named as a programme or a plan"
            raise RefusedError(Finding("would-overwrite", message, expected="a file of its own for the view"))
    for folder in dict.fromkeys(path.parent for path in paths):
        for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            folder_made(missing)
    write_all(paths)
    return list(paths)


def _is_folder(output: str) -> bool:
    """Whether an output names a folder: by its ending, or because it is one."""
    return output != STDOUT and (output.endswith(("/", os.sep)) or Path(output).is_dir())


def _all(picked: Sequence[Picked], name: str) -> Picked:
    """All that was picked, as one file."""
    from hsplan.cli.picking import Picked

    return Picked(name, tuple(item for one in picked for item in one.of))


def _made(name: str, one: Picked, path: str) -> Iterator[tuple[str, bytes]]:
    """The files of one format for those whom it is about."""
    form = FORMATS[name]
    schedules = [
        schedule(ready.planned, form.eyes if reader is None else form.narrowed, reader) for ready, reader in one.of
    ]
    if not form.folder:
        ending = "" if path else f".{form.suffix}"
        yield f"{path or one.name}{ending}", view(name).render(schedules)
        return
    for made in schedules:
        yield from _folder(name, form, one, made)


def _folder(name: str, form: Format, one: Picked, made: Schedule) -> Iterator[tuple[str, bytes]]:
    """A file for each session; those of several programmes in one folder have the programme before their names."""
    before = f"{made.full_id}." if len(one.of) > 1 else ""
    for file, data in folder_view(name).files(made, own_template):
        yield f"{one.name}-{name}/{before}{file}.{form.suffix}", data


def _twice(path: str) -> Finding:
    return Finding(
        "would-overwrite",
        f"two programmes would both be written to {path}",
        expected="a file each",
        help="export one of them, or say `-o`",
    )
