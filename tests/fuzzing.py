"""Each reader of foreign bytes, and how atheris feeds it: findings or success, and nothing else.

`python tests/fuzzing.py --for 3600` feeds all readers, two at a time, for so many seconds of the processor in all.
It wants atheris, which is installed apart (`pip install atheris`: it has wheels for some versions of Python on Linux
and macOS only). What is found lies in `.fuzz/`; `--keep` puts the few files of it that lead furthest into
`tests/corpus/`, of which `tests/test_corpus.py` reads every one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hsplan.templates.values import Said

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "corpus"
FOUND = ROOT / ".fuzz"
AT_ONCE = 2
LONGEST = 5.0
"""Seconds of computing that one input may take."""
MOST_MEMORY = 500
"""MB that a reader may take beside what Python and hsplan take before they read anything."""
LARGEST = 16_384
"""Bytes of an input: half as long again as the case study."""
KEPT_BYTES = 45_000
"""How much is kept of a reader's corpus."""
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What could act on a terminal, or turn the reading direction."""


class WrongError(Exception):
    """What no reader may do."""


def _printable(words: str) -> None:
    if ACTS.search(words):
        raise WrongError(f"what is told would act on a terminal: {words[:200]!r}")


def programme(data: bytes) -> None:
    """A programme's file: read, checked, and told at its places."""
    from hsplan.checks import check
    from hsplan.cli.report import report
    from hsplan.findings import RefusedError
    from hsplan.programme.document import read_document
    from hsplan.programme.model import Programme
    from hsplan.programme.reading import read, read_in_part
    from hsplan.programme.unfolding import sessions_of

    try:
        document = read_document("f", data)
    except RefusedError as refused:
        _printable(report(refused.findings))
        return
    found, findings = read(Programme, document.values)
    part = found or read_in_part(Programme, document.values)[0]
    findings += check(part) if part is not None else []
    if found is not None:
        sessions_of(found)
    _printable(report(map(document.placed, findings)))


def plan(data: bytes) -> None:
    """A plan's file: what is read of it is written so that the same is read again."""
    from hsplan.cli.report import report
    from hsplan.findings import RefusedError
    from hsplan.plan.file import read_plan, write_plan
    from hsplan.programme.document import read_document

    try:
        document = read_document("f", data)
        found = read_plan(document)
    except RefusedError as refused:
        _printable(report(refused.findings))
        return
    text, _ = write_plan(found, document)
    if read_plan(read_document("f", text.encode())) != found:
        raise WrongError("a plan is not what was written")


YEARS = (1600, 2011, 2012, 9000)


def _days(read: Callable[..., tuple[tuple[object, ...], tuple[object, ...]]], data: bytes) -> None:
    from hsplan.calendars.listings import FileDays
    from hsplan.cli.report import report
    from hsplan.findings import RefusedError

    try:
        entries, warnings = read("f", data)
    except RefusedError as refused:
        _printable(report(refused.findings))
        return
    _printable(report(warnings))  # type: ignore[arg-type]
    listed = FileDays("ics", "f").filled(entries, "Europe/London")  # type: ignore[arg-type]
    for year in YEARS:
        for title in listed.of_year(year).values():
            _printable(title)


def ics(data: bytes) -> None:
    """A calendar file, and on which days of some years it takes."""
    from hsplan.calendars.ics import read_ics

    _days(read_ics, data)


def csv(data: bytes) -> None:
    """A table of days, and which of some years."""
    from hsplan.calendars.tables import read_table

    _days(read_table, data)


@cache
def _phrases() -> list[Callable[[str], object]]:
    """Everything that reads a phrase."""
    from hsplan.calendars import model as calendars
    from hsplan.dates import day_phrases, hour_phrases, length_phrases, weekday_phrases
    from hsplan.plan import model as plans
    from hsplan.programme import entries, model, reuse, values, when, who

    found: list[Callable[[str], object]] = [calendars.read_some_days, calendars.read_certainty]
    found += [lambda text: calendars.read_day_file(text, "ics"), calendars.read_observance_id, calendars.read_away]
    found += [plans.read_instant, plans.read_count, plans.read_long_id, plans.read_calendar_id, plans.read_pin]
    dates = (day_phrases, weekday_phrases, hour_phrases, length_phrases)
    for module in (*dates, entries, model, reuse, values, when, who):
        of_its_own = [name for name, one in vars(module).items() if getattr(one, "__module__", "") == module.__name__]
        found += [getattr(module, name) for name in of_its_own if name.startswith("read_")]
    return found


