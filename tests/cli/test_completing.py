"""A shell that completes words: what hsplan answers it, and what a real bash makes of that."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import pytest
from conftest import INSTANT, ROOT, Once, Run

from hsplan.cli import known
from hsplan.cli.completing import put_together

PLAN = Path("programmes/stepney.plan.yaml")
PEOPLE = ["facilitator-a", "facilitator-b", "facilitator-c"]


@pytest.fixture
def planned(stepney: Path, run: Run, once: Once) -> Run:
    """Runs commands where the case study has a plan that was published and then changed."""
    once("schedule --start 2011-01", "publish", "pin day-3")
    return run


def completed(run: Run, *parted: str) -> list[str]:
    """What bash is answered; the words are parted as bash does it."""
    at = str(len(parted))
    words = "\n".join(("hsplan", *parted))
    ran = run(_HSPLAN_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=at)
    assert (ran.code, ran.err) == (0, "")
    return ran.out.split()


@pytest.mark.parametrize(
    ("parted", "found"),
    [
        (["ex"], ["explain", "export"]),
        (["export", "--format", "h"], ["html"]),
        (["export", "-f", "html,i"], ["html,ics"]),
        (["export", "-f", "ics,i"], []),  # named already
        (["export", "--format", "=", "x"], ["xlsx"]),
        (["export", "--for", "facilitator-"], PEOPLE),
        (["export", "--for", "v"], ["venue-a", "venue-b"]),
        (["export", "--for", "venue", ":"], ["venue-a", "venue-b"]),
        (["export", "--for", "=", "venue", ":", "v"], ["venue-a", "venue-b"]),
        (["export", "--for", "nobody", ":"], []),
        (["export", "stepney", "--each", ""], ["facilitator", "role", "group", "venue", "set"]),
        (["export", "st"], ["stepney"]),
        (["show", "stepney", "--for", "set"], ["set-1", "set-2"]),
        (["show", "stepney", "--ag"], ["--agenda"]),
        (["validate", "--report", "g"], ["github"]),
        (["schedule", "s"], ["stepney"]),
        (["publish", "s"], ["stepney"]),
        (["undo", "s"], ["stepney"]),
        (["pin", "chall"], ["challenge-1", "challenge-2", "challenge-3"]),
        (["move", "stepney", ":", "day-8"], ["day-8"]),
        (["move", "stepney:day-8"], ["stepney:day-8"]),  # where `:` parts no words
        (["cancel", "step"], [f"stepney:{one}" for one in ("day-1", "day-2", "challenge-1", "day-3", "day-4")]),
        (["explain", "day-8"], ["day-8"]),
        (["explain", "too-short"], ["too-short-notice"]),
        (["explain", "--code", "too-de"], ["too-deep"]),
        (["diff", "st"], ["stepney", "stepney@2", "stepney@3", "stepney@published"]),
        (["diff", "stepney", "@"], ["@2", "@3", "@published"]),
        (["diff", "stepney", "@", "2", "stepney", "@", "p"], ["@published"]),
        (["diff", "--format", "m"], ["markdown"]),
        (["new", "--from", ""], ["stepney"]),
        (["new", "--template", "room"], ["room", "room.html", "room.md"]),
        (["schema", "pl"], ["plan"]),
        (["nothing", "x"], []),
    ],
)
def test_a_word_becomes_what_is_known(planned: Run, parted: list[str], found: list[str]) -> None:
    assert completed(planned, *parted)[: len(found) or 1] == found


def test_the_words_may_be_in_a_line(planned: Run) -> None:
    ran = planned(_HSPLAN_COMPLETE="complete_bash", COMP_WORDS="hsplan export --format h", COMP_CWORD="3")
    assert (ran.code, ran.out) == (0, "html\n")


@pytest.mark.parametrize(
    ("line", "fish", "zsh"),
    [
        ("hsplan export --format html,i", "html,ics", "html,ics"),
        ("hsplan move stepney:day-8", "stepney:day-8", r"stepney\\:day-8"),
        ("hsplan diff stepney@p", "stepney@published", "stepney@published"),
        ("hsplan export --for facilitator-a", "facilitator-a", "facilitator-a"),
        ("hsplan  export  --format=html,i", "--format=html,ics", "--format=html,ics"),
        ("hsplan export --for=venue:venue-b", "--for=venue:venue-b", r"--for=venue\\:venue-b"),
    ],
)
def test_other_shells_part_no_words(planned: Run, line: str, fish: str, zsh: str) -> None:
    fished = planned(
        _HSPLAN_COMPLETE="complete_fish", _TYPER_COMPLETE_FISH_ACTION="get-args", _TYPER_COMPLETE_ARGS=line
    )
    assert (fished.code, fished.out, fished.err) == (0, f"{fish}\n", "")
    zshed = planned(_HSPLAN_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line)
    assert (zshed.code, zshed.out, zshed.err) == (0, f"""_arguments '*: :(("{zsh}"))'\n""", "")


def test_where_nothing_is_known_other_shells_are_given_no_word(planned: Run) -> None:
    line = "hsplan export --for=nobody"
    fished = planned(
        _HSPLAN_COMPLETE="complete_fish", _TYPER_COMPLETE_FISH_ACTION="get-args", _TYPER_COMPLETE_ARGS=line
    )
    zshed = planned(_HSPLAN_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line)
    assert (fished.out.strip(), zshed.out) == ("", "_files\n")


@pytest.mark.parametrize(("line", "code"), [("hsplan export --format h", 0), ("hsplan export -o x", 1)])
def test_fish_is_told_whether_there_are_answers(planned: Run, line: str, code: int) -> None:
    ran = planned(_HSPLAN_COMPLETE="complete_fish", _TYPER_COMPLETE_FISH_ACTION="is-args", _TYPER_COMPLETE_ARGS=line)
    assert (ran.code, ran.out) == (code, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_us(run: Run, shell: str) -> None:
    ran = run(_HSPLAN_COMPLETE=f"source_{shell}")
    assert (ran.code, f"_HSPLAN_COMPLETE=complete_{shell}" in ran.out) == (0, True)


WORDS = [
    ("move", ""),
    ("export", ""),
    ("export", "--for", ""),
    ("export", "--each", ""),
    ("diff", ""),
    ("explain", "d"),
]


@pytest.mark.parametrize("words", WORDS)
def test_without_a_workspace_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert completed(run, *words) == [code for code in known.codes("d") if words[0] == "explain"]


def test_what_cannot_be_read_is_passed_over(planned: Run) -> None:
    PLAN.with_name("bow.yaml").write_text("title: [")
    PLAN.with_name("bow.plan.yaml").write_text("title: [")
    assert completed(planned, "export", "--for", "facilitator-") == PEOPLE
    assert completed(planned, "export", "bow", "--for", "") == []
    assert completed(planned, "export", "nothing", "--for", "") == []
    assert completed(planned, "pin", "day-8") == ["day-8"]
    assert completed(planned, "diff", "stepney@p") == ["stepney@published"]
    PLAN.write_bytes(b"\xff\x00")
    assert completed(planned, "pin", "") == completed(planned, "diff", "") == []


@pytest.mark.parametrize("number", ["", "x", "99", "-1"])
def test_a_strange_question_is_answered_with_nothing_wrong(planned: Run, number: str) -> None:
    ran = planned(_HSPLAN_COMPLETE="complete_bash", COMP_WORDS="hsplan 'export", COMP_CWORD=number)
    assert (ran.code, ran.err) == (0, "")


def test_no_answer_acts_on_a_shell_or_a_terminal(stepney: Path, run: Run) -> None:
    names = [
        "a",
        "$(touch gone)",
        "`touch gone`",
        "\x1b[2J",
        "a b",
        "-rf",
        "*",
        "a;b",
        "a'b",
        "a\\b",
        "a\nb",
        "ä",
        "b.c:d@1",
    ]
    assert known.plain("", names) == ["a", "b.c:d@1"]
    hostile = '"\\e[2J $(touch gone) `touch gone` \'; *"'
    text = stepney.read_text().replace("participants:", f"title-of-nothing: {hostile}\nparticipants:", 1)
    stepney.write_text(text.replace("Facilitator A", "\\u001b[2J $(touch gone)"))
    for words in WORDS:
        assert all(known.PLAIN.fullmatch(answer) for answer in completed(run, *words))
    assert not Path("gone").exists()


def test_with_several_plans_an_id_that_only_one_has_needs_no_programme(planned: Run) -> None:
    text = PLAN.with_name("stepney.yaml").read_text().replace("  day-8:", "  last-day:")
    PLAN.with_name("bow.yaml").write_text(text)
    PLAN.with_name("bow.plan.yaml").write_text(
        PLAN.read_text().replace("programme: stepney", "programme: bow").replace("  day-8:", "  last-day:")
    )
    assert completed(planned, "pin", "last") == ["last-day"]
    assert completed(planned, "pin", "day-8") == ["day-8"]
    assert completed(planned, "pin", "day-7") == []
    assert completed(planned, "pin", "bow", ":", "day-7") == ["day-7"]
    assert completed(planned, "pin", "bow:day-7") == ["bow:day-7"]
    assert completed(planned, "show", "") == ["bow", "stepney"]


def test_cohorts_are_completed_as_well(workspace: Path, run: Run) -> None:
    Path("programmes/bow.yaml").write_text("title: Bow\ncohorts:\n  north: {}\n  south: {}\n")
    assert completed(run, "show", "b") == ["bow", "bow.north", "bow.south"]


LOADED = """\
import sys
from hsplan.__main__ import main
try:
    main()
