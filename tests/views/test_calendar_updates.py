"""What becomes of entries that people have: after each change and `publish`, no ghosts and no duplicates anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clients import Khal, events_of, radicale
from conftest import Once, Run

PROGRAMME = """\
title: A programme
length: 6 months
start: 2011-01
country: England
weekdays: Mon-Sun
preferences: {even-spread: off, rotation: off}
people:
  facilitator-a: {name: Facilitator A, leads: everything}
  facilitator-b: {name: Facilitator B, leads: everything}
venues: {hall: {name: Hall, address: 1 High Street}, barn: {name: Barn, town: Bow}}
sessions:
  one: {kind: workshop, title: One, when: 1 Feb 2011, with: facilitator-a, where: hall, PARTS}
  two: {kind: residential, title: Two, when: 25 to 28 Mar 2011, lasts: 3 days, time: 9:30-16:30}
  three: {kind: webinar, title: Three, when: 1 May 2011, time: 9:30-10:30}
strands:
  reading: {kind: e-learning, title: Reading, when: between one and two}
  diary: {kind: assignment, title: Diary}
"""
PARTS = "parts: {talk: {time: 9:30-12:30}, sets: {time: 13:30-16:30}}"
LATER = {"SOURCE_DATE_EPOCH": "1300000000"}
"""2011-03-13T07:06:40Z."""


@pytest.fixture
def programme(workspace: Path, once: Once) -> Path:
    """A programme that is planned and published."""
    path = workspace / "programmes" / "one.yaml"
    path.write_text(PROGRAMME.replace("PARTS", PARTS))
    once("schedule", "publish")
    return path


def exported(run: Run, *words: str) -> bytes:
    """A calendar as it is exported now."""
    ran = run("export", "--format", "ics", "-o", "now.ics", *words)
    assert ran.code == 0, ran.err
    return Path("now.ics").read_bytes()


def by_id(data: bytes) -> dict[str, Any]:
    """The events of a file by the part of their ids that is the programme's own."""
    return {str(one["uid"]).removesuffix(".one-2011-01@hsplan.invalid"): one for one in events_of(data)}


def told(data: bytes) -> dict[str, tuple[str, int]]:
    """The status and the sequence of each event."""
    return {id_: (str(one["status"]), one["sequence"]) for id_, one in by_id(data).items()}


def change(run: Run, path: Path, *pairs: tuple[str, str]) -> None:
    """Rewrite a programme, plan it again, and publish it."""
    replan(run, path, *pairs)
    assert run("publish", "--yes", **LATER).code == 0


def replan(run: Run, path: Path, *pairs: tuple[str, str]) -> None:
    """Rewrite a programme, and plan it again."""
    text = path.read_text()
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text)
    ran = run("schedule", **LATER)
    assert ran.code == 0, ran.err


CONFIRMED, CANCELLED = ("CONFIRMED", 0), ("CANCELLED", 1)
DROPPED = ("  three: {kind: webinar, title: Three, when: 1 May 2011, time: 9:30-10:30}\n", "")
SHORTER = ("lasts: 3 days", "lasts: 2 days")
BY_PART = ("country: England", "country: England\nentries: {each: part}")


def test_nothing_changed_changes_no_byte(programme: Path, run: Run) -> None:
    before = exported(run)
    change(run, programme, ("weekdays: Mon-Sun\n", "weekdays: Mon-Sun\nnote: Words\n"))
    assert exported(run) == before


def test_an_entry_a_day_and_windows_of_whole_days(programme: Path, run: Run) -> None:
    events = by_id(exported(run))
    assert list(events) == ["one", "two", "two.d2", "two.d3", "three", "reading.window", "diary.window"]
    reading = events["reading.window"]
    assert (f"{reading.start} {reading.end}", reading["transp"]) == ("2011-02-02 2011-03-25", "TRANSPARENT")
    assert all("transp" not in one for id_, one in events.items() if "window" not in id_)
    assert events["one"]["location"] == "Hall, 1 High Street"


def test_only_what_changed_counts_up_and_is_stamped_anew(programme: Path, run: Run) -> None:
    before = by_id(exported(run))
    change(run, programme, ("when: 1 May 2011", "when: 3 May 2011"), ("country: England", "country: Scotland"))
    after = by_id(exported(run))
    assert [id_ for id_ in before if before[id_].to_ical() != after[id_].to_ical()] == ["three"]
    assert (after["three"]["sequence"], f"{after['three'].DTSTAMP}") == (1, "2011-03-13 07:06:40+00:00")


