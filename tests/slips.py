"""Plan files as people edit them by hand, with slips: of a day, a status, a pin, a name, a block, a merge."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from spoiling import crlf

STATUSES = ("tentative", "confirmed", "delivered", "cancelled", "planned", "Confirmed", "done", "")
DAYS = (
    "20 Jan 2012",
    "20 Jan 8011",
    "20 Jan 1700",
    "Sat 22 Jan 2011",
    "Mon 20 Jan 2011",
    "25 Dec 2011",
    "1 Jan 0001",
    "31 Dec 9999",
    "31 Dec 2010",
    "30 Feb 2011",
    "2011-06-01",
    "unknown",
    "",
)
HOURS = (
    "9:30-12:30",
    "12:30-9:30",
    "9:00-9:00",
    "0:00-24:00",
    "13:00-16:30",
    "23:00-23:59",
    "9.30-12.30",
    "9:30",
    "unknown",
    "",
)
CONFLICT = ("<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n")
NOTES = ("# agreed by telephone", "# ask again in May", "# room is cold: bring a heater")

Lines = list[str]
Edit = Callable[[random.Random, Lines], None]


def _block(lines: Lines, head: str) -> range:
    """The lines under a key of the whole file; none where it has no such key."""
    for n, line in enumerate(lines):
        if line.startswith(f"{head}:"):
            ends = (m for m in range(n + 1, len(lines)) if lines[m][:1].isalpha())
            return range(n + 1, next(ends, len(lines)))
    return range(0)


def _session(draw: random.Random, lines: Lines) -> range:
    """The lines of one session, its id among them."""
    block = _block(lines, "sessions")
    heads = [n for n in block if re.match(r"  \S", lines[n]) and not lines[n].startswith("  #")]
    if not heads:
        return range(0)
    first = draw.choice(heads)
    return range(first, min((n for n in heads if n > first), default=block.stop))


def _where(lines: Lines, within: range, key: str) -> list[int]:
    return [n for n in within if re.match(rf"\s+{key}:", lines[n])]


def _say(lines: Lines, at: range, key: str, value: str) -> None:
    """Write a value of a session's key, which it may not have yet."""
    places = _where(lines, at, key)
    if places:
        lines[places[0]] = f"    {key}: {value}\n"
    elif at:
        lines.insert(at.start + 1, f"    {key}: {value}\n")


def _another_day(draw: random.Random, lines: Lines) -> None:
    at = _session(draw, lines)
    places = _where(lines, at, "date")
    if not places or draw.random() < 0.2:
        _say(lines, at, "date", draw.choice(DAYS))
        return
    n = places[0]
    if draw.random() < 0.9:  # a weekday that does not fit any more is told first
        lines[n] = re.sub(r"[A-Z][a-z]{2} (?=\d)", "", lines[n])
    year = draw.choice(["1700", "2012", "2010", "8011", "9999", "0001", "20111", "11"])
    month = draw.choice(["Jan", "Jun", "Aug", "Dec"])
    way = draw.choice(
        [(r"\d{4}", year), (r"\b\d{1,2}\b", str(draw.randint(0, 32))), (r"[A-Z][a-z]{2} (?=\d{4})", f"{month} ")]
    )
    lines[n] = re.sub(*way, lines[n], count=1)


def _last(draw: random.Random, lines: Lines) -> None:
    _say(lines, _session(draw, lines), "last", draw.choice([*DAYS, "21 Jan 2011", "Wed 26 Jan 2011"]))


def _swapped_days(draw: random.Random, lines: Lines) -> None:
    places = _where(lines, _block(lines, "sessions"), "date")
    if len(places) > 1:
        one, other = draw.sample(places, 2)
        lines[one], lines[other] = lines[other], lines[one]


