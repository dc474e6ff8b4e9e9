"""Months in weeks, and closed days told together, against literal dates."""

from __future__ import annotations

from datetime import date

from shown import a_schedule

from hsplan.dates.days import DayRange
from hsplan.schedule.months import closures_of, months_of

TEXT = """
title: Leading change
calendar:
  closed:
    half-term: {title: Half term, when: 21 to 25 Feb 2011}
    inset: {title: Training, when: 28 Feb 2011}
"""


def test_every_month_from_the_first_day_to_the_last_is_there() -> None:
    months = months_of(a_schedule(TEXT, date(2011, 1, 18), date(2011, 3, 2)))
    assert [month.name for month in months][:3] == ["January 2011", "February 2011", "March 2011"]
    assert len(months) == 12


def test_a_session_beyond_the_length_has_its_month() -> None:
    months = months_of(a_schedule(TEXT, date(2010, 12, 31), date(2012, 1, 2)))
    assert (months[0].name, months[-1].name) == ("December 2010", "January 2012")


def test_the_empty_months_before_a_slip_in_a_year_are_left_out() -> None:
    months = months_of(a_schedule(TEXT, date(1711, 1, 18), date(2101, 5, 4)))
    names = [month.name for month in months]
    assert (names[:2], names[-2:]) == (["January 1711", "January 2011"], ["December 2011", "May 2101"])
    assert len(names) == 14


def test_weeks_begin_on_monday_and_hold_only_their_month() -> None:
    january = months_of(a_schedule(TEXT, date(2011, 1, 18)))[0]
    first = january.weeks[0]
    assert first[:5] == (None,) * 5
    assert [(day.date.day, day.is_weekend) for day in first[5:] if day] == [(1, True), (2, True)]
    assert {len(week) for week in january.weeks} == {7}


def test_a_day_has_what_is_held_and_why_it_is_closed() -> None:
    made = a_schedule(TEXT, date(2011, 2, 1), date(2011, 2, 21))
    days = {day.date: day for week in months_of(made)[1].weeks for day in week if day}
    assert [row.id for row in days[date(2011, 2, 1)].rows] == ["day-1"]
    assert (days[date(2011, 2, 21)].closed, len(days[date(2011, 2, 21)].rows)) == ("Half term", 1)
    assert days[date(2011, 2, 2)].closed is None


def test_what_is_cancelled_is_on_no_day() -> None:
    made = a_schedule(TEXT, date(2011, 2, 1), date(2011, 3, 1), day_1={"status": "cancelled"})
    assert not [day for week in months_of(made)[1].weeks for day in week if day and day.rows]


def test_days_that_follow_each_other_for_one_reason_are_told_together() -> None:
    found = closures_of(a_schedule(TEXT), DayRange(date(2011, 2, 22), date(2011, 3, 31)))
    assert list(found) == [
        (DayRange(date(2011, 2, 22), date(2011, 2, 25)), "Half term"),
        (DayRange(date(2011, 2, 28), date(2011, 2, 28)), "Training"),
    ]


def test_the_weekend_is_that_of_the_country() -> None:
    january = months_of(a_schedule(f"country: Kuwait\n{TEXT}", date(2011, 1, 18)))[0]
    assert [day.date.day for week in january.weeks for day in week if day and day.is_weekend][:4] == [1, 7, 8, 14]