def test_a_day_fewer_is_cancelled_in_calendars_and_stays_so(programme: Path, run: Run) -> None:
    change(run, programme, SHORTER)
    found = told(exported(run))
    assert [found[id_] for id_ in ("two", "two.d2", "two.d3")] == [("CONFIRMED", 1), ("CONFIRMED", 1), CANCELLED]
    change(run, programme, ("title: Two", "title: Two days"))
    assert told(exported(run))["two.d3"] == ("CANCELLED", 2)
    change(run, programme, ("lasts: 2 days", "lasts: 3 days"))
    assert told(exported(run))["two.d3"] == ("CONFIRMED", 3)


def test_an_entry_a_part_takes_the_place_of_one_a_day(programme: Path, run: Run) -> None:
    change(run, programme, BY_PART)
    events = by_id(exported(run))
    assert list(events)[:3] == ["one.talk", "one.sets", "one"]
    assert [str(events[id_]["summary"]) for id_ in ("one.talk", "one.sets", "one")] == [
        "One: Talk",
        "One: Sets",
        "Cancelled: One",
    ]
    assert f"{events['one.talk'].start:%H:%M} {events['one.talk'].end:%H:%M}" == "09:30 12:30"
    assert told(exported(run))["two.d3"] == CONFIRMED  # what has no parts is an entry a day as before


def test_a_part_that_is_no_more_is_cancelled(programme: Path, run: Run) -> None:
    change(run, programme, BY_PART)
    change(run, programme, (", sets: {time: 13:30-16:30}", ""))
    found = told(exported(run))
    assert [found[id_][0] for id_ in ("one.talk", "one.sets", "one")] == ["CONFIRMED", "CANCELLED", "CANCELLED"]


@pytest.mark.parametrize("gone", [", sets: {time: 13:30-16:30}", f", {PARTS}"])
def test_entries_of_what_was_delivered_stay_whatever_becomes_of_its_parts(programme: Path, run: Run, gone: str) -> None:
    change(run, programme, BY_PART)
    before = exported(run)
    assert run("deliver", "one").code == 0
    replan(run, programme, (gone, ""))
    assert "changed: one" not in run("diff").out
    run("publish", **LATER)
    assert exported(run) == before
    change(run, programme, (BY_PART[1], BY_PART[0]))
    assert {id_: found for id_, found in told(exported(run)).items() if id_.startswith("one")} == {
        "one.talk": ("CONFIRMED", 1),
        "one.sets": ("CONFIRMED", 1),
        "one": ("CANCELLED", 1),
    }


def test_windows_are_cancelled_with_a_programme_that_stops_and_come_back_when_it_goes_on(
    programme: Path, run: Run
) -> None:
    before = by_id(exported(run))
    assert run("cancel", "one", "--all", **LATER).code == 0
    assert told(exported(run))["diary.window"] == ("CANCELLED", 0)  # counted by `publish`, as all is
    assert run("publish", "--yes", **LATER).code == 0
    found = told(exported(run))
    assert (found["one"], found["three"]) == (CONFIRMED, CANCELLED)
    assert (found["reading.window"], found["diary.window"]) == (CANCELLED, CANCELLED)
    after = by_id(exported(run))
    assert [after[id_].start for id_ in before] == [one.start for one in before.values()]
    assert [after[id_].end for id_ in before] == [one.end for one in before.values()]
    again = exported(run)
    change(run, programme, ("title: A programme\n", "title: A programme\nnote: Words\n"))
    assert exported(run) == again
    assert "nothing changed" in run("cancel", "one", "--all", **LATER).err
    assert run("undo", **LATER).code == 0
    assert run("publish", **LATER).code == 0
    assert told(exported(run))["diary.window"] == ("CONFIRMED", 2)
    assert run("undo", **LATER).code == 0
    assert run("publish", "--yes", **LATER).code == 0
    assert told(exported(run))["diary.window"] == ("CANCELLED", 3)
    change(run, programme, ("strands:\n", "  four: {kind: webinar, when: 3 May 2011}\nstrands:\n"))
    found = told(exported(run))
    assert (found["three"][0], found["four"][0], found["diary.window"]) == ("CANCELLED", "CONFIRMED", ("CONFIRMED", 4))


