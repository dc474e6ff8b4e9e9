"""How much each person leads, and how often each venue is used, over programmes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from shown import a_schedule

from hsplan.dates.hours import TimeRange
from hsplan.schedule.loads import Load, loads_of
from hsplan.schedule.readers import Reader
from hsplan.schedule.rows import Schedule

PEOPLE = "people: {a: {name: Facilitator A, leads: everything}, b: {name: Facilitator B, leads: everything}}\n"
VENUES = "venues: {hall: {name: Hall}}\n"
TIMED = "sessions: {day-1: {kind: workshop, time: 9:30-16:30}, day-2: {kind: workshop, time: 13:00-14:30}}\n"
SHARED = {"a": "shared/us.yaml:people:a"}


def a_pair(name: str = "p", *, first: date = date(2011, 1, 18), text: str = TIMED, shared: bool = False) -> Schedule:
    """Two workshops led by a, the second with b, both in the hall."""
    return a_schedule(
        PEOPLE + VENUES + text,
        first,
        date(2011, 3, 2),
        name=name,
        shared=SHARED if shared else None,
        day_1={"people": ("a",), "venue": "hall"},
        day_2={"people": ("a", "b"), "venue": "hall"},
    )


def told(*schedules: Schedule) -> dict[str, tuple[int, int, float]]:
    return {one.name: (one.sessions, one.days, one.hours) for one in loads_of(schedules)}


def only(id_: str, *schedules: Schedule) -> list[Load]:
    return [one for one in loads_of(schedules) if one.id == id_]


def test_each_person_and_venue_has_its_sessions_days_and_hours() -> None:
    assert told(a_pair()) == {"Facilitator A": (2, 2, 8.5), "Facilitator B": (1, 1, 1.5), "Hall": (2, 2, 8.5)}


def test_people_come_before_venues_and_who_has_most_first() -> None:
    assert [one.id for one in loads_of([a_pair()])] == ["a", "b", "hall"]


def test_somebody_of_a_shared_file_is_the_same_in_all_programmes() -> None:
    (load,) = only("a", a_pair("p", shared=True), a_pair("q", first=date(2011, 3, 3), shared=True))
    assert (load.programmes, load.sessions, load.days) == (("p", "q"), 4, 3)
    assert (load.month, load.most) == (date(2011, 3, 1), 2)
    assert load.by_month == ((date(2011, 1, 1), 1), (date(2011, 3, 1), 2))


def test_what_two_groups_of_cohorts_hold_on_one_day_counts_for_each_group() -> None:
    def held(cohort: str, *others: str) -> Schedule:
        made = a_pair(f"p.{cohort}", shared=True)
        return replace(made, rows=tuple(replace(row, joint=others) for row in made.rows))

    groups = (held("one", "two"), held("two", "one"), held("three", "four"), held("four", "three"))
    (load,) = only("a", *groups)
    assert (load.sessions, load.days) == (4, 2)


def test_others_of_one_id_are_apart() -> None:
    found = only("a", a_pair("p"), a_pair("q"))
    assert [(one.programmes, one.sessions) for one in found] == [(("p",), 2), (("q",), 2)]


def test_a_session_that_two_cohorts_hold_together_is_one() -> None:
    (load,) = only("a", a_pair(shared=True), a_pair(shared=True))
    assert (load.sessions, load.days, load.hours) == (2, 2, 8.5)


def test_hours_are_counted_where_they_are_stated() -> None:
    text = "sessions: {day-1: {kind: workshop, time: morning}, day-2: {kind: workshop, time: 9:30-12:30}}\n"
    (load,) = only("a", a_pair(text=text))
    assert (load.sessions, load.untimed, load.hours) == (2, 1, 3.0)


def test_breaks_are_no_hours_and_parts_at_once_count_once() -> None:
    parts = "{one: {time: 9:30-12:30}, two: {time: 9:30-12:30}, three: {time: 13:30-16:30}}"
    text = f"sessions: {{day-1: {{kind: workshop, parts: {parts}}}, day-2: {{kind: workshop}}}}\n"
    (load,) = only("a", a_pair(text=text))
    assert load.hours == 6.0


def test_each_of_several_days_has_its_hours() -> None:
    stay = a_schedule(
        f"{PEOPLE}sessions: {{stay: {{kind: residential, lasts: 2 days, time: 9:00-17:00}}}}",
        date(2011, 1, 31),
        stay={"people": ("a",), "last": date(2011, 2, 1)},
    )
    (load,) = only("a", stay)
    assert (load.sessions, load.days, load.hours, load.month) == (1, 2, 16.0, date(2011, 1, 1))


def test_what_is_cancelled_is_no_load() -> None:
    held = a_schedule(
        PEOPLE + TIMED, date(2011, 1, 18), date(2011, 3, 2), day_1={"people": ("a",), "status": "cancelled"}
    )
    assert told(held) == {}


def test_what_is_narrowed_to_one_tells_nothing_of_how_much_others_lead() -> None:
    """Of those only some sessions are there."""
    for reader in (Reader("facilitator", "b", "Facilitator B"), Reader("venue", "hall", "Hall")):
        (found,) = loads_of([replace(a_pair(), reader=reader)])
        assert found.id == reader.id


PARTS = "parts: {talk: {time: 10:00-11:00}, walk: {time: evening}}"


@pytest.mark.parametrize(
    ("now", "part"),
    [
        ("kind: seminar", "seminar 09:30-16:30 "),
        ("kind: workshop, time: evening", "workshop 09:30-16:30 "),
        (f"kind: workshop, {PARTS}", "workshop 09:30-16:30 "),
    ],
)
def test_what_was_delivered_keeps_its_hours_whatever_the_programme_says_later(now: str, part: str) -> None:
    held = {"people": ("a",), "status": "delivered", "times": {"workshop": TimeRange(time(9, 30), time(16, 30))}}
    text = f"{PEOPLE}kinds: {{seminar: {{extends: workshop}}}}\nparticipants: {{m: {{name: M}}}}\n"
    text += f"entries: {{each: part}}\nsessions: {{day-1: {{{now}}}}}\n"
    one = a_schedule(text, date(2011, 1, 18), day_1=held)
    assert told(one)["Facilitator A"] == (1, 1, 7.0)
    mine = a_schedule(text, date(2011, 1, 18), day_1=held, reader=Reader("participant", "m", "M")).rows[0].parts
    said = [f"{part.id} {part.start:%H:%M}-{part.end:%H:%M} {part.words}" for part in mine if part.start and part.end]
    assert (len(mine), said) == (1, [part])