def _times(draw: random.Random, lines: Lines) -> None:
    at = _session(draw, lines)
    parts = [n for n in at if re.match(r"      \S+: ", lines[n])]
    if not parts:
        _say(lines, at, "times", draw.choice(["{}", "{workshop: 9:30-12:30}", "{x: 9:00-10:00}", "9:30-12:30"]))
        return
    n = draw.choice(parts)
    way = draw.randrange(3)
    if way == 0:
        del lines[n]
    elif way == 1:
        lines[n] = re.sub(r": .*", f": {draw.choice(HOURS)}", lines[n])
    else:
        lines[n] = re.sub(r"^\s+\S+:", "      another-part:", lines[n])


def _status(draw: random.Random, lines: Lines) -> None:
    for _ in range(draw.choice([1, 1, 3])):
        _say(lines, _session(draw, lines), "status", draw.choice(STATUSES[:4] if draw.random() < 0.8 else STATUSES))


def _pins(draw: random.Random, lines: Lines) -> None:
    for _ in range(draw.choice([1, 1, 4])):
        pins = draw.choice(["date", "people", "venue", "[date, people]", "[date, people, venue]", "[]"])
        pins = draw.choice(["day", "yes", ""]) if draw.random() < 0.1 else pins
        _say(lines, _session(draw, lines), "pinned", pins)


def _people(draw: random.Random, lines: Lines) -> None:
    at = _session(draw, lines)
    known = [
        word for n in _where(lines, _block(lines, "sessions"), "people") for word in re.findall(r"[\w-]+", lines[n])
    ]
    names = [*(one for one in known if one != "people"), "nobody"]
    some = draw.choices(names, k=draw.randint(0, 3))
    _say(lines, at, "people", draw.choice([f"[{', '.join(some)}]", f"[{names[0]}, {names[0]}]", names[0], ""]))


def _venue(draw: random.Random, lines: Lines) -> None:
    at = _session(draw, lines)
    known = [lines[n].split(":", 1)[1].strip() for n in _where(lines, _block(lines, "sessions"), "venue")]
    _say(lines, at, "venue", draw.choice([*known, "nowhere", ""]))


def _session_gone(draw: random.Random, lines: Lines) -> None:
    at = _session(draw, lines)
    del lines[at.start : at.stop]


def _session_doubled(draw: random.Random, lines: Lines) -> None:
    at = _session(draw, lines)
    if at:
        head = draw.choice(["  extra-day:\n", "  day-99:\n", lines[at.start]])
        lines[at.stop : at.stop] = [head, *lines[at.start + 1 : at.stop]]


def _session_renamed(draw: random.Random, lines: Lines) -> None:
    at = _session(draw, lines)
    if at:
        lines[at.start] = draw.choice(["  day-12:\n", "  another:\n", "  day-2:\n", "  Day-1:\n", "  day 1:\n"])


def _head(draw: random.Random, lines: Lines) -> None:
    key, values = draw.choice(
        [
            ("start", [*DAYS, "2012-01", "Tue 1 Feb 2011"]),
            ("revision", ["0", "1", "2", "999999999", "-1"]),
            ("published", ["0", "1", "2", "3", "77", "x"]),
            ("programme", ["stepney", "another", "x.y"]),
            ("calendar-id", ["stepney-2011-01", "other", "A B"]),
            ("fingerprint", ["sha256:0", ""]),
            ("hsplan-plan", ["0", "2", "x"]),
            ("domain", ["example.org", "x y"]),
        ]
    )
    for n, line in enumerate(lines):
        if line.startswith(f"{key}:"):
            lines[n] = f"{key}: {draw.choice(values)}\n"
            return


