"""Where a programme stands on a day, against literal dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from shown import a_schedule

from hsplan.schedule.readers import Reader
from hsplan.schedule.rows import Schedule
from hsplan.schedule.standing import Standing, sentence, standing

TEXT = """
title: Leading change
sessions: {}
trimesters:
  one: {sessions: {day-1: {kind: insight-day, title: Values}, day-2: {kind: insight-day, title: Teams}}}
  two: {sessions: {day-3: {kind: insight-day, title: Making the case}, challenge: {kind: leadership-challenge}}}
project:
  title: COPD
  milestones: {need: {title: Need, when: during day-1}, draft: {title: Draft, when: 2011-06-10}}
  delivery: at the end
"""
DAYS = (date(2011, 1, 18), date(2011, 3, 2), date(2011, 8, 3), date(2011, 12, 14))


def a_year(**bookings: Any) -> Schedule:  # noqa: ANN401 - fields of a booking
    return a_schedule(TEXT, *DAYS, **bookings)


def on(year: int, month: int, day: int, schedule: Schedule | None = None) -> Standing:
    return standing(schedule or a_year(), date(year, month, day))


def counts(found: Standing) -> list[str]:
    return [*map(str, found.tallies), str(found.milestones)]


def test_the_standing_is_told_in_one_sentence() -> None:
    assert sentence(on(2011, 7, 1)) == (
        "second trimester, 2 of 3 insight days and 0 of 1 leadership challenge delivered; "
        "next Making the case, Wed 3 Aug 2011; project: 2 of 3 milestones"
    )


@pytest.mark.parametrize(
    ("day", "moment", "where", "number"),
    [
        (date(2010, 12, 31), "before", "before the start", 0),
        (date(2011, 1, 1), "during", "first trimester", 1),
        (date(2011, 6, 30), "during", "first trimester", 1),
        (date(2011, 7, 1), "during", "second trimester", 2),
        (date(2011, 12, 31), "during", "second trimester", 2),
        (date(2012, 1, 1), "after", "after the end", 0),
    ],
)
def test_a_day_lies_in_a_phase_or_before_or_after_all(day: date, moment: str, where: str, number: int) -> None:
    found = standing(a_year(), day)
    assert (found.moment, found.where, found.number, found.phases) == (moment, where, number, 2)


def test_a_session_counts_from_the_day_after_it() -> None:
    assert counts(on(2011, 3, 2))[0] == "1 of 3 insight days"
    assert counts(on(2011, 3, 3))[0] == "2 of 3 insight days"


def test_what_was_delivered_on_the_day_itself_counts() -> None:
    held = a_year(day_2={"status": "delivered"})
    assert counts(on(2011, 3, 2, held))[0] == "2 of 3 insight days"


def test_what_was_delivered_later_does_not_count_on_an_earlier_day() -> None:
    held = a_year(day_1={"status": "delivered"}, day_2={"status": "delivered"})
    assert counts(on(2011, 2, 1, held))[0] == "1 of 3 insight days"


def test_what_is_cancelled_is_neither_delivered_nor_to_come() -> None:
    found = on(2011, 3, 1, a_year(day_2={"status": "cancelled"}))
    assert counts(found)[0] == "1 of 2 insight days"
    assert found.next is not None
    assert found.next.id == "day-3"


def test_several_days_are_delivered_after_the_last() -> None:
    schedule = a_schedule("sessions: {stay: {kind: residential, lasts: 3 days}}", date(2011, 1, 18))
    long = a_schedule(
        "sessions: {stay: {kind: residential, lasts: 3 days}}", date(2011, 1, 18), stay={"last": date(2011, 1, 20)}
    )
    assert counts(on(2011, 1, 19, schedule))[0] == "1 of 1 residential"
    assert counts(on(2011, 1, 20, long))[0] == "0 of 1 residential"
    assert [row.id for row in on(2011, 1, 20, long).today] == ["stay"]
    assert counts(on(2011, 1, 21, long))[0] == "1 of 1 residential"


@pytest.mark.parametrize(
    ("day", "reached", "following"),
    [
        (date(2011, 1, 18), "0 of 3 milestones", "need"),
        (date(2011, 1, 19), "1 of 3 milestones", "draft"),
        (date(2011, 6, 10), "1 of 3 milestones", "draft"),
        (date(2011, 6, 11), "2 of 3 milestones", "delivery"),
        (date(2011, 12, 15), "3 of 3 milestones", None),
    ],
)
def test_a_milestone_is_reached_once_its_session_or_its_day_is_past(
    day: date, reached: str, following: str | None
) -> None:
    found = standing(a_year(), day)
    assert str(found.milestones) == reached
    assert (found.next_milestone.id if found.next_milestone else None) == following


def test_between_two_phases_it_says_so() -> None:
    text = TEXT.replace("one: {sessions", "one: {length: 3 months, sessions").replace(
        "two: {sessions", "two: {length: 3 months, break: 6 months, sessions"
    )
    assert on(2011, 5, 1, a_schedule(text, *DAYS)).where == "between the first and second trimester"


def test_without_phases_and_project_the_sentence_leaves_them_out() -> None:
    found = on(2011, 2, 1, a_schedule("title: P", date(2011, 1, 18), date(2011, 3, 1)))
    assert sentence(found) == "1 of 2 workshops delivered; next Workshop (day-2), Tue 1 Mar 2011"


def test_many_kinds_are_counted_together() -> None:
    kinds = ("workshop", "webinar", "review", "panel")
    text = f"sessions: {{{', '.join(f's-{kind}: {{kind: {kind}}}' for kind in kinds)}}}"
    days = [date(2011, month, 18) for month in (1, 2, 3, 4)]
    assert sentence(on(2011, 3, 1, a_schedule(text, *days))).startswith("2 of 4 sessions delivered; next ")


def test_after_the_end_nothing_is_next() -> None:
    assert sentence(on(2012, 3, 1)) == (
        "after the end (Sat 31 Dec 2011), 3 of 3 insight days and 1 of 1 leadership challenge delivered; "
        "project: 3 of 3 milestones"
    )


def test_the_thirteenth_phase_has_a_number() -> None:
    phases = ", ".join(f"p{n}: {{length: 1 week, sessions: {{s{n}: {{kind: workshop}}}}}}" for n in range(1, 23))
    text = f"sessions: {{}}\nphases: {{{phases}}}"
    days = [date.fromordinal(date(2011, 1, 4).toordinal() + 7 * n) for n in range(22)]
    held = a_schedule(text, *days)
    assert [on(2011, 3, 28, held).where, on(2011, 5, 25, held).where] == ["13th phase", "21st phase"]


def test_what_is_cancelled_whole_is_not_under_way() -> None:
    gone = {"status": "cancelled"}
    stopped = a_year(day_1=gone, day_2=gone, day_3=gone, challenge=gone)
    assert sentence(on(2011, 6, 1, stopped)).split("; ")[0] == "all of it cancelled"
    assert sentence(on(2010, 6, 1, stopped)).split("; ")[0] == "all of it cancelled"


def test_a_date_is_next_until_its_last_day_is_over_but_not_for_a_venue() -> None:
    days = "essay: 2011-03-01, form: 2011-03-01, fair: 3 to 5 Mar 2011, unsaid: before day-3"
    held = a_schedule(f"{TEXT}\ndates: {{{days}}}\nvenues: {{hall: {{name: Hall}}}}", *DAYS)
    assert [[one.id for one in on(2011, 3, day, held).dates] for day in (1, 2, 5, 6)] == [
        ["essay", "form", "fair"],
        ["fair"],
        ["fair"],
        [],
    ]
    assert on(2011, 3, 1, replace(held, reader=Reader("venue", "hall", "Hall"))).dates == ()
    assert [one.id for one in on(2011, 2, 1, held).dates] == ["essay", "form"]


def test_kinds_that_are_called_alike_are_counted_together() -> None:
    text = (
        "kinds: {long-day: {extends: workshop, title: workshop}}\nsessions: {a: {kind: workshop}, b: {kind: long-day}}"
    )
    found = standing(a_schedule(text, date(2011, 1, 18), date(2011, 3, 1)), date(2011, 2, 1))
    assert [*map(str, found.tallies)] == ["1 of 2 workshops"]
