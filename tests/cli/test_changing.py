"""Plans that people were told of, and what life does to them: the fewest move, and only those who must are told."""

from __future__ import annotations

import json
import re
import shlex
from datetime import datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml
from conftest import Once, Ran, Run

from hsplan.cli import known
from hsplan.cli.kept import keep
from hsplan.cli.refusing import refusal_of
from hsplan.findings import Finding
from hsplan.plan.amending import cancelled
from hsplan.workspace.names import find
from hsplan.workspace.sessions import sessions_named

PLAN = Path("programmes/bow.plan.yaml")
FILE = Path("programmes/bow.yaml")
TWO = "  a: {name: Facilitator A, leads: everything}\n  b: {name: Facilitator B, leads: everything}\n"
PROGRAMME = """\
title: Leading in Bow
length: 12 months
start: 2011-01
country: England
participants: 12
weekdays: Tue-Thu
gap: 3 to 8 weeks
people:
{people}
venues:
  hall: {{name: The hall, town: Bow}}
where: hall
with: {with_}
calendar:
  bank-holidays: yes
  closed:
    august: 1 to 29 Aug 2011
sessions:
{sessions}"""
EIGHT = "".join(f"  day-{n}: {{kind: workshop, title: Day {n}, time: 9:30-16:30}}\n" for n in range(1, 9))


def write(*, people: str = TWO, with_: str = "1 facilitator", sessions: str = EIGHT) -> None:
    FILE.write_text(PROGRAMME.format(people=people, with_=with_, sessions=sessions))


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def bookings() -> dict[str, dict[str, Any]]:
    """The bookings of the plan, as its file has them."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(PLAN.read_text())["sessions"]
    return found


def dates() -> dict[str, str]:
    """The days of the plan's sessions that are not cancelled."""
    return {id_: one["date"] for id_, one in bookings().items() if one["status"] != "cancelled"}


def sequences() -> dict[str, int]:
    """The sequence of each session of the plan."""
    return {id_: one["sequence"] for id_, one in bookings().items()}


def moves(ran: Ran) -> list[str]:
    """The sessions that an answer tells to have moved."""
    return re.findall(r"^  moved: (\S+)", ran.out + ran.err, re.MULTILINE)


@pytest.fixture
def planned(workspace: Path, run: Run, once: Once) -> Run:
    """A programme of eight days that is planned."""
    write()
    once("schedule")
    return run


@pytest.fixture
def told(planned: Run, once: Once) -> Run:
    """A programme of eight days that people were told of."""
    once("publish")
    return planned


def test_both_facilitators_away_on_one_date_moves_that_session_alone(told: Run) -> None:
    day = dates()["day-4"]
    write(people=TWO.replace("everything}", f"everything, away: [{day[4:]}]}}"))
    ran = told("schedule")
    assert (ran.code, moves(ran)) == (0, ["day-4"])
    assert dates()["day-4"] != day


def test_one_facilitator_away_while_another_is_free_moves_nobody(told: Run) -> None:
    before = dates()
    (who,) = bookings()["day-4"]["people"]
    away = TWO.splitlines(keepends=True)
    away["ab".index(who)] = away["ab".index(who)].replace("everything}", f"everything, away: [{before['day-4'][4:]}]}}")
    write(people="".join(away))
    ran = told("schedule")
    assert (ran.code, moves(ran), dates()) == (0, [], before)
    assert "new people: day-4" in ran.err
    assert json.loads(told("diff", "--format", "json").out)["comparisons"][0]["changes"][0]["kinds"] == ["people"]


def test_all_that_changes_of_a_session_is_told(told: Run) -> None:
    day, (who,) = dates()["day-4"], bookings()["day-4"]["people"]
    change(FILE, "Facilitator " + who.upper(), f"Facilitator {who.upper()}, away: [{day[4:]}]")
    change(
        FILE,
        "The hall, town: Bow}",
        f"The hall, town: Bow, closed: [{day[4:]}]}}\n  barn: {{name: The barn, town: Bow}}",
    )
    change(FILE, "where: hall", "where: [hall, barn]")
    change(FILE, "title: Day 4, time: 9:30-16:30", "title: Day 4, time: 10:00-15:00")
    err = told("schedule").err
    other = {"a": "b", "b": "a"}[who]
    assert f"  new times: day-4 on {day}: 10:00-15:00; before 09:30-16:30\n" in err
    people = f"Facilitator {other.upper()}; before Facilitator {who.upper()}"
    assert f"  new people: day-4 on {day}: {people}\n" in err
    assert f"  new venue: day-4 on {day}: The barn; before The hall\n" in err
    change(FILE, "kind: workshop, title: Day 4", "kind: briefing, title: Day 4")
    assert f"  changed: day-4 on {day}\n" in told("schedule").err  # the same hours, by another name


def test_what_is_no_stretch_any_more_is_no_new_one(workspace: Path, run: Run) -> None:
    strand = "strands: {talk: {kind: coaching, title: Talk, when: March 2011}}\n"
    said = []
    for text in ("", strand, strand.replace("March", "April"), strand.replace("kind", "count: 1, kind")):
        write()
        FILE.write_text(FILE.read_text() + text)
        told = re.sub(r"\n {4,}", " ", run("schedule").err)
        said.append([line.strip() for line in told.splitlines() if " talk" in line])
    assert said == [
        [],
        ["added: window talk, Tue 1 Mar 2011 to Thu 31 Mar 2011"],
        ["moved: window talk, now Fri 1 Apr 2011 to Sat 30 Apr 2011; was Tue 1 Mar 2011 to Thu 31 Mar 2011"],
        ["added: talk on Wed 16 Mar 2011", "dropped: window talk, was Fri 1 Apr 2011 to Sat 30 Apr 2011"],
    ]


def test_a_bank_holiday_proclaimed_late_moves_the_session_on_it_alone(told: Run) -> None:
    change(
        FILE, "    august:", f"    proclaimed: {{title: A royal wedding, when: {dates()['day-3'][4:]}}}\n    august:"
    )
    ran = told("schedule")
    assert (ran.code, moves(ran)) == (0, ["day-3"])


def test_a_doubtful_feast_that_is_narrowed_moves_nothing(workspace: Path, run: Run) -> None:
    write()
    change(FILE, "    august:", "    eid: 30 to 31 Aug 2011\n    august:")
    run("schedule")
    run("publish")
    before = PLAN.read_bytes()
    change(FILE, "eid: 30 to 31 Aug 2011", "eid: 31 Aug 2011")
    assert "nothing changed" in run("schedule").err
    assert PLAN.read_bytes() == before


def test_a_session_inserted_moves_no_other_where_it_fits_between(told: Run) -> None:
    before = dates()
    write(sessions=EIGHT.replace("  day-4:", "  extra: {kind: workshop, title: Extra}\n  day-4:"))
    ran = told("schedule")
    after = dates()
    assert (moves(ran), after.pop("extra") != "") == ([], True)
    assert after == before


def test_a_session_dropped_moves_no_other_and_stays_as_cancelled(told: Run) -> None:
    before = dates()
    write(sessions=EIGHT.replace("  day-5: {kind: workshop, title: Day 5, time: 9:30-16:30}\n", ""))
    change(FILE, "gap: 3 to 8 weeks", "gap: at least 3 weeks")
    ran = told("schedule")
    assert (moves(ran), f"cancelled: day-5, was on {before.pop('day-5')}" in ran.err) == ([], True)
    assert dates() == before
    assert "nothing changed" in told("schedule").err
    events = icalendar.Calendar.from_ical(told("export", "-o", "-").out).walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in events if one["STATUS"] == "CANCELLED"] == ["Cancelled: Day 5"]


