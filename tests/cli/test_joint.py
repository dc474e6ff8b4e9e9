"""What cohorts hold together is one session: at one moment, in one place, led by the same people."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import Once, Run
from whole_road import counted

from hsplan.programme.document import read_document

TEXT = """\
title: Two runs
length: 3 months
start: 2027-01
country: England
participants: 16
with: 1 facilitator
where: [hall, barn]
weekdays: Tue-Thu
people:
  a: {name: Facilitator A, leads: everything}
  b: {name: Facilitator B, leads: everything}
venues:
  barn: {name: The barn, seats: 40}
  hall: {name: The hall, seats: 40}
sessions:
  launch: {kind: launch, time: 9:30-12:30, joint-with: [one, two]}
  talk: {kind: webinar, mode: online, time: 12:30-13:30, joint-with: [one, two]}
  end: {kind: workshop}
cohorts:
  one: {}
  two: {}
"""
FOLDER = Path("programmes")


@pytest.fixture
def runs(workspace: Path, run: Run, once: Once) -> Run:
    """Two cohorts that hold a launch and a talk together, planned."""
    del workspace
    write()
    once("schedule")
    return run


def write(**changed: str) -> None:
    """The programme, with some of its lines otherwise; `launch="..."` is the whole of its keys."""
    text = TEXT
    for key, value in changed.items():
        text = re.sub(rf"(?m)^( *){key}: .*$", rf"\1{key}: {value}", text)
    (FOLDER / "run.yaml").write_text(text)


def plan(cohort: str) -> Path:
    return FOLDER / f"run.{cohort}.plan.yaml"


def booked(session: str, *keys: str) -> list[tuple[Any, ...]]:
    """What the plans of both have of a session."""
    found = []
    for cohort in ("one", "two"):
        values = read_document("plan", plan(cohort).read_bytes()).values["sessions"][session]
        found.append(tuple(values.get(key) for key in keys))
    return found


def by_hand(cohort: str, session: str, before: str, after: str) -> None:
    """Change a line of a session in a plan's file."""
    head, mark, rest = plan(cohort).read_text().partition(f"\n  {session}:\n")
    assert before in rest
    plan(cohort).write_text(head + mark + rest.replace(before, after, 1))


def codes(err: str) -> list[str]:
    return re.findall(r"(?m)^(?:error|warning)\[(.*?)\]", err)


def test_both_have_one_venue_and_the_same_people(workspace: Path, run: Run) -> None:
    del workspace
    write(two="{people: {a: {leads: [workshop]}}}")  # who leads one of them need not be liked by the other
    assert run("schedule").code == 0
    for session in ("launch", "talk"):
        mine, others = booked(session, "date", "people", "venue")
        assert mine == others
    assert booked("launch", "people") == [(["b"],), (["b"],)]
    assert run("validate").code == 0


def test_a_plan_in_which_they_differ_is_told_and_mended_with_the_least_change(runs: Run) -> None:
    ((day, (who,), at),) = {(day, tuple(people), at) for day, people, at in booked("launch", "date", "people", "venue")}
    other, there = {"a": "b", "b": "a"}[who], {"hall": "barn", "barn": "hall"}[str(at)]
    by_hand("two", "launch", f"people: [{who}]", f"people: [{other}]")
    by_hand("two", "launch", f"venue: {at}", f"venue: {there}")
    told = runs("validate").out
    assert codes(told) == ["not-joint"] * 4
    assert f"`launch` is led by `{who}`, and with `two` by `{other}`" in " ".join(told.split())
    assert f"`launch` is at `{at}`, and `two` holds it at `{there}`" in " ".join(told.split())
    end = booked("end", "date", "people", "venue")
    assert runs("schedule").code == 0
    assert booked("launch", "date", "people", "venue") == [(day, [who], at)] * 2
    assert booked("end", "date") == [one[:1] for one in end]


def test_who_is_pinned_in_the_second_leads_the_first_as_well(runs: Run) -> None:
    ((who,),) = {tuple(people) for (people,) in booked("launch", "people")}
    other = {"a": "b", "b": "a"}[who]
    by_hand("two", "launch", f"people: [{who}]", f"people: [{other}]\n    pinned: [people]")
    assert runs("schedule").code == 0
    assert booked("launch", "people") == [([other],), ([other],)]
    assert runs("validate").code == 0


