"""The JSON of plans is as its schema says: every field is described, and everything described is there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import Run
from hostile import HOSTILE, hostile
from published_facts import IDS
from published_plans import STARTS, plans
from shown import a_schedule

from hsplan.dates.day_phrases import read_start
from hsplan.schedule.arranging import Planned, schedule
from hsplan.schedule.readers import readers_of
from hsplan.schedule.rows import Schedule
from hsplan.views import json as view
from hsplan.views.json.described import schema
from hsplan.workspace.opening import calendar_of

LAW = jsonschema.Draft7Validator(schema())
"""The schema, ready to judge."""


def holds(*schedules: Schedule) -> None:
    LAW.validate(json.loads(view.render(schedules)))


def test_the_command_prints_the_schema_of_plans_and_that_of_programmes(workspace: Path, run: Run) -> None:
    printed = json.loads(run("schema", "plan").out)
    jsonschema.Draft7Validator.check_schema(printed)
    assert printed == schema()
    assert run("schema", "programme").out == run("schema").out
    assert json.loads(run("schema").out)["title"] == "An hsplan programme"


def test_a_schema_of_nothing_known_says_which_there_are(workspace: Path, run: Run) -> None:
    ran = run("schema", "plans")
    assert (ran.code, "one of programme, plan" in ran.err, "did you mean `plan`?" in ran.err) == (2, True, True)


@pytest.mark.no_cover
@pytest.mark.parametrize("id_", IDS)
def test_the_json_of_every_published_plan_is_as_described(id_: str) -> None:
    """For all, for every reader, and for all eyes."""
    start = read_start(STARTS[id_]) if id_ in STARTS else None
    for cohort, (programme, plan) in plans(id_, start).items():
        planned = Planned(programme, plan, calendar_of(programme, plan.start), cohort or None)
        holds(*(schedule(planned, eyes) for eyes in ("participants", "facilitators", "office")))
        readers = {reader.kind: reader for reader in readers_of(programme)}
        holds(*(schedule(planned, reader=reader) for reader in readers.values()))


def test_the_json_of_the_case_study_is_as_described(stepney: Path, run: Run) -> None:
    run("schedule", "--start", "2011-01")
    for words in ((), ("--for", "facilitator-a"), ("--for", "set-1"), ("--for", "venue-a")):
        LAW.validate(json.loads(run("export", "-f", "json", "-o", "-", *words).out))


def test_whatever_words_say_the_json_is_as_described() -> None:
    for words in HOSTILE:
        if words.isprintable():  # the reader lets nothing else through but escapes, which JSON has for all of them
            holds(hostile(words))


def test_nothing_in_the_json_acts_on_the_screen_that_it_is_printed_on() -> None:
    """A terminal takes U+009B for the start of a command."""
    words = "\x9b2J\x7f \u202eright to left \u2028 é😀"
    made = view.render([hostile(words)])
    assert json.loads(made)["programmes"][0]["title"] == words
    assert all(c.isprintable() for c in made.decode().replace("\n", ""))


def described(value: dict[str, Any]) -> list[dict[str, Any]]:
    """Every schema within a schema."""
    inner = [one for one in value.values() if isinstance(one, dict | list)]
    flat = [one for each in inner for one in (each if isinstance(each, list) else [each]) if isinstance(one, dict)]
    return [value, *(found for one in flat for found in described(one))]


def test_no_field_is_left_open_or_without_words() -> None:
    for one in described(schema()):
        for field in one.get("properties", {}).values() if one.get("type") == "object" else ():
            assert "description" in field or "$ref" in field
        if one.get("type") == "object" and "properties" in one:
            assert one["additionalProperties"] is False
            assert one["required"] == list(one["properties"])


def test_what_only_those_who_lead_may_see_is_for_them_alone() -> None:
    text = "participants: {p: {name: Nurse}}\nsessions: {day: {kind: leadership-challenge, scenario: Secret}}\n"
    seen, led = (
        json.loads(view.render([a_schedule(text, date(2011, 3, 1), eyes=eyes)]))["programmes"][0]
        for eyes in ("participants", "facilitators")
    )
    assert (seen["participants"], seen["sessions"][0]["attendees"], seen["sessions"][0]["scenario"]) == ([], [], None)
    assert [one["name"] for one in led["participants"]] == ["Nurse"]
    assert (led["sessions"][0]["attendees"], led["sessions"][0]["scenario"]) == (["p"], "Secret")


def test_no_path_of_the_machine_is_in_it(workspace: Path, run: Run) -> None:
    (workspace / "programmes" / "shared").mkdir()
    (workspace / "programmes" / "shared" / "team.yaml").write_text("people: {one: {name: A, leads: everything}}\n")
    path = workspace / "programmes" / "day.yaml"
    path.write_text(
        "title: A day\nuse: shared/team.yaml\nlength: 3 months\nstart: 2011-03\n"
        "sessions: {day: {kind: workshop, with: one}}\n"
    )
    run("schedule")
    out = run("show", str(path), "--json").out
    assert json.loads(out)["programmes"][0]["shared"] == ["one"]
    assert str(workspace) not in out


def test_what_people_were_told_of_and_is_no_more_is_described_as_well(workspace: Path, run: Run) -> None:
    path = workspace / "programmes" / "lived.yaml"
    text = (
        "title: Lived\nlength: 3 months\nstart: 2011-03\nsessions:\n  one: {kind: workshop}\n  two: {kind: workshop}\n"
        "  talk: {kind: coaching, title: Talk, arranged-by: coach}\n"
    )
    path.write_text(text)
    assert run("schedule").code == run("publish").code == 0
    path.write_text(text.replace("  two: {kind: workshop}\n", "").replace("  talk:", "  other:"))
    assert run("schedule").code == 0
    printed = json.loads(run("show", "--json").out)
    LAW.validate(printed)
    (programme,) = printed["programmes"]
    assert [(one["id"], one["status"]) for one in programme["gone"]] == [("two", "cancelled")]
    assert [(one["id"], one["status"]) for one in programme["gone_windows"]] == [("talk", "cancelled")]