def test_two_sessions_swapped_move_and_no_other(told: Run) -> None:
    lines = EIGHT.splitlines(keepends=True)
    write(sessions="".join([*lines[:3], lines[4], lines[3], *lines[5:]]))
    ran = told("schedule")
    assert (ran.code, sorted(moves(ran))) == (0, ["day-4", "day-5"])


@pytest.mark.parametrize(
    ("first", "second"),
    [("15 Mar 2011", "Tue 12 Apr 2011"), ("18 Oct 2011", "Tue 15 Nov 2011")],
    ids=["clocks go forward on 27 March", "clocks go back on 30 October"],
)
def test_a_gap_across_a_change_of_clocks_counts_days(workspace: Path, run: Run, first: str, second: str) -> None:
    write(sessions=f"  one: {{kind: workshop, when: {first}, time: 9:30-16:30}}\n  two: {{kind: workshop}}\n")
    change(FILE, "gap: 3 to 8 weeks", "gap: 4 to 4 weeks")
    run("schedule")
    assert dates()["two"] == second
    times = re.findall(r"DTSTART;TZID=Europe/London:\d+T(\d+)", run("export", "-o", "-").out)
    assert times == ["093000"]
    assert run("move", "two", second).code == 0
    assert run("move", "two", "2011-" + ("04-13" if "Apr" in second else "11-16")).code == 1


def test_nothing_to_change_changes_no_byte(told: Run) -> None:
    before = PLAN.read_bytes()
    for command in ("schedule", "publish", "unpin day-1", "confirm day-1", "schedule --check"):
        assert told(*command.split()).code == 0
        assert PLAN.read_bytes() == before, command


def test_a_session_moved_by_hand_stays_where_it_was_put(told: Run) -> None:
    ran = told("move", "day-4", "9 Jun 2011")
    assert (ran.code, moves(ran), dates()["day-4"]) == (0, ["day-4"], "Thu 9 Jun 2011")
    assert "Next: hsplan publish bow" in ran.err
    assert "    pinned: [date]\n" in PLAN.read_text()
    change(FILE, "    august:", "    proclaimed: 10 Jun 2011\n    august:")
    assert moves(told("schedule")) == []
    assert dates()["day-4"] == "Thu 9 Jun 2011"


def test_the_others_give_way_to_a_move_as_little_as_they_must(told: Run) -> None:
    before = dates()
    ran = told("move", "day-4", before["day-5"])
    assert ran.code == 0
    after = dates()
    assert after["day-4"] == before["day-5"]
    # At most 8 weeks before it draws the three before it along, one after the other; August pushes two after it.
    assert [id_ for id_ in before if before[id_] == after[id_]] == ["day-7", "day-8"]
    assert told("validate").code == 0


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("move", "day-3", "29 Apr 2011"), "closed-day", "country: England"),
        (("move", "day-3", "23 Apr 2011"), "wrong-weekday", "weekdays: Tue-Thu"),
        (("move", "day-3", "10 May 2012"), "outside-programme", "length: 12 months"),
    ],
)
def test_a_move_that_breaks_a_rule_is_refused_with_the_rule_and_its_line(
    told: Run, words: tuple[str, ...], code: str, line: str
) -> None:
    if code == "closed-day":
        change(FILE, "weekdays: Tue-Thu", "weekdays: Tue-Fri")  # 29 April 2011 was a bank holiday, and a Friday
    before = PLAN.read_bytes()
    ran = told(*words)
    assert (ran.code, "change-refused" in ran.err, code in ran.err, line in ran.err) == (1, True, True, True)
    assert PLAN.read_bytes() == before


def test_a_move_to_a_day_off_names_that_line_and_no_rule_to_which_others_could_give_way(told: Run) -> None:
    """Too near to the session before as well: but that one would move along, were it not for those who are away."""
    assert dates()["day-2"] == "Wed 9 Mar 2011"
    change(FILE, TWO, TWO.replace("everything}", "everything, away: [7 to 18 Mar 2011]}"))
    ran = told("move", "day-3", "10 Mar 2011")
    assert (ran.code, "not-led: " in ran.err, "gap-not-kept" in ran.err) == (1, True, False)
    assert "Facilitator A: away Mon 7 Mar 2011 to Fri 18 Mar 2011" in ran.err
    assert "a: {name: Facilitator A, leads: everything, away: [7 to 18 Mar 2011]}" in ran.err


def test_a_plan_that_is_broken_elsewhere_holds_up_no_change(told: Run) -> None:
    change(PLAN, f"date: {dates()['day-8']}", "date: Sun 18 Dec 2011")
    for words in (("pin", "day-2"), ("deliver", "day-1"), ("move", "day-3", "20 Apr 2011")):
        ran = told(*words)
        assert (ran.code, ran.err.count("error[")) == (0, 0), words
    assert dates()["day-8"] == "Sun 18 Dec 2011"
    assert told("publish").code == 1


def test_a_change_says_what_was_wrong_before_and_still_is(told: Run) -> None:
    change(PLAN, f"date: {dates()['day-8']}", "date: Sun 18 Dec 2011")
    ran = told("pin", "day-2")
    errors = told("validate", "--report", "concise").out.count(" error[")
    assert (ran.code, ran.err.count("  wrong before, and still: ")) == (0, errors)
    assert "written and checked" not in ran.err
    assert ran.err.splitlines()[-1] == "Next: hsplan schedule bow"
    for n in range(1, 8):
        change(PLAN, f"date: {dates()[f'day-{n}']}", "date: Sun 18 Dec 2011")
    assert re.search(r"\n  and \d+ more\n", told("pin", "day-3").err)
    told("schedule", "--fresh", "--yes")
    assert "written and checked" in told("pin", "day-2").err


def test_what_was_delivered_or_cancelled_is_not_moved(told: Run) -> None:
    told("deliver", "day-1")
    told("cancel", "day-8")
    before = PLAN.read_bytes()
    for session in ("day-1", "day-8"):
        for words in (("move", session, "26 Jan 2011"), ("pin", session), ("confirm", session)):
            ran = told(*words)
            assert (ran.code, "not-to-be-held" in ran.err) == (1, True), words
    assert PLAN.read_bytes() == before


def test_a_dry_run_writes_nothing_and_says_what_would_be(told: Run) -> None:
    before = PLAN.read_bytes()
    for words in (("move", "day-4", "9 Jun 2011"), ("cancel", "day-8"), ("deliver", "day-1"), ("pin", "day-2")):
        ran = told(*words, "--dry-run")
        assert (ran.code, "would be written" in ran.err) == (0, True), words
    assert PLAN.read_bytes() == before


def test_a_pin_that_leaves_no_plan_is_told_at_its_line_in_the_plan(told: Run) -> None:
    told("pin", "day-4")
    day = dates()["day-4"]
    change(FILE, "    august:", f"    proclaimed: {{title: Proclaimed, when: {day[4:]}}}\n    august:")
    ran = told("schedule")
    assert (ran.code, "error[no-plan]" in ran.err, f"day-4 is pinned to {day}" in ran.err) == (1, True, True)
    line = 1 + PLAN.read_text()[: PLAN.read_text().index("pinned: [date]")].count("\n")
    assert f"::: programmes/bow.plan.yaml:{line}:5" in ran.err or f"--> programmes/bow.plan.yaml:{line}:5" in ran.err
    told("unpin", "day-4")
    assert moves(told("schedule")) == ["day-4"]


