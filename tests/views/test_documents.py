"""Documents of a session: what each reader finds in theirs, and what they do not."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from conftest import SEED, Run

ROLES = ("GP", "Nurse practitioner", "Practice manager")
DOCUMENTS = ("joining", "briefing", "register", "room")
SCENARIO = "The network has one day to answer a call"


@pytest.fixture
def planned(stepney: Path, run: Run) -> Path:
    """The seed with its people by name, planned for 2011; the folder of its workspace."""
    people = "".join(
        f"  participant-{n}: {{name: Participant {n}, role: {ROLES[n % 3]}, practice: Practice {n}, "
        f"in: set {1 + n % 2}, email: p{n}@practice.example}}\n"
        for n in range(1, 11)
    )
    text = SEED.read_text().replace("participants: 16                  # illustrative", f"participants:\n{people}")
    text = text.replace("seats: 24}", "seats: 24, address: 1 Example Street}")
    stepney.write_text(text)
    done = run("schedule", "--start", "2011-01")
    assert done.code == 0, done.err
    return stepney.parent.parent


def words(path: Path) -> str:
    """What people read on a page, in one line."""
    text = re.sub(r"<style>.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_what_comes_next_is_what_the_same_people_come_to(workspace: Path, run: Run) -> None:
    """Not what another set has."""
    (workspace / "programmes" / "one.yaml").write_text(
        "title: One\nlength: 3 months\nstart: 2011-01\ngroups: {set: {number: 2}}\nsessions:\n"
        "  learning: {kind: action-learning, title: Learning, for: each set, taken: on own dates}\n"
        "  c: {kind: workshop, title: For all}\n"
        "  more: {kind: action-learning, title: More, for: each set, taken: on own dates}\n"
        "  side: {kind: action-learning, title: Side, for: each set, taken: side by side}\n"
    )
    assert run("schedule").code == 0
    assert run("export", "--format", "joining").code == 0
    assert "After this For all " in words(workspace / "one-joining" / "learning-set-1.html")
    assert "After this Side " in words(workspace / "one-joining" / "c.html")
    assert "After this Side " in words(workspace / "one-joining" / "more-set-2.html")


def test_each_session_has_a_document_of_its_own(planned: Path, run: Run) -> None:
    done = run("export", "--format", ",".join(DOCUMENTS))
    assert done.code == 0, done.err
    sessions = {*(f"day-{n}" for n in range(1, 9)), *(f"challenge-{n}" for n in range(1, 4))}
    for document in DOCUMENTS:
        assert {path.name for path in (planned / f"stepney-{document}").iterdir()} == {f"{s}.html" for s in sessions}


def test_participants_read_when_where_and_what_to_prepare(planned: Path, run: Run) -> None:
    run("export", "--format", "joining")
    found = words(planned / "stepney-joining" / "day-1.html")
    for wanted in (
        "Values, beliefs and the leader I am",
        "Thursday 20 January 2011",
        "09:30–16:30",
        "Venue A , Stepney 1 Example Street",
        "13:30–16:30 Action learning for each set",
        "Before you come Read the network's figures on COPD.",
        "Healthskills, programmes@healthskills.example",
        "After this Leading change in practice Tuesday 1 March 2011",
    ):
        assert wanted in found


def test_participants_read_no_scenario_and_no_names_of_others(planned: Path, run: Run) -> None:
    run("export", "--format", "joining", "--format", "room")
    run("export", "--format", "joining,briefing,room", "--for", "participant-1", "--for", "set-1")
    pages = [path.read_text() for path in planned.glob("*/*.html")]
    assert len(pages) == 2 * 11 + 2 * 3 * 11
    assert not [page for page in pages if SCENARIO in page or "Participant 2" in page or "@practice" in page]


def test_the_register_of_one_participant_names_nobody_else(planned: Path, run: Run) -> None:
    """Nor does a template of the provider's own learn the scenario from it."""
    run("new", "--template", "register")
    path = planned / "programmes" / "templates" / "register.html"
    path.write_text(path.read_text() + "{{ session.scenario }}")
    assert run("export", "--format", "register", "--for", "participant-1").code == 0
    pages = [page.read_text() for page in planned.glob("*/*.html") if page.parent.name.endswith("-register")]
    assert len(pages) == 11
    assert all("Participant 1" in page for page in pages)
    assert not [page for page in pages if SCENARIO in page or re.search(r"Participant (?!1\b)", page)]


def test_those_who_lead_read_what_the_day_builds_on(planned: Path, run: Run) -> None:
    run("export", "--format", "briefing")
    found = words(planned / "stepney-briefing" / "challenge-2.html")
    for wanted in (
        "The situation, for facilitators only The network has one day to answer a call",
        "Team development Building the team Tuesday 3 May 2011",
        "The project: Better care for people with COPD First results reviewed",
        "8 Participant 8 Practice manager Practice 8 Set 1",
        "Before Commissioning and commercial sense Wednesday 22 June 2011",
        "Next Making the case Tuesday 6 September 2011",
    ):
        assert wanted in found


