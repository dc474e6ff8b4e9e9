"""Plan files as people edit them by hand, with slips, through every command: what goes wrong, and in which workspace.

The number of a turn is all that is needed to make it again: `by_hand.turns(NUMBER, 1)`. At length, with at most 500 MB:
`python tests/by_hand.py FIRST COUNT`, which prints what went wrong, and what was run.
"""

from __future__ import annotations

import json
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import chdir
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from conftest import ROOT, SEED, Ran
from slips import edited, remarked
from spoiling import read_yaml
from whole_road import LONGEST, LONGEST_SEARCH, MOST_MEMORY, TooLongError, ran, wrong

from hsplan.views import FORMATS

LARGEST = 1_000_000
"""Characters that a command prints at most of a small programme."""
PUBLISHED = ROOT / "examples" / "published"
SMALL = (
    "aurora-2017-18",
    "common-purpose-meridian",
    "ega-elizabeth-garrett-anderson",
    "healthskills-lewisham-ccg",
    "leadership-chattanooga-2022-23",
    "rosalind-franklin",
)
WORKSPACES = (
    *[(SEED,)] * 4,
    *[(SEED, ROOT / "examples" / "second-network.yaml")] * 2,
    *((PUBLISHED / f"{name}.yaml",) for name in SMALL),
)
AGAIN = 0.7
"""How often the plans are put back as they were edited, before the next change."""
EXCHANGED = 0.1
MARK = re.compile(rb"\(\d\)")
"""What stands in each remark, and nowhere else."""
LACKS = re.compile("no-organiser|nothing-to-write")
"""What a format needs that a programme may do without."""
SHOWN = ((), ("--timeline",), ("--agenda",), ("--load",), ("--skills",), ("--json",), ("--svg", "-"))
DIFFERENT = ((), ("-f", "json"), ("-f", "markdown"))
EXPORTED = (
    *((form,) for form in FORMATS),
    ("joining", "--each", "venue"),
    ("ics", "--each", "facilitator"),
    ("csv", "-o", "-"),
)

Words = tuple[str, ...]


@cache
def planned(files: tuple[Path, ...], past: int) -> dict[str, bytes]:
    """The files of a workspace with plans, and with one of several pasts: planned, published, changed since."""
    draw = random.Random(past)
    with TemporaryDirectory() as folder, chdir(folder):
        Path("programmes").mkdir()
        for file in files:
            Path("programmes", file.name).write_bytes(file.read_bytes())
        for words in (["schedule"], ["schedule", "--start", "2011-01"]):
            if ran(*words, seconds=120).code == 0:
                break
        for words in [["publish"]] * min(past, 1):
            ran(*words, seconds=60)
        for _ in range(3 * (past > 1)):
            session = draw.choice(_sessions())
            ran(draw.choice(["deliver", "cancel", "confirm", "pin"]), session, seconds=60)
        if past > 2:
            ran("publish", seconds=60)
        return {path.name: path.read_bytes() for path in Path("programmes").iterdir() if path.is_file()}


def _plans() -> list[Path]:
    return sorted(Path("programmes").glob("*.plan.yaml"))


def _name(plan: Path) -> str:
    return plan.name.removesuffix(".plan.yaml")