def test_a_pinned_person_or_venue_needs_to_be_there(planned: Run) -> None:
    assert planned("pin", "day-1", "--people", "--venue").code == 0
    assert "    pinned: [people, venue]\n" in PLAN.read_text()
    assert planned("unpin", "day-1", "--venue").code == 0
    assert "    pinned: [people]\n" in PLAN.read_text()
    write(sessions=EIGHT + "  online: {kind: webinar, mode: online}\n")
    planned("schedule")
    assert "nothing-to-pin" in planned("pin", "online", "--venue").err


def test_a_sequence_rises_once_for_each_publication_that_changes_a_session(told: Run) -> None:
    for day in ("8 Jun 2011", "9 Jun 2011", "8 Jun 2011"):
        assert told("move", "day-4", day).code == 0
    assert set(sequences().values()) == {0}
    told("publish")
    assert sequences() == {f"day-{n}": int(n == 4) for n in range(1, 9)}
    told("publish")
    told("deliver", "day-1")
    told("publish")
    assert sequences() == {f"day-{n}": int(n == 4) for n in range(1, 9)}
    told("move", "day-4", "9 Jun 2011")
    told("publish")
    assert sequences()["day-4"] == 2


def test_before_people_are_told_all_is_tentative_and_counts_nothing(planned: Run) -> None:
    planned("move", "day-4", "9 Jun 2011")
    planned("cancel", "day-8")
    assert [one["status"] for one in bookings().values()] == ["tentative"] * 7 + ["cancelled"]
    assert set(sequences().values()) == {0}
    assert planned("diff").code == 1
    planned("publish")
    assert set(sequences().values()) == {0}
    assert [one["status"] for one in bookings().values()] == ["confirmed"] * 7 + ["cancelled"]


def test_an_undone_change_is_no_change_until_it_was_published(told: Run) -> None:
    before = dates()
    told("move", "day-4", "9 Jun 2011")
    ran = told("undo")
    assert (ran.code, dates()) == (0, before)
    assert "nothing changed" in told("publish").err
    told("undo")  # which brings the move back again
    assert dates()["day-4"] == "Thu 9 Jun 2011"
    told("publish")
    told("undo")
    assert (dates(), sequences()["day-4"]) == (before, 1)
    told("publish")
    assert sequences()["day-4"] == 2


def test_an_undo_that_would_break_a_rule_is_refused(told: Run) -> None:
    change(FILE, "    august:", f"    proclaimed: {dates()['day-3'][4:]}\n    august:")
    told("schedule")
    before = PLAN.read_bytes()
    ran = told("undo")
    assert (ran.code, "error[closed-day]" in ran.err) == (1, True)
    assert "nothing was changed; the plan as it was in revision 2 breaks this rule now" in " ".join(ran.err.split())
    line = PLAN.read_text().partition("\nundo:")[0].count("\n") + 2
    ((file, at),) = re.findall(r"--> (\S+):(\d+):\d+", ran.err)
    assert (file, int(at) > line, "day-3: {" in PLAN.read_text().splitlines()[int(at) - 1]) == (str(PLAN), True, True)
    assert PLAN.read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("cancel day-3", "`day-4` is 51 days after `challenge-1`; asked for: 3 to 7 weeks"),
        ("cancel challenge-3", ""),
        ("move day-3 18 May 2011", "`day-4` is 8 days after `day-3`; asked for: 3 to 7 weeks"),
        ("move day-3 5 May 2011", ""),
    ],
)
def test_others_move_with_a_change_only_where_a_rule_asks_for_it_and_that_is_told(
    stepney: Path, run: Run, typed: str, why: str
) -> None:
    assert stepney.exists()
    run("schedule", "--start", "2011-01")
    told = run(*typed.split(" ", 2)).out
    session = typed.split()[1]
    others = [line for line in told.splitlines() if ": " in line[:10] and f": {session}" not in line][1:]
    assert bool(others) == bool(why)
    assert " ".join(told.split()).partition(" why: ")[2] == (why and f"else {why} (gap-not-kept)")
    assert max(map(len, told.splitlines())) <= 80


def test_a_first_plan_has_nothing_to_undo(planned: Run) -> None:
    assert "error[nothing-to-undo]" in planned("undo").err
    planned("publish")
    told = " ".join(planned("undo").err.split())
    assert "error[nothing-to-undo]: the last change of this plan was to publish it" in told
    assert "stays told" in told
    assert planned("schedule", "--fresh", "--yes").code == 0
    told = " ".join(planned("undo").err.split())
    assert "the last revision (`planned afresh from 2011-01-01`) is not one that can be taken back " in told


def test_an_undo_says_what_the_next_one_would_do(planned: Run) -> None:
    planned("move", "day-4", "9 Jun 2011")
    assert "`hsplan undo` once more brings it back; of older changes none is kept.\n" in planned("undo").err
    assert "The last change was an undo, and is taken back; of older changes none is kept.\n" in planned("undo").err
    assert "older changes" not in planned("undo", "--dry-run").err


def test_a_cut_from_eight_sessions_to_one_wants_a_yes(told: Run) -> None:
    before = PLAN.read_bytes()
    days = dates()
    write(sessions=EIGHT.splitlines(keepends=True)[0])
    ran = told("schedule")
    assert (ran.code, ran.err.count("note: cancelled: day-"), "--yes" in ran.err) == (1, 7, True)
    assert PLAN.read_bytes() == before
    assert told("schedule", "--yes").code == 0
    listed = json.loads(told("diff", "--format", "json").out)["comparisons"][0]["changes"]
    assert [one["session"] for one in listed if one["kinds"] == ["cancelled"]] == [f"day-{n}" for n in range(2, 9)]
    assert told("publish").code == 1
    assert told("publish", "--yes").code == 0
    assert sequences() == {"day-1": 0} | {f"day-{n}": 1 for n in range(2, 9)}
    events = icalendar.Calendar.from_ical(told("export", "-o", "-").out).walk("VEVENT")
    assert [(str(one["STATUS"]), one["SEQUENCE"]) for one in events] == [("CONFIRMED", 0)] + [("CANCELLED", 1)] * 7
    write()  # and all of them come back, on their days
    assert told("schedule").code == 0
    assert dates() == days
    told("publish")
    assert sequences() == {"day-1": 0} | {f"day-{n}": 2 for n in range(2, 9)}


def test_a_fresh_plan_in_place_of_one_that_people_were_told_of_wants_a_yes(told: Run) -> None:
    before = PLAN.read_bytes()
    ran = told("schedule", "--fresh")
    assert (ran.code, "many-cancelled" in ran.err, PLAN.read_bytes()) == (1, True, before)
    assert told("schedule", "--fresh", "--yes").code == 0


def test_a_published_plan_changed_by_hand_is_checked_kept_and_counted(told: Run) -> None:
    change(PLAN, f"    date: {dates()['day-4']}", "    date: Thu 9 Jun 2011  # the hall is painted on Tuesday")
    ran = told("schedule")
    assert (ran.code, "kept as changed by hand: day-4 on Thu 9 Jun 2011" in ran.err) == (0, True)
    assert "# the hall is painted on Tuesday" in PLAN.read_text()
    assert told("diff").out.count("moved: Day 4 (day-4)") == 1
    told("publish")
    assert sequences()["day-4"] == 1
    assert "# the hall is painted on Tuesday" in PLAN.read_text()


