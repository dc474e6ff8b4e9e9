"""Whether cohorts hold a session at one moment, and what follows from what each asks for."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from hsplan.dates.hours import TimeRange
from hsplan.programme.joint import Holder, Joint, at_one_time, hours_there

DAY = date(2027, 1, 19)
LONDON, BERLIN, AUCKLAND = "Europe/London", "Europe/Berlin", "Pacific/Auckland"


def half(start: int, end: int) -> TimeRange:
    """From half past one hour to half past another."""
    return TimeRange(time(start, 30), time(end, 30))


def holder(cohort: str = "one", hours: TimeRange | None = None, zone: str | None = LONDON, **asked: Any) -> Holder:  # noqa: ANN401
    """A cohort that asks for one facilitator of a and b, in the hall, unless it is said otherwise."""
    usual: dict[str, Any] = {"place": (("file", "venues", "hall"),), "leaders": (1, (), "facilitator"), "coming": 16}
    usual |= {"able": frozenset("ab"), "said": frozenset(), "with_": ("one", "two", "three")}
    return Holder(cohort, hours=hours, zone=zone, **(usual | asked))


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ((half(9, 12), LONDON), (half(9, 12), LONDON), True),
        ((half(9, 12), LONDON), (half(10, 13), LONDON), False),
        ((half(9, 12), LONDON), (half(10, 13), BERLIN), True),
        ((half(9, 12), LONDON), (half(9, 12), BERLIN), False),
        ((half(9, 12), None), (half(10, 13), None), False),
        ((half(9, 12), None), (half(9, 12), BERLIN), True),  # nobody knows
        ((None, LONDON), (half(9, 12), BERLIN), True),
        ((half(9, 12), LONDON), (None, LONDON), True),
        ((half(9, 12), LONDON), (half(22, 23), AUCKLAND), False),  # there it ends on the day after
    ],
)
def test_two_cohorts_meet_at_one_moment(
    one: tuple[TimeRange | None, str | None], other: tuple[TimeRange | None, str | None], told: bool
) -> None:
    assert at_one_time(holder("one", *one), holder("two", *other), DAY) is told


def test_what_clocks_show_elsewhere_is_known_where_both_zones_are_and_the_day_is_the_same() -> None:
    mine = holder("one", half(9, 12))
    assert str(hours_there(mine, holder("two", zone=BERLIN), DAY)) == "10:30-13:30"
    assert hours_there(mine, holder("two", zone=AUCKLAND), DAY) is None
    assert hours_there(mine, holder("two", zone=None), DAY) is None


def test_those_who_ask_for_the_same_share_place_and_people() -> None:
    mine, same = holder(), holder("two", coming=10)
    other = holder("three", place=(("file", "venues", "barn"),), leaders=(2, (), "facilitator"), coming=8)
    joint = Joint.of((mine, same, other), mine)
    assert joint.placed_with == joint.led_with == {"two"}
    assert (joint.beside, joint.able) == (10, frozenset("ab"))
    apart = Joint.of((mine, same, other), other)
    assert apart.placed_with == apart.led_with == set()
    assert (apart.beside, apart.able) == (0, None)


def test_where_too_few_can_lead_in_all_cohorts_each_has_its_own() -> None:
    mine = holder(able=frozenset("a"))
    joint = Joint.of((mine, holder("two", able=frozenset("b"))), mine)
    assert (joint.placed_with, joint.led_with) == (frozenset({"two"}), frozenset())
    assert joint.able is None


def test_of_those_who_are_not_known_nobody_is_counted_and_online_nobody_shares_a_venue() -> None:
    mine = holder()
    assert Joint.of((mine, holder("two", coming=None)), mine).beside == 0
    online = holder(place=())
    assert Joint.of((online, holder("two", place=())), online).placed_with == set()