def test_a_venue_that_is_pinned_in_the_second_is_that_of_the_first(runs: Run) -> None:
    ((at,),) = set(booked("launch", "venue"))
    there = {"hall": "barn", "barn": "hall"}[str(at)]
    by_hand("two", "launch", f"venue: {at}", f"venue: {there}\n    pinned: [venue]")
    assert runs("schedule").code == 0
    assert booked("launch", "venue") == [(there,), (there,)]


def test_seats_are_for_all_who_hold_it(workspace: Path, run: Run) -> None:
    del workspace
    write(barn="{name: The barn, seats: 20}")
    assert run("schedule").code == 0
    assert booked("launch", "venue") == [("hall",), ("hall",)]
    write(barn="{name: The barn, seats: 20}", hall="{name: The hall, seats: 31}")
    assert "takes 32 people of all cohorts that hold it" in " ".join(run("validate").out.split())


def test_a_place_of_its_own_is_a_warning_unless_each_says_it_of_the_session(workspace: Path, run: Run) -> None:
    del workspace
    write(two="{where: barn}")
    assert codes(run("validate").out) == ["joint-apart"]
    assert run("schedule").code == 0
    assert booked("launch", "venue")[1] == ("barn",)
    write(
        one="{sessions: {launch: {where: hall, with: a}}}",
        two="{sessions: {launch: {where: barn, with: b}}}",
    )
    ran = run("schedule", "--fresh", "--yes")
    assert ran.code == 0, ran.err
    assert booked("launch", "people", "venue") == [(["a"], "hall"), (["b"], "barn")]
    assert codes(run("validate").out) == []


def test_where_a_rule_is_set_aside_each_may_have_its_own(workspace: Path, run: Run) -> None:
    del workspace
    aside = "why: agreed, by: Manager A, until: 31 Mar 2027"
    write(two=f"{{waive: [{{rule: not-led, for: launch, {aside}}}, {{rule: no-venue, for: launch, {aside}}}]}}")
    assert run("schedule").code == 0
    assert run("validate").code == 0


def test_clocks_of_two_countries_show_one_moment(workspace: Path, run: Run) -> None:
    del workspace
    write(two="{country: Germany}")
    told = run("validate").out
    assert codes(told) == ["joint-times-differ"] * 2
    assert "write `time: 13:30-14:30` for `two`" in " ".join(told.split())
    write(two="{country: Germany, sessions: {launch: {time: 10:30-13:30}, talk: {time: 13:30-14:30}}}")
    assert run("schedule").code == 0


def test_a_day_on_which_only_one_country_has_changed_its_clocks_is_none(workspace: Path, run: Run) -> None:
    """London is five hours ahead of New York, but four from 14 to 27 March 2027."""
    del workspace
    there = "country: United States, timezone: America/New_York"
    write(
        launch="{kind: launch, time: 14:30-17:30, joint-with: [one, two], when: 9 to 31 Mar 2027}",
        talk="{kind: webinar, mode: online, time: 14:30-15:30}",
        two=f"{{{there}, sessions: {{launch: {{time: 9:30-12:30}}}}}}",
    )
    ran = run("schedule")
    assert ran.code == 0, ran.err
    days = booked("launch", "date")
    assert days[0] == days[1]
    assert not 14 <= int(str(days[0][0]).split()[1]) <= 27
    for cohort in ("one", "two"):
        by_hand(cohort, "launch", f"date: {days[0][0]}", "date: Tue 16 Mar 2027")
    assert "is not at one moment with `one` on Tue 16 Mar 2027" in " ".join(run("validate").out.split())


def other_day() -> str:
    """A day of the talk that it is not on."""
    ((day,), _) = booked("talk", "date")
    return "Wed 17 Feb 2027" if day != "Wed 17 Feb 2027" else "Tue 16 Feb 2027"


