"""Who comes on which day: by name where they are known, else as many empty lines as take part."""

from __future__ import annotations

from datetime import date

import pytest
from nouns import a_programme
from shown import a_schedule

from hsplan.schedule.readers import readers_of
from hsplan.schedule.registers import MOST_LINES, UNKNOWN_LINES, register

PEOPLE = """\
audience: [GP, Nurse]
participants:
  one: {name: GP One, role: GP, practice: Practice A, in: set 1}
  two: {name: Nurse Two, role: Nurse, in: set 2}
groups: {set: {number: 2}}
sessions:
  launch: {kind: launch, title: Launch, lasts: 2 days}
  sets: {kind: workshop, title: Sets, for: each set, taken: on own dates}
  gps: {kind: workshop, title: GPs, for: gp}
"""
DAYS = date(2011, 1, 18), date(2011, 2, 1), date(2011, 2, 2), date(2011, 3, 1)


def test_each_is_expected_only_where_they_are_to_come() -> None:
    made = register(a_schedule(PEOPLE, *DAYS, eyes="facilitators", launch={"last": date(2011, 1, 19)}))
    assert [(one.session, one.day.isoformat()) for one in made.days] == [
        ("launch", "2011-01-18"),
        ("launch", "2011-01-19"),
        ("sets-set-1", "2011-02-01"),
        ("sets-set-2", "2011-02-02"),
        ("gps", "2011-03-01"),
    ]
    assert [(one.name, one.role, one.practice, one.groups, one.comes) for one in made.lines] == [
        ("GP One", "GP", "Practice A", "set 1", (True, True, True, False, True)),
        ("Nurse Two", "Nurse", "", "set 2", (True, True, False, True, False)),
    ]


@pytest.mark.parametrize("id_", ["medecin", "docteur"])
def test_a_role_with_an_accent_or_an_id_of_its_own_is_one_role(id_: str) -> None:
    told = f"roles: {{{id_}: {{title: Médecin}}}}\n" if id_ == "docteur" else ""
    people = (
        f"{told}audience: [Médecin, Nurse]\nparticipants: {{one: {{name: One, role: Médecin}}}}\n"
        f"sessions: {{apart: {{kind: workshop, for: {id_}}}}}\n"
    )
    made = a_schedule(people, DAYS[0], eyes="office")
    assert [one.role_id for one in made.participants] == [id_]
    assert [one.comes for one in register(made).lines] == [(True,)]
    roles = [one.id for one in readers_of(a_programme(people)) if one.kind == "role"]
    assert roles == [id_, "nurse", "facilitator"]


def test_what_is_cancelled_is_not_in_it() -> None:
    made = register(a_schedule(PEOPLE, *DAYS, eyes="facilitators", gps={"status": "cancelled"}))
    assert "gps" not in {one.session for one in made.days}


def test_of_a_number_there_are_so_many_empty_lines() -> None:
    (day,) = DAYS[:1]
    held = "participants: {}\nsessions: {{launch: {{kind: launch}}}}\n"
    assert len(register(a_schedule(held.format(7), day, eyes="office")).lines) == 7
    unknown = "sessions: {launch: {kind: launch}}\n"
    assert len(register(a_schedule(unknown, day, eyes="office")).lines) == UNKNOWN_LINES


def test_a_register_says_what_it_leaves_out() -> None:
    many = register(a_schedule("participants: 100000\nsessions: {launch: {kind: launch}}\n", DAYS[0], eyes="office"))
    assert (len(many.lines), many.left_out) == (MOST_LINES, "Not shown: 99500 more people")
