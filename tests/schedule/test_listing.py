"""The table of sessions: a line for each session and day, in order, with all that is to be known of it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from shown import a_schedule

from hsplan.schedule.listing import COLUMNS, Line, lines, told_apart
from hsplan.schedule.rows import Place

TEXT = """\
title: Leading together
network: Network A
country: England
skills: {teams: Building teams, change: Leading change}
people: {one: {name: Facilitator A, leads: everything}}
venues: {hall: {name: The hall, town: Bow, address: 1 Example Street}}
sessions:
  talk:
    kind: workshop
    title: A talk
    teaches: teams
    preparation: Read the figures.
    parts: {morning: {time: 9:30-12:30}, sets: {title: in sets, time: 13:30-16:30}, dinner: {time: evening}}
  stay: {kind: residential, title: Away, lasts: 2 days, practises: teams, time: 10:00-16:00, depends-on: a grant}
  review: {kind: review, mode: online, link: "https://meet.example/a", attendance: optional}
waive: [{rule: wrong-weekday, for: review, why: the only day, by: the office, until: 1 Jul 2011}]
"""
TALK: dict[str, Any] = {"talk": {"people": ("one",), "venue": "hall"}}
DAYS = date(2011, 3, 1), date(2011, 3, 26), date(2011, 6, 7)


def found(**keys: Any) -> list[Line]:  # noqa: ANN401 - fields of a booking
    return lines([a_schedule(TEXT, *DAYS, eyes="participants", **{**TALK, **keys})])


def test_a_session_of_several_days_is_a_line_each_at_its_hours() -> None:
    stay = [line for line in found(stay={"last": date(2011, 3, 27)}) if line.id == "test:stay"]
    assert [(line.weekday, line.day, line.title) for line in stay] == [
        ("Sat", date(2011, 3, 26), "Away (day 1 of 2)"),
        ("Sun", date(2011, 3, 27), "Away (day 2 of 2)"),
    ]
    assert {(line.start, line.end) for line in stay} == {(time(10), time(16))}


def test_a_dinner_in_the_evening_comes_after_the_session_of_its_day() -> None:
    text = """
country: England
sessions:
  day: {kind: workshop, time: 9:30-16:30, brings: {dinner: {kind: dinner, time: evening, when: the evening of day}}}
"""
    held = lines([a_schedule(text, DAYS[0], DAYS[0])])
    assert [line.id for line in held] == ["test:day", "test:day-dinner"]


def test_a_line_has_names_for_ids_and_its_parts_in_words() -> None:
    talk = found()[0]
    assert (talk.start, talk.end) == (time(9, 30), time(16, 30))
    assert talk.parts == ("09:30-12:30 Morning", "13:30-16:30 In sets", "Dinner, evening")
    assert (talk.kind, talk.led_by, talk.venue, talk.address) == (
        "Workshop",
        ("Facilitator A",),
        "The hall, Bow",
        "1 Example Street",
    )
    assert (talk.skills, talk.preparation, talk.status) == (("Building teams",), "Read the figures.", "Tentative")


def test_what_is_provisional_or_set_aside_or_practised_says_so() -> None:
    _, stay, *_, review = found()
    assert stay.skills == ("Building teams (practised)",)
    assert stay.notes == ("Provisional: depends on a grant",)
    assert review.notes[0] == "Attendance: optional"
    assert review.notes[1].startswith("Rule set aside: wrong-weekday: the only day (the office, until")
    assert (review.venue, review.link) == ("Online", "https://meet.example/a")


def test_one_part_whose_times_are_those_of_the_day_is_not_said_again() -> None:
    assert found()[1].parts == ()


def test_several_programmes_are_one_table_in_order_of_date_and_time() -> None:
    one = a_schedule(TEXT, *DAYS, name="one")
    other = a_schedule(TEXT.replace("9:30-12:30", "9:00-12:30"), *DAYS, name="other")
    held = [line.id for line in lines([one, other])]
    assert held[:3] == ["other:talk", "one:talk", "one:stay"]


def test_programmes_of_one_title_are_told_apart() -> None:
    one, other = (a_schedule(TEXT, *DAYS, name=name) for name in ("one", "other"))
    elsewhere = a_schedule(TEXT.replace("Network A", "Network B"), *DAYS, name="elsewhere")
    assert told_apart([one]) == ["Leading together"]
    assert told_apart([one, elsewhere]) == ["Leading together, Network A", "Leading together, Network B"]
    assert told_apart([one, other]) == ["Leading together [one]", "Leading together [other]"]


def test_every_column_is_a_field_of_a_line() -> None:
    assert list(COLUMNS) == list(Line.__slots__)


def test_what_somebody_who_comes_needs_to_know_is_in_the_notes() -> None:
    stay = "{kind: residential, lasts: 2 days, overnight: yes, where: hall, mode: [in person, online]}"
    brings = "brings: {dinner: {kind: dinner, when: the evening of it}}"
    text = f"venues: {{hall: {{name: Hall}}}}\nsessions: {{stay: {stay[:-1]}, {brings}}}}}\n"
    hall = {"venue": "hall"}
    plan = a_schedule(text, *DAYS[:1], DAYS[0], stay=hall | {"last": date(2011, 3, 2)})
    notes = {line.id: line.notes for line in lines([plan])}
    assert notes["test:stay"] == ("Meeting in person or online", "With the nights between its days")
    assert notes["test:stay-dinner"] == ("Held with Residential (stay)",)


@pytest.mark.parametrize(
    ("town", "address", "where"),
    [
        ("Leeds", "1 Hospital Road, LEEDS LS1 1AA", "Hall, 1 Hospital Road, LEEDS LS1 1AA"),
        ("Leeds", "1 Hospital Road,\nSouth Wing", "Hall, 1 Hospital Road, South Wing, Leeds"),
        ("Leeds", None, "Hall, Leeds"),
        (None, "1 Hospital Road", "Hall, 1 Hospital Road"),
        (None, None, "Hall"),
    ],
)
def test_a_place_is_told_with_its_town_once(town: str | None, address: str | None, where: str) -> None:
    assert Place("hall", "Hall", town, address).where == where


def test_what_is_on_one_day_is_listed_by_when_it_starts() -> None:
    text = """\
title: T
sessions:
  supper: {kind: dinner, time: evening}
  talk: {kind: workshop, time: 13:30-16:30}
  walk: {kind: workshop, time: from 17:00}
  stay: {kind: residential, time: 9:30-16:30, brings: {tea: {kind: dinner, time: 11:00-12:00}, bar: {kind: dinner}}}
"""
    day = date(2011, 3, 1)
    assert [row.id for row in a_schedule(text, *[day] * 6, eyes="participants").rows] == [
        "stay",
        "stay-tea",
        "talk",
        "walk",
        "supper",
        "stay-bar",
    ]
