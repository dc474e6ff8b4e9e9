"""What somebody may not see is not in what is made for them, whatever a view does with it."""

from __future__ import annotations

from datetime import date

import pytest
from nouns import START, a_plan, a_programme
from shown import a_schedule

from hsplan.plan.windows import windows
from hsplan.schedule.arranging import Planned, schedule
from hsplan.schedule.readers import Eyes, Reader
from hsplan.schedule.rows import Contact, Schedule
from hsplan.workspace.opening import calendar_of

SCENARIO = "A practice is asked at short notice"
WHY_AWAY = "Operation in the Royal London"


@pytest.fixture
def planned() -> Planned:
    """A challenge with a scenario, for people of whom addresses and absences are known."""
    programme = a_programme(
        sessions={"challenge": {"kind": "leadership-challenge", "scenario": SCENARIO, "with": "facilitator-a"}},
        people={
            "facilitator-a": {
                "name": "Facilitator A",
                "leads": "everything",
                "email": "a@healthskills.example",
                "away": ["3 Oct 2011"],
            }
        },
        participants={
            "participant-a": {"name": "Participant A", "email": "p@practice.example", "away": ["3 Oct 2011"]}
        },
        calendar={"closed": {"away": {"title": WHY_AWAY, "when": "4 Oct 2011", "for": "facilitator-a"}}},
    )
    plan = a_plan(programme, date(2011, 4, 12), challenge={"people": ("facilitator-a",)})
    return Planned(programme, plan, calendar_of(programme, START))


def of(planned: Planned, eyes: Eyes) -> tuple[str | None, tuple[str, ...], dict[str, Contact]]:
    made = schedule(planned, eyes)
    (row,) = made.rows
    return row.scenario, tuple(one.name for one in made.participants), dict(made.contacts)


def test_participants_see_no_scenario_no_names_and_no_addresses(planned: Planned) -> None:
    assert of(planned, "participants") == (None, (), {})


def test_facilitators_see_the_scenario_and_who_comes(planned: Planned) -> None:
    assert of(planned, "facilitators") == (SCENARIO, ("Participant A",), {})


def test_the_office_sees_how_to_write_to_people(planned: Planned) -> None:
    assert of(planned, "office") == (
        SCENARIO,
        ("Participant A",),
        {
            "participant-a": Contact("Participant A", "p@practice.example"),
            "facilitator-a": Contact("Facilitator A", "a@healthskills.example"),
        },
    )


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        (Reader("facilitator", "facilitator-a", "Facilitator A"), SCENARIO),
        (Reader("role", "facilitator", "Facilitators"), SCENARIO),
        (Reader("participant", "participant-a", "Participant A"), None),
        (Reader("role", "gp", "GP"), None),
    ],
    ids=lambda one: getattr(one, "id", ""),
)
def test_what_is_narrowed_to_those_who_lead_holds_the_scenario(
    planned: Planned, reader: Reader, seen: str | None
) -> None:
    assert [row.scenario for row in schedule(planned, reader=reader).rows] == [seen]


@pytest.mark.parametrize("eyes", ["participants", "facilitators", "office"])
def test_nobody_sees_why_or_when_somebody_is_away(planned: Planned, eyes: Eyes) -> None:
    made: Schedule = schedule(planned, eyes)
    assert WHY_AWAY not in repr(made)
    assert "2011, 10, 3" not in repr(made)


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("for: set 1, with: coach-a", ["A"]),
        ("for: each set, with: coach-a", ["A", "B"]),
        ("for: each set, with: coach-b", []),
        ("for: set 2, with: 2 coaches", ["B"]),
        ("for: set 2, with: coach", []),
        ("for: set 2, with: [coach-a, coach-b]", ["B"]),
    ],
)
def test_who_only_arranges_coaching_reads_whom_they_coach_and_nobody_where_that_is_not_said(
    said: str, seen: list[str]
) -> None:
    text = (
        "groups: {set: {number: 2}}\nparticipants: {a: {name: A, in: set 1}, b: {name: B, in: set 2}}\n"
        "people: {coach-a: {name: Coach A, role: coach}, coach-b: {name: Coach B, role: coach},"
        " lead: {name: Lead, leads: everything}}\n"
        f"sessions: {{one: {{kind: workshop}}, talks: {{kind: coaching, arranged-by: coach, {said}}}}}\n"
    )

    programme = a_programme(text)
    plan = a_plan(programme, date(2011, 3, 1), one={"people": ("lead",)})
    plan = plan.model_copy(update={"windows": windows(programme, START, plan.sessions)})
    planned = Planned(programme, plan, calendar_of(programme, START))

    def read_by(id_: str) -> list[str]:
        return [one.name for one in schedule(planned, reader=Reader("facilitator", id_, id_)).participants]

    assert read_by("coach-a") == seen
    assert read_by("lead") == ["A", "B"]


