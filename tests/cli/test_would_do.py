"""What a refusal says would do is done by hand in the file, word by word: then there is a plan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Run

FILE = Path("programmes/bow.yaml")
PROGRAMME = """\
title: Bow
country: England
start: 2011-01
length: 6 months
weekdays: Tue-Thu
gap: 3 to 8 weeks
with: 1 facilitator
where: hall
participants: 12
people:
  a: {name: Facilitator A, leads: everything}
  b: {name: Facilitator B, leads: day-2}
venues:
  hall: {name: The hall, town: Bow}
sessions:
  day-1: {kind: workshop, when: 11 to 13 Jan 2011}
  day-2: {kind: workshop}
  day-3: {kind: workshop, when: 12 to 21 Apr 2011}
"""
AWAY = ("A, leads: everything", "A, leads: everything, away: [10 to 21 Jan 2011]")
TWICE = (AWAY[0], "A, leads: everything, away: [10 to 21 Jan 2011, 7 to 18 Feb 2011]")
RARE = (AWAY[0], "A, leads: everything, at-most: 1 day a month")
SOLE = ("with: 1 facilitator", "with: a")
SHUT = ("town: Bow", "town: Bow, closed: [11 to 13 Jan 2011]")
FREE = (", when: 12 to 21 Apr 2011", "")
NEAR = ("kind: workshop}", "kind: workshop, when: 25 to 27 Jan 2011}")
FAR = ("kind: workshop}", "kind: workshop, when: 8 to 10 Feb 2011}")
MANY = ("kind: workshop}", "kind: workshop, count: 6}")
FOLLOWED = [
    ([AWAY], "have Facilitator A come on Tue 11 Jan 2011", ("[10 to 21", "[10 Jan 2011, 12 to 21")),
    ([AWAY], "ask for `day-1` on Thu 6 Jan 2011 instead", ("11 to 13 Jan", "6 Jan")),
    ([AWAY], "let Facilitator B lead `day-1`", ("leads: day-2", "leads: [day-1, day-2]")),
    ([AWAY], "take out the `away` of Facilitator A", (", away: [10 to 21 Jan 2011]", "")),
    ([SHUT], "have The hall open on Tue 11 Jan 2011", ("[11 to 13", "[12 to 13")),
    ([FREE, NEAR], "give a gap of at least 16 days instead of 3 weeks", ("3 to 8 weeks", "16 days to 8 weeks")),
    ([FREE, NEAR], "take out the `when` of `day-1`", (", when: 11 to 13 Jan 2011", "")),
    ([FAR], "let a gap be at most 61 days instead of 8 weeks", ("3 to 8 weeks", "3 weeks to 61 days")),
    (
        [FREE, SOLE, RARE, MANY],
        "let Facilitator A lead 2 days a month (`at-most: 2 days a month`)",
        ("at-most: 1 day a month", "at-most: 2 days a month"),
    ),
    (
        [FREE, SOLE, FAR, TWICE],
        "have Facilitator A come on Tue 11 Jan 2011, and have Facilitator A come on Tue 8 Feb 2011",
        ("[10 to 21 Jan 2011, 7 to 18", "[10 Jan 2011, 12 to 21 Jan 2011, 7 Feb 2011, 9 to 18"),
    ),
]
"""How a programme that has a plan is spoilt, what would do instead, and how that is written."""


def test_before_it_is_spoilt_there_is_a_plan(workspace: Path, run: Run) -> None:
    FILE.write_text(PROGRAMME)
    assert run("schedule", "--dry-run").code == 0


@pytest.mark.parametrize(("spoilt", "words", "edit"), FOLLOWED, ids=[words for _, words, _ in FOLLOWED])
def test_what_would_do_does(
    workspace: Path, run: Run, spoilt: list[tuple[str, str]], words: str, edit: tuple[str, str]
) -> None:
    text = PROGRAMME
    for before, after in spoilt:
        assert before in text
        text = text.replace(before, after, 1)
    FILE.write_text(text)
    ran = run("schedule", "--dry-run")
    offered = re.findall(r"would do: (.*?)(?=\n   = |\nNext|\n\n)", ran.err, re.DOTALL)
    assert (ran.code, words in [" ".join(one.split()) for one in offered]) == (1, True), ran.err
    assert edit[0] in text
    FILE.write_text(text.replace(*edit, 1))
    assert run("schedule", "--dry-run").code == 0