def phrase(data: bytes) -> None:
    """A phrase, such as `about 3 weeks` or `2 days after day-1`, read as everything that it may be."""
    from hsplan.cli.report import report
    from hsplan.dates.misread import MisreadError
    from hsplan.findings import Finding

    text = data.decode("utf-8", "replace")
    for read in _phrases():
        try:
            read(text)
        except MisreadError as misread:
            _printable(report([Finding(misread.code, misread.found, expected=misread.expected, help=misread.mend)]))


def template(data: bytes) -> None:
    """A provider's own template, filled as a page and as Markdown."""
    from hsplan.cli.report import report
    from hsplan.findings import RefusedError
    from hsplan.templates.filling import filled

    text = data.decode("utf-8", "replace")
    for name in ("joining.html", "joining.md"):
        try:
            made = filled(name, text, _said())
        except RefusedError as refused:
            _printable(report(refused.findings))
            continue
        if SECRET.encode() in made:
            raise WrongError("a document says what its readers may not see")


SECRET = "scenarioforthefacilitatorseyes"  # noqa: S105 - no password, but words to look for


@cache
def _said() -> Said:
    from shown import a_schedule

    from hsplan.templates.saying import said

    text = f"sessions: {{day: {{kind: leadership-challenge, scenario: {SECRET}, parts: {{a: {{}}, b: {{}}}}}}}}\n"
    made = a_schedule(text, date(2011, 3, 1))
    return said(made, made.rows[0])


READERS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (programme, plan, ics, csv, phrase, template)
}


def kept(reader: str) -> list[Path]:
    """The files of a reader's corpus."""
    return sorted((CORPUS / reader).glob("*"))


def seeds(reader: str) -> Iterator[bytes]:
    """What a reader begins with, beside its corpus: what the repository has for it."""
    from spoiling import AMOUNTS, DATES, TEMPLATES, WORDS, calendar_lines, corpus, own_template, said_under, table_lines

    draw = random.Random(0)
    if reader == "programme":
        yield from (one.read_bytes() for one in sorted(ROOT.glob("programmes/*.yaml")) if ".plan." not in one.name)
        yield from (one.read_bytes() for one in sorted(ROOT.glob("examples/**/*.yaml")) if ".plan." not in one.name)
        yield from (one.read_bytes() for one in sorted(ROOT.glob("tests/cases/*.yaml")))
    elif reader == "plan":
        yield from (one.read_bytes() for one in sorted(ROOT.glob("**/*.plan.yaml")))
    elif reader == "ics":
        yield from (one.read_bytes() for one in sorted(ROOT.glob("**/*.ics")))
        yield from (calendar_lines(draw).encode("utf-8", "replace") for _ in range(200))
    elif reader == "csv":
        yield from (table_lines(draw).encode("utf-8", "replace") for _ in range(200))
    elif reader == "phrase":
        texts = {one for held in said_under().values() for one in held if isinstance(one, str)}
        yield from (one.encode("utf-8", "replace") for one in sorted({*texts, *AMOUNTS, *DATES, *WORDS}))
    else:
        yield from (one.read_bytes() for one in sorted((ROOT / "hsplan" / "templates").glob("*.[hm][td]*")))
        yield from (one.encode() for one in TEMPLATES)
        yield from (own_template(draw) for _ in range(100))
    assert corpus()