def test_a_window_that_was_over_before_a_programme_stopped_stays(programme: Path, run: Run) -> None:
    in_april = "1302000000"
    run("cancel", "one", "--all", SOURCE_DATE_EPOCH=in_april)
    run("publish", "--yes", SOURCE_DATE_EPOCH=in_april)
    found = told(exported(run))
    assert (found["reading.window"], found["diary.window"]) == (CONFIRMED, CANCELLED)


def test_what_only_runs_alongside_is_cancelled_when_all_else_was_held(programme: Path, run: Run) -> None:
    in_june = "1307000000"
    ran = run("cancel", "one", "--all", SOURCE_DATE_EPOCH=in_june)
    assert (ran.code, ran.out.splitlines()[1:]) == (
        0,
        ["  cancelled: window diary, was Sat 1 Jan 2011 to Thu 30 Jun 2011"],
    )
    run("publish", SOURCE_DATE_EPOCH=in_june)
    assert told(exported(run)) == {
        id_: CANCELLED if id_ == "diary.window" else CONFIRMED for id_ in told(exported(run))
    }


def test_a_window_counts_up_where_it_changed_and_is_cancelled_when_dropped(programme: Path, run: Run) -> None:
    before = by_id(exported(run))
    change(
        run, programme, ("when: 1 Feb 2011", "when: 3 Feb 2011"), ("  diary: {kind: assignment, title: Diary}\n", "")
    )
    after = by_id(exported(run))
    assert told(exported(run))["reading.window"] == ("CONFIRMED", 1)
    assert told(exported(run))["diary.window"] == CANCELLED
    assert f"{after['reading.window'].start}" == "2011-02-04"
    assert before["two"].to_ical() == after["two"].to_ical()
    again = exported(run)
    change(run, programme, ("title: A programme\n", "title: A programme\nnote: Words\n"))
    assert exported(run) == again


DATED = (
    "strands:\n",
    """\
dates: {essay: 1 week before three, fair: 1 to 3 Jun 2011, unsaid: before three}
project:
  title: A better ward
  milestones: {outline: {title: Outline agreed, when: 1 week after one}, shown: {title: Shown, when: during two}}
strands:
""",
)
LATER_THREE = ("when: 1 May", "when: 3 May")
ESSAY, FAIR, OUTLINE = "essay.in.dates", "fair.in.dates", "outline.in.milestones"


def test_dates_and_milestones_of_their_own_are_entries_of_whole_days_for_all_but_venues(
    programme: Path, run: Run
) -> None:
    change(run, programme, DATED)
    events = by_id(exported(run))
    assert [id_ for id_ in events if ".in." in id_] == [ESSAY, FAIR, OUTLINE]
    assert {id_: f"{events[id_].start} {events[id_].end}" for id_ in (ESSAY, FAIR, OUTLINE)} == {
        ESSAY: "2011-04-24 2011-04-25",
        FAIR: "2011-06-01 2011-06-04",
        OUTLINE: "2011-02-08 2011-02-09",
    }
    assert (str(events[ESSAY]["summary"]), events[ESSAY]["transp"]) == ("Essay", "TRANSPARENT")
    assert "Sun 24 Apr 2011\nA programme" in events[ESSAY]["description"]
    assert {ESSAY, FAIR, OUTLINE} <= by_id(exported(run, "--for", "facilitator-a")).keys()
    assert not {ESSAY, FAIR, OUTLINE} & by_id(exported(run, "--for", "hall")).keys()
    assert "NEXT DATE\n   Sun 24 Apr 2011  Essay\n" in run("show", "--on", "2011-04-20").out
    again = exported(run)
    change(run, programme, ("title: A programme\n", "title: A programme\nnote: Words\n"))
    assert exported(run) == again


