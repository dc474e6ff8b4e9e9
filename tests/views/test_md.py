"""The overview: what a proposal says, in Markdown in which no title means more than its words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import Run
from hostile import HOSTILE, hostile
from markdown_it import MarkdownIt
from markdown_it.token import Token
from shown import a_schedule

from hsplan.views import md

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HARMFUL = [
    *HOSTILE[:-1],
    "# heading",
    "- item",
    "1. item",
    "1) item",
    "> quote",
    "---",
    "===",
    "    code",
    "```sh",
    "`code`",
    "~~~",
    "~~struck~~",
    "*emphasis* _emphasis_ **strong**",
    "[a link](http://evil.example)",
    "![a picture](http://evil.example/a.png)",
    "[a]: http://evil.example",
    "<http://evil.example>",
    "<img src=x onerror=alert(1)>",
    "&lt;script&gt; &#60;",
    "a | b | c",
    "\\| b",
    "ends with \\",
    "| --- |",
    "[x] done",
    "$x$",
]


def tokens(data: bytes) -> list[Token]:
    """Every token, those within lines as well."""
    found = PARSER.parse(data.decode())
    return [inner for token in found for inner in (token, *(token.children or ()))]


def shape(words: str) -> list[str]:
    """What a schedule that says the same words everywhere is made of, without the words."""
    return [token.type for token in tokens(md.render([hostile(words)])) if token.type != "text"]


@pytest.mark.parametrize("words", HARMFUL)
def test_a_title_is_only_words(words: str) -> None:
    assert shape(words) == shape("words")


@pytest.mark.parametrize("words", [one for one in HARMFUL if one.isprintable() and one == one.strip()])
def test_words_are_read_as_they_are_written(words: str) -> None:
    made = tokens(md.render([hostile(words)]))
    heading = made[[token.type for token in made].index("heading_open") + 1]
    assert "".join(child.content for child in heading.children or ()) == words


def test_bare_addresses_become_no_links_on_github() -> None:
    text = md.render([hostile("https://evil.example www.evil.example mailto:a")]).decode()
    assert "https://" not in text
    assert "www." not in text
    assert "mailto:" not in text


def test_the_overview_of_the_case_study_is_what_a_proposal_says(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    assert run("export", "-f", "md").out == "stepney.md\n"
    text = Path("stepney.md").read_text()
    assert text.startswith(
        "# Clinical Leadership Programme\n\n"
        "**By Healthskills for NHS Tower Hamlets · Stepney and Whitechapel Network**\n\n"
        "For 16 participants: GP, Nurse practitioner, Practice manager.\n\n"
        "Sat 1 Jan 2011 to Sat 31 Dec 2011 (12 months). All dates are tentative.\n"
    )
    for words in (
        "3 trimesters, 8 insight days and 3 leadership challenges.",
        "### Leading the business\n\nSun 1 May 2011 to Wed 31 Aug 2011.\n",
        "| Tue 3 May 2011, 09:30-16:30 | **Building the team** (insight day: workshop, action learning) | Team dev",
        "## Project: Better care for people with COPD",
        "| Outcomes and plan agreed | Tue 5 Apr 2011 | A change that meets resistance |",
        "- Facilitator A, facilitator\n",
        "- Venue B, Whitechapel\n",
    ):
        assert words in text
    assert "short notice" not in text, "a challenge's scenario"
    assert text.endswith("\n")
    assert "\n\n\n" not in text


PLAIN = """\
title: Plain
length: 3 months
start: 2011-03
attendance: all but 1
fee: £200
dates: {papers: 12 Nov 2010}
sessions:
  day: {kind: workshop, title: A day, depends-on: a grant, mode: online, when: 1 Mar 2011}
  talk: {kind: coaching, title: Talk, arranged-by: coach, for: each participant}
"""


def test_what_is_provisional_in_no_phase_or_without_a_date_is_there(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "plain.yaml").write_text(PLAIN)
    run("schedule")
    text = run("export", "-f", "md", "-o", "-").out
    for words in (
        "| Tue 1 Mar 2011 | **A day** (workshop, online); provisional: depends on a grant |",
        "- **Talk**: Wed 2 Mar 2011 to Tue 31 May 2011, for each participant, arranged by coach\n",
        "- **Papers**: Fri 12 Nov 2010\n",
        "- Attendance: all but 1\n- Fee: £200\n",
    ):
        assert words in text


def test_each_programme_has_a_heading_of_its_own() -> None:
    one, other = (
        a_schedule(f"title: {title}\nsessions: {{d: {{kind: workshop}}}}\n", date(2011, 3, 1)) for title in "AB"
    )
    headings = [line for line in md.render([one, other]).decode().splitlines() if line.startswith("# ")]
    assert headings == ["# A", "# B"]


def test_kinds_that_are_called_alike_are_counted_together() -> None:
    text = (
        "kinds: {long-day: {extends: workshop, title: workshop}}\nsessions: {a: {kind: workshop}, b: {kind: long-day}}"
    )
    assert "\n2 workshops.\n" in md.render([a_schedule(text, date(2011, 1, 18), date(2011, 3, 1))]).decode()
