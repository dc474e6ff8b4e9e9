"""What many first plans cost together at the least: the load of all is counted once, and only where it must meet."""

from __future__ import annotations

from datetime import date, timedelta

from hsplan.dates.days import DayRange
from hsplan.planner.bounding import Alone, AtLeast, LeastLoad, least_together

WHO = {"a": ("shared", "people", "a"), "b": ("shared", "people", "b")}


def alone(id_: str, *, begins: date = date(2012, 1, 9), shared: bool = True, cost: int = 10) -> Alone:
    """A programme of two sessions, each led by one of two people, which costs as much with its own load as without."""
    load = LeastLoad(4, 2, {"a": 0, "b": 0}, {"a": 2, "b": 2})
    within = DayRange(begins, begins + timedelta(days=100))
    return Alone(id_, within, WHO if shared else {}, AtLeast(cost, 10, (load,)))


def test_the_load_of_all_is_given_out_as_evenly_as_can_be() -> None:
    # Six sessions of two people are three each, and each three make three pairs.
    assert least_together([alone(id_) for id_ in "xyz"]) == 3 * 10 + 4 * (3 + 3)


def test_what_each_costs_with_its_own_load_holds_where_that_is_more() -> None:
    assert least_together([alone(id_, cost=100) for id_ in "xyz"]) == 300


def test_who_is_not_shared_leads_in_no_other_programme() -> None:
    assert least_together([alone(id_, shared=False) for id_ in "xyz"]) == 30


def test_programmes_far_apart_do_not_count_for_each_other() -> None:
    later = alone("y", begins=date(2012, 3, 1))
    assert least_together([later, alone("x")]) == 20


def test_no_programme_costs_nothing() -> None:
    assert least_together([]) == 0