def test_a_date_counts_up_where_it_moved_and_is_cancelled_when_dropped(programme: Path, run: Run) -> None:
    change(run, programme, DATED)
    before = by_id(exported(run))
    replan(run, programme, LATER_THREE)
    assert told(exported(run))[ESSAY] == ("CONFIRMED", before[ESSAY]["sequence"])
    (one,) = json.loads(run("diff", "--format", "json").out)["comparisons"]
    assert [(row["id"], row["before"]["first"], row["after"]["first"]) for row in one["dates"]] == [
        ("essay", "2011-04-24", "2011-04-26")
    ]
    assert (
        "moved: Essay (essay), date\n    was  Sun 24 Apr 2011\n    now  Tue 26 Apr 2011\n    for  everyone"
        in run("diff").out
    )
    assert "| moved | Essay, date | Sun 24 Apr 2011 | Tue 26 Apr 2011 | everyone |" in run("diff", "-f", "markdown").out
    assert "moved: date essay, now Tue 26 Apr 2011; was Sun 24 Apr 2011" in run("publish", "--dry-run").out
    change(run, programme, ("fair: 1 to 3 Jun 2011, ", ""))
    after = by_id(exported(run))
    assert before[OUTLINE].to_ical() == after[OUTLINE].to_ical()
    counts = {
        id_: (str(after[id_]["status"]), after[id_]["sequence"] - before[id_]["sequence"]) for id_ in (ESSAY, FAIR)
    }
    assert counts == {ESSAY: ("CONFIRMED", 1), FAIR: ("CANCELLED", 1)}
    assert run("diff").out == "one: no changes, published in revision 7 -> revision 7\n"


def test_a_window_that_moved_is_told_until_people_know_of_it(programme: Path, run: Run) -> None:
    replan(run, programme, ("when: 1 Feb", "when: 3 Feb"))
    assert "moved: Reading (reading), window" in run("diff").out
    replan(run, programme, ("when: 3 Feb", "when: 1 Feb"))
    assert "no changes" in run("diff").out
    replan(run, programme, ("when: 1 Feb", "when: 4 Feb"))
    replan(run, programme, ("when: 4 Feb", "when: 5 Feb"), ("title: Reading", "title: Books"))
    (one,) = json.loads(run("diff", "--format", "json").out)["comparisons"]
    days = [(row["before"]["first"], row["after"]["first"]) for row in one["windows"]]
    assert days == [("2011-02-02", "2011-02-06")]
    assert run("publish", **LATER).code == 0
    assert (told(exported(run))["reading.window"], "no changes" in run("diff").out) == (("CONFIRMED", 1), True)


def test_dates_are_cancelled_with_a_programme_that_stops(programme: Path, run: Run) -> None:
    change(run, programme, DATED)
    assert run("cancel", "one", "--all", **LATER).code == 0
    said = run("diff").out
    assert ("cancelled: Essay (essay), date" in said, "Outline" in said) == (True, False)
    assert run("publish", "--yes", **LATER).code == 0
    found = told(exported(run))
    assert (found[ESSAY][0], found[OUTLINE][0]) == ("CANCELLED", "CONFIRMED")
    assert run("undo", **LATER).code == 0
    assert "added: Essay (essay), date" in run("diff").out


def test_who_leads_nothing_any_more_loses_the_dates_as_well(programme: Path, run: Run) -> None:
    change(
        run, programme, DATED, ("two: {", "two: {with: facilitator-b, "), ("three: {", "three: {with: facilitator-b, ")
    )
    assert told(exported(run, "--for", "facilitator-a"))[ESSAY][0] == "CONFIRMED"
    change(run, programme, ("with: facilitator-a", "with: facilitator-b"))
    assert told(exported(run, "--for", "facilitator-a"))[ESSAY][0] == "CANCELLED"


def test_a_plan_from_before_dates_were_kept_has_them_in_calendars_and_counts_from_then(
    programme: Path, run: Run
) -> None:
    change(run, programme, DATED)
    plan = programme.with_name("one.plan.yaml")
    kept = plan.read_text()
    start, end = kept.index("dates:\n"), kept.index("told:\n")
    plan.write_text(kept[:start] + kept[end:])
    before = exported(run)
    assert told(before)[ESSAY] == CONFIRMED
    assert (run("publish").code, run("diff").code, told(exported(run))) == (0, 0, told(before))
    change(run, programme, LATER_THREE)
    assert told(exported(run))[ESSAY] == ("CONFIRMED", 1)


def test_who_leads_no_longer_and_a_place_of_before_hear_that_it_is_cancelled_for_them(
    programme: Path, run: Run
) -> None:
    change(run, programme, ("with: facilitator-a, where: hall", "with: facilitator-b, where: barn"))
    for before, after in (("facilitator-a", "facilitator-b"), ("hall", "barn")):
        assert told(exported(run, "--for", before)) == {"one": CANCELLED}
        assert told(exported(run, "--for", after)) == {"one": ("CONFIRMED", 1)}
    assert told(exported(run))["one"] == ("CONFIRMED", 1)
    change(run, programme, ("title: One", "title: First"))
    assert told(exported(run, "--for", "facilitator-a")) == {}  # told once, and not again of each later change


