"""A wrong command line suggests the right one, and the last line of every command is the next useful step."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from conftest import Once, Run


@pytest.mark.parametrize(
    ("typed", "onward"),
    [
        ("shedule", "schedule"),
        ("plan", "schedule"),
        ("nix", "--help"),
        ("--hepl", "--help"),
        ("schedule --strt 2011-01", "schedule --start 2011-01"),
        ("schedule --strt=2011-01", "schedule --start=2011-01"),
        ("schedule --start", "schedule --help"),
        *(
            (f'schedule --start "{words}"', "schedule --start 2027-01")
            for words in ("01/2027", "1.2027", "01-2027", "2027/01", "2027-1", "202701", "Jan-2027", "2027 January")
        ),
        ("schedule --start 2027/1/7", "schedule --start 2027-01-07"),
        *((f"schedule --start {words}", "schedule --help") for words in ("2027", "13/2027", "2027/1/32", "Jan", "1")),
        ("schedule --json", "schedule --help"),
        ("export --formt ics", "export --format ics"),
        ("export --format ics,htm", "export --format ics,html"),
        ("schema plann", "schema plan"),
        ("diff --format mrkdown", "diff --format markdown"),
        ("validate --report ful", "validate --report full"),
        ("validate --json=3", "validate --help"),
        ("explain", "explain --help"),
        ("explain --code close-day", "explain --code closed-day"),
        ("move day-3", "move --help"),
        ("move day-3 17/05/2011", 'move day-3 "17 May 2011"'),
        ("move day-3 6/5/2011", "move --help"),
        ("show --on 17.5.2011", 'show --on "17 May 2011"'),
        ("pin day-3 day-4", "pin --help"),
        ("pin stepney day-4", "pin stepney:day-4"),
        ("explain stepney day-2", "explain stepney:day-2"),
        ("move stepney day-5 23 Jun 2011", "move stepney:day-5 23 Jun 2011"),
        ("move stepney 31 Feb 2011", "move --help"),
        ("new bow --from stepny", "new bow --from stepney"),
        ("show --json --agenda", "show --help"),
        ('export -o " "', "export --help"),
        ("export --format pdf", "export --format html"),
        ("export -f ics,Excel", "export -f ics,xlsx"),
        ("export -f excel", "export -f xlsx"),
        ("export -o year.xlsx", "export --help"),
        ("export -f html -o year.pdf", "export --help"),
        ("show --svg year.png", "show --svg year.svg"),
        ("move day-3 17th May 2011", "move day-3 17 May 2011"),
        ("move day-3 17th Mai 2011", "move --help"),
        ("explain day-2 --on 30 May 2011", 'explain day-2 --on "30 May 2011"'),
        ("explain day-2 --on 30th of May 2011 --json", 'explain day-2 --on "30 May 2011" --json'),
        ("show --on 15 July 2011", 'show --on "15 July 2011"'),
        ("show --on=15 July 2011 stepney", 'show --on "15 July 2011" stepney'),
        ("schedule stepney --as-of Mon 17 Jan 2011", 'schedule stepney --as-of "Mon 17 Jan 2011"'),
        ("schedule --start Jan 2011", 'schedule --start "Jan 2011"'),
        ("explain day-2 --on soon after", "explain --help"),
    ],
)
def test_a_wrong_command_line_is_told_like_any_error_and_leads_on(
    stepney: Path, run: Run, typed: str, onward: str
) -> None:
    run("schedule", "--start", "2011-01")
    ran = run(*shlex.split(typed))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error[wrong-command]: ")
    assert ran.err.splitlines()[-1] == f"Next: hsplan {onward}"
    assert max(map(len, ran.err.splitlines())) <= 80
    assert run(*shlex.split(onward)).code != 2


def test_what_an_argument_looks_like_is_shown_where_it_is_missing(stepney: Path, run: Run) -> None:
    assert "  = help: for example `hsplan move day-3 5 May 2011`\n" in run("move", "day-3").err


def test_today_is_offered_where_it_is_understood(stepney: Path, run: Run) -> None:
    typed = ("show --on yesterday", "schedule --as-of yesterday", "explain day-2 --on yesterday")
    assert ["or `today`" in run(*one.split()).err for one in typed] == [True, True, False]


@pytest.mark.parametrize(
    ("typed", "onward"),
    [
        ("validate stepny", "validate stepney"),
        ("show", "schedule stepney --start 2011-01"),
        ("explain stepny:day-1", "explain stepney:day-1"),
        ('explain "leading change in practice"', "explain day-2"),
        ("explain stepney", "show --agenda"),
        ("explain stepney.day-2", "explain stepney:day-2"),
    ],
)
def test_after_an_error_comes_what_mends_it(stepney: Path, run: Run, typed: str, onward: str) -> None:
    ran = run(*shlex.split(typed))
    assert (ran.code, ran.err.splitlines()[-1]) == (1, f"Next: hsplan {onward}")


def test_a_broken_plan_is_mended_by_the_name_that_was_given(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    stepney.write_text(stepney.read_text().replace("gap: 3 to 7 weeks", "gap: 3 to 4 weeks", 1))
    found = {typed: run(*typed.split()).err.splitlines()[-1] for typed in ("validate", "validate stepney", "publish")}
    assert found["validate stepney"] == "Next: hsplan schedule stepney"
    assert {found["validate"], found["publish"]} == {"Next: hsplan schedule"}


def test_a_name_with_blanks_is_quoted_in_every_command_that_is_told(stepney: Path, run: Run) -> None:
    folder = Path("Our own")
    folder.mkdir()
    stepney.rename(folder / "stepney.yaml")
    name, first = "Our own/stepney.yaml", 'schedule "Our own/stepney.yaml" --start 2011-01'
    for command in ("show", "export", "schedule"):
        ran = run(command, name)
        assert f"run `hsplan {first}`" in " ".join(ran.err.split())
        assert ran.err.splitlines()[-1] == f"Next: hsplan {first}"
    assert run(*shlex.split(first)).code == 0
    assert f"`hsplan {first.replace('2011-01', '2011-02-01')} --fresh`" in " ".join(
        run("schedule", name, "--start", "2011-02").err.split()
    )


@pytest.mark.parametrize("typed", ["validate", "schedule bow"])
def test_in_the_folder_of_the_programmes_the_way_leads_up(
    stepney: Path, run: Run, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.chdir(stepney.parent)
    assert run(*typed.split()).err.splitlines()[-1] == "Next: cd .."


@pytest.mark.parametrize("typed", ["Leading change in practice", "stepney:leading change in PRACTICE"])
def test_a_title_in_place_of_an_id_leads_to_the_session(stepney: Path, run: Run, typed: str) -> None:
    run("schedule", "--start", "2011-01")
    ran = run("confirm", typed)
    assert "write its id, `day-2`" in ran.err
    assert ran.err.splitlines()[-1] in {"Next: hsplan confirm day-2", "Next: hsplan confirm stepney:day-2"}


SETS = """title: T
start: 2027-02
length: 4 months
participants: 12
groups: {team: {number: 3}}
sessions: {res-1: {kind: residential}, res-2: {kind: residential}, end: {kind: review, title: The end}}
strands: {als: {kind: action-learning, count: 2, for: each team, taken: on own dates, title: Learning set}}
"""


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("move als-1 9 Feb 2027", "one of `als-1-team-1`, `als-1-team-2`, `als-1-team-3`"),
        ("explain als", "one of `als-1-team-1`, `als-1-team-2`"),
        ("explain ALS-2", "one of `als-2-team-1`, `als-2-team-2`, `als-2-team-3`"),
        ('cancel "learning set 2 (team 1)"', "write its id, `als-2-team-1`"),
        ("cancel res", "one of `res-1`, `res-2`"),
        ("cancel sets:res", "one of `res-1`, `res-2`"),
        ("cancel res-3", "did you mean `res-2`?"),
        ("explain res-3", "did you mean `res-2`?"),
        ("explain edn", "did you mean `end`?"),
        ("cancel als-1-team", "one of `als-1-team-1`"),
        ("pin stes:res-1", "did you mean `sets`?"),
    ],
)
def test_no_other_session_than_the_one_that_was_named_is_proposed(
    workspace: Path, run: Run, typed: str, told: str
) -> None:
    (workspace / "programmes" / "sets.yaml").write_text(SETS)
    run("schedule", "sets")
    ran = run(*shlex.split(typed))
    assert (ran.code, told in " ".join(ran.err.split())) == (1, True), ran.err
    onward = {"explain edn": "explain end", 'cancel "learning set 2 (team 1)"': "cancel als-2-team-1"}
    looking = "show" if "stes" in typed else "show --agenda"
    assert ran.err.splitlines()[-1] == f"Next: hsplan {onward.get(typed, looking)}"


@pytest.mark.parametrize("kept", [False, True], ids=["a sample", "published"])
def test_every_command_says_what_comes_next(workspace: Path, run: Run, kept: bool) -> None:
    steps = {
        "new --from stepney": "validate stepney",
        "validate": "schedule --start 2011-01",
        "schedule --start 2011-01": "export --format ics",
        "show": "export --format ics",
        "export": "publish",
        "pin day-1": "show stepney",
        "undo --dry-run": "undo",
        "explain --code closed-day": "validate",
        "move day-3 25 Apr 2011": 'explain day-3 --on "25 Apr 2011"',
        "schema": "validate",
    }
    if kept:
        steps = {key: steps[key] for key in ("new --from stepney", "schedule --start 2011-01")}
        steps |= {"publish": "export --format ics,eml", "diff": "show stepney", "export": "show --on today"}
        steps |= {"cancel day-8": "publish stepney", "show": "publish stepney", "validate": "show"}
    found = {typed: run(*typed.split()).err.splitlines()[-1] for typed in steps}
    assert found == {typed: f"Next: hsplan {onward}" for typed, onward in steps.items()}


@pytest.mark.parametrize("typed", ["show --json", "diff --format json", "validate --json", "export -o -"])
def test_what_a_program_reads_ends_without_advice(stepney: Path, run: Run, typed: str) -> None:
    run("schedule", "--start", "2011-01")
    run("publish")
    assert "Next:" not in run(*typed.split()).err


UNDATED = "title: T\nlength: 3 months\nsessions: {a: {kind: workshop}}\n"


def test_a_month_that_is_proposed_is_still_to_come_or_of_a_day_that_is_named(
    workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")  # 29 November 2026
    away = "people: {f: {name: Facilitator F, away: 3 May 2027}}\nvenues: {v: {name: V, closed: 2 Apr 2027}}\n"
    found = {}
    for name, text in (("bare", UNDATED), ("away", UNDATED + away)):
        (workspace / "programmes" / f"{name}.yaml").write_text(text)
        found[name] = run("validate", name).err.splitlines()[-1].split()[-1]
    assert found == {"bare": "2026-12", "away": "2027-04"}


def test_a_name_that_was_given_is_kept(stepney: Path, run: Run) -> None:
    found = run("schedule", "stepney", "--start", "2011-01").err
    assert found.splitlines()[-1] == "Next: hsplan export stepney --format ics"
    stepney.with_name("bow.yaml").write_text(UNDATED + "start: 2027-01\n")
    assert run("validate", "bow").err.splitlines()[-1] == "Next: hsplan schedule bow"
    run("publish")
    programme = stepney.read_text()
    stepney.write_text(programme.replace("title: ", "title: New ", 1))
    assert run("schedule", "stepney").err.splitlines()[-1] == "Next: hsplan publish stepney"


def test_what_is_no_news_to_people_is_not_published(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    run("publish")
    assert run("deliver", "day-1").err.splitlines()[-1] == "Next: hsplan show stepney"


def test_the_mails_that_are_to_be_sent_are_named_once_others_lie_there(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    run("publish")
    found = [run("export", "--format", "eml").err for _ in range(2)]
    run("cancel", "day-8")
    run("publish")
    found.append(run("export", "--format", "eml").err)
    said = [re.findall(r"last written: (.*?)\.\n", one.replace("\n  ", " ")) for one in found]
    assert said[:2] == [[], ["none of 11"]]
    assert {"day-8.facilitators.eml", "day-1.facilitators.eml"}.intersection(re.split(", |: ", said[2][0])) == {
        "day-8.facilitators.eml"
    }


@pytest.mark.parametrize(
    ("participants", "wanted", "named"),
    [
        ("{p: {name: Participant A, role: Nurse, email: a@a.example}, q: {name: Participant B, role: Nurse}}", "", "B"),
        ("{p: {name: Participant A, role: Nurse, email: a@a.example}}", "", None),
        ("12", "", "all"),
        ("12", " --for f", None),
    ],
)
def test_who_has_no_address_is_told_where_mails_are_made(
    workspace: Path, run: Run, participants: str, wanted: str, named: str | None
) -> None:
    text = f"""title: T
