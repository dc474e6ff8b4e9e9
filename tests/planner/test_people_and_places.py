"""What is chosen of people and places, in cases small enough to see that it is right."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from nouns import a_programme

from hsplan.dates.days import DayRange
from hsplan.dates.hours import TimeRange
from hsplan.plan.held import Held
from hsplan.plan.revising import Decision
from hsplan.planner.search import search
from hsplan.request import Request, Taken
from hsplan.workspace.opening import calendar_of

START = date(2012, 1, 2)
"""A Monday; the weeks behind it have no holiday in no country."""
A, B = "facilitator-a", "facilitator-b"
QUIET = {"rotation": "off", "few-absences": "off"}


def decided(taken: Taken | None = None, **keys: Any) -> Decision:  # noqa: ANN401 - any key of a programme
    """The best plan of four workshops in four weeks, each led by one of two; what is given is added."""
    values: dict[str, Any] = {
        "start": "2012-01-02",
        "length": "4 weeks",
        "weekdays": "Mon-Fri",
        "with": "1 facilitator",
        "people": {A: {"name": "A", "leads": "everything"}, B: {"name": "B", "leads": "everything"}},
        "sessions": {f"day-{n}": {"kind": "workshop"} for n in range(1, 5)},
        "preferences": QUIET,
    }
    programme = a_programme(**(values | keys))
    found = search(Request.of(programme, calendar_of(programme, START), None, taken or Taken()))
    assert isinstance(found, Decision)
    return found


def led(found: Decision) -> list[str]:
    return [", ".join(one.people) for one in found.sessions.values()]


def test_one_person_leads_throughout() -> None:
    assert led(decided(preferences={**QUIET, "fair-load": "off"})) == [A] * 4


def test_where_the_load_is_to_be_fair_two_share_it() -> None:
    found = decided(preferences={**QUIET, "fair-load": "high", "same-facilitator": "off"})
    assert sorted(led(found)) == [A, A, B, B]


def test_who_leads_elsewhere_already_leads_less_here() -> None:
    elsewhere = tuple(
        Held(A, DayRange(day, day), (), None, f"bow:day-{n}")
        for n, day in enumerate((date(2012, 1, 7), date(2012, 1, 14), date(2012, 1, 21), date(2012, 1, 28)))
    )
    found = decided(Taken(held=elsewhere), preferences={**QUIET, "fair-load": "high", "same-facilitator": "off"})
    assert led(found) == [B] * 4


def test_people_lead_in_their_own_town() -> None:
    people = {
        A: {"name": "A", "leads": "everything", "town": "Leeds"},
        B: {"name": "B", "leads": "everything", "town": "Stepney"},
    }
    venues = {"hall": {"name": "Hall", "town": "Stepney"}}
    assert led(decided(people=people, venues=venues, where=["hall"])) == [B] * 4


def test_the_venue_is_in_the_town_of_who_must_lead() -> None:
    people = {A: {"name": "A", "leads": "everything", "town": "Leeds"}}
    venues = {"barn": {"name": "Barn", "town": "Stepney"}, "hall": {"name": "Hall", "town": "Leeds"}}
    found = decided(people=people, venues=venues, where=["barn", "hall"])
    assert [one.venue for one in found.sessions.values()] == ["hall"] * 4


def test_nobody_is_in_two_towns_on_one_day() -> None:
    there = Held(A, DayRange(date(2012, 1, 2), date(2012, 1, 2)), (TimeRange(time(9), time(10)),), "Leeds", "bow:day")
    found = decided(
        Taken(held=(there,)),
        length="1 day",
        timezone="Europe/London",
        time="14:00-16:00",
        sessions={"day": {"kind": "workshop"}},
        venues={"hall": {"name": "Hall", "town": "Stepney"}},
        where=["hall"],
        preferences=QUIET,
    )
    assert led(found) == [B]


def test_a_cap_turns_the_third_day_of_a_week_to_another() -> None:
    people = {A: {"name": "A", "leads": "everything", "at-most": "2 days a week"}, B: {"name": "B", "leads": "day-3"}}
    sessions = {f"day-{n}": {"kind": "workshop"} for n in range(1, 4)}
    assert led(decided(people=people, sessions=sessions, length="5 days")) == [A, A, B]


def test_a_session_moves_to_the_day_on_which_the_one_who_leads_all_is_free() -> None:
    people = {
        A: {"name": "A", "leads": "everything", "away": ["2 to 5 Jan 2012"]},
        B: {"name": "B", "leads": "everything", "away": ["6 Jan 2012"]},
    }
    found = decided(people=people, sessions={"day": {"kind": "workshop", "with": A}}, length="5 days")
    assert [(one.date, one.people) for one in found.sessions.values()] == [(date(2012, 1, 6), (A,))]
