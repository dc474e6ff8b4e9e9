"""What changed, as people and programs read it: every kind told apart, and words never more than words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time

from hsplan.plan.affected import Comparison, Difference, Side, Someone
from hsplan.views import diff

SIDE = Side(
    date(2011, 6, 7),
    date(2011, 6, 7),
    time(9, 30),
    time(16, 30),
    (Someone("a", "Facilitator A"),),
    Someone("hall", "The hall, Bow"),
    "confirmed",
    0,
)
MOVED = Difference(
    "day-4", "Day 4", ("moved",), SIDE, replace(SIDE, first=date(2011, 6, 9), last=date(2011, 6, 10)), ""
)


def of(*differences: Difference) -> list[Comparison]:
    return [Comparison("bow", "Leading in Bow", "revision 1", "revision 2", differences)]


def test_a_change_stands_on_a_few_lines() -> None:
    assert diff.text(of(MOVED), 80) == (
        "bow: 1 change, revision 1 -> revision 2\n"
        "  moved: Day 4 (day-4)\n"
        "    was  Tue 7 Jun 2011 09:30-16:30; The hall, Bow; Facilitator A\n"
        "    now  Thu 9 Jun 2011 to Fri 10 Jun 2011 09:30-16:30; The hall, Bow;\n"
        "         Facilitator A\n"
        "    for  leads: Facilitator A\n"
    )


def test_who_led_before_and_who_leads_now_are_both_affected() -> None:
    other = replace(SIDE, people=(Someone("b", "Facilitator B"),), venue=None)
    (line,) = [
        one
        for one in diff.text(of(replace(MOVED, kinds=("people", "venue"), after=other)), 80).split("\n")
        if "for " in one
    ]
    assert line == "    for  leads: Facilitator A, Facilitator B"


def test_where_only_the_words_differ_the_day_is_told_once() -> None:
    lines = diff.text(of(replace(MOVED, kinds=("words",), after=SIDE)), 80).splitlines()
    assert lines[1:3] == [
        "  reworded: Day 4 (day-4)",
        "    on   Tue 7 Jun 2011 09:30-16:30; The hall, Bow; Facilitator A",
    ]


def test_what_is_added_or_cancelled_has_one_side() -> None:
    added = replace(MOVED, kinds=("added",), before=None, whom="set 1")
    cancelled = replace(MOVED, kinds=("cancelled",), after=None)
    text = diff.text(of(added, cancelled), 80)
    assert ("    was  not held\n" in text, "    now  not held\n" in text, "for  set 1; leads" in text) == (True,) * 3
    values = json.loads(diff.as_json(of(added, cancelled)))["comparisons"][0]["changes"]
    assert (values[0]["before"], values[1]["after"]) == (None, None)


def test_nothing_that_differs_says_so() -> None:
    assert diff.text(of(), 80) == "bow: no changes, revision 1 -> revision 2\n"
    assert "| change |" not in diff.markdown(of())


def test_what_is_called_alike_is_told_apart_in_markdown() -> None:
    bow = of()[0]
    named = [replace(bow, programme=id_) for id_ in ("bow", "bow.north", "mile-end")]
    assert [line for line in diff.markdown(named).split("\n") if line.startswith("#")] == [
        "## Leading in Bow \\[bow\\]: no changes",
        "## Leading in Bow (north): no changes",
        "## Leading in Bow \\[mile-end\\]: no changes",
    ]
    assert diff.markdown([bow]).startswith("## Leading in Bow: ")


def test_a_hostile_title_is_only_words() -> None:
    hostile = replace(MOVED, title="a|b <script>alert(1)</script> [x](http://x) `c` " + chr(27) + "[2J")
    assert chr(27) not in diff.text(of(hostile), 80) + diff.markdown(of(hostile))
    (row,) = [line for line in diff.markdown(of(hostile)).split("\n") if "moved" in line]
    assert "a\\|b \\<script\\>alert(1)\\</script\\> \\[x\\](http://x) \\`c\\` ?\\[2J" in row