@pytest.mark.parametrize("cohort", ["one", "two"])
def test_a_move_is_taken_back_for_both_and_brought_again(runs: Run, cohort: str) -> None:
    before = [booked(session, "date", "pinned") for session in ("launch", "talk", "end")]
    day = other_day()
    assert runs("move", "run.one:talk", day).code == 0
    assert booked("talk", "date") == [(day,), (day,)]
    tried = runs("undo", f"run.{cohort}", "--dry-run")
    assert (tried.code, booked("talk", "date")) == (0, [(day,), (day,)])
    assert runs("undo", f"run.{cohort}").code == 0
    assert [booked(session, "date", "pinned") for session in ("launch", "talk", "end")] == before
    assert runs("undo", "run.two").code == 0
    assert booked("talk", "date") == [(day,), (day,)]
    assert runs("validate").code == 0


def test_a_move_after_which_the_other_has_changed_is_not_taken_back_for_one(runs: Run) -> None:
    ((day,), _) = booked("talk", "date")
    runs("move", "run.one:talk", other_day())
    runs("pin", "run.two:end")
    before = [plan(cohort).read_bytes() for cohort in ("one", "two")]
    ran = runs("undo", "run.one")
    assert ran.code == 1
    assert f'for all who hold it: hsplan move run.one:talk "{day}"' in " ".join(ran.err.split())
    assert [plan(cohort).read_bytes() for cohort in ("one", "two")] == before
    assert runs("undo", "run.two").code == 0
    assert runs("move", "run.one:talk", str(day)).code == 0


def test_what_is_not_joint_is_taken_back_for_one_alone(runs: Run) -> None:
    runs("pin", "run.one:end")
    other = plan("two").read_bytes()
    assert runs("undo", "run.one").code == 0
    assert plan("two").read_bytes() == other


def test_explain_weighs_a_day_for_all_and_leads_to_the_move(runs: Run) -> None:
    ((day,), _) = booked("launch", "date")
    other = "Thu 21 Jan 2027" if day != "Thu 21 Jan 2027" else "Wed 20 Jan 2027"
    ran = runs("explain", "run.one:launch", "--on", other)
    assert (ran.code, "No rule forbids it." in ran.out) == (0, True)
    assert ran.err.splitlines()[-3:] == [
        "launch is held with other cohorts: what a day costs and moves is told of run.one",
        "  alone, and `hsplan move` tries it for all.",
        f"Next: hsplan move run.one:launch 2027-01-{other[4:6]} --dry-run",
    ]
    assert runs("move", "run.one:launch", other).code == 0
    whole = runs("explain", "run.one:launch")
    assert "The best other days" in whole.out
    assert whole.err.splitlines()[-1].startswith("Next: hsplan explain run.one:launch --on 2027-01-")


def test_explain_and_move_name_the_cohort_that_cannot_and_why(workspace: Path, run: Run) -> None:
    del workspace
    write(two="{weekdays: Tue-Wed, calendar: {closed: {away-day: {when: 20 Jan 2027}}}}")
    assert run("schedule").code == 0
    words = "launch is on a day that suits two (weekdays: Tue, Wed)"
    ran = run("explain", "run.one:launch", "--on", "21 Jan 2027")
    assert (words in ran.out, "2 rules" in ran.out) == (True, False)
    assert ran.err.endswith("Next: hsplan explain run.one:launch\n")
    refused = run("move", "run.one:launch", "21 Jan 2027")
    assert refused.code == 1
    told = " ".join(refused.err.split())
    assert "expected: a day on which all who hold it can" in told
    assert "note: two cannot: weekdays: Tue, Wed ::: programmes/run.yaml:" in told
    assert "not-joint" not in told
    closed = " ".join(run("move", "run.one:launch", "20 Jan 2027").err.split())
    assert "note: two cannot: closed: Away day (Wed 20 Jan 2027)" in closed


def test_what_keeps_all_from_a_day_is_told_once(runs: Run) -> None:
    refused = runs("move", "run.one:launch", "22 Jan 2027").err
    assert len(re.findall("note: ", refused)) == 1
    assert "note: wrong-weekday: `launch` is on Fri 22 Jan 2027" in refused