def test_a_session_taken_out_of_a_published_plan_by_hand_comes_back_as_people_know_it(told: Run) -> None:
    told("move", "day-4", "9 Jun 2011")
    told("publish")
    text = PLAN.read_text()
    first, last = text.index("  day-4:\n"), text.index("  day-5:\n")
    PLAN.write_text(text[:first] + text[last:])
    assert told("schedule").code == 0
    assert (bookings()["day-4"]["status"], sequences()["day-4"]) == ("confirmed", 1)
    ran = told("publish")
    assert (ran.code, sequences()["day-4"]) == (0, 2), ran.err


def test_a_kind_of_another_name_is_no_news(workspace: Path, run: Run) -> None:
    write(sessions=EIGHT.replace("workshop", "core") + "kinds: {core: {extends: workshop, title: core day}}\n")
    run("schedule")
    run("publish")
    FILE.write_text(FILE.read_text().replace("core,", "kernel,").replace("{core:", "{kernel:"))
    assert run("schedule").code == 0
    assert run("diff").out == "bow: no changes, published in revision 2 -> revision 2\n"
    change(FILE, "9:30-16:30", "9:30-17:00")
    run("schedule")
    assert "new times: Day 1 (day-1)\n    was  Tue 25 Jan 2011 09:30-16:30; The hall" in run("diff").out


def test_what_is_held_again_after_an_undo_is_told(told: Run) -> None:
    day = dates()["day-4"]
    told("cancel", "day-4")
    assert f"  added: day-4 on {day}\n" in told("undo").out


def test_a_dropped_session_affects_those_who_were_told_of_it(told: Run) -> None:
    write(sessions=EIGHT.replace("  day-8: {kind: workshop, title: Day 8, time: 9:30-16:30}\n", ""))
    assert told("schedule").code == 0
    assert "    for  those who were told of it; leads: " in told("diff").out


def test_after_a_dry_run_comes_the_same_in_earnest(told: Run) -> None:
    assert told("move", "day-4", "9 Jun 2011", "--dry-run").err.endswith('Next: hsplan move day-4 "9 Jun 2011"\n')
    assert told("publish", "--dry-run").err.endswith("Next: hsplan publish\n")
    write(sessions=EIGHT + "  extra: {kind: workshop, title: Extra}\n")
    ran = told("schedule", "bow", "--as-of", "1 Feb 2011", "--check")
    assert ran.err.endswith('Next: hsplan schedule bow --as-of "1 Feb 2011"\n'), ran.err


def test_a_hand_edit_that_breaks_a_rule_gives_way_but_not_to_a_pin(told: Run) -> None:
    day = dates()["day-4"]
    change(PLAN, f"    date: {day}", "    date: Mon 6 Jun 2011")
    assert moves(told("schedule")) == ["day-4"]
    change(PLAN, f"    date: {dates()['day-4']}", "    date: Mon 6 Jun 2011\n    pinned: [date]")
    ran = told("schedule")
    assert (ran.code, "day-4 is pinned to Mon 6 Jun 2011" in ran.err) == (1, True)


def test_what_lies_before_a_day_stays(told: Run) -> None:
    days = dates()
    change(FILE, "    august:", f"    proclaimed: [{days['day-2'][4:]}, {days['day-6'][4:]}]\n    august:")
    ran = told("schedule", "--as-of", "2011-07-01")
    assert (ran.code, "day-2 was on" in ran.err) == (1, True)
    told("deliver", "day-2")
    ran = told("schedule", "--as-of", "2011-07-01")
    assert (ran.code, moves(ran)) == (0, ["day-6"])


def test_a_slip_by_hand_before_a_day_is_named_where_it_stays(told: Run) -> None:
    change(PLAN, "    people: [", "    people: []  # was: [")
    ran = told("schedule", "--as-of", "2011-03-01")
    assert (ran.code, "(--as-of): `day-1` is led by nobody" in " ".join(ran.err.split())) == (1, True)
    told("deliver", "day-1")
    assert told("schedule", "--as-of", "2011-03-01").code == 0


def test_nothing_new_comes_to_lie_before_a_day(told: Run) -> None:
    write(sessions="  extra: {kind: workshop, title: Extra}\n" + EIGHT)
    change(FILE, "gap: 3 to 8 weeks", "gap: at least 2 weeks")
    ran = told("schedule", "--as-of", "2011-03-01", "--dry-run")
    assert (ran.code, "nothing new lies before Tue 1 Mar 2011" in ran.err) == (1, True)
    assert told("schedule").code == 0


def test_within_the_notice_nobody_moves_and_nothing_is_newly_placed(told: Run) -> None:
    day = dates()["day-4"]
    change(FILE, "gap:", "notice: 6 weeks\ngap:")
    change(FILE, "    august:", f"    proclaimed: {day[4:]}\n    august:")
    ran = told("schedule", "--as-of", "2011-05-10")
    assert (ran.code, "notice: 6 weeks" in ran.err) == (1, True)
    assert moves(told("schedule", "--as-of", "2011-04-10", "--dry-run")) == ["day-4"]
    change(FILE, "notice: 6 weeks", "notice: 4 weeks")
    ran = told("schedule", "--as-of", "2011-05-01")
    assert moves(ran) == ["day-4"]


def test_a_session_is_found_in_the_workspace(told: Run) -> None:
    FILE.with_name("poplar.yaml").write_text(FILE.read_text().replace("Bow", "Poplar").replace("  day-8:", "  day-9:"))
    told("schedule", "poplar")
    assert told("pin", "day-9").code == 0
    ran = told("pin", "day-1")
    assert (ran.code, "`bow:day-1`, `poplar:day-1`" in ran.err) == (1, True)
    assert told("pin", "poplar:day-1").code == 0
    ran = told("pin", "bow:day-11")
    assert (ran.code, "did you mean `day-1`?" in ran.err) == (1, True)
    assert "which-plan" in told("undo").err
    assert told("undo", "poplar").code == 0


def test_a_joint_session_moves_for_both_cohorts(workspace: Path, run: Run) -> None:
    write(sessions=EIGHT.replace("title: Day 1,", "title: Day 1, joint-with: [north, south],"))
    FILE.write_text(FILE.read_text() + "cohorts: {north: {}, south: {}}\n")
    run("schedule")
    ran = run("move", "bow.north:day-1", "20 Jan 2011")
    assert ran.code == 0, ran.err
    for cohort in ("north", "south"):
        assert "date: Thu 20 Jan 2011" in Path(f"programmes/bow.{cohort}.plan.yaml").read_text()
    assert run("validate").code == 0


def test_what_changed_is_told_with_who_is_affected(told: Run) -> None:
    told("move", "day-4", "9 Jun 2011")
    ran = told("diff")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "    now  Thu 9 Jun 2011 09:30-16:30; The hall, Bow; Facilitator A" in ran.out
    assert "    for  everyone (12); leads: Facilitator A" in ran.out
    assert "| moved | Day 4 | Tue 7 Jun 2011" in told("diff", "bow", "--format", "markdown").out
    (one,) = json.loads(told("diff", "--format", "json").out)["comparisons"]
    (moved,) = one["changes"]
    assert {"session", "title", "kinds", "before", "after", "affects"} == moved.keys()
    assert moved["before"] | moved["after"] == moved["after"]
    assert (moved["after"]["weekday"], moved["after"]["first"], moved["after"]["start"]) == (
        "Thu",
        "2011-06-09",
        "09:30",
    )
    assert moved["affects"] == {
        "participants": "everyone (12)",
        "people": [{"id": "a", "name": "Facilitator A"}],
        "venues": [{"id": "hall", "name": "The hall, Bow"}],
    }


