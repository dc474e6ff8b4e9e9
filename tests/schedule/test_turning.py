"""The standings of a programme in turn say on every day what the standing on that day says."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from shown import a_schedule

from hsplan.dates.days import DayRange
from hsplan.schedule.standing import sentence, standing
from hsplan.schedule.turning import turns_of

TEXT = """
title: Leading change
sessions: {}
trimesters:
  one: {length: 3 months, sessions: {day-1: {kind: insight-day}, day-2: {kind: insight-day, lasts: 3 days}}}
  two: {length: 3 months, sessions: {day-3: {kind: insight-day}}}
project: {title: COPD, milestones: {draft: {title: Draft, when: 2011-05-10}}, delivery: at the end}
"""
MADE = a_schedule(TEXT, date(2011, 1, 18), date(2011, 3, 2), date(2011, 5, 3), day_3={"status": "delivered"})


def test_on_every_day_the_last_turn_before_it_says_where_the_programme_stands() -> None:
    turns = turns_of(MADE)
    for day in DayRange(date(2010, 12, 1), date(2012, 1, 31)):
        found = [turn for turn in turns if turn.day <= day] or [turns[0]]
        assert sentence(found[-1]) == sentence(standing(MADE, day)), day


def test_each_turn_says_something_else_than_the_one_before() -> None:
    told = [sentence(turn) for turn in turns_of(MADE)]
    assert all(one != other for one, other in pairwise(told))
