"""The whole road in this process: what each command printed, how it ended, and that it ended in time."""

from __future__ import annotations

import faulthandler
import io
import os
import random
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import TypeVar

import yaml
from conftest import INSTANT, Ran
from spoiling import as_yaml, spoil, spoil_text, workspace_by_chance

from hsplan.cli import run
from hsplan.views import FORMATS

LONGEST = 5.0
"""Seconds of computing that a command may take: whatever else the machine does."""
LONGEST_SEARCH = 30.0
"""The same of those that search, whose steps are counted and shown as they go."""
STARTS = ("2011-01", "2011-04-04", "2012-02-29", "2019-12")
DAYS = ("2011-03-08", "5 Jan 2011", "1600-01-01", "9000-12-31")
MOST_MEMORY = 500 * 1024**2
HANGS = 300.0
"""Seconds by the clock after which a walk is ended, with a trace of where it is."""
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What could act on a terminal, or turn the reading direction."""
FORMS = ((), ("--timeline",), ("--agenda",), ("--load",), ("--skills",), ("--on", "2011-06-01"), ("--json",))


AFTER = (("validate", "--json"), ("show",), ("schedule",), ("diff",), ("export", "-f", "json", "-o", "-"))
"""Commands over a plan that somebody has spoilt."""


T = TypeVar("T")


class TooLongError(BaseException):
    """A command took too long; no `except Exception` holds it."""


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def ran(*words: str, seconds: float = LONGEST) -> Ran:
    """How a command ends in the current folder.

    Raises:
        TooLongError: where it takes longer than that.
    """
    os.environ |= {"SOURCE_DATE_EPOCH": INSTANT, "COLUMNS": "80", "NO_COLOR": "1"}
    kept = sys.argv, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    streams = io.TextIOWrapper(out, "utf-8"), io.TextIOWrapper(err, "utf-8")
    sys.argv = ["hsplan", *words]
    sys.stdout, sys.stderr = streams
    code: object = 0
    try:
        with _in_time(seconds):
            run()
    except SystemExit as stopped:
        code = stopped.code
    finally:
        sys.argv, sys.stdout, sys.stderr = kept
        for stream in streams:
            stream.flush()
    return Ran(int(str(code or 0)), out.getvalue().decode(), err.getvalue().decode())


def counted(do: Callable[[], T]) -> tuple[T, int]:
    """What something gives, and how many calls it takes: the same wherever it is run, as no seconds are."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        found = do()
    finally:
        sys.setprofile(None)
    return found, calls


def wrong(words: tuple[str, ...], done: Ran) -> list[str]:
    """What no command may do, whatever it was given."""
    found = []
    if done.code not in (0, 1) or "Traceback" in done.err:
        found.append(f"{words}: exit code {done.code}\n{done.err}")
    if done.code and not done.err.strip() and not done.out.strip():
        found.append(f"{words}: exit code {done.code} without a word")
    printed = (done.out + done.err).replace("\r\n", "\n")  # a table has the ends of lines of RFC 4180
    if acting := ACTS.search(printed):
        at = printed[max(0, acting.start() - 60) : acting.end() + 20]
        found.append(f"{words}: prints {at!r}")
    return found


def walk(name: str, draw: random.Random, *, all_formats: bool) -> tuple[list[str], str]:
    """What went wrong along the whole road, and how far it led: validate, schedule, show, export, explain, a plan."""
    found = []
    reached = ""

    def step(*words: str, seconds: float = LONGEST) -> int:
        try:
            done = ran(*words, seconds=seconds)
        except TooLongError:
            found.append(f"{words}: took longer than {seconds} s")
            return 1
        found.extend(wrong(words, done))
        return done.code

    valid = step("validate", name, "--report", draw.choice(["full", "full", "concise", "json", "github"])) == 0
    planned = step("schedule", name, "--start", draw.choice(STARTS), seconds=LONGEST_SEARCH) == 0
    reached = "planned" if planned else "valid" if valid else "refused"
    if planned:
        for words in FORMS if all_formats else draw.sample(FORMS, 2):
            step("show", *words)
        for form in FORMATS if all_formats else draw.sample(sorted(FORMATS), 2):
            step("export", "-f", form, "-o", "out/")
        for form in ("md", "csv", "json") if all_formats else ("md",):
            step("export", "-f", form, "-o", "-")
        for session in _sessions(draw):
            step("explain", session, *draw.choice([[], ["--json"]]), seconds=LONGEST_SEARCH)
            step("explain", session, "--on", draw.choice(DAYS), seconds=LONGEST_SEARCH)
            step("move", session, draw.choice(DAYS), seconds=LONGEST_SEARCH)
            step(draw.choice(["pin", "confirm", "cancel", "deliver"]), session)
        step("publish", name)
        step("diff", name, "-f", draw.choice(["text", "json", "markdown"]))
        step("undo", name)
        _spoil_plan(draw)
        for words in AFTER:
            step(*words)
    return found, reached


def _sessions(draw: random.Random) -> list[str]:
    plans = sorted(Path("programmes").glob("*.plan.yaml"))
    values = yaml.load(plans[0].read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506 - the one that makes only text
    ids = sorted(values.get("sessions") or {})
    return [f"{plans[0].name.removesuffix('.plan.yaml')}:{id_}" for id_ in draw.sample(ids, min(1, len(ids)))]


def _spoil_plan(draw: random.Random) -> None:
    for path in sorted(Path("programmes").glob("*.plan.yaml")):
        if draw.random() < 0.3:
            path.write_bytes(spoil_text(draw, path.read_text(encoding="utf-8")))
            continue
        values = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506
        path.write_bytes(as_yaml(spoil(draw, values, draw.choice([1, 1, 2, 4]))).encode("utf-8", "replace"))


def walks(first: int, count: int) -> list[str]:
    """What went wrong along the roads of so many workspaces by chance, each told with its number."""
    told = []
    for seed in range(first, first + count):
        draw = random.Random(seed)
        with TemporaryDirectory() as folder, chdir(folder):
            name = workspace_by_chance(Path(folder), draw)
            found, _ = walk(name, draw, all_formats=seed % 4 == 0)
            told += [f"{seed}: {one}" for one in found]
    return told


def main() -> None:
    """Walk with at most 500 MB: FIRST and COUNT are given; what went wrong is printed."""
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    faulthandler.dump_traceback_later(HANGS, exit=True)  # what hangs in C hears no signal
    first, count = map(int, sys.argv[1:])
    for n in range(first, first + count):
        for one in walks(n, 1):
            sys.stdout.write(f"{one}\n")
        faulthandler.cancel_dump_traceback_later()
        faulthandler.dump_traceback_later(HANGS, exit=True)


if __name__ == "__main__":
    main()