def test_a_move_that_leaves_another_cohort_no_order_says_in_which(workspace: Path, run: Run) -> None:
    del workspace
    write(two="{gap: at least 3 weeks, sessions: {end: {when: 16 Mar 2027}}}")
    assert run("schedule").code == 0
    ran = run("move", "run.one:talk", "10 Mar 2027")
    assert ran.code == 1
    assert "note: in two: gap: at least 3 weeks" in " ".join(ran.err.split())


def test_a_day_beyond_the_other_cohort_is_told(workspace: Path, run: Run) -> None:
    del workspace
    write(one="{length: 6 months}", end="{kind: workshop, when: at any time}")
    assert run("schedule").code == 0
    ran = run("move", "run.one:talk", "22 Apr 2027")
    assert "two cannot: the days that may be used: Fri 1 Jan 2027 to Wed 31 Mar 2027" in " ".join(ran.err.split())


def test_what_was_delivered_to_one_binds_the_others(runs: Run) -> None:
    assert runs("deliver", "run.two:launch").code == 0
    ran = runs("explain", "run.one:launch", "--on", "21 Jan 2027")
    assert "launch is joint with two, who hold it on" in ran.out
    assert "tries it for all" not in ran.err


@pytest.mark.parametrize(("whom", "told"), [("set 1", "8 (7 participants"), ("manager", "number not known yet")])
def test_a_room_is_booked_for_all_who_come_from_every_cohort_or_for_nobody_knows_how_many(
    workspace: Path, run: Run, whom: str, told: str
) -> None:
    del workspace
    write(launch=f"{{kind: launch, for: {whom}, joint-with: [one, two]}}")
    people = ("{name: Participant A, role: manager, in: set 1}", "{name: Participant B, role: partner, in: set 2}")
    named = f"participants:\n  p: {people[0]}\n  q: {people[1]}\naudience: [manager, partner]\n"
    named += "groups: {set: {size: 1 to 6, number: 2}}\n"
    (FOLDER / "run.yaml").write_text((FOLDER / "run.yaml").read_text().replace("participants: 16\n", named))
    ran = run("schedule")
    assert ran.code == 0, ran.err
    run("export", "run.two", "-f", "room", "-o", "out/")
    room = re.sub(r"<[^>]+>", "", Path("out/run.two-room/launch.html").read_text())
    assert told in room


def test_what_is_held_more_often_in_one_cohort_is_held_by_it_alone_from_then_on(workspace: Path, run: Run) -> None:
    del workspace
    write(talk="{kind: webinar, mode: online, count: 3, joint-with: [one, two]}", two="{sessions: {talk: {count: 2}}}")
    assert run("schedule").code == 0
    sessions = json.loads(run("show", "run.one", "--json").out)["programmes"][0]["sessions"]
    held = {one["id"]: one["joint_with"] for one in sessions if one["item"] == "talk"}
    assert held == {"talk-1": ["two"], "talk-2": ["two"], "talk-3": []}


def test_a_residential_that_is_longer_for_one_cohort_is_told(workspace: Path, run: Run) -> None:
    del workspace
    write(
        launch="{kind: residential, lasts: 2 days, joint-with: [one, two]}", two="{sessions: {launch: {lasts: 1 day}}}"
    )
    ran = run("schedule")
    assert (ran.code, codes(ran.err)) == (1, ["joint-times-differ"] * 2)


def test_what_one_cohort_cancels_the_others_hold_without_it(runs: Run) -> None:
    """They are told so, no room is booked for those who do not come, and it moves for them alone."""
    runs("publish")
    ran = runs("cancel", "run.one:launch")
    assert ran.err.splitlines()[-1] == "Next: hsplan publish run"
    assert runs("show", "run.two", "--agenda").out.count("together with one") == 1  # the talk
    ran = runs("diff", "run.two")
    assert "reworded: Launch (launch)" in ran.out
    assert "run.two: changed since the plan was written: launch." in ran.err
    assert ran.err.endswith("Next: hsplan schedule run.two\n")
    assert runs("diff", "run.two@published", "run.two").out == ran.out
    runs("export", "run.two", "-f", "room", "-o", "out/")
    room = re.sub(r"<[^>]+>", "", Path("out/run.two-room/launch.html").read_text())
    assert ("17 (16 participants" in room, "ogether with" in room) == (True, False)
    assert "run.two: published" in runs("publish", "run.one", "run.two").out
    assert runs("validate").code == 0
    assert "No rule forbids it." in runs("explain", "run.two:launch", "--on", "21 Jan 2027").out
    ran = runs("move", "run.two:launch", "21 Jan 2027")
    assert (ran.code, booked("launch", "status")) == (0, [("cancelled",), ("confirmed",)])
    assert booked("launch", "date")[1] == ("Thu 21 Jan 2027",)
    assert ran.err.splitlines()[-1] == "Next: hsplan publish run.two"


