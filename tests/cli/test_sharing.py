"""Programmes that take a person or venue from one shared file, from the first plan to a change by hand."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import INSTANT, ROOT, Run

from hsplan.dates.day_phrases import read_day

BOOKED = r"^  ([a-z0-9-]+):\n    title: .*\n    date: (.*)$"
SHARED = """\
people: {facilitator-a: {name: Facilitator A, leads: everything}}
venues: {hall: {name: Hall, town: Stepney}, barn: {name: Barn, town: Leeds}}
"""


def programme(**keys: str) -> str:
    """A programme of one day in January 2012, led by the shared facilitator."""
    told = {
        "title": "A programme",
        "country": "England",
        "preferences": "{even-spread: off}",
        "use": "[shared/people.yaml]",
        "start": "2012-01-10",
        "length": "3 days",
        "weekdays": "Mon-Sun",
        "with": "1 facilitator",
        "sessions": "{day-1: {kind: workshop}}",
    }
    return "".join(f"{key}: {value}\n" for key, value in (told | keys).items() if value)


@pytest.fixture
def folder(workspace: Path) -> Path:
    (workspace / "programmes" / "shared").mkdir()
    (workspace / "programmes" / "shared" / "people.yaml").write_text(SHARED)
    return workspace / "programmes"


def write(folder: Path, id_: str, **keys: str) -> Path:
    path = folder / f"{id_}.yaml"
    path.write_text(programme(**keys))
    return path


def days(folder: Path) -> dict[str, date]:
    """The day of each session of each plan, as `ID:SESSION`."""
    found = {}
    for path in sorted(folder.glob("*.plan.yaml")):
        for session, day in re.findall(BOOKED, path.read_text(), re.MULTILINE):
            found[f"{path.name.removesuffix('.plan.yaml')}:{session}"] = read_day(day)
    return found


def plans(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.plan.yaml"))}


def test_who_comes_from_one_shared_file_is_never_wanted_twice(folder: Path, run: Run) -> None:
    for id_ in ("a", "b", "c"):
        write(folder, id_)
    assert run("schedule").code == 0
    assert sorted(days(folder).values()) == [date(2012, 1, 10), date(2012, 1, 11), date(2012, 1, 12)]
    assert run("validate").code == 0


def test_ids_of_a_programme_are_its_own_also_when_inherited(folder: Path, run: Run) -> None:
    own = "{facilitator-a: {name: Facilitator A, leads: everything}}"
    write(folder, "base", use="", template="yes", people=own, length="1 day")
    for id_ in ("a", "b"):
        (folder / f"{id_}.yaml").write_text("extends: base\n")
    assert run("schedule").code == 0
    assert set(days(folder).values()) == {date(2012, 1, 10)}


OWN = {"use": "", "people": "{f: {name: Facilitator A, leads: everything}, clerk: {name: Clerk A}}"}


def test_who_is_named_in_two_programmes_each_for_itself_is_told_once(folder: Path, run: Run) -> None:
    for id_ in ("bow", "mile-end", "poplar"):
        write(folder, id_, **OWN | {"venues": "{hall: {name: Hall}}", "where": "hall"})
    write(folder, "later", **OWN | {"start": "2013-01-10"})
    write(folder, "shared", where="barn", **{"with": "facilitator-a"})
    warnings = [
        "`Facilitator A` of `bow`, `later`, `mile-end`, `poplar` and 1 more counts as 5 people, and may be booked",
        "`Hall` of `bow`, `mile-end` and `poplar` counts as 3 venues, and may be booked twice on a day",
        "write it into `programmes/shared/venues.yaml`, with `use: shared/venues.yaml` in each",
    ]
    for words in ("validate", "schedule", "validate --json"):
        ran = run(*words.split())
        told = " ".join((ran.out + ran.err).split())
        assert (ran.code, told.count("not-shared")) == (0, 2), words
        assert all(one in told for one in warnings), words
    assert run("validate", "bow", "poplar").out.count("warning[not-shared]: ") == 2
    for words in ("validate bow", "schedule bow", "validate bow later", "show"):
        ran = run(*words.split())
        assert "not-shared" not in ran.out + ran.err, words


def test_of_those_of_one_name_any_two_at_one_time_are_told(folder: Path, run: Run) -> None:
    write(folder, "a", **OWN | {"length": "20 days"})
    (folder / "base.yaml").write_text(programme(**OWN | {"template": "yes"}))
    for id_, start in (("b", "2012-02-10"), ("c", "2012-02-10")):
        (folder / f"{id_}.yaml").write_text(f"extends: base\nstart: {start}\n")
    assert "`Facilitator A` of `a`, `b` and `c` counts as 3 people" in run("validate").out
    (folder / "c.yaml").unlink()
    assert "not-shared" not in run("validate").out
    write(folder, "c", start="2012-01-20", length="30 days")
    assert "not-shared" in run("validate").out


def test_two_of_one_name_in_one_programme_are_told_with_it(folder: Path, run: Run) -> None:
    both = "{f: {name: Facilitator A, leads: everything}, g: {name: facilitator a, leads: everything}}"
    write(folder, "a", use="", people=both)
    told = " ".join(run("validate").out.split())
    assert "`Facilitator A` of `a` counts as 2 people, and may be booked twice on a day" in told
    assert "help: write it once; if there are 2 people, give each a name of its own" in told


def test_who_is_changed_by_a_programme_is_still_the_same(folder: Path, run: Run) -> None:
    write(folder, "a", length="2 days", people="{facilitator-a: {away: 11 Jan 2012}}")
    write(folder, "b", length="2 days")
    assert run("schedule").code == 0
    assert days(folder) == {"a:day-1": date(2012, 1, 10), "b:day-1": date(2012, 1, 11)}


def test_a_venue_of_a_shared_file_is_let_once_a_day(folder: Path, run: Run) -> None:
    for id_ in ("a", "b"):
        write(folder, id_, length="2 days", where="hall", **{"with": ""})
    assert run("schedule").code == 0
    assert sorted(days(folder).values()) == [date(2012, 1, 10), date(2012, 1, 11)]


def test_times_apart_on_one_day_are_no_clash_and_two_towns_are(folder: Path, run: Run) -> None:
    write(folder, "a", length="1 day", time="9:00-12:00", where="hall")
    write(folder, "b", length="1 day", time="13:00-16:00", where="hall")
    assert run("schedule").code == 0
    write(folder, "b", length="1 day", time="13:00-16:00", where="barn")
    by_hand(folder, "b", "venue: hall", "venue: barn")
    found = run("validate")
    assert (found.code, found.out.count("two-places-at-once")) == (1, 2)
    assert run("schedule").code == 1


def test_cohorts_of_a_file_share_its_own_people(folder: Path, run: Run) -> None:
    own = "{facilitator-a: {name: Facilitator A, leads: everything}}"
    write(folder, "a", use="", people=own, cohorts="{north: {}, south: {}}")
    assert run("schedule").code == 0
    assert days(folder) == {"a.north:day-1": date(2012, 1, 10), "a.south:day-1": date(2012, 1, 11)}
    (folder / "a.south.plan.yaml").unlink()
    assert run("schedule", "a.south", "--fresh").code == 0
    assert days(folder) == {"a.north:day-1": date(2012, 1, 10), "a.south:day-1": date(2012, 1, 11)}


def test_whom_only_a_cohort_names_is_its_own(folder: Path, run: Run) -> None:
    own = "{people: {facilitator-a: {name: Facilitator A, leads: everything}}}"
    write(folder, "a", use="", cohorts=f"{{north: {own}, south: {own}}}")
    assert run("schedule").code == 0
    assert set(days(folder).values()) == {date(2012, 1, 10)}


def test_what_cohorts_hold_together_wants_its_people_once(folder: Path, run: Run) -> None:
    own = "{facilitator-a: {name: Facilitator A, leads: everything}}"
    sessions = "{day-1: {kind: workshop, joint-with: [north, south]}}"
    write(folder, "a", use="", length="1 day", people=own, sessions=sessions, cohorts="{north: {}, south: {}}")
    assert run("schedule").code == 0
    assert set(days(folder).values()) == {date(2012, 1, 10)}
    assert run("validate").code == 0


def test_a_programme_more_moves_nobody(folder: Path, run: Run) -> None:
    for id_ in ("b", "c"):
        write(folder, id_)
    run("schedule")
    before = plans(folder)
    write(folder, "a")
    assert run("schedule").code == 0
    after = plans(folder)
    assert {name: after[name] for name in before} == before
    assert days(folder)["a:day-1"] == date(2012, 1, 12)


def test_planning_twice_changes_nothing(folder: Path, run: Run) -> None:
    for id_ in ("a", "b", "c"):
        write(folder, id_, length="10 days", sessions="{day-1: {kind: workshop}, day-2: {kind: workshop}}")
    run("schedule")
    before = plans(folder)
    again = run("schedule")
    assert (again.code, plans(folder)) == (0, before)
    assert again.err.count("nothing changed") == 3


def test_others_move_only_where_nothing_else_is_possible_and_it_says_so(folder: Path, run: Run) -> None:
    for id_ in ("a", "b"):
        write(folder, id_)
    run("schedule")
    write(folder, "c", length="1 day")  # on 10 January, which `a` has
    named = run("schedule", "c")
    assert named.code == 1
    assert "a:day-1 has Facilitator A on Tue 10 Jan 2012" in named.err
    assert days(folder) == {"a:day-1": date(2012, 1, 10), "b:day-1": date(2012, 1, 11)}
    together = run("schedule")
    assert together.code == 0
    assert "moved: day-1 from Tue 10 Jan 2012 to Thu 12 Jan 2012" in together.err
    assert "a: changed to make room for c" in together.err
    moved = {"a:day-1": date(2012, 1, 12), "b:day-1": date(2012, 1, 11), "c:day-1": date(2012, 1, 10)}
    assert days(folder) == moved
    assert run("validate").code == 0


def test_one_session_makes_room_where_one_is_enough(folder: Path, run: Run) -> None:
    three = "{day-1: {kind: workshop}, day-2: {kind: workshop}, day-3: {kind: workshop}}"
    write(folder, "a", length="6 days", sessions=three)
    run("schedule")
    assert [day.day for day in days(folder).values()] == [10, 11, 12]
    write(folder, "c")  # on one of those three days
    together = run("schedule")
    assert (together.code, together.err.count("  moved: "), "was wrong" in together.err) == (0, 1, False)
    assert run("validate").code == 0


def test_new_programmes_make_room_for_each_other(folder: Path, run: Run) -> None:
    write(folder, "a")
    write(folder, "b", length="2 days")
    write(folder, "c", length="1 day")
    done = run("schedule")
    assert done.code == 0
    assert days(folder) == {"a:day-1": date(2012, 1, 12), "b:day-1": date(2012, 1, 11), "c:day-1": date(2012, 1, 10)}
    assert "make room" not in done.err  # nobody had a plan to lose


def test_none_found_is_told_from_none_that_exists(folder: Path, run: Run) -> None:
    for id_ in ("a", "b"):
        write(folder, id_, length="1 day")
    done = run("schedule")
    assert (done.code, list(plans(folder))) == (1, ["a.plan.yaml"])
    assert "error[no-plan-found]" in done.err
    assert done.err.splitlines()[-1] == "Next: hsplan explain --code no-plan-found"
    assert run("schedule", "b").err.splitlines()[-1] == "Next: hsplan schedule"
    impossible = "{day-1: {kind: workshop, weekdays: Wed}, day-2: {kind: workshop, weekdays: Tue}}"
    write(folder, "b", length="2 days", sessions=impossible)
    alone = run("schedule")
    assert "error[no-plan]" in alone.err
    assert "error[no-plan-found]" not in alone.err
    assert "though not beside those of others" in " ".join(alone.err.split())


def test_a_cancelled_session_holds_nobody_and_a_delivered_one_does(folder: Path, run: Run) -> None:
    for id_, status in (("a", "cancelled"), ("b", "delivered")):
        write(folder, id_, length="2 days")
        run("schedule", id_)
        plan = folder / f"{id_}.plan.yaml"
        plan.write_text(plan.read_text().replace("status: tentative", f"status: {status}"))
    write(folder, "c", length="2 days")
    assert run("schedule", "c").code == 0
    assert days(folder)["b:day-1"] == date(2012, 1, 10)  # `a`, cancelled, was there as well
    assert days(folder)["c:day-1"] == date(2012, 1, 11)


def by_hand(folder: Path, id_: str, old: str, new: str) -> None:
    path = folder / f"{id_}.plan.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_a_double_booking_by_hand_is_found_at_its_line(folder: Path, run: Run) -> None:
    for id_ in ("a", "b"):
        write(folder, id_)
    run("schedule")
    by_hand(folder, "b", "Wed 11 Jan 2012", "Tue 10 Jan 2012")
    found = run("validate", "--report", "concise")
    assert found.code == 1
    told = [line for line in found.out.splitlines() if "two-places-at-once" in line]
    assert [line.partition(": ")[0] for line in told] == [
        "programmes/a.plan.yaml:14:11",
        "programmes/b.plan.yaml:14:11",
    ]
    assert "for `day-1` and for `b:day-1` on Tue 10 Jan 2012" in told[0]
    assert run("validate", "b").code == 1
    assert run("export", "b").code == 1
    assert run("show", "a").code == 1
    assert not list(folder.parent.glob("*.ics"))


def test_a_double_booking_by_hand_is_mended_by_one_move(folder: Path, run: Run) -> None:
    for id_ in ("a", "b"):
        write(folder, id_)
    run("schedule")
    by_hand(folder, "b", "Wed 11 Jan 2012", "Tue 10 Jan 2012")
    assert run("schedule").code == 0
    assert len(set(days(folder).values())) == 2
    assert run("validate").code == 0


def test_days_led_elsewhere_count_towards_what_somebody_leads_at_most(folder: Path, run: Run) -> None:
    text = SHARED.replace("leads: everything", "leads: everything, at-most: 1 day a week")
    (folder / "shared" / "people.yaml").write_text(text)
    for id_ in ("a", "b"):
        write(folder, id_, length="8 days")  # Tuesday to the next Tuesday
    assert run("schedule").code == 0
    assert days(folder) == {"a:day-1": date(2012, 1, 10), "b:day-1": date(2012, 1, 16)}
    by_hand(folder, "b", "Mon 16 Jan 2012", "Thu 12 Jan 2012")
    assert "led-too-often" in run("validate").out


def test_a_plan_beside_that_cannot_be_read_is_told_and_nothing_more(folder: Path, run: Run) -> None:
    for id_ in ("a", "b"):
        write(folder, id_)
    run("schedule", "a")
    (folder / "a.plan.yaml").write_text("hsplan-plan: [\n")
    done = run("schedule", "b")
    assert done.code == 0
    assert "a or its plan cannot be read" in done.err


def test_the_load_of_each_is_told_and_how_good_all_are(folder: Path, run: Run) -> None:
    for id_ in ("a", "b"):
        write(folder, id_, where="hall")
    err = run("schedule").err
    assert re.search(r"^  Facilitator A +2 +2 +2 in Jan 2012$", err, re.MULTILINE)
    assert re.search(r"^  Hall +2 +2 +2 in Jan 2012$", err, re.MULTILINE)
    assert "2 new plans together: " in err
    summary = err.partition("Days led")[2]
    assert max(map(len, summary.splitlines())) <= 80


def in_a_terminal(folder: Path, *words: str) -> bytes:
    """What a command prints on a terminal."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": INSTANT, "TERM": "xterm"}
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", f"from hsplan.cli import progress; progress.PATIENCE = 0\n{RUN}", *words]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=theirs) as running:
        os.close(theirs)
        found = b""
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:
                break
            if not more:
                break
            found += more
        running.wait()
    os.close(ours)
    return found