def test_what_one_document_shows_is_not_in_another_of_the_same_run(planned: Path, run: Run) -> None:
    run("export", "--format", "briefing,register,joining,room,ics,json", "-o", "out/")
    found = {path for path in planned.glob("out/**/*.*") if SCENARIO in path.read_text()}
    assert found == {planned / "out" / "stepney-briefing" / "challenge-2.html"}


def test_a_briefing_tells_what_others_taught(planned: Path, run: Run) -> None:
    """Facilitator B leads challenge 2 in no plan of the seed: whoever does sees all days that taught its skills."""
    run("export", "--format", "briefing", "--each", "facilitator")
    taught = [words(path) for path in planned.glob("stepney.facilitator-*-briefing/challenge-2.html")]
    assert taught
    assert all("Building the team Tuesday 3 May 2011" in found for found in taught)


def test_a_register_has_a_line_for_each_who_comes_and_two_more(planned: Path, run: Run) -> None:
    run("export", "--format", "register")
    page = (planned / "stepney-register" / "day-1.html").read_text()
    rows = re.findall(r'<tr><td class="number">(\d+)</td><td>(?:(Participant \d+))?', page)
    assert rows == [*((str(n), f"Participant {n}") for n in range(1, 11)), ("11", ""), ("12", "")]


def test_of_several_days_the_times_are_those_of_each_wherever_they_stand_once(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "one.yaml").write_text(
        "title: One\nlength: 3 months\nstart: 2011-03\ncountry: England\n"
        "sessions: {away: {kind: residential, lasts: 2 days, time: 9:30-16:30}}\n"
    )
    assert run("schedule").code == 0
    assert run("export", "--format", "joining,register,briefing,room,html,md", "-o", "out/").code == 0
    pages = [*Path("out").glob("*/*.html"), *Path("out").glob("one.*")]
    assert len(pages) == 6
    for page in pages:
        assert re.search("9:30[–-]16:30 each day", words(page)), page


@pytest.mark.parametrize("ending", ["html", "md"])
def test_a_register_of_several_days_is_signed_on_each(workspace: Path, run: Run, ending: str) -> None:
    """Five to a table, as more do not fit on paper; what lasts longer than two weeks is signed once."""
    (workspace / "programmes" / "one.yaml").write_text(
        "title: One\nlength: 6 months\nstart: 2011-03\nweekdays: Mon-Sun\nparticipants: 4\n"
        "kinds: {stay: {extends: residential, lasts: 3 days}}\nsessions:\n"
        "  one: {kind: workshop, when: 1 Mar 2011}\n  three: {kind: stay, when: 9 to 11 Mar 2011}\n"
        "  seven: {kind: stay, lasts: 7 days, when: 4 to 10 Apr 2011}\n"
        "  long: {kind: placement, lasts: 5 weeks, when: May to June}\n"
    )
    assert run("schedule").code == 0
    if ending == "md":
        assert run("new", "--template", "register.md").code == 0
    assert run("export", "--format", "register").code == 0
    heads = {
        name: re.findall(
            r'<th class="sign">(.*?)</th>'
            if ending == "html"
            else r"(?m)(?<=\| )(?:\w+ \d+ \w+ 2011|Signature)(?= \|)",
            (workspace / "one-register" / f"{name}.{ending}").read_text(),
        )
        for name in ("one", "three", "seven", "long")
    }
    assert heads == {
        "one": ["Signature"],
        "three": ["Wed 9 Mar 2011", "Thu 10 Mar 2011", "Fri 11 Mar 2011"],
        "seven": [f"{day} Apr 2011" for day in ("Mon 4", "Tue 5", "Wed 6", "Thu 7", "Fri 8", "Sat 9", "Sun 10")],
        "long": ["Signature"],
    }
    page = (workspace / "one-register" / f"seven.{ending}").read_text()
    assert page.count("Set or group" if ending == "md" else "<table") == 2


def test_the_register_of_a_set_names_its_members_alone(planned: Path, run: Run) -> None:
    assert run("export", "--format", "register", "--for", "set-2").code == 0
    found = words(planned / "stepney.set-2-register" / "day-1.html")
    assert re.findall(r"Participant (\d)", found) == ["1", "3", "5", "7", "9"]
    assert "Register for Set 2" in found