def test_what_a_cohort_leaves_or_holds_again_the_others_are_told_as_that_and_not_as_their_own_edit(runs: Run) -> None:
    runs("publish")
    runs("cancel", "run.two:talk")
    alone = f"  changed: talk on {booked('talk', 'date')[0][0]}, held by no other cohort"
    assert runs("publish", "run.one", "--dry-run").out.splitlines() == ["run.one: would be published", alone]
    ran = runs("schedule", "run.one")
    assert (alone in ran.err, "by hand" in ran.err, "by hand" in plan("one").read_text().partition("history:")[2]) == (
        True,
        False,
        False,
    )
    runs("publish", "run.one")
    ran = runs("undo", "run.two")
    assert ran.err.splitlines()[-1] == "Next: hsplan publish run"
    together = alone.replace("held by no other cohort", "together with two")
    assert runs("publish").out.splitlines() == ["run.one: published", together]
    assert "Next: hsplan show run" in runs("undo", "run.two").err + runs("undo", "run.two").err


def test_what_moved_unannounced_and_one_cohort_cancels_stays_where_it_is_for_the_others(runs: Run) -> None:
    runs("publish")
    runs("move", "run.two:launch", "21 Jan 2027")
    ran = runs("cancel", "run.one:launch")
    assert (ran.code, "run.two: cancelled" in ran.out) == (0, False)
    assert booked("launch", "date", "status")[1] == ("Thu 21 Jan 2027", "confirmed")


def test_what_one_has_cancelled_is_no_news_there_when_others_cancel_it_as_well(runs: Run) -> None:
    runs("publish")
    for cohort in ("run.two", "run.one"):
        ran = runs("cancel", f"{cohort}:talk")
        runs("publish", *ran.err.splitlines()[-1].split()[3:])
    assert "nothing changed" in runs("publish", "run.two").err


def test_what_is_held_again_is_held_together_again(runs: Run) -> None:
    runs("cancel", "run.one:launch")
    runs("schedule")
    runs("undo", "run.one")
    assert runs("show", "run.two", "--agenda").out.count("together with one") == 2
    assert runs("validate").code == 0


def test_a_session_that_was_delivered_in_another_cohort_is_said_to_be_so_there(runs: Run) -> None:
    runs("deliver", "run.one:talk")
    told = " ".join(runs("move", "run.two:talk", other_day()).err.split())
    assert "`talk` was delivered, and cannot be moved --> programmes/run.one.plan.yaml:" in told
    assert "`hsplan undo run.one` takes it back" in told


def test_all_who_are_to_be_told_again_are_named(runs: Run) -> None:
    runs("publish")
    ran = runs("move", "run.two:talk", other_day())
    assert ran.err.splitlines()[-1] == "Next: hsplan publish run"


def test_a_cohort_without_a_plan_is_named_and_no_load_is_told_of_what_is_not_written(workspace: Path, run: Run) -> None:
    del workspace
    write(two="{weekdays: Fri}", one="{weekdays: Tue}")
    ran = run("schedule")
    assert ran.code == 1
    assert "error[no-plan]: run.one: no plan keeps" in ran.err
    assert "Days led" not in ran.err
    assert "run.two: not written, as those with whom it holds sessions have no plan" in " ".join(ran.err.split())
    write(two="{weekdays: Tue-Thu}")
    run("schedule")
    write(two="{weekdays: Fri}", one="{weekdays: Tue}")
    (FOLDER / "other.yaml").write_text(
        "title: Other\nlength: 1 month\nstart: 2027-01\nsessions: {a: {kind: workshop}}\n"
    )
    mixed = run("schedule")
    assert "other.plan.yaml: revision 1" in " ".join(mixed.err.split())
    assert "Days led, over all programmes" in mixed.err  # of the plans that still stand


