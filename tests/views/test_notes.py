"""What the note of a session says is read by those who run it, and by nobody who takes part."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run

PROGRAMME = """\
title: A programme
length: 1 month
start: 2011-01
country: England
organiser: {name: The office, email: office@healthskills.example}
participants: {participant-a: {name: Participant A, in: set 1, email: a@practice.example}}
groups: {set: {size: 1, number: 1}}
people: {facilitator-a: {name: Facilitator A, leads: everything, email: f@healthskills.example}}
venues: {hall: {name: Hall, email: hall@venue.example}}
where: hall
with: 1 facilitator
sessions: {one: {kind: workshop, title: One, time: 9:30-16:30, note: Set cabaret; two vegans}}
"""
NOTE = "Set cabaret; two vegans"


@pytest.fixture
def planned(workspace: Path, run: Run) -> Path:
    """A session with a note, planned and published."""
    (workspace / "programmes" / "one.yaml").write_text(PROGRAMME)
    assert run("schedule").code == 0
    assert run("publish", "--yes").code == 0
    return workspace


def with_note(run: Run, *words: str) -> set[str]:
    """The names of those files of an export that have the note."""
    assert run("export", "-o", "out/", *words).code == 0
    texts = {path.name: path.read_text(errors="replace").replace("\n ", "") for path in Path("out").rglob("*.*")}
    return {name for name, text in texts.items() if NOTE in text.replace("\\;", ";").replace("=\n", "")}


def test_the_room_sheet_and_the_briefing_have_the_note_of_a_session(planned: Path, run: Run) -> None:
    assert run("export", "-f", "briefing,room,joining,register", "-o", "out/").code == 0
    found = {path.parent.name for path in Path("out").glob("*/*") if NOTE in path.read_text()}
    assert found == {"one-briefing", "one-room"}


def test_calendars_and_pages_of_those_who_run_it_have_the_note(planned: Path, run: Run) -> None:
    readers = [word for who in ("facilitator-a", "hall", "participant-a", "set-1") for word in ("--for", who)]
    found = with_note(run, "-f", "ics,html,json", *readers)
    assert found == {f"one.{who}.{ending}" for who in ("facilitator-a", "hall") for ending in ("ics", "html", "json")}
    assert with_note(run, "-f", "ics,html,csv,md,json,overview") == found


def test_no_participant_is_mailed_the_note(planned: Path, run: Run) -> None:
    assert with_note(run, "-f", "eml") == {"one.facilitators.eml"}


def test_a_template_for_participants_never_learns_the_note(planned: Path, run: Run) -> None:
    for document in ("joining", "room"):
        assert run("new", "--template", document).code == 0
        path = next(Path("programmes").rglob(f"{document}.*"))
        path.write_text(path.read_text() + "[{{ session.note }}]")
    assert run("export", "-f", "joining,room", "-o", "out/", "--for", "participant-a").code == 0
    assert run("export", "-f", "joining", "-o", "out/", "--for", "hall", "--for", "set-1").code == 0
    ends = {path.read_text().rpartition("[")[2] for path in Path("out").glob("*/*.html")}
    assert ends == {"]"}
