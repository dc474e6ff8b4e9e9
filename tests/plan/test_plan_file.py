"""A plan's file: read back as written, kind to comments, told what is wrong with it at its line."""

from __future__ import annotations

from datetime import date, time

import pytest
import yaml
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from nouns import a_plan, a_programme

from hsplan.dates.hours import TimeRange
from hsplan.findings import RefusedError
from hsplan.language import read_words
from hsplan.plan.file import read_plan, write_plan
from hsplan.plan.model import Plan
from hsplan.programme.document import Document, read_document


def document(text: str) -> Document:
    return read_document("p.plan.yaml", text.encode())


@pytest.fixture
def plan() -> Plan:
    programme = a_programme(
        sessions={"day-1": {"kind": "workshop", "title": "Yes: a # title"}, "no": {"kind": "workshop", "title": "null"}}
    )
    times = {"workshop": TimeRange(time(9, 30), time(12, 30))}
    return a_plan(
        programme,
        date(2011, 1, 18),
        date(2011, 2, 15),
        day_1={"times": times, "people": ("a", "b"), "venue": "v", "status": "confirmed", "sequence": 3},
    )


TITLES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=120) | st.sampled_from(
    ["no", "12:30", "2011-01-01", "a: b", "a #b", "- a", "'", '"', "a" * 101, "Day \U0001f600", "two\nlines", " a "]
)


@pytest.mark.no_cover
@settings(deadline=None)
@given(TITLES, TITLES)
def test_libyaml_writes_the_same_bytes_or_is_not_asked(title: str, why: str) -> None:
    programme = a_programme(sessions={"day-1": {"kind": "workshop"}})
    plan = a_plan(programme, date(2011, 1, 18), day_1={"title": title, "why": why})
    with pytest.MonkeyPatch.context() as patch:
        quick, _ = write_plan(plan)
        patch.setattr(yaml, "__with_libyaml__", False)
        assert write_plan(plan) == (quick, ())


