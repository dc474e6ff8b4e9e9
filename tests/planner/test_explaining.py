"""Why a session is on its day: what is told is what is so, held against the search, the rules and brute arithmetic."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from nouns import AT, a_programme

from hsplan.dates.days import DayRange
from hsplan.findings import IN_PLAN
from hsplan.plan.case import Case
from hsplan.plan.revising import Decision, Occasion, revised_plan
from hsplan.planner.conflict import Conflict
from hsplan.planner.explained import Explanation, Other
from hsplan.planner.explaining import explain, stand
from hsplan.planner.feasibility import feasible
from hsplan.planner.planning import Planned, plan_anew
from hsplan.planner.pricing import by_wish
from hsplan.planner.search import search
from hsplan.planner.tables import tables
from hsplan.planner.what_if import Planning, on_days_only
from hsplan.posing import pose
from hsplan.problem import Because, DateRule, Forbidden, Term
from hsplan.programme.model import Programme
from hsplan.request import Taken
from hsplan.rules import judge
from hsplan.workspace.names import Source
from hsplan.workspace.opening import calendar_of, open_programme

START = date(2011, 1, 1)


def planned(programme: Programme, start: date = START) -> Planning:
    calendar = calendar_of(programme, start)
    found = plan_anew(("test", programme), calendar, AT, None)
    assert isinstance(found, Planned), found
    return Planning(programme, found.plan, calendar, Taken())


def a_year(**keys: Any) -> Planning:  # noqa: ANN401 - any key of a programme
    """Four sessions in four months."""
    sessions = {id_: {"kind": "workshop"} for id_ in ("a", "b", "c", "d")}
    values: dict[str, Any] = {"length": "4 months", "gap": "3 to 7 weeks", "weekdays": "Tue-Thu", "country": "England"}
    return planned(a_programme(sessions=sessions, **values | keys))


@cache
def stepney() -> Planning:
    return planned(open_programme(Source("stepney", ROOT / "programmes" / "stepney.yaml")).understood())


@cache
def explained(session: str) -> Explanation:
    return explain(stepney(), session)


def moved(planning: Planning, session: str, day: date) -> Planning:
    """The plan with a session moved by hand."""
    booking = planning.plan.sessions[session].model_copy(update={"date": day})
    return Planning(
        planning.programme,
        planning.plan.model_copy(update={"sessions": planning.plan.sessions | {session: booking}}),
        planning.calendar,
        planning.taken,
    )


PUBLISHED = sorted((ROOT / "examples" / "published").glob("*.yaml"))
QUICK = [path for path in PUBLISHED if path.stem not in ("stellarhe-2022-kcl", "common-purpose-meridian")]


@pytest.mark.parametrize("path", QUICK, ids=lambda path: path.stem[:20])
def test_what_is_told_to_cost_is_what_the_search_added_up(path: Path) -> None:
    programme = open_programme(Source(path.stem, path)).understood()
    planning = planned(programme, programme.start or START)
    told = sum(by_wish(planning.wishes, planning.choice).values())
    assert int(re.findall(r"cost (\d+)", planning.plan.optimum)[0]) == told


@pytest.mark.no_cover
def test_the_three_best_other_days_are_the_best_of_all_days() -> None:
    planning = a_year()
    explanation = explain(planning, "c")
    every = []
    for day in explanation.stretch:
        one = stand(planning, "c", day)
        if one.other is not None and not one.forbids and day != explanation.days.first:
            every.append(one.other)
    every.sort(key=rank)
    assert explanation.others == tuple(every[:3])


def rank(other: Other) -> tuple[int, int, int, int, date]:
    days = sum(abs((one.after - one.before).days) for one in other.moves)
    return len(other.moves), days, len(other.staff), other.more, other.day


def test_no_other_day_of_a_plan_that_is_proven_best_costs_less() -> None:
    planning = a_year(calendar={"closed": {"x": "1 to 20 Mar 2011"}})
    for session in planning.plan.sessions:
        explanation = explain(planning, session)
        assert explanation.why == "best"
        assert all(other.more >= 0 for other in lost_days(explanation))


def lost_days(explanation: Explanation) -> list[Other]:
    weeks = [week.lost for week in explanation.weeks if isinstance(week.lost, Other)]
    return [*explanation.others, *weeks]


def test_what_would_move_is_a_plan_that_breaks_no_rule() -> None:
    planning = stepney()
    wanted = date(2011, 2, 1)
    one = stand(planning, "day-2", wanted)
    assert one.other is not None
    assert [move.session for move in one.other.moves] == ["day-1", "challenge-1"]
    found = search(planning.freed("day-2"), also=(only(planning, "day-2", wanted),))
    assert isinstance(found, Decision)
    plan = revised_plan(planning.plan, Occasion("test", planning.programme, planning.calendar, AT, "moved"), found)
    assert not judge(Case.of(planning.programme, plan, planning.calendar))
    changed = {id_ for id_, booking in plan.sessions.items() if booking.date != planning.plan.sessions[id_].date}
    assert changed == {"day-2", "day-1", "challenge-1"}


def only(planning: Planning, session: str, day: date) -> Forbidden:
    others = frozenset(n for n, one in enumerate(planning.request.within) if one != day)
    return Forbidden(session, others, Because("test", fact=True))


def test_every_week_of_the_stretch_is_told_once_save_its_own() -> None:
    for session in ("day-2", "day-3"):
        explanation = explained(session)
        told = [day for week in explanation.weeks for day in week.days]
        own = [day for day in explanation.stretch if day.isocalendar()[:2] == explanation.days.first.isocalendar()[:2]]
        assert sorted([*told, *own]) == list(explanation.stretch)


def test_a_week_that_a_rule_takes_has_no_day_that_the_rules_leave() -> None:
    planning = stepney()
    terms = [one for one in pose(planning.freed("day-2")) if isinstance(one, Forbidden) and one.session == "day-2"]
    taken = frozenset().union(*(one.days for one in terms))
    weeks = [week for week in explained("day-2").weeks if isinstance(week.lost, Because)]
    assert len(weeks) == 3
    for week in weeks:
        assert all(planning.request.day(day) in taken for day in week.days)
    names = [week.lost.words.split(" (")[0] for week in weeks if isinstance(week.lost, Because)]
    assert names == ["closed: Turn of the year", "closed: February half term", "closed: School Easter holiday"]


def test_the_days_that_are_taken_and_left_add_up_to_the_stretch() -> None:
    explanation = explained("day-2")
    assert explanation.stretch == DayRange(date(2011, 1, 1), date(2011, 4, 30))
    assert sum(one.days for one in explanation.left) + explanation.open == len(explanation.stretch) == 120
    assert [one.days for one in explanation.left] == [69, 6, 3, 3]
    assert explanation.beside == DayRange(date(2011, 2, 15), date(2011, 3, 10))


def test_what_a_session_costs_is_told_by_wish_and_neighbour() -> None:
    explanation = explained("day-2")
    told = {share.wish.words: (share.cost, share.how) for share in explanation.shares}
    # 365 days for 11 sessions are 33 each; 40 days are 7 out, 35 are 2 out: 4 * (49 + 4). Three Tuesdays: 3 * 36.
    assert told == {
        "an even share": (
            212,
            "40 days after day-1, 33 days would be best; challenge-1 is 35 days after day-2, 33 days would be best",
        ),
        "weekdays in turn": (108, "also on a Tuesday: challenge-1, day-3, day-6"),
        "a fair share for all who lead": (20, ""),  # either of the two leads ten others
    }


def test_a_session_that_was_moved_by_hand_stays_as_it_was_there_before() -> None:
    planning = moved(a_year(), "c", date(2011, 3, 8))
    explanation = explain(planning, "c")
    assert explanation.why == "before"
    assert explanation.afresh is not None
    assert explanation.afresh.more < 0
    assert explanation.afresh.day != date(2011, 3, 8)


def test_what_was_delivered_is_a_fact() -> None:
    planning = a_year()
    booking = planning.plan.sessions["a"].model_copy(update={"status": "delivered"})
    plan = planning.plan.model_copy(update={"sessions": planning.plan.sessions | {"a": booking}})
    explanation = explain(Planning(planning.programme, plan, planning.calendar, Taken()), "a")
    assert (explanation.why, explanation.others, explanation.weeks) == ("delivered", (), ())


def test_every_rule_that_forbids_a_day_is_told_and_what_it_would_cost_without() -> None:
    one = stand(stepney(), "day-4", date(2011, 5, 30))
    assert [wish.words for wish in one.forbids] == [
        "closed: May half term (Mon 30 May 2011 to Fri 3 Jun 2011)",
        "weekdays: Tue-Thu",
    ]
    assert one.other is not None
    assert one.other.day == date(2011, 5, 30)


def test_a_day_that_only_other_sessions_leave_no_room_for_has_a_clash() -> None:
    planning = a_year(gap="5 weeks")
    one = stand(planning, "c", date(2011, 2, 2))
    assert not one.forbids
    assert one.other is None
    assert isinstance(one.conflict, Conflict)
    assert "gap: exactly 5 weeks" in [wish.words for wish in one.conflict.wishes]


def test_who_else_could_lead_is_told_with_what_keeps_them() -> None:
    people = {
        "p": {"name": "Facilitator A", "leads": "everything"},
        "q": {"name": "Facilitator B", "leads": "everything"},
        "r": {"name": "Facilitator C", "leads": "everything", "away": "1 Jan to 30 Jun 2011"},
    }
    explanation = explain(a_year(people=people, **{"with": "1 facilitator"}), "b")
    others = {one.name: (one.more, one.why_not) for one in explanation.other_people}
    assert explanation.people == ("p",)
    assert others["Facilitator B"] == (197, "")  # a new face is 200; A leads three others
    assert others["Facilitator C"] == (None, "is unavailable then")


def test_the_same_is_explained_twice() -> None:
    planning = a_year()
    assert explain(planning, "d") == explain(planning, "d")


def test_each_search_is_told_while_it_goes_on() -> None:
    told: list[tuple[int, int]] = []
    explain(a_year(), "c", lambda done, most: told.append((done, most)))
    assert [done for done, _ in told] == list(range(1, len(told) + 1))
    assert all(done <= most for done, most in told)


def test_of_a_week_with_one_day_that_goes_with_the_others_only_that_is_told() -> None:
    # Two weeks lie between them, and the later is on a Tuesday: of each week the earlier has its Tuesday.
    sessions = {"a": {"kind": "workshop"}, "b": {"kind": "workshop", "weekdays": "Tue"}}
    planning = planned(a_programme(length="4 weeks", gap="14 days", sessions=sessions))
    tuesdays = {date(2011, 1, 4), date(2011, 1, 11)}
    now = planning.plan.sessions["a"].date
    assert [one.day for one in explain(planning, "a").others] == sorted(tuesdays - {now})


def test_what_is_planned_as_a_window_says_nothing_of_the_days_beside_it() -> None:
    coaching = {"kind": "coaching", "arranged-by": "set", "when": "between a and b"}
    sessions = {"a": {"kind": "workshop"}, "b": {"kind": "workshop"}, "w": coaching}
    explanation = explain(planned(a_programme(length="4 months", gap="at least 2 weeks", sessions=sessions)), "a")
    assert [bond.words for bond in explanation.bonds] == ["gap: at least 2 weeks"]
    assert explanation.beside == DayRange(date(2011, 1, 3), date(2011, 3, 18))


def test_a_rhythm_that_is_a_gap_is_cited_as_it_is_written() -> None:
    sessions = {"a": {"kind": "workshop", "count": 2, "every": "at least 3 weeks"}}
    explanation = explain(planned(a_programme(length="4 months", sessions=sessions)), "a-1")
    assert [bond.words for bond in explanation.bonds] == ["every: at least 3 weeks"]


def test_a_session_whose_date_is_pinned_is_there_for_that() -> None:
    planning = a_year()
    booking = planning.plan.sessions["a"].model_copy(update={"pinned": ("date",)})
    plan = planning.plan.model_copy(update={"sessions": planning.plan.sessions | {"a": booking}})
    assert explain(Planning(planning.programme, plan, planning.calendar, Taken()), "a").why == "pinned"


def test_a_place_that_is_pinned_keeps_a_session_from_days_on_which_it_is_shut() -> None:
    venues = {"hall": {"name": "Hall", "closed": "8 to 10 Mar 2011"}, "barn": {"name": "Barn"}}
    planning = a_year(venues=venues, where=["hall", "barn"])
    booking = planning.plan.sessions["c"].model_copy(update={"venue": "hall", "pinned": ("date", "venue")})
    plan = planning.plan.model_copy(update={"sessions": planning.plan.sessions | {"c": booking}})
    pinned = Planning(planning.programme, plan, planning.calendar, Taken())
    told = [stand(one, "c", date(2011, 3, 9)).forbids for one in (planning, pinned)]
    assert told == [(), (Because("held at Hall, which is pinned", (IN_PLAN, "sessions", "c", "pinned")),)]


def test_where_no_plan_could_be_made_anew_no_day_is_called_the_best() -> None:
    sessions = {"a": {"kind": "workshop"}, "b": {"kind": "workshop", "when": "1 Feb 2011"}}
    plan = planned(a_programme(length="4 months", sessions=sessions)).plan
    now = a_programme(length="4 months", sessions=sessions, calendar={"closed": {"x": "1 Feb 2011"}})
    explanation = explain(Planning(now, plan, calendar_of(now, START), Taken()), "a")
    assert (explanation.why, explanation.afresh, explanation.others) == ("before", None, ())


TWO_WEEKS = "gap: 2 to 3 weeks"


@cache
def two_years() -> tuple[Planning, Explanation]:
    """The middle one of forty sessions that lie two to three weeks apart: it can move by months, and no further."""
    keys: dict[str, Any] = {"length": "24 months", "gap": "2 to 3 weeks", "weekdays": "Tue-Thu", "country": "England"}
    planning = planned(a_programme(sessions={"d": {"kind": "workshop", "count": "40"}}, **keys))
    return planning, explain(planning, "d-20")


def test_of_two_years_every_week_is_told_with_its_reason() -> None:
    _, explanation = two_years()
    weeks = sum(((week.days.last - week.days.first).days + 7) // 7 for week in explanation.weeks)
    assert weeks >= 104
    assert all(week.lost is not None for week in explanation.weeks)


def test_weeks_that_lose_by_the_same_wishes_are_told_in_one() -> None:
    _, explanation = two_years()
    clashes = [week.lost.wishes for week in explanation.weeks if isinstance(week.lost, Conflict)]
    assert [[wish.words for wish in wishes] for wishes in clashes].count([TWO_WEEKS]) == 2  # before, and after


def test_what_keeps_a_session_off_a_week_clashes_there_and_not_without_any_one_of_it() -> None:
    planning, explanation = two_years()
    freed = planning.freed("d-20")
    shut = [one.days for one in pose(freed) if isinstance(one, Forbidden) and one.session == "d-20"]
    open_days = planning.request.every - frozenset().union(*shut)
    clashing = [week for week in explanation.weeks if isinstance(week.lost, Conflict)]
    assert len(clashing) > 2
    for week in clashing:
        assert isinstance(week.lost, Conflict)
        wishes = week.lost.wishes
        for day in (week.days.first, week.days.last):
            start = max(planning.request.day(day) - day.weekday(), 0)
            only = on_days_only(planning, "d-20", frozenset(range(start, start + 7)) & open_days)
            terms = [*pose(freed), only]

            def leaves(kept: tuple[Because, ...], terms: list[Term] = terms) -> bool:
                mine = [one for one in terms if isinstance(one, DateRule) and (one.because.fact or one.because in kept)]
                return feasible(tables(freed.problem(mine)))

            assert not leaves(wishes), week
            assert all(leaves(tuple(one for one in wishes if one != out)) for out in wishes), week