RUN = "from hsplan.__main__ import main; main()"


def test_a_bar_shows_on_a_terminal_and_never_in_a_pipe(folder: Path, run: Run) -> None:
    for id_ in ("a", "b"):
        write(folder, id_)
    assert b"Planning" in in_a_terminal(folder.parent, "schedule", "--dry-run")
    assert "Planning" not in run("schedule", "--dry-run").err


def test_a_bar_shows_while_it_is_looked_for_what_would_do(folder: Path, run: Run) -> None:
    away = "{facilitator-b: {name: Facilitator B, leads: everything, away: 10 to 12 Jan 2012}}"
    write(folder, "a", people=away, sessions="{day-1: {kind: workshop, with: facilitator-b}}")
    shown = in_a_terminal(folder.parent, "schedule")
    assert b"Looking for what would do" in shown.partition(b"no plan keeps")[0]
    ran = run("schedule")
    assert ("no plan keeps" in ran.err, "Looking for" in ran.err) == (True, False)


@pytest.mark.parametrize("text", ["# use\n" + "#" * 1_048_577, "use: [shared/people.yaml]\nsessions: {day-1: {}}\n"])
def test_a_neighbour_that_cannot_be_read_is_told_and_holds_up_nobody(folder: Path, run: Run, text: str) -> None:
    write(folder, "bow")
    write(folder, "poplar")
    assert run("schedule").code == 0
    (folder / "poplar.yaml").write_text(text)
    ran = run("schedule", "bow")
    told = "poplar or its plan cannot be read, so that whom it wants is not known. See: hsplan validate poplar"
    assert (ran.code, told in " ".join(ran.err.split())) == (0, True), ran.err
    assert told in run("validate", "bow").err


def test_beside_a_cohort_without_a_plan_the_others_still_keep_off_what_is_taken(folder: Path, run: Run) -> None:
    write(folder, "b")
    assert run("schedule").code == 0
    away = "{facilitator-b: {name: Facilitator B, leads: everything, away: 10 to 12 Jan 2012}}"
    never = f"{{people: {away}, sessions: {{day-1: {{with: facilitator-b}}}}}}"
    write(folder, "a", cohorts=f"{{north: {{}}, south: {never}}}")
    ran = run("schedule", "a")
    assert (ran.code, "]: a.south: no plan keeps" in ran.err) == (1, True)
    assert days(folder) == {"b:day-1": date(2012, 1, 10), "a.north:day-1": date(2012, 1, 11)}