def test_a_register_has_blank_lines_where_only_the_number_is_known(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    run("export", "--format", "register")
    page = (stepney.parent.parent / "stepney-register" / "day-1.html").read_text()
    assert page.count('<td class="sign"></td>') == 16


def test_a_venue_reads_how_many_come_and_into_how_many_groups_they_part(planned: Path, run: Run) -> None:
    run("export", "--format", "room", "--for", "venue-a")
    found = words(planned / "stepney.venue-a-room" / "day-1.html")
    for wanted in (
        "People 12 (10 participants, 2 who lead)",
        "09:30–12:30 Workshop all in one room",
        "13:30–16:30 Action learning in 2 groups, each with space of its own",
        "Seats 24",
    ):
        assert wanted in found


def test_what_needs_no_room_has_no_room_sheet(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "one.yaml").write_text(
        "title: One\nlength: 2 months\nsessions:\n"
        "  far: {kind: webinar, link: https://meet.example/a_b}\n  near: {kind: workshop}\n"
    )
    run("schedule", "--start", "2011-01")
    run("export", "--format", "room,joining")
    assert [path.name for path in (workspace / "one-room").iterdir()] == ["near.html"]
    assert '<a href="https://meet.example/a_b">' in (workspace / "one-joining" / "far.html").read_text()
    assert "Place to be found" in words(workspace / "one-room" / "near.html")


def test_what_is_cancelled_says_so(planned: Path, run: Run) -> None:
    run("publish")
    assert run("cancel", "day-2").code == 0
    run("export", "--format", ",".join(DOCUMENTS))
    for document in DOCUMENTS:
        assert "This session is cancelled." in words(planned / f"stepney-{document}" / "day-2.html")
        assert "cancelled" not in words(planned / f"stepney-{document}" / "day-3.html")
    assert "Leading change in practice" not in words(planned / "stepney-joining" / "day-1.html")


def test_what_people_were_told_of_is_confirmed(planned: Path, run: Run) -> None:
    run("export", "--format", "joining")
    before = words(planned / "stepney-joining" / "day-1.html")
    run("publish")
    run("export", "--format", "joining")
    after = words(planned / "stepney-joining" / "day-1.html")
    assert "Not confirmed yet" in before
    assert "Not confirmed yet" not in after


def test_a_title_is_only_words(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "one.yaml").write_text(
        "title: One\nlength: 2 months\nsessions:\n  a: {kind: workshop, "
        'title: \'1. <script>alert(1)</script> [x](javascript:y) ""\', preparation: "# b\\e[2J\\u202E\\u200b\\ufeff"}\n'
    )
    run("schedule", "--start", "2011-01")
    run("export", "--format", "joining")
    page = (workspace / "one-joining" / "a.html").read_text()
    assert "<script" not in page
    assert "1. &lt;script&gt;" in page
    assert not re.search(r"[\x1b\u202e\u200b\ufeff]", page)
    run("new", "--template", "joining.md")
    run("export", "--format", "joining")
    text = (workspace / "one-joining" / "a.md").read_text()
    assert r"1\. \<script\>alert(1)\</script\> \[x\](javascript:y)" in text
    assert "\n\\# b\\[2J\n" in text


def test_the_same_plan_gives_the_same_bytes(planned: Path, run: Run) -> None:
    run("export", "--format", ",".join(DOCUMENTS), "-o", "one/")
    run("export", "--format", ",".join(DOCUMENTS), "-o", "two/")
    one, two = ({p.name + p.parent.name: p.read_bytes() for p in planned.glob(f"{d}/*/*")} for d in ("one", "two"))
    assert len(one) == 4 * 11
    assert one == two


def test_what_was_told_and_is_dropped_is_cancelled_too(planned: Path, run: Run) -> None:
    run("publish")
    path = planned / "programmes" / "stepney.yaml"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.strip().startswith(("day-2:", "need: "))))
    assert run("schedule").code == 0
    assert run("export", "--format", "joining").code == 0
    found = words(planned / "stepney-joining" / "day-2.html")
    assert "Leading change in practice" in found
    assert "This session is cancelled." in found


def test_from_which_meal_to_which_it_lasts_stands_wherever_its_times_are_told(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "one.yaml").write_text(
        "title: One\nlength: 1 month\nstart: 2011-03\nparticipants: 1\nvenues: {hall: {name: Hall}}\n"
        "people: {facilitator-a: {name: Facilitator A, leads: everything}}\nwith: 1 facilitator\nwhere: hall\n"
        "sessions: {away: {kind: residential, lasts: Mon lunch to Wed lunch}}\n"
    )
    assert run("schedule").code == 0
    run("export", "--format", "ics,html,csv,xlsx,md,joining,briefing,room,register", "-o", "out/")
    when = "Mon lunch to Wed lunch"
    for document in DOCUMENTS:
        found = words(Path(f"out/one-{document}/away.html"))
        assert when in found
        assert f"{when} each day" not in found
        assert "Time to be announced" not in found
    for name in ("one.ics", "one.html", "one.csv", "one.md"):
        assert when in Path("out", name).read_text(encoding="utf-8").replace("\n ", "")  # of folded lines
    assert when in run("show").out


def test_one_is_one_participant_who_comes_and_one_who_leads(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "one.yaml").write_text(
        "title: One\nlength: 1 month\nstart: 2011-03\nparticipants: 1\nvenues: {hall: {name: Hall}}\n"
        "people: {facilitator-a: {name: Facilitator A, leads: everything}}\nwith: 1 facilitator\nwhere: hall\n"
        "sessions: {day: {kind: workshop}}\n"
    )
    assert run("schedule").code == 0
    run("export", "--format", "briefing,room")
    assert "People 2 (1 participant, 1 who leads)" in words(Path("one-room/day.html"))
    assert "Who comes 1 participant " in words(Path("one-briefing/day.html"))
