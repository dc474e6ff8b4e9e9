"""Who is affected by what differs between two plans, and how busy people are over several of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from nouns import a_plan, a_programme

from hsplan.plan.affected import affected
from hsplan.plan.held import Holdings, Party, holdings_of
from hsplan.plan.load import loads
from hsplan.programme.model import Programme
from hsplan.programme.unfolding import sessions_of

TUE = date(2011, 1, 18)
A, B = ("people.yaml", "people", "a"), ("people.yaml", "people", "b")


def whom(programme: Programme) -> list[str]:
    """For whom each session of a programme is, as it is told when all of them move."""
    sessions = sessions_of(programme)
    old, new = (a_plan(programme, *(day for _ in sessions)).sessions for day in (TUE, date(2011, 2, 1)))
    return [one.whom for one in affected(programme, old, new)]


def test_each_change_says_whom_it_is_for() -> None:
    sessions = {
        "all": {"kind": "workshop"},
        "some": {"kind": "workshop", "for": "lead"},
        "set": {"kind": "action-learning", "for": "each set", "taken": "on own dates"},
    }
    keys: dict[str, Any] = {
        "participants": "10",
        "roles": {"lead": {"title": "Practice lead"}},
        "groups": {"set": {"number": "2"}},
    }
    assert sorted(whom(a_programme(sessions=sessions, **keys))) == ["Practice lead", "everyone (10)", "set 1", "set 2"]


def test_the_load_of_some_programmes_tells_of_nobody_whom_only_others_want() -> None:
    people = {id_: {"name": f"Facilitator {id_}", "leads": "everything"} for id_ in ("a", "b")}
    programme = a_programme(people=people)
    mine = Party("bow", "bow.yaml", None, programme, {"a": A})
    theirs = replace(mine, id="poplar", file="poplar.yaml", shares={"a": A, "b": B})
    plans = [
        (mine, a_plan(programme, TUE, day_1={"people": ("a",)})),
        (theirs, a_plan(programme, TUE, date(2011, 2, 1), day_1={"people": ("b",)}, day_2={"people": ("a",)})),
    ]
    (found,) = loads(plans[:1], holdings_of(plans[1:]))
    assert (found.name, found.days, found.programmes) == ("Facilitator a", 2, 2)


def test_the_load_of_programmes_that_share_somebody_holds_their_own_as_well() -> None:
    people = {id_: {"name": f"Facilitator {id_}", "leads": "everything"} for id_ in ("a", "b")}
    programme = a_programme(people=people, venues={"hall": {"name": "Hall"}})
    mine = Party("bow", "bow.yaml", None, programme, {"a": A})
    plan = a_plan(programme, TUE, day_1={"people": ("a", "b"), "venue": "hall"})
    names = [one.name for one in loads([(mine, plan)], Holdings())]
    assert names == ["Facilitator a", "Facilitator b", "Hall"]
    assert loads([(replace(mine, shares={}), plan)], Holdings()) == []