def words(reader: str) -> set[str]:
    """Words from which a reader's inputs are made, for atheris to put together."""
    from spoiling import AMOUNTS, DATES, PROPERTIES, said_under

    if reader == "programme":
        return {f"{key}: " for key in said_under()} | {*AMOUNTS, *DATES, "- ", "{", "}", "[", "]", ": ", "\n  "}
    if reader == "plan":
        told = (ROOT / "examples" / "stepney.plan.yaml").read_text()
        return {*re.findall(r"[a-z-]+: ", told), "{", "}", "- ", "\n  ", "2011-01-17", "17 Jan 2011", "undo: "}
    if reader == "ics":
        return {*PROPERTIES, "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", ";TZID=", ";BYDAY=", ";COUNT=", ";UNTIL=", "\r\n "}
    if reader == "csv":
        return {"date,title\n", "first,last,title\n", ",", ";", "\t", '"', "\n", *DATES, "22/04/2011"}
    if reader == "phrase":
        known = {
            one for held in said_under().values() for text in held if isinstance(text, str) for one in text.split()
        }
        return {one for one in known if one.isalpha() and len(one) < 12} | {" to ", "2011-01-17", " or ", "about "}
    from hsplan.templates.allowed import FILTERS, TESTS
    from hsplan.templates.values import Said

    names = {*Said.__dataclass_fields__, "__class__", "loop", "title", "venue", "name"}
    tags = {"{{ ", " }}", "{% for a in ", "{% endfor %}", "{% if ", "{% else %}", "{% endif %}", "{% set a = ", " %}"}
    return {*names, *tags, *(f"|{one}" for one in FILTERS), *(f" is {one}" for one in TESTS), "{% elif ", "{% raw %}"}


def watched(read: Callable[[bytes], None], data: bytes) -> None:
    """Read some bytes.

    Raises:
        WrongError: where that takes too long.
        Exception: whatever the reader should not have raised.
    """
    began = time.process_time()
    read(data)
    took = time.process_time() - began
    if took > LONGEST:
        raise WrongError(f"it takes {took:.1f} s")


def _fed(reader: str, seconds: float) -> None:
    """Feed one reader in this process, until it has computed so long or has done what it may not."""
    import atheris

    with atheris.instrument_imports(include=["hsplan"]):
        for name, one in READERS.items():  # what is imported here is watched
            one(FIRST.get(name, b"x"))
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    folder, listed = _begun(reader)
    read, fed, began = READERS[reader], 0, time.process_time()

    def one_input(data: bytes) -> None:
        nonlocal fed
        fed += 1
        if (took := time.process_time() - began) > seconds:
            sys.stdout.write(f"{json.dumps({'reader': reader, 'inputs': fed, 'seconds': round(took)})}\n")
            sys.stdout.flush()
            os._exit(0)
        watched(read, data)

    def changed(data: bytes, longest: int, seed: int) -> bytes:
        made = _spoilt(reader, data, random.Random(seed))
        return made if made and len(made) <= longest else bytes(atheris.Mutate(data, longest))

    options = [
        f"-dict={listed}",
        f"-max_len={LARGEST}",
        f"-rss_limit_mb={base + MOST_MEMORY}",
        f"-artifact_prefix={FOUND}/{reader}.wrong.",
        "-timeout=60",  # by the clock, for what never ends; what takes 5 s of the processor is told by `watched`
        "-reload=0",
    ]
    atheris.Setup([sys.argv[0], *options, str(folder)], one_input, custom_mutator=changed)
    atheris.Fuzz()


FIRST = {
    "programme": b"title: x\nlength: 1 month\nsessions: {a: {kind: workshop}}\n",
    "ics": b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20110101\nRRULE:x\nEND:VEVENT\nEND:VCALENDAR\n",
    "csv": b"date\n2011-01-01\n",
}
"""What leads a reader through all of its imports."""


def _begun(reader: str) -> tuple[Path, Path]:
    """The folder in which a reader's inputs lie, with those that it begins with; and the file of its words."""
    folder = FOUND / reader
    folder.mkdir(parents=True, exist_ok=True)
    for data in (*seeds(reader), *(one.read_bytes() for one in kept(reader))):
        (folder / hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)
    listed = folder.with_suffix(".words")
    escaped = ("".join(f"\\x{one:02x}" for one in word.encode("utf-8", "replace")) for word in words(reader) if word)
    listed.write_text("".join(f'"{one}"\n' for one in sorted(escaped)))
    return folder, listed


