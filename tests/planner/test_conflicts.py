"""Why there is no plan: the laws of what is cited, of the sum that shows it, and of what is offered instead."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from nouns import a_programme, seldom

from hsplan.plan.revising import Decision
from hsplan.planner.altering import asked_again
from hsplan.planner.conflict import Conflict
from hsplan.planner.refusing import Clash, Grouped, clashes, crowds
from hsplan.planner.repairing import repairs
from hsplan.planner.search import search
from hsplan.programme.model import Programme
from hsplan.request import Request
from hsplan.workspace.opening import calendar_of

START = date(2011, 4, 18)


def asked(programme: Programme, start: date = START) -> Request:
    return Request.of(programme, calendar_of(programme, start))


def an_over_constrained_programme(seed: int) -> Programme:
    """Three to five sessions in about three weeks, of which too much is asked."""
    draw = random.Random(seed)
    sessions: dict[str, Any] = {id_: {"kind": "workshop"} for id_ in ("a", "b", "c", "d", "e")[: draw.randint(3, 5)]}
    if draw.random() < 0.4:
        sessions["b"]["when"] = draw.choice(["26 Apr 2011", "before a", "in the first 1 week", "2 to 4 days after a"])
    if draw.random() < 0.3:
        sessions["c"]["weekdays"] = draw.choice(["Mon", "Fri", "Tue-Thu"])
    if draw.random() < 0.3:
        sessions["a"] |= {"count": "2", "every": "2 weeks"}
    people = {
        "p": {"name": "Facilitator A", "leads": "everything", "away": "19 Apr to 6 May 2011"},
        "q": {"name": "Facilitator B", "leads": "everything", "away": "25 Apr to 20 May 2011"},
    }
    keys: dict[str, Any] = {
        "length": draw.choice(["10 days", "3 weeks", "20 days"]),
        "gap": draw.choice(["at least 5 days", "1 to 3 days", "1 to 2 weeks", "at most 2 days"]),
        "weekdays": draw.choice(["Mon-Fri", "Tue-Thu", "Tue"]),
        "country": "England",
        "calendar": {"closed": {"x": "27 Apr to 5 May 2011"}} if draw.random() < 0.5 else {},
        "people": people if draw.random() < 0.4 else {},
    }
    return a_programme(sessions=sessions, **keys)


def over_constrained(seeds: range) -> list[tuple[int, Request]]:
    found = []
    for seed in seeds:
        request = asked(an_over_constrained_programme(seed))
        answer = search(request)
        if isinstance(answer, Conflict) and answer.proven:
            found.append((seed, request))
    return found


def rules_of(clash: Clash) -> list[str]:
    """The wishes of a clash that are rules; those who are away are cited besides."""
    return [wish.words for wish in clash.wishes if not wish.words.endswith((" is away", " is closed"))]


@pytest.mark.no_cover
@pytest.mark.parametrize("block", range(4))
def test_what_is_cited_clashes_and_does_not_without_any_one_of_it(block: int) -> None:
    cases = over_constrained(range(block * 25, block * 25 + 25))
    assert len(cases) > 5
    for seed, request in cases:
        grouped = Grouped.of(request)
        for clash in clashes(request):
            wishes = rules_of(clash)
            assert not grouped.possible(wishes), seed
            for wish in wishes:
                assert grouped.possible([one for one in wishes if one != wish]), (seed, wish)


@pytest.mark.no_cover
@pytest.mark.parametrize("block", range(4))
def test_clashes_share_no_wish_and_without_them_all_there_is_a_plan(block: int) -> None:
    for seed, request in over_constrained(range(block * 25, block * 25 + 25)):
        words = [words for clash in clashes(request) for words in rules_of(clash)]
        assert len(words) == len(set(words)), seed
        assert Grouped.of(request).possible_without(frozenset(words)), seed


@pytest.mark.parametrize("block", [1, *seldom((0, 2, 3))])
def test_each_repair_that_is_offered_works(block: int) -> None:
    offered = 0
    for seed, request in over_constrained(range(block * 12, block * 12 + 12)):
        found = clashes(request)
        works = repairs(request, found)
        for n, mine in enumerate(works):
            others = [one[0] for k, one in enumerate(works) if k != n and one] if mine else []
            for repair in mine:
                programme = request.programme
                for one in (*others, repair):
                    programme = one.change(programme)
                assert isinstance(search(asked_again(request, programme)), Decision), (seed, repair.words)
                offered += 1
    assert offered > 10


@pytest.mark.no_cover
@pytest.mark.parametrize("block", [1, *seldom((0, 2))])
def test_where_much_stands_in_the_way_something_is_offered_all_the_same(block: int) -> None:
    """Some changes that only together leave a plan, where no one of them does; two or more as a rule."""
    offered = []
    for _, request in over_constrained(range(block * 12, block * 12 + 12)):
        found = clashes(request)
        offered.append(max(map(len, repairs(request, (*found, *crowds(request, found))))))
    assert min(offered) >= 1
    assert sum(one > 1 for one in offered) >= len(offered) - 2


def told(request: Request) -> list[tuple[list[str], str]]:
    return [([wish.words for wish in clash.wishes], clash.sum) for clash in clashes(request)]


def test_ten_gaps_are_one_wish_and_are_added_up() -> None:
    programme = a_programme(
        length="270 days", gap="at least 28 days", sessions={"d": {"kind": "workshop", "count": "11"}}
    )
    request = asked(programme, date(2011, 1, 1))
    assert told(request) == [
        (
            ["gap: at least 28 days"],
            "10 gaps of at least 28 days need 280 days; 269 are left, from Sat 1 Jan 2011 to Tue 27 Sep 2011",
        )
    ]
    works = [one.words for one in repairs(request, clashes(request))[0]]
    assert works == [
        "give a gap of at least 25 days instead of 28 days",
        "make the programme 13 days longer (`length: 283 days`)",
        "hold `d` 10 times instead of 11",
    ]


def test_sessions_on_days_of_their_own_are_counted() -> None:
    programme = a_programme(length="14 days", weekdays="Tue", sessions={"d": {"kind": "workshop", "count": "3"}})
    assert told(asked(programme, date(2011, 1, 1)))[0][1] == (
        "3 sessions want days of their own, and 2 days are open to them: Tue 4 Jan 2011 and Tue 11 Jan 2011"
    )


def test_sessions_that_outnumber_all_days_are_counted() -> None:
    programme = a_programme(length="4 days", weekdays="Mon-Sun", sessions={"d": {"kind": "workshop", "count": "5"}})
    found = clashes(asked(programme, date(2011, 1, 1)))
    assert found == (Clash((), "5 sessions in their order need 5 days; 4 are there"),)


def test_two_clashes_that_have_nothing_to_do_with_each_other_are_both_told() -> None:
    sessions = {
        "a": {"kind": "workshop", "weekdays": "Mon", "when": "4 Jan 2011"},
        "b": {"kind": "workshop"},
        "c": {"kind": "workshop", "weekdays": "Fri", "when": "1 Jun 2011"},
    }
    request = asked(a_programme(sessions=sessions), date(2011, 1, 1))
    assert [words for words, _ in told(request)] == [
        ["weekdays: Mon", "a is asked for Tue 4 Jan 2011"],
        ["weekdays: Fri", "c is asked for Wed 1 Jun 2011"],
    ]
    first, second = repairs(request, clashes(request))
    assert [one.words for one in first][:3] == [
        "ask for `a` on Mon 3 Jan 2011 instead",
        "allow Tuesdays too (`weekdays: Mon, Tue`)",
        "take out the `when` of `a`",
    ]
    assert [one.words for one in second][:2] == [
        "ask for `c` on Fri 3 Jun 2011 instead",
        "allow Wednesdays too (`weekdays: Wed, Fri`)",
    ]


def test_the_smallest_clash_is_told() -> None:
    # Three wishes clash with each other, and two of them by themselves.
    sessions = {"a": {"kind": "workshop", "when": "4 Jan 2011", "weekdays": "Wed"}, "b": {"kind": "workshop"}}
    keys: dict[str, Any] = {"gap": "at least 300 days", "calendar": {"closed": {"x": "1 Nov to 31 Dec 2011"}}}
    words = told(asked(a_programme(sessions=sessions, **keys), date(2011, 1, 1)))[0][0]
    assert words == ["weekdays: Wed", "a is asked for Tue 4 Jan 2011"]


def test_who_is_away_is_cited_with_their_line() -> None:
    people = {
        "p": {"name": "Facilitator A", "leads": "everything", "away": "1 to 20 Jan 2011"},
        "q": {"name": "Facilitator B", "leads": "everything", "away": "Jan to Feb 2011"},
        "r": {"name": "Facilitator C", "leads": "everything", "away": "Mar 2011"},
    }
    sessions = {"a": {"kind": "workshop", "when": "4 to 14 Jan 2011"}, "b": {"kind": "workshop"}}
    request = asked(a_programme(sessions=sessions, people=people, **{"with": "2 facilitators"}), date(2011, 1, 1))
    (clash,) = clashes(request)
    assert [(wish.words, wish.paths) for wish in clash.wishes][:2] == [
        ("Facilitator A is away", (("people", "p", "away"),)),
        ("Facilitator B is away", (("people", "q", "away"),)),
    ]
    works = [one.words for one in repairs(request, clashes(request))[0]]
    assert works[0] == "have Facilitator A come on Tue 4 Jan 2011"


def test_a_day_that_would_do_is_named() -> None:
    sessions = {"a": {"kind": "workshop", "when": "7 to 11 Feb 2011"}, "b": {"kind": "workshop"}}
    request = asked(a_programme(sessions=sessions, calendar={"closed": {"x": "1 to 28 Feb 2011"}}), date(2011, 1, 1))
    works = [one.words for one in repairs(request, clashes(request))[0]]
    assert works[0] == "open Mon 7 Feb 2011 (`closed: x`)"
    assert len(works) >= 2


def test_the_same_is_told_twice() -> None:
    for _, request in over_constrained(range(4)):
        assert clashes(request) == clashes(request)
        words = [[one.words for one in mine] for mine in repairs(request, clashes(request))]
        assert words == [[one.words for one in mine] for mine in repairs(request, clashes(request))]