def test_what_is_joint_is_held_alone_as_the_help_says(workspace: Path, run: Run) -> None:
    """In a file that extends one with cohorts, and in a cohort that the others do not name."""
    del workspace
    write()
    own = "extends: run\ntitle: Alone\n"
    (FOLDER / "own.yaml").write_text(own)
    told = " ".join(run("validate", "own").out.split())
    (help_,) = re.findall("`(sessions: {launch: .*?})`", told)
    assert help_ == "sessions: {launch: {joint-with: null}}"
    alone = "sessions: {launch: {joint-with: null}, talk: {joint-with: null}}"
    (FOLDER / "own.yaml").write_text(f"{own}{alone}\n")
    assert run("validate", "own").code == 0
    (FOLDER / "own.yaml").unlink()
    (FOLDER / "run.yaml").write_text(f"{TEXT}  three: {{}}\n")
    assert codes(run("validate").out) == ["not-joint-there"] * 2
    (FOLDER / "run.yaml").write_text(f"{TEXT}  three: {{{alone}}}\n")
    assert run("validate").code == 0


def test_one_planned_alone_keeps_to_days_of_those_without_a_plan_and_tells_of_them(workspace: Path, run: Run) -> None:
    del workspace
    write(one="{weekdays: Tue-Wed}", two="{weekdays: Wed, calendar: {closed: {away-day: {when: 20 Jan 2027}}}}")
    ran = run("schedule", "run.one")
    told = "run.two has no plan yet for what is held together. For all: hsplan schedule run"
    assert told in " ".join(ran.err.split())
    day = read_document("plan", plan("one").read_bytes()).values["sessions"]["launch"]["date"]
    assert (day.startswith("Wed"), day != "Wed 20 Jan 2027") == (True, True)
    assert run("schedule", "run.two").code == 0
    assert booked("launch", "date") == [(day,), (day,)]
    assert "no plan yet" not in run("schedule", "run.one").err


def test_a_time_zone_that_is_none_is_told_and_compared_with_nothing(workspace: Path, run: Run) -> None:
    del workspace
    write(two="{timezone: Nowhere/At-all}")
    ran = run("validate")
    assert (ran.code, codes(ran.out)) == (1, ["unknown-time-zone"])


def test_cohorts_with_titles_of_their_own_are_called_by_them(workspace: Path, run: Run) -> None:
    del workspace
    write(one="{title: Leading in the north}", two="{title: Leading in the south}")
    assert run("schedule").code == 0
    assert run("show", "run.one", "--agenda").out.count("together with Leading in the south") == 2
    assert run("export", "run.one", "-f", "room,html", "-o", "out/").code == 0
    room, page = (Path("out", name).read_text() for name in ("run.one-room/launch.html", "run.one.html"))
    assert "together with <b>Leading in the south</b>" in room
    assert "<dt>Together with</dt><dd>Leading in the south</dd>" in page
    assert '"two"' in run("show", "run.one", "--json").out  # for programs by id, as ever


def test_a_cohort_that_has_its_title_from_the_programme_is_told_by_its_id_as_well(workspace: Path, run: Run) -> None:
    del workspace
    write(one="{title: Leading in the north}")  # the other is called as the whole programme is: Two runs
    assert run("schedule").code == 0
    assert run("show", "run.one", "--agenda").out.count("together with Two runs (two)") == 2
    assert run("show", "run.two", "--agenda").out.count("together with Leading in the north") == 2


def test_every_view_says_with_whom_a_joint_session_is_held(runs: Run) -> None:
    assert runs("export", "run.one", "-f", "joining,briefing,room,ics,html,md,csv", "-o", "out/").code == 0
    texts = {path: re.sub(r"<[^>]+>", "", path.read_text()) for path in Path("out").rglob("*.*") if path.is_file()}
    said = {path.name for path, text in texts.items() if re.search(r"ogether with\s*two", text)}
    assert said == {"launch.html", "talk.html", "run.one.ics", "run.one.html", "run.one.md", "run.one.csv"}
    room = texts[Path("out/run.one-room/launch.html")]
    assert re.search(r"33 \(32 participants.*One booking\s*together with two", room, re.DOTALL)
    assert runs("show", "run.one", "--agenda").out.count("together with two") == 2
    assert "joint_with" in runs("show", "run.one", "--json").out