except SystemExit:
    print(sorted(one for one in sys.modules if one.partition(".")[0] == "numpy" or one.startswith("hsplan.")))
"""


def test_only_the_command_that_is_completed_is_loaded_and_nothing_that_plans(planned: Run) -> None:
    asked = {"_HSPLAN_COMPLETE": "complete_bash", "COMP_WORDS": "hsplan export --for fac", "COMP_CWORD": "3"}
    environ = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], **asked}
    out = subprocess.run([sys.executable, "-c", LOADED], env=environ, capture_output=True, check=True, text=True).stdout
    assert "facilitator-a\n" in out
    assert "'hsplan.cli.export'" in out
    assert [
        one for one in ("numpy", "hsplan.planner", "hsplan.cli.schedule", "hsplan.cli.show") if f"'{one}'" in out
    ] == []


def test_a_word_is_whole_again_whatever_it_is_parted_at() -> None:
    assert put_together(["hsplan"], 1).words == ("hsplan", "")
    assert put_together(["hsplan", "move", "a", ":", "b", "later"], 4).words == ("hsplan", "move", "a:b")
    assert put_together(["hsplan", "diff", "a", "@", "1", ""], 5).words == ("hsplan", "diff", "a@1", "")
    told = put_together(["hsplan", "export", "--for", "=@", "x"], 4)
    assert (told.words[-1], told.before) == ("--for=@x", "")


RECORDING = """\
#!/bin/sh
[ -z "$_HSPLAN_COMPLETE" ] || exec {python} -m hsplan "$@"
echo "$@" >> {ran}
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_a_real_bash_completes(planned: Run, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(planned(_HSPLAN_COMPLETE="source_bash").out)
    stub, ran = tmp_path / "bin" / "hsplan", tmp_path / "ran"
    stub.parent.mkdir()
    stub.write_text(RECORDING.format(python=sys.executable, ran=ran))
    stub.chmod(0o755)
    typed = ["export -f html,i\t", "pin stepney:chall\t2", "diff stepney@p\t", "show --for=venue:\ta"]
    with Bash(tmp_path, f"{stub.parent}:{os.environ['PATH']}") as bash:
        bash.type(f"source {script}\n")
        for line in typed:
            bash.type(f"hsplan {line}\n")
        bash.type("exit\n")
    found = ["export -f html,ics", "pin stepney:challenge-2", "diff stepney@published", "show --for=venue:venue-a"]
    assert ran.read_text().splitlines() == found


class Bash:
    """An interactive bash at a terminal of its own."""

    PROMPT = b"ready> "

    def __init__(self, folder: Path, path: str) -> None:
        pty = pytest.importorskip("pty")
        self.terminal, end = pty.openpty()
        environ = {"PATH": path, "HOME": str(folder), "TERM": "dumb", "PS1": self.PROMPT.decode()}
        environ |= {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": INSTANT}
        words = ["bash", "--norc", "--noprofile", "-i"]
        self.process = subprocess.Popen(
            words, cwd=folder, env=environ, stdin=end, stdout=end, stderr=end, start_new_session=True
        )
        os.close(end)

    def __enter__(self) -> Self:
        return self

    def type(self, keys: str) -> None:
        """Type a line once bash asks for one."""
        shown, until = b"", time.monotonic() + 30
        while self.PROMPT not in shown and time.monotonic() < until:
            if select.select([self.terminal], [], [], 0.5)[0]:
                shown += os.read(self.terminal, 4096)
        assert self.PROMPT in shown, shown
        os.write(self.terminal, keys.encode())

    def __exit__(self, *_: object) -> None:
        try:
            self.process.wait(30)
        finally:
            self.process.kill()
            self.process.wait()
            os.close(self.terminal)
