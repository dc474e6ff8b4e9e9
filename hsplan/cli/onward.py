"""The last line of every command: the next useful step, which can be run as it stands wherever there is one."""

from __future__ import annotations

import re
import sys
from itertools import takewhile
from typing import TYPE_CHECKING

from hsplan.cli import COMMANDS
from hsplan.cli.talk import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsplan.findings import Finding

GO_UP = "you are in it"
"""How the help begins where the workspace is the folder above."""
AGAIN = ("changed-meanwhile", "folder-busy", "cannot-write", "bad-instant", "no-organiser")
"""Findings after which the same command is right, once what they tell of is mended."""
CHANGING = ("move", "pin", "unpin", "confirm", "deliver", "cancel", "undo", "publish")
"""Commands that change a plan: they are never proposed for another session or programme than the one that was named."""
OF_PROGRAMMES = ("validate", "publish", "export", "diff", "show")
"""Commands whose words are names of programmes, which the next step is about as well."""
OF_MANY = ("validate", "publish", "export", "show", "schedule")
"""Commands that take the names of several programmes."""
INSTEAD = {
    "no-workspace": ("new", "--from", "stepney"),
    "no-programme": ("new", "--from", "stepney"),
    "many-cancelled": ("diff",),
    "which-plan": ("show",),
    "ambiguous-session": ("show", "--agenda"),
    "no-such-session": ("show", "--agenda"),
    "no-such-programme": ("show",),
    "no-such-cohort": ("show",),
    "would-forget": ("schedule",),
    "exists-already": ("validate",),
    "is-template": ("validate",),
}
"""What to look at, where neither the same command nor the page of a finding is of use."""


def next_step(*words: str) -> None:
    """Tell which command to run next."""
    from hsplan.workspace.names import command, in_fewer_words

    first, *others = words
    say(f"Next: {command(first, *(in_fewer_words(others) if first in OF_MANY else others))}")


def in_earnest(*more: str) -> None:
    """Tell the same command again, to be run in earnest: without `--dry-run` or `--check`, and with what it wants."""
    given = [word for word in sys.argv[1:] if word not in ("--dry-run", "--check")]
    next_step(*given, *(one for one in more if one not in given))


def after(findings: Sequence[Finding]) -> str:
    """The next step after findings that kept a command from doing its work."""
    from hsplan.findings import Severity
    from hsplan.workspace.names import command

    given = sys.argv[1:]
    wrong = [one for one in findings if one.severity is Severity.ERROR] or list(findings)
    meant = next((found for one in wrong if (found := corrected(one, given))), None)
    if wrong[0].help.startswith(GO_UP):
        return "Next: cd .."
    return f"Next: {command(*(meant or _instead(wrong[0], given)))}"


def _instead(finding: Finding, given: list[str]) -> Sequence[str]:
    """The command after a finding that tells of no word that was meant."""
    if finding.code == "wrong-command":
        return finding.step or [*(word for word in given[:1] if word in COMMANDS), "--help"]
    if finding.code == "other-start":
        return _without_start(given)
    if finding.code == "change-refused" and given[:1] == ["move"]:
        return ["explain", given[1], "--on", " ".join(word for word in given[2:] if not word.startswith("--"))]
    step = [*finding.step]
    if step == ["schedule"] and finding.code != "no-plan-found" and given[:1] and given[0] in OF_PROGRAMMES:
        step += takewhile(lambda word: not word.startswith("-"), given[1:])
    if step and step != given:
        return step
    return given if finding.code in AGAIN else INSTEAD.get(finding.code, ("explain", "--code", finding.code))


def corrected(finding: Finding, given: Sequence[str]) -> list[str] | None:
    """The same command with the word that was meant; None where a finding tells of none, or of another word."""
    guessed = finding.code != "wrong-command" and re.search(r"did you mean `([^`]+)`\?", finding.help)
    meant = guessed or re.search(r"(?:did you mean|^write(?: its id,)?) `([^`]+)`", finding.help)
    if guessed and not _likely(guessed[1], finding.message, given):
        return None
    if meant is None or finding.span is not None:
        return None
    for said in reversed(re.findall(r"`([^`]+)`", finding.message)):
        for n, word in enumerate(given):
            if re.search(rf"(?<![a-z0-9-]){re.escape(said)}(?![a-z0-9-])", word):
                return [*given[:n], word.replace(said, meant[1], 1), *given[n + 1 :]]
        parts = said.split() if finding.help.startswith("write ") else []
        for n in range(len(given) if len(parts) > 1 else 0):  # a date, of which each part is a word
            if [*given[n : n + len(parts)]] == parts:
                return [*given[:n], *meant[1].split(), *given[n + len(parts) :]]
    return None


def _likely(guess: str, message: str, given: Sequence[str]) -> bool:
    """Whether what is near may be proposed: not to be changed, and not as `day-2` where `day-22` was named."""
    wanted = message.partition("`")[2].partition("`")[0]
    return given[:1] != [] and given[0] not in CHANGING and re.findall(r"\d+", wanted) == re.findall(r"\d+", guess)


def _without_start(words: Sequence[str]) -> list[str]:
    """The command without another start than the plan's."""
    kept = [word for n, word in enumerate(words) if not (word == "--start" or words[n - 1 : n] == ["--start"])]
    return [word for word in kept if not word.startswith("--start=")]