def test_a_delivered_day_written_in_a_wrong_year_is_told_at_its_line_of_the_plan(told: Run) -> None:
    told("deliver", "day-2")
    day = dates()["day-2"]
    change(PLAN, f"date: {day}", f"date: {day[4:].replace('2011', '2101')}")
    line = 1 + PLAN.read_text().splitlines().index(f"    date: {day[4:].replace('2011', '2101')}")
    ran = told("schedule")
    assert ran.code == 1
    first = ran.err.split("error[")[1].splitlines()
    assert first[:2] == ["no-plan]: no plan keeps this wish", f"  --> programmes/bow.plan.yaml:{line}:5"]
    assert "was delivered on" in "".join(first)
    assert "  = help: change or drop one wish of each clash;" in ran.err
    assert "bow.yaml:1:" not in ran.err


def test_a_name_by_hand_that_is_no_id_is_told_with_the_ids_that_there_are(told: Run) -> None:
    for word in ("FACILITATOR B", "Facilitater A", "Nobody"):
        change(PLAN, "people: [a]", f"people: [{word}]")
    change(PLAN, "venue: hall", "venue: Town House")
    said = told("validate").out
    assert [line.partition("= help: ")[2] for line in said.splitlines() if "= help:" in line] == [
        "write its id, `b`",
        "write one of hall",
        "did you mean `a`?",
        "write one of a, b",
    ]
    FILE.write_text("title: Broken\nvenues: [\n")
    assert "= help: write `town-house`" in told("validate").out


NAMED = "participants:\n  gp-a: {name: GP A}\n  gp-b: {name: GP B}\n"


def test_who_joined_and_who_left_since_people_were_told_is_told_until_it_is_published(planned: Run) -> None:
    change(FILE, "participants: 12\n", NAMED)
    planned("publish")
    assert "no changes" in planned("diff").out
    change(FILE, "  gp-a: {name: GP A}\n", "  gp-c: {name: GP C}\n")
    again = planned("schedule")
    assert "bow: nothing changed; but people have not been told all of it." in again.err
    assert "  joined: GP C\n  left: gp-a\n" in again.err
    assert again.err.endswith("Next: hsplan publish bow\n") or again.err.endswith("Next: hsplan publish\n")
    assert "bow: not as people were told: who comes." in planned("show").err
    ran = planned("diff")
    assert "bow: 2 changes, " in ran.out
    assert ran.out.endswith("\n  joined: GP C (gp-c)\n  left: gp-a\n")
    assert ran.err == "Next: hsplan publish bow\n"
    assert "\n- joined: GP C (gp-c)\n- left: gp-a\n" in planned("diff", "--format", "markdown").out
    (one,) = json.loads(planned("diff", "--format", "json").out)["comparisons"]
    assert (one["changes"], one["joined"], one["left"]) == (
        [],
        [{"id": "gp-c", "name": "GP C"}],
        [{"id": "gp-a", "name": "gp-a"}],
    )
    assert "left" not in planned("diff", "now", "published").out
    before = sequences()
    assert planned("publish").out.splitlines() == ["bow: published", "  joined: GP C", "  left: gp-a"]
    assert "no changes" in planned("diff").out
    assert "nothing changed" in planned("publish").err
    assert planned("schedule").err.endswith("Next: hsplan export --format ics\n")
    assert sequences() == before
    planned("cancel", "bow", "--all")
    assert "left" not in planned("diff").out  # who still takes part, in a programme that is cancelled


def test_names_that_came_to_be_known_are_of_nobody_who_joined(told: Run) -> None:
    change(FILE, "participants: 12\n", NAMED)
    assert "no changes" in told("diff").out
    assert told("publish").out.splitlines() == ["bow: published", "  who comes is known by name now"]
    change(FILE, NAMED, "participants: 2\n")
    assert "no changes" in told("diff").out


def test_of_a_plan_that_does_not_say_who_came_for_their_role_nobody_who_came_has_joined(planned: Run) -> None:
    change(FILE, "venues:", "  s: {name: Sponsor A, role: sponsor}\nroles:\n  sponsor: {title: Sponsor}\nvenues:")
    change(FILE, "title: Day 2", "for: [participant, sponsor], title: Day 2")
    planned("schedule")
    planned("publish")
    older = re.sub(r", others: \[s?\]", "", PLAN.read_text())
    assert older != PLAN.read_text()
    PLAN.write_text(older)
    assert "nothing changed." in planned("schedule").err
    assert "no changes" in planned("diff").out
    planned("cancel", "day-2")
    planned("publish")
    assert "others: [s]" in PLAN.read_text()  # who is told that it is cancelled
    change(FILE, "  s: {", "  t: {name: Sponsor B, role: sponsor}\n  s: {")
    change(FILE, "title: Day 3", "for: [participant, sponsor], title: Day 3")
    assert "  joined: Sponsor B\n" in planned("schedule").err  # what people are told by now is known


@pytest.mark.parametrize(
    ("before", "after", "what", "told_as"),
    [
        ("dates: {apply: 2010-11-12}", "dates: {apply: 2010-11-19}", "apply", "moved: date apply, now Fri 19 Nov 2010"),
        ("dates: {apply: 2010-11-12}", "dates: {apply: 2010-11-12, pay: 2010-12-01}", "pay", "added: date pay, Wed 1"),
        ("strands:\n  talks: {kind: coaching, arranged-by: coach}\n", "", "talks", "cancelled: window talks, was"),
        ("title: Day 2", "title: Day two", "day-2", "changed: day-2 on"),
    ],
)
def test_what_a_programme_says_otherwise_than_its_plan_is_told_by_all_that_show_or_tell_it(
    planned: Run, before: str, after: str, what: str, told_as: str
) -> None:
    with FILE.open("a") as file:
        file.write("dates: {apply: 2010-11-12}\nstrands:\n  talks: {kind: coaching, arranged-by: coach}\n")
    planned("schedule")
    planned("publish")
    change(FILE, before, after)
    for words in (("diff",), ("show",), ("export",)):
        ran = planned(*words)
        assert f"bow: changed since the plan was written: {what}. Record it: hsplan schedule bow\n" in ran.err
        assert ran.err.endswith("Next: hsplan schedule bow\n")
    assert "bow: 1 change, " in planned("diff").out
    assert f"bow: published\n  {told_as}" in planned("publish").out
    assert yaml.safe_load(PLAN.read_text())["dates"].get("pay", {}).get("sequence", 0) == 0
    assert "written" not in planned("diff").err
    assert "nothing changed" in planned("publish").err
    assert "nothing changed." in planned("schedule").err


def test_a_diff_of_a_plan_that_its_programme_asks_to_be_otherwise_says_so(told: Run) -> None:
    change(FILE, "weekdays: Tue-Thu", "weekdays: Mon")
    ran = told("diff")
    assert " (and 7 more).\n  See: hsplan validate bow\nNext: hsplan schedule bow\n" in ran.err
    assert "Next" not in told("diff", "--format", "json").err


def test_what_is_last_after_a_cancellation_has_the_delivery_told_and_counted(planned: Run) -> None:
    with FILE.open("a") as file:
        file.write("project: {title: A project, outcomes: {seen: {measure: People}}, delivery: at the end}\n")
    planned("schedule")
    planned("publish")
    before = sequences()
    planned("cancel", "day-8")
    assert re.findall(r"changed: (\S+)", planned("publish").out) == ["day-7"]
    assert {id_ for id_, one in sequences().items() if one != before[id_]} == {"day-7", "day-8"}


