"""Views written for everyone, for one reader or each of a kind, into a file, a folder or stdout: all or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Once, Run

from hsplan.cli import export as command
from hsplan.views import FORMATS

TWO_SETS = """\
title: A programme
network: Bow
start: 2012-01
length: 3 months
country: England
participants:
  participant-a: {name: Participant A, role: GP, in: set 1}
  participant-b: {name: Participant B, role: Practice manager, in: set 2}
audience: [GP, Practice manager]
groups: {set: {number: 2}}
people:
  facilitator-a: {name: Facilitator A, leads: everything}
  facilitator-b: {name: Facilitator B, leads: everything}
venues: {hall: {name: Hall}}
sessions:
  opening: {kind: workshop, with: facilitator-a, where: hall}
  learning: {kind: action-learning, for: each set, taken: on own dates, with: facilitator-b}
  for-managers: {kind: workshop, for: practice-manager, with: facilitator-a}
"""
SHARED = """\
title: Programme {id}
network: {id}
use: [shared/people.yaml]
start: {start}
length: 1 month
with: 1 facilitator
sessions: {{day: {{kind: workshop, title: Day of {id}}}}}
"""


@pytest.fixture
def planned(workspace: Path, once: Once) -> Path:
    """A programme with two sets, planned."""
    (workspace / "programmes" / "bow.yaml").write_text(TWO_SETS)
    once("schedule")
    return workspace


def sessions(run: Run, *words: str) -> list[str]:
    """The ids of the sessions in an export for programs."""
    found = json.loads(run("export", "--format", "json", "-o", "-", *words).out)
    return [one["id"] for programme in found["programmes"] for one in programme["sessions"]]


def test_whole_it_holds_every_session(planned: Path, run: Run) -> None:
    assert sessions(run) == ["opening", "learning-set-1", "learning-set-2", "for-managers"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("set-1", ["opening", "learning-set-1", "for-managers"]),
        ("set 2", ["opening", "learning-set-2", "for-managers"]),
        ("gp", ["opening", "learning-set-1", "learning-set-2"]),
        ("participant-a", ["opening", "learning-set-1"]),
        ("participant-b", ["opening", "learning-set-2", "for-managers"]),
        ("facilitator-a", ["opening", "for-managers"]),
        ("facilitator:facilitator-b", ["learning-set-1", "learning-set-2"]),
        ("venue:hall", ["opening"]),
        ("facilitator", ["opening", "learning-set-1", "learning-set-2", "for-managers"]),
    ],
)
def test_for_one_reader_it_holds_what_they_are_wanted_at(
    planned: Path, run: Run, who: str, expected: list[str]
) -> None:
    assert sessions(run, "--for", who) == expected


def test_each_of_a_kind_has_a_file(planned: Path, run: Run) -> None:
    ran = run("export", "--each", "group", "--each", "venue", "--format", "ics,json", "-o", "out/")
    assert ran.code == 0
    assert ran.out.split() == [
        f"out/bow.{who}.{form}" for who in ("set-1", "set-2", "hall") for form in ("ics", "json")
    ]
    assert sorted(path.name for path in (planned / "out").iterdir()) == sorted(
        line.removeprefix("out/") for line in ran.out.split()
    )


def test_sets_are_called_as_the_programme_calls_them(planned: Path, run: Run) -> None:
    """Not every group, where there are others."""
    path = planned / "programmes" / "bow.yaml"
    path.write_text(
        path.read_text().replace("groups: {set: {number: 2}}", "groups: {set: {number: 2}, pair: {size: 2}}")
    )
    assert run("export", "--each", "set").out.split() == ["bow.set-1.ics", "bow.set-2.ics"]


def test_a_role_beside_participants_has_the_sessions_that_name_it(planned: Path, run: Run) -> None:
    """Line managers come to nothing that is simply for everyone; what participants are needs no `audience`."""
    path = planned / "programmes" / "bow.yaml"
    text = path.read_text().replace(
        "audience: [GP, Practice manager]", "audience: [Practice manager]\nroles: {line-manager: {per: participant}}"
    )
    text = text.replace("with: facilitator-a}", "with: facilitator-a, attendance: {line-manager: optional}}")
    path.write_text(text + "  briefing: {kind: webinar, for: line-manager, mode: online, with: facilitator-b}\n")
    assert run("schedule").code == 0
    assert sessions(run, "--for", "line-manager") == ["for-managers", "briefing"]
    assert sessions(run, "--for", "GP") == ["opening", "learning-set-1", "learning-set-2"]


def test_somebody_unknown_is_told_who_there_is(planned: Path, run: Run) -> None:
    ran = run("export", "--for", "facilitator-x")
    assert ran.code == 1
    assert "participant-b" in ran.err
    assert "did you mean `facilitator-" in ran.err
    assert not list(planned.glob("*.ics"))


def test_an_id_that_is_told_stands_on_one_line(planned: Path, run: Run) -> None:
    """It is there to be copied."""
    path = planned / "programmes" / "bow.yaml"
    ids = [f"{'long-' * n}id" for n in range(12)]
    venues = ", ".join(f"{id_}: {{name: {id_}}}" for id_ in ids)
    path.write_text(
        path.read_text().replace("venues: {hall: {name: Hall}}", f"venues: {{hall: {{name: Hall}}, {venues}}}")
    )
    told = run("export", "--for", "nobody").err.replace(",", " ").split()
    assert [id_ for id_ in ids if id_ not in told] == []


def test_a_kind_of_reader_that_there_is_not(planned: Path, run: Run) -> None:
    ran = run("export", "--each", "facilitators")
    assert ran.code == 2
    assert "did you mean `facilitator`?" in ran.err


def test_each_facilitator_is_each_who_leads_or_was_told_so(stepney: Path, run: Run) -> None:
    text = "people: {{fa: {{name: A, leads: everything}}, fb: {{name: B, leads: everything}}, fc: {{name: C}}}}\n"
    text += (
        "title: x\ncountry: England\nstart: 2011-01\nlength: 2 months\nsessions: {{a: {{kind: workshop, with: {}}}}}\n"
    )
    stepney.write_text(text.format("fa"))
    assert (run("schedule").code, run("publish").code) == (0, 0)
    assert run("export", "--each", "facilitator").out == "stepney.fa.ics\n"
    stepney.write_text(text.format("fb"))
    assert run("schedule").code == 0
    assert run("export", "--each", "facilitator").out == "stepney.fa.ics\nstepney.fb.ics\n"


def test_a_session_in_place_of_a_reader_leads_to_its_file(planned: Path, run: Run) -> None:
    told = " ".join(run("export", "--format", "register", "--for", "opening").err.split())
    assert "`opening` is a session" in told
    assert "bow-register/opening.html" in told


def test_where_there_is_nobody_of_a_kind_nothing_is_written(stepney: Path, run: Run) -> None:
    assert run("schedule", "--start", "2011-01").code == 0
    ran = run("export", "--each", "participant", "-o", "out.ics")
    assert ran.code == 1
    assert "there is no participant that is known by name" in ran.err
    assert not Path("out.ics").exists()


def test_a_word_for_two_kinds_asks_which(planned: Path, run: Run) -> None:
    path = planned / "programmes" / "bow.yaml"
    path.write_text(
        path.read_text().replace("venues: {hall: {name: Hall}}", "venues: {hall: {}, gp: {name: GP house}}")
    )
    path.write_text(path.read_text().replace("hall: {}", "hall: {name: Hall}"))
    ran = run("export", "--for", "gp")
    assert ran.code == 1
    assert "`--for role:gp` or `--for venue:gp`" in " ".join(ran.err.split())


def test_who_is_shared_has_one_file_for_all_programmes(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "shared").mkdir()
    (workspace / "programmes" / "shared" / "people.yaml").write_text(
        "people: {facilitator-a: {name: Facilitator A, leads: everything}}"
    )
    for id_, start in (("bow", "2012-01"), ("mile-end", "2012-02")):
        (workspace / "programmes" / f"{id_}.yaml").write_text(SHARED.format(id=id_, start=start))
    assert run("schedule").code == 0
    ran = run("export", "--for", "facilitator-a")
    assert ran.out == "facilitator-a.ics\n"
    made = (workspace / "facilitator-a.ics").read_text()
    assert "SUMMARY:Day of bow" in made
    assert "SUMMARY:Day of mile-end" in made


def test_several_formats_want_a_folder(planned: Path, run: Run) -> None:
    ran = run("export", "--format", "ics", "--format", "json", "-o", "one.ics")
    assert ran.code == 2
    assert "expected: a folder" in ran.err


def test_a_file_for_each_is_never_one_file(planned: Path, run: Run) -> None:
    for output in ("all.ics", "-"):
        ran = run("export", "--each", "set", "-o", output)
        assert (ran.code, "is one file, and --each writes a file for each" in " ".join(ran.err.split())) == (2, True)
    assert run("export", "--each", "set", "-o", "new").out == "new/bow.set-1.ics\nnew/bow.set-2.ics\n"
    assert run("export", "--each", "set", "-f", "overview", "-o", "year.html").out == "year.html\n"


def test_of_two_sets_in_one_file_each_has_its_part_and_what_both_have_is_there_once(workspace: Path, run: Run) -> None:
    parts = (
        "parts: {talk: {time: 9:30-12:30}, one: {time: 14:00-15:00, for: set 1}, two: {time: 15:00-16:00, for: set 2}}"
    )
    day = TWO_SETS[: TWO_SETS.index("  learning")].replace("kind: workshop", f"kind: workshop, {parts}")
    (workspace / "programmes" / "bow.yaml").write_text(day)
    assert run("schedule").code == 0
    made = run("export", "--for", "set-1", "--for", "set-2", "-o", "-").out.replace("\r\n ", "")
    assert (made.count("BEGIN:VEVENT"), "T160000" in made) == (1, True)
    assert [word in made for word in ("14:00-15:00 One", "15:00-16:00 Two")] == [True, True]
    assert run("export", "--for", "set-1", "--for", "set-2", "-f", "csv", "-o", "-").out.count("bow:opening") == 1


def test_a_calendar_is_named_after_the_programmes_in_which_there_is_something(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "shared").mkdir()
    people = "people: {facilitator-a: {name: Facilitator A, leads: everything}, b: {name: B, leads: everything}}"
    (workspace / "programmes" / "shared" / "people.yaml").write_text(people)
    for n, id_ in enumerate(("bow", "mile-end", "poplar", "wapping", "stepney"), 1):
        text = SHARED.format(id=id_, start=f"2012-0{n}")
        who = ("with: 1 facilitator", f"with: {'facilitator-a' if n < 3 else 'b'}")
        (workspace / "programmes" / f"{id_}.yaml").write_text(text.replace(*who))
    assert run("schedule").code == 0
    made = run("export", "--for", "facilitator-a", "--for", "b", "-o", "-").out.replace("\r\n ", "")
    assert "NAME:5 programmes for Facilitator A, B\r\n" in made
    made = run("export", "--for", "facilitator-a", "-o", "-").out.replace("\r\n ", "")
    assert "NAME:bow, mile-end for Facilitator A\r\n" in made
    assert made.count("SUMMARY:Day of bow · Programme bow\r\n") == 1  # of several programmes each says which


def test_entries_and_mails_of_several_cohorts_say_which(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "shared").mkdir()
    people = "people: {fa: {name: Facilitator A, leads: everything, email: fa@bow.example}}"
    (workspace / "programmes" / "shared" / "people.yaml").write_text(people)
    text = SHARED.format(id="bow", start="2012-01") + "organiser: {name: Office, email: o@bow.example}\ncohorts: "
    programme = workspace / "programmes" / "bow.yaml"
    programme.write_text(f"{text}{{north: {{}}, south: {{start: 2012-03}}}}")
    assert run("schedule").code == 0
    made = run("export", "--for", "fa", "-o", "-").out.replace("\r\n ", "")
    assert [f"SUMMARY:Day of bow · {one}\r\n" in made for one in ("north", "south")] == [True, True]
    assert "SUMMARY:Day of bow\r\n" in run("export", "bow.north", "--for", "fa", "-o", "-").out
    assert run("export", "-f", "eml", "-o", "out/").code == 0
    assert "Subject: Invitation: Day of bow (north), " in Path("out/bow.north-eml/day.facilitators.eml").read_text()
    programme.write_text(programme.read_text().replace("title: Day", "title: A day"))
    assert run("schedule").code == 0
    said = " ".join(run("export", "-f", "eml", "-o", "out/").err.split())
    assert "bow.north-eml/day.facilitators.eml, bow.south-eml/day.facilitators.eml." in said


def test_the_agenda_of_a_reader_of_several_cohorts_is_one_list_in_order_of_date(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "shared").mkdir()
    people = "people: {fa: {name: Facilitator A, leads: everything}, fb: {name: Facilitator B, leads: everything}}"
    (workspace / "programmes" / "shared" / "people.yaml").write_text(people)
    text = SHARED.format(id="bow", start="2012-01").replace("with: 1 facilitator", "with: fa")
    text = text.replace(
        "sessions: {", "sessions: {meet: {kind: launch, title: Meet, when: 9 Jan 2012, joint-with: [COHORTS]}, "
    )
    text += "dates: {essay: 1 week before the end}\n"
    text += "strands: {coaching: {kind: coaching, title: Coaching, with: fa, arranged-by: coach}}\ncohorts:\n"
    cohorts = ("north", "south", "east", "west")
    for day, one in enumerate(cohorts, 16):
        who = "fb" if one == "west" else "fa"
        text += f"  {one}: {{sessions: {{day: {{when: {day} Jan 2012, with: {who}}}}}}}\n"
    (workspace / "programmes" / "bow.yaml").write_text(text.replace("COHORTS", ", ".join(cohorts)))
    assert run("schedule").code == 0
    said = run("show", "--agenda", "--for", "fa").out
    assert [line[3:] for line in said.split("\n") if line[1:2] in ("●", "◆")] == [
        "Mon  9 Jan 2012               Meet · 4 programmes",
        "Mon 16 Jan 2012               Day of bow · north",
        "Tue 17 Jan 2012               Day of bow · south",
        "Wed 18 Jan 2012               Day of bow · east",
    ]
    assert said.startswith("Facilitator A: 4 programmes\n")
    assert ("bow.south:day · workshop" in said, "Essay · east" in said) == (True, True)
    assert run("show", "bow.east", "--agenda", "--for", "fa").out.startswith("Programme bow (east)\n")
    assert run("show", "--agenda", "--for", "fa", "--for", "fb").out.count("For Facilitator B") == 1
    made = run("export", "--format", "md", "--for", "fa", "-o", "-").out
    assert made.startswith("# Facilitator A: 4 programmes\n")
    assert made.index("Meet · 4 programmes") < made.index("Day of bow · south") < made.index("# Programme bow (north)")
    assert "<title>Programme bow (west)</title>" in run("export", "-f", "html", "--for", "fb", "-o", "-").out


def test_a_file_for_each_session_wants_a_folder(planned: Path, run: Run) -> None:
    ran = run("export", "--format", "joining", "-o", "one.html")
    told = " ".join(ran.err.split())
    assert (ran.code, "one.html is one file, and joining is a file for each session" in told) == (2, True)


def test_a_folder_is_made_and_an_existing_one_is_known(planned: Path, run: Run) -> None:
    assert run("export", "-o", "a/b/").out == "a/b/bow.ics\n"
    assert run("export", "-o", "a/b").out == "a/b/bow.ics\n"


def test_files_that_are_together_in_a_folder_of_their_own_are_told_in_a_line(planned: Path, run: Run) -> None:
    assert run("export", "-f", "ics,room").out == "bow.ics\nbow-room/: 4 files\n"
    assert run("export", "-f", "ics,room", "-o", "out/").out == "out/bow.ics\nout/bow-room/: 4 files\n"
    assert run("export", "-f", "csv", "--each", "set", "-o", "out").out == "out/bow.set-1.csv\nout/bow.set-2.csv\n"
    assert run("export", "-f", "csv", "-o", "deep/er/one.csv").out == "deep/er/one.csv\n"


def test_where_one_file_cannot_be_written_none_is(planned: Path, run: Run) -> None:
    (planned / "out" / "bow.json").mkdir(parents=True)
    (planned / "out" / "bow.ics").write_text("before")
    ran = run("export", "--format", "ics,json", "-o", "out/")
    assert ran.code == 1
    assert "is a folder" in ran.err
    assert (planned / "out" / "bow.ics").read_text() == "before"
    assert sorted(path.name for path in (planned / "out").iterdir()) == ["bow.ics", "bow.json"]


def test_no_view_takes_the_place_of_a_programme(planned: Path, run: Run) -> None:
    ran = run("export", "-o", "programmes/bow.yaml")
    assert ran.code == 1
    assert "would-overwrite" in ran.err
    assert (planned / "programmes" / "bow.yaml").read_text() == TWO_SETS


def test_that_a_plan_is_not_up_to_date_is_told_once_for_all_formats_and_readers(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    stepney.write_text(stepney.read_text().replace("title: ", "title: New "))
    for words in ("--format all", "-f ics -f html --for facilitator-a --for venue-a", "-f joining --each set"):
        ran = run("export", *words.split())
        assert ran.code == 0
        assert ran.err.startswith(
            "stepney: changed since the plan was written: day-1, day-2, challenge-1, day-3,\n"
            "  day-4, day-5, challenge-2, day-6, day-7, day-8, challenge-3.\n"
            "  Record it: hsplan schedule stepney\n"
        )
        assert ran.err.count("hsplan schedule stepney\n") == 2
        assert ran.err.endswith("\nNext: hsplan schedule stepney\n")


def test_the_help_names_every_format() -> None:
    assert [name for name in FORMATS if f"{name} (" not in " ".join(str(command.export.__doc__).split())] == []
