"""Why there is no plan where the days would do: the laws of what is cited of people and places, and of the repairs."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from nouns import a_plan, a_programme
from random_programmes import a_request

from hsplan.findings import IN_PLAN
from hsplan.plan.revising import Decision
from hsplan.planner.conflict import Conflict
from hsplan.planner.crowding import Everything, crowded
from hsplan.planner.refused import tell_all
from hsplan.planner.refusing import clashes, crowds
from hsplan.planner.repairing import mended, repairs
from hsplan.planner.search import search
from hsplan.programme.model import Programme
from hsplan.request import Request
from hsplan.workspace.opening import calendar_of

START = date(2011, 1, 1)
A = {"name": "Facilitator A", "leads": "everything"}
B = {"name": "Facilitator B", "leads": "everything"}


def asked(programme: Programme) -> Request:
    return Request.of(programme, calendar_of(programme, START))


def a_crowded_programme(seed: int) -> Programme:
    """A few sessions in two or three weeks, with hardly anybody to lead them and hardly anywhere to hold them."""
    draw = random.Random(seed)
    sessions: dict[str, Any] = {id_: {"kind": "workshop"} for id_ in ("a", "b", "c", "d")[: draw.randint(2, 4)]}
    people = {
        "p": A | ({"at-most": draw.choice(["1 day a week", "1 day a month"])} if draw.random() < 0.7 else {}),
        "q": {"name": "Facilitator B", "leads": draw.choice(["a", "everything", "b"]), "at-most": "1 day a month"},
        "r": {"name": "Facilitator C", "leads": "everything", "away": draw.choice(["1 to 10 Jan 2011", "Jan to Mar"])},
    }
    keys: dict[str, Any] = {
        "length": draw.choice(["10 days", "2 weeks", "20 days"]),
        "weekdays": draw.choice(["Mon-Fri", "Tue-Thu"]),
        "with": draw.choice(["1 facilitator", "2 facilitators", "2 facilitators"]),
        "people": {id_: people[id_] for id_ in draw.choice(["pq", "pr", "pqr"])},
    }
    if draw.random() < 0.4:
        keys |= {"venues": {"v": {"name": "Venue A", "closed": "3 to 7 Jan 2011"}}, "where": "v"}
    return a_programme(sessions=sessions, **keys)


def crowded_ones(seeds: range) -> list[tuple[int, Request]]:
    found = []
    for seed in seeds:
        request = asked(a_crowded_programme(seed))
        answer = search(request)
        if isinstance(answer, Conflict) and not clashes(request):
            found.append((seed, request))
    return found


@pytest.mark.no_cover
@pytest.mark.parametrize("block", range(3))
def test_the_cited_wishes_leave_no_plan_and_any_one_fewer_of_them_does(block: int) -> None:
    cases = crowded_ones(range(block * 20, block * 20 + 20))
    assert len(cases) >= 3
    for seed, request in cases:
        found = crowded(request)
        assert found is not None, seed
        everything = Everything.of(request)
        assert not everything.possible(found.wishes), seed
        for wish in found.wishes:
            assert everything.possible([one for one in found.wishes if one != wish]), (seed, wish)


def test_each_repair_of_a_crowd_works() -> None:
    offered = 0
    for seed, request in crowded_ones(range(20)):
        works = repairs(request, crowds(request))
        for one in works[0] if works else ():
            assert isinstance(search(mended(request, [one])), Decision), (seed, one.words)
            offered += 1
    assert offered > 10


def refusal(request: Request) -> tuple[list[str], list[str]]:
    answer = search(request)
    assert isinstance(answer, Conflict)
    (told,) = tell_all(answer, request.programme.length, request.within)
    assert told.code == "no-plan"
    return [note.words for note in told.notes], list(told.mends)


def test_a_cap_is_cited_with_its_sum() -> None:
    sessions = {"d": {"kind": "workshop", "count": "8"}}
    people = {"a": A | {"at-most": "1 day a month"}}
    programme = a_programme(length="4 months", sessions=sessions, people=people, **{"with": "1 facilitator"})
    notes, mends = refusal(asked(programme))
    assert notes == [
        "led by 1 facilitator (d-1, …, d-5, 5 sessions)",
        "and Facilitator A leads at most 1 day a month",
        (
            "the sum: 5 sessions, Sat 1 Jan 2011 to Wed 27 Apr 2011, need 5 days of those who lead; "
            "Facilitator A has 4 (at most 1 day a month)"
        ),
    ]
    assert mends[:2] == [
        "let Facilitator A lead 2 days a month (`at-most: 2 days a month`)",
        "name one more who leads (`leads: everything`)",
    ]


def test_one_place_for_two_sessions_on_a_day() -> None:
    sessions = {"x": {"kind": "workshop", "when": "4 Jan 2011"}, "y": {"kind": "workshop"}}
    coaching = {"kind": "coaching", "count": 1, "when": "4 Jan 2011", "lasts": "1 day", "attendance": "optional"}
    strands = {"s": coaching}
    venues = {"v": {"name": "Venue A"}, "w": {"name": "Venue B"}}
    keys: dict[str, Any] = {"sessions": sessions, "strands": strands, "venues": venues, "where": "v"}
    notes, mends = refusal(asked(a_programme(length="2 months", **keys)))
    assert notes == [
        "x is asked for Tue 4 Jan 2011",
        "and s is asked for Tue 4 Jan 2011",
        "and held at Venue A (x, s)",
        "the sum: 2 sessions, Tue 4 Jan 2011, need 2 days at a venue; Venue A has 1",
    ]
    assert "use Venue B too (`where: [v, w]`)" in mends


def test_one_place_has_two_sessions_of_a_day_at_two_times_whoever_leads_them() -> None:
    """One is led by somebody who leads no more than so much: then what sessions need is added up first."""
    sessions = {
        "x": {"kind": "workshop", "when": "4 Jan 2011", "time": "9:30-12:30"},
        "y": {"kind": "workshop", "when": "during x", "time": "13:30-16:30", "with": "coach"},
    }
    people = {"a": A | {"at-most": "1 day a week"}, "c": {"name": "Coach A", "role": "coach"}}
    venues = {"v": {"name": "Venue A"}}
    programme = a_programme(sessions=sessions, people=people, venues=venues, where="v", **{"with": "1 facilitator"})
    assert isinstance(search(asked(programme)), Decision)


def test_who_could_lead_but_may_not_is_cited() -> None:
    sessions = {"x": {"kind": "workshop", "when": "4 Jan 2011"}, "y": {"kind": "workshop"}}
    people = {"a": A | {"away": "4 Jan 2011"}, "b": {"name": "Facilitator B", "leads": "y"}}
    programme = a_programme(length="2 months", sessions=sessions, people=people, **{"with": "1 facilitator"})
    notes, mends = refusal(asked(programme))
    assert (notes[0], notes[3]) == ("Facilitator A is away", "and Facilitator B leads only y")
    assert mends[0] == "have Facilitator A come on Tue 4 Jan 2011"
    assert "let Facilitator B lead `x`" in mends


def test_a_pin_is_cited_at_its_line_and_may_be_let_go() -> None:
    people = {"a": A | {"away": "1 Feb to 31 Dec 2011"}, "b": B}
    programme = a_programme(people=people, **{"with": "1 facilitator"}, gap="at least 60 days")
    plan = a_plan(programme, date(2011, 1, 4), date(2011, 4, 5), day_2={"people": ("a",), "pinned": ("people",)})
    request = Request.of(programme, calendar_of(programme, START), plan)
    (clash,) = clashes(request)
    assert ("whoever leads day-2 is pinned", ((IN_PLAN, "sessions", "day-2", "pinned"),)) in [
        (one.words, one.paths) for one in clash.wishes
    ]
    (works,) = repairs(request, (clash,))
    words = [one.words for one in works]
    assert "let its people go: hsplan unpin day-2 --people" in words
    for one in works:
        assert isinstance(search(mended(request, [one])), Decision), one.words


def test_a_bank_holiday_may_be_a_day_like_others() -> None:
    sessions = {"a": {"kind": "workshop", "when": "3 Jan 2011"}, "b": {"kind": "workshop"}}
    _, mends = refusal(asked(a_programme(country="England", sessions=sessions)))
    assert "meet on bank holidays (`bank-holidays: no`)" in mends


def test_the_days_that_alone_are_allowed_may_be_one_more() -> None:
    sessions = {"a": {"kind": "workshop"}, "b": {"kind": "workshop"}}
    only = {"x": {"when": "11 Jan 2011"}}
    _, mends = refusal(asked(a_programme(sessions=sessions, calendar={"only": only})))
    assert mends[0] == "allow Mon 10 Jan 2011 too (`only: x`)"


def test_two_towns_on_one_day_are_a_clash_that_no_sum_shows() -> None:
    morning = {"kind": "workshop", "when": "4 Jan 2011", "time": "9:00-12:00", "where": "v"}
    evening = {"kind": "coaching", "count": 1, "when": "4 Jan 2011", "time": "14:00-16:00", "where": "w"}
    evening["attendance"] = "optional"
    venues = {"v": {"name": "Venue A", "town": "Leeds"}, "w": {"name": "Venue B", "town": "Stepney"}}
    keys: dict[str, Any] = {"people": {"a": A}, "venues": venues, "with": "1 facilitator"}
    keys |= {"sessions": {"x": morning}, "strands": {"s": evening}, "timezone": "Europe/London"}
    notes, mends = refusal(asked(a_programme(length="2 months", **keys)))
    assert notes == [
        "x is asked for Tue 4 Jan 2011",
        "and s is asked for Tue 4 Jan 2011",
        "and led by 1 facilitator (x, s)",
        "and held at Venue A (x)",
        "and held at Venue B (s)",
    ]
    assert mends[2:] == ["use Venue B too (`where: [v, w]`)", "use Venue A too (`where: [w, v]`)"]


def test_where_no_wish_is_needed_for_the_clash_none_is_blamed() -> None:
    days = {"d": {"kind": "workshop", "count": "6"}}
    assert crowded(asked(a_programme(length="4 days", sessions=days, weekdays="Mon-Sun"))) is None


def test_what_is_too_large_to_be_looked_into_is_no_clash() -> None:
    assert crowded(asked(a_programme(length="22 years", weekdays="Mon-Sun"))) is None


def test_what_any_dates_do_not_decide_is_asked_once_more() -> None:
    """Of three wishes that clash two are enough: with the third left out, only a second search proves it."""
    (clash,) = crowds(a_request(43).request)
    assert [wish.words for wish in clash.wishes] == ["c is the day after a", "led by Facilitator B"]
