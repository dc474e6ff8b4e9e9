"""Rules of recurrence, against dateutil, which finds the same days in another way."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import ClassVar

import pytest
from dateutil.rrule import rrulestr
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from hsplan.calendars.recurring import NoRuleError, Repeats, read_rule
from hsplan.dates.days import DayRange

YEAR_2011 = DayRange(date(2011, 1, 1), date(2011, 12, 31))


def days(rule: str, first: date, within: DayRange = YEAR_2011) -> list[date]:
    return list(read_rule(rule, first).days(within))


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=3TH;COUNT=3", date(2011, 1, 20), ["01-20", "02-17", "03-17"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=3", date(2011, 1, 4), ["01-04", "01-18", "02-01"]),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=-1FR", date(2000, 12, 29), ["12-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", date(2011, 1, 31), ["01-31", "02-28"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", date(2011, 1, 1), ["01-31", "02-28"]),
        ("FREQ=YEARLY", date(2004, 2, 29), []),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", date(2000, 1, 1), []),
        ("FREQ=DAILY;COUNT=2", date(2010, 12, 31), ["01-01"]),
    ],
)
def test_a_rule_recurs_on_its_days(rule: str, first: date, expected: list[str]) -> None:
    assert [f"{day:%m-%d}" for day in days(rule, first)] == expected


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;COUNT=3",
        "FREQ=DAILY;BYHOUR=9,10",
        "COUNT=3",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=9999999",
        "FREQ=DAILY;X=1",
        "FREQ",
        "",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 500),
    ],
)
def test_a_rule_that_cannot_be_followed_says_so(rule: str) -> None:
    with pytest.raises(NoRuleError):
        read_rule(rule, date(2011, 1, 1))


class Counting(Repeats):
    """A rule that counts the days it looks at."""

    looked: ClassVar[list[date]] = []

    def _fits(self, day: date) -> bool:
        self.looked.append(day)
        return super()._fits(day)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYYEARDAY=366", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"],
)
def test_a_rule_looks_at_the_days_of_the_stretch_alone(rule: str) -> None:
    Counting.looked.clear()
    read = read_rule(rule, date(1900, 1, 1))
    held = {field.name: getattr(read, field.name) for field in fields(read)}
    assert list(Counting(**held).days(YEAR_2011)) == []
    assert 0 < len(Counting.looked) <= 366


def test_a_count_ends_on_its_last_day_and_is_bounded() -> None:
    third = read_rule("FREQ=MONTHLY;BYDAY=3TH;COUNT=3", date(2011, 1, 20))
    ended, looked = third.ended(1000)
    assert (ended.until, ended.count, looked) == (date(2011, 3, 17), None, 31 + 28 + 31)
    with pytest.raises(NoRuleError, match="too long"):
        read_rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", date(2000, 1, 1)).ended(100_000)


def listed(most: int) -> st.SearchStrategy[str]:
    numbers = st.integers(1, most).flatmap(lambda n: st.sampled_from([n, -n]))
    return st.lists(numbers, min_size=1, max_size=3).map(lambda found: ",".join(map(str, found)))


WEEKDAYS_TAKEN = st.sampled_from(["MO", "TU,TH", "SA,SU", "MO,TU,WE,TH,FR"])
NUMBERED = st.sampled_from(["1MO", "3TH", "-1FR", "2TU,4TU", "5WE", "-2SU"])


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules that recur again and again: for the next day of any other, dateutil looks through eight thousand years."""
    often = draw(st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]))
    parts = [f"FREQ={often}"]
    choices = {"BYMONTHDAY": listed(28), "BYDAY": WEEKDAYS_TAKEN}
    if often == "YEARLY":
        choices |= {"BYYEARDAY": listed(365), "BYWEEKNO": listed(52)}
    if often in ("YEARLY", "MONTHLY"):
        choices["BYDAY"] = WEEKDAYS_TAKEN | NUMBERED
    chosen = draw(st.sampled_from(["", *sorted(choices)]))
    if chosen:
        parts.append(f"{chosen}={draw(choices[chosen])}")
    if chosen in ("BYMONTHDAY", "BYDAY") and draw(st.booleans()):
        parts.append(f"BYMONTH={draw(st.sampled_from(['3', '1,12', '5,6,7']))}")
    else:
        parts.append(f"INTERVAL={draw(st.integers(1, 4))}")
    if chosen and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '-1', '1,-1']))}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 40))}")
    return ";".join([*parts, f"WKST={draw(st.sampled_from(['MO', 'SU']))}"])


@settings(max_examples=200, deadline=None, derandomize=True, phases=[Phase.generate])
@given(rules(), st.integers(0, 900), st.integers(0, 1500))
def test_a_rule_recurs_on_the_days_that_dateutil_finds(rule: str, begins: int, asked: int) -> None:
    first = date(2008, 1, 1) + timedelta(days=begins)
    within = DayRange(date(2008, 1, 1) + timedelta(days=asked), date(2008, 6, 1) + timedelta(days=asked))
    until = "" if "COUNT" in rule else f";UNTIL={within.last:%Y%m%d}"
    theirs = rrulestr(rule + until, dtstart=datetime.combine(first, time()))
    found = theirs.between(datetime.combine(within.first, time()), datetime.combine(within.last, time()), inc=True)
    assert days(rule, first, within) == [one.date() for one in found]
