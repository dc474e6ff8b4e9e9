"""The sum that shows a clash, in words: what is needed and what is left; and silence where no short sum shows it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from nouns import a_programme

from hsplan.planner.refusing import clashes
from hsplan.planner.sums import Clashing, the_sum
from hsplan.problem import Apart, Because, Forbidden, Term
from hsplan.request import Request
from hsplan.workspace.opening import calendar_of

START = date(2011, 1, 1)
DAYS = [START + timedelta(days=n) for n in range(10)]
WHY = Because("a wish")
SHOP = {"kind": "workshop"}


def sums_of(**keys: Any) -> list[str]:  # noqa: ANN401 - any key of a programme
    programme = a_programme(**{"weekdays": "Mon-Sun"} | keys)
    return [clash.sum for clash in clashes(Request.of(programme, calendar_of(programme, START)))]


def after(earlier: str, later: str, least: int, most: int | None = None) -> Apart:
    return Apart(earlier, later, (least,) * len(DAYS), None if most is None else (most,) * len(DAYS), WHY)


def only(session: str, *days: int) -> Forbidden:
    return Forbidden(session, frozenset(range(len(DAYS))) - set(days), WHY)


def the_sum_of(*terms: Term, facts: tuple[Term, ...] = ()) -> str:
    return the_sum(Clashing(terms, facts, DAYS), ("a", "b", "c"))


def test_gaps_of_different_lengths_are_named_one_by_one() -> None:
    sessions = {"x": SHOP, "y": SHOP | {"gap": "at least 5 days"}, "z": SHOP | {"gap": "at least 7 days"}}
    assert sums_of(length="10 days", sessions=sessions) == [
        "gaps of at least 5 and 7 days need 12 days; 9 are left, from Sat 1 Jan 2011 to Mon 10 Jan 2011"
    ]


def test_short_gaps_one_after_the_other_that_do_not_reach_far_enough_are_followed() -> None:
    sessions = {"x": SHOP | {"when": "3 Jan 2011"}, "y": SHOP, "z": SHOP | {"when": "20 Jan 2011"}}
    assert sums_of(length="2 months", gap="at most 5 days", sessions=sessions) == [
        (
            "x is on Mon 3 Jan 2011 at the latest, then y on Sat 8 Jan 2011, then z until Thu 13 Jan 2011; "
            "its first day is Thu 20 Jan 2011"
        )
    ]


def test_what_is_to_be_before_another_is_told_so() -> None:
    assert the_sum_of(after("a", "b", -9, -1), only("a", 4), only("b", 4)) == (
        "b is at least 1 day before a; the nearest of their days are 0, from Wed 5 Jan 2011 to Wed 5 Jan 2011"
    )


def test_gaps_that_are_no_row_have_no_sum() -> None:
    assert the_sum_of(after("a", "b", 6), after("a", "c", 6), only("b", 1, 2), only("c", 1, 2)) == ""


def test_gaps_whose_session_has_no_day_at_all_have_no_sum() -> None:
    assert the_sum_of(after("a", "b", 1), only("a")) == ""


def test_where_the_last_session_has_no_day_that_is_the_end() -> None:
    assert the_sum_of(after("a", "b", 1), only("b")) == (
        "a is on Sat 1 Jan 2011 at the earliest, then b from Sun 2 Jan 2011; no day is left to it"
    )


def test_where_facts_alone_take_all_days_nothing_is_added_up() -> None:
    assert the_sum_of(only("a", 1), facts=(only("a", 2), only("a", 3))) == ""


def test_where_the_days_would_do_for_the_order_their_number_is_not_blamed() -> None:
    assert the_sum_of(facts=(after("a", "b", 1), after("b", "c", 1), only("c", 0))) == ""
    assert the_sum_of(facts=(after("a", "b", 5), after("b", "c", 5))) == (
        "3 sessions in their order need 11 days; 10 are there"
    )