def _kept(draw: random.Random, lines: Lines) -> None:
    """What the plan keeps of its past, cut, removed, or taken for something else."""
    head = draw.choice(["history", "undo", "told", "windows"])
    block = _block(lines, head)
    if not block:
        return
    way = draw.randrange(4)
    if way == 0:
        del lines[block.start - 1 : block.stop]
    elif way == 1:
        del lines[draw.choice(block)]
    elif way == 2:
        del lines[draw.choice(block) : block.stop]
    else:
        n = draw.choice(block)
        say = [
            (r"\d{4}(?!-)", draw.choice(["1700", "2012", "8011"])),
            (r"status: \w+", f"status: {draw.choice(STATUSES[:4])}"),
            (r"revision: \d+", f"revision: {draw.choice(['0', '1', '7', '999999999'])}"),
            (r"people: \[.*?\]", "people: [nobody]"),
            (r"venue: [\w-]+", "venue: nowhere"),
            (r"sequence: \d+", "sequence: 999999999"),
            (r"(until|from): [^,}\n]+", r"\1: 20 Jan 2012"),
            (r"arranged-by: .*", "arranged-by: [nobody]"),
            (r"dropped: \w+", "dropped: no"),
            (r"^  [\w.-]+:", "  another:"),
            (r"at: .*", "at: '1970-01-01T00:00:00Z'"),
        ]
        fitting = [(old, new) for old, new in say if re.search(old, lines[n])]
        if fitting:
            lines[n] = re.sub(*draw.choice(fitting), lines[n], count=1)


def _windows(draw: random.Random, lines: Lines) -> None:
    places = _where(lines, _block(lines, "windows"), "(?:from|until|arranged-by|dropped|title)")
    if places:
        n = draw.choice(places)
        lines[n] = re.sub(r": .*", f": {draw.choice([*DAYS, 'yes', 'no', '[nobody]'])}", lines[n])


def _line_gone(draw: random.Random, lines: Lines) -> None:
    for _ in range(draw.choice([1, 1, 2, 5])):
        if lines:
            del lines[draw.randrange(len(lines))]


def _merged(draw: random.Random, lines: Lines) -> None:
    """A merge that nobody finished, or finished by taking both."""
    first = draw.randrange(len(lines))
    last = min(len(lines), first + draw.randint(1, 8))
    ours = lines[first:last]
    marks = CONFLICT if draw.random() < 0.5 else ("", "", "")
    lines[first:last] = [marks[0], *ours, marks[1], *ours, marks[2]]


def _dress(draw: random.Random, lines: Lines) -> None:
    """Tabs, spaces at the end, or the ends of lines of Windows."""
    way = draw.randrange(3)
    if way == 0:
        n = draw.randrange(len(lines))
        lines[n] = lines[n].replace("  ", "\t")
    elif way == 1:
        lines[:] = [line.rstrip("\n") + "  \n" for line in lines]
    else:
        lines[:] = crlf("".join(lines)).splitlines(keepends=True)


EDITS: tuple[Edit, ...] = (
    _another_day,
    _another_day,
    _another_day,
    _last,
    _swapped_days,
    _times,
    _status,
    _status,
    _pins,
    _people,
    _venue,
    _session_gone,
    _session_doubled,
    _session_renamed,
    _head,
    _kept,
    _kept,
    _windows,
    _line_gone,
    _merged,
    _dress,
)


def edited(draw: random.Random, text: str) -> tuple[str, list[str]]:
    """A plan after some edits by hand, and what they were."""
    lines, did = text.splitlines(keepends=True), []
    for _ in range(draw.choice([1, 1, 1, 2, 2, 4])):
        if lines:
            edit = draw.choice(EDITS)
            edit(draw, lines)
            did.append(edit.__name__.strip("_"))
    return "".join(lines), did


def remarked(draw: random.Random, text: str) -> str:
    """The same with remarks of a person in it, as lines of their own and behind what stands there."""
    lines = text.splitlines(keepends=True)
    block = _block(lines, "sessions")
    for n, note in enumerate(NOTES):
        at = draw.choice(block)
        mark = f"{note} ({n})"
        if n % 2 and lines[at].rstrip()[-1:] not in ">|":
            lines[at] = f"{lines[at].rstrip()}  {mark}\n"
        else:
            lines.insert(at, f"{' ' * draw.choice([0, 2, 4])}{mark}\n")
        block = _block(lines, "sessions")
    return "".join(lines)