def test_load_counts_a_joint_session_once(runs: Run) -> None:
    assert re.search(r"(?m)^Facilitator A +4 +4 ", runs("show", "--load").out)
    assert re.search(r"(?m)^The hall +3 +3 ", runs("show", "--load").out)


def many_cohorts(many: int) -> None:
    """The programme with so many cohorts, all of which hold the launch and the talk together."""
    cohorts = [f"c{n}" for n in range(many)]
    text = TEXT.partition("cohorts:\n")[0].replace("one, two", ", ".join(cohorts))
    text = text.replace(
        "with: 1 facilitator\nwhere: [hall, barn]\n", "calendar: {closed: {flood: {when: 3 May 2025}}}\n"
    )
    text = text.replace("end: {kind: workshop}", "end: {kind: workshop, count: 8}")
    (FOLDER / "run.yaml").write_text(f"{text}cohorts: {{{': {}, '.join(cohorts)}: {{}}}}\n")


@pytest.mark.no_cover
def test_the_plan_of_each_is_read_once_however_many_look_at_it(workspace: Path, run: Run) -> None:
    """Three times as many cohorts that hold sessions together take little more than three times as much."""
    del workspace
    calls = []
    for many in (5, 15):
        many_cohorts(many)
        assert run("schedule").code == 0
        ran, found = counted(lambda: run("validate"))
        assert "days-outside" in codes(ran.out)
        calls.append(found)
    assert calls[1] < 4 * calls[0]


@pytest.mark.no_cover
def test_the_plan_of_each_is_read_once_by_commands_that_change_them_all(workspace: Path, run: Run) -> None:
    """Three times as many cohorts that hold sessions together take little more than three times as much."""
    del workspace
    calls = []
    for many in (3, 9):
        many_cohorts(many)
        text = (FOLDER / "run.yaml").read_text()  # whom they share, each of them may have taken
        text = text.replace("launch: {", "launch: {with: 1 facilitator, where: hall, ")
        (FOLDER / "run.yaml").write_text(text.replace("participants: 16", "participants: 2"))
        assert run("schedule").code == 0
        done = [
            counted(partial(run, *words.split()))
            for words in ("publish --yes", "move run.c0:launch 14 Jan 2027", "undo run.c0")
        ]
        assert [(ran.code, ran.err.count("written and checked")) for ran, _ in done] == [(0, many)] * 3
        calls.append([found for _, found in done])
    assert [more < 4 * few for few, more in zip(*calls, strict=True)] == [True] * 3


BRINGS = (
    "{kind: residential, joint-with: [one, two], brings: {talk: {kind: dinner, when: the evening before, with: a}}}"
)


def test_what_a_joint_session_brings_is_joint_and_moves_with_it(workspace: Path, run: Run) -> None:
    del workspace
    write(launch=BRINGS)
    assert run("schedule").code == 0
    dinner = re.compile(r"launch-talk:\n.*\n    date: (.*)")
    dates = [dinner.findall(plan(cohort).read_text()) for cohort in ("one", "two")]
    assert dates[0] == dates[1] != []
    ran = run("explain", "run.one:launch", "--on", "11 Feb 2027")
    assert "moves launch-talk to Wed 10 Feb 2027" in ran.out
    ran = run("move", "run.one:launch", "11 Feb 2027")
    assert ran.code == 0
    assert [dinner.findall(plan(cohort).read_text()) for cohort in ("one", "two")] == [["Wed 10 Feb 2027"]] * 2


