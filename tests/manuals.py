"""What a manual shows, done: its notes and blocks in order, as somebody would who follows it with the keyboard.

A note is a comment that no reader sees, alone on its line:

| note | does |
| --- | --- |
| `<!-- folder NAME -->` | goes on in a folder of that name, empty at first |
| `<!-- file FILE`, lines, `-->` | writes the lines as a file |
| `<!-- write FILE -->` before a block | writes the block as a file |
| `<!-- piece FILE -->` before a block | writes the block as a programme, with a head where it has none |
| `<!-- change FILE -->` before a `diff` | changes a file as the block says |
| `<!-- quote FILE -->` before a block | holds the block against that file |
| `<!-- edit FILE: A => B -->`, `<!-- undo -->` | changes a word of a file; makes it as it was |
| `<!-- remove FILES -->` | removes files or a folder, by name or with a `*` |
| `<!-- run COMMAND; … -->` | runs commands whose output is not shown |

A `console` block has commands after `$` and what each prints. A line of `…` stands for any number of lines. All that
is printed, also what is left out or not shown, is kept whole in a transcript.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from clients import Khal
from conftest import ROOT, Run

ELISION = "…"
MOST_LINES = 26
"""What a block may show: as much as a person reads before scrolling on."""

BLOCK = re.compile(
    r"^<!-- edit (?P<edited>\S+): (?P<before>.*?) => (?P<after>.*?) ?-->$"
    r"|^<!-- undo (?P<undone>\S+) -->$"
    r"|^<!-- folder (?P<folder>\S+) -->$"
    r"|^<!-- remove (?P<gone>\S+) -->$"
    r"|^<!-- run (?P<command>.*?) -->$"
    r"|^<!-- (?P<way>write|piece|change|quote) (?P<file>\S+) -->\n```\w+\n(?P<text>.*?)^```$"
    r"|^<!-- file (?P<hidden>\S+)\n(?P<content>.*?)^-->$"
    r"|^```console\n(?P<commands>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
HEAD = {
    "title": "A piece",
    "start": "2011-01",
    "length": "4 months",
    "country": "England",
    "sessions": "{day-1: {kind: workshop}, day-2: {kind: workshop}}",
}
"""What a piece of a programme is given where it does not say it."""


def chunks(lines: list[str]) -> list[list[str]]:
    """What stands between elisions.

    >>> chunks(["a", "…", "b", "c"])
    [['a'], ['b', 'c']]
    """
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip() == ELISION:
            found.append([])
        else:
            found[-1].append(line)
    return found


def fits(shown: list[str], whole: list[str], *, anywhere: bool = False) -> bool:
    """Whether lines with elisions are the whole, or stand anywhere in it.

    >>> fits(["a", "…", "c"], ["a", "b", "c"]), fits(["a", "…"], ["b", "a"]), fits(["b"], ["a", "b"], anywhere=True)
    (True, False, True)
    """
    parts = [[], *chunks(shown), []] if anywhere else chunks(shown)
    first, *middle = parts
    if not middle:
        return first == whole
    *middle, last = middle
    if len(first) + len(last) > len(whole) or whole[: len(first)] != first or whole[len(whole) - len(last) :] != last:
        return False
    at, end = len(first), len(whole) - len(last)
    for part in middle:
        found = next((n for n in range(at, end - len(part) + 1) if whole[n : n + len(part)] == part), None)
        if found is None:
            return False
        at = found + len(part)
    return True


def realigned(shown: list[str], printed: list[str]) -> list[str]:
    """What is printed now, with what was left out of what was shown still left out.

    Of all ways to lay the one beside the other that in which the fewest lines are new, gone or worded otherwise; what
    falls to an elision stays out.

    >>> realigned(["a 1", "…", "z 1"], ["a 2", "b", "c", "z 2"]), realigned(["a", "…"], ["a"])
    (['a 2', '…', 'z 2'], ['a'])
    """
    ends = range(len(printed) + 1)
    below = [(0.5 * (len(printed) - at), printed[at:]) for at in ends]
    for line in reversed(shown):
        row = list(below)
        if line.strip() == ELISION:
            for at in reversed(ends[:-1]):
                cost, rest = min(below[at + 1], row[at + 1], key=lambda one: one[0])
                row[at] = min((cost, rest if rest[:1] == [line] else [line, *rest]), below[at], key=lambda one: one[0])
        else:
            row[-1] = (below[-1][0] + 0.5, below[-1][1])
            for at in reversed(ends[:-1]):
                likeness = SequenceMatcher(a=line, b=printed[at], autojunk=False).ratio()
                row[at] = min(
                    (below[at + 1][0] + 1 - likeness, [printed[at], *below[at + 1][1]]),
                    (below[at][0] + 0.5, below[at][1]),
                    (row[at + 1][0] + 0.5, [printed[at], *row[at + 1][1]]),
                    key=lambda one: one[0],
                )
        below = row
    return below[0][1]


def shortened(lines: list[str], most: int) -> list[str]:
    """Lines, with their middle left out where they are more than so many.

    >>> shortened(["a", "b", "c", "d"], 3), shortened(["a", "…", "c", "d"], 3), shortened(["a", "b"], 2)
    (['a', '…', 'd'], ['a', '…', 'd'], ['a', 'b'])
    """
    if len(lines) <= most:
        return lines
    last = max(1, (most - 1) // 2)
    first = lines[: max(1, most - 1 - last)]
    return [*first, ELISION, *lines[-last:]]


def quoted(text: str, file: str) -> str:
    r"""A stretch of a file as it is now, with elisions where it had some.

    >>> quoted("b: 1\n", "a: 1\nb: 2\nc: 1\n")
    'b: 2\n'
    """
    shown, lines = text.splitlines(), file.splitlines()
    if not fits(shown, lines, anywhere=True):
        shown = realigned([ELISION, *shown, ELISION], lines)
        shown = shown[shown[0] == ELISION : len(shown) - (shown[-1] == ELISION)]
    return "".join(f"{line}\n" for line in shown)


def changed(text: str, diff: str) -> str:
    r"""A text with the lines of a diff taken out and put in; each stretch of a diff stands in the text once.

    >>> changed("a: 1\nb: 2\n", "-b: 2\n+b: 3\n")
    'a: 1\nb: 3\n'
    """
    for part in chunks(diff.splitlines()):
        before = "".join(f"{line[1:]}\n" for line in part if not line.startswith("+"))
        after = "".join(f"{line[1:]}\n" for line in part if not line.startswith("-"))
        assert text.count(before) == 1, f"not once in the file:\n{before}"
        text = text.replace(before, after)
    return text


def whole(piece: str) -> str:
    """A programme of a piece of one."""
    said = set(re.findall(r"^([a-z-]+):", piece, re.MULTILINE))
    if "extends" in said:
        return piece
    said |= {"sessions"} if said & {"phases", "trimesters"} else set()
    return "".join(f"{key}: {value}\n" for key, value in HEAD.items() if key not in said) + piece


@dataclass
class Follower:
    """Somebody who follows a manual: in which folder, and what has been printed."""

    run: Run
    monkeypatch: pytest.MonkeyPatch
    home: Path
    transcript: list[str] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)

    def follow(self, text: str) -> str:
        """The manual with what its commands really print; elisions stay where the rest fits."""
        return BLOCK.sub(self._done, text)

    def _done(self, found: re.Match[str]) -> str:
        if found["commands"] is not None:
            asked = re.split(r"^(?=\$ )", found["commands"], flags=re.MULTILINE)[1:]
            shown = [self._shown(one) for one in asked]
            over = sum(map(len, shown)) + len(shown) - 1 - MOST_LINES
            if over > 0:
                longest = max(shown, key=len)
                shown[shown.index(longest)] = shortened(longest, len(longest) - over)
            return "```console\n" + "\n\n".join(map("\n".join, shown)) + "\n```"
        if found["command"]:
            for command in re.split("; (?=hsplan )", found["command"]):
                self._printed(command)
        elif found["way"] == "quote":
            return found[0].replace(found["text"], quoted(found["text"], Path(found["file"]).read_text()))
        elif found["file"]:
            self._file(found["way"], Path(found["file"]), found["text"])
        elif found["hidden"]:
            self._file("write", Path(found["hidden"]), found["content"])
        else:
            self._note(found)
        return found[0]

    def _note(self, found: re.Match[str]) -> None:
        if found["folder"]:
            path = self.home / found["folder"]
            path.mkdir(exist_ok=True)
            self.monkeypatch.chdir(path)
        elif found["gone"]:
            gone = sorted(Path().glob(found["gone"]))
            assert gone, found["gone"]
            for path in gone:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif found["undone"]:
            Path(found["undone"]).write_text(self.before.pop(found["undone"]))
        else:
            text = Path(found["edited"]).read_text()
            before, after = ((found[side] or "").replace("\\n", "\n") for side in ("before", "after"))
            assert before in text, f"not in {found['edited']}: {before}"
            self.before.setdefault(found["edited"], text)
            Path(found["edited"]).write_text(text.replace(before, after, 1))

    def _file(self, way: str, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if way == "change":
            text = changed(path.read_text(), text)
        path.write_text(whole(text) if way == "piece" else text)

    def _shown(self, asked: str) -> list[str]:
        """A command and what it prints, with what was left out of it before."""
        first, *lines = asked.rstrip("\n").splitlines()
        printed = self._printed(first.removeprefix("$ ")).rstrip("\n").splitlines()
        return [first, *(lines if fits(lines, printed) else realigned(lines, printed))]

    def _printed(self, command: str) -> str:
        if command.startswith("hsplan ") and not re.search("[|>&]", command):
            ran = self.run(*shlex.split(command)[1:])
            printed = ran.out + ran.err
        else:
            printed = self._in_a_shell(command)
        self.transcript.append(f"$ {command}\n{printed.rstrip()}\n".replace("\n\n\n", "\n\n"))
        return printed

    def _in_a_shell(self, command: str) -> str:
        """What a command prints that is not ours alone: one with a pipe, or another program's."""
        khal = Path(sys.executable).with_name("khal")
        config = self.home / "khal" / "config"
        if not config.exists():
            config.parent.mkdir()
            Khal(config.parent, "Europe/London")
        ours = f"hsplan() {{ '{sys.executable}' -m hsplan \"$@\"; }}\nkhal() {{ '{khal}' -c '{config}' \"$@\"; }}\n"
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(config.parent), "LC_ALL": "C.UTF-8"}
        ran = subprocess.run(
            ["bash", "-c", ours + command], env=environment, capture_output=True, text=True, check=True
        )
        return ran.stdout + ran.stderr