def test_any_two_plans_are_compared(told: Run) -> None:
    Path("old.plan.yaml").write_bytes(PLAN.read_bytes())
    told("move", "day-4", "9 Jun 2011")
    told("move", "day-5", "20 Jul 2011")
    for words, number in (
        (("old.plan.yaml", "bow"), 2),
        (("old.plan.yaml",), 2),
        (("3", "now"), 1),
        (("bow@published", "bow@3"), 1),
        (("bow", "bow"), 0),
    ):
        ran = told("diff", *words)
        assert (ran.code, ran.out.count("\n    was  ")) == (0, number), (words, ran.err)
    said = " ".join(told("diff", "bow@1", "bow").err.split())
    assert "error[no-such-revision]" in said
    assert "expected: `bow@2` (published), `bow@3` (the one before), `bow@4` (now)" in said
    assert told("diff", "--format", "yaml").code == 2


def test_where_the_people_are_pinned_the_session_moves_to_a_day_when_they_can(told: Run) -> None:
    day = dates()["day-4"]
    (who,) = bookings()["day-4"]["people"]
    told("pin", "day-4", "--people")
    away = f"  {who}: {{name: Facilitator {who.upper()}, leads: everything"
    change(FILE, away, f"{away}, away: [{day[4:]}]")
    ran = told("schedule")
    assert (ran.code, moves(ran), bookings()["day-4"]["people"]) == (0, ["day-4"], [who])


def test_who_is_pinned_is_weighed_alike_by_a_move_and_by_its_explanation(told: Run) -> None:
    (who,) = bookings()["day-4"]["people"]
    told("pin", "day-4", "--people")
    change(
        FILE,
        f"Facilitator {who.upper()}, leads: everything",
        f"Facilitator {who.upper()}, leads: everything, away: [9 Jun 2011]",
    )
    line = 1 + PLAN.read_text()[: PLAN.read_text().index("pinned: [people]")].count("\n")
    refused = told("move", "day-4", "9 Jun 2011").err
    pinned = f"led by Facilitator {who.upper()}, which is pinned"
    assert f"{pinned}\n  ::: {PLAN}:{line}:5\n" in refused
    told_why = told(*shlex.split(refused.splitlines()[-1].removeprefix("Next: hsplan "))).out
    assert f"1 rule forbids it:\n  {pinned} (line {line} of {PLAN})\n" in told_why
    assert pinned in " ".join(told("explain", "day-4").out.split())


@pytest.mark.parametrize(
    ("other", "chosen"),
    [
        ("7 Jun 2011", "Thu 9 Jun 2011"),
        ("9 Jun 2011", "Tue 7 Jun 2011"),
    ],
)
def test_of_two_days_as_near_the_one_is_taken_on_which_nobody_changes(told: Run, other: str, chosen: str) -> None:
    told("move", "day-4", "8 Jun 2011")
    told("unpin", "day-4")
    (who,) = bookings()["day-4"]["people"]
    away = f"  {who}: {{name: Facilitator {who.upper()}, leads: everything"
    change(FILE, away, f"{away}, away: [{other}]")
    change(FILE, "    august:", "    proclaimed: 8 Jun 2011\n    august:")
    ran = told("schedule")
    assert (moves(ran), dates()["day-4"], bookings()["day-4"]["people"]) == (["day-4"], chosen, [who])


def test_an_export_says_what_people_were_not_told(told: Run) -> None:
    told("move", "day-4", "9 Jun 2011")
    assert "not as people were told: day-4" in told("export").err
    told("publish")
    assert "people were told" not in told("export").err


def test_what_a_cancelled_session_brings_is_cancelled_with_it(workspace: Path, run: Run) -> None:
    brings = "  day-1: {kind: workshop, title: Day 1, brings: {supper: {kind: dinner, when: the evening before}}}\n"
    write(sessions=brings + "".join(EIGHT.splitlines(keepends=True)[1:]))
    change(FILE, "gap: 3 to 8 weeks", "gap: at least 3 weeks")
    run("schedule")
    ran = run("cancel", "day-1")
    assert (ran.code, moves(ran)) == (0, [])
    assert [id_ for id_, one in bookings().items() if one["status"] == "cancelled"] == ["day-1-supper", "day-1"]


def test_what_its_kind_brings_is_cancelled_with_it_however_it_is_tied(workspace: Path, run: Run) -> None:
    supper, walk = "{kind: dinner, when: the evening before it}", "{kind: site-visit, when: the day of day-2}"
    kind = f"kinds: {{stay: {{extends: residential, brings: {{supper: {supper}, walk: {walk}}}}}}}\n"
    write(sessions=f"  day-1: {{kind: stay}}\n  day-2: {{kind: workshop}}\n{kind}")
    assert run("schedule").code == 0
    assert "cancelled day-1, day-1-supper, day-1-walk" in run("cancel", "day-1").out
    assert "nothing changed" in run("cancel", "day-1").err
    assert [id_ for id_, one in bookings().items() if one["status"] != "cancelled"] == ["day-2"]


def test_two_programmes_are_not_compared_and_of_several_one_is_named(told: Run) -> None:
    FILE.with_name("poplar.yaml").write_text(FILE.read_text())
    ran = told("diff", "bow@published", "bow@1")
    assert (ran.code, "no-such-revision" in ran.err) == (1, True)
    ran = told("diff", "poplar@published", "bow")
    assert (ran.code, "error[no-plan-yet]" in ran.err) == (1, True)
    told("schedule", "poplar")
    ran = told("diff", "poplar@published", "bow")
    assert (ran.code, "error[not-published]" in ran.err) == (1, True)
    ran = told("diff", "bow", "poplar")
    assert (ran.code, "one plan is of `bow`, the other of `poplar`" in ran.err) == (1, True)
    ran = told("diff", "2", "now")
    assert (ran.code, "error[which-plan]" in ran.err, "one of `bow@2`, `poplar@2`" in ran.err) == (1, True, True)


def test_a_plan_whose_programme_is_gone_is_compared_by_its_ids(told: Run) -> None:
    Path("old.plan.yaml").write_bytes(PLAN.read_bytes())
    told("move", "day-4", "9 Jun 2011")
    Path("new.plan.yaml").write_bytes(PLAN.read_bytes())
    FILE.unlink()
    PLAN.unlink()
    ran = told("diff", "old.plan.yaml", "new.plan.yaml")
    assert (ran.code, "Thu 9 Jun 2011 09:30-16:30; hall; a" in ran.out) == (0, True), ran.err


def test_a_change_by_hand_wants_a_plan_and_its_start(planned: Run) -> None:
    FILE.write_text(FILE.read_text().replace("start: 2011-01", "start: 2011-02"))
    ran = planned("move", "day-4", "9 Jun 2011")
    assert (ran.code, "error[other-start]: programmes/bow.plan.yaml starts on Sat 1 Jan 2011" in ran.err) == (1, True)
    FILE.with_name("poplar.yaml").write_text(FILE.read_text())
    ran = planned("undo", "poplar")
    assert (ran.code, "error[no-plan-yet]" in ran.err) == (1, True), ran.err


def test_a_comment_that_a_change_leaves_no_place_for_is_told(planned: Run) -> None:
    assert planned("pin", "day-4").code == 0
    change(PLAN, "pinned: [date]", "pinned: [date]  # the mayor comes")
    ran = planned("unpin", "day-4")
    assert "A comment of the plan before found no place in the new one: # the mayor comes" in ran.err