def test_without_libyaml_the_same_is_written(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = write_plan(plan)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert write_plan(plan) == quick


def test_what_is_written_is_read_back(plan: Plan) -> None:
    text, lost = write_plan(plan)
    assert lost == ()
    assert read_plan(document(text)) == plan.model_copy()
    assert write_plan(read_plan(document(text)))[0] == text


def test_a_plan_reads_like_a_list_of_days(plan: Plan) -> None:
    text, _ = write_plan(plan)
    assert (
        "    date: Tue 18 Jan 2011\n    times:\n      workshop: 09:30-12:30\n    people: [a, b]\n    venue: v\n" in text
    )


def test_comments_stay_where_they_stood(plan: Plan) -> None:
    text, _ = write_plan(plan)
    noted = text.replace("    date: Tue 18", "    # two lines\n    # above the date\n    date: Tue 18")
    noted = noted.replace("venue: v\n", "venue: v  # a 'quoted' # word\n").replace(
        "history:", "# before the history\nhistory:"
    )
    noted += "# at the end\n"
    again, lost = write_plan(read_plan(document(noted)), document(noted))
    assert (again, lost) == (noted, ())


def test_comments_without_a_place_are_handed_back(plan: Plan) -> None:
    text, _ = write_plan(plan)
    noted = text.replace("  day-1:\n", "  # above day 1\n  day-1:  # behind day 1\n")
    fewer = plan.model_copy(update={"sessions": {"no": plan.sessions["no"]}})
    again, lost = write_plan(fewer, document(noted))
    assert again == write_plan(fewer)[0]
    assert lost == ("# above day 1", "# behind day 1")


@pytest.mark.parametrize(
    ("before", "after", "code", "line_with"),
    [
        ("date: Tue 18 Jan 2011", "date: Wed 18 Jan 2011", "not-that-weekday", "Wed 18 Jan 2011"),
        ("status: confirmed", "status: maybe", "bad-choice", "maybe"),
        ("sequence: 3", "sequence: three", "bad-number", "three"),
        ("sequence: 3", "sequense: 3", "unknown-key", "sequense"),
        ("at: '2010-11-01T09:00:00Z'", "at: yesterday", "bad-instant", "yesterday"),
        ("status: tentative", "pinned: [date, time]", "bad-pin", "time"),
        ("hsplan-plan: 1", "hsplan-plan: 2", "newer-plan", "hsplan-plan: 2"),
        ("hsplan-plan: 1", "hsplan-plan: 0", "bad-number", "hsplan-plan: 0"),
        ("calendar-id: test-2011-01\n", "", "missing-key", "hsplan-plan"),
        ("calendar-id: test-2011-01", "calendar-id: Test 2011", "bad-id", "Test 2011"),
        ("programme: test", "programme: stepney.", "bad-id", "stepney."),
        ("  day-1:\n", "  Day 1:\n", "bad-id", "Day 1"),
    ],
)
def test_what_is_wrong_with_a_plan_is_told_at_its_line(
    plan: Plan, before: str, after: str, code: str, line_with: str
) -> None:
    text, _ = write_plan(plan)
    assert before in text
    with pytest.raises(RefusedError) as caught:
        read_plan(document(text.replace(before, after, 1)))
    found = caught.value.findings
    assert code in {one.code for one in found}
    assert all(one.span for one in found)
    span = next(one.span for one in found if one.code == code)
    assert span is not None
    assert line_with in span.text


@pytest.mark.parametrize(
    ("written", "comment"),
    [
        ("people: [a,\n      b]  # behind a bracket\n", "# behind a bracket"),
        ("people: [a, b]\n    why: folded\n      twice  # behind a fold\n", "# behind a fold"),
        ("people: [a, b]\n    why: >-  # behind a header\n      folded\n", "# behind a header"),
    ],
)
def test_no_comment_is_lost_wherever_it_stands(plan: Plan, written: str, comment: str) -> None:
    text, _ = write_plan(plan)
    noted = document(text.replace("people: [a, b]\n", written))
    again, lost = write_plan(read_plan(noted), noted)
    assert comment in again
    assert lost == ()


def test_text_that_looks_like_a_comment_is_none(plan: Plan) -> None:
    text, _ = write_plan(plan)
    noted = document(text.replace("people: [a, b]\n", "people: [a, b]\n    why: |\n      one\n      # two\n"))
    again, _ = write_plan(read_plan(noted), noted)
    assert again.count("# two") == 1


def test_two_comments_on_one_list_both_stay(plan: Plan) -> None:
    text, _ = write_plan(plan)
    noted = document(text.replace("people: [a, b]\n", "people: [a,  # one\n      b]  # two\n"))
    again, lost = write_plan(read_plan(noted), noted)
    assert ("# one" in again, "# two" in again, lost) == (True, True, ())


def test_a_comment_stays_between_the_steps_of_a_history(plan: Plan) -> None:
    steps = (*plan.history, plan.history[0].model_copy(update={"revision": 2}))
    text, _ = write_plan(plan.model_copy(update={"history": steps}))
    noted = document(text.replace("- revision: 2", "# why\n- revision: 2"))
    assert write_plan(read_plan(noted), noted)[0] == text.replace("- revision: 2", "# why\n- revision: 2")


@pytest.mark.parametrize("words", ["x\u2028y", "w " * 900, "a: b " * 400, "\x85x", "'\"", "x\ty"])
def test_any_words_are_read_back_with_their_comment(plan: Plan, words: str) -> None:
    text, _ = write_plan(plan)
    noted = document(
        text.replace("title: 'null'", "title: 'null'  # mine").replace('title: "null"', 'title: "null"  # mine')
    )
    booking = plan.sessions["no"].model_copy(update={"title": read_words(words)})
    again, lost = write_plan(plan.model_copy(update={"sessions": {**plan.sessions, "no": booking}}), noted)
    assert read_plan(document(again)).sessions["no"].title == read_words(words)
    assert ("# mine" in again, lost) == (True, ())


def test_a_plan_of_before_there_was_anything_to_tell_or_undo_is_written_as_it_was() -> None:
    text = (ROOT / "examples" / "stepney.plan.yaml").read_text()
    assert "told:" not in text
    assert write_plan(read_plan(document(text)))[0] == text


@pytest.mark.parametrize(
    "block", ["told:\n", "undo:\n  revision: 1\n  did: x\n  optimum: x\n  fingerprint: x\n  sessions:\n  "]
)
def test_what_people_were_told_and_what_was_before_are_read_as_strictly(plan: Plan, block: str) -> None:
    text, _ = write_plan(plan)
    entry = "{title: T, date: 2 Feb 2011, last: 1 Feb 2011, digest: x, revision: 1}\n"
    entry = entry.replace(", revision: 1", "") if block.startswith("told") else entry
    with pytest.raises(RefusedError) as caught:
        read_plan(document(text.replace("history:", f"{block}  day-1: {entry}history:")))
    (finding,) = caught.value.findings
    assert (finding.code, finding.span is not None and "last: 1 Feb" in finding.span.text) == (
        "ends-before-start",
        True,
    )


def test_a_plan_without_a_history_is_none(plan: Plan) -> None:
    text, _, _ = write_plan(plan)[0].partition("history:")
    with pytest.raises(RefusedError) as caught:
        read_plan(document(f"{text}history: []\n"))
    (finding,) = caught.value.findings
    assert (finding.code, finding.message) == ("wrong-shape", "`history` is empty")
    assert finding.span is not None
    assert finding.span.text == "history: []"


def test_a_doubled_key_of_a_plan_hides_nothing_and_is_wrong_by_itself(plan: Plan) -> None:
    text = write_plan(plan)[0].replace("domain:", "revision: 2\ndomain:")
    for more, codes in (("", []), ("histoyr: []\n", ["unknown-key"])):
        with pytest.raises(RefusedError) as caught:
            read_plan(document(text + more))
        assert [one.code for one in caught.value.findings] == ["duplicate-key", *codes]


def test_of_a_plan_full_of_mistakes_a_thousand_are_told(plan: Plan) -> None:
    wrong = "".join(f"  b{n}: x\n" for n in range(3_000))
    with pytest.raises(RefusedError) as caught:
        read_plan(document(write_plan(plan)[0].replace("sessions:\n", f"sessions:\n{wrong}", 1)))
    *others, last = caught.value.findings
    assert [one.words for one in last.notes] == ["there are more such findings; no more than 1000 are told at once"]
    assert len(others) == 999