@pytest.mark.parametrize("at", ["kinds: {stay", "sessions: {launch"])
def test_what_a_joint_session_brings_at_another_time_is_told_before_anything_is_planned(
    workspace: Path, run: Run, at: str
) -> None:
    del workspace
    brings = "brings: {talk: {kind: dinner, when: the evening before, time: 19:00-21:00, with: a}}"
    kinds = f"kinds:\n  stay: {{extends: residential, {brings}}}\n"
    write(launch="{kind: stay, count: 2, joint-with: [one, two]}")
    text = (FOLDER / "run.yaml").read_text().replace("sessions:\n", f"{kinds}sessions:\n", 1)
    there = f"{{{at}: {{brings: {{talk: {{kind: dinner, when: the evening before, time: 20:00-22:00, with: a}}}}}}}}}}"
    (FOLDER / "run.yaml").write_text(text.replace("two: {}", f"two: {there}"))
    ran = run("schedule")
    assert (ran.code, codes(ran.err)) == (1, ["joint-times-differ"] * 2)  # once for each cohort, not for each time
    told = " ".join(ran.err.split())
    assert "`launch-1-talk` is held together, and not at one time: `one` at 19:00-21:00" in told
    assert f"under `{at}: {{brings: {{talk: …}}}}}}`, write `time: 19:00-21:00` for `two`" in told


def test_what_one_of_them_alone_brings_is_not_another_session_of_that_name(workspace: Path, run: Run) -> None:
    del workspace
    write(
        launch="{kind: stay, joint-with: [one, two]}",
        one="{kinds: {stay: {brings: {talk: {kind: dinner, when: the evening before, with: a}}}}}",
        two="{sessions: {launch-talk: {kind: webinar, mode: online, time: 12:30-13:30, with: a}}}",
    )
    text = re.sub(r"(?m)^  talk: .*\n", "", (FOLDER / "run.yaml").read_text())
    (FOLDER / "run.yaml").write_text(text.replace("sessions:\n", "kinds:\n  stay: {extends: launch}\nsessions:\n", 1))
    assert run("schedule").code == 0
    assert run("show").code == 0
    for cohort in ("one", "two"):
        assert run("show", f"run.{cohort}", "--agenda").out.count("together with") == 1  # the launch
    text = (
        (FOLDER / "run.yaml")
        .read_text()
        .replace("mode: online", "when: the day before launch")
        .replace("12:30-13:30", "19:00-21:00")
    )
    (FOLDER / "run.yaml").write_text(text)
    for words in (["schedule"], ["schedule", "run.two"]):
        ran = run(*words)
        assert (ran.code, "run.one:launch-talk has Facilitator A" in ran.err) == (1, True)


def test_what_is_brought_is_apart_where_the_session_that_brings_it_is_meant_to_be(workspace: Path, run: Run) -> None:
    del workspace
    there = "{{sessions: {{launch: {{where: {}}}}}}}"
    write(launch=BRINGS, one=there.format("hall"), two=there.format("barn"))
    assert codes(run("validate").out) == []
    write(launch=BRINGS, one="{}", two="{where: barn}")
    assert codes(run("validate").out) == ["joint-apart"] * 2


def test_where_the_clocks_of_the_first_are_not_known_the_others_are_still_held_to_one_moment(
    workspace: Path, run: Run
) -> None:
    del workspace
    there = "{{country: Germany, sessions: {{launch: {{time: {}}}}}}}"
    write(launch="{kind: launch, joint-with: [one, two, three]}", one="{sessions: {launch: {time: 9:30-12:30}}}")
    text = (FOLDER / "run.yaml").read_text().replace("country: England\n", "")
    text = text.replace("  two: {}", f"  two: {there.format('10:30-13:30')}\n  three: {there.format('9:30-12:30')}")
    text = text.replace(", joint-with: [one, two]}", "}").replace("participants: 16", "participants: 8")
    (FOLDER / "run.yaml").write_text(text)
    ran = run("schedule", "run.two", "run.three")
    assert ran.code == 1
    assert "joint with three, and on that day at another moment there" in " ".join(ran.err.split())


def test_a_date_that_another_cohort_is_only_tried_with_is_not_told_as_its_own(workspace: Path, run: Run) -> None:
    del workspace
    first = "{sessions: {launch: {when: 1 to 15 Jan 2027}}}"
    second = "{sessions: {before: {kind: workshop, when: 12 Jan 2027}, launch: {when: 2 to 6 weeks after before}}}"
    write(one=first, two=second)
    ran = run("schedule")
    assert ran.code == 1
    assert "launch is joint with one, who would hold it on" in ran.err