def test_a_plan_that_cannot_be_read_is_told_where_a_session_is_not_found(told: Run) -> None:
    poplar = FILE.with_name("poplar.plan.yaml")
    FILE.with_name("poplar.yaml").write_text(FILE.read_text())
    poplar.write_text("title: x\n")
    assert told("pin", "day-1").code == 0
    ran = told("pin", "day-99")
    assert (ran.code, "poplar.plan.yaml" in ran.err) == (1, True)
    ran = told("explain", "day-1")
    assert (ran.code, "`bow:day-1`, `poplar:day-1`" in ran.err) == (1, True), ran.err
    FILE.with_name("poplar.yaml").write_text("title: x\nsessions: {a: {}}\n")
    ran = told("explain", "day-99")
    assert (ran.code, "poplar.yaml" in ran.err) == (1, True)


def test_what_is_held_several_times_is_named_with_its_number(workspace: Path, run: Run) -> None:
    write(sessions="  day: {kind: workshop, title: Day, count: 3}\n")
    run("schedule")
    ran = run("pin", "day")
    assert (ran.code, "one of `day-1`, `day-2`, `day-3`" in ran.err, "say which of them" in ran.err) == (1, True, True)


def test_a_shell_completes_sessions(told: Run) -> None:
    FILE.with_name("poplar.yaml").write_text(FILE.read_text())
    assert sessions_named("day-1") == known.sessions("day-1") == ["day-1"]
    told("schedule", "poplar")
    assert sessions_named("poplar:day-1") == ["poplar:day-1"]
    assert sessions_named("day") == []
    assert sessions_named("nothing:day") == []


def test_a_hostile_name_of_a_session_is_only_words(told: Run) -> None:
    for words in ("\x1b[2J", "a:b:c", "../../etc/passwd:x", "bow:" + "x" * 5000, ":", "bow:"):
        ran = told("pin", words)
        assert (ran.code, "\x1b" in ran.err, "made a mistake" in ran.err) == (1, False, False), words


def test_what_holds_up_the_plan_elsewhere_is_mended_only_where_a_change_asks_for_others_to_move(told: Run) -> None:
    change(PLAN, f"date: {dates()['day-8']}", "date: Sun 18 Dec 2011")
    ran = told("move", "day-3", dates()["day-4"])
    assert ran.code == 0, ran.err
    assert told("validate").code == 0


def test_a_fresh_plan_is_not_held_up_by_what_the_programme_has_no_more(told: Run) -> None:
    write(sessions="".join(EIGHT.splitlines(keepends=True)[:2]))
    assert told("schedule", "--yes").code == 0
    told("publish", "--yes")
    assert "many-cancelled" in told("schedule", "--fresh").err  # two that people count on are still too many
    assert told("schedule", "--fresh", "--yes").code == 0
    assert list(bookings()) == ["day-1", "day-2"]


def test_what_was_delivered_keeps_who_led_it_and_where_when_they_are_gone(workspace: Path, run: Run) -> None:
    write()
    run("schedule")
    run("publish")
    run("deliver", "day-1")
    leader = bookings()["day-1"]["people"][0]
    change(FILE, next(line for line in TWO.splitlines(keepends=True) if line.strip().startswith(f"{leader}:")), "")
    FILE.write_text(FILE.read_text().replace("hall: {", "new-hall: {").replace("where: hall", "where: new-hall"))
    ran = run("schedule")
    assert (ran.code, "day-1 on" in ran.err) == (0, False)
    before = yaml.safe_load(PLAN.read_text())
    assert (before["sessions"]["day-1"]["people"], before["sessions"]["day-1"]["venue"]) == ([leader], "hall")
    assert before["sessions"]["day-1"]["digest"] == before["told"]["day-1"]["digest"]
    shown = json.loads(run("show", "--json").out)["programmes"][0]["sessions"]
    day = next(one for one in shown if one["id"] == "day-1")
    assert (leader.upper() in str(day["facilitators"]), "Hall" in str(day["venue"])) == (True, True)
    run("publish")
    day_1 = yaml.safe_load(PLAN.read_text())["sessions"]["day-1"]
    assert (day_1.get("sequence", 0), "changed" in run("show").err) == (0, False)
    assert run("export", "--format", "all", "-o", "out/").code == 0


def test_whoever_is_gone_is_told_once_with_all_their_sessions(workspace: Path, run: Run) -> None:
    write()
    run("schedule")
    led = [id_ for id_, one in bookings().items() if one["people"] == ["a"]]
    change(FILE, TWO.splitlines(keepends=True)[0], "")
    found = [one["message"] for one in json.loads(run("validate", "--report", "json").out)["findings"]]
    assert found == [f"`a` does not lead {', '.join(f'`{id_}`' for id_ in led)}"]


def test_whoever_is_gone_and_led_much_is_told_with_some_of_it(workspace: Path, run: Run) -> None:
    many = "".join(f"  day-{n}: {{kind: workshop, time: 9:30-16:30, gap: 1 to 3 weeks}}\n" for n in range(1, 15))
    write(people=TWO.splitlines(keepends=True)[0], sessions=many)
    assert run("schedule").code == 0
    change(FILE, "  a: {", "  b: {")
    assert "`day-12` and 2 more" in " ".join(run("validate").out.split())


def test_several_days_that_move_are_told_by_their_first_and_their_number(workspace: Path, run: Run) -> None:
    text = "title: T\nstart: 2027-02\nlength: 2 months\nsessions: {r: {kind: residential, lasts: 2 days, when: %s}}\n"
    path = workspace / "programmes" / "bow.yaml"
    path.write_text(text % "4 to 5 Mar 2027")
    run("schedule", "bow")
    run("publish", "bow")
    path.write_text(text % "9 to 10 Mar 2027")
    told = run("schedule", "bow").err
    assert "  moved: r from Thu 4 Mar 2027 (2 days) to Tue 9 Mar 2027 (2 days)\n" in told
    assert "  moved: Residential (r)\n" in run("diff", "bow").out


def test_what_moves_from_a_day_that_is_over_is_told_where_the_rest_is_still_to_come(stepney: Path, run: Run) -> None:
    stepney.write_text(
        "title: x\ncountry: England\nstart: 2011-01\nlength: 4 months\nweekdays: Tue\ngap: 4 weeks\n"
        "sessions: {a: {kind: workshop}, b: {kind: workshop}, c: {kind: workshop}}\n"
    )
    assert run("schedule").code == 0
    tenth_of_february = "1297296000"
    moved = run("move", "c", "5 Apr 2011", SOURCE_DATE_EPOCH=tenth_of_february)
    assert "moved: a from Tue 1 Feb 2011 to Tue 8 Feb 2011" in moved.out
    told = " ".join(moved.err.split())
    assert "moved from a day that is over: a; if held: `hsplan undo stepney`, then `hsplan deliver stepney:a`" in told
    assert "is over" not in run("undo", SOURCE_DATE_EPOCH=tenth_of_february).err
    assert "is over" not in run("move", "c", "5 Apr 2011", SOURCE_DATE_EPOCH="1288602000").err
    run("undo")
    stepney.write_text(stepney.read_text().replace("weekdays: Tue", "weekdays: Wed"))
    assert "day that is over: a; if held" in " ".join(run("schedule", SOURCE_DATE_EPOCH=tenth_of_february).err.split())


def test_what_was_held_on_a_day_that_is_closed_since_keeps_nothing_from_being_done(told: Run) -> None:
    day = dates()["day-2"][4:]
    change(FILE, "title: Day 2,", f"title: Day 2, when: {day},")
    change(FILE, "    august:", f"    proclaimed: {day}\n    august:")
    for command in ("validate", "schedule"):
        ran = told(command)
        assert (ran.code, f"error[when-impossible]: `day-2` is asked for {dates()['day-2']}" in ran.out + ran.err) == (
            1,
            True,
        )
    told("deliver", "day-2")
    assert [told(command).code for command in ("validate", "schedule")] == [0, 0]
    assert dates()["day-2"][4:] == day