def test_what_is_dropped_is_cancelled_for_those_who_had_it(programme: Path, run: Run) -> None:
    change(run, programme, ("  one: {kind: workshop", "  new: {kind: workshop"), ("between one", "between new"))
    for words in ((), ("--for", "facilitator-a"), ("--for", "hall"), ("--for", "facilitator")):
        found = told(exported(run, *words))
        assert (found["one"], found["new"]) == (CANCELLED, CONFIRMED), words
    assert "one" not in told(exported(run, "--for", "facilitator-b"))


def test_clients_that_took_the_old_calendar_and_then_the_new_one_have_no_ghosts_and_no_duplicates(
    programme: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    khal = Khal(tmp_path_factory.mktemp("khal"))
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        server.put(exported(run))
        khal.take(Path("now.ics"))
        assert len(server.events()) == 7
        change(run, programme, SHORTER, DROPPED, BY_PART, ("when: 1 Feb 2011", "when: 8 Feb 2011"))
        data = exported(run)
        server.put(data)
        khal.take(Path("now.ics"))
        kept = server.events()
        server.put_whole(data)
        assert server.events().keys() == kept.keys()
    wanted = {str(one["uid"]): one for one in events_of(data)}
    assert kept.keys() == wanted.keys()
    assert {id_: str(one["status"]) for id_, one in kept.items()} == {
        id_: str(one["status"]) for id_, one in wanted.items()
    }
    live = [
        ("Diary", "2011-01-01", "2011-06-30"),
        ("One: Sets", "2011-02-08 13:30", "2011-02-08 16:30"),
        ("One: Talk", "2011-02-08 09:30", "2011-02-08 12:30"),
        ("Reading", "2011-02-09", "2011-03-24"),
        ("Two (day 1 of 2)", "2011-03-25 09:30", "2011-03-25 16:30"),
        ("Two (day 2 of 2)", "2011-03-26 09:30", "2011-03-26 16:30"),
    ]
    shown = khal.shown("2011-01-01", "2011-12-31")
    assert [one for one in shown if not one[0].startswith("Cancelled: ")] == live
    assert sorted(title for title, _, _ in shown if title.startswith("Cancelled: ")) == [
        "Cancelled: One",
        "Cancelled: Three",
        "Cancelled: Two (day 3)",
    ]


def stamped(data: bytes) -> dict[str, tuple[str, int]]:
    """The moment and the sequence of each event, by which programs know what is newer."""
    return {id_: (f"{one['dtstamp'].dt:%Y-%m-%d}", one["sequence"]) for id_, one in by_id(data).items()}


def test_a_calendar_of_two_has_each_entry_once_and_held_if_either_has_it(programme: Path, run: Run) -> None:
    change(run, programme, DATED, ("two: {", "two: {with: facilitator-b, "))
    change(run, programme, ("with: facilitator-a", "with: facilitator-b"))
    data = exported(run, "--for", "facilitator-a", "--for", "facilitator-b")
    ids = [str(one["uid"]) for one in events_of(data)]
    assert (len(ids), "one.one-2011-01@hsplan.invalid" in ids) == (len(set(ids)), True)
    assert {status for status, _ in told(data).values()} == {"CONFIRMED"}
    assert "A programme for Facilitator A, Facilitator B" in data.decode().replace("\r\n ", "")


def test_stamp_and_sequence_rise_only_when_a_change_is_published(programme: Path, run: Run) -> None:
    before = stamped(exported(run))
    programme.write_text(programme.read_text().replace("when: 1 Feb 2011", "when: 2 Feb 2011"))
    assert run("schedule", **LATER).code == 0
    data = exported(run)
    assert f"{by_id(data)['one'].start:%Y-%m-%d}" == "2011-02-02"
    assert stamped(data) == before
    assert run("publish", **LATER).code == 0
    risen = ("2011-03-13", 1)
    assert stamped(exported(run)) == before | {"one": risen, "reading.window": risen}  # which lies behind `one`


def test_a_change_that_was_taken_back_leaves_no_trace_in_calendars(programme: Path, run: Run) -> None:
    before = exported(run)
    text = programme.read_text()
    programme.write_text(text.replace("when: 1 Feb 2011", "when: 2 Feb 2011"))
    assert run("schedule", **LATER).code == 0
    programme.write_text(text)
    assert run("schedule", **LATER).code == 0
    assert exported(run) == before
    assert run("publish", **LATER).code == 0
    assert exported(run) == before
