"""What is written becomes sessions and windows: ids, places, links and who leads, against literal values."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from nouns import a_plan, a_programme

from hsplan.dates.hour_phrases import read_hours
from hsplan.dates.hours import TimeRange
from hsplan.dates.length_phrases import read_lasting, read_rhythm
from hsplan.dates.misread import MisreadError
from hsplan.plan.windows import windows
from hsplan.programme.people import needed_of, qualified
from hsplan.programme.sessions import Session, successions
from hsplan.programme.stretches import phase_stretches
from hsplan.programme.unfolding import occasions_of, sessions_of, windows_of
from hsplan.programme.when_phrases import read_when

START = date(2011, 1, 1)


def ids(sessions: tuple[Session, ...]) -> list[str]:
    return [one.id for one in sessions]


def one(**session: Any) -> Session:  # noqa: ANN401
    (found,) = sessions_of(a_programme(sessions={"s": {"kind": "workshop"} | session}))
    return found


def test_a_count_gives_numbered_sessions_and_one_gives_its_own_id() -> None:
    assert ids(sessions_of(a_programme(sessions={"s": {"kind": "workshop", "count": "3"}}))) == ["s-1", "s-2", "s-3"]
    assert ids(sessions_of(a_programme(sessions={"s": {"kind": "workshop", "count": "1"}}))) == ["s"]


def test_each_set_on_its_own_date_is_a_session_of_its_own() -> None:
    session = {"kind": "action-learning", "title": "Set", "count": "2", "for": "each set", "taken": "on own dates"}
    programme = a_programme(participants="16", groups={"set": {"size": "5 to 8"}}, sessions={"s": session})
    found = sessions_of(programme)
    assert ids(found) == ["s-1-set-1", "s-1-set-2", "s-2-set-1", "s-2-set-2"]
    assert [one.title for one in found][::3] == ["Set 1 (set 1)", "Set 2 (set 2)"]
    pairs = [(one.earlier.id, one.later.id) for one in successions(programme, found)]
    assert pairs == [("s-1-set-1", "s-2-set-1"), ("s-1-set-2", "s-2-set-2")]


def test_alternatives_of_a_choice_keep_no_gap_to_each_other() -> None:
    sessions = {"a": {"kind": "workshop"}, "m": {"kind": "masterclass", "count": "3", "choose": "1"}}
    programme = a_programme(sessions=sessions, gap="2 to 4 weeks")
    pairs = [(one.earlier.id, one.later.id, len(one.gaps)) for one in successions(programme, sessions_of(programme))]
    assert pairs == [("a", "m-1", 1), ("m-1", "m-2", 0), ("m-2", "m-3", 0)]


def test_what_stands_at_the_start_comes_first_and_what_concludes_comes_last() -> None:
    sessions = {
        "end": {"kind": "review", "when": "at the end"},
        "day": {"kind": "workshop"},
        "launch": {"kind": "launch", "when": "at the start"},
    }
    programme = a_programme(sessions=sessions)
    assert ids(sessions_of(programme)) == ["launch", "day", "end"]


def test_a_relation_leaves_the_order() -> None:
    sessions = {
        "a": {"kind": "workshop"},
        "x": {"kind": "webinar", "when": "2 weeks after a"},
        "b": {"kind": "workshop"},
    }
    programme = a_programme(sessions=sessions)
    found = {one.id: one for one in sessions_of(programme)}
    assert (found["a"].lane, found["x"].lane, found["b"].lane) == ("", None, "")
    (link,) = found["x"].links
    assert (link.kind, link.other, str(link.gap)) == ("after", "a", "exactly 2 weeks")


def test_after_something_held_several_times_is_after_each_of_them() -> None:
    sessions = {"s": {"kind": "workshop", "count": "2"}, "x": {"kind": "review", "when": "after s"}}
    (found,) = (one for one in sessions_of(a_programme(sessions=sessions)) if one.id == "x")
    assert [link.other for link in found.links] == ["s-1", "s-2"]


def test_each_session_of_a_kind_brings_what_the_kind_brings() -> None:
    kinds = {"core": {"brings": {"talk": {"kind": "dinner", "when": "the evening before"}}}}
    found = sessions_of(a_programme(kinds=kinds, sessions={"d": {"kind": "core", "count": "2"}}))
    assert ids(found) == ["d-1", "d-1-talk", "d-2", "d-2-talk"]
    assert [(link.kind, link.other, link.offset) for link in found[3].links] == [("day", "d-2", -1)]


def test_a_strand_with_a_count_is_dated_and_one_without_is_a_window() -> None:
    strands = {"calls": {"kind": "webinar", "count": "2"}, "reading": {"kind": "e-learning"}}
    programme = a_programme(strands=strands)
    assert ids(sessions_of(programme)) == ["day-1", "day-2", "calls-1", "calls-2"]
    assert ids(windows_of(programme)) == ["reading"]


@pytest.mark.parametrize("key", [{"arranged-by": "set"}, {"count": "unknown"}])
def test_what_is_arranged_or_of_unknown_number_is_a_window(key: dict[str, str]) -> None:
    programme = a_programme(sessions={"a": {"kind": "workshop"}, "w": {"kind": "coaching"} | key})
    assert ids(windows_of(programme)) == ["w"]
    assert ids(occasions_of(programme)) == ["a", "w"]


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("between day-1 and day-2", date(2011, 1, 19), date(2011, 2, 28)),
        ("after day-1", date(2011, 1, 19), date(2011, 12, 31)),
        ("within 2 weeks after day-1", date(2011, 1, 19), date(2011, 2, 1)),
        ("at least 2 weeks before day-2", date(2011, 1, 1), date(2011, 2, 15)),
        ("February", date(2011, 2, 1), date(2011, 2, 28)),
        ("during day-2", date(2011, 3, 1), date(2011, 3, 1)),
        ("in the last month", date(2011, 12, 1), date(2011, 12, 31)),
        ("after the start", date(2011, 1, 1), date(2011, 12, 31)),
        ("before the end", date(2011, 1, 1), date(2011, 12, 31)),
        ("the evening before day-1", date(2011, 1, 17), date(2011, 1, 17)),
        ("the day of day-2", date(2011, 3, 1), date(2011, 3, 1)),
        ("the day after day-1", date(2011, 1, 19), date(2011, 1, 19)),
        ("before the start", None, date(2010, 12, 31)),
        ("after the end", date(2012, 1, 1), None),
        ("within 3 months after the end", date(2012, 1, 1), date(2012, 3, 31)),
        ("within 2 months before the start", date(2010, 11, 1), date(2010, 12, 31)),
    ],
)
def test_a_window_is_as_wide_as_its_moment_leaves_it(when: str, first: date | None, last: date | None) -> None:
    programme = a_programme(strands={"w": {"kind": "e-learning", "when": when}})
    plan = a_plan(programme, date(2011, 1, 18), date(2011, 3, 1))
    found = windows(programme, START, plan.sessions)["w"]
    assert (found.from_, found.until) == (first, last)


def test_a_window_in_the_order_lies_between_its_neighbours() -> None:
    sessions = {
        "a": {"kind": "workshop", "lasts": "2 days"},
        "w": {"kind": "coaching", "arranged-by": "set"},
        "b": {"kind": "workshop"},
    }
    programme = a_programme(sessions=sessions)
    plan = a_plan(programme, date(2011, 1, 18), date(2011, 3, 1), a={"last": date(2011, 1, 19)})
    found = windows(programme, START, plan.sessions)["w"]
    assert (found.from_, found.until) == (date(2011, 1, 20), date(2011, 2, 28))


def test_what_was_cancelled_narrows_no_window() -> None:
    programme = a_programme(strands={"w": {"kind": "e-learning", "when": "after day-1"}})
    plan = a_plan(programme, date(2011, 1, 18), date(2011, 3, 1), day_1={"status": "cancelled"})
    found = windows(programme, START, plan.sessions)["w"]
    assert (found.from_, found.until) == (date(2011, 1, 1), date(2011, 12, 31))


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("after w", date(2011, 1, 1), date(2011, 4, 11)),
        ("at least 2 weeks after w", date(2011, 1, 1), date(2011, 3, 29)),
        ("before w", date(2011, 4, 13), date(2011, 12, 31)),
        ("at least 2 weeks before w", date(2011, 4, 26), date(2011, 12, 31)),
    ],
)
def test_a_window_leaves_room_for_what_is_tied_to_it(when: str, first: date, last: date) -> None:
    review = {"review": {"kind": "review", "when": when}}
    programme = a_programme(sessions=review, strands={"w": {"kind": "e-learning"}})
    plan = a_plan(programme, date(2011, 4, 12))
    found = windows(programme, START, plan.sessions)["w"]
    assert (found.from_, found.until) == (first, last)


def test_a_beginning_and_a_length_make_a_time() -> None:
    (part,) = one(time="from 20:00", lasts="90 minutes").parts
    assert part.time == TimeRange(time(20, 0), time(21, 30))
    (part,) = one(time="from 23:00", lasts="2 hours").parts
    assert (part.time, part.words) == (None, "from 23:00, 2 hours")


def test_what_is_online_takes_no_room_that_is_said_for_all() -> None:
    keys: dict[str, Any] = {"venues": {"v": {"name": "Venue A"}}, "where": "v"}
    sessions = {"a": {"kind": "webinar", "mode": "online"}, "b": {"kind": "webinar", "mode": "online", "where": "v"}}
    assert [found.venues for found in sessions_of(a_programme(sessions=sessions, **keys))] == [(), ("v",)]


@pytest.mark.parametrize(("taken", "needed"), [("side by side", 2), ("in turn", 1), ("on own dates", 1)])
def test_groups_at_once_take_a_leader_each(taken: str, needed: int) -> None:
    groups = {"set": {"number": "2", "with": "1 facilitator"}}
    people = {id_: {"name": f"Facilitator {id_}", "leads": "everything"} for id_ in ("a", "b")}
    session = {"kind": "action-learning", "for": "each set", "taken": taken}
    programme = a_programme(groups=groups, people=people, sessions={"s": session})
    assert {needed_of(programme, found) for found in sessions_of(programme)} == {needed}


def test_a_role_is_led_by_those_who_hold_it() -> None:
    people = {
        "a": {"name": "Facilitator A", "leads": "everything"},
        "c": {"name": "Coach A", "role": "coach"},
        "d": {"name": "Director", "role": "director"},
    }
    roles = {"director": {"is": "facilitator"}}
    found = {}
    for with_ in ("coach", "1 facilitator", "director"):
        programme = a_programme(people=people, roles=roles, sessions={"s": {"kind": "workshop", "with": with_}})
        (session,) = sessions_of(programme)
        found[with_] = (qualified(programme, session), needed_of(programme, session))
    assert found == {"coach": (("c",), 1), "1 facilitator": (("a",), 1), "director": (("a",), 1)}


def test_where_nobody_of_a_role_is_named_how_many_lead_is_only_a_fact() -> None:
    programme = a_programme(with_="2 facilitators")
    assert {needed_of(programme, session) for session in sessions_of(programme)} == {0}


def test_breaks_lie_between_phases() -> None:
    phases = {
        "one": {"length": "8 weeks", "sessions": {"a": {"kind": "workshop"}}},
        "two": {"length": "8 weeks", "break": "2 weeks", "sessions": {"b": {"kind": "workshop"}}},
        "three": {"length": "8 weeks", "break": "even", "sessions": {"c": {"kind": "workshop"}}},
    }
    programme = a_programme(sessions={}, phases=phases, length="30 weeks")
    found = phase_stretches(programme, date(2011, 1, 3))
    assert [str(days.first) for days in found.values()] == ["2011-01-03", "2011-03-14", "2011-06-06"]
    assert found["three"].last == date(2011, 7, 31)  # 30 weeks from 3 January end on that Sunday


@pytest.mark.parametrize(
    "words",
    [
        "at the start",
        "at the end",
        "in the middle",
        "at any time",
        "usually June",
        "in week 1 or 2 of a month",
        "the evening before r1",
        "the day after r1",
        "between core-1 and core-2",
        "during r1",
        "2 to 4 weeks after launch",
        "about 1 month after launch",
        "at least 2 weeks before the end",
        "in the first 2 months",
        "in the last month",
    ],
)
def test_a_moment_is_told_as_it_was_written(words: str) -> None:
    assert str(read_when(words)).replace("exactly ", "").replace("last 1 month", "last month") == words


@pytest.mark.parametrize(
    "words", ["sometime after lunch", "during", "after", "between a", "2 weeks", "the night", "week 6 of a month", ""]
)
def test_words_that_are_no_moment_are_refused_or_need_a_host(words: str) -> None:
    if words in ("during", "after"):
        assert str(read_when(words)).startswith(words)  # beside the session that brings it
    else:
        with pytest.raises(MisreadError):
            read_when(words)


@pytest.mark.parametrize("words", ["0 days", "101 days", "25 hours", "2.5 days", "long", "", "half", "Mon to Funday"])
def test_a_length_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(MisreadError):
        read_lasting(words)


@pytest.mark.parametrize("words", ["now and then", "fifth Thu", "0 weeks", "third", ""])
def test_a_rhythm_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(MisreadError):
        read_rhythm(words)


@pytest.mark.parametrize("words", ["dawn", "from noon", "25:00-26:00", "17:00-9:00"])
def test_a_time_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(MisreadError):
        read_hours(words)


def test_unknown_leaves_a_key_out_and_a_count_open() -> None:
    session = one(time="unknown", weekdays="unknown", title="unknown")
    assert (session.parts[0].time, session.title) == (None, "Workshop (s)")
    assert a_programme(participants="unknown", length="unknown").length is None


@pytest.mark.parametrize(
    ("time", "hours"),
    [("9:30-16:30", "evening"), ("from 9:30", "evening"), ("17:00-20:00", "17:00-20:00"), (None, "evening")],
)
def test_in_the_evening_of_a_day_no_hours_are_those_of_all_others_by_day(time: str | None, hours: str) -> None:
    dinner = {"kind": "dinner", "when": "the evening of a"}
    shared = {"time": time} if time else {}
    _, one = sessions_of(a_programme(sessions={"a": {"kind": "workshop"}, "b": dinner}, **shared))
    assert hours in (str(one.parts[0].time), one.parts[0].words)


def test_hours_that_are_not_known_are_not_those_said_further_up() -> None:
    sessions = {
        "a": {"kind": "workshop"},
        "b": {"kind": "workshop", "time": "unknown"},
        "c": {"kind": "workshop", "time": ["unknown"]},
    }
    known, *others = (one.parts[0] for one in sessions_of(a_programme(time="9:30-12:30", sessions=sessions)))
    assert str(known.time) == "09:30-12:30"
    assert [(one.time, one.words) for one in others] == [(None, "time to be confirmed")] * 2


@pytest.mark.parametrize(
    ("when", "others"),
    [("2 weeks after m", ["m-3"]), ("1 week before m", ["m-1"]), ("after m", ["m-1", "m-2", "m-3"])],
)
def test_a_distance_from_something_held_several_times_is_from_its_last_or_to_its_first(
    when: str, others: list[str]
) -> None:
    sessions = {"m": {"kind": "workshop", "count": "3"}, "x": {"kind": "review", "when": when}}
    (found,) = (one for one in sessions_of(a_programme(sessions=sessions)) if one.id == "x")
    assert [link.other for link in found.links] == others


def test_the_evening_before_is_in_the_evening() -> None:
    sessions = {"a": {"kind": "workshop"}, "x": {"kind": "dinner", "when": "the evening before a"}}
    (found,) = (one for one in sessions_of(a_programme(sessions=sessions)) if one.id == "x")
    assert found.parts[0].words == "evening"


def test_the_overall_rule_of_attendance_is_no_sessions_own() -> None:
    assert {found.attendance for found in sessions_of(a_programme(attendance="4 of 5"))} == {None}


def test_what_is_in_the_middle_stands_in_the_middle_wherever_it_is_written() -> None:
    sessions = {
        "m": {"kind": "residential", "when": "in the middle"},
        "w": {"kind": "workshop", "count": "4", "every": "month"},
    }
    programme = a_programme(sessions=sessions)
    in_order = sorted(sessions_of(programme), key=lambda found: found.place)
    assert ids(tuple(in_order)) == ["w-1", "w-2", "m", "w-3", "w-4"]
    rhythms = [(one.earlier.id, one.later.id) for one in successions(programme, in_order) if one.rhythm is not None]
    assert sorted(rhythms) == [("w-1", "w-2"), ("w-2", "w-3"), ("w-3", "w-4")]


def test_participants_may_be_named() -> None:
    named = {f"p{n}": {"name": f"Participant {n}", "role": "GP", "practice": "Practice A"} for n in range(10)}
    session = {"kind": "action-learning", "for": "each set", "taken": "on own dates"}
    programme = a_programme(participants=named, groups={"set": {"size": "5"}}, sessions={"s": session})
    assert ids(sessions_of(programme)) == ["s-set-1", "s-set-2"]