def test_how_many_come_is_counted_where_it_is_known_of_each() -> None:
    """A set of up to eight that has two members takes a room for two."""
    text = (
        "groups: {set: {size: 2 to 8, number: 1}}\nparticipants:\n"
        "  a: {name: A, role: GP, in: set 1}\n  b: {name: B, role: Nurse, in: set 1}\n"
        "audience: [GP, Nurse]\nsessions:\n  day: {kind: workshop}\n"
        "  learning: {kind: action-learning, for: each set, taken: on own dates}\n  gps: {kind: workshop, for: gp}\n"
    )
    days = (date(2011, 3, 1), date(2011, 3, 8), date(2011, 3, 15))
    assert [row.expected for row in a_schedule(text, *days).rows] == [2, 2, 1]
    assert [row.expected for row in a_schedule(text.replace("GP, in: set 1", "GP"), *days).rows] == [2, 8, 1]


def test_who_is_in_two_sets_and_has_any_role_sees_what_all_of_these_have() -> None:
    programme = a_programme(
        groups={"set": {"number": "3"}},
        audience="GP",
        roles={"sponsor": {"per": "participant"}},
        participants={"p": {"name": "Participant P", "role": "GP", "in": ["set 1", "set 2"]}},
        sessions={
            "s": {"kind": "action-learning", "for": "each set", "taken": "on own dates"},
            "t": {"kind": "workshop", "parts": {"one": {"for": "set 2"}, "other": {"for": "set 3"}}},
            "forum": {"kind": "panel", "for": ["participant", "sponsor"]},
            "talk": {"kind": "panel", "for": "sponsor"},
        },
    )
    days = [date(2011, 3, n) for n in range(1, 7)]
    planned = Planned(programme, a_plan(programme, *days), calendar_of(programme, START))
    rows = schedule(planned, reader=Reader("participant", "p", "Participant P")).rows
    assert [(row.id, [part.id for part in row.parts]) for row in rows] == [
        ("s-set-1", ["action-learning"]),
        ("s-set-2", ["action-learning"]),
        ("t", ["one"]),
        ("forum", ["panel"]),
    ]


@pytest.mark.parametrize(
    ("reader", "theirs"),
    [
        (Reader("venue", "hall", "Hall"), 0),
        (Reader("role", "manager", "Manager"), 0),
        (Reader("facilitator", "boss", "Boss"), 0),
        (Reader("facilitator", "a", "A"), 1),
        (Reader("role", "gp", "GP"), 1),
    ],
)
def test_the_steps_of_the_project_and_dates_are_those_of_participants(reader: Reader, theirs: int) -> None:
    text = (
        "audience: [GP]\nroles: {manager: {per: participant}}\nvenues: {hall: {name: Hall}}\n"
        "project: {title: Ours, milestones: {chosen: {title: Chosen, when: 3 May 2011}}}\ndates: {open: 4 May 2011}\n"
        "people: {boss: {name: Boss, role: manager}, a: {name: A, leads: everything}}\n"
        "sessions: {one: {kind: briefing, for: manager}}\n"
    )
    made = a_schedule(text, date(2011, 4, 12), reader=reader, one={"venue": "hall", "people": ("a",)})
    assert (len(made.milestones), len(made.dates), len(made.deadlines)) == (theirs, theirs, 2 * theirs)


def test_for_whom_a_session_is_is_told_by_the_titles_of_roles_and_groups() -> None:
    text = (
        "audience: [GP]\nroles: {manager: {title: Line manager, per: participant}}\n"
        "groups: {set: {title: Action learning set, size: 4, number: 2}, half: {size: 8, number: 2}}\n"
        "sessions: {a: {kind: briefing, for: [manager, gp]}, b: {kind: workshop, for: set 2}, c: {kind: workshop,"
        " for: half 1}, d: {kind: workshop, for: each set, taken: side by side}}\n"
    )
    made = a_schedule(text, *(date(2011, 4, day) for day in (4, 5, 6, 7)))
    assert [row.whom for row in made.rows] == [
        "Line manager, GP",
        "Action learning set 2",
        "half 1",
        "each Action learning set, side by side",
    ]