def test_the_rule_for_which_others_moved_is_told_once(workspace: Path, run: Run) -> None:
    sets = "{kind: action-learning, count: 4, every: 4 to 5 weeks}"
    FILE.write_text(
        f"title: T\nstart: 2027-02\nlength: 6 months\nsessions: {{a: {{kind: workshop}}}}\nstrands: {{s: {sets}}}\n"
    )
    run("schedule")
    ran = run("cancel", "s-3")
    assert (moves(ran), ran.out.count("  why: ")) == (["s-4"], 1)


def test_a_session_that_is_new_in_the_file_was_not_wrong(planned: Run) -> None:
    change(FILE, "  day-8:", "  extra: {kind: workshop, title: One more, time: 9:30-16:30}\n  day-8:")
    ran = planned("schedule")
    assert (ran.code, "  added: extra on " in ran.err, "was wrong" in ran.err) == (0, True, False)


GAP = """\
title: Gap
start: 2011-01
length: 6 months
skills: {teams: Building teams, change: Leading change}
gap: 2 to 6 weeks
sessions:
  day-1: {kind: insight-day, when: 12 Jan 2011, teaches: teams}
  day-2: {kind: insight-day, teaches: change}
  day-3: {kind: insight-day}
  day-4: {kind: insight-day, when: 4 May 2011}
"""


def test_a_cancellation_that_leaves_too_long_a_gap_says_how_it_can_be_made(workspace: Path, run: Run) -> None:
    FILE.write_text(GAP)
    run("schedule")
    before = dates()
    ran = run("cancel", "day-2")
    said = " ".join(ran.err.split())
    assert (ran.code, "choose another day" in said, "take `day-2` out of the programme" in said) == (1, False, True)
    waiver = said.partition("write `")[2].partition("`")[0]
    FILE.write_text(GAP + waiver + "\n")
    ran = run("cancel", "day-2")
    assert (ran.code, moves(ran)) == (0, [])
    assert dates() == {id_: day for id_, day in before.items() if id_ != "day-2"}
    assert "  warning: no session teaches `change` (Leading change) any more\n" in ran.err
    assert "no session teaches" not in run("undo", "bow").err + run("cancel", "bow", "--all").err


NEAR = """\
title: Near
start: 2011-01
length: 6 months
notice: 4 weeks
gap: 2 to 6 weeks
venues: {hall: {name: The hall}}
sessions:
  day-1: {kind: insight-day, when: 12 Jan 2011, where: hall}
  day-2: {kind: insight-day, where: hall}
  day-3: {kind: insight-day, where: hall}
"""


def test_what_is_lost_within_the_notice_may_be_moved_by_hand_and_the_day_is_offered(workspace: Path, run: Run) -> None:
    FILE.write_text(NEAR)
    run("schedule")
    run("publish")
    day = dates()["day-2"]
    change(FILE, "name: The hall", f"name: The hall, closed: {day[4:]}")
    said = " ".join(run("schedule", "--as-of", "2011-02-10").err.split())
    ((session, to),) = re.findall(r'would do: move it by hand, .* `hsplan move (bow:day-2) "([^"]+)"`', said)
    assert "within the notice" in said
    assert run("move", session, to).code == 0
    assert dates()["day-2"] == to != day
    assert run("schedule", "--as-of", "2011-02-10").code == 0


def test_where_more_has_to_move_than_one_no_move_is_offered(workspace: Path, run: Run) -> None:
    FILE.write_text(NEAR.replace("notice: 4 weeks", "notice: 20 weeks"))
    run("schedule")
    run("publish")
    change(FILE, "name: The hall", "name: The hall, closed: [Feb 2011 to Apr 2011]")
    ran = run("schedule", "--as-of", "2011-02-01")
    assert (ran.code, "hsplan move" in ran.err) == (1, False)


def test_several_sessions_are_delivered_at_once_or_none(told: Run) -> None:
    assert told("deliver", "day-1", "nowhere").code == 1
    assert "nothing changed" not in told("deliver", "day-1", "day-2").err
    again = told("deliver", "bow:day-1", "day-2")
    assert (again.code, "nothing changed; it is so already" in again.err) == (0, True)
    assert "bow: delivered day-3\n" in told("deliver", "day-1", "day-3", "day-3").out


def test_all_that_was_held_until_a_day_is_delivered(told: Run) -> None:
    day = dates()["day-3"]
    told("cancel", "day-2")
    assert "bow: delivered day-1, day-3\n" in told("deliver", "bow", "--until", day[4:]).out
    assert "nothing changed" in told("deliver", "bow", "--until", "today").err
    assert told("deliver", "bow", "--until", "soon").code == 2


def instant(moment: str) -> dict[str, str]:
    """The moment at which a command is run."""
    return {"SOURCE_DATE_EPOCH": str(int(datetime.fromisoformat(moment).timestamp()))}


@pytest.mark.parametrize(
    ("zone", "moment"),
    [("Pacific/Auckland", "2011-03-01T22:00+00:00"), ("Pacific/Honolulu", "2011-03-03T04:00+00:00")],
)
def test_today_is_the_day_that_it_is_where_a_programme_is_held(
    workspace: Path, run: Run, zone: str, moment: str
) -> None:
    """While it is Wed 2 March 2011 there, and the day before or after in London."""
    write(sessions="  one: {kind: workshop, when: 2 Mar 2011}\n  two: {kind: workshop, when: 17 to 31 Mar 2011}\n")
    for before, after in (
        ("country: England", f"timezone: {zone}"),
        ("  bank-holidays: yes\n", ""),
        ("gap: 3", "gap: 1"),
    ):
        change(FILE, before, after)
    assert run("schedule").code == 0
    assert "bow: delivered one\n" in run("deliver", "bow", "--until", "today", **instant(moment)).out
    assert run("undo").code == 0
    assert "cancelled: one" in run("cancel", "bow", "--all", **instant(moment)).out
    assert run("undo").code == 0
    change(FILE, "when: 2 Mar 2011", "when: 3 Mar 2011")
    ran = run("schedule", **instant(moment))
    assert ("moved: one" in ran.err, "from a day that is over" in ran.err) == (True, False)


def test_all_commands_agree_that_what_came_and_went_before_people_were_told_is_no_news(told: Run) -> None:
    write(sessions=EIGHT + "  day-9: {kind: workshop, title: Day 9}\n")
    assert "Next: hsplan publish" in told("schedule").err
    ran = told("cancel", "day-9")
    assert ran.err.splitlines()[-1] == "Next: hsplan show bow"
    assert "nothing changed; people have been told of revision 2" in told("publish").err
    assert "no changes" in told("diff").out
    assert "not as people were told" not in told("show").err
    assert "people have not been told" not in told("schedule").err


def test_what_no_waiver_can_set_aside_is_offered_none(told: Run) -> None:
    """A window has no booking for which a rule might be set aside."""
    (kept,) = keep(find(["bow"]))
    about = {"window": ("windows", "coaching"), "session": ("sessions", "day-3", "date"), "all": ("sessions",)}
    help_ = {
        word: refusal_of(kept, cancelled(kept.plan, "day-2"), [Finding("a-rule", "A rule.", path)], ()).help
        for word, path in about.items()
    }
    assert [word for word, said in help_.items() if "waive:" in said] == ["session"]
    assert all("take `day-2` out of the programme and plan again" in said for said in help_.values())