start: 2027-01
length: 3 months
audience: [Nurse]
participants: {participants}
organiser: {{name: Office, email: office@a.example}}
people: {{f: {{name: Facilitator F, leads: everything, email: f@a.example}}}}
with: f
sessions: {{a: {{kind: workshop}}}}
"""
    (workspace / "programmes" / "bow.yaml").write_text(text)
    run("schedule", "bow")
    told = {"B": "Participant B", "all": "all participants"}
    ran = run(*f"export bow --format eml{wanted}".split())
    said = re.findall(r"without a mail: (.*)\.\n", ran.err)
    assert (ran.code, said) == (0, [told[named]] if named else [])


def test_what_can_be_mailed_is_exported_as_mails_too(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    assert run("publish", "stepney").err.splitlines()[-1] == "Next: hsplan export stepney --format ics,eml"
    assert run("export", "--format", "ics,eml").code == 0


def test_mails_without_an_organiser_are_made_once_there_is_one(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    stepney.write_text("\n".join(line for line in stepney.read_text().split("\n") if not line.startswith("organiser:")))
    ran = run("export", "--format", "eml")
    assert (ran.code, ran.err.splitlines()[-1]) == (1, "Next: hsplan export --format eml")
    assert run("publish").err.splitlines()[-1] == "Next: hsplan export --format ics"


def test_today_is_a_day_to_plan_as_of(stepney: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("schedule", "--start", "2011-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1301616000")  # 1 April 2011
    stepney.write_text(stepney.read_text().replace("title: ", "title: New ", 1))
    assert run("schedule", "--as-of", "today").out == run("schedule", "--as-of", "2011-04-01").out
    assert run("schedule", "--as-of", "Today ").code == 0


@pytest.mark.parametrize(
    ("said", "mend", "onward"),
    [
        ("Thu 12 May", "help: write `Thu 12 May 2011`", "move day-3 Thu 12 May 2011"),
        ("12 May", "help: write `Thu 12 May 2011`", "move day-3 Thu 12 May 2011"),
        ("May 12", "help: write `Thu 12 May 2011`", "move day-3 Thu 12 May 2011"),
        ("Thursday, 12th May", "help: write `Thu 12 May 2011`", "move day-3 Thu 12 May 2011"),
        ("Fri 12 May", "help: that day is another one of the week: `Thu 12 May 2011`", "move --help"),
        ("24 Dec", "help: write `Sat 24 Dec 2011`", "move day-3 Sat 24 Dec 2011"),
        ("31 June", "there is no day `31 June`", "move --help"),
        ("30 Feb", "there is no day `30 Feb`", "move --help"),
    ],
)
def test_a_day_without_its_year_is_one_of_the_plan(
    stepney: Path, once: Once, run: Run, said: str, mend: str, onward: str
) -> None:
    once("schedule stepney --start 2011-01")
    ran = run("move", "day-3", *said.split())
    assert (ran.code, mend in ran.err, ran.err.splitlines()[-1]) == (2, True, f"Next: hsplan {onward}")


def test_a_year_is_an_example_where_there_is_no_such_session(stepney: Path, once: Once, run: Run) -> None:
    assert "say the year: `12 May 2027`" in run("move", "day-3", "12", "May").err  # no plan yet
    once("schedule stepney --start 2011-06")
    assert "say the year: `12 May 2027`" in run("move", "day-33", "12", "May").err
    assert "say the year: `Tue 31 May 2011` or `Thu 31 May 2012`" in run("explain", "day-3", "--on", "31 May").err


def test_before_a_first_plan_there_is_nothing(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    ran = run("undo")
    said = " ".join(ran.err.split())
    assert ("there is nothing before it" in said, "version control" in said) == (True, False)


@pytest.mark.usefixtures("stepney")
@pytest.mark.parametrize(
    "typed",
    [
        "show",
        "explain day-1",
        "export",
        "publish",
        "undo",
        "diff",
        "move day-1 1 Mar 2011",
        "pin day-1",
        "cancel day-1",
    ],
)
def test_before_the_first_plan_every_command_leads_to_the_one_that_makes_it(run: Run, typed: str) -> None:
    ran = run(*typed.split())
    assert ran.code == 1
    assert ran.err.splitlines()[-1] == "Next: hsplan schedule stepney --start 2011-01"
    assert run("schedule", "stepney", "--start", "2011-01").code == 0


@pytest.fixture
def two(workspace: Path, run: Run, once: Once) -> Run:
    """Two programmes, each of two cohorts with five sessions, of which people were told."""
    kinds = "sessions: {day: {kind: workshop, count: 5}}\ncohorts: {north: {start: 2011-01}, south: {start: 2011-02}}\n"
    for id_ in ("ash", "bow"):
        (workspace / "programmes" / f"{id_}.yaml").write_text(f"title: Days\nlength: 6 months\n{kinds}")
    once("schedule", "publish")
    return run


def onward(run: Run, typed: str) -> str:
    """What a command says comes next."""
    return run(*shlex.split(typed)).err.splitlines()[-1].removeprefix("Next: hsplan ")


@pytest.mark.parametrize("typed", ["explain dya-1", "pin dya-1", "confirm Day-11"])
def test_a_slip_for_a_session_of_several_leads_to_none_of_them(two: Run, typed: str) -> None:
    ran = two(*typed.split())
    assert "it is in 4 programmes: name one as well, as `PROGRAMME:day-1`" in " ".join(ran.err.split())
    assert ran.err.splitlines()[-1] == "Next: hsplan show --agenda"


def test_what_was_delivered_leads_to_an_undo_of_that_plan_where_that_helps(two: Run) -> None:
    two("deliver", "bow.south:day-1")
    assert onward(two, "move bow.south:day-1 2 Feb 2011") == "undo bow.south"
    two("pin", "bow.south:day-2")
    assert "correct `status:` by hand" in two("move", "bow.south:day-1", "2 Feb 2011").err


def test_many_that_are_cancelled_are_looked_at_before_they_are_published(two: Run) -> None:
    assert onward(two, "cancel bow.south --all") == "publish bow.south --dry-run"
    assert onward(two, "show bow.south") == onward(two, "diff bow.south") == "publish bow.south --dry-run"
    assert onward(two, "publish bow.south --dry-run") == "publish bow.south --yes"
    assert two("publish", "bow.south").code == 1
    assert two("publish", "bow.south", "--yes").code == 0


def test_fewer_sessions_than_before_are_looked_at_first(two: Run, workspace: Path) -> None:
    path = workspace / "programmes" / "bow.yaml"
    path.write_text(path.read_text().replace("count: 5", "count: 1"))
    assert onward(two, "schedule bow --dry-run") == "schedule bow --yes"
    assert onward(two, "schedule bow --yes") == "publish bow --dry-run"


def test_what_was_cancelled_on_purpose_does_not_hold_up_a_plan(two: Run) -> None:
    two("cancel", "bow.south", "--all")
    assert two("schedule", "bow.south").code == 0


def test_a_cohort_and_its_session_are_named_as_one(two: Run) -> None:
    for typed in ("pin bow.south day-2", "move bow.south day-2 30 Jun 2011"):
        assert onward(two, typed) == typed.replace("south day", "south:day")


def test_all_that_changed_are_published_together(two: Run) -> None:
    for cohort in ("ash.north", "bow.south"):
        two("move", f"{cohort}:day-5", "30 Jun 2011")
    assert onward(two, "diff") == onward(two, "show") == "publish ash.north bow.south"
    assert onward(two, "show ash") == onward(two, "export ash") == "publish ash.north"
    assert onward(two, "cancel bow --all") == "publish bow --dry-run"
    for cohort in ("ash.south", "bow.north"):
        two("move", f"{cohort}:day-5", "30 Jun 2011")
    assert onward(two, "show") == "publish --dry-run"


def test_several_plans_go_back_together_or_none(two: Run) -> None:
    ran = two("undo", "bow")
    assert "there are 2 plans of `bow`" in ran.err
    assert "one of bow.north, bow.south" in ran.err
    assert "name the cohort, such as `bow.north`" in ran.err
    two("move", "bow.north:day-5", "30 Jun 2011")
    assert "nothing-to-undo" in two("undo", "bow.north", "bow.south").err
    two("move", "bow.south:day-5", "30 Jun 2011")
    assert onward(two, "undo bow.north bow.south") == "show bow"
    assert "no changes" in two("diff", "bow.north").out
    assert "no changes" in two("diff", "bow.south").out


@pytest.mark.parametrize(
    "typed", ["show", "diff", "publish", "explain day-3", "move stepney:day-3 2011-05-17", "export"]
)
def test_where_there_is_no_plan_help_and_next_line_are_one_command(stepney: Path, run: Run, typed: str) -> None:
    del stepney
    told = " ".join(run(*typed.split()).err.split())
    assert "run `hsplan schedule stepney --start 2011-01`, with the month in which it begins" in told
    assert told.endswith("Next: hsplan schedule stepney --start 2011-01")