def _spoilt(reader: str, data: bytes, draw: random.Random) -> bytes | None:
    """Some YAML with one thing changed in what it says, now and then; None where bytes are to be changed instead."""
    from spoiling import as_yaml, read_yaml, spoil, spoil_text

    if reader not in ("programme", "plan") or draw.random() > 0.3:
        return None
    with suppress(Exception):  # what cannot be read is changed by bytes
        if draw.random() < 0.3:
            return spoil_text(draw, data.decode())
        return as_yaml(spoil(draw, read_yaml(data), 1)).encode("utf-8", "replace")
    return None


def feed(readers: list[str], seconds: float) -> int:
    """Feed some readers, two at a time, each its share of so many seconds; 1 where one did what it may not."""
    share = seconds / len(readers)
    waiting, failed = list(readers), 0
    running: dict[str, subprocess.Popen[bytes]] = {}
    FOUND.mkdir(exist_ok=True)
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            reader = waiting.pop(0)
            log = (FOUND / f"{reader}.log").open("wb")
            words = [sys.executable, __file__, "--reader", reader, "--for", str(share)]
            running[reader] = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT)
        time.sleep(0.5)
        for reader, process in list(running.items()):
            if process.poll() is None:
                continue
            del running[reader]
            lines = (FOUND / f"{reader}.log").read_text(errors="replace").splitlines()
            sys.stdout.write(f"{reader}: exit code {process.returncode}; {lines[-1] if lines else 'nothing told'}\n")
            sys.stdout.flush()
            failed |= process.returncode != 0
    return int(failed)


def keep(readers: list[str]) -> None:
    """Put the smallest files that together lead everywhere where those found lead into the corpus."""
    for reader in readers:
        found = sorted((FOUND / reader).glob("*"), key=lambda path: (path.stat().st_size, path.name))
        ways: set[Way] = set()
        chosen: list[tuple[float, Path]] = []
        for path in found:
            if new := _ways(reader, path.read_bytes()) - ways:
                ways |= new
                chosen.append((path.stat().st_size / len(new), path))
        folder, size = CORPUS / reader, 0
        folder.mkdir(parents=True, exist_ok=True)
        held = {path.name: path.read_bytes() for _, path in sorted(chosen)}
        for path in kept(reader):
            path.unlink()
        for name, data in held.items():
            size += len(data)
            if size <= KEPT_BYTES:
                (folder / name).write_bytes(data)
        sys.stdout.write(f"{reader}: {len(kept(reader))} of {len(found)} files, {len(ways)} ways\n")


Way = tuple[str, int, int]
"""From one line of a file to another."""


def _ways(reader: str, data: bytes) -> set[Way]:
    """From which line to which a reader goes, over some bytes, in our own files."""
    ours, found = str(ROOT / "hsplan"), set[Way]()

    def begun(frame: FrameType, _event: str, _arg: object) -> Any:  # noqa: ANN401 - what follows a frame
        file = frame.f_code.co_filename
        if not file.startswith(ours):
            return None
        last = 0

        def gone(frame: FrameType, event: str, _arg: object) -> Any:  # noqa: ANN401
            nonlocal last
            if event == "line":
                found.add((file, last, last := frame.f_lineno))
            return gone

        return gone

    sys.settrace(begun)
    try:
        with suppress(Exception):
            READERS[reader](data)
    finally:
        sys.settrace(None)
    return found


def main() -> int:
    """What to do, by the command line; the exit code."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--for", dest="seconds", type=float, default=3600, help="seconds of the processor, in all")
    asked.add_argument("--only", nargs="*", choices=READERS, default=list(READERS), help="some readers")
    asked.add_argument("--reader", choices=READERS, help="one, in this process")
    asked.add_argument("--keep", action="store_true", help="keep of what was found what leads furthest")
    asked.add_argument("files", nargs="*", type=Path, help="read these once, with --reader")
    given = asked.parse_args()
    if given.files:
        for path in given.files:
            READERS[given.reader](path.read_bytes())
    elif given.keep:
        keep(given.only)
    elif given.reader:
        _fed(given.reader, given.seconds)
    else:
        return feed(given.only, given.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