def _values(plan: Path) -> dict[str, Any]:
    try:
        found = read_yaml(plan.read_bytes())
    except (yaml.YAMLError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _bookings() -> Iterator[tuple[str, dict[str, Any]]]:
    """What the plans have of each session, as far as it can be read."""
    for plan in _plans():
        sessions = _values(plan).get("sessions")
        for id_, booking in sessions.items() if isinstance(sessions, dict) else ():
            yield f"{_name(plan)}:{id_}", booking if isinstance(booking, dict) else {}


def _sessions() -> list[str]:
    return [id_ for id_, _ in _bookings()] or ["day-1"]


def _readers(draw: random.Random) -> list[str]:
    """One reader of each kind, and one that nobody knows."""
    found = ["nobody-known"]
    for path in sorted(Path("programmes").glob("*.yaml")):
        values = _values(path)
        for key in ("people", "venues", "audience", "participants", "groups", "sets"):
            held = values.get(key)
            if isinstance(held, dict | list) and held:
                found.append(str(draw.choice(list(held))))
    return draw.sample(found, min(len(found), 3))


def _facts() -> dict[str, tuple[str, ...]]:
    """What stands in the plans of each session that was held."""
    return {
        id_: tuple(str(booking.get(key)) for key in ("date", "last", "venue"))
        for id_, booking in _bookings()
        if booking.get("status") == "delivered"
    }


def _near(draw: random.Random, session: str) -> str:
    """A day near that of a session."""
    said = str(dict(_bookings()).get(session, {}).get("date"))
    try:
        day = datetime.strptime(said[-11:].strip(), "%d %b %Y")  # noqa: DTZ007 - a day has no zone
        return f"{day + timedelta(days=draw.choice([-14, -7, -1, 1, 2, 7, 14])):%Y-%m-%d}"
    except (ValueError, OverflowError):
        return "2011-03-08"


class Turn:
    """A workspace that somebody has edited, command after command."""

    def __init__(self, draw: random.Random, *, whole: bool, ends: Counter[str]) -> None:
        """Every form of every command, or some; with the counts of how commands ended, to be added to."""
        self.draw, self.whole, self.ends, self.found = draw, whole, ends, list[str]()
        self.day = draw.choice(["2011-03-08", "20 Jan 2012", "2011-06-01", "1600-01-01", "9000-12-31"])

    def some(self, words: Sequence[Words]) -> Sequence[Words]:
        """All commands of a sort, or a few."""
        return words if self.whole else self.draw.sample(words, min(len(words), 3))

    def look(self, *words: str) -> Ran:
        """Run a command; what it does that none may is kept."""
        began = time.process_time()
        try:
            done = ran(*words, seconds=LONGEST_SEARCH)
        except TooLongError:
            self.found.append(f"{words}: took longer than {LONGEST_SEARCH} s")
            return Ran(1, "", "")
        if time.process_time() - began > LONGEST:
            self.ends[f"{words} took more than {LONGEST} s"] += 1
        self.ends[f"{words[0]} {done.code}"] += 1
        self.found += wrong(words, done)
        if len(done.out) + len(done.err) > LARGEST:
            self.found.append(f"{words}: prints {len(done.out) + len(done.err)} characters")
        return done

    def errors(self) -> set[str]:
        """The codes of errors that the files have."""
        found = json.loads(self.look("validate", "--json").out)["findings"]
        return {one["code"] for one in found if one["severity"] == "error"}

    def change(self, *words: str) -> None:
        """Run a command that may write plans; what must hold of what it wrote is looked at."""
        before = {plan: plan.read_bytes() for plan in _plans()}
        facts, known = _facts(), self.errors()
        done = self.look(*words)
        said = done.out + done.err
        after = {plan: plan.read_bytes() for plan in _plans()}
        if after == before:
            return
        self.ends[f"{words[0]} wrote"] += 1
        for plan, data in before.items():
            lost = set(MARK.findall(data)) - set(MARK.findall(after[plan]))
            self.found += [f"{words}: lost a remark {mark!r}\n{said}" for mark in lost if mark.decode() not in said]
        now = facts if words[0] == "undo" else _facts()  # `undo` may take a `deliver` back
        moved = [id_ for id_, fact in facts.items() if now.get(id_) != fact]
        self.found += [f"{words}: {id_} was held: {facts[id_]} is {now.get(id_)}\n{said}" for id_ in moved]
        new = [error for error in self.errors() - known if error not in said]
        self.found += [f"{words}: wrote a plan with {error}\n{said}" for error in new]

    def walk(self) -> None:
        """Every command, first those that write nothing."""
        sessions, names = _sessions(), [_name(plan) for plan in _plans()]
        errors = self.errors()
        self.look("validate")
        for words in self.some(
            [*SHOWN, ("--on", self.day), *(("--agenda", "--for", one) for one in _readers(self.draw))]
        ):
            shown = self.look("show", *words)
            self.found += [f"show {words} of a plan with {errors}\n{shown.err}"] * bool(errors and not shown.code)
        for session in self.draw.sample(sessions, min(len(sessions), 8 if self.whole else 2)):
            self.look("explain", session, *self.draw.choice([[], ["--json"]]))
            self.look("explain", session, "--on", self.day)
        for words in DIFFERENT:
            self.look("diff", *words)
        revision = self.draw.choice(["1", "2", "published", "99"])
        self.look("diff", f"{self.draw.choice(names)}@{revision}", self.draw.choice(names))
        self._export(errors)
        self.look("schedule", "--dry-run")
        kept = {path: path.read_bytes() for path in _plans()}
        for words in self.some(self._changes(sessions, names)):
            self.change(*words)
            if self.draw.random() < AGAIN:
                for path in _plans():
                    path.unlink()
                for path, data in kept.items():
                    path.write_bytes(data)

    def _export(self, errors: set[str]) -> None:
        forms = [*EXPORTED, *(("ics", "--for", one) for one in _readers(self.draw))]
        for form, *words in self.some(forms):
            done = self.look(
                "export", "-f", form, *words, *(["-o", f"out-{self.draw.random()}/"] * ("-o" not in words))
            )
            if not done.code and errors:
                self.found.append(f"export {form} {words} of a plan with {errors}\n{done.err}")
            if done.code and not errors and not words and not LACKS.search(done.err):
                self.found.append(f"export {form} refused, and nothing is wrong\n{done.err}")

    def _changes(self, sessions: list[str], names: list[str]) -> list[Words]:
        found: list[Words] = [
            ("schedule",),
            ("schedule", "--as-of", self.day),
            ("schedule", "--fresh", "--yes"),
            ("publish", "--yes"),
            ("undo", self.draw.choice(names)),
        ]
        for session in self.draw.sample(sessions, min(len(sessions), 2)):
            found += [("move", session, self.day), ("move", session, _near(self.draw, session))]
            found += [(word, session) for word in ("pin", "unpin", "confirm", "deliver", "cancel")]
        return found


def _edit(draw: random.Random) -> list[tuple[str, list[str]]]:
    """Edit one plan or two of the workspace, or take one for the other; what was done."""
    plans, did = _plans(), []
    for plan in draw.sample(plans, min(len(plans), draw.choice([1, 1, 2]))):
        text, edits = edited(draw, remarked(draw, plan.read_text(encoding="utf-8")))
        plan.write_bytes(text.encode())
        did.append((plan.name, edits))
    if len(plans) > 1 and draw.random() < EXCHANGED:
        one, other = draw.sample(plans, 2)
        kept = one.read_bytes()
        one.write_bytes(other.read_bytes())
        other.write_bytes(kept)
        did.append((one.name, [f"exchanged with {other.name}"]))
    return did


def turn_of(number: int, ends: Counter[str], *, whole: bool = False) -> list[str]:
    """What went wrong in one workspace, told with its number and the edits."""
    draw = random.Random(number)
    files = planned(draw.choice(WORKSPACES), draw.randrange(4))
    with TemporaryDirectory() as folder, chdir(folder):
        Path("programmes").mkdir()
        for name, data in files.items():
            Path("programmes", name).write_bytes(data)
        did = _edit(draw)
        turn = Turn(draw, whole=whole, ends=ends)
        turn.walk()
        return [f"{number} {did}: {one}" for one in turn.found]


def turns(first: int, count: int) -> list[str]:
    """What went wrong in so many workspaces."""
    ends: Counter[str] = Counter()
    return [one for number in range(first, first + count) for one in turn_of(number, ends)]


def main() -> None:
    """Edit and walk with at most 500 MB: FIRST and COUNT are given; what went wrong is printed, and what was run."""
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    first, count = map(int, sys.argv[1:])
    ends: Counter[str] = Counter()
    for number in range(first, first + count):
        for one in turn_of(number, ends, whole=number % 20 == 0):
            sys.stdout.write(f"{one}\n")
        if number % 25 == 0:
            commands = sum(n for end, n in ends.items() if end[-1].isdigit())
            sys.stdout.write(f"to {number}: {commands} commands: {dict(sorted(ends.items()))}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
