"""Views made and written: everything is made before the first file is touched."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from hsplan.cli.clock import today
from hsplan.cli.picking import Picked
from hsplan.cli.progress import watched
from hsplan.cli.wrong import wrong
from hsplan.findings import Finding, RefusedError, once
from hsplan.schedule.arranging import schedule
from hsplan.schedule.listing import concerned
from hsplan.views import FORMATS, Format, folder_view, view
from hsplan.workspace.files import exists, folder_made, leads_out, outside, shown, write_all
from hsplan.workspace.locks import swept
from hsplan.workspace.templates import own_template

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hsplan.cli.ready import Ready
    from hsplan.schedule.readers import Eyes, Reader
    from hsplan.schedule.rows import Row, Schedule

STDOUT = "-"
WITH_WHAT_IS_GONE = ("ics", "json")
"""Of formats of one file those that have something of a programme in which a reader has nothing any more."""


def make(
    picked: Sequence[Picked], formats: Sequence[str], output: str, *, of_each: bool = False, past: bool = False
) -> dict[str, bytes]:
    """Every file by its name; `-` for what goes to stdout.

    Args:
        picked: What each file is about.
        formats: As what.
        output: A file, a folder, or `-`; nothing for files in the current folder.
        of_each: Whether a file is wanted for each, so that what is no file by its name is a folder.
        past: Whether mails are wanted for what is over as well.

    Raises:
        RefusedError: where two would have one name.
        WrongCommandError: where one file is named for what is several, or nothing is named.
    """
    if output != output.strip() or "\0" in output:
        raise wrong("-o names no file that can be seen", "a file, a folder, or `-` for stdout")
    of_each = of_each and not all(FORMATS[name].together for name in formats)
    together = bool(output) and not _is_folder(output)
    if together and of_each:
        if output == STDOUT or Path(output).suffix:
            one = "stdout" if output == STDOUT else output
            raise wrong(f"{one} is one file, and --each writes a file for each", "a folder, with `/` at its end")
        together = False
    if together and (len(formats) > 1 or FORMATS[formats[0]].folder):
        more = f"{', '.join(formats)} are more" if len(formats) > 1 else f"{formats[0]} is a file for each session"
        raise wrong(f"{output} is one file, and {more}", "a folder, with `/` at its end")
    if together and output != STDOUT:
        _refuse_ending(output, formats[0])
    apart = [] if together else [name for name in formats if not FORMATS[name].together]
    jobs = [(name, one) for one in picked for name in apart]
    every = tuple(item for one in picked for item in one.of)
    jobs += [(name, Picked(output if together else name, every)) for name in formats if name not in apart]
    files = _all_made(jobs, output if together else "", past=past)
    if not files:
        raise RefusedError(_nothing(formats))
    folders = () if together else dict.fromkeys(Path(output, path).parent for path in files if Path(path).name != path)
    if linked := [folder for folder in folders if leads_out(folder)]:
        raise RefusedError(*map(outside, linked))
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
        for missing in reversed([one for one in (folder, *folder.parents) if not exists(one)]):
            folder_made(missing)
    with swept(dict.fromkeys(path.parent for path in paths)):
        write_all(paths)
    return list(paths)


OF_OTHERS = (".pdf", ".doc", ".docx", ".xls", ".png", ".svg")
"""Endings of files that none of the formats makes."""


def _refuse_ending(output: str, name: str) -> None:
    """Nothing where a file is named as one of its format, or in a way of its own.

    Raises:
        WrongCommandError: where it is named as one of another format, and would not open.
    """
    ending, mine = Path(output).suffix.lower(), f".{FORMATS[name].suffix}"
    others = [other for other, form in FORMATS.items() if f".{form.suffix}" == ending and not form.folder]
    if ending != mine and (others or ending in OF_OTHERS):
        mend = f"for what its name says: `--format {others[0]}`" if others else ""
        raise wrong(f"{output} would be written as {name}", f"a file whose name ends in `{mine}`", mend)


def new_mails(files: Mapping[str, bytes]) -> tuple[list[str], int] | None:
    """Those mails that differ from what lies in their place, of how many; nothing where no mail lies there yet.

    Of several programmes each name has its folder.
    """
    mails = {Path(name): data for name, data in files.items() if name.endswith(".eml")}
    if not any(map(exists, mails)):
        return None
    several = len({path.parent for path in mails}) > 1
    changed = [path for path, data in mails.items() if not _lies(path, data)]
    return [f"{path.parent.name}/{path.name}" if several else path.name for path in changed], len(mails)


def _lies(path: Path, data: bytes) -> bool:
    """Whether a file holds just this."""
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def listed(paths: Sequence[Path], output: str) -> Iterator[str]:
    """A line for each file; for those that a format has put into a folder of their own, one for all of them."""
    for folder, group in groupby(paths, key=lambda path: path.parent):
        files = list(group)
        if len(files) > 1 and folder != Path(output):
            yield f"{shown(folder)}/: {len(files)} files"
        else:
            yield from map(shown, files)


def _is_folder(output: str) -> bool:
    """Whether an output names a folder: by its ending, or because it is one."""
    return output != STDOUT and (output.endswith(("/", os.sep)) or os.path.isdir(output))  # noqa: PTH112 - a name too long for the system is no folder


def _all_made(jobs: Sequence[tuple[str, Picked]], path: str, *, past: bool) -> dict[str, bytes]:
    """Every file of some formats, for those whom each is about.

    Raises:
        RefusedError: with what is wrong with the template of each format; or where two files would have one name.
    """
    arranged = _Arranged()
    files: dict[str, bytes] = {}
    refused: dict[str, tuple[Finding, ...]] = {}
    for name, one in watched(jobs, "Making"):
        if name in refused:
            continue  # its template is wrong, for whomever it is filled
        try:
            made = list(_made(name, one, path, arranged, past=past))
        except RefusedError as refusal:
            refused[name] = refusal.findings
            continue
        for file, data in made:
            if file in files:
                raise RefusedError(_twice(file))
            files[file] = data
    if refused:
        raise RefusedError(*once([finding for findings in refused.values() for finding in findings]))
    return files


class _Arranged:
    """Schedules, each made once for all formats that show it to the same eyes; those of one file are kept."""

    def __init__(self) -> None:
        self.of: object = None
        self.kept: dict[tuple[int, Eyes], Schedule] = {}

    def schedules(self, form: Format, one: Picked) -> list[Schedule]:
        """Those that a format shows of a file."""
        if one is not self.of:
            self.of, self.kept = one, {}
        return [self._one(form, place, *item) for place, item in enumerate(one.of)]

    def _one(self, form: Format, place: int, ready: Ready, reader: Reader | None) -> Schedule:
        eyes = form.eyes if reader is None else form.narrowed
        if reader is not None and reader.kind == "venue" and eyes != "office":
            eyes = "participants" if form.folder and eyes != "venue" else "venue"  # nobody's name is for a venue
        if reader is None and eyes == ready.schedule.eyes:
            return ready.schedule
        if (place, eyes) not in self.kept:
            self.kept[place, eyes] = schedule(ready.planned, eyes, reader)
        return self.kept[place, eyes]


def is_over(row: Row, schedule: Schedule) -> bool:
    """Whether the last day of a session lies before today."""
    return row.last < today(schedule.timezone)


def _made(name: str, one: Picked, path: str, arranged: _Arranged, *, past: bool) -> Iterator[tuple[str, bytes]]:
    """The files of one format for those whom it is about."""
    form = FORMATS[name]
    schedules = arranged.schedules(form, one)
    if not form.folder and name not in WITH_WHAT_IS_GONE:
        schedules = concerned(schedules) or schedules[:1]
    if not form.folder:
        ending = "" if path else f".{form.suffix}"
        yield f"{path or one.name}{ending}", view(name).render(schedules)
        return
    for made in schedules:
        if form.by_name and not past:
            rows, gone = (tuple(row for row in some if not is_over(row, made)) for some in (made.rows, made.gone))
            made = replace(made, rows=rows, gone=gone)  # noqa: PLW2901 - what is over wants no answer
        yield from _folder(name, form, one, made)


def _folder(name: str, form: Format, one: Picked, made: Schedule) -> Iterator[tuple[str, bytes]]:
    """A file for each session; those of several programmes in one folder have the programme before their names."""
    before = f"{made.id}." if len(one.of) > 1 else ""
    ending = f".{form.suffix}" if form.suffix else ""
    for file, data in folder_view(name).files(name, made, own_template):
        yield f"{one.name}-{name}/{before}{file}{ending}", data


def _nothing(formats: Sequence[str]) -> Finding:
    return Finding(
        "nothing-to-write",
        f"there is nothing to write as {', '.join(formats)}",
        expected="a session, and for mails one to come, with an `email` of somebody who comes or leads",
    )


def _twice(path: str) -> Finding:
    return Finding(
        "would-overwrite",
        f"two programmes would both be written to {path}",
        expected="a file each",
        help="export one of them, or say `-o`",
    )
